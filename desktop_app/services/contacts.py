"""Whom to ring, with the number that answers now by the clock and the bank holidays."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from desktop_app.domain.contacts import (
    ROLE_OF_AGENCY,
    Answering,
    Contact,
    Origin,
    answering,
    for_role,
    same_area,
)
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.guidance import ExampleContact
from desktop_app.domain.opening_hours import read_hours
from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.calendar import bank_holidays
from desktop_app.services.contact_book import ContactBook
from desktop_app.services.contact_words import (
    agency_title,
    brief_words,
    role_words,
    trust_words,
    way_words,
    when_words,
)

EMERGENCY, POLICE, FRONT_DOOR = "999", "101", "front-door"
COUNCIL = ("childrens-social-care", "social-services")
_OUT_OF_HOURS = "out-of-hours"
_WHERE_THE_ADULT_WORKS = ("lado", "designated-officer")
_PREVENT = "prevent"
_ROLES_OF_CHILDREN = frozenset({"depicted", "sharer", "recipient", "requester"})
_WALES = "wales"


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


@dataclass(frozen=True, slots=True)
class Call:
    """A call that can be made: `agency` by its id in the contract, `number` empty if not set.

    `note` says what to know before ringing, `brief` the same in a few words, and `contact` whom
    the number belongs to where it comes from the school's contacts. `is_ours` marks the front
    door of the school's own council, whose number can be typed where it is shown.
    """

    agency: str
    name: str
    number: str
    note: str = ""
    brief: str = ""
    contact: Contact | None = None
    is_ours: bool = False

    @property
    def can_be_typed(self) -> bool:
        """Whether this is where somebody types the number that is not known yet."""
        return self.is_ours and not self.number

    @property
    def can_be_changed(self) -> bool:
        """Whether this number was typed here by somebody, who may have mistyped it."""
        known = self.contact
        return self.is_ours and known is not None and self._is_own(known)

    def _is_own(self, known: Contact) -> bool:
        return known.origin is Origin.SCHOOL and known.number == self.number

    @property
    def line(self) -> str:
        """Give name and number in one line."""
        said = self.number or _("number not set")
        return f"{self.name}: {said} ({self.brief})" if self.brief else f"{self.name}: {said}"


def phones(
    book: ContactBook, procedure: Procedure, now: datetime, record: Mapping[str, Any] | None = None
) -> Phones:
    """Give what numbers there are under a procedure, for an incident as far as it is recorded."""
    known = (*book.contacts, *examples_of(procedure))
    return Phones(known, now, bank_holidays(now.date()), lives_in(record or {}))


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


def lives_in(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the councils that the children of a record live in, each once, as they were typed."""
    found: list[str] = []
    for person in record.get("people", ()):
        role = person.get("role") or ()
        roles = {role} if isinstance(role, str) else set(role)
        area = str(person.get("lives_in") or "").strip()
        known = any(same_area(area, each) for each in found)
        if area and roles & _ROLES_OF_CHILDREN and not known:
            found.append(area)
    return tuple(found)


def calls_for(look: Look, phones: Phones) -> tuple[Call, ...]:
    """Give the calls that the assessment asks for, the most urgent first.

    Police and the front door have one each while nothing is known yet, and whoever else must be
    told follows from the assessment.
    """
    emergency = Call(
        "police", _("Emergency, the police"), EMERGENCY, _("someone is in danger this minute")
    )
    assessment = look.assessment
    named = [each.agency for each in assessment.refer_to] if assessment else []
    council = [agency for agency in COUNCIL if agency in named]
    council_calls = front_doors(look, phones, council[0] if council else _council(look.procedure))
    if assessment is None:
        return (emergency, *police(phones), *council_calls)
    calls = [
        call
        for agency in named
        if agency not in {*COUNCIL, "police"}
        for call in _others(look.procedure, agency, phones)
    ]
    if council or not named:
        calls += council_calls
    if "police" in named or not named:
        calls += police(phones)
    return (emergency, *calls) if assessment.emergency else (*calls, emergency)


def first_calls(calls: Iterable[Call], *, emergency: bool) -> dict[str, Call]:
    """Give the call to ring first for each agency; 999 only where someone is in danger."""
    found: dict[str, Call] = {}
    for call in calls:
        if call.number != EMERGENCY or emergency:
            found.setdefault(call.agency, call)
    return found


