"""What is shown when the program itself went wrong: one page in a window of its own."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.widgets import Button, Note, Page, hbox, label, vbox


class FaultWindow(QWidget):
    """Says what happened, that it stopped, and what to quote; offers a fresh start."""

    again_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, sentence: str, more: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle(_("Safeguarding Desk"))
        self.resize(760, 520)
        page = Page(_("The program has stopped"), back=False)
        page.add(Note(sentence, icon="octagon-alert", kind="warn"))
        page.add(
            label(
                _(
                    "What you typed up to a moment ago is in the vault. If you have to act now, "
                    "ring first; this can wait."
                )
            )
        )
        if more:
            page.add(label(more, "hint"))
        row = hbox(spacing=12)
        again = Button(_("&Start again"), "primary", identifier="start-again")
        again.clicked.connect(self.again_wanted)
        close = Button(_("&Close"), identifier="close")
        close.clicked.connect(self.close)
        row.addWidget(again)
        row.addWidget(close)
        row.addStretch(1)
        page.add(row)
        page.column.addStretch(1)
        vbox(self).addWidget(page)
        again.setFocus()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.close_wanted.emit()
