"""A page: one scrolling column under one heading."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QWidget
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import theme, widgets
from desktop_app.ui.tokens import COLUMN, SPACE
from desktop_app.ui.widgets.basics import Button, hbox, label, vbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.ui.widgets.errors import ErrorSummary, Problem

_AROUND = 12


class _Canvas(QWidget):
    """What scrolls. Wrapped words over-report the height they need; the width decides it."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 0)


class Page(QWidget):
    """A page of the window.

    Fill it with `add`, or through `column`. `back_wanted` is emitted by the Back link.
    """

    back_wanted = Signal()

    def __init__(self, title: str, caption: str = "", *, back: bool = True) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(title)
        self.title = title
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        canvas = _Canvas()
        canvas.setObjectName("canvas")
        self._middle = QWidget()
        self._middle.setMaximumWidth(theme.scaled(COLUMN))
        # What is left below stays empty: a short page is not pulled apart.
        around = vbox(canvas)
        row = hbox()
        row.addWidget(self._middle, 1)
        row.addStretch(0)
        around.addLayout(row)
        around.addStretch(1)
        self.column = vbox(
            self._middle, (SPACE["xxl"], SPACE["s"], SPACE["xxl"], SPACE["xl"]), SPACE["s"]
        )
        self.heading = label(title, "h1")
        self._head(caption, back=back)
        self.scroller.setWidget(canvas)
        vbox(self).addWidget(self.scroller)
        self._errors: ErrorSummary | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_focus)

    def _head(self, caption: str, *, back: bool) -> None:
        # The arrow stands at the edge of the column; the ring of its focus reaches out of it.
        top = hbox(margins=(-9 if back else 0, 0, 0, 0), spacing=SPACE["l"])
        self.caption = label(caption, "caption")
        if back:
            link = Button(_("&Back"), "quiet", "arrow-left", "page-back")
            link.clicked.connect(self.back_wanted)
            top.addWidget(link)
        top.addWidget(self.caption, 1)
        if back or caption:
            self.column.addLayout(top)
        else:
            self.column.addSpacing(SPACE["l"])
        self.column.addWidget(self.heading)
        self._places = self.column.count()

    def set_caption(self, text: str) -> None:
        """Say where this page is, above its heading."""
        self.caption.setText(text)

    def add(self, part: QWidget | QLayout) -> None:
        """Put a widget or a layout at the end of the column; a heading stands further off."""
        if isinstance(part, QWidget):
            if part.objectName() == "h2":
                self.column.addSpacing(SPACE["s"])
            self.column.addWidget(part)
        else:
            self.column.addLayout(part)

    def show_problems(self, problems: "Sequence[Problem]") -> None:
        """Show everything that is wrong at the top, and take the focus there; none clears it."""
        self.clear_problems()
        if not problems:
            return
        self._errors = widgets.ErrorSummary(problems)
        self.column.insertWidget(self._places - 1, self._errors)
        self._errors.show()  # what is hidden cannot take the focus
        self.scroller.verticalScrollBar().setValue(0)
        self._errors.announce()

    def clear_problems(self) -> None:
        """Take the summary of problems away."""
        if self._errors is not None:
            self.column.removeWidget(self._errors)
            self._errors.hide()
            self._errors.deleteLater()
            self._errors = None

    def problems_shown(self) -> "ErrorSummary | None":
        """Give the summary that is shown, for tests."""
        return self._errors

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget of the page is in view."""
        self.scroller.ensureWidgetVisible(widget, 0, SPACE["xl"])

    def focus_first(self) -> None:
        """Put the focus on the heading, where a page begins."""
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Scroll to what has the focus; of what is too tall, to its top."""
        if new is None or not self._middle.isAncestorOf(new):
            return
        top = new.mapTo(self._middle, new.rect().topLeft()).y()
        bar, room = self.scroller.verticalScrollBar(), self.scroller.maximumViewportSize().height()
        if new is self.heading:
            bar.setValue(0)
        elif new.height() + 2 * _AROUND > room:
            bar.setValue(top - _AROUND)
        else:
            self.scroller.ensureWidgetVisible(new, 0, _AROUND)
