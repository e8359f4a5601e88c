"""More about one person, on demand: standing, school, and what forms ask for."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import TickCard, label, vbox
from desktop_app.ui.wizard.parts import RecordFields
from desktop_app.ui.wizard.person_words import detail_groups, roles_of, status_options

_COLUMNS = 2


class PersonMore(QWidget):
    """Fields that write to the row as they are typed; everything may be left empty."""

    changed = Signal()

    def __init__(self, row: dict[str, Any], *, prefix: str) -> None:
        super().__init__()
        self._row = row
        column = vbox(self, spacing=SPACE["l"])
        column.addWidget(
            label(
                _("Leave empty what you do not know; the forms then say so. Ask no child for it."),
                "hint",
            )
        )
        column.addWidget(self._place(prefix))
        column.addWidget(label(_("Known to social care as"), "strong"))
        column.addWidget(self._standing(prefix))
        details: dict[str, str] = row.setdefault("details", {})
        fields = RecordFields(details, prefix=prefix)
        for group in detail_groups(roles_of(row)):
            fields.heading(group.title)
            for name, title, hint in group.details:
                fields.line(name, title, hint)
        fields.changed.connect(self.changed)
        column.addWidget(fields)

    def _place(self, prefix: str) -> RecordFields:
        fields = RecordFields(self._row, prefix=prefix)
        fields.line("school", _("School"), _("If it is another school than yours."))
        fields.line(
            "lives_in", _("Lives in (local authority)"), _("It decides which front door is rung.")
        )
        fields.line(
            "social_worker", _("Social worker"), _("Name and number; they are told the same day.")
        )
        fields.changed.connect(self.changed)
        return fields

    def _standing(self, prefix: str) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE["s"])
        self.cards: dict[str, TickCard] = {}
        for place, (status, words) in enumerate(status_options()):
            card = TickCard(words)
            card.setAccessibleIdentifier(f"{prefix}{status}")
            card.setChecked(status in self._row.get("status", ()))
            card.toggled.connect(self._tell_standing)
            grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)
            self.cards[status] = card
        return whole

    def _tell_standing(self) -> None:
        self._row["status"] = [each for each, card in self.cards.items() if card.isChecked()]
        self.changed.emit()
