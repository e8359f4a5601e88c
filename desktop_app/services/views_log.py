"""Who read an incident: an entry once an opening, and for every form looked at on screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.errors import (
    SafeguardingError,
    VaultDiskFailingError,
    VaultDiskFullError,
    VaultReadOnlyError,
)
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.reading import IncidentViewed
from desktop_app.domain.state.incident import IncidentState, fold
from desktop_app.services import casework
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.services.sessions import Session

RECORD = "record"
# What keeps an entry from being written keeps nobody from seeing whom to ring.
_MACHINE = (VaultDiskFullError, VaultDiskFailingError, VaultReadOnlyError)


@dataclass(frozen=True, slots=True)
class Reading:
    """An incident that was opened; `not_noted` is why the log does not say so, where it does not."""

    state: IncidentState
    not_noted: SafeguardingError | None = None


@dataclass(frozen=True, slots=True)
class ReadBy:
    """How often a user opened an incident, forms on screen included, and when last (UTC)."""

    name: str
    times: int
    last: str


@verb(*EVERYONE)
def open_incident(session: Session, reference: str, *, again: bool = False) -> Reading:
    """Give an incident as it is now, and note that this user opened it.

    One that is sealed is noted under its seal. Nothing is noted of one that is shown `again`, such
    as after a form of it was looked at. Raises IncidentMissingError.
    """
    state = casework.read(session, reference)
    if again:
        return Reading(state)
    try:
        noted = _noted(session, state, RECORD)
    except _MACHINE as error:
        return Reading(state, error)
    return Reading(fold((*state.entries, *noted)))


@verb(*EVERYONE)
def look_at_form(session: Session, reference: str, form: str) -> SafeguardingError | None:
    """Note that this user looks at a form of an incident; give why it could not be noted."""
    state = casework.read(session, reference)
    try:
        _noted(session, state, f"form:{form}")
    except _MACHINE as error:
        return error
    return None


def read_by(state: IncidentState, names: Mapping[str, str]) -> tuple[ReadBy, ...]:
    """Give everyone who opened an incident, the last one first; `names` are those of users by id."""
    times: dict[str, int] = {}
    last: dict[str, str] = {}
    for entry in state.views:
        times[entry.author] = times.get(entry.author, 0) + 1
        last.pop(entry.author, None)
        last[entry.author] = entry.at
    return tuple(
        ReadBy(names.get(user, ""), times[user], at) for user, at in reversed(last.items())
    )


def _noted(session: Session, state: IncidentState, what: str) -> tuple[Entry, ...]:
    """Add the entry. No table is renewed: nothing that can be browsed by has changed."""
    return session.vault.append([IncidentViewed(what)], incident=state.id, at=session.now())
