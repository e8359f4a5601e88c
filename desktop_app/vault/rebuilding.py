"""Every table that is made from the log, made anew; `comparing` holds them against it instead."""

import itertools
from dataclasses import dataclass, field
from typing import Final

from desktop_app.domain.errors import EntryUnreadableError
from desktop_app.domain.events.vaults import UserAdded, UserChanged, UserRemoved, UserRenewed
from desktop_app.vault import envelope, projection
from desktop_app.vault.engine import Connection
from desktop_app.vault.entries import entry
from desktop_app.vault.envelope import SEALED, Envelope, Stored
from desktop_app.vault.event_log import KEYS_SCOPE, OF_KEYS, VAULT_SCOPE, EventLog, scope_of

_BATCH: Final = 200
_OF_USERS: Final = frozenset({UserAdded.TYPE, UserChanged.TYPE, UserRemoved.TYPE})
_MORE_THAN_FILED: Final = frozenset({SEALED}) | OF_KEYS | _OF_USERS


@dataclass(slots=True)
class Contents:
    """What the log holds, by envelopes: where each scope's entries are, users, their last entry."""

    scopes: list[tuple[str, int]] = field(default_factory=list)
    users: list[tuple[UserAdded, int]] = field(default_factory=list)
    changed: dict[str, UserChanged] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)
    of_keys: list[tuple[str, int]] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    sealed: int = 0
    new_keys: list[int] = field(default_factory=list)

    def take(self, row: Stored, said: Envelope) -> None:
        """Take in one row and its envelope."""
        kind = said.type
        self.scopes.append((scope_of(kind, said.case), row.position))
        self.last[said.actor] = row.position
        if kind in _MORE_THAN_FILED:
            self._take_apart(row, kind)

    def _take_apart(self, row: Stored, kind: str | None) -> None:
        if kind in OF_KEYS:
            self.of_keys.append((KEYS_SCOPE, row.position))
        if kind == SEALED:
            self.sealed += 1
        elif kind == UserRenewed.TYPE:
            self.new_keys.append(row.position)
        if kind in _OF_USERS:
            try:
                event = entry(row).event
            except EntryUnreadableError:
                self.unreadable.append(row.position)
                return
            match event:
                case UserAdded():
                    self.users.append((event, row.position))
                case UserChanged():
                    self.changed[event.user] = event
                case UserRemoved():
                    self.removed.add(event.user)

    @property
    def filed(self) -> list[tuple[str, int]]:
        """The table of what is filed where, as it must be."""
        return self.scopes + self.of_keys

    @property
    def first(self) -> dict[str, int]:
        """Where each scope begins: the number of an incident."""
        return dict(reversed(self.scopes))

    @property
    def incidents(self) -> list[str]:
        """The ids of all open incidents, in the order in which they were recorded."""
        return list(dict.fromkeys(s for s, _ in self.scopes if s not in {SEALED, VAULT_SCOPE}))

    @property
    def user_rows(self) -> list[tuple[object, ...]]:
        """The table of users as it must be."""
        return [self._user_row(user, position) for user, position in self.users]

    def _user_row(self, added: UserAdded, position: int) -> tuple[object, ...]:
        now = self.changed.get(added.user, added)
        last, gone = self.last.get(added.user, 0), int(added.user in self.removed)
        named = (added.user, added.sign_in, now.name, now.role)
        return (*named, position, last, now.office, gone)


def rebuild(connection: Connection, log: EventLog) -> int:
    """Make every table anew from the log and return how many incidents there are.

    Sealed incidents are in none of them. The caller's transaction holds it: all or nothing.
    Raises EntryUnreadableError or IncidentMissingError when the log cannot be read.
    """
    contents = Contents()
    for row in log.rows():
        said = envelope.read(row.body)
        if said is None:
            raise EntryUnreadableError(row.position)
        contents.take(row, said)
    if contents.unreadable:
        raise EntryUnreadableError(contents.unreadable[0])
    projection.clear(connection)
    connection.executemany("INSERT INTO entry_of VALUES (?, ?)", contents.filed)
    connection.executemany("INSERT INTO user VALUES (?, ?, ?, ?, ?, ?, ?, ?)", contents.user_rows)
    made = (projection.folded(map(entry, rows))[1] for _, rows in log.by_incident())
    while batch := list(itertools.islice(made, _BATCH)):
        projection.insert(connection, batch)
    projection.index_all(connection)
    return len(contents.incidents)
