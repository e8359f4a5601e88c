"""Buttons that hold several lines: the doors of the first page, and the rows that open an incident.

They are push buttons to the keyboard and to assistive technology, with one name that says it all.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.ui import theme
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Picture, hbox, label, vbox
from desktop_app.ui.widgets.basics import in_one

_LEAST = 44


class Frame(QFrame):
    """A framed surface; what stands in it is laid out by whoever makes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")


class Pressable(QPushButton):
    """A push button as large as what stands in it; Return presses it as well as Space."""

    def __init__(self, name: str, kind: str, identifier: str) -> None:
        super().__init__()
        self.setObjectName("pressable")
        self.setProperty("kind", kind)
        self.setAutoDefault(True)
        self.setAccessibleName(name)
        self.setAccessibleIdentifier(identifier)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def passive(self, child: QWidget) -> QWidget:
        """Give the child back as part of the button: the mouse goes through it."""
        child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return child

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        inside = self.layout()
        return max(_LEAST, inside.totalHeightForWidth(arg__1) if inside is not None else 0)

    @override
    def sizeHint(self) -> QSize:
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        inside = self.layout()
        return inside.minimumSize() if inside is not None else QSize(_LEAST, _LEAST)


class Door(Pressable):
    """A way into something: what one says to oneself, and what lies behind."""

    def __init__(  # noqa: PLR0913  # keyword-only, each its own part of what is shown
        self, title: str, hint: str, *, icon: str, kind: str, keys: str = "", identifier: str
    ) -> None:
        super().__init__(in_one((title, hint)), kind, identifier)
        row = hbox(self, (SPACE["l"], SPACE["m"], SPACE["l"], SPACE["m"]), SPACE["m"])
        picture = Picture(icon, "on_primary" if kind == "first-door" else "link", 28)
        row.addWidget(self.passive(picture), 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(spacing=SPACE["xs"])
        words.addWidget(self.passive(label(title, "h2")))
        words.addWidget(self.passive(label(hint, "hint")))
        words.addStretch(1)
        row.addLayout(words, 1)
        if keys:
            row.addWidget(
                self.passive(label(keys, "small", wrap=False)), 0, Qt.AlignmentFlag.AlignTop
            )
            self.setShortcut(keys)


class Row(Pressable):
    """A line of a list that opens something; `side` stands at its right."""

    def __init__(
        self, title: str, lines: Sequence[str], *, side: Sequence[QWidget] = (), identifier: str
    ) -> None:
        super().__init__(in_one((title, *lines)), "row", identifier)
        row = hbox(self, (SPACE["l"], SPACE["s"], SPACE["l"], SPACE["s"]), SPACE["m"])
        words = vbox(spacing=2)
        words.addWidget(self.passive(label(title, "strong")))
        for line in lines:
            words.addWidget(self.passive(label(line, "small")))
        row.addLayout(words, 1)
        for each in side:
            row.addWidget(self.passive(each), 0, Qt.AlignmentFlag.AlignVCenter)


class Beside(QWidget):
    """Widgets side by side where there is room for them, else one above the other.

    `needs` is the room in logical pixels at zoom 1; left out, it is what the widgets ask for.
    """

    def __init__(self, widgets: Sequence[QWidget], *, needs: int = 0) -> None:
        super().__init__()
        self._widgets = widgets
        self._needs = needs
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE["s"])
        for each in widgets:
            if needs:
                self._row.addWidget(each, 1)
            else:
                self._row.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        if not needs:
            self._row.addStretch(1)

    def _room(self) -> int:
        if self._needs:
            return theme.scaled(self._needs)
        return sum(each.sizeHint().width() + SPACE["s"] for each in self._widgets) - SPACE["s"]

    @override
    def minimumSizeHint(self) -> QSize:
        narrowest = max((each.minimumSizeHint().width() for each in self._widgets), default=0)
        return QSize(narrowest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._room()
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)
            self.updateGeometry()
