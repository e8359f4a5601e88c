import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import (
    KeyFileMissingError,
    SignInNeededError,
    VaultDamagedError,
    VaultError,
    VaultInUseError,
    VaultTooNewError,
)
from desktop_app.domain.events.keeping import DifferenceAccepted, SessionOpened
from desktop_app.domain.trust_errors import (
    HistoryOlderError,
    KeyFileOlderError,
    TooManyTriesError,
    VaultSwappedError,
)
from desktop_app.services import sessions, sign_in
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.waiting import Countdown
from desktop_app.ui.widgets import ChoiceGroup, ErrorSummary
from desktop_app.vault import desk_notes, key_names
from desktop_app.vault.vault import FLOOR, create_vault

PASSWORD = "four plain words here"
AT = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("school") / "desk.vault"
    create_vault(path, password=PASSWORD, sign_in="AB", at=AT, cost=FLOOR)[0].close()
    return path


def shown(
    qtbot: QtBot, dressed: QApplication, path: Path, sign_ins: tuple[str, ...] = ()
) -> UnlockPage:
    assert dressed is not None
    page = UnlockPage(path, sign_ins)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.focus_first()
    return page


def words(page: UnlockPage) -> str:
    return " ".join(each.text() for each in page.findChildren(QLabel) if not each.isHidden())


def problem(page: UnlockPage) -> str:
    found = page.findChildren(ErrorSummary)
    return found[-1].accessibleName() if found else ""


def test_the_right_password_opens_while_the_window_stays_alive(
    qtbot: QtBot, dressed: QApplication, vault: Path
) -> None:
    page = shown(qtbot, dressed, vault)
    qtbot.keyClicks(page.password, PASSWORD)
    with qtbot.waitSignal(page.unlocked, timeout=10_000) as told:
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
        assert page.open.text() == "Opening…"
        assert not page.open.isEnabled()
    session = sessions.open_session(vault, told.args[0], lambda: AT)
    assert session.user_name == "AB"
    sessions.close(session)


def test_a_wrong_password_is_said_and_can_be_typed_over(
    qtbot: QtBot, dressed: QApplication, vault: Path
) -> None:
    page = shown(qtbot, dressed, vault, ("AB", "CD"))
    group = page.findChild(ChoiceGroup)
    assert group is not None
    group.set_value("AB")
    qtbot.keyClicks(page.password, "some other words")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(page.open.isEnabled, timeout=10_000)
    assert "The password or the sign-in name is not right" in words(page)
    assert page.password.selectedText() or page.password.hasSelectedText()
    assert group.value() == "AB"
    assert page.open.text() == "&Unlock"


def test_nothing_typed_asks_for_the_password(
    qtbot: QtBot, dressed: QApplication, vault: Path
) -> None:
    page = shown(qtbot, dressed, vault)
    qtbot.mouseClick(page.open, Qt.MouseButton.LeftButton)
    assert "Type your password" in words(page)
    assert page.open.isEnabled()


def test_names_are_offered_only_where_there_are_several(
    qtbot: QtBot, dressed: QApplication, vault: Path
) -> None:
    assert shown(qtbot, dressed, vault, ("AB",)).findChild(ChoiceGroup) is None
    page = shown(qtbot, dressed, vault, ("AB", "C&D"))
    group = page.findChild(ChoiceGroup)
    assert group is not None
    assert list(group.cards) == ["AB", "C&D"]
    qtbot.keyClicks(page.password, PASSWORD)
    page.unlock()
    assert "Choose who you are" in words(page)


def test_many_names_are_typed(qtbot: QtBot, dressed: QApplication, vault: Path) -> None:
    page = shown(qtbot, dressed, vault, ("AB", "CD", "EF", "GH", "IJ"))
    assert page.findChild(ChoiceGroup) is None
    assert "AB, CD, EF, GH, IJ" in words(page)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (VaultInUseError("/v"), "is open already"),
        (VaultDamagedError("/v"), "is damaged"),
        (VaultTooNewError("/v", written_by="9.0.0"), "newer version (9.0.0)"),
        (KeyFileMissingError("/v"), "Put back the copy"),
        (PermissionError(13, "no", "/v"), "does not allow"),
    ],
)
def test_what_keeps_the_vault_shut_is_said_with_what_to_do(
    qtbot: QtBot, dressed: QApplication, vault: Path, error: Exception, said: str
) -> None:
    page = shown(qtbot, dressed, vault)
    page.fail(error)
    assert said in problem(page)
    assert page.open.isEnabled()


def test_a_key_file_that_has_several_users_after_all_is_said(
    qtbot: QtBot, dressed: QApplication, vault: Path
) -> None:
    page = shown(qtbot, dressed, vault, ("AB", "CD"))
    page.fail(SignInNeededError("/v", sign_ins=("AB", "CD")))
    assert "Choose who you are" in words(page)


def test_a_fault_of_ours_is_not_dressed_up_as_the_person_s(
    qtbot: QtBot, dressed: QApplication, vault: Path
) -> None:
    page = shown(qtbot, dressed, vault)
    with pytest.raises(ZeroDivisionError):
        page.fail(ZeroDivisionError())


