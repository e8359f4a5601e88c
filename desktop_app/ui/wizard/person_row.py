"""One person on the page: the row that is open to be filled in, and the line that is closed."""

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.accessible import announce
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Card, Field, TickCard, hbox, label
from desktop_app.ui.wizard.ages import (
    age_problem,
    age_words,
    consequence,
    keep_age,
    range_of,
    read_age,
    shown_age,
)
from desktop_app.ui.wizard.mnemonics import with_keys
from desktop_app.ui.wizard.person_more import PersonMore
from desktop_app.ui.wizard.person_words import name_of, role_options, roles_of, summary_of

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COLUMNS = 2
_LARGEST_AMBIGUOUS = 13


class OpenRow(Card):
    """Name, year or date of birth, and parts; Enter anywhere in it is `entered`."""

    changed = Signal()
    entered = Signal()
    removed = Signal()

    def __init__(self, row: dict[str, Any], then: date) -> None:
        super().__init__()
        self.row = row
        self._then = then
        self._more: PersonMore | None = None
        self._said = ""
        self._lines()
        self._roles()
        self._foot()
        self._say_age()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of this person yet."""
        return not any(value for value in self.row.values())

    def _lines(self) -> None:
        self.name = TextLine()
        self.name.setText(str(self.row.get("name") or ""))
        self.age = TextLine()
        self.age.setText(shown_age(self.row))
        pair = hbox(spacing=SPACE["m"])
        self.name_field = Field(_("Name"), self.name, identifier="person-name")
        pair.addWidget(self.name_field, 3)
        self.age_field = Field(
            _("Year group, date of birth or age"), self.age, identifier="person-age"
        )
        pair.addWidget(self.age_field, 2)
        self.inside.addLayout(pair)
        self.echo = label("", "small")
        self.inside.addWidget(self.echo)
        self.name.textChanged.connect(self._tell_name)
        self.age.textChanged.connect(self._tell_age)
        for line in (self.name, self.age):
            line.installEventFilter(self)  # a line hands Enter on after it has said so

    def _roles(self) -> None:
        self.part = label(_("What is their part? Tick all that fit."), "strong")
        self.inside.addWidget(self.part)
        self.part_problem = label("", "errtext")
        self.part_problem.hide()
        self.inside.addWidget(self.part_problem)
        grid = QGridLayout()
        grid.setSpacing(SPACE["xs"])
        options = role_options()
        self.cards: dict[str, TickCard] = {}
        for place, ((role, _words), title) in enumerate(
            zip(options, with_keys([words for _role, words in options]), strict=True)
        ):
            card = TickCard(title)
            card.setAccessibleIdentifier(f"person-{role}")
            card.setAccessibleDescription(self.part.text())
            card.setChecked(role in roles_of(self.row))
            card.toggled.connect(self._tell_roles)
            card.installEventFilter(self)
            grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)
            self.cards[role] = card
        self.inside.addLayout(grid)

    def _foot(self) -> None:
        foot = hbox(spacing=SPACE["m"])
        self.more = Button(_("More about this person"), "quiet", identifier="person-more")
        self.more.clicked.connect(self._open_more)
        foot.addWidget(self.more)
        foot.addStretch(1)
        away = Button(_("Remove this person"), "quiet", identifier="person-remove")
        away.clicked.connect(self.removed)
        foot.addWidget(away)
        self.inside.addLayout(foot)

    def focus_first(self) -> None:
        """Put the focus on the name, else on what is wrong."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the row again after something else wrote to it."""
        self.age.setText(shown_age(self.row))
        self._say_age()

    def show_problems(self, *, age: str, part: str) -> None:
        """Show what is wrong beside its place; empty texts take it away."""
        self.age_field.show_problem(age)
        self.part_problem.setText(part)
        self.part_problem.setVisible(bool(part))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() in _ENTER and not alt:
                self.entered.emit()
                return True
        return super().eventFilter(watched, event)

    def _tell_name(self, text: str) -> None:
        _set(self.row, "name", text)
        self.changed.emit()

    def _tell_age(self, text: str) -> None:
        keep_age(self.row, text)
        self._say_age()
        self.changed.emit()

    def _tell_roles(self) -> None:
        _set(self.row, "role", [role for role, card in self.cards.items() if card.isChecked()])
        self._say_age()
        self.changed.emit()

    def _say_age(self) -> None:
        """Say how the age was read, and at once what it means."""
        text = self.age.text()
        if text.strip() and age_problem(text, self._then):
            self.echo.setText(_("Not read yet: write Year 9, age 14 or 3 May 2011."))
            return
        ages = range_of(self.row, self._then)
        said = [age_words(ages)]
        if text.strip().isdecimal() and int(text) <= _LARGEST_AMBIGUOUS and read_age(text):
            said = [_("Year {0}: {1} (for the age, write “age {0}”)").format(text.strip(), said[0])]
        means = consequence(roles_of(self.row), ages)
        self.echo.setText(". ".join(each for each in (*said, means) if each))
        self.age.setAccessibleDescription(self.echo.text())
        if means and means != self._said and self.isVisible():
            announce(self.echo, means)
        self._said = means

    def _open_more(self) -> None:
        if self._more is None:
            self._more = PersonMore(self.row, prefix="person-")
            self._more.changed.connect(self.changed)
            self.inside.addWidget(self._more)
            self._more.show()
            self.more.setText(_("Less about this person"))
        else:
            shown = not self._more.isVisible()
            self._more.setVisible(shown)
            self.more.setText(_("Less about this person") if shown else _("More about this person"))


class ClosedRow(Card):
    """A person in two lines, with what follows from the age, and the way to change it."""

    opened = Signal()
    removed = Signal()

    def __init__(self, row: dict[str, Any], then: date) -> None:
        super().__init__()
        name = name_of(row)
        top = hbox(spacing=SPACE["m"])
        top.addWidget(label(name, "strong"), 1)
        self.change = Button(_("Change"), "quiet", identifier="person-change")
        self.change.setAccessibleName(_("Change: {0}").format(name))
        self.change.clicked.connect(self.opened)
        top.addWidget(self.change)
        away = Button(_("Remove"), "quiet", identifier="person-remove-closed")
        away.setAccessibleName(_("Remove: {0}").format(name))
        away.clicked.connect(self.removed)
        top.addWidget(away)
        self.inside.addLayout(top)
        self.summary = label(summary_of(row, then), "hint")
        self.inside.addWidget(self.summary)
        said = consequence(roles_of(row), range_of(row, then))
        if said:
            self.inside.addWidget(label(said, "small"))


def _set(row: dict[str, Any], name: str, value: object) -> None:
    if value:
        row[name] = value
    else:
        row.pop(name, None)
