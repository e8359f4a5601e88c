"""The window and the places where no vault may live."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import VaultClosedError
from desktop_app.services import sessions
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.set_up import PlacePage
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.widgets import ErrorSummary, Page
from desktop_app.vault.vault import FLOOR, create_vault

PASSWORD = "four plain words here"


def now() -> datetime:
    return datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


def problem(page: Page) -> str:
    found = page.findChildren(ErrorSummary)
    return found[-1].accessibleName() if found else ""


def made(folder: Path, *, practice: bool = False) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "x.vault"
    create_vault(path, password=PASSWORD, at=now(), cost=FLOOR, practice=practice)[0].close()
    return path


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> MainWindow:
    assert dressed is not None
    shown = MainWindow()
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.mark.parametrize(
    ("folder", "said"),
    [("Dropbox", "copied to a cloud"), ("cleared", "that the system clears"), ("plain", "")],
)
def test_no_vault_is_made_where_none_may_live(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, said: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "cleared"))
    page = PlacePage(None, first=True)
    wanted: list[Path] = []
    page.make_wanted.connect(wanted.append)
    window.show_page(page)
    page.place.setText(str(tmp_path / folder / "x.vault"))
    page.go_on()
    assert said in problem(page)
    assert bool(wanted) == (not said)


@pytest.mark.parametrize("folder", ["Dropbox", "cleared"])
def test_a_vault_that_lies_where_none_may_is_closed_again_with_the_reason(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "cleared"))
    path = made(tmp_path / folder)
    gate = Gate(window, ViewSettings(None), now)
    opened: list[sessions.Session] = []
    gate.opened.connect(opened.append)
    gate.show_unlock(path)
    page = window.page
    assert isinstance(page, UnlockPage)
    page.unlocked.emit(sessions.derive(path, PASSWORD, None))
    assert opened == []
    assert str(path) in problem(page)
    again = sessions.open_session(path, sessions.derive(path, PASSWORD, None), now)
    sessions.close(again)
    with pytest.raises(VaultClosedError):
        list(again.vault.since())
    gate.give_up()


def test_a_vault_of_invented_cases_opens_anywhere(window: MainWindow, tmp_path: Path) -> None:
    path = made(tmp_path / "Dropbox", practice=True)
    gate = Gate(window, ViewSettings(None), now)
    opened: list[sessions.Session] = []
    gate.opened.connect(opened.append)
    gate.open(path, sessions.derive(path, PASSWORD, None))
    assert [each.practice for each in opened] == [True]
    sessions.close(opened[0])
    gate.give_up()
