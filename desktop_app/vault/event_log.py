"""The log: append, read since, head. What it holds is the truth; other tables are made from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import uuid_utils

from desktop_app.domain.events.vaults import RecoveryRenewed, UserRemoved, UserRenewed
from desktop_app.vault import envelope
from desktop_app.vault.canon import parse
from desktop_app.vault.engine import Connection
from desktop_app.vault.envelope import SEALED, Linked, Said, Stored
from desktop_app.vault.head import Head
from desktop_app.vault.keyslots import UserKeys

VAULT_SCOPE: Final = "vault"
# Beside the scope of the vault: what gave somebody, or the paper, new keys, or took them away.
KEYS_SCOPE: Final = "keys"
OF_KEYS: Final = frozenset({UserRenewed.TYPE, UserRemoved.TYPE, RecoveryRenewed.TYPE})
_BATCH: Final = 500
_ALL: Final = (
    "SELECT e.position, e.id, e.body, e.hash, e.sig, p.salt, p.body"
    " FROM event e LEFT JOIN payload p ON p.event_id = e.id"
    " WHERE e.position > ? ORDER BY e.position LIMIT ?"
)
_IN_SCOPE: Final = (
    "SELECT e.position, e.id, e.body, e.hash, e.sig, p.salt, p.body"
    " FROM entry_of s JOIN event e ON e.position = s.position"
    " LEFT JOIN payload p ON p.event_id = e.id"
    " WHERE s.scope = ? AND s.position > ? ORDER BY s.position"
)
_BY_SCOPE: Final = (
    "SELECT s.scope, e.position, e.id, e.body, e.hash, e.sig, p.salt, p.body"
    " FROM entry_of s JOIN event e ON e.position = s.position"
    " LEFT JOIN payload p ON p.event_id = e.id"
    " WHERE s.scope NOT IN (?, ?, ?) ORDER BY s.scope, s.position"
)
_LAST_OF: Final = (
    "SELECT e.hash, e.body FROM user u JOIN event e ON e.position = u.last WHERE u.id = ?"
)


@dataclass(frozen=True, slots=True)
class _End:
    """Where the log and the author's own chain end: the next event is linked to these."""

    position: int
    hash: bytes | None
    own_count: int
    own_hash: bytes | None


def scope_of(said_type: str | None, case: str | None) -> str:
    """Return the scope under which an event is found again."""
    return SEALED if said_type == SEALED else case or VAULT_SCOPE


def new_id() -> str:
    """Return a fresh id (UUIDv7)."""
    return str(uuid_utils.uuid7())


