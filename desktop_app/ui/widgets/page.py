"""A page: a scrolling column with a heading, and the summary of what is wrong on top."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import theme
from desktop_app.ui.accessible import announce
from desktop_app.ui.tokens import COLUMN, SPACE
from desktop_app.ui.widgets.basics import Button, hbox, label, picture, vbox


class Problem(NamedTuple):
    """Something that keeps the person from going on, and the widget where it is mended."""

    message: str
    widget: QWidget


class ErrorSummary(QFrame):
    """What is wrong on a page, on top of it; each line leads to its place."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.setObjectName("errors")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        title = _("There is a problem")
        said = "; ".join(problem.message for problem in problems)
        self.setAccessibleName(f"{title}. {said}")
        inside = vbox(self, (SPACE["l"], SPACE["m"], SPACE["l"], SPACE["m"]), SPACE["xs"])
        head = hbox(spacing=SPACE["s"])
        head.addWidget(picture("circle-alert", "error", 22))
        head.addWidget(label(title, "h2"), 1)
        inside.addLayout(head)
        for problem in problems:
            line = Button(problem.message, "quiet")
            line.clicked.connect(lambda _on=False, widget=problem.widget: _focus(widget))
            inside.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)


def _focus(widget: QWidget) -> None:
    focus_first = getattr(widget, "focus_first", None)
    if focus_first is not None:
        focus_first()
    else:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


class _Canvas(QWidget):
    """What scrolls. Wrapped labels claim too much height; the real one follows from the width."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 0)


class Page(QWidget):
    """A page with a heading. Put things into it with `add`, or into `column`."""

    back_wanted = Signal()

    def __init__(self, title: str, caption: str = "", *, back: bool = True) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(title)
        self.title = title
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        canvas = _Canvas()
        canvas.setObjectName("canvas")
        column = QWidget()
        column.setObjectName("column")
        column.setMaximumWidth(theme.scaled(COLUMN))
        self.column = vbox(
            column, (SPACE["xxl"], SPACE["s"], SPACE["xxl"], SPACE["xl"]), SPACE["m"]
        )
        beside = hbox(canvas)
        beside.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)
        beside.addStretch(0)
        self.scroller.setWidget(canvas)
        vbox(self).addWidget(self.scroller)
        self._head(title, caption, back=back)
        self._summary: ErrorSummary | None = None

    def _head(self, title: str, caption: str, *, back: bool) -> None:
        top = hbox(spacing=SPACE["l"])
        self.back = Button(_("&Back"), "quiet", "arrow-left", "page-back")
        self.back.clicked.connect(self.back_wanted)
        self.back.setVisible(back)
        top.addWidget(self.back)
        top.addWidget(label(caption, "caption"), 1)
        self.column.addLayout(top)
        self.heading = label(title, "h1", heading=True)
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.column.addWidget(self.heading)

    def add(self, what: QWidget | QLayout) -> None:
        """Add a widget or a layout to the end of the column."""
        if isinstance(what, QLayout):
            self.column.addLayout(what)
        else:
            self.column.addWidget(what)

    def show_problems(self, problems: list[Problem]) -> None:
        """Show what is wrong on top of the page, put the focus there, and have it read out."""
        self.clear_problems()
        self._summary = ErrorSummary(problems)
        self.column.insertWidget(1, self._summary)
        self.scroller.verticalScrollBar().setValue(0)
        self._summary.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self._summary, self._summary.accessibleName(), assertive=True)

    def clear_problems(self) -> None:
        """Take the summary away."""
        if self._summary is not None:
            self._summary.hide()
            self._summary.deleteLater()
            self._summary = None

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget of the page is in view."""
        self.scroller.ensureWidgetVisible(widget, 0, SPACE["xl"])

    def focus_first(self) -> None:
        """Put the focus on the heading, where a page begins."""
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)
