"""What the tests of the window share: a vault, a desk, and the look of the program."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import fonts_folder, resources_folder
from desktop_app.services.sessions import Session
from desktop_app.ui import theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.vault.vault import FLOOR, create_vault

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _vaults_may_lie_in_the_folders_of_tests(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Move the folder for temporary files aside: the window opens no live vault in it."""
    elsewhere = tmp_path_factory.mktemp("cleared-by-the-system")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tempfile, "tempdir", str(elsewhere))
        yield


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
