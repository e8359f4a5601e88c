import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.app import Program
from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.errors import VaultClosedError, VaultDiskFullError
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from desktop_app.services import drafts, sessions
from desktop_app.services.sessions import Session
from desktop_app.ui import clipboard, restart
from desktop_app.ui.administrator import AdministratorPage
from desktop_app.ui.desk import Desk
from desktop_app.ui.desktop_bus import DesktopBus
from desktop_app.ui.fault import FaultWindow
from desktop_app.ui.recovery_way import RowsPage
from desktop_app.ui.seat import Seat
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.home import HomePage
from desktop_app.ui.watched import Watched
from desktop_app.ui.wizard.shell import WizardShell
from desktop_app.vault import keyslots
from desktop_app.vault.vault import FLOOR, create_vault

PASSWORD = "four plain words here"


def now() -> datetime:
    return datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


class Ends:
    """Notes how the program would have ended and started anew."""

    def __init__(self) -> None:
        self.status: list[int] = []
        self.fresh = 0

    def start_anew(self) -> bool:
        self.fresh += 1
        return True


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ends:
    made = Ends()
    monkeypatch.setattr(QApplication, "exit", made.status.append)
    monkeypatch.setattr(restart, "start_anew", made.start_anew)
    monkeypatch.setattr(paths, "default_vault", lambda: tmp_path / "desk.vault")
    monkeypatch.setattr(paths, "log_file", lambda: tmp_path / "faults.log")
    return made


@pytest.fixture
def session(tmp_path: Path) -> Session:
    path = tmp_path / "desk.vault"
    vault, _keys = create_vault(path, password=PASSWORD, sign_in="AB", at=now(), cost=FLOOR)
    return Session(vault, Library(paths.resources_folder()), now)


Make = Callable[..., Program]


@pytest.fixture
def make(qtbot: QtBot, dressed: QApplication, ends: Ends) -> Make:
    assert ends.fresh == 0

    def program(*, practice: bool = False) -> Program:
        made = Program(dressed, ViewSettings(None), practice=practice)
        qtbot.addWidget(made.window)
        made.window.show()
        return made

    return program


def write_a_draft(program: Program, session: Session) -> None:
    shell = WizardShell(Desk(session, ViewSettings(None)), drafts.start(session, Way.NOW))
    shell.not_saved.connect(program.window.show_not_saved)
    program.window.show_page(shell)
    shell.draft.set_text("narrative", "Invented words.")
    shell.note_changed()


def kept(path: Path) -> int:
    unlocked = sessions.derive(path, PASSWORD, None)
    again = sessions.open_session(path, unlocked, now)
    found = len(drafts.listing(again))
    sessions.close(again)
    return found


def test_locking_saves_closes_and_gives_way_to_a_fresh_process(
    make: Make, ends: Ends, session: Session
) -> None:
    program = make()
    program.open(session)
    assert isinstance(program.window.page, HomePage)
    write_a_draft(program, session)
    program.window.lock_wanted.emit()
    assert ends.fresh == 1
    assert ends.status == [0]
    assert not program.window.isVisible()
    assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    with pytest.raises(VaultClosedError):
        list(session.vault.since())
    assert kept(session.vault.path) == 1


def test_a_computer_that_locks_locks_the_window_once_and_forgets_what_was_copied(
    make: Make, ends: Ends, session: Session
) -> None:
    program = make()
    program.open(session)
    clipboard.put("copied here")
    seat = program.window.findChild(Seat)
    assert seat is not None
    for _again in range(3):
        seat.nobody_is_there()
    assert (ends.fresh, ends.status) == (1, [0])
    assert QGuiApplication.clipboard().text() == ""


