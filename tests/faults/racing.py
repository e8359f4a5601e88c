"""Two processes that want the same vault, or the same place, at once: one has it, one is told."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from desktop_app.services import vaults
from desktop_app.vault import engine
from desktop_app.vault.vault import open_vault
from tests.faults import judging, keeping_flows, school
from tests.faults.child import READY, Child, Tell, fork
from tests.faults.flows import Saving
from tests.faults.lines import Case, Line, Scale

_TOLD: Final = frozenset({"VaultInUseError", "VaultExistsError"})
_RACERS: Final = 3
_HELD: Final = "held"
_FRESH: Final = "fresh.vault"

Race = Callable[[Path, Tell, int], None]


def line(*, short: int = 20, long: int = 500) -> Line:
    """Give the line of processes that race: to open and save, to restore, to make a vault."""

    def cases(folder: Path, scale: Scale) -> Iterator[Case]:
        races = (_open_and_save,) if scale.spoilt else (_open_and_save, _restore, _create)
        for number in range(long if scale.long else short):
            yield partial(_case, folder, races[number % len(races)], scale=scale)

    return Line(
        name="processes racing for one vault",
        cases=cases,
        short=short,
        long=long,
        spoiled_by="no lock taken",
    )


def _open_and_save(place: Path, tell: Tell, number: int) -> None:
    tell(READY)
    vault = open_vault(place / school.NAME, password=school.PASSWORD)
    try:
        for each in range(3):
            account = 100 + 10 * number + each
            tell(f"{account} {school.record(vault, account)}")
        tell(_HELD)
    finally:
        vault.close()


def _restore(place: Path, tell: Tell, _number: int) -> None:
    tell(READY)
    keeping_flows.restore_once(place, 0)
    tell(_HELD)


def _create(place: Path, tell: Tell, _number: int) -> None:
    tell(READY)
    vaults.create(place / _FRESH, password=school.PASSWORD, sign_in=school.SIGN_IN, at=school.AT)
    tell(_HELD)


def _case(folder: Path, race: Race, *, scale: Scale) -> str:
    flow = keeping_flows.Restoring()
    place = folder / "case"
    flow.lay(folder, place)
    racers = [_racer(race, place, number, scale=scale) for number in range(_RACERS)]
    for each in racers:
        each.wait_for(READY)
    for each in racers:
        each.go_on()
    ended = [each.end() for each in racers]
    return _judged(race, place, racers, ended) or judging.verdict(
        lambda: _remains(race, place, [step for each in racers for step in each.steps])
    )


def _racer(race: Race, place: Path, number: int, *, scale: Scale) -> Child:
    def work(tell: Tell) -> None:
        if scale.spoilt:
            without_lock()
        race(place, tell, number)

    return fork(work)


def _judged(race: Race, place: Path, racers: Sequence[Child], ended: Sequence[str]) -> str:
    unnamed = [how for how in ended if how and how not in _TOLD]
    if unnamed:
        return f"{race.__name__}: {unnamed[0]}"
    if not any(how == "" for how in ended):
        return f"{race.__name__}: nobody had it"
    assert place.is_dir()
    assert racers
    return ""


def _remains(race: Race, place: Path, told: Sequence[str]) -> str:
    if race is _open_and_save:
        flow = Saving(words=60)
        return flow.judge(place, [each for each in told if each != _HELD])
    fresh = place / ("restored-0.vault" if race is _restore else _FRESH)
    vault = open_vault(fresh, password=school.PASSWORD)
    try:
        report = vault.verify()
        return "" if report.ok else "what one of them made does not verify"
    finally:
        vault.close()


def without_lock() -> None:
    """Let this process open a vault with no regard to others."""
    place = vars(engine)
    set_up = place["_set_up"]

    def spoilt(connection: engine.Connection, *, key: bytes, salt: bytes) -> None:
        class Deaf:
            """A connection that does not hear what is said of locks."""

            @staticmethod
            def execute(statement: str, *more: object) -> engine.Connection:
                if "EXCLUSIVE" in statement or statement == "COMMIT":
                    statement = "SELECT 1"
                if statement == "PRAGMA locking_mode":
                    statement = "SELECT 'exclusive'"
                return connection.execute(statement, *more)

        set_up(Deaf, key=key, salt=salt)
        # Whoever has no lock meets the others at each save, and waits for its turn there.
        connection.execute("PRAGMA busy_timeout = 1000")

    place["_set_up"] = spoilt
