"""Every table that is made from the log: made anew, or held against what stands there."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import sqlcipher3.dbapi2 as driver

from desktop_app.domain.errors import EntryUnreadableError, IncidentMissingError
from desktop_app.domain.events.vaults import UserAdded, UserChanged, UserRemoved
from desktop_app.vault import envelope, projection
from desktop_app.vault.engine import Connection
from desktop_app.vault.entries import entry
from desktop_app.vault.envelope import SEALED, Stored
from desktop_app.vault.event_log import VAULT_SCOPE, EventLog, scope_of
from desktop_app.vault.verification import Finding

_BATCH: Final = 200
_OF_USERS: Final = frozenset({UserAdded.TYPE, UserChanged.TYPE, UserRemoved.TYPE})
_NUMBERS: Final = (
    "SELECT number FROM incident",
    "SELECT number FROM incident_text",
    "SELECT incident FROM incident_person",
)
# A person's row says its incident twice, and the search by name goes by the number alone.
_MISPLACED: Final = "SELECT incident FROM incident_person WHERE number / 1024 <> incident"
_INDEX_CHECKS: Final = (
    "INSERT INTO incident_words (incident_words, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO person_names (person_names, rank) VALUES ('integrity-check', 1)",
)


@dataclass(slots=True)
class Contents:
    """What the log holds, by envelopes: where each scope's entries are, users, their last entry."""

    scopes: list[tuple[str, int]] = field(default_factory=list)
    users: list[tuple[UserAdded, int]] = field(default_factory=list)
    changed: dict[str, UserChanged] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)
    unreadable: list[int] = field(default_factory=list)

    def take(self, row: Stored, said: dict[str, Any]) -> None:
        """Take in one row and its envelope."""
        kind = said["type"]
        self.scopes.append((scope_of(kind, said["case"]), row.position))
        self.last[said["actor"]] = row.position
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
    connection.executemany("INSERT INTO entry_of VALUES (?, ?)", contents.scopes)
    connection.executemany("INSERT INTO user VALUES (?, ?, ?, ?, ?, ?, ?, ?)", contents.user_rows)
    made = (rows_of(log, incident) for incident in contents.incidents)
    while batch := list(itertools.islice(made, _BATCH)):
        projection.insert(connection, batch)
    projection.index_all(connection)
    return len(contents.incidents)


def rows_of(log: EventLog, incident: str) -> projection.Rows:
    """Return the rows that an open incident's entries give."""
    return projection.folded(entry(row) for row in log.rows_of(incident))[1]


def compare(connection: Connection, log: EventLog, contents: Contents) -> Iterator[Finding]:
    """Yield where a table is not what the log gives."""
    filed = connection.execute("SELECT scope, position FROM entry_of").fetchall()
    for _, position in sorted(set(filed) ^ set(contents.scopes), key=lambda each: each[1]):
        yield Finding("scope", position)
    users = connection.execute("SELECT * FROM user").fetchall()
    if sorted(users) != sorted(contents.user_rows, key=repr):
        yield Finding("users")
    first = dict(reversed(contents.scopes))
    for incident in contents.incidents:
        yield from _compare_one(connection, log, incident, first[incident])
    known = {first[incident] for incident in contents.incidents}
    for statement in _NUMBERS:
        for (number,) in connection.execute(statement).fetchall():
            if number not in known:
                yield Finding("projection", number)
    for (number,) in connection.execute(_MISPLACED).fetchall():
        yield Finding("projection", number)
    yield from _compare_indexes(connection)


def _compare_one(
    connection: Connection, log: EventLog, incident: str, position: int
) -> Iterator[Finding]:
    try:
        expected = rows_of(log, incident)
    except (EntryUnreadableError, IncidentMissingError):
        yield Finding("incident", position)
        return
    if projection.read(connection, position) != expected:
        yield Finding("projection", position)


def _compare_indexes(connection: Connection) -> Iterator[Finding]:
    """Let each index hold itself against the rows that it is over.

    The check is worded as a write: that the file may only be read says nothing about the index.
    """
    for statement in _INDEX_CHECKS:
        try:
            connection.execute(statement)
        except driver.DatabaseError as error:
            if not str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_CORRUPT"):
                raise
            yield Finding("search-index")