def test_what_cannot_be_saved_keeps_the_window_until_it_is_closed_twice(
    make: Make, ends: Ends, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = make()
    program.open(session)
    write_a_draft(program, session)

    def full(*_given: object, **_named: object) -> None:
        raise VaultDiskFullError(session.vault.path)

    monkeypatch.setattr(drafts, "keep", full)
    program.window.lock_wanted.emit()
    assert ends.fresh == 0
    assert program.window.trouble.isVisible()
    assert not program.window.close()
    assert program.window.isVisible()
    assert program.window.close()
    program.end()


def test_practice_opens_at_once_and_leaves_nothing_behind(
    qtbot: QtBot, make: Make, ends: Ends
) -> None:
    program = make(practice=True)
    program.start()
    qtbot.waitUntil(lambda: isinstance(program.window.page, HomePage), timeout=60_000)
    folder = program.folder
    assert folder is not None
    assert folder.is_dir()
    program.window.lock_wanted.emit()
    assert ends.fresh == 0
    program.end()
    assert not folder.exists()


def test_a_fault_of_ours_stops_loudly_without_a_word_of_a_case(  # noqa: PLR0913, PLR0917  # pytest names them
    qtbot: QtBot,
    make: Make,
    ends: Ends,
    session: Session,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(secrets, "token_hex", lambda _bytes: "0a1b2c3d")
    program = make()
    program.open(session)
    write_a_draft(program, session)
    for _again in range(2):
        error = ValueError("Zephyrine Quillfeather")
        program.own_up(ValueError, error, None)
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, FaultWindow)]
    assert [each.isVisible() for each in shown] == [True]
    said = " ".join(each.text() for each in shown[0].findChildren(QLabel))
    assert "0A1B2C3D" in said
    assert "Quillfeather" not in said + capsys.readouterr().err
    assert not program.window.isVisible()
    assert kept(session.vault.path) == 1
    with qtbot.waitSignal(shown[0].again_wanted):
        shown[0].again_wanted.emit()
    assert ends.fresh == 1
    assert "Quillfeather" not in "".join(
        each.read_text(encoding="utf-8") for each in tmp_path.glob("faults.log")
    )


def test_an_interrupt_from_the_keyboard_is_no_fault(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda _application: ended.append(True))
    program = make()
    program.own_up(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ended == [True]
    assert program.window.isVisible()


def test_what_was_copied_here_is_forgotten_at_the_end(make: Make) -> None:
    program = make()
    clipboard.put("copied here")
    program.end()
    assert QGuiApplication.clipboard().text() == ""


def test_text_grows_step_by_step_and_goes_back_in_one(make: Make) -> None:
    program = make()
    size = QApplication.font().pointSizeF()
    program.window.zoom_wanted.emit(1)
    assert QApplication.font().pointSizeF() > size
    for _step in range(9):
        program.window.zoom_wanted.emit(1)
    assert QApplication.font().pointSizeF() == 2 * size
    program.window.zoom_wanted.emit(0)
    assert QApplication.font().pointSizeF() == size


def watching(program: Program) -> QTimer:
    watched = program.findChild(Watched)
    assert watched is not None
    timer = watched.findChild(QTimer)
    assert timer is not None
    return timer


def tools(program: Program) -> list[str]:
    QApplication.processEvents()  # what is put into a window that is shown is shown a moment later
    buttons = program.window.header.findChildren(QPushButton)
    return [each.accessibleIdentifier() for each in buttons if not each.isHidden()]


def test_the_way_in_with_the_recovery_key_locks_along_with_the_computer(
    make: Make, ends: Ends, session: Session
) -> None:
    program = make()
    program.gate.recovery_wanted.emit(session.vault.path)
    session.vault.close()
    assert isinstance(program.window.page, RowsPage)
    timer = watching(program)
    assert timer.isActive()
    assert tools(program) == ["header-lock"]
    system = program.window.findChild(DesktopBus)
    assert system is not None
    system.locked.emit()
    assert (ends.fresh, ends.status) == (1, [0])
    assert not timer.isActive()


def test_whoever_goes_back_from_the_recovery_key_or_comes_in_is_not_locked_by_it_any_more(
    make: Make, ends: Ends, session: Session
) -> None:
    program = make()
    path = session.vault.path
    program.gate.recovery_wanted.emit(path)
    timer = watching(program)
    assert isinstance(program.window.page, RowsPage)
    program.window.page.back_wanted.emit()
    assert not timer.isActive()
    assert tools(program) == []
    program.gate.recovery_wanted.emit(path)
    program.open(session)
    assert tools(program).count("header-lock") == 1
    program.window.lock_wanted.emit()
    assert (ends.fresh, ends.status) == (1, [0])


def test_an_administrator_has_a_page_of_their_own_that_locks_along_with_the_computer(
    make: Make, ends: Ends, session: Session
) -> None:
    program = make()
    vault = session.vault
    keys = vault.keyring.keyfile
    unlocked = sessions.Unlocked(keys, keys.slots[0], keyslots.new_keys(), ())
    program.gate.administrator_wanted.emit(vault.path, unlocked)
    vault.close()
    assert isinstance(program.window.page, AdministratorPage)
    timer = watching(program)
    assert timer.isActive()
    system = program.window.findChild(DesktopBus)
    assert system is not None
    system.locked.emit()
    assert (ends.fresh, ends.status) == (1, [0])
    assert not program.window.isVisible()
    assert not timer.isActive()
