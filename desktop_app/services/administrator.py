"""What an administrator may do, who holds no key to the records: copy backups, prepare people.

No vault is open here, so nothing of it stands in the log; what was prepared does, once a designated
safeguarding lead or the head teacher lets the person in.
"""

import errno
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import SafeguardingError
from desktop_app.domain.trust_errors import BackupDamagedError
from desktop_app.runtime.paths import school_folder
from desktop_app.services import sign_in, staff
from desktop_app.services.staff import Newcomer
from desktop_app.vault import bundle, files
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.vault import Unlocked

__all__ = ["Newcomer"]

JOINING: Final = ".joining"
_SLICE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Administrator:
    """Who signed in, and the key file that says so; no key of the vault."""

    path: Path
    vault: str
    sign_in: str
    keyfile: KeyFile = field(repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """A backup that lies somewhere: when it was made (ISO 8601, UTC), and the log's newest entry."""

    path: Path
    made_at: str
    entry: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A prepared person's file as it was written, and the code that they are given."""

    path: Path
    code: str


def begin(path: Path, unlocked: Unlocked) -> Administrator:
    """Take in what an administrator's password opened; wrong tries are counted anew after it."""
    keys = unlocked.keyfile
    sign_in.begin_anew(keys.vault)
    return Administrator(path, keys.vault, unlocked.slot.sign_in, keys)


def newest_backup(who: Administrator, folder: Path) -> Found | None:
    """Give the newest backup of this vault among the files of a folder; None if there is none.

    What is no whole backup is passed over. Raises OSError for a folder that cannot be read.
    """
    found = []
    for path in folder.iterdir():
        if path.suffix != bundle.ENDING:
            continue
        try:
            said = bundle.read_manifest(path)
        except SafeguardingError:
            continue
        if said.vault == who.vault:
            found.append(Found(path, said.made_at, said.entry))
    return max(found, key=lambda each: (each.entry, each.made_at), default=None)


def copy(source: Path, folder: Path) -> Path:
    """Copy a backup into another folder, read the copy back, and give where it is; for any thread.

    Every byte of both is held against the manifest. Nothing is overwritten: a file of this name
    that is there already must be the same. Raises FileExistsError, BackupDamagedError and the
    errors of the machine.
    """
    bundle.check(source)
    target = folder / source.name
    if target.exists():
        if not _same(source, target):
            raise FileExistsError(errno.EEXIST, "", str(target))
        return target
    part = target.with_name(f"{target.name}.part")
    with files.disk_faults(folder):
        part.unlink(missing_ok=True)
        try:
            _copied(source, part)
            _check_copy(source, part)
            files.replace(part, target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    files.sync_folder_if_it_can(folder)
    return target


def prepare(who: Administrator, newcomer: Newcomer, password: str) -> bytes:
    """Give the file of a new person, who chose this password; slow on purpose, for any thread."""
    return staff.prepare(who.keyfile, newcomer, password)


def keep_prepared(data: bytes, path: Path) -> Prepared:
    """Write a prepared person's file, and give the code that they are to be given."""
    place = path if path.suffix else path.with_suffix(JOINING)
    files.write_whole(place, data)
    return Prepared(place, staff.code_of(data))


def folder_for_everyone() -> Path | None:
    """Give the folder whose contacts and procedures hold for every user of this computer."""
    return school_folder()


def _copied(source: Path, part: Path) -> None:
    with source.open("rb") as given, files.fresh(part) as file:
        while data := given.read(_SLICE):
            file.write(data)
        files.sync(file)
        files.forget_cached(file)


def _check_copy(source: Path, part: Path) -> None:
    bundle.check(part)
    if not _same(source, part):
        raise BackupDamagedError(part, what="copy")


def _same(one: Path, other: Path) -> bool:
    return _digest(one) == _digest(other)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
