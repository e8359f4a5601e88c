"""Pages of an incident under the procedure of Wales say what is said in Wales."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.services import casework, drafts
from desktop_app.services.sessions import Session
from desktop_app.ui.call_note import agency_words
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.incident.forms import decision_options
from desktop_app.ui.wizard.telling import consulted_names, whom_to_tell
from desktop_app.ui.wizard.words import agency_name, form_title
from tests.builders_wizard import Stage, all_no, reviewed, stage

WALES = {"procedure": "all-wales-2021", "aware_at": "2026-11-20"}


def in_wales(bot: QtBot, desk: Desk, step: str, answers: dict[str, str]) -> Stage:
    return stage(bot, desk, step, answers=all_no() | answers, record=WALES)


def words(page: QWidget) -> str:
    labels = [each.text() for each in page.findChildren(QLabel)]
    return "\n".join([*labels, *(each.text() for each in page.findChildren(QAbstractButton))])


def words_of(card: QAbstractButton) -> str:
    return f"{card.text()} {card.accessibleName()} {words(card)}"


def test_a_call_note_offers_the_agencies_of_the_procedure(session: Session) -> None:
    wales = [each for each, _said, _hint in agency_words(session.library.get("all-wales-2021"), {})]
    assert wales == ["social-services", "police", "designated-officer", "prevent", "other"]
    england = [each for each, _said, _hint in agency_words(session.library.get("ukcis-2024"), {})]
    assert england == ["childrens-social-care", "police", "lado", "prevent", "other"]


def test_agencies_are_called_as_they_are_in_wales(session: Session) -> None:
    wales, england = (session.library.get(each) for each in ("all-wales-2021", "ukcis-2024"))
    assert agency_name(wales, "prevent") == "the police's contact for Prevent"
    assert agency_name(england, "prevent") == "Prevent"
    assert "section 130" in form_title("referral", wales=True)
    assert "social care" in form_title("referral")


def test_whom_to_tell_names_each_one_and_no_pair(qtbot: QtBot, desk: Desk) -> None:
    answers = {"child-at-risk": "no", "coerced": "yes", "adult-involved": "no"}
    shown = in_wales(qtbot, desk, "result", answers)
    lines = whom_to_tell(shown.wizard.look)
    assert [each.within for each in lines] == ["the police", "social services"] or [
        each.within for each in lines
    ] == ["social services", "the police"]
    assert {each.strength for each in lines} == {"Must be told"}


def test_a_hold_in_wales_is_about_police_and_social_services(qtbot: QtBot, desk: Desk) -> None:
    shown = in_wales(qtbot, desk, "result", {"child-at-risk": "not-known"})
    look = shown.wizard.look
    assert consulted_names(look) == "the police or social services"
    said = " ".join(hint for _value, _title, hint in decision_options(look))
    assert "The police or social services were consulted" in said
    assert "social care" not in words(shown.page)


def test_the_continuum_is_asked_in_words_in_wales_and_nowhere_else(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = in_wales(qtbot, desk, "matter:aid", {"child-at-risk": "no"})
    assert "continuum" in shown.wizard.look.applies
    group = shown.child("answer-continuum")
    said = [each.text() for each in group.findChildren(QAbstractButton)]
    for step in ("Normal", "Inappropriate", "Problematic", "Abusive", "Violent"):
        assert any(step in each for each in said) or step in words(group)
    england = stage(qtbot, desk, "result", answers=all_no())
    assert "continuum" not in england.wizard.look.applies


def test_who_may_sign_in_wales_is_named_as_in_wales(qtbot: QtBot, desk: Desk) -> None:
    decided = {"decision": "not-referred", "reason": "Both spoke freely."}
    record = WALES | {"decision": decided, "sign_off": {"result": "asked"}}
    answers = all_no() | reviewed() | {"child-at-risk": "no"}
    shown = stage(qtbot, desk, "decision", answers=answers, record=record)
    said = words(shown.page)
    assert "designated safeguarding person" in said
    assert "DSL" not in said


def test_a_step_of_the_continuum_is_chosen_by_key_shown_in_words_and_recorded(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = in_wales(qtbot, desk, "matter:aid", {"child-at-risk": "no"})
    before = shown.wizard.look.assessment
    group = shown.child("answer-continuum")
    card = next(each for each in group.findChildren(QAbstractButton) if "Abusive" in words_of(each))
    shown.key(card, Qt.Key.Key_Space)
    assert shown.draft.answers["continuum"] == "abusive"
    assert shown.wizard.look.assessment == before
    check = in_wales(qtbot, desk, "check", {"child-at-risk": "no", "continuum": "abusive"})
    said = words(check.page)
    assert "Abusive" in said
    assert "abusive" not in said
    reference = drafts.finish(desk.session, check.draft)
    state = casework.read(desk.session, reference)
    assert state.procedure == "all-wales-2021"
    assert state.answers["continuum"].answer == "abusive"
