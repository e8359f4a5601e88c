from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.decision import IncidentStatus, SignOff
from desktop_app.services import casework, drafts
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextBox, TextLine
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.ui.widgets import ChoiceGroup, ErrorSummary
from tests.builders_answers import ALL_NO, REVIEWED
from tests.builders_staff import record

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
HOLD = ALL_NO | {"under-13": "not-known", "adult-involved": "not-known"}
DECIDED = {"decision": "not-referred", "reason": "Managed.", "at": "2026-11-20T17:00"}

Open = Callable[[str], IncidentPage]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Iterator[Open]:
    def shown(reference: str) -> IncidentPage:
        page = IncidentPage(desk, reference)
        qtbot.addWidget(page)
        page.resize(1366, 680)
        page.show()
        page.focus_first()
        qtbot.waitUntil(page.isVisible)
        return page

    yield shown
    for line in drafts.listing(desk.session):
        drafts.throw_away(desk.session, line.id)


def texts(page: QWidget) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page)]


def button(page: QWidget, identifier: str) -> QPushButton:
    found = [
        each
        for each in page.findChildren(QPushButton)
        if each.accessibleIdentifier() == identifier and each.isVisibleTo(page)
    ]
    assert len(found) == 1, identifier
    return found[0]


def has(page: QWidget, identifier: str) -> bool:
    return any(
        each.accessibleIdentifier() == identifier and each.isVisibleTo(page)
        for each in page.findChildren(QPushButton)
    )


def line(page: IncidentPage, name: str) -> TextLine:
    assert page.form is not None
    found = page.form.places[name]
    assert isinstance(found, TextLine)
    return found


def box(page: IncidentPage, name: str) -> TextBox:
    assert page.form is not None
    found = page.form.places[name]
    assert isinstance(found, TextBox)
    return found


def choose(qtbot: QtBot, page: IncidentPage, name: str, value: str) -> None:
    assert page.form is not None
    group = page.form.places[name]
    assert isinstance(group, ChoiceGroup)
    qtbot.keyClick(group.cards[value], Qt.Key.Key_Space)


def problems(qtbot: QtBot, page: IncidentPage) -> str:
    qtbot.waitUntil(lambda: isinstance(page.focusWidget(), ErrorSummary))
    found = page.focusWidget()
    assert found is not None
    return found.accessibleName()


def test_the_state_stands_on_top_and_has_the_focus(opened: Open, session: Session) -> None:
    page = opened(record(session, kinds=["sextortion"]))
    assert page.focusWidget() is page.outcome
    assert "Refer today" in page.outcome.accessibleName()
    assert "Not told yet" in texts(page)
    assert "Due today" in texts(page)


