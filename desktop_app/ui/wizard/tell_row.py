"""One line of the list of whom to tell: who, how firmly, why, the number, and the call note."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.calls import Call
from desktop_app.services.contacts import EMERGENCY
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, hbox, label, telephone, vbox
from desktop_app.ui.widgets.where_from import with_link
from desktop_app.ui.wizard.call_list import front_door_box
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.rule_list import held_rules
from desktop_app.ui.wizard.sourced import link_to
from desktop_app.ui.wizard.telling import ToTell, calls_by_agency
from desktop_app.ui.wizard.words import agency_name, capital


class TellRow(QWidget):
    """An agency, or the pair of which at least one is told."""

    def __init__(self, wizard: Wizard, line: ToTell, place: int) -> None:
        super().__init__()
        self._wizard = wizard
        row = hbox(self, spacing=SPACE["m"])
        number = label(str(place), "h2", wrap=False)
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        column = vbox(spacing=SPACE["s"])
        row.addLayout(column, 1)
        self._every_call = wizard.calls()
        self._calls = calls_by_agency(wizard.look, self._every_call)
        alone = len(line.agencies) == 1
        if alone:
            agency = line.agencies[0]
            column.addLayout(self._call(agency))
            column.addWidget(label(line.strength))
        else:
            column.addWidget(label(line.who, "strong"))
            column.addWidget(label(line.strength))
        why = [_("Because: {reason}").format(reason=each) for each in line.why]
        if line.source:
            why.append(_("Source: {source}").format(source=line.source))
        if why:
            column.addWidget(self._why("\n".join(why), line))
        for agency in () if alone else line.agencies:
            column.addLayout(self._call(agency))

    def _why(self, words: str, line: ToTell) -> QWidget:
        """Give the reasons, with the way to the first rule that names the agency."""
        said, look = label(words, "small"), self._wizard.look
        for held in held_rules(look):
            if set(held.rule.agencies) & set(line.agencies):
                anchor = f"rule:{held.rule.id}"
                return with_link(said, link_to(self._wizard.desk, look.procedure, anchor, line.who))
        return said

    def _call(self, agency: str) -> QHBoxLayout:
        name = capital(agency_name(self._wizard.look.procedure, agency))
        call = self._calls.get(agency)
        row = hbox(spacing=SPACE["m"])
        words = vbox()
        words.addWidget(label(name, "strong"))
        if call is not None and call.note:
            words.addWidget(label(call.note, "small"))
        for each in self._others(agency):
            words.addWidget(label(each.line, "small"))
        row.addLayout(words, 1)
        if call is not None and call.number:
            row.addWidget(telephone(call.number))
        elif call is not None and call.can_be_typed:
            row.addWidget(label(_("number not set; type it once:"), "small", wrap=False))
            row.addWidget(front_door_box(self._wizard.desk))
        else:
            row.addWidget(label(_("number not set"), "small", wrap=False))
        button = Button(_("Note this call"), identifier=f"note-{agency}")
        button.setAccessibleName(_("Note a call to: {name}").format(name=name))
        button.clicked.connect(lambda: self._wizard.desk.note_call(agency))
        row.addWidget(button)
        return row

    def _others(self, agency: str) -> list[Call]:
        """Give the further numbers of an agency, such as where another of the children lives."""
        first = self._calls.get(agency)
        return [
            each
            for each in self._every_call
            if each.agency == agency and each is not first and each.number != EMERGENCY
        ]
