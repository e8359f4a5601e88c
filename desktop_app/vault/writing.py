"""Writing to an open vault: events, and the tables made from them, stand together or not at all."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import VaultFaultError
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.codec import Event, canonical, decode, encode
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.vaults import UserAdded, UserChanged, UserRemoved, UserRenewed
from desktop_app.domain.state.incident import IncidentState
from desktop_app.vault import engine, envelope, introductions, projection, users
from desktop_app.vault.engine import Connection
from desktop_app.vault.envelope import Said
from desktop_app.vault.event_log import new_id
from desktop_app.vault.keyring import Holder
from desktop_app.vault.reading import Reader

_PLAIN: Final = frozenset({str, int, bool, type(None)})


class Writer(Reader):
    """The half of an open vault that appends to its log; `store.Vault` is the whole.

    Every method raises the errors of the machine beside those it names, and VaultClosedError after
    the vault was closed.
    """

    def __init__(self, path: Path, *, connection: Connection, vault: str, holder: Holder) -> None:
        super().__init__(path, connection=connection, vault=vault, holder=holder)
        self._depth = 0
        self._broken = False
        # Read when first needed, until something is said of a user.
        self._known: introductions.Introductions | None = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold everything that is written inside together: all of it stands, or nothing.

        The events appended inside are signed once, at its end. One inside another joins it; when
        the inner one fails the outer one cannot succeed, even if the error was caught.
        """
        with engine.faults(self.path):
            self._depth or self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._finish()
            except BaseException:
                self._broken = True
                if self._depth == 1:
                    self._undo()
                raise
            finally:
                self._depth -= 1

    def _finish(self) -> None:
        if self._broken:
            raise VaultFaultError("TRANSACTION_BROKEN")
        # The log first: once a search index was written, every row of the log costs twice as much.
        self._log.flush()
        for state in self._unwritten.values():
            projection.write(self._connection, state)
        self._connection.execute("COMMIT")
        self._unwritten.clear()
        self._seals.settle()

    def _undo(self) -> None:
        self._log.forget()
        self._seals.forget()
        self._unwritten.clear()
        self._about_vault, self._more_about_vault = (), True
        self._broken = False
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def append(
        self,
        events: Sequence[Event],
        *,
        incident: str | None,
        at: datetime,
        seal: str | None = None,
    ) -> tuple[Entry, ...]:
        """Add events to the log and return them as they stand there.

        `incident` is what they are about, None for the vault itself; `at` must have a time zone;
        `seal` comes from `start_seal`, and an incident that is sealed stays so without it.
        Raises SealUnknownError when this user does not hold the seal.
        """
        with self.transaction():
            if seal is None and incident is not None:
                seal = self._sealed.seal_of(incident)
            moment = envelope.utc(at)
            return tuple(self._append(e, incident, moment, seal) for e in events)

    def _append(self, event: Event, incident: str | None, at: str, seal: str | None) -> Entry:
        kind, content = encode(event)
        pack = event.digest if isinstance(event, Assessed) else None
        said = Said(kind, canonical(content), incident, pack)
        event_id = new_id()
        stood = said if seal is None else self._seals.close(said, seal=seal, event_id=event_id)
        row = self._log.add(stood, at=at, event_id=event_id)
        if incident is None:
            self._more_about_vault = True
        if isinstance(event, UserAdded):
            users.introduce(self._connection, event, position=row.position)
        elif isinstance(event, UserChanged | UserRemoved):
            users.change(self._connection, event)
        if isinstance(event, UserAdded | UserChanged | UserRemoved | UserRenewed):
            self._known = None
        # As it will be read back, whatever kinds of list and mapping were passed in.
        plain = _PLAIN.issuperset(map(type, content.values()))
        kept = event if plain else decode(kind, json.loads(said.payload))
        return Entry(row.position, event_id, incident, self.user.id, at, kept, seal is not None)

    def project(self, state: IncidentState) -> None:
        """Put an incident's state in the tables to browse and search; a sealed one never is.

        It is written at the end of the transaction, the newest state of an incident only.
        """
        if not state.sealed:
            with self.transaction():
                self._unwritten[state.id] = state

    def _refuse_in_transaction(self) -> None:
        if self._depth:
            raise VaultFaultError("TRANSACTION_OPEN")
