"""A vault as whoever holds its key and a database tool can read it: every value, every box tried."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop_app.vault import sealing
from desktop_app.vault.canon import canonical
from desktop_app.vault.engine import Connection
from desktop_app.vault.keyslots import UserKeys
from desktop_app.vault.seal_boxes import bound_to


def everything(tool: Connection) -> bytes:
    """Give every value of every table, and what base64 texts in it hold."""
    return b"\n".join(part for value in values(tool) for part in (value, *_decoded(value)))


def values(tool: Connection) -> Iterator[bytes]:
    """Give every value of every table, shadow tables of the indexes included, as bytes."""
    tables = tool.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for row in tool.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  # names from the schema
            for value in row:
                yield value if isinstance(value, bytes) else str(value).encode()


def opened_boxes(tool: Connection, vault: str, *, users: Iterable[str], keys: UserKeys) -> bytes:
    """Give what every sealed event says that these keys open, whoever they are said to be for.

    As a hostile program would: each key box is tried with the private key at hand, and each box
    with every key that this gave, and with those found inside boxes.
    """
    rows = list(_sealed(tool))
    found = {
        key
        for outer, _ in rows
        for each in outer.get("keys", ())
        for user in (*users, "outside")
        if (key := _unsealed(each["box"], vault, outer["seal"], user, keys)) is not None
    }
    plain: list[bytes] = []
    tried: set[bytes] = set()
    while fresh := found - tried:
        for outer, event in rows:
            aad = canonical({"event": event, "vault": vault, "seal": outer["seal"]})
            box, nonce = (base64.b64decode(outer[name]) for name in ("box", "nonce"))
            for key in fresh:
                said = _unlocked(box, nonce, key, aad)
                if said is not None:
                    plain.append(said)
                    former = json.loads(sealing.unpad(said) or b"{}").get("former")
                    found |= {base64.b64decode(former["key"])} if former else set()
        tried |= fresh
    return b"\n".join(plain)


def _sealed(tool: Connection) -> Iterator[tuple[dict[str, Any], str]]:
    for body, event in tool.execute("SELECT body, event_id FROM payload").fetchall():
        outer = json.loads(body)
        if isinstance(outer, dict) and "seal" in outer and "box" in outer:
            yield outer, event


def _unsealed(box: str, vault: str, seal: object, user: str, keys: UserKeys) -> bytes | None:
    info = bound_to(vault, str(seal), user)
    return sealing.unseal(base64.b64decode(box), key=keys.sealing, info=info)


def _unlocked(box: bytes, nonce: bytes, key: bytes, aad: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, box, aad)
    except InvalidTag:
        return None


def _decoded(data: bytes) -> Iterator[bytes]:
    """Give what base64 texts inside a value hold, however deep they stand."""
    try:
        content = json.loads(data)
    except ValueError:
        return
    for text in _texts(content):
        try:
            yield base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            continue


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
