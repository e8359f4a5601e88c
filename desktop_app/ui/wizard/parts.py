"""Small parts that several pages of the wizard are made of."""

from collections.abc import Iterable, Iterator, MutableMapping
from itertools import islice
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.safe_text import TextBox, TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import (
    Card,
    DayLine,
    Field,
    Line,
    MomentLine,
    Problem,
    hbox,
    label,
    picture,
    vbox,
)
from desktop_app.ui.wizard.typed_days import shown_moment

_ICON = 18
MANY = 1_000


class RecordFields(QWidget):
    """Labelled lines and boxes, each kept in one part of the record as it is typed.

    A day that cannot be read yet is kept as it was typed; `problems` names it.
    """

    changed = Signal()

    def __init__(
        self,
        kept: MutableMapping[str, Any],
        parent: QWidget | None = None,
        *,
        prefix: str = "",
    ) -> None:
        super().__init__(parent)
        self._kept = kept
        self._prefix = prefix
        self._column = vbox(self, spacing=SPACE["l"])
        self._dated: list[tuple[Field, DayLine | MomentLine]] = []
        self._fields: dict[str, tuple[Field, QWidget]] = {}

    def heading(self, text: str, hint: str = "") -> None:
        """Add a heading over the fields that follow."""
        self._column.addWidget(label(text, "h2", heading=True))
        if hint:
            self._column.addWidget(label(hint, "hint"))

    def line(self, name: str, title: str, hint: str = "") -> TextLine:
        """Add a line."""
        editor = TextLine()
        editor.setText(self._text(name))
        editor.textChanged.connect(lambda text: self._keep(name, text))
        self._add(name, title, hint, editor)
        return editor

    def box(self, name: str, title: str, hint: str = "") -> TextBox:
        """Add a box of several lines."""
        editor = TextBox()
        editor.setPlainText(self._text(name))
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        editor.textChanged.connect(lambda: self._keep(name, editor.toPlainText()))
        self._add(name, title, hint, editor)
        return editor

    def dated(self, name: str, title: str, hint: str = "", *, time: bool = True) -> TextLine:
        """Add a line that takes a moment, or with `time` False a day."""
        editor: DayLine | MomentLine = MomentLine() if time else DayLine()
        editor.setText(shown_moment(self._text(name)))
        editor.textChanged.connect(lambda text: self._keep(name, editor.iso() or text))
        self._dated.append((self._add(name, title, hint, editor), editor))
        return editor

    def fill(self, texts: MutableMapping[str, str]) -> None:
        """Put texts into lines and boxes that are there and are still empty."""
        for name, text in texts.items():
            _field, editor = self._fields[name]
            if self._text(name):
                continue
            if isinstance(editor, TextBox):
                editor.setPlainText(text)
            elif isinstance(editor, TextLine):
                editor.setText(text)

    def keep_all(self) -> None:
        """Keep again what stands in the lines and boxes, after the record was emptied."""
        for name, (_field, editor) in self._fields.items():
            if isinstance(editor, DayLine | MomentLine):
                text = editor.iso() or editor.text()
            elif isinstance(editor, TextBox):
                text = editor.toPlainText()
            else:
                text = editor.text() if isinstance(editor, TextLine) else ""
            if text:
                self._kept[name] = text

    def missing(self, *names: str, message: str) -> list[Problem]:
        """Give a problem for each of these fields that is empty, said beside it as well."""
        found = []
        for name in names:
            field, editor = self._fields[name]
            empty = not self._text(name).strip()
            said = message.format(field=editor.accessibleName()) if empty else ""
            field.show_problem(said)
            if empty:
                found.append(Problem(said, editor))
        return found

    def unreadable(self) -> list[Problem]:
        """Give a problem for each day or moment that cannot be read, said beside it as well."""
        found = []
        for field, editor in self._dated:
            said = editor.problem_text() if editor.text().strip() else ""
            field.show_problem(said)
            if said:
                line = _("“{field}”: {problem}").format(field=field.title, problem=said)
                found.append(Problem(line, editor))
        return found

    def _add(self, name: str, title: str, hint: str, editor: QWidget) -> Field:
        field = Field(title, editor, hint, identifier=f"{self._prefix}{name}")
        self._column.addWidget(field)
        self._fields[name] = (field, editor)
        return field

    def _text(self, name: str) -> str:
        return str(self._kept.get(name) or "")

    def _keep(self, name: str, text: str) -> None:
        if text:
            self._kept[name] = text
        else:
            self._kept.pop(name, None)
        self.changed.emit()


def points(texts: Iterable[str], *, icon: str, colour: str) -> QWidget:
    """Give a list whose points each have a small picture in front, for whoever skims it."""
    whole = QWidget()
    column = vbox(whole, spacing=SPACE["s"])
    for text in texts:
        row = hbox(spacing=SPACE["m"])
        row.addWidget(picture(icon, colour, _ICON), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text), 1)
        column.addLayout(row)
    return whole


def emptied(column: QVBoxLayout) -> QVBoxLayout:
    """Take every widget out of a column, and give it back."""
    while (item := column.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
    return column


class Sheet(QWidget):
    """The changing part of a page: drawn anew as a whole, what is below the first screen later.

    A page must be in view at once, and every widget costs time; `unfinished` says that the rest
    is still to come, a moment after the first of it was painted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = vbox(self)
        self._rest: Iterator[QWidget] | None = None
        self._later = QTimer(self, singleShot=True, interval=1)
        self._later.timeout.connect(self._go_on)

    @property
    def unfinished(self) -> bool:
        """Whether parts are still to come."""
        return self._rest is not None

    def draw(self, parts: Iterable[QWidget], *, first: int = MANY) -> None:
        """Show these parts below one another in place of the former ones, `first` of them now."""
        emptied(self._column)
        coming = iter(parts)
        self._put(list(islice(coming, first)))
        self._rest = coming
        if first == MANY:
            self._rest = None
        else:
            self._later.start()

    def finish(self) -> None:
        """Put what is still to come."""
        if self._rest is not None:
            self._later.stop()
            self._go_on()

    def _go_on(self) -> None:
        rest, self._rest = self._rest, None
        if rest is not None:
            self._put(list(rest))

    def _put(self, parts: list[QWidget]) -> None:
        whole = QWidget(self)
        inside = vbox(whole, (0, 0, 0, SPACE["m"]), SPACE["m"])
        for part in parts:
            inside.addWidget(part)
        self._column.addWidget(whole)
        whole.show()  # only what is in view can take the focus


def title(text: str) -> QWidget:
    """Give the heading of a part of a page."""
    return label(text, "h2", heading=True)


def card(inside: QWidget) -> Card:
    """Put something on a card."""
    found = Framed()
    found.rows.addWidget(inside)
    return found


class Framed(Card):
    """A card with a column of rows, a thin rule between them where `add` is used."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = self.inside

    def add(self, row: QWidget) -> None:
        """Add a row below the others."""
        if self.rows.count():
            self.rows.addWidget(Line())
        self.rows.addWidget(row)
