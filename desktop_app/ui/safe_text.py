"""The only widgets that take text. They take plain text and nothing else: no picture, no file.

What is refused says why, in the widget's `refused` signal and to a screen reader. What is copied
carries the marks that keep it out of clipboard histories.
"""

from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtGui import QKeySequence as Keys
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from desktop_app.domain.incident import LONGEST_TEXT
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.accessible import announce

LONGEST_LINE: Final = 2000
_WINDOWS: Final = 'application/x-qt-windows-mime;value="{0}"'
_KEPT_OUT: Final = (
    ("ExcludeClipboardContentFromMonitorProcessing", b"\1\0\0\0"),
    ("CanIncludeInClipboardHistory", b"\0\0\0\0"),
    ("CanUploadToCloudClipboard", b"\0\0\0\0"),
)
_FIRST_SURROGATE, _LAST_SURROGATE = 0xD800, 0xDFFF


def words_refused() -> str:
    """Give the sentence that says why a picture, a file or formatted text is not taken."""
    return _(
        "Not taken: this program never takes in pictures, files or formatted text, so that no "
        "imagery can ever be kept in it. Type what you were told, in words."
    )


def is_plain(mime: QMimeData) -> bool:
    """Say whether something that is pasted or dropped is plain text and nothing besides."""
    return mime.hasText() and not (
        mime.hasImage() or mime.hasUrls() or mime.hasHtml() or mime.hasColor()
    )


def plain(text: str, longest: int) -> str:
    """Give a text without what no record can hold: NUL and lone surrogates; cut at `longest`."""
    kept = (c for c in text if c != "\0" and not _FIRST_SURROGATE <= ord(c) <= _LAST_SURROGATE)
    return "".join(kept)[:longest]


def private_mime(text: str) -> QMimeData:
    """Give text for the clipboard, marked to be kept out of histories and clouds."""
    mime = QMimeData()
    mime.setText(text)
    for name, value in _KEPT_OUT:
        mime.setData(_WINDOWS.format(name), value)
    mime.setData("x-kde-passwordManagerHint", b"secret")
    return mime


class TextBox(QPlainTextEdit):
    """Text of many lines."""

    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, lines: int = 5) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 24)

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Whatever comes is let as far as the insertion, where it is refused with a sentence.
        return True

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if not is_plain(source):
            refuse(self)
            return
        room = LONGEST_TEXT - len(self.toPlainText())
        self.textCursor().insertText(plain(source.text(), max(room, 0)))

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        return private_mime(self.textCursor().selectedText().replace("\u2029", "\n"))

    @override
    def dragEnterEvent(self, e: QDragEnterEvent) -> None:
        e.acceptProposedAction()

    @override
    def dropEvent(self, e: QDropEvent) -> None:
        if is_plain(e.mimeData()):
            super().dropEvent(e)
        else:
            refuse(self)
            e.ignore()


class TextLine(QLineEdit):
    """Text of one line."""

    refused = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setMaxLength(LONGEST_LINE)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.matches(Keys.StandardKey.Paste):
            self.paste_plain()
            return
        if arg__1.matches(Keys.StandardKey.Copy) or arg__1.matches(Keys.StandardKey.Cut):
            self._copy(cut=arg__1.matches(Keys.StandardKey.Cut))
            return
        super().keyPressEvent(arg__1)

    def paste_plain(self) -> None:
        """Insert what is on the clipboard, if it is plain text."""
        mime = QGuiApplication.clipboard().mimeData(QClipboard.Mode.Clipboard)
        if mime is not None and is_plain(mime):
            self.insert(plain(mime.text(), LONGEST_LINE).replace("\n", " "))
        else:
            refuse(self)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste_plain)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(arg__1.globalPos())

    @override
    def mouseReleaseEvent(self, arg__1: QMouseEvent) -> None:
        # On X11 the middle button pastes the selection of another program, past every check.
        if arg__1.button() is not Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(arg__1)

    def _copy(self, *, cut: bool) -> None:
        if not self.hasSelectedText() or self.echoMode() is not QLineEdit.EchoMode.Normal:
            return
        QGuiApplication.clipboard().setMimeData(private_mime(self.selectedText()))
        if cut and not self.isReadOnly():
            self.insert("")

    @override
    def dragEnterEvent(self, arg__1: QDragEnterEvent) -> None:
        arg__1.acceptProposedAction()

    @override
    def dropEvent(self, arg__1: QDropEvent) -> None:
        mime = arg__1.mimeData()
        if is_plain(mime):
            self.insert(plain(mime.text(), LONGEST_LINE).replace("\n", " "))
            arg__1.acceptProposedAction()
        else:
            refuse(self)
            arg__1.ignore()


class PasswordLine(TextLine):
    """A password: never shown, never copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)


def refuse(widget: TextBox | TextLine) -> None:
    """Say that something was not taken, and why."""
    said = words_refused()
    widget.refused.emit(said)
    announce(widget, said, assertive=True)
