"""Which decisions are open, and what still stands in the way of one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from desktop_app.domain.decision import Decision, Standing, hindrances
from desktop_app.domain.errors import Fault
from desktop_app.domain.events.decisions import DecisionMade
from desktop_app.domain.intake.incoming import Incoming
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.state.incident import IncidentState

_NOT_OPEN = "decision-not-open"


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that could be taken; `faults` say what it still lacks.

    A decision that is not open cannot be taken whatever is filled in: the outcome is another.
    """

    decision: Decision
    is_open: bool
    faults: tuple[Fault, ...] = ()


def standing_of(
    catalogue: Catalogue, kinds: Iterable[str], answered: Collection[str], outcome: str
) -> Standing:
    """Give what a decision is measured against; `answered` are the questions that were asked."""
    return Standing(
        outcome,
        any(catalogue.kind_by_id[kind].about_imagery for kind in kinds),
        tuple(
            each.id
            for each in catalogue.questions
            if each.aggravates_when is not None and each.id not in answered
        ),
    )


def faults_of(catalogue: Catalogue, incoming: Incoming, outcome: str) -> tuple[Fault, ...]:
    """Give what keeps the decision that comes with an incident from being taken."""
    if incoming.decision is None:
        places = ("sign_off",) if incoming.sign_off else ()
        return tuple(Fault(place, "nothing-to-sign") for place in places)
    standing = standing_of(catalogue, incoming.kinds, incoming.given, outcome)
    return hindrances(incoming.decision, standing)


def signing_faults(catalogue: Catalogue, state: IncidentState, *, signs: bool) -> tuple[Fault, ...]:
    """Give what keeps the head teacher's answer to a decision from being recorded.

    `signs` says that they agree: then what is known by now must still allow the decision.
    """
    made = state.decision.made
    if made is None or made.decision == Decision.REFER:
        return (Fault("sign_off", "nothing-to-sign"),)
    if state.decision.given is not None:
        return (Fault("sign_off", "signed-already"),)
    if not signs:
        return ()
    return hindrances(made, standing_of(catalogue, state.kinds, state.answers, state.outcome))


def choices(standing: Standing) -> tuple[Choice, ...]:
    """Give every decision there is, with whether it is open now and what it would need."""
    found = []
    for decision in Decision:
        empty = DecisionMade(decision=str(decision), reason="", at="")
        faults = hindrances(empty, standing)
        is_open = all(each.problem != _NOT_OPEN for each in faults)
        found.append(Choice(decision, is_open, faults if is_open else ()))
    return tuple(found)
