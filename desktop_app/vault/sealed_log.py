"""Sealed incidents of one open vault, for the user who has it open: read and folded in memory."""

from collections.abc import Iterable
from contextlib import suppress

from desktop_app.domain.errors import EntryUnreadableError, IncidentMissingError, SealUnknownError
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.vaults import UserRenewed
from desktop_app.domain.state.incident import IncidentState
from desktop_app.domain.trust_errors import NotAReaderError
from desktop_app.vault import envelope, projection
from desktop_app.vault.entries import entry
from desktop_app.vault.envelope import SEALED
from desktop_app.vault.event_log import EventLog
from desktop_app.vault.sealed_readers import SealedReader
from desktop_app.vault.seals import Seals
from desktop_app.vault.users import User


class SealedLog:
    """The sealed events that this user can open; nothing is read before it is asked for."""

    def __init__(self, log: EventLog, seals: Seals) -> None:
        self._log = log
        self._seals = seals
        # Folded anew only when there is a newer sealed event: a search asks at every key.
        self._folded: list[IncidentState] = []
        self._folded_to = ""

    def read(self) -> Seals:
        """Read what was added since it was read last."""
        self._seals.take(self._log.rows_of(SEALED, after=self._seals.read_to))
        return self._seals

    def whole(self, incident: str) -> tuple[Entry, ...]:
        """Return a sealed incident's entries; raises EntryUnreadableError where one is broken."""
        entries = self._entries(incident)
        broken = self._seals.broken_of(incident) if entries else None
        if broken is not None:
            raise EntryUnreadableError(broken)
        return entries

    def states(self) -> list[IncidentState]:
        """Return the sealed incidents that can be read; `verify` tells of those that cannot."""
        held = self.read().entries
        newest = held[-1][0].id if held else ""
        if newest != self._folded_to:
            self._folded = []
            for case in dict.fromkeys(o.case for _, o in held if o.case):
                with suppress(IncidentMissingError, EntryUnreadableError):
                    self._folded.append(projection.folded(self._entries(case))[0])
            self._folded_to = newest
        return self._folded

    def is_open(self, incident: str) -> bool:
        """Say whether an incident's entries stand open: those that began before any sealed one.

        Whoever was taken off a sealed incident knows its id, and may write open entries under it.
        """
        if self._log.first_position(incident) is None:
            return False
        sealed = self.read().begins_at(incident)
        if sealed is None:
            return True
        rows = ((row, envelope.read(row.body)) for row in self._log.rows_of(incident))
        own = (row.position for row, said in rows if said is not None and said.case == incident)
        return next(own, sealed) < sealed

    def seal_of(self, incident: str) -> str | None:
        """Return the seal of an incident that is not open, if there is one.

        Raises SealUnknownError where this user was taken off it.
        """
        if self.is_open(incident):
            return None
        return self.read().of_incident(incident)

    def readers(
        self, incident: str, *, users: Iterable[User], about_vault: Iterable[Entry]
    ) -> tuple[SealedReader, ...]:
        """Return who may read a sealed incident, in the order in which they were given its key.

        None for one that is not sealed. Raises NotAReaderError where this user does not read it.
        """
        if self.is_open(incident):
            return ()
        try:
            given = self.read().readers(incident)
        except SealUnknownError:
            raise NotAReaderError from None
        if not given:
            raise NotAReaderError
        renewed = {
            each.event.user: each.position
            for each in about_vault
            if isinstance(each.event, UserRenewed)
        }
        by_id = {user.id: user for user in users}
        return tuple(
            SealedReader(by_id[user], position, lost=renewed.get(user, 0) > position)
            for user, position in sorted(given.items(), key=lambda each: each[1])
            if user in by_id
        )

    def _entries(self, incident: str) -> tuple[Entry, ...]:
        return tuple(entry(row, o) for row, o in self.read().entries if o.case == incident)
