"""Rows of a recovery key to type off paper; one that is wrong is named while it is typed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import recovery_rows
from desktop_app.ui import theme
from desktop_app.ui.accessible import announce
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Field, Problem, vbox

_WIDTH = 360


class KeyRows(QWidget):
    """A line for each row, by its number on paper.

    `printed` are the rows that it must be, where they are known; else each row is held against its
    own last character. `numbers` are the rows asked for, from 1.
    """

    changed = Signal()

    def __init__(
        self,
        printed: Sequence[str] | None = None,
        *,
        numbers: Sequence[int] = range(1, recovery_rows.ROWS + 1),
        identifier: str,
    ) -> None:
        super().__init__()
        self._numbers = tuple(numbers)
        self._printed = None if printed is None else tuple(printed[n - 1] for n in self._numbers)
        column = vbox(self, spacing=SPACE["s"])
        self.lines: list[TextLine] = []
        self.fields: list[Field] = []
        for place, number in enumerate(self._numbers):
            line = TextLine()
            line.setMaximumWidth(theme.scaled(_WIDTH))
            field = Field(_("Row {0}").format(number), line, identifier=f"{identifier}-{number}")
            line.textEdited.connect(lambda _text, place=place: self._typed(place))
            line.editingFinished.connect(lambda place=place: self._left(place))
            self.lines.append(line)
            self.fields.append(field)
            column.addWidget(field)

    def rows(self) -> tuple[str, ...]:
        """Give what was typed."""
        return tuple(line.text() for line in self.lines)

    def wrong(self) -> tuple[int, ...]:
        """Give the places, from 0, of the rows that are not right, empty ones included."""
        return recovery_rows.wrong_rows(self.rows(), self._printed)

    def focus_first(self) -> None:
        """Put the cursor into the first row that is not right."""
        self.lines[next(iter(self.wrong()), 0)].setFocus()

    def _typed(self, place: int) -> None:
        """Name a row as soon as all of it is there and wrong; one that is being typed is left."""
        if recovery_rows.is_whole(self.lines[place].text()):
            self._look(place)
        elif self.fields[place].problem():
            self.fields[place].show_problem("")
        self.changed.emit()

    def _left(self, place: int) -> None:
        if self.lines[place].text().strip():
            self._look(place)

    def _look(self, place: int) -> None:
        said = self._sentence(place) if place in self.wrong() else ""
        if said != self.fields[place].problem().removeprefix(_("Error: {0}").format("")):
            self.fields[place].show_problem(said)
            if said:
                announce(self.lines[place], said)

    def _sentence(self, place: int) -> str:
        number = self._numbers[place]
        if not self.lines[place].text().strip():
            return _("Type row {0}.").format(number)
        return _("Row {0} is not as it stands on paper. Look at it once more.").format(number)

    def problems(self) -> list[Problem]:
        """Show what is wrong at each row, and give it."""
        wrong = self.wrong()
        for place, field in enumerate(self.fields):
            field.show_problem(self._sentence(place) if place in wrong else "")
        return [Problem(self._sentence(place), self.lines[place]) for place in wrong]