def test_what_was_done_is_recorded_and_stands_in_the_story(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    reference = record(session)
    page = opened(reference)
    qtbot.keyClick(button(page, "incident-action"), Qt.Key.Key_Space)
    assert page.focusWidget() is box(page, "what")
    qtbot.keyClicks(box(page, "what"), "Rang home <b>twice</b>")
    with qtbot.waitSignal(page.desk.said):
        qtbot.keyClick(button(page, "action-record"), Qt.Key.Key_Space)
    assert casework.read(session, reference).actions[0].what == "Rang home <b>twice</b>"
    qtbot.waitUntil(lambda: "Rang home <b>twice</b>" in texts(page))
    assert page.focusWidget() is page.outcome
    assert drafts.listing(session) == ()


def test_an_empty_form_says_what_is_missing_and_records_nothing(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    reference = record(session)
    page = opened(reference)
    before = session.vault.head()
    qtbot.keyClick(button(page, "incident-action"), Qt.Key.Key_Space)
    qtbot.keyClicks(line(page, "at"), "yesterday-ish")
    qtbot.keyClick(button(page, "action-record"), Qt.Key.Key_Space)
    said = problems(qtbot, page)
    assert "Say what was done." in said
    assert "Say when" in said
    assert session.vault.head() == before


def test_what_was_found_out_makes_a_new_assessment_and_says_what_changed(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    reference = record(session, answers=HOLD)
    page = opened(reference)
    assert "Not settled yet" in page.outcome.accessibleName()
    qtbot.keyClick(button(page, "incident-find-out"), Qt.Key.Key_Space)
    choose(qtbot, page, "answer:adult-involved", "yes")
    qtbot.keyClicks(line(page, "how:adult-involved"), "His own profile")
    with qtbot.waitSignal(page.desk.said) as caught:
        qtbot.keyClick(button(page, "find-out-record"), Qt.Key.Key_Space)
    assert caught.args is not None
    assert caught.args[0].startswith("The result is now: Refer today. To be told in addition: ")
    state = casework.read(session, reference)
    assert state.answers["adult-involved"].how == "His own profile"
    assert len(state.assessments) == 2
    assert "Refer today" in page.outcome.accessibleName()
    qtbot.waitUntil(lambda: "Replaced later" in texts(page))


def test_nothing_answered_is_nothing_to_save(qtbot: QtBot, opened: Open, session: Session) -> None:
    page = opened(record(session, answers=HOLD))
    qtbot.keyClick(button(page, "incident-find-out"), Qt.Key.Key_Space)
    qtbot.keyClick(button(page, "find-out-record"), Qt.Key.Key_Space)
    assert "Answer at least one of the questions." in problems(qtbot, page)


def test_a_decision_not_to_refer_asks_the_further_review_and_then_the_head(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    reference = record(session, answers=ALL_NO)
    page = opened(reference)
    qtbot.keyClick(button(page, "incident-decision"), Qt.Key.Key_Space)
    choose(qtbot, page, "decision", "not-referred")
    box(page, "reason").insertPlainText("Both families are told.")
    qtbot.keyClick(button(page, "decision-record"), Qt.Key.Key_Space)
    assert problems(qtbot, page).count("Answer “") == len(REVIEWED)
    for question in REVIEWED:
        choose(qtbot, page, f"review:{question}", "no" if question != "risks-manageable" else "yes")
    qtbot.keyClick(button(page, "decision-record"), Qt.Key.Key_Space)
    assert casework.read(session, reference).status is IncidentStatus.AWAITING_SIGN_OFF
    qtbot.keyClick(button(page, "incident-sign-off"), Qt.Key.Key_Space)
    choose(qtbot, page, "result", "signed")
    qtbot.keyClicks(line(page, "name"), "A Head")
    qtbot.keyClick(button(page, "sign-off-record"), Qt.Key.Key_Space)
    state = casework.read(session, reference)
    assert state.decision.sign_off is SignOff.SIGNED
    assert "Not referred, and signed" in page.outcome.accessibleName()
    assert not has(page, "incident-sign-off")


def test_a_hold_ends_on_advice_only_with_the_whole_advice(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    reference = record(session, kinds=["bullying"], answers=HOLD)
    page = opened(reference)
    qtbot.keyClick(button(page, "incident-decision"), Qt.Key.Key_Space)
    choose(qtbot, page, "decision", "not-referred-on-advice")
    box(page, "reason").insertPlainText("As advised.")
    qtbot.keyClick(button(page, "decision-record"), Qt.Key.Key_Space)
    assert "Give their advice in their words." in problems(qtbot, page)
    choose(qtbot, page, "agency", "police")
    for name, typed in (
        ("person", "The desk"),
        ("told_at", "20 Nov 2026 16:00"),
        ("reference", "77"),
        ("review_on", "4 Dec 2026"),
    ):
        qtbot.keyClicks(line(page, name), typed)
    box(page, "advice").insertPlainText("No referral needed.")
    qtbot.keyClick(button(page, "decision-record"), Qt.Key.Key_Space)
    made = casework.read(session, reference).decision.made
    assert made is not None
    assert made.review_on == "2026-12-04"
    assert made.consulted["at"] == "2026-11-20T16:00"


def test_decisions_that_are_not_open_are_not_offered_and_it_says_why(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    page = opened(record(session, kinds=["sextortion"]))
    qtbot.keyClick(button(page, "incident-decision"), Qt.Key.Key_Space)
    assert page.form is not None
    group = page.form.places["decision"]
    assert isinstance(group, ChoiceGroup)
    assert list(group.cards) == ["refer"]
    assert any("the other decisions are not open" in each for each in texts(page))


def test_a_head_who_declines_turns_it_red(qtbot: QtBot, opened: Open, session: Session) -> None:
    answers = ALL_NO | REVIEWED
    page = opened(record(session, answers=answers, decision=DECIDED))
    qtbot.keyClick(button(page, "incident-sign-off"), Qt.Key.Key_Space)
    choose(qtbot, page, "result", "declined")
    qtbot.keyClicks(line(page, "name"), "A Head")
    qtbot.keyClick(button(page, "sign-off-record"), Qt.Key.Key_Space)
    assert "Refer today: nobody is told yet" in page.outcome.accessibleName()


def test_what_is_typed_in_a_form_is_a_draft_and_comes_back(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    reference = record(session, answers=ALL_NO)
    page = opened(reference)
    qtbot.keyClick(button(page, "incident-decision"), Qt.Key.Key_Space)
    choose(qtbot, page, "decision", "not-referred")
    box(page, "reason").insertPlainText("Half a rea")
    assert page.unsaved
    qtbot.waitUntil(lambda: not page.unsaved)
    (draft,) = drafts.listing(session)
    assert draft.incident == reference
    page.hide()
    again = opened(reference)
    assert box(again, "reason").toPlainText() == "Half a rea"
    assert again.form is not None
    assert again.form.value("decision") == "not-referred"
    for _asked_twice in range(2):
        qtbot.keyClick(button(again, "decision-cancel"), Qt.Key.Key_Space)
    assert drafts.listing(session) == ()
    assert again.form is None


def test_leaving_the_page_saves_what_was_typed_last(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    reference = record(session)
    page = opened(reference)
    qtbot.keyClick(button(page, "incident-action"), Qt.Key.Key_Space)
    box(page, "what").insertPlainText("Typed just now")
    page.hide()
    assert [each.incident for each in drafts.listing(session)] == [reference]


def test_a_duty_is_ticked_off(qtbot: QtBot, opened: Open, session: Session) -> None:
    reference = record(session, kinds=["sextortion"])
    page = opened(reference)
    qtbot.keyClick(button(page, "duty-done-safe-tonight"), Qt.Key.Key_Space)
    assert not has(page, "duty-done-safe-tonight")
    assert casework.read(session, reference).actions[0].what.startswith("Done: ")


def test_a_call_is_noted_for_the_agency_it_stands_at(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    reference = record(session, kinds=["sextortion"])
    page = opened(reference)
    with qtbot.waitSignal(page.desk.call_note_wanted) as caught:
        qtbot.keyClick(button(page, "told-call-police"), Qt.Key.Key_Space)
    assert caught.args == ["police"]
    casework.note_call(session, reference, {"agency": "police", "at": "2026-11-20T17:45"})
    page.reload()
    assert "Referred" in page.outcome.accessibleName()
    assert "Told 20 Nov 2026 17:45" in texts(page)


def test_forms_are_previewed_by_their_names(qtbot: QtBot, opened: Open, session: Session) -> None:
    reference = record(session, kinds=["sextortion"])
    page = opened(reference)
    with qtbot.waitSignal(page.desk.preview_wanted) as caught:
        qtbot.keyClick(button(page, "incident-form-police"), Qt.Key.Key_Space)
    assert caught.args == [reference, "police"]


def test_a_sealed_incident_is_marked(opened: Open, session: Session) -> None:
    sign_in = session.vault.user.sign_in
    page = opened(record(session, kinds=["colleague-concern"], sealed_to=[sign_in]))
    assert any(each.startswith("Sealed") for each in texts(page))


def test_back_leads_to_the_log(qtbot: QtBot, opened: Open, session: Session) -> None:
    page = opened(record(session))
    with qtbot.waitSignal(page.desk.log_wanted):
        page.back_wanted.emit()


def test_a_call_noted_meanwhile_leaves_a_form_and_its_word_as_they_were(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    reference = record(session, kinds=["sextortion"])
    page = opened(reference)
    qtbot.keyClick(button(page, "incident-action"), Qt.Key.Key_Space)
    written = box(page, "what")
    written.insertPlainText("Half a wor")
    casework.note_call(session, reference, {"agency": "police"})
    page.reload()
    assert page.focusWidget() is written
    written.insertPlainText("d")
    qtbot.keyClick(button(page, "action-record"), Qt.Key.Key_Space)
    assert casework.read(session, reference).actions[0].what == "Half a word"
    assert "Referred" in page.outcome.accessibleName()


def test_what_others_do_is_expected_and_what_has_not_begun_says_what_begins_it(
    qtbot: QtBot, opened: Open, session: Session
) -> None:
    page = opened(record(session, kinds=["sextortion"]))
    heading = "What others do, and when to expect it"
    qtbot.waitUntil(lambda: heading in texts(page))
    said = "\n".join(texts(page))
    assert "Expected by 23 Nov 2026\nChildren's social care" in said
    assert "The clock starts with: " in said
    assert "To have ready" not in said
    assert has(page, "duty-done-confirm-in-writing")
    assert not has(page, "duty-done-social-care-decision")
