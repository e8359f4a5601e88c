"""The small parts of a page: labels, layouts, buttons, notes, cards, tags."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui import theme
from desktop_app.ui.accessible import Heading
from desktop_app.ui.tokens import SPACE

Margins = tuple[int, int, int, int]
_NONE: Final[Margins] = (0, 0, 0, 0)
_HEADINGS: Final = ("h1", "h2")
_ICON_COLOURS: Final = {"primary": "on_primary", "quiet": "link", "onheader": "on_header"}
_TONE_ICONS: Final = {"warn": "amber", "amber": "amber", "red": "red", "green": "green"}


def label(text: str, name: str = "", *, wrap: bool = True, heading: bool = False) -> QLabel:
    """Give a label of plain text; `name` is its look (`h1`, `h2`, `hint`, `small`, `caption` ...)."""
    made = Heading(text) if heading or name in _HEADINGS else QLabel(text)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def picture(icon: str, colour: str, size: int = 20) -> QLabel:
    """Give an icon beside words; a screen reader passes it by."""
    made = QLabel()
    made.setPixmap(theme.pixmap(icon, colour, size))
    made.setFixedSize(theme.scaled(size), theme.scaled(size))
    return made


def vbox(widget: QWidget | None = None, margins: Margins = _NONE, spacing: int = 0) -> QVBoxLayout:
    """Give a layout from top to bottom, of a widget or to be put into another layout."""
    made = QVBoxLayout(widget) if widget is not None else QVBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made


def hbox(widget: QWidget | None = None, margins: Margins = _NONE, spacing: int = 0) -> QHBoxLayout:
    """Give a layout from left to right, of a widget or to be put into another layout."""
    made = QHBoxLayout(widget) if widget is not None else QHBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made


class Button(QPushButton):
    """A button; `kind` is its look: `primary`, `quiet`, `onheader`, `danger`, `door`, `row` or none."""

    def __init__(self, text: str, kind: str = "", icon: str = "", identifier: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setAutoDefault(True)
        self.setAccessibleIdentifier(identifier)
        if kind == "quiet":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            self.setIcon(theme.icon(icon, _ICON_COLOURS.get(kind, "text"), 18))
            self.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))


class Note(QFrame):
    """Something to have in mind, with an icon; `kind` is `note`, `warn`, or a tone of `Tag`."""

    def __init__(self, text: str, icon: str = "info", kind: str = "note") -> None:
        super().__init__()
        self.setObjectName("note")
        tone = _TONE_ICONS.get(kind, "note")
        self.setProperty("kind", tone)
        row = hbox(self, (SPACE["l"], SPACE["m"], SPACE["l"], SPACE["m"]), SPACE["m"])
        row.addWidget(picture(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        self.words = label(text)
        row.addWidget(self.words, 1)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self.words.setText(text)


class Card(QFrame):
    """A framed surface; put things into `inside`."""

    def __init__(self, widgets: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setObjectName("card")
        self.inside = vbox(self, (SPACE["l"], SPACE["m"], SPACE["l"], SPACE["m"]), SPACE["s"])
        for each in widgets:
            self.inside.addWidget(each)


class Line(QFrame):
    """A thin rule."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self.setFixedHeight(1)


class Tag(QFrame):
    """A word in a coloured frame, with an icon: `red`, `amber`, `green` or `plain`."""

    def __init__(self, text: str, kind: str = "plain", icon: str = "") -> None:
        super().__init__()
        self.setObjectName("tag")
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        row = hbox(self, (10, 3, 10, 3), 6)
        if icon:
            row.addWidget(picture(icon, kind if kind in theme.colours() else "text", 16))
        self.words = label(text, "small", wrap=False)
        row.addWidget(self.words)
