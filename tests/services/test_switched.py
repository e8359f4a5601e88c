from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import casework, exports, incidents, school
from desktop_app.services.exports import Export
from desktop_app.services.sessions import Session
from desktop_app.services.switched import SwitchedThen, switched_then
from desktop_app.vault.vault import FLOOR, create_vault
from tests.builders_wizard import all_no
from tests.pdf_reading import read

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
AREA, RULE = "haringey-2023", "every-image"


class Clock:
    """A clock that goes on by an hour whenever it is told to."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def go_on(self) -> None:
        self.at += timedelta(hours=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(tmp_path: Path, clock: Clock) -> Iterator[Session]:
    path = tmp_path / "school.vault"
    vault, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    found = Session(vault, Library(resources_folder()), clock)
    school.choose_procedure(found, AREA)
    yield found
    vault.close()


def switch(session: Session, clock: Clock, letter: str, *, off: bool = True) -> None:
    clock.go_on()
    school.switch_rule(
        session,
        procedure=AREA,
        rule=RULE,
        off=off,
        decided_by="A Chair",
        letter=letter,
        letter_date="2026-11-02",
    )
    clock.go_on()


def record(session: Session) -> str:
    given = {"kinds": ["nudes-shared"], "aware_at": "2026-11-23T09:00", "answers": all_no()}
    incoming, faults = read_incoming(given, session.library.catalogue)
    assert incoming is not None, faults
    at = session.now()
    return incidents.record(session.vault, session.library, incoming, source="test", at=at)


def then(session: Session, reference: str) -> tuple[SwitchedThen, ...]:
    return switched_then(session.vault, casework.read(session, reference))


def test_an_incident_keeps_the_letter_by_which_its_rule_was_off(
    session: Session, clock: Clock
) -> None:
    before = record(session)
    switch(session, clock, "HSCP/1")
    first = record(session)
    switch(session, clock, "", off=False)
    between = record(session)
    switch(session, clock, "HSCP/2")
    second = record(session)
    assert then(session, before) == then(session, between) == ()
    assert [each.letter for each in then(session, first)] == ["HSCP/1"]
    assert [each.letter for each in then(session, second)] == ["HSCP/2"]
    (found,) = then(session, first)
    assert (found.rule, found.decided_by, found.letter_date) == (RULE, "A Chair", "2026-11-02")


def test_a_form_is_handed_what_was_switched_off_in_words(session: Session, clock: Clock) -> None:
    switch(session, clock, "HSCP/1")
    reference = record(session)
    wanted = Export("incident", reference)
    drawing = exports.prepare(session.vault, session.library, wanted, at=session.now())
    (off,) = drawing.printing.switched_off
    rule = next(each for each in session.library.get(AREA).referral if each.id == RULE)
    assert off.what == rule.switch
    assert (off.decided_by, off.letter, off.letter_date) == ("A Chair", "HSCP/1", "2026-11-02")
    assert off.at.startswith("2026-11-23T10:30")


def test_a_referral_that_only_the_local_rule_requires_begins_with_that(session: Session) -> None:
    reference = record(session)
    drawing = exports.prepare(
        session.vault, session.library, Export("police", reference), at=session.now()
    )
    text = " ".join(read(exports.drawn(drawing)).text.split())
    local = text.index("Only the local procedure requires this report: no aggravating feature")
    assert local < text.index("The source of the rules used is out of date")
    assert local < text.index("Is anyone in danger now?")
