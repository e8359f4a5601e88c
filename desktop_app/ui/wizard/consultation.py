"""The consultation that can end a hold: who advised what, in their words."""

from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.decision import CONSULTED_FIELDS
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import ChoiceGroup, Problem, label, vbox
from desktop_app.ui.wizard.parts import RecordFields
from desktop_app.ui.wizard.telling import consulted_agencies
from desktop_app.ui.wizard.words import agency_name, capital

if TYPE_CHECKING:
    from desktop_app.ui.wizard.context import Wizard


class ConsultationPart(QWidget):
    """Agency, person, time, reference and advice; begun with the newest call that was noted."""

    changed = Signal()

    def __init__(self, wizard: "Wizard", made: MutableMapping[str, Any]) -> None:
        super().__init__()
        self._made = made
        procedure = wizard.look.procedure
        agencies = consulted_agencies(procedure)
        self._begin_with_call(wizard.draft.many("contacts"), agencies)
        column = vbox(self, spacing=SPACE["l"])
        column.addWidget(label(_("The advice this rests on"), "h2", heading=True))
        self._agency = ChoiceGroup(
            _("Who advised you?"),
            [(each, capital(agency_name(procedure, each)), "") for each in agencies],
            identifier="consulted-agency",
        )
        self._agency.set_value(self._kept.get("agency", ""))
        self._agency.chosen.connect(self._choose)
        column.addWidget(self._agency)
        self._fields = RecordFields(self._kept, prefix="consulted-")
        self._fields.changed.connect(self.changed)
        self._fields.line("person", _("Name and post of the person"))
        self._fields.dated("at", _("When"), _("Day and time, such as 20 November 2026 16:10."))
        self._fields.line("reference", _("Their reference"))
        self._fields.box(
            "advice",
            _("Their advice, in their words"),
            _("Read it back to them before you ring off."),
        )
        column.addWidget(self._fields)

    @property
    def _kept(self) -> dict[str, str]:
        kept: dict[str, str] = self._made.setdefault("consulted", {})
        return kept

    def problems(self) -> list[Problem]:
        """Give what this kind of decision still lacks, and what cannot be read."""
        found = []
        chosen = bool(self._kept.get("agency"))
        said = "" if chosen else _("Choose who advised you")
        self._agency.show_problem(said)
        if said:
            found.append(Problem(said, self._agency))
        texts = [each for each in CONSULTED_FIELDS if each != "agency"]
        found += self._fields.missing(*texts, message=_("Give: {field}"))
        return found or self._fields.unreadable()

    def _choose(self, agency: str) -> None:
        self._kept["agency"] = agency
        self.changed.emit()

    def _begin_with_call(self, contacts: list[dict[str, Any]], agencies: tuple[str, ...]) -> None:
        calls = [each for each in contacts if each.get("agency") in agencies]
        if calls and not self._kept:
            self._kept.update(_of_call(calls[-1]))


def _of_call(call: Mapping[str, Any]) -> dict[str, str]:
    """Give the fields of a consultation that a noted call has."""
    names = {"agency": "agency", "person": "person", "at": "at", "reference": "reference"}
    found = {ours: str(call.get(theirs) or "") for ours, theirs in names.items()}
    found["advice"] = str(call.get("said") or "")
    return {name: text for name, text in found.items() if text}
