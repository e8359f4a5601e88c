"""A list of the procedure on a page of its own: each line is ticked with the time it was done."""

from typing_extensions import override

from desktop_app.domain.drafting.steps import COLLEAGUE_STEPS, LIST, Step
from desktop_app.domain.guidance import CheckItem, Checklist
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.checklists import as_done
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Note, Problem, label, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.make_safe import TickedRow
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.safety_points import SafetyPoint


class ChecklistPage(WizardPage):
    """The lines in their order; nothing has to be ticked to go on."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return checklist_of(wizard, step).title

    @override
    def build(self) -> None:
        checklist = checklist_of(self.wizard, self.step)
        self.add(label(checklist.text, "hint"))
        self.add(label(_("Source: {source}").format(source=checklist.source.label), "small"))
        if checklist.id == COLLEAGUE_STEPS:
            self.add(
                Note(
                    _("Say nothing to the person, and give nobody a reason who is not named here."),
                    icon="eye-off",
                )
            )
        self.rows: list[TickedRow] = []
        column = vbox(spacing=SPACE["s"])
        for item in checklist.items:
            row = TickedRow(self.wizard, _point(checklist, item))
            row.changed.connect(self.changed)
            self.rows.append(row)
            column.addWidget(row)
        self.add(column)

    @override
    def problems(self) -> list[Problem]:
        return [found for row in self.rows for found in row.problems()]


def checklist_of(wizard: Wizard, step: Step) -> Checklist:
    """Give the list that a step is about."""
    wanted = step.id.removeprefix(LIST)
    return next(each for each in wizard.look.procedure.checklists if each.id == wanted)


def item_hint(item: CheckItem, checklist: Checklist) -> str:
    """Give what holds today in place of a line, and where both come from.

    A line that comes from where its list comes from does not say so again.
    """
    if item.today is None:
        if item.source.label == checklist.source.label:
            return ""
        return _("Source: {source}").format(source=item.source.label)
    return _("Today: {text} ({today}). Source: {source}").format(
        text=item.today.text, today=item.today.source.label, source=item.source.label
    )


def _point(checklist: Checklist, item: CheckItem) -> SafetyPoint:
    return SafetyPoint(
        id=f"{checklist.id}/{item.id}",
        done=item.text,
        hint=item_hint(item, checklist),
        what=as_done(item),
    )
