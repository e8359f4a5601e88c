"""The shell of the wizard: saving, going on and back, the strip, the call note over it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.errors import VaultDiskFullError
from desktop_app.services import drafts
from desktop_app.services.sessions import Session
from desktop_app.ui import theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.safe_text import TextBox
from desktop_app.ui.widgets import Page
from desktop_app.ui.wizard.shell import SAVE_AFTER_MS, WizardShell


def begun(navigator: Navigator, way: Way, *kinds: str) -> WizardShell:
    navigator.start(way)
    shell = navigator.window.page
    assert isinstance(shell, WizardShell)
    if kinds:
        shell.draft.record["kinds"] = list(kinds)
        shell.note_changed()
    return shell


def test_sextortion_shows_the_numbers_on_every_page_once_its_kind_is_known(
    navigator: Navigator,
) -> None:
    shell = begun(navigator, Way.NOW)
    assert not shell.strip.isVisible()
    shell.draft.record["kinds"] = ["sextortion"]
    shell.note_changed()
    assert shell.strip.isVisible()
    assert "101" in shell.strip.accessibleName()
    assert "999" in shell.strip.accessibleName()
    shell.show_step("matter:safety")
    assert shell.strip.isVisible()


def test_what_is_typed_is_in_the_vault_less_than_two_seconds_after_typing_stops(
    navigator: Navigator, qtbot: QtBot, session: Session
) -> None:
    assert SAVE_AFTER_MS < 2000
    shell = begun(navigator, Way.TIME, "bullying")
    shell.show_step("account")
    box = next(iter(shell.findChildren(TextBox)))
    with qtbot.waitSignal(shell.saved, timeout=2000):
        qtbot.keyClicks(box, "She said that he keeps on.")
    kept = drafts.resume(session, shell.draft.id)
    assert kept.record["narrative"] == "She said that he keeps on."
    assert kept.place == "account"


def test_a_vault_that_cannot_be_written_is_said_and_tried_again(
    navigator: Navigator, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    shell = begun(navigator, Way.TIME, "bullying")
    path = session.vault.path

    def full(*_args: object, **_more: object) -> None:
        raise VaultDiskFullError(path)

    with monkeypatch.context() as patch:
        patch.setattr(drafts, "keep", full)
        assert not shell.save()
        assert shell.unsaved
        assert navigator.window.trouble.isVisible()
        navigator.open_home()
        assert navigator.window.page is shell
    with qtbot.waitSignal(shell.saved, timeout=5000):
        shell.note_changed()
    assert not navigator.window.trouble.isVisible()


def test_a_call_note_opens_with_one_key_and_gives_the_word_back_where_it_was(
    navigator: Navigator, qtbot: QtBot, session: Session
) -> None:
    shell = begun(navigator, Way.TIME, "bullying")
    shell.show_step("account")
    box = next(iter(shell.findChildren(TextBox)))
    box.setFocus()
    qtbot.keyClicks(box, "half a wo")
    keys = [each for each in navigator.window.findChildren(QShortcut) if each.key() == "F2"]
    keys[0].activated.emit()
    note = navigator.calls.note
    assert note is not None
    note.agency.cards["police"].click()
    qtbot.keyClicks(note.said, "They will ring back.")
    qtbot.keyClick(note.said, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    note.kept.emit()
    assert navigator.calls.note is None
    qtbot.keyClicks(box, "rd")
    assert box.toPlainText() == "half a word"
    shell.save()
    contact = drafts.resume(session, shell.draft.id).record["contacts"][0]
    assert (contact["agency"], contact["said"]) == ("police", "They will ring back.")


def test_a_call_note_over_the_first_page_is_kept_as_a_draft(
    navigator: Navigator, session: Session
) -> None:
    before = {line.id for line in drafts.listing(session)}
    navigator.open_home()
    navigator.note_call("police")
    assert navigator.calls.note is not None
    navigator.calls.note.kept.emit()
    made = [line.id for line in drafts.listing(session) if line.id not in before]
    assert len(made) == 1
    assert drafts.resume(session, made[0]).record["contacts"][0]["agency"] == "police"


def test_a_call_note_that_is_thrown_away_leaves_nothing(
    navigator: Navigator, session: Session
) -> None:
    before = {line.id for line in drafts.listing(session)}
    navigator.open_home()
    navigator.note_call()
    assert navigator.calls.note is not None
    navigator.calls.note.thrown_away.emit()
    assert {line.id for line in drafts.listing(session)} == before


def test_every_step_can_be_left_and_is_there_again_where_it_was_left(
    navigator: Navigator, session: Session
) -> None:
    shell = begun(navigator, Way.TIME, "nudes-shared")
    draft = shell.draft.id
    for step in ("safe", "account", "result", "tonight", "check"):
        shell.show_step(step)
        shell.leave()
        navigator.resume(draft)
        found = navigator.window.page
        assert isinstance(found, WizardShell)
        shell = found
        assert shell.draft.place == step
    assert drafts.resume(session, draft).kinds == ["nudes-shared"]


def test_the_number_of_the_front_door_is_typed_into_the_strip_once(
    navigator: Navigator, qtbot: QtBot, desk: Desk
) -> None:
    shell = begun(navigator, Way.NOW, "sextortion")
    assert shell.front_door.isVisible()
    assert "number not set" in shell.strip.accessibleName()
    qtbot.keyClicks(shell.front_door, "01234 567890")
    qtbot.keyClick(shell.front_door, Qt.Key.Key_Return)
    assert desk.contacts.front_door == "01234 567890"
    assert "01234 567890" in shell.strip.accessibleName()
    assert not shell.front_door.isVisible()


def test_a_concern_about_staff_names_the_designated_officer_in_the_strip(
    navigator: Navigator,
) -> None:
    shell = begun(navigator, Way.NOW, "colleague-concern")
    said = shell.strip.accessibleName()
    assert "LADO" in said
    assert said.index("LADO") < said.index("999")
    assert not shell.front_door.isVisible()


@pytest.mark.parametrize(("width", "brand"), [(1600, True), (1180, False)])
def test_the_name_of_the_page_stays_whole_in_the_header_with_the_largest_text(
    qtbot: QtBot, dressed: QApplication, width: int, *, brand: bool
) -> None:
    theme.apply(dressed, "light", 2.0)
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(width, 700)
    window.show()
    window.show_signed_in(user="A. Bee", practice=False)
    window.show_page(Page("Backups"), "Backups")
    qtbot.waitUntil(lambda: window.brand.isVisible() is brand)
    shown = QLabel.text(window.place)
    assert shown == window.place.text() == "Backups"
    window.say("Much more than there is room for in a header. " * 9)
    assert QLabel.text(window.place).endswith("…")
    assert window.place.accessibleName() == window.place.text()
    theme.apply(dressed, "light", 1.0)
    qtbot.waitUntil(window.brand.isVisible)
