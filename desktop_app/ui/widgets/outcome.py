"""What the rules say, as a panel; and the strip that says so on every page."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from desktop_app.ui import accessible, theme
from desktop_app.ui.tokens import SPACE, TARGET
from desktop_app.ui.widgets.basics import Button, Picture, hbox, label, paint_focus, vbox

_LOOKS = {
    "refer": ("octagon-alert", "red"),
    "find": ("circle-help", "amber"),
    "amber": ("triangle-alert", "amber"),
    "manage": ("circle-check", "green"),
}
_TOP = Qt.AlignmentFlag.AlignTop


class Outcome(QFrame):
    """The verdict, first thing read on its page.

    `kind`: refer (red), find (amber: find out first), amber (manage, with features that weigh),
    manage (green). `steps` are numbered; a screen reader is told the whole.
    """

    def __init__(
        self, kind: str, caption: str, title: str, lead: str, steps: Sequence[str] = ()
    ) -> None:
        super().__init__()
        icon, colour = _LOOKS[kind]
        self.setObjectName("outcome")
        self.setProperty("kind", colour)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleIdentifier("outcome")
        numbered = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
        said = [each.rstrip(".") for each in (caption, title, lead, *numbered) if each]
        self.setAccessibleName(". ".join(said) + ".")
        row = hbox(self, (SPACE["l"], SPACE["l"], SPACE["xl"], SPACE["l"]), SPACE["l"])
        row.addWidget(Picture(icon, colour, 34), 0, _TOP)
        self.column = vbox(spacing=SPACE["xs"])
        if caption:
            self.column.addWidget(label(caption, "caption"))
        self.column.addWidget(label(title, "h1"))
        if lead:
            self.column.addWidget(label(lead))
        for number, step in enumerate(steps, 1):
            self.column.addLayout(_numbered(number, step))
        row.addLayout(self.column, 1)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        """Show the focus inside the edge, so that the edge keeps its colour."""
        super().paintEvent(arg__1)
        if self.hasFocus():
            paint_focus(self)


def _numbered(number: int, step: str) -> QHBoxLayout:
    row = hbox(spacing=SPACE["s"])
    count = label(f"{number}.", wrap=False)
    count.setFixedWidth(theme.scaled(20))
    row.addWidget(count, 0, _TOP)
    row.addWidget(label(step), 1)
    return row


class Strip(QFrame):
    """The bar that says, on every page, that it is enough: refer today, and whom to ring."""

    call_wanted = Signal()

    def __init__(self, text: str, calls: Sequence[str], button_text: str) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAccessibleIdentifier("strip")
        row = hbox(self, (SPACE["xl"], SPACE["s"], SPACE["l"], SPACE["s"]), SPACE["m"])
        self._row = row
        row.addWidget(Picture("phone", "red", 22))
        words = vbox(spacing=2)
        self._text = label(text, "strong")
        self._calls = label("")
        words.addWidget(self._text)
        words.addWidget(self._calls)
        row.addLayout(words, 1)
        self.button = Button(button_text, identifier="strip-call")
        self.button.clicked.connect(self.call_wanted)
        row.addWidget(self.button)
        self.button.setVisible(bool(button_text))
        self.set_words(text, calls)

    @override
    def minimumSizeHint(self) -> QSize:
        """Take the width's word: before it is known, wrapped words ask for more than they need."""
        return QSize(320, TARGET)

    def offer(self, widget: QWidget) -> None:
        """Put something to type in or press before the button."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def set_words(self, text: str, calls: Sequence[str]) -> None:
        """Say something else; announced when it is new."""
        shown = "   ·   ".join(calls)
        if (text, shown) == (self._text.text(), self._calls.text()):
            return
        self._text.setText(text)
        self._calls.setText(shown)
        self._calls.setVisible(bool(shown))
        self.setAccessibleName(f"{text} {'. '.join(calls)}")
        if text and self.isVisible():
            accessible.announce(self, self.accessibleName())
