"""The recorded decision not to refer, with the head teacher's sign-off."""

from desktop_app.documents.layout import Fact, Sheet
from desktop_app.documents.parts import decision, people, record, rules
from desktop_app.documents.parts.form import Form, children_first
from desktop_app.documents.parts.rules_used import first_lines, rules_used
from desktop_app.documents.printing import Printing
from desktop_app.documents.styles import LEAD, SMALL, STRONG
from desktop_app.documents.words import when
from desktop_app.domain.decision import Decision
from desktop_app.domain.errors import FormNotApplicableError
from desktop_app.domain.events.decisions import DecisionMade
from desktop_app.domain.procedure import Outcome
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _

NAME = "not-referred"


def not_referred(state: IncidentState, printing: Printing, *, about: str | None = None) -> bytes:
    """Draw the decision not to refer; `about` names the child to be listed first.

    Raises FormNotApplicableError where there is no such decision or it cannot stand, and
    PersonMissingError when `about` is not in the incident.
    """
    made = _decision_of(state)
    title = _("Decision not to refer")
    sheet = Sheet(printing, title=title, reference=state.reference)
    form = Form(state, printing, sheet)
    everyone = children_first(state, about)
    form.opening(title)
    first_lines(form)
    with sheet.panel():
        sheet.text(decision.decision_words(made.decision), LEAD, before=0)
        sheet.text(decision.sign_off_words(form), STRONG, before=2)
        sheet.facts(
            [
                Fact(_("The school knew"), when(state.aware_at), wide=True),
                Fact(_("Decided"), when(made.at), wide=True),
                Fact(_("By"), decision.decided_by(form, made), wide=True),
                Fact(_("Reason"), made.reason, wide=True),
                Fact(_("To be reviewed on"), when(made.review_on), wide=True),
            ]
        )
    if made.decision == Decision.NOT_REFERRED_ON_ADVICE:
        decision.consultation(form, made)
    sheet.section(_("What happened"))
    record.what_happened(form)
    sheet.section(_("People"))
    people.brief(form, everyone)
    sheet.section(_("The criteria of the procedure"))
    sheet.text(
        _("The rules say: {outcome}").format(outcome=rules.outcome_words(form, state.outcome)),
        STRONG,
        keep=True,
    )
    rules.ledger(form)
    rules.still_open(form)
    _answers_considered(form)
    decision.further_review(form, made)
    decision.aggravating(form)
    sheet.section(_("What has been done, and what has not"))
    record.done_and_not_done(form)
    sheet.subsection(_("Who has seen the imagery"))
    record.viewing_register(form)
    sheet.subsection(_("Devices and evidence"))
    record.devices(form)
    sheet.section(_("Telling the family"))
    record.telling_family(form)
    sheet.section(_("Contacts with agencies"))
    record.contacts(form)
    _signatures(form, made)
    rules_used(form)
    form.closing()
    return sheet.to_bytes()


def _decision_of(state: IncidentState) -> DecisionMade:
    """Give the decision not to refer, or say why there is none that can stand."""
    made = state.decision.made
    if made is None:
        raise FormNotApplicableError(NAME, why="no-decision")
    if made.decision == Decision.REFER:
        raise FormNotApplicableError(NAME, why="decided-to-refer")
    if state.assessed is None:
        raise FormNotApplicableError(NAME, why="not-assessed")
    if state.outcome == Outcome.REFER_TODAY:
        raise FormNotApplicableError(NAME, why="refer-today")
    return made


def _answers_considered(form: Form) -> None:
    """Add the other answers that bear on this incident, so that the reader sees what was weighed."""
    shown = {
        name
        for each in form.result.get("criteria", ())
        for name in rules.asked_by(form, each["id"])
    }
    counts = rules.that_count(form)
    aside = [
        each.id
        for each in form.printing.catalogue.questions
        if each.id in form.state.answers
        and each.id in counts - shown
        and each.aggravates_when is None
    ]
    if not aside:
        return
    form.sheet.subsection(_("Other answers considered"))
    rules.answers(form, aside)


def _signatures(form: Form, made: DecisionMade) -> None:
    """Add the head teacher's sign-off as recorded; until there is one, the lines to sign on."""
    sheet = form.sheet
    sheet.section(_("The head teacher's sign-off"))
    sheet.text(decision.sign_off_words(form), STRONG, keep=True)
    decision.sign_off_facts(form)
    decision.sign_off_rule(form)
    if form.state.decision.given is None:
        _lines_to_sign_on(form)
    sheet.subsection(form.lead)
    decided = Fact(_("Decided by"), decision.decided_by(form, made))
    sheet.facts([decided, Fact(_("At"), when(made.at), wide=True)], before=2, keep=True)
    if form.state.decision.given is None:
        sheet.to_fill_in((_("Signature"), _("Date and time")), before=2)
    sheet.text(
        _("A decision not to refer is looked at again as soon as anything new is known."), SMALL
    )


def _lines_to_sign_on(form: Form) -> None:
    sheet = form.sheet
    sheet.text(_("☐ I agree with this decision and its reasons."), before=8, keep=True)
    disagree = (
        _("☐ I do not agree: report it. (It is then reported; the other view stays on record.)")
        if form.in_wales
        else _(
            "☐ I do not agree: refer. (The incident is then referred; the lead's view stays on record.)"
        )
    )
    sheet.text(disagree, before=3, keep=True)
    sheet.to_fill_in((_("Name"), _("Role"), _("Signature"), _("Date and time")), before=6)
