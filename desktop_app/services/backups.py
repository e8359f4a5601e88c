"""Backups: made, put back, tried out, and how they stand.

Three copies on two devices, one of them off the site: the DfE's digital and technology standards.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import PasswordRefusedError, SafeguardingError
from desktop_app.domain.events.keeping import BackupMade, BackupRehearsed
from desktop_app.domain.trust_errors import TooManyTriesError
from desktop_app.runtime import paths
from desktop_app.runtime.devices import device_of
from desktop_app.services import places
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.vault import backup, bundle, desk_notes, packing, restoring
from desktop_app.vault.backup import Copied, Made, Place
from desktop_app.vault.manifest import Manifest
from desktop_app.vault.restoring import Rehearsed, Restored, Who
from desktop_app.vault.vault import Vault

__all__ = [
    "BackupState",
    "Copied",
    "Found",
    "Level",
    "Made",
    "Place",
    "Rehearsed",
    "Restored",
    "Who",
    "begin",
    "carry",
    "finish",
    "found_in",
    "make",
    "note",
    "note_rehearsed",
    "place_of",
    "rehearse",
    "restore",
    "state",
]

AMBER_DAYS: Final = 7
RED_DAYS: Final = 14
COUNTS_DAYS: Final = 31  # sticks that take turns, and one that is fetched once a month, count
COPIES, DEVICES = 3, 2

Progress = Callable[[int, int], None]


class Level(StrEnum):
    """How the backups stand."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Found:
    """A backup that lies somewhere, and what it says of itself."""

    path: Path
    said: Manifest


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the backups of a vault stand, by its log.

    `copies` counts the vault itself and the newest backup of each place, `devices` what they lie
    on; a backup counts for 31 days. `why` are keys, in the order in which they weigh: `none`,
    `old-14`, `old-7`, `copies`, `devices`, `off-site`. `rehearsed_days` is how long ago a backup
    was last opened on trial, None for never.
    """

    newest: BackupMade | None
    age_days: int | None
    copies: int
    devices: int
    off_site: bool
    level: Level
    why: tuple[str, ...]
    rehearsed_days: int | None


@verb(*EVERYONE)
def make(
    vault: Vault,
    folder: Path,
    *,
    at: datetime,
    place: Place | None = None,
    progress: Progress | None = None,
) -> Made:
    """Make a backup in `folder`, check it, make room, and write it in the log.

    Raises what `vault.backup.backup` raises.
    """
    return backup.backup(vault, folder, at=at, place=place or place_of(folder), progress=progress)


@verb(*EVERYONE)
def begin(vault: Vault, folder: Path, *, at: datetime, progress: Progress | None = None) -> Copied:
    """Take the copy, on the vault's own thread: the first of the window's three steps."""
    return backup.take(vault, folder, at=at, progress=progress)


def finish(copied: Copied, *, progress: Progress | None = None) -> Made:
    """Check, pack and rotate, on any thread: the second step."""
    return backup.finish(copied, progress=progress)


@verb(*EVERYONE)
def note(vault: Vault, made: Made, *, at: datetime, place: Place | None = None) -> None:
    """Write in the log that the backup stands, on the vault's own thread: the third step."""
    backup.note(vault, made, at=at, place=place or place_of(made.path.parent))


def place_of(folder: Path, *, label: str = "", off_site: bool = False) -> Place:
    """Give where a backup goes: what the person calls it, what the system says of it."""
    return Place(label or str(folder), str(places.kind_of(folder)), device_of(folder), off_site)


def found_in(folder: Path) -> tuple[Found, ...]:
    """Give every backup in a folder that says what it is, the newest first; none is opened.

    For whoever holds no key: nothing but the manifests is read. Raises OSError for no folder.
    """
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix == bundle.ENDING and path.is_file():
            with suppress(SafeguardingError):
                found.append(Found(path, bundle.read_manifest(path)))
    return tuple(sorted(found, key=lambda each: each.said.made_at, reverse=True))


def carry(file: Path, folder: Path, *, progress: Progress | None = None) -> Path:
    """Copy a backup as it is to another folder, checked before and after, and give the new file.

    Needs no key. Raises VaultExistsError where the name is taken, and what `vault.packing.carry`
    raises.
    """
    return packing.carry(file, folder, progress=progress)


