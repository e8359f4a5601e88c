"""Sealed incidents: closed by keys, not by a filter (architecture.md section 4).

A seal is a 32-byte key, sealed to each person who may read the incident and to the outside
recovery key. In the log a sealed event shows its author, its time and the seal's id; what
happened, to which incident, under which type, is in a padded box. Those who hold the key read and
search it in memory; nothing of it ever stands in the tables made from the log.
"""

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.domain.errors import SealUnknownError
from desktop_app.vault import canon, sealing
from desktop_app.vault.canon import canonical
from desktop_app.vault.envelope import SEALED, Said, Stored
from desktop_app.vault.event_log import new_id
from desktop_app.vault.keyslots import UserKeys

OUTSIDE: Final = "outside"
FORMAT: Final = "safeguarding-desk-seal"
_VERSION: Final = 1
_BROKEN: Final = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
_INNER: Final = frozenset({"type", "case", "pack", "payload"})


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal's key, and the boxes that carry it until its first event is written."""

    id: str
    key: bytes = field(repr=False)
    boxes: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """What a sealed event says to those who hold its key; `payload` is JSON, read."""

    type: str
    payload: dict[str, Any]
    case: str | None
    seal: str


def bound_to(vault: str, seal: str, to: str) -> bytes:
    """Return the public bytes that a seal's key box is bound to."""
    return canonical({"format": FORMAT, "v": _VERSION, "vault": vault, "seal": seal, "to": to})


def start(vault: str, *, to: Mapping[str, bytes]) -> Seal:
    """Return a new seal whose key is sealed to each X25519 public key in `to` (by user id)."""
    seal, key = new_id(), os.urandom(sealing.KEY_BYTES)
    boxes = tuple(
        (who, sealing.seal(key, to=public, info=bound_to(vault, seal, who)))
        for who, public in to.items()
    )
    return Seal(seal, key, boxes)


def close(said: Said, *, seal: Seal, vault: str, event_id: str) -> Said:
    """Return what the log says in place of `said`: type `sealed`, and everything in a box."""
    inner = canonical(
        {
            "type": said.type,
            "case": said.case,
            "pack": said.pack,
            "payload": json.loads(said.payload),
        }
    )
    aad = canonical({"event": event_id, "vault": vault, "seal": seal.id})
    nonce, box = sealing.lock(sealing.pad(inner), key=seal.key, aad=aad)
    outer: dict[str, object] = {"seal": seal.id, "nonce": _text(nonce), "box": _text(box)}
    if seal.boxes:
        outer["keys"] = [{"to": who, "box": _text(each)} for who, each in seal.boxes]
    return Said(SEALED, canonical(outer))


def key_for(row: Stored, *, vault: str, user: str, keys: UserKeys) -> Seal | None:
    """Return the seal that a sealed event starts, if `user` can open it; else None."""
    outer = _outer(row)
    seal = str(outer.get("seal"))
    for each in outer.get("keys", ()):
        if each["to"] == user:
            info = bound_to(vault, seal, user)
            key = sealing.unseal(_data(each["box"]), key=keys.sealing, info=info)
            return Seal(seal, key) if key else None
    return None


def open_box(row: Stored, *, seals: Mapping[str, Seal], vault: str) -> Opened | None:
    """Return what a sealed event says, or None where its seal is not held.

    Raises canon.NotCanonicalError when the seal is held and the box is not as it was written.
    """
    outer = _outer(row)
    seal = seals.get(str(outer.get("seal")))
    if seal is None:
        return None
    aad = canonical({"event": row.id, "vault": vault, "seal": seal.id})
    padded = sealing.unlock(_data(outer["box"]), nonce=_data(outer["nonce"]), key=seal.key, aad=aad)
    plain = sealing.unpad(padded) if padded is not None else None
    if plain is None:
        raise canon.NotCanonicalError
    inner = canon.members(canon.parse(plain), _INNER)
    case, payload = inner["case"], inner["payload"]
    if not isinstance(payload, dict) or not (case is None or isinstance(case, str)):
        raise canon.NotCanonicalError
    return Opened(canon.text(inner["type"]), payload, case, seal.id)


def _outer(row: Stored) -> dict[str, Any]:
    try:
        outer = json.loads(row.payload or b"{}")
    except (ValueError, RecursionError):
        return {}
    return outer if isinstance(outer, dict) else {}


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _data(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        raise canon.NotCanonicalError from None


class Seals:
    """The seals that one user holds in one open vault, read from the log when first needed."""

    def __init__(self, *, vault: str, user: str, keys: UserKeys) -> None:
        self._vault = vault
        self._user = user
        self._keys = keys
        self._held: dict[str, Seal] = {}
        self._started: dict[str, Seal] = {}
        self._written: set[str] = set()
        self._entries: list[tuple[Stored, Opened]] = []
        self._unreadable: list[tuple[str, int]] = []
        self.read_to = 0

    def anew(self) -> "Seals":
        """Return the seals of the same user with nothing read yet."""
        return Seals(vault=self._vault, user=self._user, keys=self._keys)

    def start(self, to: Mapping[str, bytes]) -> str:
        """Make a seal; its key boxes go out with its first event."""
        seal = start(self._vault, to=to)
        self._started[seal.id] = seal
        return seal.id

    def close(self, said: Said, *, seal: str, event_id: str) -> Said:
        """Return `said` under a seal that this user started or holds; raises SealUnknownError."""
        known = self._started.get(seal) or self._held.get(seal)
        if known is None:
            raise SealUnknownError
        if seal in self._written:
            known = Seal(known.id, known.key)
        self._written.add(seal)
        return close(said, seal=known, vault=self._vault, event_id=event_id)

    def take(self, rows: list[Stored]) -> None:
        """Read sealed events that were not read before, in order.

        One that cannot be read is kept apart: whoever can write to the log could otherwise keep
        everyone from reading on.
        """
        for row in rows:
            try:
                self._take(row)
            except _BROKEN:
                self._unreadable.append((str(_outer(row).get("seal")), row.position))
            self.read_to = row.position

    def _take(self, row: Stored) -> None:
        found = key_for(row, vault=self._vault, user=self._user, keys=self._keys)
        if found is not None:
            self._held.setdefault(found.id, found)
        opened = open_box(row, seals=self._held, vault=self._vault)
        if opened is not None:
            self._entries.append((row, opened))

    @property
    def entries(self) -> tuple[tuple[Stored, Opened], ...]:
        """Every sealed event that was read and that this user can open, in order."""
        return tuple(self._entries)

    @property
    def unreadable(self) -> tuple[tuple[str, int], ...]:
        """Seal and position of every sealed event that this user should be able to read."""
        return tuple(self._unreadable)

    def of_incident(self, incident: str) -> str | None:
        """Return the seal that an incident stands under, among those that were read."""
        return next((o.seal for _, o in self._entries if o.case == incident), None)

    def settle(self) -> None:
        """Keep no key of a seal whose boxes went out: from now on the log says who holds it."""
        for seal in self._written:
            self._started.pop(seal, None)
        self._written.clear()

    def forget(self) -> None:
        """Take back what was rolled back: the next event of a new seal is its first again."""
        self._written.clear()
        self._held.clear()
        self._entries.clear()
        self._unreadable.clear()
        self.read_to = 0
