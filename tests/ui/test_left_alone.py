"""The window left alone, where what was typed cannot be saved: hidden, and watched on."""

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.errors import VaultDiskFullError
from desktop_app.services import drafts
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.locking import IdleWatch
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.seat import Seat
from desktop_app.ui.wizard.shell import WizardShell


def test_a_window_that_cannot_save_is_hidden_and_locks_later(
    qtbot: QtBot, desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    seat = Seat(window, session, desk.settings)
    watch = seat.findChild(IdleWatch)
    assert watch is not None
    timer = watch.findChild(QTimer)
    assert timer is not None
    shell = begun(window, session, desk)

    def full(*_args: object, **_more: object) -> None:
        raise VaultDiskFullError(session.vault.path)

    with monkeypatch.context() as patch:
        patch.setattr(drafts, "keep", full)
        shell.note_changed()
        watch.expired.emit()
    assert seat.blank.isVisible()
    assert timer.isActive()
    with qtbot.waitSignal(seat.locked):
        watch.expired.emit()
    watch.stop()


def begun(window: MainWindow, session: Session, desk: Desk) -> WizardShell:
    shell = WizardShell(desk, drafts.start(session, Way.TIME))
    shell.draft.record["kinds"] = ["bullying"]
    window.show_page(shell)
    return shell
