"""One sealed event: its box, and the boxes that carry its seal's key to those who may open it."""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.vault import canon, envelope, sealing
from desktop_app.vault.canon import canonical
from desktop_app.vault.envelope import SEALED, Said, Stored
from desktop_app.vault.event_log import new_id
from desktop_app.vault.keyslots import UserKeys

OUTSIDE: Final = "outside"
FORMAT: Final = "safeguarding-desk-seal"
_VERSION: Final = 1
_INNER: Final = frozenset({"type", "case", "pack", "payload"})
_FORMER: Final = "former"

Boxes = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal's key, and what goes out with its first event: the boxes that carry the key.

    `former` is the seal that this one takes the place of, where somebody was taken off an incident:
    its key goes out inside the first box, so that whoever reads on can read what came before.
    """

    id: str
    key: bytes = field(repr=False)
    boxes: Boxes = ()
    former: "Seal | None" = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What a sealed event says to those who hold its key; `payload` is JSON, read."""

    type: str
    payload: dict[str, Any]
    case: str | None
    seal: str
    former: Seal | None = None


def bound_to(vault: str, seal: str, to: str) -> bytes:
    """Return the public bytes that a seal's key box is bound to."""
    return canonical({"format": FORMAT, "v": _VERSION, "vault": vault, "seal": seal, "to": to})


def start(vault: str, *, to: Mapping[str, bytes], former: Seal | None = None) -> Seal:
    """Return a new seal whose key is sealed to each X25519 public key in `to` (by user id)."""
    seal = Seal(new_id(), os.urandom(sealing.KEY_BYTES))
    return Seal(seal.id, seal.key, boxes(seal, vault=vault, to=to), former)


def boxes(seal: Seal, *, vault: str, to: Mapping[str, bytes]) -> Boxes:
    """Return a seal's key sealed to each X25519 public key in `to` (by user id)."""
    return tuple(
        (who, sealing.seal(seal.key, to=public, info=bound_to(vault, seal.id, who)))
        for who, public in to.items()
    )


def close(said: Said, *, seal: Seal, vault: str, event_id: str) -> Said:
    """Return what the log says in place of `said`: type `sealed`, and everything in a box."""
    inner: dict[str, object] = {
        "type": said.type,
        "case": said.case,
        "pack": said.pack,
        "payload": json.loads(said.payload),
    }
    if seal.former is not None:
        inner[_FORMER] = {"seal": seal.former.id, "key": _text(seal.former.key)}
    aad = _around(event_id, vault, seal.id)
    nonce, box = sealing.lock(sealing.pad(canonical(inner)), key=seal.key, aad=aad)
    outer: dict[str, object] = {"seal": seal.id, "nonce": _text(nonce), "box": _text(box)}
    if seal.boxes:
        outer["keys"] = [{"to": who, "box": _text(each)} for who, each in seal.boxes]
    return Said(SEALED, canonical(outer))


def key_for(row: Stored, *, vault: str, user: str, keys: UserKeys) -> Seal | None:
    """Return the seal whose key a sealed event carries to `user`, if it does; else None.

    Whoever can write to the log can put any box there: see `is_of` before it is believed.
    """
    outer = outer_of(row)
    seal = str(outer.get("seal"))
    for each in outer.get("keys", ()):
        if each["to"] == user:
            info = bound_to(vault, seal, user)
            key = sealing.unseal(_data(each["box"]), key=keys.sealing, info=info)
            return Seal(seal, key) if key else None
    return None


def carried_to(row: Stored) -> tuple[str, ...]:
    """Return to whom a sealed event carries its seal's key: user ids, the outside key left out."""
    given = outer_of(row).get("keys", ())
    return tuple(str(each["to"]) for each in given if each["to"] != OUTSIDE)


def is_of(row: Stored, *, seal: Seal, vault: str) -> bool:
    """Say whether a seal's key is the one that a sealed event was closed with."""
    outer = outer_of(row)
    return (
        outer.get("seal") == seal.id and _unlocked(row, outer, seal=seal, vault=vault) is not None
    )


def open_box(row: Stored, *, seals: Mapping[str, Seal], vault: str) -> Opened | None:
    """Return what a sealed event says, or None where its seal is not held.

    Raises canon.NotCanonicalError when the seal is held and the box is not as it was written.
    """
    outer = outer_of(row)
    seal = seals.get(str(outer.get("seal")))
    if seal is None:
        return None
    padded = _unlocked(row, outer, seal=seal, vault=vault)
    plain = sealing.unpad(padded) if padded is not None else None
    if plain is None:
        raise canon.NotCanonicalError
    found = canon.parse(plain)
    replaces = isinstance(found, dict) and _FORMER in found
    inner = canon.members(found, _INNER | {_FORMER} if replaces else _INNER)
    case, payload = inner["case"], inner["payload"]
    if not isinstance(payload, dict) or not (case is None or isinstance(case, str)):
        raise canon.NotCanonicalError
    former = _former(inner[_FORMER]) if replaces else None
    return Opened(canon.text(inner["type"]), payload, case, seal.id, former)


def seal_of(row: Stored) -> str:
    """Return the id of the seal that a sealed event says it stands under."""
    return str(outer_of(row).get("seal"))


def is_whole(row: Stored) -> bool:
    """Say whether a sealed event shows what its envelope was signed with."""
    said = envelope.read(row.body)
    if said is None or row.salt is None or row.payload is None:
        return False
    return envelope.payload_hash(row.salt, row.payload) == said.ph


def author_of(row: Stored) -> str:
    """Return the id of the user who wrote an event, as its envelope says; empty if it is none."""
    try:
        return str(json.loads(row.body)["actor"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def outer_of(row: Stored) -> dict[str, Any]:
    """Return what a sealed event shows to everyone; empty where it is no JSON object."""
    try:
        outer = json.loads(row.payload or b"{}")
    except (ValueError, RecursionError):
        return {}
    return outer if isinstance(outer, dict) else {}


def _former(value: object) -> Seal:
    given = canon.members(value, frozenset({"seal", "key"}))
    key = _data(given["key"])
    if len(key) != sealing.KEY_BYTES:
        raise canon.NotCanonicalError
    return Seal(canon.text(given["seal"]), key)


def _unlocked(row: Stored, outer: dict[str, Any], *, seal: Seal, vault: str) -> bytes | None:
    aad = _around(row.id, vault, seal.id)
    return sealing.unlock(_data(outer["box"]), nonce=_data(outer["nonce"]), key=seal.key, aad=aad)


def _around(event_id: str, vault: str, seal: str) -> bytes:
    return canonical({"event": event_id, "vault": vault, "seal": seal})


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _data(text: object) -> bytes:
    try:
        return base64.b64decode(text, validate=True)  # type: ignore[arg-type]  # tried
    except (ValueError, TypeError):
        raise canon.NotCanonicalError from None