def front_doors(look: Look, phones: Phones, agency: str) -> Iterator[Call]:
    """Give the council's front door: in England each where a child of the incident lives.

    In Wales the report goes to the authority where it happened, so every one that is known is
    given (domain findings, sections 5.2 and 3.11).
    """
    known = tuple(_with_evening(each, phones) for each in phones.role(FRONT_DOOR))
    name = _("Your council's front door")
    if look.procedure.nation == _WALES:
        where = _("Ring the authority of the place where it happened.")
        yield from _every_front_door(agency, _("Social services"), known, phones, where=where)
        return
    elsewhere = [area for area in phones.lives_in if not _of_area(known, area)]
    there = [each for area in phones.lives_in for each in _of_area(known, area)]
    ours = there or list(known[:1])
    yield from _every_front_door(agency, name, _once(ours), phones)
    if elsewhere and any(each.area for each in known):
        for area in elsewhere:
            name = _("The front door where the child lives: {area}").format(area=area)
            yield Call(agency, name, "", _("Your own front door can give you their number."))


def standing_calls(phones: Phones) -> tuple[Call, ...]:
    """Give whom a school may have to ring whatever it is about, with the number that answers now."""
    name = _("Your council's front door")
    doors = tuple(_with_evening(each, phones) for each in phones.role(FRONT_DOOR))
    officers = [
        _call(role, _named(contact, role_words(role)), contact, phones)
        for role in _WHERE_THE_ADULT_WORKS
        for contact in phones.role(role)
    ]
    return (
        *_every_front_door(COUNCIL[0], name, doors, phones),
        *officers,
        *police(phones),
        Call("police", _("Emergency, the police"), EMERGENCY),
    )


def police(phones: Phones) -> Iterator[Call]:
    """Give the school's own police contact where there is one, and 101."""
    for contact in phones.role("police"):
        yield _call("police", contact.name or _("Your police contact"), contact, phones)
    yield Call("police", _("The police, not an emergency"), POLICE)


def _every_front_door(
    agency: str, name: str, known: Iterable[Contact], phones: Phones, *, where: str = ""
) -> Iterator[Call]:
    calls = [
        _call(agency, _named(contact, name), contact, phones, before=where) for contact in known
    ]
    first, *others = calls or [Call(agency, name, "", where)]
    yield replace(first, is_ours=True)
    yield from others


def _named(contact: Contact, otherwise: str) -> str:
    """Give what a contact is called where it is rung: its own name, and its area."""
    if contact.name:
        return contact.name
    if not contact.area:
        return otherwise
    return _("{name}, {area}").format(name=otherwise, area=contact.area)


def _others(procedure: Procedure, agency: str, phones: Phones) -> Iterator[Call]:
    """Give an agency that is neither the police nor the front door, with every number it has."""
    name = agency_title(procedure, agency)
    note = _("Ring the one where the adult works.") if agency in _WHERE_THE_ADULT_WORKS else ""
    known = phones.role(ROLE_OF_AGENCY.get(agency, agency))
    if agency == _PREVENT:
        police_own = phones.role("police-prevent")
        known = (*police_own, *known) if procedure.nation == _WALES else (*known, *police_own)
    for contact in known:
        yield _call(agency, _named(contact, name), contact, phones, before=note)
    if not known:
        yield Call(agency, name, "", note)


def _call(agency: str, name: str, contact: Contact, phones: Phones, *, before: str = "") -> Call:
    found = phones.answering(contact)
    said = (
        before,
        when_words(found, phones.moment),
        way_words(contact),
        contact.note,
        trust_words(contact),
    )
    brief = [brief_words(found, phones.moment)]
    if not contact.is_confirmed:
        brief.append(_("to be confirmed"))
    return Call(
        agency,
        name,
        found.number,
        " ".join(each for each in said if each),
        "; ".join(each for each in brief if each),
        contact,
    )


def _with_evening(contact: Contact, phones: Phones) -> Contact:
    """Give a front door with the number for out of hours that stands as a contact of its own."""
    if contact.out_of_hours:
        return contact
    evening = phones.role(_OUT_OF_HOURS, contact.area) or phones.role(_OUT_OF_HOURS)
    if not evening or (contact.is_confirmed and not evening[0].is_confirmed):
        return contact
    return replace(contact, out_of_hours=evening[0].number or evening[0].out_of_hours)


def _of_area(known: Iterable[Contact], area: str) -> list[Contact]:
    return [each for each in known if same_area(each.area, area)]


def _once(contacts: Iterable[Contact]) -> list[Contact]:
    """Give contacts in their order, each once."""
    found: list[Contact] = []
    for each in contacts:
        if each not in found:
            found.append(each)
    return found


def _council(procedure: Procedure) -> str:
    known = {each.id for each in procedure.agencies}
    return next((each for each in COUNCIL if each in known), COUNCIL[0])
