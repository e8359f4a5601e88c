"""Small, hand-made catalogue, procedure and incidents, so that a test needs no loader.

All people and places here are invented. The catalogue has every kind and question id of the
contract; the procedure has the shape of the national one with a handful of its points.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_app.domain.answers import Answer
from desktop_app.domain.conditions import ALWAYS, AllOf, AnyKind, AnyOf, Condition, Yes
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.decisions import AgencyContacted, DecisionMade
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.incidents import AnswerGiven, DetailsGiven, IncidentRecorded
from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.kinds import Kind
from desktop_app.domain.questions import AnswerForm, Catalogue, Question
from desktop_app.domain.state.incident import IncidentState, fold
from tests.builders_procedure import a_procedure

__all__ = [
    "CHILD",
    "DSL",
    "INCIDENT",
    "MOTHER",
    "OTHER_CHILD",
    "SUSPECT",
    "Record",
    "a_catalogue",
    "a_procedure",
    "a_result",
    "an_incident",
    "entries_of",
    "people_of",
    "with_events",
]

INCIDENT = "01936b1e-7c00-7000-8000-000000000001"
DSL = "01936b1e-7c00-7000-8000-0000000000d5"
CHILD = "01936b1e-7c00-7000-8000-00000000c001"
OTHER_CHILD = "01936b1e-7c00-7000-8000-00000000c002"
SUSPECT = "01936b1e-7c00-7000-8000-00000000a001"
MOTHER = "01936b1e-7c00-7000-8000-00000000b001"

_KINDS = (
    ("nudes-shared", "Nude or semi-nude images shared by children", (), True),
    ("sextortion", "Sextortion", ("blackmailed",), True),
    ("sexual-messages", "Sexual messages without an image", (), False),
    ("grooming", "Online grooming", ("groomed",), True),
    ("exposure", "Exposure to harmful material", (), True),
    ("abuse-images-by-child", "A child and images of child abuse", (), True),
    ("adult-depicted", "An image of an adult, shared by a pupil", (), True),
    ("adult-indecent-images", "An adult and indecent images", ("adult-involved",), True),
    (
        "colleague-concern",
        "A concern about someone who works with children",
        ("adult-involved", "adult-in-trust"),
        True,
    ),
    ("bullying", "Online bullying", (), False),
    ("upskirting", "Upskirting", (), True),
    ("extremism", "Extremism and radicalisation", (), False),
    ("gangs-exploitation", "Gangs and exploitation", (), False),
    ("harmful-sites", "Harmful sites and content", (), False),
)

_TRUST = AllOf((Yes("adult-involved"),))
_ACTS = AnyKind(
    frozenset(
        {
            "nudes-shared",
            "sextortion",
            "grooming",
            "exposure",
            "upskirting",
            "abuse-images-by-child",
        }
    )
)
_CLOSE = AnyOf(tuple(Yes(each) for each in ("adult-involved", "blackmailed", "coerced", "groomed")))
_IMAGERY = AnyKind(frozenset(kind for kind, _, _, imagery in _KINDS if imagery))

_QUESTIONS: tuple[tuple[str, str, str, Condition], ...] = (
    ("life-in-danger", "safety", "Does someone need 999 now?", ALWAYS),
    ("immediate-risk", "safety", "Is a child at immediate risk of harm because of this?", ALWAYS),
    ("offline-meeting", "safety", "Has a meeting in person been arranged or asked for?", ALWAYS),
    ("adult-involved", "adult", "Is an adult taking part, or reason to think so?", ALWAYS),
    ("adult-in-trust", "adult", "Does the adult work or volunteer with children?", _TRUST),
    ("adult-has-contact", "adult", "Does the adult have contact with children?", _TRUST),
    ("own-child-shown", "adult", "Are children known to the adult concerned?", _TRUST),
    ("suspect-close", "adult", "Is the person suspected close to the family?", _CLOSE),
    ("under-13", "children", "Is any child concerned under 13?", ALWAYS),
    ("blackmailed", "pressure", "Is there reason to believe a child is being blackmailed?", ALWAYS),
    ("coerced", "pressure", "Is there reason to believe a child was coerced?", ALWAYS),
    ("groomed", "pressure", "Is there reason to believe a child was groomed?", ALWAYS),
    ("capacity-doubt", "pressure", "Is there any concern about capacity to consent?", ALWAYS),
    ("sexual-acts", "content", "Does what has been reported suggest sexual acts?", _ACTS),
    ("acts-unusual", "content", "Does it suggest acts unusual for the child's stage?", _ACTS),
    ("acts-violent", "content", "Does what has been reported suggest violence?", _ACTS),
    ("significant-harm", "harm", "Has a child suffered significant harm, or may they?", ALWAYS),
    (
        "drawn-in",
        "harm",
        "Is there reason to think a child is being drawn into terrorism?",
        AnyKind(frozenset({"extremism"})),
    ),
    (
        "child-at-risk",
        "harm",
        "Is there reasonable cause to suspect a child is at risk?",
        AnyOf(()),
    ),
    ("evidence-at-risk", "telling", "Could telling anyone lead to evidence being lost?", ALWAYS),
    ("telling-family-risks-harm", "telling", "Could telling a parent harm a child?", ALWAYS),
    ("severe", "bullying", "Is the bullying severe?", AnyKind(frozenset({"bullying"}))),
    ("on-school-device", "imagery", "Is it on a school device or network?", _IMAGERY),
    ("staff-viewed", "imagery", "Has any member of staff seen it, by accident too?", _IMAGERY),
    ("without-consent", "further-review", "Was it shared without consent?", _IMAGERY),
    ("malice-or-pressure", "further-review", "Was there malice or pressure?", _IMAGERY),
    ("passed-beyond", "further-review", "Was it passed beyond those it was meant for?", _IMAGERY),
    ("public-online", "further-review", "Is it openly online?", _IMAGERY),
    ("large-age-gap", "further-review", "Are the children three years or more apart?", _IMAGERY),
    ("extra-vulnerable", "further-review", "Is a child more vulnerable than most?", _IMAGERY),
    ("repeat", "further-review", "Has this happened before?", _IMAGERY),
    ("impact-serious", "further-review", "Has the impact been serious?", _IMAGERY),
    ("risks-manageable", "further-review", "Can the risks be managed in school?", _IMAGERY),
)


def a_catalogue() -> Catalogue:
    """Give a catalogue with every kind and question of the contract, in asking order."""
    questions = [
        Question(
            id=name,
            asks=asks,
            help="",
            matter=matter,
            applies=applies,
            implied_by=("life-in-danger",) if name == "immediate-risk" else (),
            aggravates_when=_aggravates(name, matter),
            effort=0 if name == "under-13" else 2,
        )
        for name, matter, asks, applies in _QUESTIONS
    ]
    questions.append(
        Question(
            id="continuum",
            asks="Where does the behaviour stand on the continuum?",
            help="",
            matter="aid",
            applies=AnyOf(()),
            form=AnswerForm.CHOICE,
            choices=("normal", "inappropriate", "problematic", "abusive", "violent"),
        )
    )
    kinds = tuple(
        Kind(
            id=name,
            title=title,
            meaning=f"{title}.",
            implies=implies,
            about_imagery=imagery,
            sealed=name == "colleague-concern",
        )
        for name, title, implies, imagery in _KINDS
    )
    matters = {each.matter: each.matter.capitalize() for each in questions}
    return Catalogue(questions=tuple(questions), kinds=kinds, matters=matters)


def _aggravates(name: str, matter: str) -> Answer | None:
    if matter != "further-review":
        return None
    return Answer.NO if name == "risks-manageable" else Answer.YES


@dataclass(frozen=True, slots=True)
class Record:
    """What an incident of a test is made of; `an_incident` fills it, `entries_of` writes its log."""

    recorded: IncidentRecorded
    people: tuple[PersonInvolved, ...] = ()
    answers: tuple[AnswerGiven, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    assessed: tuple[Assessed, ...] = ()
    decided: tuple[DecisionMade, ...] = ()
    contacts: tuple[AgencyContacted, ...] = ()
    more: tuple[Event, ...] = ()


def people_of(
    narrator: str = "Amal Example", *, mother: str = "Nour Example"
) -> tuple[PersonInvolved, ...]:
    """Give a child who is depicted, another child, a suspected adult and a mother; invented."""
    return (
        PersonInvolved(
            person=CHILD,
            roles=("depicted",),
            name=narrator,
            born="2013-05-03",
            year_group="9",
            status=("child-in-need",),
            school="Example Academy",
            lives_in="Exampleshire",
            social_worker="Sam Sample, 01632 960001",
            details={"address": "1 Test Lane, Sampleton", "first_language": "English"},
        ),
        PersonInvolved(
            person=OTHER_CHILD, roles=("sharer", "witness"), name="Robin Sample", age=13
        ),
        PersonInvolved(
            person=SUSPECT, roles=("suspected-adult",), details={"usernames": "night_Owl_77"}
        ),
        PersonInvolved(
            person=MOTHER,
            roles=("parent-carer",),
            name=mother,
            details={"relationship": "Mother of Amal", "phone": "01632 960002"},
        ),
    )


def a_result(**changed: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON of contract section 5
    """Give an assessment's result as contract section 5 has it: refer today, an adult involved."""
    source = "National advice for education settings, section 2"
    result: dict[str, Any] = {
        "procedure": {"id": "ukcis-2024", "version": "1"},
        "outcome": "refer-today",
        "emergency": False,
        "criteria": [
            {"id": name, "status": status, "because": because, "source": source}
            for name, status, because in (
                ("adult", "met", ["adult-involved"]),
                ("coercion-or-capacity", "not-known", ["groomed"]),
                ("immediate-risk", "not-met", ["life-in-danger", "immediate-risk"]),
                ("unusual-or-violent", "not-met", ["acts-unusual", "acts-violent"]),
                ("sexual-acts-under-13", "not-met", ["under-13"]),
            )
        ],
        "refer_to": [
            {
                "agency": "police",
                "strength": "must",
                "because": ["adult-involved"],
                "source": source,
            },
            {
                "agency": "childrens-social-care",
                "strength": "and-or",
                "because": ["adult-involved"],
                "source": source,
            },
        ],
        "tell_family": "not-until-agreed",
        "duties": [
            {
                "id": "refer",
                "owner": "school",
                "due": "2026-11-20",
                "text": "Refer today.",
                "source": source,
            }
        ],
        "do_not": ["view-imagery", "copy-imagery", "delete-yet", "tell-suspect", "tell-family-yet"],
        "find_out": ["suspect-close"],
        "aggravating": [],
        "advice": [{"id": "open-case", "text": "Tell the social worker today.", "source": source}],
    }
    return result | changed


