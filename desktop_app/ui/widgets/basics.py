"""The smallest parts: words, boxes, icons, buttons, frames."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop_app.ui import theme
from desktop_app.ui.accessible import Heading
from desktop_app.ui.tokens import SPACE

_HEADINGS = ("h1", "h2")
_LONGEST_ON_ONE_LINE = 20
_ON_BUTTON = {"primary": "on_primary", "onheader": "on_header", "quiet": "link", "danger": "error"}


def label(text: str, name: str = "", *, wrap: bool = True, heading: bool = False) -> QLabel:
    """Give words, always as plain text.

    `name` is the style: "" or h1, h2, hint, small, caption, errtext, strong, brand, sub. h1 and h2
    are headings to a screen reader, others with `heading`.
    """
    made = Heading("") if heading or name in _HEADINGS else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    made.setText(text)
    made.setWordWrap(wrap)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(wrap)  # else words that take one more line are cut off
    made.setSizePolicy(policy)
    return made


def in_one(parts: Sequence[str]) -> str:
    """Give several lines as one name, each before the last ended by one full stop, or its own."""
    *before, last = parts
    ended = (each if each.endswith((".", "?", "!")) else f"{each}." for each in before)
    return " ".join((*ended, last))


def telephone(number: str) -> QLabel:
    """Give a telephone number in large letters, on one line unless words stand with it.

    A long one would leave no room for what stands beside it.
    """
    return label(number, "h2", wrap=len(number) > _LONGEST_ON_ONE_LINE)


def vbox(
    widget: QWidget | None = None,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
    spacing: int = 0,
) -> QVBoxLayout:
    """Give a column, that of `widget` where one is given. Margins: left, top, right, bottom."""
    there = widget.layout() if widget is not None else None
    if isinstance(there, QVBoxLayout):
        box = there
    else:
        box = QVBoxLayout() if widget is None else QVBoxLayout(widget)
    box.setContentsMargins(*margins)
    box.setSpacing(spacing)
    return box


def hbox(
    widget: QWidget | None = None,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
    spacing: int = 0,
) -> QHBoxLayout:
    """Give a row, as the layout of `widget` where one is given. Margins as in vbox."""
    box = QHBoxLayout() if widget is None else QHBoxLayout(widget)
    box.setContentsMargins(*margins)
    box.setSpacing(spacing)
    return box


def paint_focus(widget: QWidget) -> None:
    """Draw the ring that shows the focus, three pixels wide, inside the widget's edge."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("focus"), 3))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(4.5, 4.5, -4.5, -4.5), 6, 6)
    painter.end()


def picture(icon: str, colour: str, size: float = 20) -> "Picture":
    """Give an icon beside words; a screen reader passes it by."""
    return Picture(icon, colour, size)


class Picture(QWidget):
    """An icon beside words that say the same; follows theme and zoom, silent to screen readers."""

    def __init__(self, name: str, colour_key: str, size: float = 20) -> None:
        super().__init__()
        self._name, self._colour, self._size = name, colour_key, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # Not empty: some screen readers then read what the parent says a second time.
        self.setAccessibleName(" ")

    def change(self, name: str, colour_key: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour_key
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = theme.scaled(self._size)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, theme.pixmap(self._name, self._colour, self._size))
        painter.end()


class Button(QPushButton):
    """A button; Enter presses it as Space does.

    `kind`: "", primary, quiet, onheader, danger. `icon` is a name of resources/icons,
    `identifier` what tests find it by.
    """

    def __init__(self, text: str, kind: str = "", icon: str = "", identifier: str = "") -> None:
        super().__init__(text)
        self._icon = icon
        self.setProperty("kind", kind)
        if identifier:
            self.setAccessibleIdentifier(identifier)
        if kind == "quiet":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._dress()

    def _dress(self) -> None:
        if not self._icon:
            return
        colour = _ON_BUTTON.get(str(self.property("kind")), "text")
        self.setIcon(theme.icon(self._icon, colour))
        side = theme.scaled(20)
        self.setIconSize(QSize(round(side * theme.ICON_WIDTH), side))

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() == QEvent.Type.StyleChange:
            self._dress()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        plain = not arg__1.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and arg__1.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(arg__1)


class Card(QFrame):
    """A panel with a thin edge; put things into `inside`."""

    def __init__(self, widgets: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.setObjectName("card")
        self.inside = vbox(self, (SPACE["l"], SPACE["m"], SPACE["l"], SPACE["m"]), SPACE["s"])
        for each in widgets:
            self.inside.addWidget(each)


class Line(QFrame):
    """A thin rule from side to side."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self.setFixedHeight(1)


class Note(QFrame):
    """A sentence set apart, with an icon. `kind`: note, warn, red, amber or green."""

    def __init__(self, text: str, icon: str = "info", kind: str = "note") -> None:
        super().__init__()
        self.setObjectName("note")
        tone = "amber" if kind == "warn" else kind
        self.setProperty("kind", tone)
        row = hbox(self, (SPACE["l"], SPACE["m"], SPACE["l"], SPACE["m"]), SPACE["m"])
        row.addWidget(Picture(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        self.words = label(text)
        row.addWidget(self.words, 1)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self.words.setText(text)

    def text(self) -> str:
        """Give what the note says."""
        return self.words.text()


class Tag(QFrame):
    """A status in words, in a pill. `kind`: red, amber, green, plain."""

    def __init__(self, text: str, kind: str = "plain", icon: str = "") -> None:
        super().__init__()
        self.setObjectName("tag")
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        row = hbox(self, (10, 3, 12, 3), 6)
        if icon:
            row.addWidget(Picture(icon, "text" if kind == "plain" else kind, 16))
        self.words = label(text, wrap=False)
        row.addWidget(self.words, 1)

    def text(self) -> str:
        """Give what the tag says."""
        return self.words.text()
