"""One event as it is chained and signed: `docs/formats.md`, "Event" (security.md 4.2).

The canonical bytes of the envelope are what is stored and what is hashed; nothing is written out
anew to be checked.
"""

import functools
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app import __version__
from desktop_app.vault.canon import canonical

PROGRAM: Final = __version__  # every event carries it
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
def _text(text: str | None) -> str:
    """Return a text as JSON; a save says the same few types and ids again and again."""
    if not isinstance(text, str | None):
        raise TypeError(type(text).__name__)
    return canonical(text).decode()


def envelope(said: Said, linked: Linked, *, ident: str, at: str, ph: str) -> bytes:
    """Return the canonical bytes of an envelope."""
    return written(
        {
            "actor": linked.actor,
            "app": PROGRAM,
            "aprev": linked.own,
            "aseq": linked.own_count,
            "at": at,
            "case": said.case,
            "id": ident,
            "key": linked.key,
            "pack": said.pack,
            "parents": [linked.parent] if linked.parent else [],
            "ph": ph,
            "type": said.type,
            "vault": linked.vault,
        }
    )


def written(said: Mapping[str, Any]) -> bytes:
    """Return an envelope's canonical bytes, written out in RFC 8785's order.

    By hand, because this runs for every event that is saved or verified. What could hold any
    character goes through `canonical`; the rest are digits, ids and times, and an envelope in
    which they are not is not equal to what this makes of it.
    """
    own = "null" if said["aprev"] is None else f'"{said["aprev"]}"'
    parents = ",".join(f'"{each}"' for each in said["parents"])
    case, pack, kind = _text(said["case"]), _text(said["pack"]), _text(said["type"])
    return (
        f'{{"actor":"{said["actor"]}","app":"{said["app"]}","aprev":{own},"aseq":{said["aseq"]},'
        f'"at":"{said["at"]}","case":{case},"id":"{said["id"]}","key":"{said["key"]}",'
        f'"pack":{pack},"parents":[{parents}],"ph":"{said["ph"]}","type":{kind},"v":{VERSION},'
        f'"vault":"{said["vault"]}"}}'
    ).encode()


def read(body: bytes) -> dict[str, Any] | None:
    """Return what an envelope says, or None: it is no envelope, or not in its only spelling."""
    try:
        said = json.loads(body)
        genuine = said.keys() == NAMES and type(said["aseq"]) is int and written(said) == body
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return said if genuine else None