def an_incident(
    *,
    kinds: tuple[str, ...] = ("grooming",),
    answers: Mapping[str, str] | None = None,
    **changed: Any,  # noqa: ANN401  # any field of Record
) -> IncidentState:
    """Give an incident's state: a grooming case to be referred today, unless told otherwise.

    `changed` replaces fields of `Record` by name (`people`, `details`, `assessed`, `decided`,
    `contacts`, `more`, or `recorded` whole).
    """
    given = {"adult-involved": "yes", "groomed": "not-known", "immediate-risk": "no"}
    recorded = IncidentRecorded(
        reference="2026-7K3QXR",
        kinds=kinds,
        aware_at="2026-11-20T10:40",
        procedure="ukcis-2024",
        occurred_at="2026-11-19",
        narrative="Amal said: “Someone I met in a game keeps writing to me.”",
        reported_by="Ms Teacher, form tutor",
        came_to_light="Amal told her form tutor before registration.",
        platforms=("Example Chat",),
    )
    record = Record(
        recorded=recorded,
        people=people_of(),
        answers=tuple(
            AnswerGiven(question=name, answer=answer, how="Amal told us")
            for name, answer in (given if answers is None else answers).items()
        ),
        assessed=(
            Assessed(
                "ukcis-2024", "1", "0" * 64, dict(given if answers is None else answers), a_result()
            ),
        ),
    )
    return fold(entries_of(replace(record, **changed)))


def entries_of(record: Record) -> list[Entry]:
    """Write the record as a log: one entry an event, a minute apart."""
    events: list[Event] = [record.recorded, *record.people]
    if record.details:
        events.append(DetailsGiven(details=dict(record.details)))
    events += [*record.answers, *record.assessed, *record.decided, *record.contacts, *record.more]
    return [_entry(place, event) for place, event in enumerate(events, start=1)]


def with_events(state: IncidentState, events: Iterable[Event]) -> IncidentState:
    """Give the state after these events too."""
    log = list(state.entries)
    log += [_entry(len(log) + place, event) for place, event in enumerate(events, start=1)]
    return fold(log)


def _entry(position: int, event: Event) -> Entry:
    at = f"2026-11-20T{10 + position // 60:02}:{position % 60:02}:00.000Z"
    return Entry(position, f"01936b1e-7c00-7000-8000-{position:012}", INCIDENT, DSL, at, event)
