import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.drafting.steps import steps
from desktop_app.services import drafts
from desktop_app.ui.desk import Desk
from desktop_app.ui.wizard.shell import WizardShell


class Watch(QObject):
    """Notes every window that is shown: a widget shown before it has a parent is one."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("way", list(Way))
@pytest.mark.parametrize("kind", ["nudes-shared", "sextortion", "colleague-concern"])
def test_no_page_of_the_wizard_shows_a_window_of_its_own(
    qtbot: QtBot, qapp: QApplication, desk: Desk, way: Way, kind: str
) -> None:
    draft = drafts.start(desk.session, way)
    draft.record["kinds"] = [kind]
    draft.record["people"] = [{"name": "Ben", "role": ["sharer"], "year_group": "9"}]
    watch = Watch()
    qapp.installEventFilter(watch)
    shell = WizardShell(desk, draft)
    qtbot.addWidget(shell)
    shell.show()
    for step in steps(draft, shell.wizard.look):
        shell.show_step(step.id)
        qapp.processEvents()
    qapp.removeEventFilter(watch)
    assert watch.shown == ["WizardShell"]
