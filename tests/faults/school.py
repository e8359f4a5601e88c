"""The vault that every case starts from, and what is done to it: invented, and made in seconds."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import incidents
from desktop_app.vault import keyslots
from desktop_app.vault.keyslots import Cost
from desktop_app.vault.vault import FLOOR, Vault, create_vault

AT: Final = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
PASSWORD: Final = "five plain words for faults"
SIGN_IN: Final = "DSL"
NAME: Final = "school.vault"
_MADE: Final = "made"
ARGON2ID: Final = keyslots.stretch
Stretch = Callable[..., bytes]
_REAL: Final[set[bytes]] = set()


@dataclass(frozen=True, slots=True)
class Made:
    """A closed vault with the references of what stands in it."""

    folder: Path
    references: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where the vault lies."""
        return self.folder / NAME


def quick_stretch(password: str, *, salt: bytes, cost: Cost) -> bytes:
    """Stand in for Argon2id: as sure to differ for another password, salt or cost, and no slower.

    What a password costs is not what is tried here; a kill would hit nothing but that.
    """
    if salt in _REAL:
        return _really_stretched(password, salt, cost)
    said = json.dumps([password, salt.hex(), cost.m, cost.t, cost.p])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()


def stretch_really(salt: bytes) -> None:
    """Let the password of a vault that was made elsewhere be stretched as it was, once."""
    _REAL.add(salt)


@cache
def _really_stretched(password: str, salt: bytes, cost: Cost) -> bytes:
    return ARGON2ID(password, salt=salt, cost=cost)


@contextmanager
def passwords_are_quick(stretch: Stretch = quick_stretch) -> Iterator[None]:
    """Put `quick_stretch` in the place of Argon2id, here and in every process forked from here."""
    place = vars(keyslots)
    before = place["stretch"]
    place["stretch"] = stretch
    try:
        yield
    finally:
        place["stretch"] = before


def passwords_are_real() -> AbstractContextManager[None]:
    """Put Argon2id back for a while."""
    return passwords_are_quick(ARGON2ID)


@cache
def library() -> Library:
    """Give the shipped procedures, read once."""
    return Library(resources_folder())


def incident_json(number: int, *, words: int = 60) -> bytes:
    """Give an invented incident as a file of contract section 4."""
    return json.dumps(
        {
            "kinds": ["nudes-shared"],
            "aware_at": "2026-11-20T17:40",
            "answers": {"adult-involved": "no", "coerced": "not-known"},
            "narrative": narrative(number, words=words),
            "reported_by": "the tutor",
            "people": [{"role": "depicted", "name": f"Testname Nobody{number}", "year_group": "9"}],
        }
    ).encode()


def narrative(number: int, *, words: int = 60) -> str:
    """Give the account of an invented incident; by it a saved incident is known again."""
    return f"Account number {number}: " + " ".join(f"word{n}" for n in range(words))


def record(vault: Vault, number: int, *, words: int = 60, at: datetime = AT) -> str:
    """Record an invented incident through the service, and give its reference."""
    data = incident_json(number, words=words)
    return incidents.record_json(vault, library(), data, source="-", at=at)


def made(folder: Path, *, saved: int = 12, drafts: int = 3, words: int = 60) -> Made:
    """Make a vault in `folder`, once; a second call gives the one that lies there.

    Drafts are thrown away again, so that the file has free pages as a used one has.
    """
    there = folder / _MADE
    said = there / "said.json"
    if said.exists():
        return Made(there, tuple(json.loads(said.read_text(encoding="utf-8"))))
    shutil.rmtree(there, ignore_errors=True)
    there.mkdir(parents=True)
    vault, _keys = create_vault(there / NAME, password=PASSWORD, at=AT, sign_in=SIGN_IN, cost=FLOOR)
    references = [record(vault, number, words=words) for number in range(saved)]
    for number in range(drafts):
        vault.save_draft(f"draft-{number}", {"narrative": "being typed " * 900}, at=AT)
    for number in range(drafts):
        vault.discard_draft(f"draft-{number}")
    vault.close()
    said.write_text(json.dumps(references), encoding="utf-8")
    return Made(there, tuple(references))


def copied(source: Path, target: Path) -> None:
    """Make `target` a copy of the folder `source`, whatever lay there before."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("said.json"))
