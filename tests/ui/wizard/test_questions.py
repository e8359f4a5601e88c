from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.ui.desk import Desk
from tests.builders_wizard import Stage, stage


def words(shown: Stage) -> str:
    return "\n".join(
        each.text() for each in shown.page.findChildren(QLabel) if each.isVisibleTo(shown.page)
    )


def choose(shown: Stage, question: str, answer: str) -> None:
    """Choose with the keyboard: the arrow keys go from one answer to the next."""
    group = shown.child(f"answer-{question}")
    cards = [each for each in group.findChildren(QAbstractButton) if each.isVisibleTo(group)]
    with shown.bot.waitActive(shown.page):
        shown.page.activateWindow()
    place = ("yes", "no", "not-known").index(answer)
    cards[0].setFocus()
    shown.key(cards[0], Qt.Key.Key_Space)
    for card in cards[:place]:
        shown.key(card, Qt.Key.Key_Down)


def test_every_question_of_the_matter_is_asked_once_with_its_help(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "matter:pressure")
    asked = [each.id for each in shown.wizard.look.catalogue.questions if each.matter == "pressure"]
    assert all(shown.has(f"answer-{each}") for each in asked)
    said = words(shown)
    for each in asked:
        question = shown.wizard.look.catalogue.by_id[each]
        assert said.count(question.help) == 1
        assert question.asks in said


def test_an_answer_chosen_by_keys_is_kept_and_opens_the_line_for_how_it_is_known(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "matter:pressure")
    assert not shown.has("how-coerced")
    choose(shown, "coerced", "no")
    assert shown.draft.answers["coerced"] == "no"
    shown.type("how-coerced", "her tutor asked her")
    assert shown.draft.how == {"coerced": "her tutor asked her"}
    choose(shown, "coerced", "not-known")
    assert shown.draft.answers["coerced"] == "not-known"
    assert not shown.has("how-coerced")
    assert shown.draft.how == {"coerced": "her tutor asked her"}


def test_what_was_answered_before_stands_there_again(qtbot: QtBot, desk: Desk) -> None:
    record = {"how": {"coerced": "from the file"}}
    shown = stage(qtbot, desk, "matter:pressure", answers={"coerced": "yes"}, record=record)
    again = stage(qtbot, desk, "matter:pressure", answers={"coerced": "yes"}, record=record)
    assert again.has("how-coerced")
    assert shown.draft.answers == again.draft.answers == {"coerced": "yes"}
    assert [each.message for each in again.page.problems() if "coerced" in each.message] == []


def test_a_question_that_the_kind_answers_is_shown_as_known_with_its_reason_and_not_asked(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "matter:pressure", kinds=("sextortion",))
    assert not shown.has("answer-blackmailed")
    assert "Known from the kind of incident: Sextortion" in words(shown)
    assert shown.has("answer-coerced")


def test_life_in_danger_answers_immediate_risk_while_one_looks_on(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "matter:safety")
    assert shown.has("answer-immediate-risk")
    choose(shown, "life-in-danger", "yes")
    assert not shown.has("answer-immediate-risk")
    assert "Follows from your answer yes to: Does someone need 999 now?" in words(shown)
    choose(shown, "life-in-danger", "no")
    assert shown.has("answer-immediate-risk")


def test_questions_about_the_adult_come_once_an_adult_is_involved_and_go_again(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "matter:adult")
    assert not shown.has("answer-adult-in-trust")
    choose(shown, "adult-involved", "yes")
    assert shown.has("answer-adult-in-trust")
    choose(shown, "adult-involved", "no")
    assert not shown.has("answer-adult-in-trust")


def test_tab_goes_through_the_questions_as_they_are_read_whenever_they_came(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "matter:adult")
    choose(shown, "adult-involved", "yes")
    line = shown.child("how-adult-involved")
    line.setFocus()
    been = []
    for _stop in range(4):
        shown.key(shown.page.focusWidget() or line, Qt.Key.Key_Tab)
        focused = shown.page.focusWidget()
        assert focused is not None
        been.append(focused.accessibleIdentifier().split(":")[0].removesuffix("-yes"))
    assert been == [
        "answer-adult-in-trust",
        "answer-adult-has-contact",
        "answer-own-child-shown",
        "answer-suspect-close",
    ]


def test_a_no_that_the_kind_contradicts_is_pointed_at_in_a_sentence(
    qtbot: QtBot, desk: Desk
) -> None:
    answers = {"blackmailed": "no"}
    shown = stage(qtbot, desk, "matter:pressure", kinds=("sextortion",), answers=answers)
    assert "an incident of the kind “Sextortion” means yes" in words(shown)


def test_a_no_that_an_adult_in_the_list_contradicts_names_the_person(
    qtbot: QtBot, desk: Desk
) -> None:
    people = [{"role": "sharer", "name": "Tom Example", "born": "1990-01-01"}]
    shown = stage(
        qtbot, desk, "matter:adult", answers={"adult-involved": "no"}, record={"people": people}
    )
    assert "Tom Example was 18 or over when it happened" in words(shown)


def test_going_on_without_an_answer_says_which_question_is_open(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "matter:harm")
    (problem,) = shown.page.problems()
    assert "Has a child suffered significant harm" in problem.message
    choose(shown, "significant-harm", "not-known")
    assert shown.page.problems() == []


def test_the_quick_way_asks_one_question_which_is_the_heading(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "ask:under-13", way=Way.NOW)
    assert shown.page.heading.text() == "Is any child shown under 13?"
    assert shown.has("answer-under-13")
    assert len(shown.page.problems()) == 1
    choose(shown, "under-13", "no")
    assert shown.draft.answers == {"under-13": "no"}
    assert shown.page.problems() == []


def test_one_letter_answers_the_question_of_the_quick_way(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "ask:under-13", way=Way.NOW)
    with qtbot.waitActive(shown.page):
        shown.page.activateWindow()
    shown.page.focus_first()
    focused = shown.page.focusWidget()
    assert focused is not None
    shown.key(focused, Qt.Key.Key_N)
    assert shown.draft.answers == {"under-13": "no"}


def test_on_the_quick_way_nothing_left_open_stands_between_a_referral_and_the_call(
    qtbot: QtBot, desk: Desk
) -> None:
    hurried = stage(qtbot, desk, "matter:safety", kinds=("sextortion",), way=Way.NOW)
    assert hurried.page.problems() == []
    not_yet = stage(qtbot, desk, "matter:safety", kinds=("bullying",), way=Way.NOW)
    assert len(not_yet.page.problems()) == 3


def test_what_is_typed_as_an_explanation_is_never_taken_for_markup(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "matter:harm", answers={"significant-harm": "yes"})
    shown.type("how-significant-harm", "<b>told</b> by <img src=x>")
    assert shown.draft.how["significant-harm"] == "<b>told</b> by <img src=x>"
