"""The calls to make: whom, in what order, and with the number that answers now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from desktop_app.domain.contacts import ROLE_OF_AGENCY, Contact, Origin, same_area
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.contact_words import (
    agency_title,
    brief_words,
    is_only_for_evenings,
    role_words,
    trust_words,
    way_words,
    when_words,
)
from desktop_app.services.contacts import EMERGENCY, FRONT_DOOR, POLICE, Phones

COUNCIL = ("childrens-social-care", "social-services")
_OUT_OF_HOURS = "out-of-hours"
_WHERE_THE_ADULT_WORKS = ("lado", "designated-officer")
_PREVENT = "prevent"
_WALES = "wales"


@dataclass(frozen=True, slots=True)
class Call:
    """A call that can be made: `agency` by its id in the contract, `number` empty if not set.

    `note` says what to know before ringing, `brief` the same in a few words, and `contact` whom
    the number belongs to where it comes from the school's contacts. `is_ours` marks the front
    door of the school's own council, whose number can be typed where it is shown. `caution` is
    what must stand wherever the number does: that nobody has confirmed it, or when it is no use.
    """

    agency: str
    name: str
    number: str
    note: str = ""
    brief: str = ""
    contact: Contact | None = None
    is_ours: bool = False
    caution: str = ""

    @property
    def said(self) -> str:
        """The number as it stands in a sentence, never without its caution; empty if not set."""
        return f"{self.number} ({self.caution})" if self.number and self.caution else self.number

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
    procedure = look.procedure
    council_calls = front_doors(procedure, phones, council[0] if council else _council(procedure))
    if assessment is None:
        return (emergency, *police(phones), *council_calls)
    calls = [
        call
        for agency in named
        if agency not in {*COUNCIL, "police"}
        for call in _others(procedure, agency, phones)
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


def numbers_at_hand(procedure: Procedure, phones: Phones) -> dict[str, str]:
    """Give the number to ring now for each agency that has one, with a few words on when."""
    found: dict[str, str] = {}
    for each in procedure.agencies:
        if each.id in COUNCIL:
            calls = front_doors(procedure, phones, each.id)
        elif each.id == "police":
            calls = police(phones)
        else:
            calls = _others(procedure, each.id, phones)
        known = next((call for call in calls if call.number), None)
        if known is not None:
            said = f"{known.number} ({known.brief})" if known.brief else known.number
            found[each.id] = said
    return found


def front_doors(procedure: Procedure, phones: Phones, agency: str) -> Iterator[Call]:
    """Give the council's front door: in England each where a child of the incident lives.

    In Wales the report goes to the authority where it happened, so every one that is known is
    given (domain findings, sections 5.2 and 3.11).
    """
    known = _front_doors_known(phones)
    name = _("Your council's front door")
    if procedure.nation == _WALES:
        where = _("Ring the authority of the place where it happened.")
        yield from _every_front_door(agency, _("Social services"), known, phones, where=where)
        return
    elsewhere = [area for area in phones.lives_in if not _of_area(known, area)]
    there = [each for area in phones.lives_in for each in _of_area(known, area)]
    ours = there or (known[:1] if known and known[0].is_confirmed else known)
    yield from _every_front_door(agency, name, _once(ours), phones)
    if elsewhere and any(each.area for each in known):
        for area in elsewhere:
            name = _("The front door where the child lives: {area}").format(area=area)
            yield Call(agency, name, "", _("Your own front door can give you their number."))


def standing_calls(phones: Phones) -> tuple[Call, ...]:
    """Give whom a school may have to ring whatever it is about, with the number that answers now."""
    name = _("Your council's front door")
    doors = _front_doors_known(phones)
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
        known = _with_police(procedure, known, phones.role("police-prevent"))
    for contact in known:
        yield _call(agency, _named(contact, name), contact, phones, before=note)
    if not known:
        yield Call(agency, name, "", note)


def _with_police(
    procedure: Procedure, known: tuple[Contact, ...], police_own: tuple[Contact, ...]
) -> tuple[Contact, ...]:
    """Give whom to ring about Prevent: in Wales the police's own contact first.

    In England the examples under that name are lines to report terrorism by, which are no place
    for a referral; so only what somebody set stands there.
    """
    if procedure.nation == _WALES:
        return (*police_own, *known)
    return (*known, *(each for each in police_own if each.is_confirmed))


def _call(agency: str, name: str, contact: Contact, phones: Phones, *, before: str = "") -> Call:
    found = phones.answering(contact)
    said = (
        before,
        when_words(found, phones.moment),
        way_words(contact),
        contact.note,
        trust_words(contact) if contact.is_confirmed else _("To be confirmed: an example."),
    )
    cautions = []
    if is_only_for_evenings(contact):
        cautions.append(_("for out of hours only"))
    if not contact.is_confirmed:
        cautions.append(_("to be confirmed"))
    brief = [brief_words(found, phones.moment), *cautions]
    return Call(
        agency,
        name,
        found.number,
        " ".join(each for each in said if each),
        "; ".join(each for each in brief if each),
        contact,
        caution="; ".join(cautions),
    )


def _front_doors_known(phones: Phones) -> tuple[Contact, ...]:
    """Give every front door; of a council that has only a line for out of hours, that one."""
    doors = phones.role(FRONT_DOOR)
    alone = [
        each
        for each in phones.role(_OUT_OF_HOURS)
        if each.area and doors and not any(_share_area(each, door) for door in doors)
    ]
    return tuple(_with_evening(each, phones) for each in (*doors, *alone))


def _share_area(one: Contact, other: Contact) -> bool:
    """Say whether two contacts can be of the same council: one that names none can be of any."""
    return not (one.area and other.area) or same_area(one.area, other.area)


def _with_evening(contact: Contact, phones: Phones) -> Contact:
    """Give a front door with the number for out of hours that stands as a contact of its own.

    Where only the hours of that one are known, they say which of the two answers now.
    """
    if contact.out_of_hours:
        return contact
    evening = [each for each in phones.role(_OUT_OF_HOURS) if _share_area(each, contact)]
    if not evening or (contact.is_confirmed and not evening[0].is_confirmed):
        return contact
    duty = evening[0]
    if contact.number and not contact.hours and phones.answering(duty).open_now and duty.number:
        return replace(contact, number=duty.number, hours=duty.hours, out_of_hours=contact.number)
    return replace(contact, out_of_hours=duty.number or duty.out_of_hours)


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