def test_caps_lock_is_told_from_what_a_key_writes(
    qtbot: QtBot, dressed: QApplication, vault: Path
) -> None:
    page = shown(qtbot, dressed, vault)
    hint = "Caps Lock seems to be on."
    qtbot.keyClick(page.password, "A")
    assert hint in words(page)
    qtbot.keyClick(page.password, "b")
    assert hint not in words(page)
    qtbot.keyClick(page.password, "C", Qt.KeyboardModifier.ShiftModifier)
    assert hint not in words(page)
    qtbot.keyClick(page.password, "7")
    assert hint not in words(page)


def test_another_vault_can_be_chosen(qtbot: QtBot, dressed: QApplication, vault: Path) -> None:
    page = shown(qtbot, dressed, vault)
    other = next(
        each
        for each in page.findChildren(QPushButton)
        if each.accessibleIdentifier() == "other-vault"
    )
    with qtbot.waitSignal(page.other_wanted):
        other.click()


def test_after_too_many_wrong_passwords_the_wait_is_shown_and_counted_down(
    qtbot: QtBot,
    dressed: QApplication,
    vault: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")
    for _number in range(4):
        desk_notes.note_wrong(tmp_path / "desk", key_names.vault_id(vault), now=AT)
    page = UnlockPage(vault, (), lambda: AT)
    qtbot.addWidget(page)
    page.show()
    assert dressed is not None
    page.password.setText("some other words")
    page.unlock()
    qtbot.waitUntil(page.waiting.isVisible, timeout=10_000)
    assert "You can try again in 30 seconds" in words(page)
    assert "is not right" in words(page)
    assert not page.open.isEnabled()
    page.unlock()
    assert page.open.text() == "&Unlock"


def test_a_wait_ends_and_says_so(qtbot: QtBot, dressed: QApplication) -> None:
    assert dressed is not None
    clock = [1000.0]
    wait = Countdown(clock=lambda: clock[0])
    qtbot.addWidget(wait)
    wait.start(272)
    assert "4 min 32 s" in wait.words.text()
    clock[0] += 271.5
    wait.tick()
    assert "1 second." in wait.words.text()
    clock[0] += 1
    with qtbot.waitSignal(wait.over):
        wait.tick()
    assert wait.isHidden()


def test_a_wait_that_still_runs_is_told_at_the_first_try(
    qtbot: QtBot, dressed: QApplication, vault: Path
) -> None:
    page = shown(qtbot, dressed, vault)
    page.fail(TooManyTriesError("/v", seconds=61))
    assert "1 min 1 s" in words(page)
    assert "Nothing was deleted" in words(page)
    assert not page.open.isEnabled()
    page.waiting.over.emit()
    assert page.open.isEnabled()
    assert "Nothing was deleted" not in words(page)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyFileOlderError("/v", found=1, seen=2), "Somebody put back an old copy"),
        (HistoryOlderError("/v", found=1, seen=2, other=False), "newer entries are MISSING"),
        (HistoryOlderError("/v", found=3, seen=2, other=True), "tells another history"),
        (VaultSwappedError("/v"), "ANOTHER vault"),
    ],
)
def test_a_vault_that_is_not_as_it_was_seen_opens_only_when_somebody_says_why(
    qtbot: QtBot, dressed: QApplication, vault: Path, error: VaultError, said: str
) -> None:
    page = shown(qtbot, dressed, vault)
    assert page.knowingly.isHidden()
    page.fail(error)
    assert said in problem(page)
    with qtbot.waitSignal(page.accepted):
        page.knowingly.click()


def test_an_older_copy_of_the_vault_is_asked_about_before_any_page_of_it_is_shown(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dressed is not None
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")
    path, older = tmp_path / "school" / "desk.vault", tmp_path / "older"
    path.parent.mkdir()
    create_vault(path, password=PASSWORD, sign_in="AB", at=AT, cost=FLOOR)[0].close()
    shutil.copytree(path.parent, older)
    unlocked = sessions.derive(path, PASSWORD, None)
    sessions.close(sessions.open_session(path, unlocked, lambda: AT))
    shutil.copytree(older, path.parent, dirs_exist_ok=True)
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    gate = Gate(window, ViewSettings(None), lambda: AT)
    opened: list[sessions.Session] = []
    gate.opened.connect(opened.append)
    gate.show_unlock(path)
    page = window.page
    assert isinstance(page, UnlockPage)
    qtbot.keyClicks(page.password, PASSWORD)
    page.unlock()
    qtbot.waitUntil(lambda: not page.knowingly.isHidden(), timeout=10_000)
    assert "newer entries are MISSING" in problem(page)
    assert opened == []
    page.knowingly.click()
    assert [type(each.event) for each in opened[0].vault.of_vault()][-2:] == [
        SessionOpened,
        DifferenceAccepted,
    ]
    sessions.close(opened[0])
    gate.give_up()
