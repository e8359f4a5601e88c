"""What numbers there are for a procedure, an incident and a minute."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.domain.contacts import (
    Answering,
    Contact,
    Origin,
    answering,
    for_role,
    same_area,
)
from desktop_app.domain.guidance import ExampleContact
from desktop_app.domain.opening_hours import read_hours
from desktop_app.domain.procedure import Procedure
from desktop_app.services.calendar import bank_holidays
from desktop_app.services.contact_book import ContactBook

EMERGENCY, POLICE, FRONT_DOOR = "999", "101", "front-door"
_ROLES_OF_CHILDREN = frozenset({"depicted", "sharer", "recipient", "requester"})


@dataclass(frozen=True, slots=True)
class Phones:
    """What numbers there are and what time it is.

    `moment` is the clock on the wall, `holidays` the bank holidays around it, `lives_in` the
    councils that the children of the incident live in, as typed.
    """

    contacts: tuple[Contact, ...]
    moment: datetime
    holidays: frozenset[date] = frozenset()
    lives_in: tuple[str, ...] = ()

    def role(self, role: str, area: str = "") -> tuple[Contact, ...]:
        """Give the contacts of a role that have a number, the most trusted first."""
        return for_role(self.contacts, role, area)

    def answering(self, contact: Contact) -> Answering:
        """Give the number of a contact that answers now."""
        return answering(contact, self.moment, self.holidays)


def phones(
    book: ContactBook, procedure: Procedure, now: datetime, lives_in: tuple[str, ...] = ()
) -> Phones:
    """Give what numbers there are under a procedure; see `Phones` for `lives_in`."""
    known = (*book.contacts, *examples_of(procedure))
    return Phones(known, now, bank_holidays(now.date()), lives_in)


def examples_of(procedure: Procedure) -> tuple[Contact, ...]:
    """Give the numbers that a procedure's document names, which are to be confirmed.

    Hours that are words and no hours are put with the note: nothing is worked out from them. The
    police's own numbers, which are the same everywhere, need nobody to confirm them.
    """
    found = (_example(each) for each in procedure.contacts)
    return tuple(each for each in found if each.number not in {EMERGENCY, POLICE})


def _example(given: ExampleContact) -> Contact:
    hours = read_hours(given.hours) if given.hours else {}
    words = "" if hours is not None else given.hours
    return Contact(
        role=given.role,
        name=given.name,
        number=given.number,
        out_of_hours=given.out_of_hours,
        hours=hours or {},
        area=given.area,
        web=given.web,
        note=" ".join(each for each in (words, given.note) if each),
        origin=Origin.EXAMPLE,
        source=given.source.label,
    )


def areas_of(people: Iterable[tuple[Collection[str], str]]) -> tuple[str, ...]:
    """Give the councils that the children among people live in, each once, as they were typed.

    `people` are the roles of each, and where they live.
    """
    found: list[str] = []
    for roles, area in people:
        known = any(same_area(area, each) for each in found)
        if area.strip() and not _ROLES_OF_CHILDREN.isdisjoint(roles) and not known:
            found.append(area.strip())
    return tuple(found)


def areas_in(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the same for a record that is being written."""
    found = []
    for person in record.get("people", ()):
        role = person.get("role") or ()
        roles = [role] if isinstance(role, str) else list(role)
        found.append((roles, str(person.get("lives_in") or "")))
    return areas_of(found)
