import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.services import drafts
from desktop_app.services.colleague import Whom
from desktop_app.services.incidents import read_incident
from desktop_app.ui.desk import Desk
from tests.builders_wizard import Stage, stage


def staged(qtbot: QtBot, desk: Desk, *, about: str = "") -> Stage:
    notes = {"about_staff": "yes"} | ({"about_whom": about} if about else {})
    return stage(qtbot, desk, "about-whom", kinds=("colleague-concern",), notes=notes)


def words(shown: Stage) -> str:
    labels = shown.page.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(shown.page))


def choose(shown: Stage, whom: str) -> None:
    shown.key(shown.child(f"about-whom:{whom}"), Qt.Key.Key_Space)


def test_nobody_goes_on_without_saying_whom_it_is_about(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk)
    assert len(shown.page.problems()) == 1
    assert "LADO" not in words(shown)
    choose(shown, "colleague")
    assert shown.page.problems() == []


@pytest.mark.parametrize(
    ("whom", "told", "not_told"),
    [
        ("colleague", "Tell the head teacher today", "The person, and anyone close"),
        ("manager", "the next senior manager above", "The manager, and anyone close"),
        ("head", "Tell the chair of governors today", "The head, and anyone"),
        ("dsl", "not the person whom it is about", "the head names who takes it on"),
        ("elsewhere", "of the area where that person works", "their employer"),
    ],
)
def test_it_says_who_is_told_instead_and_who_is_not(
    qtbot: QtBot, desk: Desk, whom: str, told: str, not_told: str
) -> None:
    shown = staged(qtbot, desk)
    choose(shown, whom)
    said = words(shown)
    assert told in said
    assert not_told in said
    assert "the LADO" in said.replace("The LADO", "the LADO")


def test_every_way_is_offered_and_none_is_chosen_by_itself(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk)
    assert all(shown.has(f"about-whom:{whom}") for whom in Whom)
    assert "about_whom" not in shown.draft.details


def test_another_answer_asks_for_the_readers_again(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk, about="colleague")
    shown.draft.pass_step("readers")
    choose(shown, "head")
    assert "readers" not in shown.draft.passed


def test_whom_it_is_about_stands_in_the_sealed_record(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk)
    choose(shown, "head")
    shown.draft.record["sealed_to"] = ["DSL"]
    reference = drafts.finish(desk.session, shown.draft)
    state = read_incident(desk.session.vault, reference)
    assert state.sealed
    assert state.detail("about_whom") == "The head teacher"


def test_the_device_page_asks_for_names_and_logs_and_gives_it_no_reason(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "device", kinds=("colleague-concern",), way=Way.TIME)
    said = words(shown)
    assert "Leave it exactly as it is" in said
    assert "I cannot say why" in said
    shown.type("device-device_access", "A. Nyone")
    shown.type("device-logs_kept", "Sign-ins, asked on 20 Nov")
    assert shown.draft.details["device_access"] == "A. Nyone"
    assert shown.draft.details["logs_kept"] == "Sign-ins, asked on 20 Nov"


def test_the_calls_of_a_concern_about_the_head_begin_with_who_is_over_the_head(
    qtbot: QtBot, desk: Desk
) -> None:
    notes = {"about_staff": "yes", "about_whom": "head"}
    shown = stage(qtbot, desk, "tell", kinds=("colleague-concern",), notes=notes)
    assert "Tell the chair of governors today" in words(shown)
    assert "Tell the chair of governors today" not in words(stage(qtbot, desk, "tell"))
