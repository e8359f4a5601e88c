from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.services import drafts
from desktop_app.ui.desk import Desk
from desktop_app.ui.widgets import TickCard
from desktop_app.ui.wizard.shell import WizardShell
from tests.builders_wizard import Stage, stage


def begun(qtbot: QtBot, desk: Desk, way: Way) -> WizardShell:
    shell = WizardShell(desk, drafts.start(desk.session, way))
    qtbot.addWidget(shell)
    shell.resize(1200, 700)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    qtbot.waitUntil(lambda: shell.focusWidget() is not None)
    return shell


def words(shown: Stage) -> str:
    labels = shown.page.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(shown.page))


def test_on_the_quick_way_one_key_and_enter_bring_the_number_on_screen(
    qtbot: QtBot, desk: Desk
) -> None:
    shell = begun(qtbot, desk, Way.NOW)
    card = shell.focusWidget()
    assert isinstance(card, TickCard)
    qtbot.keyClick(card, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert shell.draft.kinds == ["sextortion"]
    focus = shell.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert "kinds" in shell.draft.passed
    assert shell.draft.place != "kinds"
    assert shell.strip.isVisibleTo(shell)


def test_the_first_kind_has_the_focus_and_space_ticks_it(qtbot: QtBot, desk: Desk) -> None:
    shell = begun(qtbot, desk, Way.NOW)
    card = shell.focusWidget()
    assert card is not None
    assert card.accessibleIdentifier() == "kind-nudes-shared"
    qtbot.keyClick(card, Qt.Key.Key_Space)
    assert shell.draft.kinds == ["nudes-shared"]


def test_up_and_down_go_from_kind_to_kind_and_round(qtbot: QtBot, desk: Desk) -> None:
    shell = begun(qtbot, desk, Way.NOW)
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        card = shell.focusWidget()
        assert card is not None
        qtbot.keyClick(card, key)
        now = shell.focusWidget()
        assert now is not None
        seen.append(now.accessibleIdentifier())
    assert seen == ["kind-sextortion", "kind-nudes-shared", "kind-harmful-sites"]
    assert shell.draft.kinds == []


def test_nothing_goes_on_without_a_kind(qtbot: QtBot, desk: Desk) -> None:
    shell = begun(qtbot, desk, Way.NOW)
    card = shell.focusWidget()
    assert card is not None
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert shell.draft.place == "kinds"
    assert shell.page is not None
    assert [each.message for each in shell.page.problems()] == [
        "Tick at least one kind of incident"
    ]


def test_several_kinds_stand_in_the_order_of_the_list(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "kinds", kinds=())
    shown.press("kind-grooming")
    shown.press("kind-nudes-shared")
    assert shown.draft.kinds == ["nudes-shared", "grooming"]
    shown.press("kind-grooming")
    assert shown.draft.kinds == ["nudes-shared"]


def test_every_kind_stands_there_with_its_meaning(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "kinds", kinds=())
    for kind in desk.session.catalogue.kinds:
        card = shown.child(f"kind-{kind.id}")
        assert card.accessibleDescription() == kind.meaning


def test_the_quick_way_does_not_ask_when_the_school_knew(qtbot: QtBot, desk: Desk) -> None:
    assert not stage(qtbot, desk, "kinds", way=Way.NOW).has("kinds-aware_at")
    assert stage(qtbot, desk, "account", way=Way.NOW).has("account-aware_at")
    assert not stage(qtbot, desk, "account", way=Way.TIME).has("account-aware_at")


def test_when_the_school_knew_is_this_minute_unless_said_otherwise(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "kinds")
    assert shown.child("kinds-aware_at").property("text") == "20 Nov 2026 17:40"
    shown.bot.keyClick(
        shown.child("kinds-aware_at"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier
    )
    shown.type("kinds-aware_at", "19/11/2026 08:15")
    assert shown.draft.record["aware_at"] == "2026-11-19T08:15"
    assert shown.page.problems() == []


def test_a_moment_that_cannot_be_read_or_is_missing_is_named(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "kinds")
    line = shown.child("kinds-aware_at")
    shown.bot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    shown.type("kinds-aware_at", "after lunch")
    assert shown.draft.record["aware_at"] == "after lunch"
    (wrong,) = shown.page.problems()
    assert wrong.message.startswith("“When did the first member of staff know?”")
    assert wrong.widget is line
    shown.bot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    shown.bot.keyClick(line, Qt.Key.Key_Delete)
    assert "aware_at" not in shown.draft.record
    assert len(shown.page.problems()) == 1


def test_a_colleague_taken_out_again_opens_the_record_and_says_so(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "kinds", kinds=("colleague-concern", "bullying"))
    shown.draft.notes["about_staff"] = "yes"
    shown.draft.record["sealed_to"] = ["DSL"]
    shown.press("kind-colleague-concern")
    assert shown.draft.kinds == ["bullying"]
    assert "sealed_to" not in shown.draft.record
    assert shown.draft.notes["about_staff"] == "no"
    assert "open to everyone who uses this vault" in words(shown)
    shown.press("kind-colleague-concern")
    assert shown.draft.notes["about_staff"] == "yes"
    assert "open to everyone who uses this vault" not in words(shown)
