"""The card of a concern about a colleague: read and printed without unlocking, with nothing of a case."""

from datetime import date

from desktop_app.domain.colleague import CardLine, CardNumber, ColleagueCard
from desktop_app.domain.drafting.steps import COLLEAGUE_STEPS
from desktop_app.domain.errors import SafeguardingError
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.source import Source, Today
from desktop_app.procedures.library import Library
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.paths import own_procedure_folders, resources_folder
from desktop_app.services.colleague import routes
from desktop_app.services.school import DEFAULT_PROCEDURE
from desktop_app.services.wording import procedure_in_language

_DO_NOT = ("tell-suspect", "use-device", "investigate")
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


def card_without_vault(procedure: str, on: date) -> ColleagueCard:
    """Give the card by the procedure in force here, by its id; the national one where it is not known."""
    return colleague_card(procedure_without_vault(procedure), on)


def procedure_without_vault(procedure: str) -> Procedure:
    """Give a procedure by its id, read anew; the national one where it cannot be had."""
    library = Library(resources_folder(), *own_procedure_folders())
    try:
        found = library.get(procedure or DEFAULT_PROCEDURE)
    except SafeguardingError:
        found = library.get(DEFAULT_PROCEDURE)
    return procedure_in_language(found)


def colleague_card(procedure: Procedure, on: date) -> ColleagueCard:
    """Give the card of a procedure as it stands on a day."""
    return ColleagueCard(
        rules=_("{title} ({publisher}), version {version}").format(
            title=procedure.title, publisher=procedure.publisher, version=procedure.version
        ),
        states=_states(procedure, on),
        routes=routes(procedure),
        numbers=_numbers(procedure),
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


def _numbers(procedure: Procedure) -> tuple[CardNumber, ...]:
    """Give whom to ring, in order: danger first, then the officer, the police, the front door."""
    wales = procedure.nation == "wales"
    officer = _("Designated officer") if wales else _("LADO (designated officer)")
    council = _("Social services") if wales else _("Children's social care")
    return (
        CardNumber(_("Someone in danger now: the police"), "999", _("before anything else")),
        CardNumber(officer, "", _("of the area where the person works")),
        CardNumber(_("The police, not an emergency"), "101", _("agreed with the officer, today")),
        CardNumber(council, "", _("if a child may come to harm")),
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
    return (
        *(_line(each.text, each.source, each.today) for each in duties),
        *(_line(each.text, each.source, each.today) for each in points),
    )


def _line(text: str, source: Source, today: Today | None) -> CardLine:
    return CardLine(text, source.label, today.text if today else "")
