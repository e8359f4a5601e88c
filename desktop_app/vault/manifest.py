"""What a backup says of itself, in its first member: canonical JSON, nothing of a case."""

import hashlib
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desktop_app.domain.trust_errors import BackupForeignError, BackupNewerError
from desktop_app.vault import canon, files
from desktop_app.vault.canon import NotCanonicalError, canonical
from desktop_app.vault.head import Head

FORMAT: Final = "safeguarding-desk-backup"
VERSION: Final = 1
MANIFEST, VAULT, KEYS = "manifest.json", "vault", "keys"
LARGEST: Final = (1 << 32) - (1 << 20)  # a ZIP without its 64-bit extension
LARGEST_KEYS: Final = 64 * 1024
LARGEST_MANIFEST: Final = 4 * 1024
SLICE: Final = 1 << 20
_TOP: Final = frozenset(
    {
        "format",
        "v",
        "vault",
        "made_at",
        "program",
        "schema",
        "entry",
        "hash",
        "line",
        "gen",
        "files",
    }
)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Part:
    """One file in a backup: how many bytes, their SHA-256 (hex), their CRC-32."""

    bytes: int
    sha256: str
    crc: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: nothing of a case, and nothing that is secret.

    `entry` and `hash` (hex) are the head of the log, `gen` counts the key file's versions, `schema`
    is that of the tables, `made_at` in UTC as in the log, `program` the version that made it.
    """

    vault: str
    made_at: str
    program: str
    schema: int
    entry: int
    hash: str
    gen: int
    vault_file: Part
    keys_file: Part

    @property
    def head(self) -> Head:
        """The head of the log, as it was when the backup was made."""
        return Head(self.entry, self.hash, self.vault)

    def as_bytes(self) -> bytes:
        """Return the manifest as it stands in the file."""
        parts = ((KEYS, self.keys_file), (VAULT, self.vault_file))
        return canonical(
            {
                "format": FORMAT,
                "v": VERSION,
                "vault": self.vault,
                "made_at": self.made_at,
                "program": self.program,
                "schema": self.schema,
                "entry": self.entry,
                "hash": self.hash,
                "line": line(self.head),
                "gen": self.gen,
                "files": {name: {"bytes": p.bytes, "sha256": p.sha256} for name, p in parts},
            }
        )


def line(head: Head) -> str:
    """Return the line at the foot of every form, in English whatever the language is."""
    return f"Log {head.vault_short} · entry {head.position} · {head.code}"


def part_of(path: Path) -> Part:
    """Return what must be said of a file; raises the errors of the machine."""
    digest, crc, size = hashlib.sha256(), 0, 0
    with files.disk_faults(path), path.open("rb") as file:
        while data := file.read(SLICE):
            digest.update(data)
            crc = zlib.crc32(data, crc)
            size += len(data)
    return Part(size, digest.hexdigest(), crc)


def part_of_bytes(data: bytes) -> Part:
    """Return what must be said of some bytes."""
    return Part(len(data), hashlib.sha256(data).hexdigest(), zlib.crc32(data))


def parsed(data: bytes, path: Path) -> Manifest:
    """Return the manifest that these bytes are; `path` is where they were found.

    Raises NotCanonicalError, BackupForeignError or BackupNewerError.
    """
    content = canon.parse(data)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BackupForeignError(path)
    version = content.get("v")
    if isinstance(version, int) and version > VERSION:
        raise BackupNewerError(path, written_by=canon.text(content.get("program"), most=40))
    top = canon.members(content, _TOP)
    parts = canon.members(top["files"], frozenset({VAULT, KEYS}))
    manifest = Manifest(
        vault=_matching(_UUID, top["vault"]),
        made_at=_matching(_MOMENT, top["made_at"]),
        program=canon.text(top["program"], most=40),
        schema=canon.whole(top["schema"], least=1, most=1 << 16),
        entry=canon.whole(top["entry"], least=1, most=1 << 48),
        hash=canon.hexed(top["hash"], length=32).hex(),
        gen=canon.whole(top["gen"], least=1, most=1 << 31),
        vault_file=_part(parts[VAULT], most=LARGEST),
        keys_file=_part(parts[KEYS], most=LARGEST_KEYS),
    )
    if manifest.as_bytes() != data:
        raise NotCanonicalError
    return manifest


def _matching(pattern: re.Pattern[str], value: object) -> str:
    said = canon.text(value, most=40)
    if not pattern.fullmatch(said):
        raise NotCanonicalError
    return said


def _part(value: object, *, most: int) -> Part:
    part = canon.members(value, frozenset({"bytes", "sha256"}))
    digest = canon.hexed(part["sha256"], length=32).hex()
    return Part(canon.whole(part["bytes"], least=1, most=most), digest)
