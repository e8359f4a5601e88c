"""Places to type in: plain text only, from the keyboard, the clipboard or the mouse."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget
from typing_extensions import override

from desktop_app.domain.incident import LONGEST_TEXT
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import clipboard
from desktop_app.ui.accessible import announce
from desktop_app.ui.clipboard import clean

_WORDS_ALONE = QKeySequence("Ctrl+Shift+V")


def _is_words_alone(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) == _WORDS_ALONE


class TextLine(QLineEdit):
    """One line of plain text.

    `refused` carries the sentence for what was not taken in, and why.
    """

    refused = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_TEXT)
        # What is dragged out could not be marked as private.
        self.setDragEnabled(False)
        self.setAcceptDrops(True)
        if text:
            self.setText(text)

    @override
    def text(self) -> str:
        """Give what was typed, without halves of characters."""
        return clean(super().text())

    @override
    def setText(self, arg__1: str | None) -> None:
        super().setText(clean(arg__1 or ""))

    def take(self, source: QMimeData | None) -> None:
        """Take in something pasted or dropped if it is plain text; else say why not."""
        if source is None or not source.formats():
            return
        if not clipboard.is_plain(source):
            _refuse(self, clipboard.words_refused())
            return
        self._insert(clean(source.text()))

    def take_words(self, source: QMimeData | None) -> None:
        """Take in the words alone of something formatted."""
        words = clipboard.words_of(source) if source is not None else None
        if words is None:
            _refuse(self, clipboard.words_refused())
        else:
            self._insert(words)

    def _insert(self, text: str) -> None:
        if self.isReadOnly():
            return
        if len(super().text()) - len(self.selectedText()) + len(text) > LONGEST_TEXT:
            _refuse(self, clipboard.too_long())
            return
        self.insert(" ".join(text.splitlines()))

    @override
    def paste(self) -> None:
        self.take(QGuiApplication.clipboard().mimeData())

    @override
    def copy(self) -> None:
        if self.echoMode() == QLineEdit.EchoMode.Normal and self.hasSelectedText():
            clipboard.put(clean(self.selectedText()))

    @override
    def cut(self) -> None:
        if self.echoMode() == QLineEdit.EchoMode.Normal and self.hasSelectedText():
            self.copy()
            if not self.isReadOnly():
                self.del_()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        if _is_words_alone(arg__1):
            self.take_words(QGuiApplication.clipboard().mimeData())
        elif arg__1.matches(keys.Paste):
            self.paste()
        elif arg__1.matches(keys.Copy):
            self.copy()
        elif arg__1.matches(keys.Cut):
            self.cut()
        else:
            super().keyPressEvent(arg__1)

    @override
    def mouseReleaseEvent(self, arg__1: QMouseEvent) -> None:
        """Look at what the middle button would paste, where a system has that."""
        board = QGuiApplication.clipboard()
        if arg__1.button() == Qt.MouseButton.MiddleButton and board.supportsSelection():
            self.setCursorPosition(self.cursorPositionAt(arg__1.position().toPoint()))
            self.take(board.mimeData(board.Mode.Selection))
        else:
            super().mouseReleaseEvent(arg__1)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        _menu(self).popup(arg__1.globalPos())

    @override
    def dragEnterEvent(self, arg__1: QDragEnterEvent) -> None:
        arg__1.acceptProposedAction()

    @override
    def dragMoveEvent(self, e: QDragMoveEvent) -> None:
        e.acceptProposedAction()

    @override
    def dropEvent(self, arg__1: QDropEvent) -> None:
        arg__1.setDropAction(Qt.DropAction.CopyAction)
        arg__1.accept()
        self.take(arg__1.mimeData())


class PasswordLine(TextLine):
    """A line that shows dots for what is typed, until it is told to show it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhHiddenText | hints.ImhSensitiveData | hints.ImhNoPredictiveText
        )

    def reveal(self, *, shown: bool) -> None:
        """Show what is typed, or hide it again. It cannot be copied either way."""
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Normal if shown else modes.Password)

    @override
    def copy(self) -> None:
        """Copy nothing: a password belongs on no clipboard."""

    @override
    def cut(self) -> None:
        """Cut nothing, as `copy`."""


class TextBox(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next control.

    `refused` carries the sentence for what was not taken in, and why.
    """

    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, lines: int = 5) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + 24)

    def text(self) -> str:
        """Give what was typed, without halves of characters."""
        return self.toPlainText()

    @override
    def toPlainText(self) -> str:
        return clean(super().toPlainText())

    @override
    def setPlainText(self, text: str) -> None:
        super().setPlainText(clean(text))

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return clipboard.is_plain(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if not source.formats():
            return
        if not clipboard.is_plain(source):
            _refuse(self, clipboard.words_refused())
            return
        self._insert(clean(source.text()))

    def take_words(self, source: QMimeData | None) -> None:
        """Take in the words alone of something formatted."""
        words = clipboard.words_of(source) if source is not None else None
        if words is None:
            _refuse(self, clipboard.words_refused())
        else:
            self._insert(words)

    def _room(self) -> int:
        cursor = self.textCursor()
        chosen = cursor.selectionEnd() - cursor.selectionStart()
        return LONGEST_TEXT - (self.document().characterCount() - 1) + chosen

    def _insert(self, text: str) -> None:
        if self.isReadOnly():
            return
        if len(text) > self._room():
            _refuse(self, clipboard.too_long())
            return
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        clipboard.forget_later()
        return clipboard.private(clean(self.textCursor().selection().toPlainText()))

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if _is_words_alone(e):
            self.take_words(QGuiApplication.clipboard().mimeData())
        elif e.text() and (e.text().isprintable() or e.text() in "\r\n") and self._room() < 1:
            _refuse(self, clipboard.too_long())
        else:
            super().keyPressEvent(e)

    @override
    def inputMethodEvent(self, arg__1: QInputMethodEvent) -> None:
        if arg__1.commitString() and len(arg__1.commitString()) > self._room():
            _refuse(self, clipboard.too_long())
        else:
            super().inputMethodEvent(arg__1)

    @override
    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        _menu(self).popup(e.globalPos())

    @override
    def dragEnterEvent(self, e: QDragEnterEvent) -> None:
        e.acceptProposedAction()

    @override
    def dragMoveEvent(self, e: QDragMoveEvent) -> None:
        e.acceptProposedAction()

    @override
    def dropEvent(self, e: QDropEvent) -> None:
        e.setDropAction(Qt.DropAction.CopyAction)
        e.accept()
        self.setTextCursor(self.cursorForPosition(e.position().toPoint()))
        self.insertFromMimeData(e.mimeData())


def _refuse(editor: TextLine | TextBox, sentence: str) -> None:
    """Say that something was not taken in, and why."""
    editor.refused.emit(sentence)
    show = getattr(editor.window(), "show_trouble", None)
    if callable(show):
        show(sentence)  # which has it read out as well
    else:
        announce(editor, sentence, assertive=True)


def _menu(editor: TextLine | TextBox) -> QMenu:
    """Give a menu with what can be done here; Qt's own would paste past our checks."""
    menu = QMenu(editor)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    actions = (
        (_("Undo"), editor.undo, not editor.isReadOnly()),
        (_("Cut"), editor.cut, not editor.isReadOnly()),
        (_("Copy"), editor.copy, True),
        (_("Paste"), editor.paste, not editor.isReadOnly()),
        (_("Select all"), editor.selectAll, True),
    )
    for words, does, open_now in actions:
        action = menu.addAction(words)
        action.triggered.connect(lambda _checked=False, does=does: does())
        action.setEnabled(open_now)
    return menu