def restore(  # noqa: PLR0913  # keyword-only, each its own fact
    file: Path,
    target: Path,
    *,
    who: Who,
    at: datetime,
    progress: Progress | None = None,
    for_commands: bool = True,
) -> Restored:
    """Put a backup back as a vault in a new place, compared with what was last seen at this desk.

    Slow (the password), fit for any thread. Wrong passwords are counted at this desk. Raises
    PlaceRefusedError where no live vault may lie (for commands a temporary folder will do),
    TooManyTriesError, and what `vault.restoring.restore` raises.
    """
    places.check_new(target, for_commands=for_commands)
    desk = paths.desk_folder()
    with _counted(file, at):
        return restoring.restore(file, target, who=who, at=at, desk=desk, progress=progress)


def rehearse(
    file: Path, *, who: Who, at: datetime | None = None, progress: Progress | None = None
) -> Rehearsed:
    """Open a backup on trial and check all of it; slow, fit for any thread.

    Where `at` is given, wrong passwords are counted at this desk. Raises TooManyTriesError, and
    what `vault.restoring.rehearse` raises.
    """
    with nullcontext() if at is None else _counted(file, at):
        return restoring.rehearse(file, who=who, progress=progress)


@contextmanager
def _counted(file: Path, at: datetime) -> Iterator[None]:
    """Let a password be tried on a backup; it counts as one that is tried on its vault."""
    desk, vault = paths.desk_folder(), bundle.read_manifest(file).vault
    left = desk_notes.wrong_tries(desk, vault).seconds_left(at)
    if left:
        raise TooManyTriesError(file, seconds=left)
    try:
        yield
    except PasswordRefusedError:
        desk_notes.note_wrong(desk, vault, now=at)
        raise


@verb(*EVERYONE)
def note_rehearsed(vault: Vault, file: Path, rehearsed: Rehearsed, *, at: datetime) -> None:
    """Write in the log of the vault that one of its backups was opened and holds."""
    if rehearsed.said.vault == vault.id:
        event = BackupRehearsed(file.name, rehearsed.head.position, rehearsed.said.made_at)
        vault.append([event], incident=None, at=at)


@verb(*EVERYONE)
def state(vault: Vault, now: datetime) -> BackupState:
    """Give how the backups stand, by the log.

    Red without one or after 14 days; amber after 7 days, or while there are not three copies on two
    devices and one off the site.
    """
    made = [(_age(e.at, now), e.event) for e in vault.of_vault() if isinstance(e.event, BackupMade)]
    tried = [_age(e.at, now) for e in vault.of_vault() if isinstance(e.event, BackupRehearsed)]
    newest = {(each.device, each.place): (age, each) for age, each in made}
    counting = [each for age, each in newest.values() if age <= COUNTS_DAYS]
    age_days = min((age for age, _ in made), default=None)
    copies, off_site = 1 + len(counting), any(each.off_site for each in counting)
    devices = len({device_of(vault.path), *(each.device for each in counting)} - {""})
    age = {
        "none": age_days is None,
        "old-14": age_days is not None and age_days > RED_DAYS,
        "old-7": age_days is not None and AMBER_DAYS < age_days <= RED_DAYS,
    }
    short = {"copies": copies < COPIES, "devices": devices < DEVICES, "off-site": not off_site}
    why = tuple(key for key, holds in (age | short).items() if holds)
    return BackupState(
        newest=made[-1][1] if made else None,
        age_days=age_days,
        copies=copies,
        devices=devices,
        off_site=off_site,
        level=_level(why),
        why=why,
        rehearsed_days=min(tried, default=None),
    )


def _level(why: tuple[str, ...]) -> Level:
    if {"none", "old-14"} & set(why):
        return Level.RED
    return Level.AMBER if why else Level.GREEN


def _age(at: str, now: datetime) -> int:
    """Give how many whole days ago a moment of the log was; a clock set back makes it today."""
    return max(0, (now.astimezone(UTC) - datetime.fromisoformat(at)).days)
