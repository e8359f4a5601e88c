from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop_app.domain.events.decisions import FormMade, SignOffAsked, SignOffGiven
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.incidents import AnswerGiven, SeenByStaff
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.domain.state.incident import IncidentState, fold
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import casework, incidents
from desktop_app.services.casework_words import short_date, short_time
from desktop_app.services.practice_cases import practice_cases
from desktop_app.services.sessions import Session
from desktop_app.services.story import StoryLine, Words, story
from desktop_app.vault.vault import FLOOR, create_vault
from tests.builders import an_incident

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("story") / "school.vault"
    vault, _keys = create_vault(
        path, password="four words for a test", name="Dee Lead", at=NOW, cost=FLOOR
    )
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


def words(session: Session, state: IncidentState) -> Words:
    return Words(
        casework.author_names(session), casework.procedure_of(session, state), session.catalogue
    )


def told(session: Session, state: IncidentState) -> tuple[StoryLine, ...]:
    return story(state, words(session, state))


def test_every_entry_of_every_practice_incident_has_a_sentence_and_no_id(session: Session) -> None:
    cases = practice_cases(session.library, "ukcis-2024", number=14, seed=1, now=NOW)
    for case in cases:
        incoming, faults = read_incoming(case, session.library.catalogue)
        assert incoming is not None, faults
        reference = incidents.record(
            session.vault, session.library, incoming, source="a test", at=NOW
        )
        state = casework.read(session, reference)
        lines = told(session, state)
        assert [line.position for line in lines] == [entry.position for entry in state.entries]
        for line in lines:
            assert line.sentence.strip()
            assert line.who == "Dee Lead"
            assert "no words for" not in line.sentence
            for question in session.library.catalogue.by_id:
                assert f" {question} " not in f" {line.sentence} "


def test_what_people_wrote_stands_word_for_word_and_apart_from_our_words(session: Session) -> None:
    state = an_incident()
    written = "<b>not bold</b> {0} & %s\nsecond line"
    seen = SeenByStaff(who="A Colleague", how=written)
    entry = Entry(99, "e", state.id, "nobody", "2026-11-23T09:30:00Z", seen)
    line = told(session, fold((*state.entries, entry)))[-1]
    assert written in line.said
    assert written not in line.sentence
    assert line.who == "Someone who is no longer a user"


def test_a_correction_is_marked_on_both_sides(session: Session) -> None:
    state = an_incident()
    given = next(entry for entry in state.entries if isinstance(entry.event, AnswerGiven))
    assert isinstance(given.event, AnswerGiven)
    again = replace(given, position=99, event=AnswerGiven(given.event.question, "yes", "now known"))
    lines = {line.position: line for line in told(session, fold((*state.entries, again)))}
    assert lines[given.position].corrected
    assert not lines[given.position].corrects
    assert lines[99].corrects
    assert not lines[99].corrected
    assert lines[99].said == "now known"
    assert lines[99].sentence.endswith("Yes.")


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (SignOffAsked("A", "Head", "2026-11-23"), "Signature asked for"),
        (
            SignOffGiven("signed", "A", "Head", "2026-11-23"),
            "The head teacher signed the decision: recorded as given on paper",
        ),
        (FormMade("police", "0", 2, "printed"), "Form made: Report to the police"),
    ],
)
def test_signatures_and_forms_are_told(
    session: Session, event: SignOffAsked | SignOffGiven | FormMade, sentence: str
) -> None:
    state = an_incident()
    entry = Entry(99, "e", state.id, "nobody", "2026-11-23T09:30:00Z", event)
    assert told(session, fold((*state.entries, entry)))[-1].sentence == sentence


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("printed", "Reason: printed"),
        ("court or police", "Reason: a file for a court or the police"),
        ("asked for by an inspector", "Reason: a file that an inspector asked for"),
        ("The governors asked", "Reason: The governors asked"),
        ("", ""),
    ],
)
def test_the_reason_of_a_form_stands_in_the_story(session: Session, reason: str, said: str) -> None:
    state = an_incident()
    entry = Entry(
        99, "e", state.id, "nobody", "2026-11-23T09:30:00Z", FormMade("police", "0", 2, reason)
    )
    assert told(session, fold((*state.entries, entry)))[-1].said == said


def test_a_time_that_is_none_is_shown_as_it_was_written() -> None:
    assert short_time("2026-11-20") == "20 Nov 2026"
    assert short_time("2026-11-20T07:05") == "20 Nov 2026 07:05"
    assert short_time("one evening") == "one evening"
    assert short_date("2026-11-20T07:05") == short_date("2026-11-20") == "20 Nov 2026"
    assert short_date("one evening") == "one evening"
