from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop_app.documents.printing import SwitchedOff
from desktop_app.documents.registry import FORMS, draw
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.guidance import SourceState
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.state.incident import IncidentState
from tests.builders import a_procedure, a_result, an_incident
from tests.builders_forms import a_managed_result, a_printing, an_incident_for
from tests.pdf_reading import read, squeezed

EVERY_FORM = pytest.mark.parametrize("form", FORMS)
TO_AGENCY = pytest.mark.parametrize("form", ["referral", "police"])

PASSED = SourceState(
    "review-passed", "The document was to be reviewed. Ask for it.", date(2025, 1, 1), warns=True
)
LOST = SourceState("lists-lost", "Its lists were lost on capture.", None, warns=False)
LATER = SourceState("old", "Not to be told before its day.", date(2030, 1, 1), warns=True)
OFF = SwitchedOff(
    what="Images between children are no longer always told.",
    decided_by="A. Chair",
    letter="WM/26/7",
    letter_date="2026-11-02",
    at="2026-11-03T10:00:00Z",
)
LOCAL_ONLY = {"id": "local-rule-only", "text": "As the procedure has it.", "source": "A source"}


def text_of(form: str, procedure: Procedure, state: IncidentState, **printing: Any) -> str:  # noqa: ANN401  # any field of Printing
    printed = draw(form, state, a_printing(procedure=procedure, **printing))
    return " ".join(read(printed).text.split())


def assessed(**changed: object) -> Assessed:
    return Assessed("ukcis-2024", "1", "0" * 64, {"repeat": "yes"}, a_result(**changed))


@EVERY_FORM
def test_every_form_names_the_rules_their_version_and_the_date_of_their_source(form: str) -> None:
    procedure = a_procedure()
    text = text_of(form, procedure, an_incident_for(form))
    assert "Rules used" in text
    assert f"{procedure.title}, {procedure.publisher}, version {procedure.version}" in text
    assert f"Date of the source: March {procedure.source_date.year}" in text
    assert f"State of the source: {procedure.state_of_source}" in text


@EVERY_FORM
def test_every_form_says_on_its_first_page_that_the_source_is_out_of_date(form: str) -> None:
    procedure = replace(a_procedure(), states=(LOST, PASSED, LATER))
    text = text_of(form, procedure, an_incident_for(form))
    assert "The source of the rules used is out of date" in text
    assert f"Out of date: {PASSED.text}" in text
    assert LOST.text in text
    assert LATER.text not in text


@EVERY_FORM
def test_the_foot_of_every_page_says_what_makes_the_source_out_of_date(form: str) -> None:
    procedure = replace(a_procedure(), states=(LOST, PASSED))
    pages = read(draw(form, an_incident_for(form), a_printing(procedure=procedure))).artifacts
    assert pages
    for text in pages.values():
        assert squeezed("Source: The document was to be reviewed") in squeezed(text)


@EVERY_FORM
def test_a_source_that_is_not_out_of_date_is_not_said_to_be(form: str) -> None:
    procedure = replace(a_procedure(), states=(LOST, LATER))
    text = text_of(form, procedure, an_incident_for(form))
    assert "out of date" not in text.casefold()
    assert LOST.text in text


@EVERY_FORM
def test_a_rule_that_was_switched_off_stands_on_every_form_with_who_and_the_letter(
    form: str,
) -> None:
    text = text_of(form, a_procedure(), an_incident_for(form), switched_off=(OFF,))
    assert "This school has switched off a rule of its procedure. See: Rules used." in text
    assert f"Switched off by this school: {OFF.what}" in text
    assert "Decided by: A. Chair. Letter: WM/26/7, Monday 2 November 2026." in text
    assert "Recorded: Tuesday 3 November 2026, 10:00" in text
    assert "switched off" not in text_of(form, a_procedure(), an_incident_for(form)).casefold()


@EVERY_FORM
def test_a_procedure_that_adds_to_another_names_both(form: str) -> None:
    base = replace(a_procedure(), title="The national advice", version="2")
    procedure = replace(a_procedure(), title="Our procedure", base=base)
    text = text_of(form, procedure, an_incident_for(form))
    assert "Our procedure" in text
    assert "It adds to: The national advice, version 2" in text


@TO_AGENCY
def test_a_report_that_only_a_local_rule_requires_says_so_first(form: str) -> None:
    state = an_incident(assessed=(assessed(advice=[LOCAL_ONLY], aggravating=[]),))
    text = text_of(form, a_procedure(), state)
    said = (
        "Only the local procedure requires this report: no aggravating feature is known. The "
        "school asks that this be handled as safeguarding."
    )
    assert said in text
    assert text.index(said) < text.index("What has been reported")
    assert LOCAL_ONLY["text"] not in text


@TO_AGENCY
def test_a_known_aggravating_feature_is_not_hidden_behind_the_local_rule(form: str) -> None:
    state = an_incident(assessed=(assessed(advice=[LOCAL_ONLY], aggravating=["repeat"]),))
    text = text_of(form, a_procedure(), state)
    assert "Only the local procedure requires this report. Aggravating features are known:" in text
    assert "Yes: " in text.split("Aggravating features are known:")[1][:12]
    assert "no aggravating feature is known" not in text


@TO_AGENCY
@pytest.mark.parametrize("status", ["not-met", "not-known"])
def test_what_is_not_known_yet_is_not_hidden_behind_the_local_rule(form: str, status: str) -> None:
    criteria = [{"id": "adult", "status": status, "because": [], "source": "Made up"}]
    done = assessed(advice=[LOCAL_ONLY], aggravating=[], criteria=criteria)
    text = text_of(form, a_procedure(), an_incident(assessed=(done,)))
    said = "safeguarding. Not everything that decides is known yet"
    assert (said in text) == (status == "not-known")


@TO_AGENCY
def test_a_report_that_more_than_a_local_rule_requires_says_nothing_of_it(form: str) -> None:
    state = an_incident(assessed=(assessed(advice=[], aggravating=[]),))
    assert "Only the local procedure" not in text_of(form, a_procedure(), state)


def test_the_whole_record_has_the_advice_in_the_words_of_the_procedure() -> None:
    state = an_incident(assessed=(assessed(advice=[LOCAL_ONLY], aggravating=[]),))
    text = text_of("incident", a_procedure(), state)
    assert LOCAL_ONLY["text"] in text
    assert "Only the local procedure" not in text


def test_the_whole_record_says_what_holds_today_and_what_starts_a_clock() -> None:
    duty = {
        "id": "conference",
        "owner": "childrens-social-care",
        "due": None,
        "text": "A conference is held.",
        "source": "A source",
        "starts_with": "the last strategy discussion",
        "today": "Fifteen working days.",
    }
    given = a_managed_result() | {"duties": [duty]}
    state = an_incident(assessed=(Assessed("ukcis-2024", "1", "0" * 64, {}, given),))
    text = text_of("incident", a_procedure(), state)
    assert "Begins with: the last strategy discussion" in text
    assert "Today: Fifteen working days." in text
