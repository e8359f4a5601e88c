"""What the tests of the window share: a vault, a desk, and the look of the program."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import fonts_folder, resources_folder
from desktop_app.services.sessions import Session
from desktop_app.ui import theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.settings import ViewSettings
from desktop_app.vault.vault import FLOOR, create_vault

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture(scope="session")
def cleared_by_the_system(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that stands for the system's own for temporary files."""
    return tmp_path_factory.mktemp("cleared-by-the-system")


@pytest.fixture(autouse=True)
def _vaults_may_lie_in_the_folders_of_tests(
    cleared_by_the_system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Move the folder for temporary files aside: the window opens no live vault in it."""
    monkeypatch.setattr(tempfile, "tempdir", str(cleared_by_the_system))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """Give the application in the light look."""
    theme.load_fonts(fonts_folder())
    theme.apply(qapp, "light")
    return qapp


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give a session on an empty vault."""
    path = tmp_path_factory.mktemp("ui") / "school.vault"
    vault, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


@pytest.fixture
def desk(dressed: QApplication, session: Session) -> Desk:
    """Give a desk with the session and settings that nothing keeps."""
    assert dressed is not None
    return Desk(session, ViewSettings(None))


@pytest.fixture
def navigator(qtbot: QtBot, desk: Desk) -> Navigator:
    """Give what turns the pages of a window of the size that most desks have."""
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    return Navigator(window, desk)
