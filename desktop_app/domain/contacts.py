"""Whom a school rings: the numbers it was given, who confirmed them, and which one answers now."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desktop_app.domain.opening_hours import Hours, closes_at, is_open, never_closes, opens_at

ROLES = (
    "front-door",
    "out-of-hours",
    "police",
    "lado",
    "designated-officer",
    "prevent",
    "police-prevent",
    "channel",
    "dsl",
    "deputy",
    "head-teacher",
    "chair-of-governors",
    "trust",
    "school-nurse",
    "it-lead",
    "virtual-school",
    "early-help",
    "education-adviser",
    "send",
    "other-setting",
    "insurer",
)

ROLE_OF_AGENCY: Mapping[str, str] = {
    "childrens-social-care": "front-door",
    "social-services": "front-door",
    "police": "police",
    "lado": "lado",
    "designated-officer": "designated-officer",
    "prevent": "prevent",
}
"""The role that answers for an agency of a procedure, by its id."""

_SAID_OF_EVERY_AREA = frozenset(
    {"the", "of", "and", "council", "borough", "city", "county", "metropolitan", "royal"}
)


class Origin(StrEnum):
    """Who a number comes from, the most trusted first."""

    IT = "it"
    SCHOOL = "school"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Contact:
    """One telephone and what is known about it.

    `hours` are those of `number`; empty means that nobody said when it is answered.
    `out_of_hours` is the number for the rest of the time. `area` is the council's area, as one
    says it. `checked_on` and `checked_by` say when somebody last tried or confirmed it. `source`
    names the document that an example stands in.
    """

    role: str
    name: str = ""
    number: str = ""
    out_of_hours: str = ""
    hours: Hours = field(default_factory=dict)
    area: str = ""
    web: str = ""
    note: str = ""
    checked_on: date | None = None
    checked_by: str = ""
    origin: Origin = Origin.SCHOOL
    source: str = ""

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody stands for it: an example is to be confirmed before it is relied on."""
        return self.origin is not Origin.EXAMPLE


@dataclass(frozen=True, slots=True)
class Answering:
    """The number to ring at a moment, empty where none is known.

    `open_now` says whether it answers: None where nobody said when it does. `closes_at` is when
    it stops answering and `other_number` takes over; `opens_at` is when `other_number`, or this
    one where there is no other, answers again. Both are readings of the clock on the wall.
    """

    number: str
    open_now: bool | None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    other_number: str = ""


def answering(contact: Contact, moment: datetime, holidays: AbstractSet[date]) -> Answering:
    """Give the number that answers at `moment`, of which only the reading of the clock counts.

    `holidays` are the bank holidays around it. Out of hours the number for out of hours answers;
    where there is none, the office's own is given with when it opens.
    """
    office, evening = contact.number, contact.out_of_hours
    wall = moment.replace(tzinfo=None)
    if not office:
        return Answering(evening, None)
    if not contact.hours:
        return Answering(office, None, other_number=evening)
    if never_closes(contact.hours):
        return Answering(office, open_now=True)
    if is_open(contact.hours, wall, holidays):
        closes = closes_at(contact.hours, wall, holidays)
        return Answering(office, open_now=True, closes_at=closes, other_number=evening)
    opens = opens_at(contact.hours, wall, holidays)
    if evening:
        return Answering(evening, open_now=True, opens_at=opens, other_number=office)
    return Answering(office, open_now=False, opens_at=opens)


def by_trust(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Give contacts in order of trust: what IT set, what the school set, examples; else as given."""
    order = list(Origin)
    return tuple(sorted(contacts, key=lambda each: order.index(each.origin)))


def for_role(contacts: Iterable[Contact], role: str, area: str = "") -> tuple[Contact, ...]:
    """Give the contacts of a role that have a number, the most trusted first.

    An example counts only while neither the school nor its IT has a number for the role. With an
    `area` only those of that area are given.
    """
    found = by_trust(each for each in contacts if each.role == role and has_number(each))
    if any(each.is_confirmed for each in found):
        found = tuple(each for each in found if each.is_confirmed)
    return tuple(each for each in found if not area or same_area(each.area, area))


def has_number(contact: Contact) -> bool:
    """Say whether there is anything to ring."""
    return bool(contact.number or contact.out_of_hours)


def same_area(one: str, other: str) -> bool:
    """Say whether two people who wrote an area differently can mean the same council.

    `Enfield` and `London Borough of Enfield` are the same, as are `Derby` and `Derby and
    Derbyshire`; an empty text is no area.
    """
    first, second = area_words(one), area_words(other)
    return bool(first and second) and (first <= second or second <= first)


def area_words(area: str) -> frozenset[str]:
    """Give the words that tell an area from others."""
    letters = "".join(each if each.isalnum() else " " for each in area.casefold())
    return frozenset(letters.split()) - _SAID_OF_EVERY_AREA
