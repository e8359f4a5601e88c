from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.services import drafts
from desktop_app.services.incidents import read_incident
from desktop_app.ui.desk import Desk
from tests.builders_wizard import Stage, all_no, reviewed, stage

IN_SCHOOL = {**all_no(), **reviewed()}
IN_HOLD = {**all_no(capacity_doubt="not-known"), **reviewed()}


def words(shown: Stage) -> str:
    return "\n".join(
        each.text() for each in shown.page.findChildren(QLabel) if each.isVisibleTo(shown.page)
    )


def options(shown: Stage, group: str) -> list[str]:
    found = shown.child(group)
    cards = [each for each in found.findChildren(QAbstractButton) if each.isVisibleTo(found)]
    return [each.text().replace("&", "") for each in cards]


def choose(shown: Stage, group: str, text: str) -> None:
    found = shown.child(group)
    (card,) = (
        each
        for each in found.findChildren(QAbstractButton)
        if each.text().replace("&", "").startswith(text)
    )
    shown.key(card, Qt.Key.Key_Space)


def test_a_referral_is_always_open_and_nothing_else_is_when_the_rules_require_one(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "decision", answers=all_no(coerced="yes"))
    assert options(shown, "decision") == ["Refer"]
    assert words(shown).count("The rules require a referral today") == 2


def test_a_hold_opens_the_way_on_advice_and_says_why_the_other_is_closed(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "decision", answers=IN_HOLD)
    assert [each[:12] for each in options(shown, "decision")] == ["Refer", "Not referred"]
    assert "Something that decides is not known yet." in words(shown)


def test_a_decision_to_refer_is_kept_with_its_reason_the_time_and_who_took_it(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "decision", answers=all_no(coerced="yes"))
    choose(shown, "decision", "Refer")
    assert len(shown.page.problems()) == 1
    shown.press("criteria")
    made = shown.draft.record["decision"]
    assert made["reason"].startswith("Criteria met: Blackmail, coercion or grooming")
    assert made["decision"] == "refer"
    assert made["at"] == "2026-11-20T17:40"
    assert made["by"] == desk.session.user_name
    assert shown.page.problems() == []


def test_one_can_go_on_without_deciding(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "decision", answers=IN_SCHOOL)
    assert shown.page.problems() == []


def test_a_reason_without_a_decision_is_pointed_at(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "decision", answers=IN_SCHOOL)
    shown.type("decision-reason", "Both understand.")
    assert len(shown.page.problems()) == 1


def test_not_to_refer_with_the_signature_asked_for_is_recorded_as_it_stands(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "decision", answers=IN_SCHOOL)
    choose(shown, "decision", "Not referred: managed")
    shown.type("decision-reason", "Both are supported in school.")
    shown.type("decision-review_on", "4 December 2026")
    choose(shown, "sign-off-result", "Asked")
    shown.type("sign-off-name", "A. Head")
    assert shown.page.problems() == []
    reference = drafts.finish(desk.session, shown.draft)
    state = read_incident(desk.session.vault, reference)
    assert state.decision.made is not None
    assert state.decision.made.review_on == "2026-12-04"
    assert state.decision.sign_off == "asked"
    assert state.decision.asked is not None
    assert state.decision.asked.at == "2026-11-20T17:40"


def test_the_further_review_is_asked_for_before_a_decision_not_to_refer(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "decision", answers=all_no())
    choose(shown, "decision", "Not referred: managed")
    assert "9 questions of it are not answered yet" in words(shown)
    shown.press("to-review")
    assert shown.went_to == ["review"]


def test_advice_that_ends_a_hold_is_asked_for_in_full(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "decision", answers=IN_HOLD)
    choose(shown, "decision", "Not referred: an agency")
    shown.type("decision-reason", "On their advice.")
    assert len(shown.page.problems()) == 6
    choose(shown, "consulted-agency", "Children's social care")
    shown.type("consulted-person", "R. Worker")
    shown.type("consulted-at", "20/11/2026 16:10")
    shown.type("consulted-reference", "C-1")
    shown.type("consulted-advice", "No referral is needed on what is known.")
    shown.type("decision-review_on", "27/11/2026")
    assert shown.page.problems() == []
    reference = drafts.finish(desk.session, shown.draft)
    made = read_incident(desk.session.vault, reference).decision.made
    assert made is not None
    assert made.consulted["at"] == "2026-11-20T16:10"


def test_a_consultation_begins_with_the_call_that_was_noted(qtbot: QtBot, desk: Desk) -> None:
    call = {
        "agency": "police",
        "at": "2026-11-20T16:10",
        "person": "PC Example",
        "reference": "P-9",
        "said": "Nothing for us.",
    }
    shown = stage(qtbot, desk, "decision", answers=IN_HOLD, record={"contacts": [call]})
    choose(shown, "decision", "Not referred: an agency")
    consulted = shown.draft.record["decision"]["consulted"]
    assert consulted["advice"] == "Nothing for us."
    assert consulted["person"] == "PC Example"


def test_a_day_that_cannot_be_read_is_kept_as_typed_and_pointed_at(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "decision", answers=IN_SCHOOL)
    choose(shown, "decision", "Not referred: managed")
    shown.type("decision-reason", "Supported in school.")
    shown.type("decision-review_on", "soon")
    assert shown.draft.record["decision"]["review_on"] == "soon"
    assert len(shown.page.problems()) == 1


def test_a_head_who_declines_is_told_of_as_a_referral(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "decision", answers=IN_SCHOOL)
    choose(shown, "decision", "Not referred: managed")
    choose(shown, "sign-off-result", "Declined")
    assert "The head does not agree: this incident is referred." in words(shown)


def test_deciding_to_refer_leaves_no_signature_in_the_record_and_changing_back_loses_none(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "decision", answers=IN_SCHOOL)
    choose(shown, "decision", "Not referred: managed")
    choose(shown, "sign-off-result", "Signed")
    shown.type("sign-off-name", "A. Head")
    choose(shown, "decision", "Refer")
    assert not shown.draft.record["sign_off"]
    choose(shown, "decision", "Not referred: managed")
    assert shown.draft.record["sign_off"]["name"] == "A. Head"
    assert shown.draft.record["sign_off"]["result"] == "signed"


def test_a_decision_that_what_is_known_no_longer_allows_has_to_be_taken_again(
    qtbot: QtBot, desk: Desk
) -> None:
    record = {"decision": {"decision": "not-referred", "reason": "x", "at": "2026-11-20T17:40"}}
    shown = stage(qtbot, desk, "decision", answers=all_no(coerced="yes"), record=record)
    (problem,) = shown.page.problems()
    assert "Decide again" in problem.message
