"""What is wrong on a page, on top of it; each line leads to the place where it is put right."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import accessible
from desktop_app.ui.tokens import SPACE, TARGET
from desktop_app.ui.widgets.basics import Button, Picture, hbox, label, vbox

_TOP = Qt.AlignmentFlag.AlignTop


class Problem(NamedTuple):
    """What is wrong, and the widget where it is put right."""

    message: str
    widget: QWidget


class ErrorSummary(QFrame):
    """Everything that is wrong with a page, each line going to its place. Takes the focus."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.setObjectName("errors")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        title = _("There is a problem")
        said = "; ".join(each.message for each in problems)
        self.setAccessibleName(f"{title}. {said}")
        self.setAccessibleIdentifier("problems")
        column = vbox(self, (SPACE["l"], SPACE["m"], SPACE["l"], SPACE["s"]), 0)
        head = hbox(spacing=SPACE["s"])
        head.addWidget(Picture("circle-alert", "error", 22), 0, _TOP)
        head.addWidget(label(title, "h2"), 1)
        column.addLayout(head)
        for number, each in enumerate(problems, 1):
            column.addWidget(self._link(each, f"problem-{number}"))

    def _link(self, problem: Problem, identifier: str) -> QWidget:
        link = _Link(problem.message, identifier)
        link.clicked.connect(lambda: _go_to(problem.widget))
        return link

    def announce(self) -> None:
        """Take the focus and be read out at once."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        accessible.announce(self, self.accessibleName(), assertive=True)


def _go_to(widget: QWidget) -> None:
    focus_first = getattr(widget, "focus_first", None)
    if focus_first is not None:
        focus_first()
    else:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


class _Link(Button):
    """A line of the summary: a button whose words wrap."""

    def __init__(self, text: str, identifier: str) -> None:
        super().__init__("", "problem", identifier=identifier)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = hbox(self, (4, 6, 4, 6))
        words = label(text, "errtext")
        font = words.font()
        font.setUnderline(True)
        words.setFont(font)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        box = self.layout()
        return max(TARGET, box.totalHeightForWidth(arg__1) if box is not None else 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, TARGET)
