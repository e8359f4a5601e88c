"""An editor with its label above it, its hint, and a place for what is wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets.basics import in_one, label, vbox


class Field(QWidget):
    """A label (with & before its key), the hint, the problem, and the editor, from top to bottom."""

    def __init__(
        self, label_text: str, editor: QWidget, hint: str = "", *, identifier: str
    ) -> None:
        super().__init__()
        self.editor = editor
        editor.setAccessibleIdentifier(identifier)
        column = vbox(self, spacing=SPACE["xs"])
        self._label = label(label_text, "strong")
        self._label.setBuddy(editor)
        self._hint = label(hint, "small")
        self._problem = label("", "errtext")
        self._problem.hide()
        # Only ever hidden here: what is shown before it has a parent is a window of its own.
        if not hint:
            self._hint.hide()
        for each in (self._label, self._hint, self._problem, editor):
            column.addWidget(each)
        # Only now: what is shown before it lies in something is a window of its own.
        self._hint.setVisible(bool(hint))
        self.title = label_text.replace("&&", "\0").replace("&", "").replace("\0", "&")
        editor.setAccessibleName(self.title)
        editor.setAccessibleDescription(hint)
        self.setFocusProxy(editor)

    def focus_first(self) -> None:
        """Put the focus on the editor."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def problem(self) -> str:
        """Give the problem that is shown, empty for none."""
        return self._problem.text()

    def show_problem(self, text: str) -> None:
        """Show what is wrong above the editor; an empty text takes it away."""
        self._problem.setText(_("Error: {0}").format(text) if text else "")
        self._problem.setVisible(bool(text))
        said = [each for each in (self._problem.text(), self._hint.text()) if each]
        self.editor.setAccessibleDescription(in_one(said) if said else "")
        self.editor.setProperty("problem", bool(text))
        style = self.editor.style()
        style.unpolish(self.editor)
        style.polish(self.editor)
