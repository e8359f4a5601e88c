"""The referral to children's social care; in Wales what the report under section 130 needs.

Laid out for a person who has two minutes: the first page says what is asked, why today, where
the child is and whom to ring. The criteria come later, as evidence.
"""

from collections.abc import Iterable

from desktop_app.documents.layout import Fact, Sheet
from desktop_app.documents.parts import people, record, rules, wales
from desktop_app.documents.parts.form import Form, children_first, is_listed_adult
from desktop_app.documents.parts.rules_used import first_lines, rules_used
from desktop_app.documents.parts.story import referral_title
from desktop_app.documents.printing import Printing
from desktop_app.documents.styles import LEAD, SMALL, STRONG
from desktop_app.documents.words import ages, known
from desktop_app.domain.answers import Status
from desktop_app.domain.decision import Decision
from desktop_app.domain.people import Person
from desktop_app.domain.procedure import Outcome
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.days import day_words
from desktop_app.runtime.i18n import gettext as _

AGENCY = "childrens-social-care"
AGENCY_WALES = "social-services"


def referral(state: IncidentState, printing: Printing, *, about: str | None = None) -> bytes:
    """Draw the referral; `about` is the child it is for, else the first child concerned.

    Raises PersonMissingError when `about` is not in the incident.
    """
    return referral_sheet(state, printing, about=about).to_bytes()


def referral_sheet(state: IncidentState, printing: Printing, *, about: str | None = None) -> Sheet:
    """Write the referral on a sheet, not yet laid out on pages."""
    title = referral_title(wales=printing.procedure.nation == "wales")
    form = Form(state, printing, Sheet(printing, title=title, reference=state.reference))
    everyone = children_first(state, about)
    adults = [each for each in everyone if is_listed_adult(each)]
    children = [each for each in everyone if each not in adults]
    focus = next((each for each in everyone if each.id == about), None)
    focus = focus or next(iter(children), None)
    form.opening(title)
    if form.in_wales:
        wales.not_their_form(form)
    first_lines(form, to_agency=True)
    _two_minutes(form, focus)
    sheet = form.sheet
    sheet.section(_("Telling the family, and consent"))
    record.telling_family(form, to_agency=True)
    _the_child(form, focus)
    _everyone_else(form, [each for each in everyone if each is not focus])
    sheet.section(_("What happened"))
    record.what_happened(form)
    sheet.section(_("What we are worried about"))
    record.worry(form)
    if form.in_wales:
        wales.continuum(form)
    sheet.section(_("What has been done, and what has not"))
    record.done_and_not_done(form)
    sheet.section(_("Who has seen the imagery"))
    record.viewing_register(form)
    sheet.section(_("Devices and evidence"))
    record.devices(form)
    sheet.section(_("The criteria of the procedure"))
    rules.ledger(form)
    rules.still_open(form)
    sheet.subsection(_("Who is told, and why"))
    rules.agencies(form)
    sheet.subsection(_("Please do not"))
    rules.prohibitions(form, with_ends=False)
    sheet.section(_("Contacts with agencies"))
    record.contacts(form)
    sheet.facts([form.fact("disagreement", wide=True)], before=8)
    _declaration(form)
    rules_used(form)
    form.closing()
    return sheet


def _two_minutes(form: Form, focus: Person | None) -> None:
    """Add the first page: for a person who has two minutes."""
    state = form.state
    name = focus.name if focus else ""
    born = day_words(focus.born) if focus and focus.born else known("")
    today = form.printing.printed_at.date()
    with form.sheet.panel():
        form.sheet.text(known(name), LEAD, before=0)
        form.sheet.text(
            _("Born: {born}. Age: {age}").format(
                born=born, age=ages(focus, state, today) if focus else known("")
            ),
            before=1,
        )
        form.sheet.facts(
            [
                Fact(_("Child lives in"), focus.lives_in if focus else ""),
                wales.goes_to(form) if form.in_wales else form.fact("form_goes_to"),
                Fact(_("School"), _school(form, focus)),
                Fact(_("Referrer"), record.who_sends(form), wide=True),
                Fact(_("What we ask for"), asked_for(form), wide=True),
                Fact(_("Why today"), why_today(form), wide=True),
                form.fact("where_now"),
                form.fact("until_when"),
                form.fact("who_has_them_tonight", wide=True),
                Fact(_("Already contacted"), record.already_rung(form), wide=True),
                form.fact("safe_number", wide=True),
                form.fact("must_not_answer", wide=True),
                form.fact("reach_out_of_hours", wide=True),
                form.fact("deputy_out_of_hours", wide=True),
            ]
        )


