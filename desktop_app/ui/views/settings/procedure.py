"""By which procedure new incidents are assessed, what is to be known of it, and its switches."""

from datetime import date

from desktop_app.domain.errors import SafeguardingError
from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.days import month_words
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import messages, school
from desktop_app.services.guidance_entries import name_of
from desktop_app.services.rights import allows
from desktop_app.services.school_story import settled
from desktop_app.services.wording import procedure_in_language
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.pressable import Door
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.widgets import Button, ChoiceGroup, Note, Page, Problem, label
from desktop_app.ui.widgets.source_state import source_state
from desktop_app.ui.wizard.parts import Framed, title
from desktop_app.ui.wizard.words import lead_here


class ProcedurePage(Page):
    """Every procedure that can be chosen; one that is kept for old decisions only when asked for.

    Nothing is settled before the button is pressed. Incidents that are recorded keep their own.
    """

    def __init__(self, desk: Desk, *, old_ones: bool = False) -> None:
        super().__init__(_("Procedure in force"), _("Settings"))
        self._desk = desk
        self.back_wanted.connect(desk.open_settings)
        session = desk.session
        self._today = session.now().date()
        self._chosen = school.chosen_procedure(session.vault, session.library)
        self.add(
            label(
                _(
                    "New incidents are assessed by it. Incidents that are recorded already stay "
                    "with the procedure and version that they were assessed by."
                ),
                "hint",
            )
        )
        self._states(
            procedure_in_language(school.procedure_of_school(session.vault, session.library))
        )
        self._choice(old_ones=old_ones)
        self._switches()
        self._faults()
        self._story()

    def _states(self, procedure: Procedure) -> None:
        """Say how old the document in force is, and what is to be known of it."""
        state = source_state(procedure, self._today)
        if state is not None:
            self.add(state)
        read = Button(_("Read it in the guidance"), "quiet", identifier="procedure-read")
        read.clicked.connect(lambda: self._desk.open_guidance("", name_of(procedure)))
        self.add(at_left(read))

    def _choice(self, *, old_ones: bool) -> None:
        library = self._desk.session.library
        found = [procedure_in_language(library.get(each)) for each in library.versions]
        shown = [each for each in found if each.offered or old_ones or each.id == self._chosen]
        self.group = ChoiceGroup(
            _("New incidents are assessed by"),
            [(each.id, _called(each), self._hint(each)) for each in shown],
            identifier="procedure",
        )
        self.group.set_value(self._chosen)
        self.add(self.group)
        if len(shown) < len(found):
            more = Button(
                _("Show those kept only to re-read old decisions"),
                "quiet",
                identifier="procedure-old",
            )
            more.clicked.connect(lambda: self._desk.open_settings("procedure:old"))
            self.add(at_left(more))
        if not allows(self._desk.session, "school.choose_procedure"):
            self.group.setEnabled(False)
            said = _("The {lead} or a deputy chooses it.")
            self.add(Note(said.format(lead=lead_here(self._desk.session))))
            return
        self.use = Button(_("&Use it for new incidents"), "primary", identifier="procedure-use")
        self.use.clicked.connect(self._settle)
        self.add(at_left(self.use))

    def _hint(self, procedure: Procedure) -> str:
        session = self._desk.session
        parts = [_whose(procedure)]
        if session.library.is_own(procedure.id):
            parts.append(_("Your own, not shipped with the program."))
        if not procedure.offered:
            parts.append(_("Superseded: kept to re-read old decisions, not for new incidents."))
        elif procedure.is_out_of_date(self._today):
            parts.append(_("OUT OF DATE: {why}").format(why=_why(procedure, self._today)))
        return " ".join(parts)

    def _settle(self) -> None:
        self.clear_problems()
        try:
            school.choose_procedure(self._desk.session, self.group.value())
        except SafeguardingError as error:
            self.show_problems([Problem(messages.sentence(error), self.group)])
            return
        self._desk.open_settings("procedure")
        self._desk.say(_("Settled: new incidents are assessed by it from now on."))

    def _switches(self) -> None:
        """Give a door to each rule of the procedure in force that a school may switch off."""
        session = self._desk.session
        procedure = procedure_in_language(session.library.get(self._chosen))
        off = school.school_of(session.vault).off(self._chosen)
        if not procedure.switchable:
            return
        self.add(title(_("A rule that your partnership may let you leave out")))
        for rule in procedure.switchable:
            said = _("Switched off.") if rule.id in off else _("In force, as the document says.")
            door = Door(
                said, rule.text, icon="file-text", kind="door", identifier=f"rule-{rule.id}"
            )
            door.clicked.connect(lambda _on=False, rule=rule.id: self._open_rule(rule))
            self.add(door)

    def _open_rule(self, rule: str) -> None:
        self._desk.open_settings(f"rule:{rule}")

    def _faults(self) -> None:
        for folder, faults in self._desk.session.library.own_faults:
            head = _("The procedure in {folder} cannot be used:").format(folder=folder)
            lines = [head, *map(messages.fault_line, faults)]
            self.add(Note("\n".join(lines), icon="triangle-alert", kind="warn"))

    def _story(self) -> None:
        """Show what was settled, as it stands in the log of the vault."""
        self.add(title(_("What was settled, and when")))
        lines = settled(self._desk.session.vault)
        if not lines:
            self.add(label(_("Nothing yet: the national advice is in force as it comes."), "hint"))
            return
        rows = Framed()
        for each in lines:
            said = _("{when}, {who}: {sentence}")
            words = said.format(when=each.when, who=each.who, sentence=each.sentence)
            rows.add(label(words))
        self.add(rows)


def _called(procedure: Procedure) -> str:
    return f"{procedure.area}: {procedure.title}".replace("&", "&&")


def _whose(procedure: Procedure) -> str:
    return _("{publisher}, {day}.").format(
        publisher=procedure.publisher, day=month_words(procedure.source_date)
    )


def _why(procedure: Procedure, today: date) -> str:
    return " ".join(each.text for each in procedure.states_on(today) if each.warns)
