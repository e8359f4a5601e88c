"""Who uses the vault: as the log introduced them, never as the key file says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.errors import EventUnreadableError, UserUnknownError
from desktop_app.domain.events.codec import Event, decode
from desktop_app.domain.events.vaults import (
    RecoveryRenewed,
    UserAdded,
    UserChanged,
    UserRemoved,
    UserRenewed,
    VaultCreated,
)
from desktop_app.domain.roles import Role
from desktop_app.vault import envelope
from desktop_app.vault.engine import Connection
from desktop_app.vault.envelope import Stored
from desktop_app.vault.event_log import KEYS_SCOPE

_INTRODUCTION: Final = (
    "SELECT e.hash, e.body, p.salt, p.body FROM user u JOIN event e ON e.position = u.introduced"
    " JOIN payload p ON p.event_id = e.id WHERE u.id = ?"
)
_AT: Final = (
    "SELECT e.hash, e.body, p.salt, p.body FROM event e JOIN payload p ON p.event_id = e.id"
    " WHERE e.position = ?"
)
_OF_KEYS: Final = (
    "SELECT e.hash, e.body, p.salt, p.body FROM entry_of s JOIN event e ON e.position = s.position"
    " JOIN payload p ON p.event_id = e.id WHERE s.scope = ? ORDER BY s.position DESC"
)
_EVERY: Final = "SELECT id, sign_in, name, role, office, removed FROM user ORDER BY introduced"


@dataclass(frozen=True, slots=True)
class User:
    """A user: id, sign-in name, own name, job title; what they may do, and whether they left."""

    id: str
    sign_in: str
    name: str
    role: str
    office: str = Role.DSL
    removed: bool = False


def introduce(connection: Connection, added: UserAdded, *, position: int) -> None:
    """Keep where the log introduces a user."""
    row = (added.user, added.sign_in, added.name, added.role, position, added.office)
    connection.execute("INSERT INTO user VALUES (?, ?, ?, ?, ?, 0, ?, 0)", row)


def change(connection: Connection, changed: UserChanged | UserRemoved) -> None:
    """Keep what a user is called and may do from now on, or that they left."""
    if isinstance(changed, UserRemoved):
        connection.execute("UPDATE user SET removed = 1 WHERE id = ?", (changed.user,))
        return
    connection.execute(
        "UPDATE user SET name = ?, role = ?, office = ? WHERE id = ?",
        (changed.name, changed.role, changed.office, changed.user),
    )


def every(connection: Connection) -> tuple[User, ...]:
    """Return all users, those who left included, in the order in which they were introduced."""
    found = connection.execute(_EVERY)
    return tuple(
        User(ident, sign_in, name, role, office, bool(removed))
        for ident, sign_in, name, role, office, removed in found
    )


def schema(connection: Connection) -> int:
    """Return the number of the tables' last step."""
    found = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    return int(found[0])


def known(connection: Connection, user: str, *, first_schema: bool = False) -> User:
    """Return a user as the table has them; raises UserUnknownError.

    With the tables of the `first_schema` everyone is a DSL, and nobody has left.
    """
    if first_schema:
        added = introduction(connection, user)
        return User(user, added.sign_in, added.name, added.role)
    for each in every(connection):
        if each.id == user:
            return each
    raise UserUnknownError(user)


def introduction(connection: Connection, user: str) -> UserAdded:
    """Return the event that introduced a user, read from the log and held against its hashes.

    Enough for a user to know their own keys again; those of others come from `introductions.py`.
    Raises UserUnknownError.
    """
    event = _read(connection, _INTRODUCTION, user)
    if not isinstance(event, UserAdded) or event.user != user:
        raise UserUnknownError(user)
    return event


def newest_keys(connection: Connection, user: str) -> tuple[str, str]:
    """Return a user's newest public keys (hex), to seal to and to verify with, as the log says.

    Raises UserUnknownError.
    """
    for event in _about_keys(connection):
        if isinstance(event, UserRenewed) and event.user == user:
            return event.sealing_public, event.signing_public
    added = introduction(connection, user)
    return added.sealing_public, added.signing_public


def paper_keys(connection: Connection) -> tuple[str, str]:
    """Return the newest public keys (hex) of the paper key: to seal to, and of its witness.

    The second is empty where the log never introduced one; both are where it cannot be read.
    """
    for event in _about_keys(connection):
        if isinstance(event, RecoveryRenewed):
            return event.recovery_public, event.recovery_signing_public
    first = beginning(connection)
    return ("", "") if first is None else (first.recovery_public, first.recovery_signing_public)


def has_left(connection: Connection, user: str) -> bool:
    """Say whether the log itself tells that a user has left."""
    events = _about_keys(connection)
    return any(isinstance(event, UserRemoved) and event.user == user for event in events)


def _about_keys(connection: Connection) -> Iterator[Event | None]:
    """Yield what gave somebody new keys or took them away, the newest first."""
    for row in connection.execute(_OF_KEYS, (KEYS_SCOPE,)):
        yield _held(*row)


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
