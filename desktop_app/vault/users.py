"""Who uses the vault: as the log introduced them, never as the key file says."""

import json
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.errors import EventUnreadableError, UserUnknownError
from desktop_app.domain.events.codec import Event, decode
from desktop_app.domain.events.vaults import UserAdded, VaultCreated
from desktop_app.vault import envelope
from desktop_app.vault.engine import Connection
from desktop_app.vault.envelope import Stored

_INTRODUCTION: Final = (
    "SELECT e.hash, e.body, p.salt, p.body FROM user u JOIN event e ON e.position = u.introduced"
    " JOIN payload p ON p.event_id = e.id WHERE u.id = ?"
)
_AT: Final = (
    "SELECT e.hash, e.body, p.salt, p.body FROM event e JOIN payload p ON p.event_id = e.id"
    " WHERE e.position = ?"
)


@dataclass(frozen=True, slots=True)
class User:
    """A user: id, sign-in name, own name, role."""

    id: str
    sign_in: str
    name: str
    role: str


def introduce(connection: Connection, added: UserAdded, *, position: int) -> None:
    """Keep where the log introduces a user."""
    row = (added.user, added.sign_in, added.name, added.role, position)
    connection.execute("INSERT INTO user VALUES (?, ?, ?, ?, ?, 0)", row)


def every(connection: Connection) -> tuple[User, ...]:
    """Return all users, in the order in which they were introduced."""
    found = connection.execute("SELECT id, sign_in, name, role FROM user ORDER BY introduced")
    return tuple(User(*row) for row in found)


def introduction(connection: Connection, user: str) -> UserAdded:
    """Return the event that introduced a user, read from the log and held against its hashes.

    Enough for a user to know their own keys again; those of others come from `introductions.py`.
    Raises UserUnknownError.
    """
    event = _read(connection, _INTRODUCTION, user)
    if not isinstance(event, UserAdded) or event.user != user:
        raise UserUnknownError(user)
    return event


def beginning(connection: Connection) -> VaultCreated | None:
    """Return the log's first event, held against its hashes; None when it is not as it was."""
    event = _read(connection, _AT, 1)
    return event if isinstance(event, VaultCreated) else None


def _read(connection: Connection, statement: str, about: object) -> Event | None:
    """Return one event of the log if its content is what its hashes say, else None."""
    row = connection.execute(statement, (about,)).fetchone()
    if row is None:
        return None
    return _held(*row)


def introducing(row: Stored) -> Event | None:
    """Return what an entry of the log says if it is what its hashes say, else None."""
    if row.salt is None or row.payload is None:
        return None
    return _held(row.hash, row.body, row.salt, row.payload)


def _held(digest: bytes, body: bytes, salt: bytes, payload: bytes) -> Event | None:
    try:
        said = json.loads(body)
        if envelope.event_hash(body) != digest:
            return None
        if said["ph"] != envelope.payload_hash(salt, payload):
            return None
        return decode(said["type"], json.loads(payload))
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        EventUnreadableError,
    ):
        return None
