from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.events.keeping import BackupRestored
from desktop_app.runtime import paths
from desktop_app.services import backups
from desktop_app.ui.first_start import FirstStart
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.restoring import RestoredPage, RestorePage
from desktop_app.ui.set_up import PlacePage
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.vault.vault import FLOOR, create_vault, open_vault

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
PASSWORD = "four words for a test"


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a backup of a vault with one user."""
    folder = tmp_path_factory.mktemp("school")
    vault, _keys = create_vault(folder / "school.vault", password=PASSWORD, at=NOW, cost=FLOOR)
    (folder / "stick").mkdir()
    made = backups.make(vault, folder / "stick", at=NOW)
    vault.close()
    return made.path


class Start:
    """The pages before any vault is open."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.gate = Gate(self.window, ViewSettings(None), lambda: NOW)
        self.first = FirstStart(self.window, self.gate, lambda: NOW)
        self.window.resize(1100, 700)
        self.window.show()
        self.first.begin()

    @property
    def page(self) -> QWidget:
        assert self.window.page is not None
        return self.window.page

    def to_restore(self) -> RestorePage:
        page = self.page
        assert isinstance(page, PlacePage)
        QTest.keyClick(page.what.cards["restore"], Qt.Key.Key_Space)
        page.go_on()
        page = self.page
        assert isinstance(page, RestorePage)
        return page

    def restore(self, file: Path, target: Path, password: str = PASSWORD) -> RestorePage:
        page = self.to_restore()
        QTest.keyClicks(page.file.line, str(file))
        QTest.keyClicks(page.target.line, str(target))
        QTest.keyClicks(page.password, password)
        QTest.keyClick(page.password, Qt.Key.Key_Return)
        return page


@pytest.fixture
def start(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Start:
    assert dressed is not None
    monkeypatch.setattr(paths, "default_vault", lambda: tmp_path / "data" / "desk.vault")
    return Start(qtbot)


def test_a_backup_is_put_back_compared_and_then_opened(
    qtbot: QtBot, start: Start, backup: Path, tmp_path: Path
) -> None:
    target = tmp_path / "back"
    start.restore(backup, target)
    qtbot.waitUntil(lambda: isinstance(start.page, RestoredPage), timeout=60_000)
    page = start.page
    assert isinstance(page, RestoredPage)
    said = page.note.text()
    assert "All of it holds." in said
    assert "nothing to compare with" in said
    assert "Log " in said.splitlines()[-1]
    button = next(
        each for each in page.findChildren(QWidget)
        if each.accessibleIdentifier() == "restored-open"
    )  # fmt: skip
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert isinstance(start.page, UnlockPage)
    start.gate.give_up()
    vault = open_vault(target.with_suffix(".vault"), password=PASSWORD)
    assert any(isinstance(each.event, BackupRestored) for each in vault.of_vault())
    vault.close()


def test_a_wrong_password_is_said_at_its_field_and_puts_nothing_back(
    qtbot: QtBot, start: Start, backup: Path, tmp_path: Path
) -> None:
    page = start.restore(backup, tmp_path / "back.vault", "not the right words")
    qtbot.waitUntil(lambda: page.problems_shown() is not None, timeout=60_000)
    assert "is not right" in page.password.accessibleDescription()
    assert not (tmp_path / "back.vault").exists()
    assert not (tmp_path / "back.keys").exists()
    assert page.go.isEnabled()


def test_nothing_that_is_there_is_written_over(start: Start, backup: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.vault"
    there.write_bytes(b"mine")
    page = start.restore(backup, there)
    shown = page.problems_shown()
    assert shown is not None
    assert "Nothing was overwritten." in shown.accessibleName()
    assert there.read_bytes() == b"mine"


def test_everything_that_is_missing_is_said_at_once(start: Start, tmp_path: Path) -> None:
    page = start.to_restore()
    QTest.keyClicks(page.file.line, str(tmp_path / "gone.sgbackup"))
    QTest.keyClick(page.go, Qt.Key.Key_Space)
    shown = page.problems_shown()
    assert shown is not None
    for said in (
        "Give a backup that is there.",
        "Give the whole place of the new file, or choose it.",
        "Type your password.",
    ):
        assert said in shown.accessibleName()


def test_a_file_that_is_no_backup_is_left_alone_and_said(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    (tmp_path / "letter.sgbackup").write_bytes(b"Dear parents")
    page = start.restore(tmp_path / "letter.sgbackup", tmp_path / "back.vault")
    qtbot.waitUntil(lambda: page.problems_shown() is not None, timeout=60_000)
    shown = page.problems_shown()
    assert shown is not None
    assert "is not a backup of a vault" in shown.accessibleName()
    assert not (tmp_path / "back.vault").exists()


def test_going_back_leads_to_the_choice(start: Start) -> None:
    page = start.to_restore()
    page.back_wanted.emit()
    assert isinstance(start.page, PlacePage)
