"""Which rules were switched off when an incident was assessed, and on whose word."""

from dataclasses import dataclass

from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.school import RuleSwitched
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.state.incident import IncidentState
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class SwitchedThen:
    """A rule that was off: who in the partnership said so, by which letter, and when it was recorded.

    `at` is empty where the log of the vault does not tell.
    """

    rule: str
    decided_by: str = ""
    letter: str = ""
    letter_date: str = ""
    at: str = ""


@verb(*EVERYONE)
def switched_then(vault: Vault, state: IncidentState) -> tuple[SwitchedThen, ...]:
    """Give the rules that the newest assessment of an incident left out, as the log has them."""
    made = [entry for entry in state.entries if isinstance(entry.event, Assessed)]
    if not made or state.assessed is None:
        return ()
    at = made[-1].at
    found = {rule: SwitchedThen(rule) for rule in state.assessed.result.get("switched_off", ())}
    for entry in vault.of_vault():
        event = entry.event
        if not isinstance(event, RuleSwitched) or entry.at > at:
            continue
        if event.off and event.procedure == state.procedure and event.rule in found:
            found[event.rule] = SwitchedThen(
                event.rule, event.decided_by, event.letter, event.letter_date, entry.at
            )
    return tuple(found.values())


def what_is_off(procedure: Procedure, rule: str) -> str:
    """Say in a sentence what switching a rule off takes away."""
    found = next((each for each in procedure.referral if each.id == rule), None)
    return (found.switch or found.text) if found else ""
