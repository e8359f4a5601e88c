from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.steps import steps
from desktop_app.ui.desk import Desk
from desktop_app.ui.wizard.start import StartPage
from tests.builders_wizard import Stage, stage


def choose(shown: Stage, identifier: str) -> None:
    shown.bot.keyClick(shown.child(identifier), Qt.Key.Key_Space)


def words(shown: Stage) -> str:
    labels = shown.page.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(shown.page))


def test_the_page_says_999_first_and_that_nobody_looks(qtbot: QtBot, desk: Desk) -> None:
    said = words(stage(qtbot, desk, "start", kinds=()))
    assert said.index("Ring 999 first") < said.index("Do not look")


def test_a_999_call_can_be_noted_from_the_first_page(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "start", kinds=())
    with qtbot.waitSignal(desk.call_note_wanted) as asked:
        shown.press("start-999")
    assert asked.args == ["police"]


def test_whom_it_is_about_has_to_be_said_before_going_on(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "start", kinds=())
    assert [each.message for each in shown.page.problems()] == [
        "Say whether this is about someone who works here"
    ]
    choose(shown, "start-about-staff:no")
    assert shown.page.problems() == []
    assert shown.draft.notes["about_staff"] == "no"
    assert shown.draft.kinds == []


def test_a_concern_about_a_colleague_goes_to_its_readers_next(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "start", kinds=("bullying",))
    choose(shown, "start-about-staff:yes")
    assert shown.draft.kinds == ["colleague-concern", "bullying"]
    way = [each.id for each in steps(shown.draft, shown.wizard.look)]
    assert way[:3] == ["start", "about-whom", "readers"]


def test_a_concern_that_is_about_no_colleague_any_more_names_no_readers(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "start", kinds=("colleague-concern",), record={"sealed_to": ["DSL"]})
    choose(shown, "start-about-staff:no")
    assert shown.draft.kinds == []
    assert "sealed_to" not in shown.draft.record


def test_whoever_has_seen_it_is_looked_after_now_and_nobody_is_blamed(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "start", kinds=())
    assert "The record of viewing comes later" not in words(shown)
    choose(shown, "start-seen:yes")
    assert shown.draft.answers == {"staff-viewed": "yes"}
    assert "not in trouble" in words(shown)
    assert "The record of viewing comes later" in words(shown)
    choose(shown, "start-seen:no")
    assert shown.draft.answers == {"staff-viewed": "no"}
    assert "The record of viewing comes later" not in words(shown)


def test_what_was_chosen_before_is_chosen_still(qtbot: QtBot, desk: Desk) -> None:
    first = stage(qtbot, desk, "start", kinds=())
    choose(first, "start-about-staff:no")
    choose(first, "start-seen:not-known")
    again = StartPage(first.wizard, first.page.step)
    qtbot.addWidget(again)
    assert again.about_staff.value() == "no"
    assert again.seen.value() == "not-known"


def test_that_the_named_readers_are_dropped_is_said_where_it_happens(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "start")
    shown.press("start-about-staff:yes")
    shown.draft.record["sealed_to"] = ["DSL"]
    shown.press("start-about-staff:no")
    said = [each.text() for each in shown.page.findChildren(QLabel) if each.isVisible()]
    assert any("open to everyone who uses this vault" in each for each in said)
