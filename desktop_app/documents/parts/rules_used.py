"""Which rules a paper was drawn by: procedure, version, date, the state of their source, what is off."""

from desktop_app.documents.layout import Sheet
from desktop_app.documents.parts.form import Form
from desktop_app.documents.parts.local_rule import LOCAL_RULE_ONLY, local_rule_only
from desktop_app.documents.printing import Printing, SwitchedOff
from desktop_app.documents.styles import SMALL, STRONG
from desktop_app.documents.words import known, when
from desktop_app.runtime.days import month_words
from desktop_app.runtime.i18n import gettext as _


def first_lines(form: Form, *, to_agency: bool = False) -> None:
    """Add what must be known of the rules before anything else that a form says.

    That nothing but a local rule requires the referral, to an agency in the school's own words,
    else as the advice has it; that their source is out of date; that one of them is switched off.
    """
    if to_agency:
        local_rule_only(form)
    else:
        for advice in form.result.get("advice", ()):
            if advice["id"] == LOCAL_RULE_ONLY:
                form.sheet.text(advice["text"], STRONG)
    say_out_of_date(form.sheet, form.printing)


def say_out_of_date(sheet: Sheet, printing: Printing) -> None:
    """Say that the source of the rules is out of date, or that one of them is off, if it is so."""
    procedure = printing.procedure
    if procedure.is_out_of_date(printing.printed_at.date()):
        sheet.text(
            _(
                "The source of the rules used is out of date: {title}, {day}. See: Rules used."
            ).format(title=procedure.title, day=month_words(procedure.source_date)),
            STRONG,
        )
    if printing.switched_off:
        sheet.text(
            _("This school has switched off a rule of its procedure. See: Rules used."), STRONG
        )


def rules_used(form: Form) -> None:
    """Add the rules that were used, everything that is to be known of their source, what is off."""
    rules_block(form.sheet, form.printing)


def rules_block(sheet: Sheet, printing: Printing) -> None:
    """Add what `rules_used` adds to a form to a sheet that is no form of an incident."""
    procedure = printing.procedure
    sheet.section(_("Rules used"))
    lines = [
        _("{title}, {publisher}, version {version}").format(
            title=procedure.title, publisher=procedure.publisher, version=procedure.version
        ),
        _("Date of the source: {day}").format(day=month_words(procedure.source_date)),
    ]
    if procedure.base is not None:
        lines.append(
            _("It adds to: {title}, version {version}").format(
                title=procedure.base.title, version=procedure.base.version
            )
        )
    sheet.text("\n".join(lines), SMALL)
    for state in procedure.states_on(printing.printed_at.date()):
        if state.warns:
            sheet.text(_("Out of date: {state}").format(state=state.text), STRONG, before=3)
        else:
            sheet.text(state.text, SMALL, before=3)
    sheet.text(
        _("State of the source: {state}").format(state=procedure.state_of_source), SMALL, before=3
    )
    for each in printing.switched_off:
        sheet.text(_switched(each), STRONG, before=3)


def _switched(off: SwitchedOff) -> str:
    """Say which rule is switched off, who decided it, and by which letter."""
    lines = (
        _("Switched off by this school: {what}").format(what=known(off.what)),
        _("Decided by: {who}. Letter: {letter}, {day}. Recorded: {at}").format(
            who=known(off.decided_by),
            letter=known(off.letter),
            day=when(off.letter_date),
            at=when(off.at),
        ),
    )
    return "\n".join(lines)
