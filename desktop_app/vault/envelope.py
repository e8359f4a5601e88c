"""One event as it is chained and signed: `docs/formats.md`, "Event" (security.md 4.2).

The canonical bytes of the envelope are what is stored and what is hashed; nothing is written out
anew to be checked.
"""

import functools
import hashlib
import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app import __version__
from desktop_app.vault.canon import canonical

PROGRAM: Final = __version__  # every event carries it
VERSION: Final = 1
SEALED: Final = "sealed"
SALT_BYTES: Final = 16
_EVENT: Final = b"SG-EVENT-v1\0"
_PAYLOAD: Final = b"SG-PAYLOAD-v1\0"
_SIGNED: Final = b"SG-SIG-v1\0"

# What stands between quotation marks where nothing ever has to be escaped, and any JSON text in
# the one spelling that RFC 8785 gives it (section 3.2.2.2), marks included.
_PLAIN: Final = r'[^"\\\x00-\x1f]*'
_TEXT: Final = rf'"{_PLAIN}(?:\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f])){_PLAIN})*"'
_ENVELOPE: Final = re.compile(
    rf'\{{"actor":"({_PLAIN})","app":"({_PLAIN})","aprev":(null|"{_PLAIN}"),'
    rf'"aseq":(0|-?[1-9][0-9]{{0,4299}}),"at":"({_PLAIN})","case":(null|{_TEXT}),"id":"({_PLAIN})",'
    rf'"key":"({_PLAIN})","pack":(null|{_TEXT}),"parents":\[((?:"{_PLAIN}"(?:,"{_PLAIN}")*)?)\],'
    rf'"ph":"({_PLAIN})","type":(null|{_TEXT}),"v":{VERSION},"vault":"({_PLAIN})"\}}'
)


class Stored(NamedTuple):
    """One event's rows. `salt` and `payload` are None where the payload is gone."""

    position: int
    id: str
    body: bytes
    hash: bytes
    sig: bytes | None
    salt: bytes | None
    payload: bytes | None


class Envelope(NamedTuple):
    """An envelope that was read. The fields ending in `_spelt` are as they stand in its JSON."""

    actor: str
    app: str
    aprev_spelt: str
    aseq_spelt: str
    at: str
    case_spelt: str
    id: str
    key: str
    pack_spelt: str
    parents_spelt: str
    ph: str
    type_spelt: str
    vault: str

    @property
    def type(self) -> str | None:
        """What happened, or `sealed`."""
        return _unquoted(self.type_spelt)

    @property
    def case(self) -> str | None:
        """The incident's id."""
        return _unquoted(self.case_spelt)


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
    """Return the canonical bytes of an envelope, in RFC 8785's order.

    Written by hand, because this runs for every event that is saved. What could hold any character
    goes through `canonical`; the rest are digits, ids and times.
    """
    own = f'"{linked.own}"' if linked.own else "null"
    parents = f'"{linked.parent}"' if linked.parent else ""
    case, pack, kind = _text(said.case), _text(said.pack), _text(said.type)
    return (
        f'{{"actor":"{linked.actor}","app":"{PROGRAM}","aprev":{own},"aseq":{linked.own_count},'
        f'"at":"{at}","case":{case},"id":"{ident}","key":"{linked.key}","pack":{pack},'
        f'"parents":[{parents}],"ph":"{ph}","type":{kind},"v":{VERSION},"vault":"{linked.vault}"}}'
    ).encode()


def read(body: bytes) -> Envelope | None:
    """Return what an envelope says, or None: it is no envelope, or not in its only spelling.

    The pattern is the spelling: nothing has to be written out again to be compared, which would
    cost most of the time that a long log takes to verify.
    """
    try:
        found = _ENVELOPE.fullmatch(body.decode())
    except UnicodeDecodeError:
        return None
    return Envelope._make(found.groups()) if found else None


def quoted(text: str | None) -> str:
    """Return the spelling of an id or a hash, which need no escapes, or of None."""
    return "null" if text is None else f'"{text}"'


@functools.lru_cache(maxsize=256)
def _unquoted(spelt: str) -> str | None:
    """Return the text that a canonical JSON text spells, or None for `null`."""
    if "\\" in spelt:
        return str(json.loads(spelt))
    return None if spelt == "null" else spelt[1:-1]