class EventLog:
    """The log of one open vault, written by one user.

    What is added waits in memory until `flush`, which signs the last of it and writes all: a row
    of the log is never changed, so the signature must stand in it from the first.
    """

    def __init__(self, connection: Connection, *, vault: str, user: str, keys: UserKeys) -> None:
        self._connection = connection
        self.vault = vault
        self._user = user
        self._keys = keys
        self._key_id = ""
        self._end: _End | None = None
        self._waiting: list[tuple[Stored, str]] = []
        self._of_keys: list[int] = []

    def add(self, said: Said, *, at: str, event_id: str) -> Stored:
        """Link one event to the end of the log; it is written by `flush`."""
        end = self._end or self._read_end()
        salt = envelope.new_salt()
        self._key_id = self._key_id or envelope.key_id(self._keys.signing_public)
        linked = Linked(
            vault=self.vault,
            actor=self._user,
            key=self._key_id,
            parent=end.hash.hex() if end.hash else None,
            own=end.own_hash.hex() if end.own_hash else None,
            own_count=end.own_count + 1,
        )
        ph = envelope.payload_hash(salt, said.payload)
        body = envelope.envelope(said, linked, ident=event_id, at=at, ph=ph)
        digest = envelope.event_hash(body)
        row = Stored(end.position + 1, event_id, body, digest, None, salt, said.payload)
        self._waiting.append((row, scope_of(said.type, said.case)))
        if said.type in OF_KEYS:
            self._of_keys.append(row.position)
        self._end = _End(row.position, digest, end.own_count + 1, digest)
        return row

    def flush(self) -> None:
        """Write what was added, its last event signed. The caller's transaction holds it."""
        if not self._waiting:
            return
        last, scope = self._waiting[-1]
        signed = last._replace(sig=envelope.signature(self._keys.signing, last.hash))
        self._waiting[-1] = (signed, scope)
        rows = [row for row, _ in self._waiting]
        write = self._connection.executemany
        write(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?)",
            [(r.position, r.id, r.body, r.hash, r.sig) for r in rows],
        )
        write("INSERT INTO payload VALUES (?, ?, ?)", [(r.id, r.salt, r.payload) for r in rows])
        write(
            "INSERT INTO entry_of VALUES (?, ?)",
            [
                *((scope, row.position) for row, scope in self._waiting),
                *((KEYS_SCOPE, position) for position in self._of_keys),
            ],
        )
        self._connection.execute(
            "UPDATE user SET last = ? WHERE id = ?", (signed.position, self._user)
        )
        self._waiting.clear()
        self._of_keys.clear()

    def forget(self) -> None:
        """Drop what was added and not written: the transaction was rolled back."""
        self._waiting.clear()
        self._of_keys.clear()
        self._end = None

    def rows(self, *, after: int = 0) -> Iterator[Stored]:
        """Yield every event after a position, in order, those that wait included."""
        yield from self.written(after=after)
        yield from [row for row, _ in self._waiting if row.position > after]

    def written(self, *, after: int = 0) -> Iterator[Stored]:
        """Yield every event after a position, in order, that is in the file: all are signed."""
        last = after
        while batch := self._connection.execute(_ALL, (last, _BATCH)).fetchall():
            yield from map(Stored._make, batch)
            last = batch[-1][0]

    def rows_of(self, scope: str, *, after: int = 0) -> list[Stored]:
        """Return the events of one scope after a position, those that wait included."""
        found = [Stored(*row) for row in self._connection.execute(_IN_SCOPE, (scope, after))]
        waiting = [row for row, its in self._waiting if its == scope and row.position > after]
        return found + waiting

    def by_incident(self) -> Iterator[tuple[str, list[Stored]]]:
        """Yield every open incident's id and its events, in order: one statement for all."""
        cursor = self._connection.execute(_BY_SCOPE, (VAULT_SCOPE, SEALED, KEYS_SCOPE))
        incident, rows = "", list[Stored]()
        while batch := cursor.fetchmany(_BATCH):
            for scope, *row in batch:
                if scope != incident and rows:
                    yield incident, rows
                    rows = []
                incident = scope
                rows.append(Stored(*row))
        if rows:
            yield incident, rows

    def first_position(self, scope: str) -> int | None:
        """Return where a scope begins, or None."""
        row = self._connection.execute(
            "SELECT min(position) FROM entry_of WHERE scope = ?", (scope,)
        ).fetchone()
        if row[0] is not None:
            return int(row[0])
        return next((r.position for r, its in self._waiting if its == scope), None)

    def head(self) -> Head:
        """Return the newest entry's position and hash; position 0 while there is none."""
        end = self._end or self._read_end()
        return Head(end.position, end.hash.hex() if end.hash else "0" * 64, self.vault)

    def _read_end(self) -> _End:
        run = self._connection.execute
        newest = run("SELECT position, hash FROM event ORDER BY position DESC LIMIT 1").fetchone()
        if newest is None:
            self._end = _End(0, None, 0, None)
            return self._end
        own = run(_LAST_OF, (self._user,)).fetchone()
        count, own_hash = (0, None) if own is None else (_sequence(own[1]), own[0])
        self._end = _End(newest[0], newest[1], count, own_hash)
        return self._end


def _sequence(body: bytes) -> int:
    content = parse(body)
    found = content.get("aseq") if isinstance(content, dict) else None
    return found if isinstance(found, int) else 0
