"""Which of a vault's backups in one folder stay, and which make room: by generations.

Kept are the newest seven, the newest of each of eight weeks, the newest of each of twelve months,
and always the one that was just made and read back. Newest goes by the clock and by the log, which
are the same unless a clock was wrong or an older backup was put back: then both are kept. A backup
is removed only while one that stands in its place was read from end to end and holds.
"""

import re
import stat
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import SafeguardingError
from desktop_app.vault import bundle
from desktop_app.vault.manifest import Manifest

NEWEST, WEEKS, MONTHS = 7, 8, 12
_NAME: Final = re.compile(r"-(\d{8})-(\d{6})-e(\d+)(-\d)?\.sgbackup")


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A backup in a folder: when it was made (UTC, as in the log), where its log ends, its name."""

    made_at: str
    entry: int
    name: str


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did: the names of the backups that it removed, and of those that are bad."""

    removed: tuple[str, ...]
    damaged: tuple[str, ...]


def name_of(stem: str, said: Manifest, again: int = 0) -> str:
    """Return the file name of a backup: vault, moment (UTC), entry; no colon, for any stick."""
    plain = re.sub(r"[^\w.-]+", "-", stem, flags=re.ASCII).strip("-. ")[:60] or "vault"
    moment = re.sub(r"[-:]", "", said.made_at[:19]).replace("T", "-")
    return f"{plain}-{moment}-e{said.entry}{f'-{again}' if again else ''}{bundle.ENDING}"


def found_in(folder: Path, vault: str) -> tuple[list[Kept], list[str]]:
    """Return the backups of this vault in a folder, and the names of those that are damaged.

    Only plain files count that have the name which `name_of` gives: one that somebody renamed is
    theirs, and so is everything else in the folder.
    """
    kept, damaged = [], []
    for path in sorted(folder.iterdir()):
        named = _NAME.search(path.name)
        if named is None or not path.name.endswith(named[0]) or not _is_plain(path):
            continue
        try:
            said = bundle.read_manifest(path)
        except SafeguardingError:
            damaged.append(path.name)
            continue
        if said.vault == vault and name_of("", said).endswith(
            f"{named[1]}-{named[2]}-e{named[3]}.sgbackup"
        ):
            kept.append(Kept(said.made_at, said.entry, path.name))
    return kept, damaged


def _is_plain(path: Path) -> bool:
    with suppress(OSError):
        return stat.S_ISREG(path.lstat().st_mode)
    return False


def stay(backups: Collection[Kept], just_made: Kept) -> set[Kept]:
    """Return those that stay of `backups`, which `just_made` is one of."""
    newest_first = sorted(backups, reverse=True)
    longest_first = sorted(backups, key=lambda each: (each.entry, each.made_at), reverse=True)
    staying = {just_made, *newest_first[:NEWEST], *longest_first[:NEWEST]}
    for period, most in ((_week, WEEKS), (_month, MONTHS)):
        first: dict[object, Kept] = {}
        for each in newest_first:
            first.setdefault(period(each), each)
        staying.update(list(first.values())[:most])
    return staying


def _day(backup: Kept) -> datetime:
    return datetime.fromisoformat(backup.made_at)


def _week(backup: Kept) -> tuple[int, int]:
    year, week, _ = _day(backup).isocalendar()
    return year, week


def _month(backup: Kept) -> str:
    return backup.made_at[:7]


def rotate(
    folder: Path, vault: str, just_made: Kept, *, holds: Callable[[Path], bool] | None = None
) -> Rotated:
    """Remove what need not stay of this vault's backups in `folder`, and say what was found.

    `holds` reads a backup from end to end, and says whether it is as it was written. What cannot be
    removed stays, without an error: the new backup stands.
    """
    sound = holds or _holds
    try:
        backups, damaged = found_in(folder, vault)
    except OSError:
        return Rotated((), ())
    known = {just_made.name: True}
    while True:
        staying = stay([just_made, *(b for b in backups if b != just_made)], just_made)
        going = sorted(set(backups) - staying)
        doubtful = [each for each in _in_place_of(going, staying) if each.name not in known]
        if not doubtful:
            break
        for each in doubtful:
            known[each.name] = sound(folder / each.name)
            if not known[each.name]:
                backups.remove(each)
                damaged.append(each.name)
    removed = []
    for each in going:
        with suppress(OSError):
            (folder / each.name).unlink()
            removed.append(each.name)
    return Rotated(tuple(removed), tuple(sorted(damaged)))


def _in_place_of(going: Iterable[Kept], staying: set[Kept]) -> list[Kept]:
    """Return, for each that goes, the next newer one that stays."""
    newer = (min((s for s in staying if s > each), default=None) for each in going)
    return list(dict.fromkeys(each for each in newer if each is not None))


def _holds(path: Path) -> bool:
    try:
        bundle.check(path)
    except SafeguardingError:
        return False
    return True
