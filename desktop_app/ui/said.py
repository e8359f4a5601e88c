"""What came of something, as a panel that takes the focus, so that it is read out whole."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from typing_extensions import override

from desktop_app.ui.accessible import announce
from desktop_app.ui.widgets import Note, Picture, paint_focus

_LOOKS = {
    "note": ("info", "note"),
    "green": ("circle-check", "green"),
    "warn": ("triangle-alert", "amber"),
    "red": ("octagon-alert", "red"),
}


class Said(Note):
    """A panel that is not there until there is something to say."""

    def __init__(self, identifier: str) -> None:
        super().__init__("")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleIdentifier(identifier)
        self.hide()

    def show_words(self, words: str, *, kind: str = "note", focus: bool = False) -> None:
        """Say something in place of what was said; `kind` is note, green, warn or red."""
        icon, tone = _LOOKS[kind]
        self.set_text(words)
        self.setAccessibleName(words)
        self.setProperty("kind", tone)
        for each in (self, self.words):
            self.style().unpolish(each)
            self.style().polish(each)
        picture = self.findChild(Picture)
        if isinstance(picture, Picture):
            picture.change(icon, tone)
        self.show()
        if focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words, assertive=kind == "red")

    def clear(self) -> None:
        """Say nothing."""
        self.set_text("")
        self.hide()

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        """Show the focus inside the edge."""
        super().paintEvent(arg__1)
        if self.hasFocus():
            paint_focus(self)
