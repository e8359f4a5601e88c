"""More about one person, on demand: standing, school, and what forms ask for."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.domain.people import ADULT_ROLES
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Field, TickCard, label, vbox
from desktop_app.ui.wizard.person_words import Group, detail_groups, roles_of, status_options

_COLUMNS = 2


class PersonMore(QWidget):
    """Fields that write to the row as they are typed; everything may be left empty."""

    changed = Signal()

    def __init__(self, row: dict[str, Any], *, prefix: str) -> None:
        super().__init__()
        self._row = row
        self._prefix = prefix
        roles = set(roles_of(row))
        column = vbox(self, spacing=SPACE["m"])
        column.addWidget(
            label(
                _("Leave empty what you do not know; the forms then say so. Ask no child for it."),
                "hint",
            )
        )
        self.cards: dict[str, TickCard] = {}
        if not roles or roles - ADULT_ROLES:
            column.addWidget(label(_("Known to a social worker as"), "strong"))
            column.addLayout(self._standing())
        self._group(column, _place(), row)
        details: dict[str, str] = row.setdefault("details", {})
        for group in detail_groups(sorted(roles)):
            self._group(column, group, details)

    def _group(self, column: QVBoxLayout, group: Group, kept: dict[str, Any]) -> None:
        column.addWidget(label(group.title, "h2"))
        grid = _grid()
        for place, (name, title, hint) in enumerate(group.details):
            line = TextLine()
            line.setText(str(kept.get(name) or ""))
            line.textChanged.connect(lambda text, name=name: self._keep(kept, name, text))
            field = Field(title, line, hint, identifier=f"{self._prefix}{name}")
            row, beside = divmod(place, _COLUMNS)
            grid.addWidget(field, row, beside, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(grid)

    def _standing(self) -> QGridLayout:
        grid = _grid()
        for place, (status, words) in enumerate(status_options()):
            card = TickCard(words)
            card.setAccessibleIdentifier(f"{self._prefix}{status}")
            card.setChecked(status in self._row.get("status", ()))
            card.toggled.connect(self._tell_standing)
            grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)
            self.cards[status] = card
        return grid

    def _keep(self, kept: dict[str, Any], name: str, text: str) -> None:
        if text:
            kept[name] = text
        else:
            kept.pop(name, None)
        self.changed.emit()

    def _tell_standing(self) -> None:
        self._row["status"] = [each for each, card in self.cards.items() if card.isChecked()]
        self.changed.emit()


def _place() -> Group:
    return Group(
        _("School, home and social worker"),
        (
            ("school", _("School"), _("If it is another than yours.")),
            (
                "lives_in",
                _("Lives in (council)"),
                _("It decides which front door is rung; in Wales, where it happened does."),
            ),
            ("social_worker", _("Social worker"), _("Name and number; told the same day.")),
        ),
    )


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE["m"])
    grid.setVerticalSpacing(SPACE["s"])
    for column in range(_COLUMNS):
        grid.setColumnStretch(column, 1)
    return grid
