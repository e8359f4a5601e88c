"""One event as it is chained and signed: `docs/formats.md`, "Event" (security.md 4.2).

The canonical bytes of the envelope are what is stored and what is hashed; nothing is written out
anew to be checked.
"""

import functools
import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.vault.canon import canonical

PROGRAM: Final = "0.1.0"  # this program's version, as every event carries it
VERSION: Final = 1
SEALED: Final = "sealed"
SALT_BYTES: Final = 16
NAMES: Final = frozenset(
    {
        "v",
        "id",
        "vault",
        "parents",
        "aprev",
        "aseq",
        "actor",
        "key",
        "at",
        "type",
        "case",
        "app",
        "pack",
        "ph",
    }
)
_EVENT: Final = b"SG-EVENT-v1\0"
_PAYLOAD: Final = b"SG-PAYLOAD-v1\0"
_SIGNED: Final = b"SG-SIG-v1\0"


@dataclass(frozen=True, slots=True)
class Stored:
    """One event's rows. `salt` and `payload` are None where the payload is gone."""

    position: int
    id: str
    body: bytes
    hash: bytes
    sig: bytes | None
    salt: bytes | None
    payload: bytes | None


@dataclass(frozen=True, slots=True)
class Said:
    """What one event says, beside who said it: its type, payload bytes, and what it is about."""

    type: str
    payload: bytes
    case: str | None = None
    pack: str | None = None


def utc(at: datetime) -> str:
    """Return a moment as envelopes have it: UTC, milliseconds, `Z`.

    Raises ValueError for a moment without a time zone: nobody could say when it was.
    """
    if at.tzinfo is None:
        raise ValueError(at.tzinfo)
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def key_id(signing_public: bytes) -> str:
    """Return the short name of a public key: the first 8 bytes of its SHA-256, in hex."""
    return hashlib.sha256(signing_public).hexdigest()[:16]


def new_salt() -> bytes:
    """Return a fresh salt: without it nobody can guess a short payload from its hash."""
    return os.urandom(SALT_BYTES)


def payload_hash(salt: bytes, payload: bytes) -> str:
    """Return the `ph` of a payload."""
    return hashlib.sha256(_PAYLOAD + salt + payload).hexdigest()


def event_hash(body: bytes) -> bytes:
    """Return the hash of an envelope's stored bytes."""
    return hashlib.sha256(_EVENT + body).digest()


def signed_bytes(event: bytes) -> bytes:
    """Return what a signature over the event with this hash is over."""
    return _SIGNED + event


def signature(key: Ed25519PrivateKey, event: bytes) -> bytes:
    """Return the author's signature over the event with this hash."""
    return key.sign(signed_bytes(event))


@dataclass(frozen=True, slots=True)
class Linked:
    """Where an event stands: in which vault, by whom, after which events (hashes, in hex)."""

    vault: str
    actor: str
    key: str
    parent: str | None
    own: str | None
    own_count: int


@functools.lru_cache(maxsize=256)
def _written(text: str | None) -> str:
    """Return a text as JSON; a save says the same few types and ids again and again."""
    return canonical(text).decode()


def envelope(said: Said, linked: Linked, *, ident: str, at: str, ph: str) -> bytes:
    """Return the canonical bytes of an envelope.

    They are written out here, in RFC 8785's order, because this runs for every event of a save;
    what could hold any character goes through `canonical` all the same.
    """
    own = "null" if linked.own is None else f'"{linked.own}"'
    parents = "[]" if linked.parent is None else f'["{linked.parent}"]'
    case, pack, kind = _written(said.case), _written(said.pack), _written(said.type)
    return (
        f'{{"actor":"{linked.actor}","app":"{PROGRAM}","aprev":{own},"aseq":{linked.own_count},'
        f'"at":"{at}","case":{case},"id":"{ident}","key":"{linked.key}","pack":{pack},'
        f'"parents":{parents},"ph":"{ph}","type":{kind},"v":{VERSION},"vault":"{linked.vault}"}}'
    ).encode()
