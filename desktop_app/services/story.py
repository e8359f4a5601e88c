"""The story of an incident on screen: every entry of its log as a time, a name and a sentence.

Nothing is left out and nothing is merged: what was corrected stays where it stood, marked as
corrected, and what took its place says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.documents.parts.labels import incident_label, person_label
from desktop_app.documents.words import (
    answer_word,
    known,
    reason_words,
    role_words,
    standing_words,
    when,
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
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.incidents import (
    AnswerGiven,
    DetailsGiven,
    IncidentRecorded,
    SeenByStaff,
)
from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.events.reading import IncidentViewed, ReaderNamed, ReaderTakenOff, Resealed
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import (
    decision_words,
    form_words,
    outcome_words,
    result_words,
)
from desktop_app.services.reading_words import reading_words


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One entry: `at` is UTC (`…Z`), `who` a name, `sentence` ours, `said` word for word.

    `corrected` says that a later entry took its place, `corrects` that it took that of an earlier
    one.
    """

    position: int
    at: str
    who: str
    sentence: str
    said: str = ""
    corrected: bool = False
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What a story needs to say names in place of ids.

    `own_keys` are the entries that a head teacher signed in the program (`services.own_key`).
    """

    users: dict[str, str]
    procedure: Procedure
    catalogue: Catalogue
    own_keys: frozenset[int] = frozenset()


def story(state: IncidentState, words: Words) -> tuple[StoryLine, ...]:
    """Give every entry in the order in which it was made, but for those that say who read it."""
    newest = {key: entry.position for entry in state.entries if (key := _place_of(entry.event))}
    seen: set[tuple[str, str]] = set()
    lines = []
    for entry in state.entries:
        if isinstance(entry.event, IncidentViewed):
            continue
        key = _place_of(entry.event)
        lines.append(_line(entry, words, key=key, newest=newest, seen=seen))
        if key:
            seen.add(key)
    return tuple(lines)


def _line(
    entry: Entry,
    words: Words,
    *,
    key: tuple[str, str] | None,
    newest: dict[tuple[str, str], int],
    seen: set[tuple[str, str]],
) -> StoryLine:
    sentence, said = told(entry.event, words)
    if isinstance(entry.event, SignOffGiven):
        sentence = _how_given(sentence, own_key=entry.position in words.own_keys)
    return StoryLine(
        position=entry.position,
        at=entry.at,
        who=words.users.get(entry.author) or _("Someone who is no longer a user"),
        sentence=sentence,
        said=said,
        corrected=key is not None and newest[key] != entry.position,
        corrects=key is not None and key in seen,
    )


def _how_given(sentence: str, *, own_key: bool) -> str:
    said = (
        _("{sentence}, in the program with their own key")
        if own_key
        else _("{sentence}: recorded as given on paper")
    )
    return said.format(sentence=sentence)


def _place_of(event: Event) -> tuple[str, str] | None:
    """Give what a later event of the same place replaces; None for what only adds."""
    match event:
        case IncidentRecorded():
            return ("incident", "")
        case PersonInvolved():
            return ("person", event.person)
        case AnswerGiven():
            return ("answer", event.question)
        case Assessed():
            return ("assessment", "")
        case DecisionMade():
            return ("decision", "")
        case _:
            return None


def told(event: Event, words: Words) -> tuple[str, str]:
    """Give our sentence for an event, and what people wrote, word for word."""
    match event:
        case IncidentRecorded():
            return _recorded(event, words)
        case PersonInvolved():
            return _person(event)
        case DetailsGiven():
            details = (
                f"{incident_label(name)}: {text}" for name, text in event.details.items() if text
            )
            return _("Details for the forms"), "\n".join(details)
        case AnswerGiven():
            return _answered(event, words)
        case SeenByStaff():
            return _seen(event)
        case Assessed():
            return _assessed(event, words), ""
        case DecisionMade() | SignOffAsked() | SignOffGiven():
            return _decided(event)
        case AgencyContacted() | ActionTaken() | FormMade():
            return _done(event, words)
        case IncidentViewed() | ReaderNamed() | ReaderTakenOff() | Resealed():
            return reading_words(event, words.users, nation=words.procedure.nation), ""
        case _:
            return _("Something that this version has no words for"), ""


def _recorded(event: IncidentRecorded, words: Words) -> tuple[str, str]:
    titles = words.catalogue.kind_by_id
    kinds = "; ".join(titles[each].title if each in titles else each for each in event.kinds)
    lines = [
        _("Reported by: {0}").format(event.reported_by) if event.reported_by.strip() else "",
        _("How it came to light: {0}").format(event.came_to_light)
        if event.came_to_light.strip()
        else "",
        event.narrative,
    ]
    return _("Incident recorded: {0}").format(kinds), "\n".join(each for each in lines if each)


def _person(event: PersonInvolved) -> tuple[str, str]:
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
    lines = [known(event.name), *(f"{what}: {text}" for what, text in given if text.strip())]
    return _("Person entered: {0}").format(role_words(event.roles)), "\n".join(lines)


def _answered(event: AnswerGiven, words: Words) -> tuple[str, str]:
    question = words.catalogue.by_id.get(event.question)
    asks = question.asks if question else event.question
    return f"{asks} {answer_word(event.answer)}.", event.how


def _seen(event: SeenByStaff) -> tuple[str, str]:
    given = (
        (_("How"), event.how),
        (_("Why"), event.why),
        (_("Agreed by"), event.agreed_by),
        (_("Present"), event.present),
        (_("Where"), event.where),
        (_("Afterwards"), event.afterwards),
    )
    lines = [event.who, *(f"{what}: {text}" for what, text in given if text.strip())]
    return _("Entered in the viewing register"), "\n".join(lines)


def _assessed(event: Assessed, words: Words) -> str:
    named = [words.procedure.agency_name(each["agency"]) for each in event.result["refer_to"]]
    said = _("Assessed: {outcome}").format(outcome=outcome_words(str(event.result["outcome"])))
    return (
        _("{assessed} ({agencies})").format(assessed=said, agencies=", ".join(named))
        if (named)
        else said
    )


def _decided(event: DecisionMade | SignOffAsked | SignOffGiven) -> tuple[str, str]:
    match event:
        case DecisionMade():
            advice = event.consulted.get("advice", "")
            review = _("To be reviewed: {0}").format(when(event.review_on))
            lines = [event.reason, advice, review if event.review_on else ""]
            said = "\n".join(each for each in lines if each.strip())
            return _("Decided: {0}").format(decision_words(event.decision)), said
        case SignOffAsked():
            return _("Signature asked for"), _joined(event.name, event.role)
        case SignOffGiven():
            said = "\n".join((_joined(event.name, event.role), event.view)).strip()
            return result_words(event.result), said


def _done(event: AgencyContacted | ActionTaken | FormMade, words: Words) -> tuple[str, str]:
    match event:
        case AgencyContacted():
            return _contact(event, words)
        case ActionTaken():
            return _("Something was done, {0}").format(when(event.at)) if event.at else _(
                "Something was done"
            ), event.what
        case FormMade():
            wales = words.procedure.nation == "wales"
            made = _("Form made: {0}").format(form_words(event.form, wales=wales))
            why = _("Reason: {0}").format(reason_words(event.reason))
            return made, why if event.reason.strip() else ""


def _contact(event: AgencyContacted, words: Words) -> tuple[str, str]:
    agency = words.procedure.agency_name(event.agency)
    family = {
        "yes": _("They agree that the family may be told."),
        "no": _("They ask that the family is not told yet."),
    }
    lines = [
        event.person,
        _("Their reference: {0}").format(event.reference) if event.reference.strip() else "",
        event.said,
        family.get(event.family_may_be_told, ""),
    ]
    sentence = _("Contact with {agency}, {when}").format(agency=agency, when=when(event.at))
    return sentence, "\n".join(each for each in lines if each.strip())


def _joined(*texts: str) -> str:
    return ", ".join(_nonblank(texts))


def _nonblank(texts: tuple[str, ...]) -> Iterator[str]:
    return (each for each in texts if each.strip())
