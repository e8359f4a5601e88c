"""A concern about someone who works with children: who is told, by whom it is about.

Keeping children safe in education (part four, recalled): the head teacher is told; the chair of
governors or the proprietor where it is about the head; the designated officer where the employer
cannot be told without a conflict of interest. Kent and Medway (2016), section 8: the manager, or
the next one where it is about the manager.
"""

from typing import Final

from desktop_app.domain.colleague import Route, Whom
from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.i18n import gettext as _

__all__ = ["ABOUT_WHOM", "Route", "Whom", "may_be_meant", "may_read", "route_of", "routes"]

ABOUT_WHOM: Final = "about_whom"
# The office of those who cannot be among the readers, and of those who may be meant.
_LEFT_OUT: Final = {str(Whom.HEAD): ("head",)}
_MAY_BE_MEANT: Final = {str(Whom.DSL): ("dsl", "deputy"), str(Whom.MANAGER): ("deputy", "head")}


def routes(procedure: Procedure) -> tuple[Route, ...]:
    """Give every route, the usual one first; the officer is named as the procedure's nation does."""
    officer = _officer(procedure)
    return (
        Route(
            Whom.COLLEAGUE,
            _("A colleague, a volunteer or a worker from outside"),
            _("Tell the head teacher today. The head, or you, rings {officer} today.").format(
                officer=officer
            ),
            _("The person, and anyone close to them."),
        ),
        Route(
            Whom.MANAGER,
            _("Your own manager, or a senior leader"),
            _(
                "Tell the head teacher, or the next senior manager above that person, today. One "
                "of you rings {officer} today."
            ).format(officer=officer),
            _("The manager, and anyone close to them."),
        ),
        Route(
            Whom.HEAD,
            _("The head teacher"),
            _(
                "Tell the chair of governors today; in a trust or an independent school, whoever "
                "is over the head. {officer} is rung today."
            ).format(officer=_capital(officer)),
            _("The head, and anyone who reports to them about this."),
        ),
        Route(
            Whom.DSL,
            _lead(procedure),
            _(
                "Tell the head teacher today, and not the person whom it is about. "
                "The head rings {officer} today."
            ).format(officer=officer),
            _("The person whom it is about; the head names who takes it on."),
        ),
        Route(
            Whom.ELSEWHERE,
            _("A foster carer, or someone who works elsewhere"),
            _(
                "Tell the head teacher today, and ring {officer} of the area where that person "
                "works or fosters. Their employer hears of it from there, not from you."
            ).format(officer=officer),
            _("The person, their family, and their employer."),
        ),
    )


def route_of(procedure: Procedure, whom: str) -> Route:
    """Give one route; what is not known yet is taken for a colleague."""
    found = (each for each in routes(procedure) if each.whom == whom)
    return next(found, routes(procedure)[0])


def may_read(whom: str, office: str) -> bool:
    """Say whether a user of the vault with this office can be among the readers."""
    return office not in _LEFT_OUT.get(whom, ())


def may_be_meant(whom: str, office: str) -> bool:
    """Say whether the concern may be about a user of the vault with this office."""
    return office in _MAY_BE_MEANT.get(whom, ())


def _officer(procedure: Procedure) -> str:
    return _("the designated officer") if _in_wales(procedure) else _("the LADO")


def _lead(procedure: Procedure) -> str:
    if _in_wales(procedure):
        return _("The designated safeguarding person, or a deputy")
    return _("The designated safeguarding lead, or a deputy")


def _in_wales(procedure: Procedure) -> bool:
    return procedure.nation == "wales"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
