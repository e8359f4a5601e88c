"""A clock that is set back a year, or far ahead, in the midst of work: order and backups hold."""

import random
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from desktop_app.services import backups, incidents
from desktop_app.vault import rotation
from desktop_app.vault.rotation import Kept
from desktop_app.vault.vault import Vault, open_vault
from tests.faults import flows, judging, school
from tests.faults.keeping_flows import WHO, own_desk
from tests.faults.lines import Case, Line, Scale

_STEPS: Final = 4
_LEAPS: Final = (
    timedelta(days=-365),
    timedelta(days=365),
    timedelta(days=1),
    timedelta(hours=-1),
    timedelta(seconds=-1),
    timedelta(days=30 * 365),
)
# The hour that comes twice in autumn, the end of 32-bit seconds, the turn of a year.
_MOMENTS: Final = (
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
)


def line(*, short: int = 20, long: int = 500) -> Line:
    """Give the line of clocks that leap; the first leap of every case is a year back."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        if scale.spoilt:
            vars(rotation)["stay"] = _newest_by_the_clock
        for number in range(long if scale.long else short):
            yield partial(_case, folder, number)

    return Line(
        name="clock back a year, and other leaps",
        cases=cases,
        short=short,
        long=long,
        spoiled_by="backups kept by the clock alone",
    )


def _newest_by_the_clock(kept: Collection[Kept], _just_made: Kept) -> set[Kept]:
    return set(sorted(kept, reverse=True)[:2])


def _moments(number: int) -> Iterator[datetime]:
    draw = random.Random(f"clock {number}")  # noqa: S311  # no secret
    moment = school.AT
    yield moment
    moment += _LEAPS[0]
    yield moment
    for _ in range(_STEPS):
        moment = draw.choice((*_MOMENTS, *(moment + leap for leap in _LEAPS)))
        if not 1990 < moment.year < 2200:
            moment = school.AT
        yield moment


def _case(folder: Path, number: int) -> str:
    place = folder / "case"
    made = school.made(folder)
    school.copied(made.folder, place)
    own_desk(place)
    (place / "backups").mkdir()

    def judged() -> str:
        with closing(open_vault(place / school.NAME, password=school.PASSWORD)) as vault:
            saved = [
                (each, _one_step(vault, place / "backups", each, at=moment))
                for each, moment in enumerate(_moments(number), start=300)
            ]
        with closing(open_vault(place / school.NAME, password=school.PASSWORD)) as vault:
            return _in_order(vault, saved) or flows.whole(vault, made=made)

    return judging.verdict(judged)


def _one_step(vault: Vault, folder: Path, number: int, *, at: datetime) -> str:
    """Save, back up and look at the backups; the one that was just made must be there, and open."""
    reference = school.record(vault, number, at=at)
    made = backups.make(vault, folder, at=at)
    backups.state(vault, at)
    if not made.path.exists():
        raise LookupError(made.path.name)
    if number % 4 == 0:
        backups.rehearse(made.path, who=WHO)
    return reference


def _in_order(vault: Vault, saved: list[tuple[int, str]]) -> str:
    """Find what was saved, in the order in which it was, whatever the clock said."""
    for number, reference in saved:
        if incidents.read_incident(vault, reference).narrative != school.narrative(number):
            return "an account is another"
    newest = [row.reference for row in vault.newest(len(saved))]
    return "" if newest == [r for _, r in reversed(saved)] else "the log is in another order"
