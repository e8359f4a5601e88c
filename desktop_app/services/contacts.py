"""Whom to ring, with the number that is known; local contacts come with a later version."""

from dataclasses import dataclass

from desktop_app.domain.assessment import Assessment
from desktop_app.domain.drafting.look import Look
from desktop_app.runtime.i18n import gettext as _

EMERGENCY, POLICE, FRONT_DOOR = "999", "101", "front-door"
_FRONT_DOOR_AGENCIES = ("childrens-social-care", "social-services")


@dataclass(frozen=True, slots=True)
class Call:
    """A call that can be made: `agency` by its id in the contract, `number` empty if not set."""

    agency: str
    name: str
    number: str
    note: str = ""

    @property
    def line(self) -> str:
        """Give name and number in one line."""
        return f"{self.name}: {self.number or _('number not set')}"


def lines_to_ring(look: Look, *, front_door: str) -> tuple[str, ...]:
    """Give everyone to ring with the number that is known, a line each, for a strip or a card."""
    calls = calls_for(look.assessment, front_door=front_door)
    covered = {call.agency for call in calls}
    named = look.assessment.refer_to if look.assessment else ()
    others = tuple(
        Call(each.agency, look.procedure.agency_name(each.agency), "").line
        for each in named
        if each.agency not in covered
    )
    return (*others, *(call.line for call in calls))


def rings_front_door(look: Look) -> bool:
    """Say whether the council's front door is one of those to ring."""
    calls = calls_for(look.assessment, front_door="")
    return any(call.agency in _FRONT_DOOR_AGENCIES for call in calls)


def calls_for(assessment: Assessment | None, *, front_door: str) -> tuple[Call, ...]:
    """Give the calls that the assessment asks for, the most urgent first.

    `front_door` is the number of the council's front door as someone typed it, or empty.
    """
    emergency = Call(
        "police", _("Emergency, the police"), EMERGENCY, _("someone is in danger this minute")
    )
    police = Call("police", _("The police, not an emergency"), POLICE)
    council = Call("childrens-social-care", _("Your council's front door"), front_door)
    if assessment is None:
        return (emergency, police, council)
    named = {each.agency for each in assessment.refer_to}
    calls = [emergency] if assessment.emergency else []
    if named & set(_FRONT_DOOR_AGENCIES) or not named:
        agency = next((each for each in _FRONT_DOOR_AGENCIES if each in named), council.agency)
        calls.append(Call(agency, council.name, front_door))
    if "police" in named or not named:
        calls.append(police)
    return tuple(calls if assessment.emergency else [*calls, emergency])
