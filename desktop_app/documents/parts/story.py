"""The log of an incident in words: every entry in its order, by whom and when."""

from desktop_app.documents.parts import decision, people, record, rules
from desktop_app.documents.parts.form import Form, author_name
from desktop_app.documents.parts.labels import incident_label, person_label
from desktop_app.documents.words import (
    answer_word,
    known,
    listed,
    reason_words,
    role_words,
    standing_words,
    when,
    when_short,
)
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.decisions import (
    ActionTaken,
    AgencyContacted,
    DecisionMade,
    FormMade,
    SignOffAsked,
    SignOffGiven,
)
from desktop_app.domain.events.incidents import (
    AnswerGiven,
    DetailsGiven,
    IncidentRecorded,
    SeenByStaff,
)
from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.events.reading import (
    IncidentViewed,
    ReaderNamed,
    ReaderTakenOff,
    Resealed,
)
from desktop_app.domain.state.people import person_of
from desktop_app.runtime.i18n import gettext as _


def story(form: Form) -> None:
    """Add every entry of the log in order; how often it was read is counted elsewhere."""
    form.sheet.grid(
        (_("Entry"), _("When"), _("By"), _("What")),
        [
            (
                str(entry.position),
                when_short(entry.at),
                author_name(form, entry.author),
                told(entry.event, form),
            )
            for entry in form.state.entries
            if not isinstance(entry.event, IncidentViewed)
        ],
        shares=(0.09, 0.2, 0.16, 0.55),
    )


def referral_title(*, wales: bool) -> str:
    """Give the title of the referral.

    In Wales the report itself stands on the local authority's own form (Wales Safeguarding
    Procedures, section 2): what we print is the information for it, and says no more.
    """
    if wales:
        return _("Information for the section 130 report")
    return _("Referral to children's social care")


def form_title(name: str, *, wales: bool = False) -> str:
    """Give the title of a form by its name in the contract, section 6."""
    titles = {
        "referral": referral_title(wales=wales),
        "police": _("Report to the police"),
        "lado": _("Report to the designated officer"),
        "prevent": _("Prevent referral"),
        "portal-sheet": _("Sheet to copy into a portal"),
        "not-referred": _("Decision not to refer"),
        "incident": _("The whole record"),
        "chronology": _("Chronology"),
        "viewing": _("Record of viewing"),
        "device": _("Device slip"),
        "call-cards": _("Call cards"),
        "account-sheet": _("Account sheet"),
        "governors": _("Report to governors"),
        "transfer": _("Transfer to the next school"),
    }
    return titles.get(name, known(""))


def told(event: Event, form: Form) -> str:
    """Say in words what an entry records."""
    match event:
        case IncidentRecorded():
            return _recorded(event, form)
        case PersonInvolved():
            return _person(event, form)
        case DetailsGiven():
            return _details(event)
        case AnswerGiven():
            return _answered(event, form)
        case SeenByStaff():
            return _("Entered in the viewing register: {who}").format(who=known(event.who))
        case Assessed():
            return _("Assessed: {outcome}").format(
                outcome=rules.outcome_words(form, str(event.result["outcome"]))
            )
        case DecisionMade() | SignOffAsked() | SignOffGiven():
            return _decided(event)
        case AgencyContacted() | ActionTaken() | FormMade():
            return _done(event, form)
        case ReaderNamed() | ReaderTakenOff() | Resealed():
            return _readers(event, form)
        case _:
            return _("Something that this form has no words for")


def _readers(event: ReaderNamed | ReaderTakenOff | Resealed, form: Form) -> str:
    match event:
        case ReaderNamed():
            return _("May read it from now on: {who}").format(who=author_name(form, event.user))
        case ReaderTakenOff():
            said = _("May not read what is added from now on: {who}")
            return said.format(who=author_name(form, event.user))
        case Resealed():
            names = listed(author_name(form, each) for each in event.readers)
            return _("Sealed anew. Who reads on: {who}").format(who=names)


def _recorded(event: IncidentRecorded, form: Form) -> str:
    kinds = form.printing.catalogue.kind_by_id
    return _("Incident recorded: {kinds}\nReported by: {reporter}\n{narrative}").format(
        kinds=listed(kinds[each].title for each in event.kinds if each in kinds),
        reporter=known(event.reported_by),
        narrative=known(event.narrative),
    )


def _details(event: DetailsGiven) -> str:
    """Give the details word for word: later ones replace them elsewhere, here they stay."""
    return "\n".join(
        f"{incident_label(name)}: {known(text)}" for name, text in event.details.items()
    )


def _person(event: PersonInvolved, form: Form) -> str:
    person = person_of(event)
    now = next((each for each in form.state.people if each.id == event.person), None)
    label = event.name if event.name.strip() or now is None else people.label_of(form, now)
    lines = [
        _("Person entered: {name}, {roles}").format(
            name=known(label), roles=role_words(person.roles)
        )
    ]
    given = (
        (_("Date of birth"), when(event.born) if event.born else ""),
        (_("Age when it happened"), "" if event.age is None else str(event.age)),
        (_("Year group"), event.year_group),
        (_("School"), event.school),
        (_("Lives in"), event.lives_in),
        (_("Status"), standing_words(event.status) if event.status else ""),
        (_("Social worker"), event.social_worker),
        *((person_label(name), text) for name, text in event.details.items()),
    )
    lines += [f"{what}: {text}" for what, text in given if text.strip()]
    return "\n".join(lines)


def _answered(event: AnswerGiven, form: Form) -> str:
    line = _("{answer}: {question}").format(
        answer=answer_word(event.answer), question=form.asks(event.question)
    )
    if not event.how.strip():
        return line
    return _("{line} (known: {how})").format(line=line, how=event.how)


def _decided(event: DecisionMade | SignOffAsked | SignOffGiven) -> str:
    match event:
        case DecisionMade():
            return _("Decision: {decision}\nReason: {reason}").format(
                decision=decision.decision_words(event.decision),
                reason=known(reason_words(event.reason)),
            )
        case SignOffAsked():
            return _("Sign-off asked of {name}, {role}").format(
                name=known(event.name), role=known(event.role)
            )
        case SignOffGiven():
            return _("Sign-off {result} by {name}, {role}").format(
                result=decision.result_word(event.result),
                name=known(event.name),
                role=known(event.role),
            )


def _done(event: AgencyContacted | ActionTaken | FormMade, form: Form) -> str:
    match event:
        case AgencyContacted():
            return _("Contact: {contact}\n{said}").format(
                contact=record.contact_line(form, event), said=known(event.said)
            )
        case ActionTaken():
            return _("Done: {what}").format(what=known(event.what))
        case FormMade():
            return _("Form made: {form}. Reason: {reason}").format(
                form=form_title(event.form, wales=form.in_wales),
                reason=known(reason_words(event.reason)),
            )
