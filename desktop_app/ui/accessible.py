"""What assistive technology is told: headings that are headings, and announcements."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget
from typing_extensions import override


class Heading(QLabel):
    """A label that is read out as a heading; it can take the focus, so that a page begins with it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)


class _HeadingInterface(QAccessibleWidget):
    """Tells a screen reader that this is a heading, and what it says."""

    def __init__(self, heading: Heading) -> None:
        super().__init__(heading, QAccessible.Role.Heading)
        self._heading = heading

    @override
    def text(self, t: QAccessible.Text) -> str:
        if t == QAccessible.Text.Name:
            return self._heading.text()
        return super().text(t)


# Qt holds no reference to what Python makes for it: without this list they would be gone at once.
_interfaces: list[QAccessibleInterface] = []


def _interface_for(_key: str, of: QObject) -> QAccessibleInterface | None:
    if not isinstance(of, Heading):
        return None
    made = _HeadingInterface(of)
    _interfaces.append(made)
    of.destroyed.connect(lambda: _interfaces.remove(made) if made in _interfaces else None)
    return made


def install() -> None:
    """Let Qt know of the headings; once, after the application was made."""
    QAccessible.installFactory(_interface_for)


def announce(widget: QWidget, text: str, *, assertive: bool = False) -> None:
    """Have a sentence read out, now (`assertive`) or when the reader is free."""
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
    QAccessible.updateAccessibility(event)
