"""The way to an open vault, where the vault is of an older version."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.services import sessions, sign_in
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.progress import Working
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.vault.vault import FLOOR, create_vault

if TYPE_CHECKING:
    from desktop_app.services.sessions import Session

KEPT = Path(__file__).resolve().parents[1] / "data" / "vaults"
WAIT = 20_000


class Way:
    """A window at the password of a vault, and what it opened."""

    def __init__(self, qtbot: QtBot, path: Path, password: str) -> None:
        self.qtbot, self.password = qtbot, password
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.window.show()
        self.gate = Gate(self.window, ViewSettings(None), _now)
        self.opened: list[Session] = []
        self.gate.opened.connect(self.opened.append)
        self.gate.show_unlock(path)

    def page(self) -> UnlockPage:
        assert isinstance(self.window.page, UnlockPage)
        return self.window.page

    def open(self) -> None:
        self.page().password.setText(self.password)
        self.page().unlock()
        self.qtbot.waitUntil(lambda: bool(self.opened), timeout=WAIT)


def _now() -> datetime:
    return datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


def older(folder: Path) -> tuple[Path, str]:
    for ending in (".vault", ".keys"):
        shutil.copy(KEPT / f"0.3.0{ending}", folder)
    said = json.loads((KEPT / "0.3.0.json").read_text(encoding="utf-8"))
    return folder / "0.3.0.vault", said["password"]


def of_today(folder: Path) -> tuple[Path, str]:
    path, password = folder / "school.vault", "four plain words here"
    create_vault(path, password=password, at=_now(), cost=FLOOR)[0].close()
    return path, password


@pytest.fixture
def at_a_desk(dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dressed is not None
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")


@pytest.mark.usefixtures("at_a_desk")
@pytest.mark.parametrize(("made", "shown"), [(older, 1), (of_today, 0)])
def test_the_first_opening_of_an_older_vault_shows_how_far_its_copy_is(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    made: Callable[[Path], tuple[Path, str]],
    shown: int,
) -> None:
    way = Way(qtbot, *made(tmp_path))
    begun: list[str] = []
    begin = Working.begin

    def noted(working: Working, words: str) -> None:
        begin(working, words)
        assert working.isVisible()
        assert working.stop.isHidden()
        begun.append(words)

    monkeypatch.setattr(Working, "begin", noted)
    way.open()
    assert len(begun) == shown
    assert all("all of it is copied first" in each for each in begun)
    sessions.close(way.opened[0])
    way.gate.give_up()
