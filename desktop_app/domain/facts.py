"""What is known about an incident, settled before any rule looks at it (contract section 4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.answers import Answer
from desktop_app.domain.errors import Fault
from desktop_app.domain.people import HELD_AGAINST_ADULT, Person, age_then, has_social_worker
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import Answered

ADULT_INVOLVED = "adult-involved"
UNDER_13 = "under-13"


@dataclass(frozen=True, slots=True)
class Facts:
    """Settled facts. `answers` leaves out what is not known.

    `day` is the calendar day from which the school's own duties count (of `known_at`, else of
    `aware_at`). `open_case` says that a child in the incident has a social worker,
    `other_setting` that someone in it goes to another school (theirs is named only where it is
    not ours), `other_area` that people in it live
    in the areas of different councils.
    """

    kinds: tuple[str, ...]
    answers: Mapping[str, Answer]
    day: date
    open_case: bool = False
    other_setting: bool = False
    other_area: bool = False

    def answered(self, catalogue: Catalogue) -> Answered:
        """Give the answers as bit masks."""
        yes = no = 0
        bit = catalogue.bit
        for question, answer in self.answers.items():
            if answer is Answer.YES:
                yes |= bit[question]
            elif answer is Answer.NO:
                no |= bit[question]
        return Answered(yes, no)


def facts_of(  # noqa: PLR0913  # keyword-only, each its own fact about the incident
    kinds: tuple[str, ...],
    answers: Mapping[str, Answer],
    *,
    day: date,
    people: tuple[Person, ...],
    then: date,
    our_school: str = "",
) -> Facts:
    """Give settled facts with what the people in the incident say about it.

    `then` is the day it happened, for ages; `our_school` the name of the school that records it.
    """
    areas = {_plain(person.lives_in) for person in people} - {""}
    schools = {_plain(person.school) for person in people} - {"", _plain(our_school)}
    return Facts(
        kinds,
        answers,
        day,
        open_case=any(has_social_worker(person, then) for person in people),
        other_setting=bool(schools),
        other_area=len(areas) > 1,
    )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


@dataclass(frozen=True, slots=True)
class _Implied:
    """A yes that follows from something else, and how to name that in a fault."""

    question: str
    problem: str
    by: str


def settle(
    catalogue: Catalogue,
    *,
    kinds: tuple[str, ...],
    given: Mapping[str, Answer],
    people: tuple[Person, ...],
    then: date,
) -> tuple[dict[str, Answer], tuple[Fault, ...]]:
    """Work out the answers that follow from kinds, other answers and people.

    A left-out or not-known answer yields to what follows; an explicit no against it is a fault
    that names both (contract section 4). People give a yes only, never a no, and never
    contradict a yes. `then` is the day it happened, for ages. Gives the answers that are yes or
    no, and the faults.
    """
    answers: dict[str, Answer] = {
        name: answer for name, answer in given.items() if answer is not Answer.NOT_KNOWN
    }
    faults: list[Fault] = []
    for implied in _implied(catalogue, kinds, given, people, then):
        if given.get(implied.question) is Answer.NO:
            about = (implied.question, implied.by)
            faults.append(Fault(f"answers.{implied.question}", implied.problem, about))
        else:
            answers[implied.question] = Answer.YES
    return answers, tuple(faults)


def _implied(
    catalogue: Catalogue,
    kinds: tuple[str, ...],
    given: Mapping[str, Answer],
    people: tuple[Person, ...],
    then: date,
) -> Iterator[_Implied]:
    for kind in kinds:
        for question in catalogue.kind_by_id[kind].implies:
            yield _Implied(question, "no-against-kind", kind)
    for each in catalogue.questions:
        for implying in each.implied_by:
            if given.get(implying) is Answer.YES:
                yield _Implied(each.id, "no-against-answer", implying)
    for place, person in enumerate(people):
        ages = age_then(person, then)
        if HELD_AGAINST_ADULT & set(person.roles) and ages.certainly_adult:
            yield _Implied(ADULT_INVOLVED, "no-against-adult", f"people[{place}]")
        if "depicted" in person.roles and ages.certainly_under_13:
            yield _Implied(UNDER_13, "no-against-child-under-13", f"people[{place}]")
