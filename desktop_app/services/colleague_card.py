"""The card of a concern about a colleague: read and printed without unlocking, with nothing of a case."""

from collections.abc import Iterator
from datetime import date, datetime

from desktop_app.domain.colleague import CardLine, CardNumber, ColleagueCard
from desktop_app.domain.drafting.steps import COLLEAGUE_STEPS
from desktop_app.domain.errors import SafeguardingError
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.source import Source, Today
from desktop_app.procedures.library import Library
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.paths import own_procedure_folders, resources_folder
from desktop_app.services.colleague import routes
from desktop_app.services.contact_book import ContactBook
from desktop_app.services.contact_words import hours_words, role_words, trust_words
from desktop_app.services.contacts import EMERGENCY, FRONT_DOOR, POLICE, Phones, phones
from desktop_app.services.school import DEFAULT_PROCEDURE
from desktop_app.services.wording import procedure_in_language

_DO_NOT = ("tell-suspect", "use-device", "investigate")
_OVER_THE_PERSON = ("head-teacher", "chair-of-governors", "trust")
_DEVICES, _POINTS = "devices", ("school-computer", "tell-it", "access-list")
_CONTACT = "lado-contact"
# The routes say it already, or it is for a later day than the first.
_NOT_ON_THE_CARD = frozenset(
    {
        "danger",
        "seal",
        "head",
        "say-nothing",
        "instead-of-head",
        "instead-of-dsl",
        "account",
        "elsewhere",
        "families",
        "support",
        "low-level",
        "ending",
    }
)


def card_without_vault(procedure: str, book: ContactBook, at: datetime) -> ColleagueCard:
    """Give the card by the procedure in force here, by its id; the national one where it is unknown."""
    return colleague_card(procedure_without_vault(procedure), book, at)


def procedure_without_vault(procedure: str) -> Procedure:
    """Give a procedure by its id, read anew; the national one where it cannot be had."""
    library = Library(resources_folder(), *own_procedure_folders())
    try:
        found = library.get(procedure or DEFAULT_PROCEDURE)
    except SafeguardingError:
        found = library.get(DEFAULT_PROCEDURE)
    return procedure_in_language(found)


def colleague_card(procedure: Procedure, book: ContactBook, at: datetime) -> ColleagueCard:
    """Give the card of a procedure as it stands at a moment, with the numbers of the school."""
    return ColleagueCard(
        rules=_("{title} ({publisher}), version {version}").format(
            title=procedure.title, publisher=procedure.publisher, version=procedure.version
        ),
        states=_states(procedure, at.date()),
        routes=routes(procedure),
        numbers=tuple(_numbers(procedure, phones(book, procedure, at))),
        steps=_steps(procedure),
        do_not=tuple(
            CardLine(each.text, each.source.label)
            for each in procedure.do_not
            if each.id in _DO_NOT
        ),
        routes_source=next((x.source.label for x in procedure.duties if x.id == _CONTACT), ""),
    )


def _states(procedure: Procedure, on: date) -> tuple[str, ...]:
    """Say in what state the source is; it stands wherever the procedure is used."""
    return tuple(each.text for each in procedure.states_on(on)) or (procedure.state_of_source,)


def _numbers(procedure: Procedure, known: Phones) -> Iterator[CardNumber]:
    """Give whom to ring, in order: danger, the officer, who is over the head, police, the council.

    Nothing here says what answers at this moment: the card is printed, and read on another day.
    """
    wales = procedure.nation == "wales"
    yield CardNumber(_("Someone in danger now: the police"), EMERGENCY, _("before anything else"))
    yield from _of_role(
        known,
        "designated-officer" if wales else "lado",
        _("Designated officer") if wales else _("LADO (designated officer)"),
        _("of the area where the person works"),
    )
    for role in _OVER_THE_PERSON:
        if known.role(role):
            yield from _of_role(known, role, role_words(role), "")
    yield from (each for each in _of_role(known, "police", "", "") if each.number)
    yield CardNumber(_("The police, not an emergency"), POLICE, _("agreed with the officer, today"))
    council = _("Social services") if wales else _("Children's social care")
    yield from _of_role(known, FRONT_DOOR, council, _("if a child may come to harm"))


def _of_role(known: Phones, role: str, name: str, note: str) -> Iterator[CardNumber]:
    """Give every number of a role with its hours; a blank to write in where there is none."""
    found = known.role(role)
    if not found:
        yield CardNumber(name, "", note)
    for contact in found:
        evening = contact.out_of_hours
        said = (
            note,
            hours_words(contact.hours),
            _("out of hours {number}").format(number=evening) if evening else "",
            trust_words(contact) if contact.is_confirmed else _("to be confirmed"),
        )
        called = contact.name or name
        area = contact.area if contact.area not in called else ""
        yield CardNumber(
            _("{name}, {area}").format(name=called, area=area) if area else called,
            contact.number or evening,
            "; ".join(each for each in said if each),
        )


def _steps(procedure: Procedure) -> tuple[CardLine, ...]:
    """Give the steps of the first day; without a list of them, the duties and advice there are."""
    lists = [each for each in procedure.checklists if each.id == COLLEAGUE_STEPS]
    if lists:
        return tuple(
            _line(each.text, each.source, each.today)
            for each in lists[0].items
            if each.id not in _NOT_ON_THE_CARD
        )
    duties = [each for each in procedure.duties if each.id == _CONTACT]
    topics = [each for each in procedure.topics if each.id == _DEVICES]
    points = [point for topic in topics for point in topic.points if point.id in _POINTS]
    of_duties = (_line(each.text, each.source, each.today) for each in duties)
    return (*of_duties, *(_line(each.text, each.source, each.today) for each in points))


def _line(text: str, source: Source, today: Today | None) -> CardLine:
    return CardLine(text, source.label, today.text if today else "")
