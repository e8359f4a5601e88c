"""The decision of an incident and its sign-off, as they stand now."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.decision import Decision, SignOff
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.decisions import DecisionMade, SignOffAsked, SignOffGiven


@dataclass(frozen=True, slots=True)
class DecisionState:
    """The newest decision, and the sign-off that belongs to it.

    `earlier` are the decisions before it; they stay readable.
    """

    made: DecisionMade | None = None
    asked: SignOffAsked | None = None
    given: SignOffGiven | None = None
    earlier: tuple[DecisionMade, ...] = ()

    @property
    def sign_off(self) -> SignOff:
        """Say where the head teacher's sign-off stands."""
        if self.made is None or self.made.decision == Decision.REFER:
            return SignOff.NOT_NEEDED
        if self.given is not None:
            return SignOff(self.given.result)
        return SignOff.ASKED if self.asked else SignOff.NOT_ASKED

    @property
    def is_signed(self) -> bool:
        """Say whether a decision not to refer is complete."""
        return self.sign_off is SignOff.SIGNED

    @property
    def stands_as_referral(self) -> bool:
        """Say whether it is to be referred: the DSL decided so, or the head declined to sign."""
        if self.made is None:
            return False
        return self.made.decision == Decision.REFER or self.sign_off is SignOff.DECLINED


def fold_decisions(events: Iterable[Event]) -> DecisionState:
    """Fold decisions and sign-offs; a new decision needs a new sign-off."""
    state = DecisionState()
    for event in events:
        state = after(state, event)
    return state


def after(state: DecisionState, event: Event) -> DecisionState:
    """Give the state that the event leaves."""
    match event:
        case DecisionMade():
            earlier = (*state.earlier, state.made) if state.made else state.earlier
            return DecisionState(made=event, earlier=earlier)
        case SignOffAsked():
            return DecisionState(state.made, event, state.given, state.earlier)
        case SignOffGiven():
            return DecisionState(state.made, state.asked, event, state.earlier)
        case _:
            return state