def _school(form: Form, focus: Person | None) -> str:
    """Give the school that refers, else the child's."""
    return form.state.detail("school_name").strip() or (focus.school if focus else "")


def asked_for(form: Form) -> str:
    """Give what the DSL asks for, or what a referral asks for by itself."""
    own = form.state.detail("asked_for")
    if own.strip():
        return own
    return _(
        "Please decide today what this child needs to be safe, and tell us what you have decided."
    )


def why_today(form: Form) -> str:
    """Give the reasons of the rules in plain words, then those of the people."""
    own = form.state.detail("why_today")
    parts = [_reasons_of_rules(form), _reasons_of_decision(form), own]
    return "\n".join(each for each in parts if each.strip())


def _reasons_of_rules(form: Form) -> str:
    """Give the criteria that are met, else the rules that hold, else what is not ruled out."""
    agency = AGENCY_WALES if form.in_wales else AGENCY
    reasons = rules.criteria_with(form, Status.MET) or [
        reason
        for each in form.result.get("refer_to", ())
        if each["agency"] == agency
        for reason in form.reasons(each["because"])
    ]
    if reasons:
        said = (
            _("What has been reported calls for a report on the same day:\n{reasons}")
            if form.in_wales
            else _("What has been reported calls for a referral on the same day:\n{reasons}")
        )
        return said.format(reasons=_dashed(reasons))
    if form.state.outcome != Outcome.HOLD:
        return ""
    unknown = rules.criteria_with(form, Status.NOT_KNOWN) or [
        form.asks(each) for each in form.result.get("find_out", ())
    ]
    return _("It cannot be ruled out yet:\n{reasons}").format(reasons=_dashed(unknown))


def _dashed(lines: Iterable[str]) -> str:
    return "\n".join(f"– {each}" for each in lines)  # noqa: RUF001  # a dash, as printed


def _reasons_of_decision(form: Form) -> str:
    """Give why the lead decided to refer, or that the head declined to leave it at that."""
    decided = form.state.decision
    if decided.made is None or not decided.stands_as_referral:
        return ""
    if decided.made.decision == Decision.REFER:
        said = (
            _("The designated safeguarding person decided to report: {reason}")
            if form.in_wales
            else _("The safeguarding lead decided to refer: {reason}")
        )
        return said.format(reason=known(decided.made.reason))
    view = decided.given.view if decided.given else ""
    return _("The head teacher does not agree with managing it in school: {view}").format(
        view=known(view)
    )


def _the_child(form: Form, focus: Person | None) -> None:
    form.sheet.section(_("The child"))
    if focus:
        people.child(form, focus)
    else:
        form.sheet.text(_("No child is named yet."), STRONG)


def _everyone_else(form: Form, others: list[Person]) -> None:
    """Add parents and household, then the others; nobody in the incident is masked."""
    family = [each for each in others if "parent-carer" in each.roles]
    suspected = [each for each in others if "suspected-adult" in each.roles and each not in family]
    rest = [each for each in others if each not in family and each not in suspected]
    if family:
        form.sheet.section(_("Family and household"))
        for person in family:
            form.sheet.subsection(people.label_of(form, person))
            people.adult(form, person)
    if suspected:
        form.sheet.section(_("Adult alleged to be involved"))
        people.only_alleged(form)
        for person in suspected:
            people.adult(form, person)
    if rest:
        form.sheet.section(_("Others in the incident"))
        form.sheet.text(
            _("Each child here has needs of their own; nobody is called a perpetrator."),
            SMALL,
            keep=True,
        )
        people.brief(form, rest)


def _declaration(form: Form) -> None:
    sheet = form.sheet
    sheet.section(_("Who reports") if form.in_wales else _("Who refers"))
    record.referrer(form, out_of_hours=False)
    record.declaration(form)
    sheet.section(_("Acknowledgement"))
    answer = (
        wales.when_they_answer()
        if form.in_wales
        else _(
            "To be filled in when {agency} answers. If nobody has answered by the next working day, we ring again."
        ).format(agency=form.social_care)
    )
    sheet.text(answer, keep=True)
    sheet.to_fill_in(
        (
            _("Acknowledged by"),
            _("Date and time"),
            _("Decision due by"),
            _("We chase on"),
            _("Decision"),
            _("Their reference"),
        )
    )
