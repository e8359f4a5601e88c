"""Which answers to a decision were signed by a head teacher's own key, as the log shows it."""

from desktop_app.domain.events.decisions import DecisionMade, SignOffGiven
from desktop_app.domain.events.vaults import UserAdded, UserChanged
from desktop_app.domain.roles import Role
from desktop_app.domain.state.incident import IncidentState
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.vault.vault import Vault


@verb(*EVERYONE)
def own_key_entries(vault: Vault, state: IncidentState) -> frozenset[int]:
    """Give the positions of the answers that a head teacher signed in the program.

    Whatever an entry says of itself: its author must have been a head teacher when it was written,
    and not the one who took the decision.
    """
    found = set()
    decided_by = ""
    for entry in state.entries:
        if isinstance(entry.event, DecisionMade):
            decided_by = entry.author
        elif isinstance(entry.event, SignOffGiven) and entry.event.own_key:
            office = _office_then(vault, entry.author, entry.position)
            if office == Role.HEAD and entry.author != decided_by:
                found.add(entry.position)
    return frozenset(found)


def _office_then(vault: Vault, user: str, position: int) -> str:
    """Give the role that a user had at a place of the log."""
    office = ""
    for entry in vault.of_vault():
        event = entry.event
        if entry.position < position and isinstance(event, UserAdded | UserChanged):
            office = event.office if event.user == user else office
    return office
