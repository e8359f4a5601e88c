"""Whom to ring, with the number that is known; local contacts come with a later version."""

from dataclasses import dataclass

from desktop_app.domain.assessment import Assessment
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
