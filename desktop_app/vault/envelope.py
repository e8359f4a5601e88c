"""One event as it is chained and signed: `docs/formats.md`, "Event" (security.md 4.2).

The canonical bytes of the envelope are what is stored and what is hashed; nothing is written out
anew to be checked.
"""

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


def envelope(fields: dict[str, object]) -> bytes:
    """Return the canonical bytes of an envelope."""
    return canonical({"v": VERSION, "app": PROGRAM, **fields})
