"""Who has the child tonight: what the call handler asks before anything about imagery."""

from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.widgets import Note, label
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import RecordFields

_SAFE_TONIGHT = "safe-tonight"


class TonightPage(WizardPage):
    """Where the child is, until when, who has them tonight, and who can be rung."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("Who has the child tonight?")

    @override
    def build(self) -> None:
        self.add(
            label(
                _(
                    "Whoever you ring asks this first. Not known is an answer too: leave empty "
                    "what you do not know, and find it out before the child leaves your care."
                ),
                "hint",
            )
        )
        assessment = self.wizard.look.assessment
        for duty in assessment.duties if assessment else ():
            if duty.id == _SAFE_TONIGHT:
                self.add(Note(duty.text, icon="triangle-alert", kind="warn"))
        fields = RecordFields(self.wizard.draft.details, self.column.parentWidget())
        fields.changed.connect(self.changed)
        for name, title, hint in _child():
            fields.line(name, title, hint)
        fields.heading(_("How they reach you tonight"))
        for name, title, hint in _school():
            fields.line(name, title, hint)
        self.add(fields)
        self.column.addStretch(1)


def _child() -> tuple[tuple[str, str, str], ...]:
    return (
        ("where_now", _("Where is the child now?"), _("The room, and who is with them.")),
        ("until_when", _("Until when?"), _("When they leave your care, and how they get home.")),
        (
            "who_has_them_tonight",
            _("Who has them tonight?"),
            _("Name and relationship, and whether that is safe for the child."),
        ),
        (
            "devices_held_by",
            _("Who holds the phone, and who has touched it?"),
            _("Kept, not unlocked and not searched. Messages stay where they are."),
        ),
        (
            "safe_number",
            _("A number that is safe to ring"),
            _("A parent's or carer's, once an agency agrees; say whose it is."),
        ),
        (
            "must_not_answer",
            _("Who must not pick up?"),
            _("Someone who could warn the person suspected, or put the child at risk."),
        ),
    )


def _school() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            "reach_out_of_hours",
            _("Your number after 17:00 and at the weekend"),
            _("A mobile. School switchboards are closed then."),
        ),
        ("deputy_out_of_hours", _("Your deputy's number"), _("For when you cannot be reached.")),
    )
