"""The key file read back: strictly, within bounds, and in no other spelling than its own.

Whatever stands in the file, reading it ends in a `KeyFile` or in one of three errors. Whether
somebody who holds the vault key wrote it can be said only once that key is known:
`keyfile.is_genuine`.
"""

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import (
    KeyFileDamagedError,
    KeyFileMissingError,
    KeyFileTooNewError,
)
from desktop_app.vault import canon, files, sealing
from desktop_app.vault.canon import NotCanonicalError
from desktop_app.vault.keyfile import LARGEST, KeyBox, KeyFile, every_slot
from desktop_app.vault.keyslots import (
    FLOOR,
    FORMAT,
    LONGEST_SIGN_IN,
    MOST,
    SALT_BYTES,
    VERSION,
    Cost,
    PasswordSlot,
    RecoverySlot,
)

_MOST_SLOTS: Final = 64
_MOST_EPOCHS: Final = 2
_ID: Final = 36
_VAULT_ID: Final = re.compile("[0-9a-f-]{36}")
_PUBLIC: Final = 32
_SECRET_BOX: Final = 64 + 16
_KEY_BOX: Final = 32 + 32 + 16
_TOP: Final = frozenset(
    {"format", "v", "vault", "gen", "slots", "vk", "outside", "digest", "mac"},
)
_SLOT: Final = frozenset(
    {"id", "kind", "user", "sign_in", "gen", "kdf", "x25519_pub", "ed25519_pub", "nonce", "box"}
)
_KDF: Final = frozenset({"alg", "m", "t", "p", "salt"})
_RECOVERY: Final = frozenset({"id", "kind", "x25519_pub"})
_BOX: Final = frozenset({"epoch", "to", "box"})


def read(path: Path) -> KeyFile:
    """Return what the key file at `path` says.

    Raises KeyFileMissingError, KeyFileTooNewError or KeyFileDamagedError. Whether a key holder
    wrote it can be said only once the vault key is known: see `is_genuine`.
    """
    if not path.is_file():
        raise KeyFileMissingError(path)
    data = files.read_at_most(path, LARGEST + 1)
    if len(data) > LARGEST:
        raise KeyFileDamagedError(path, what="size")
    return parsed(data, path)


def parsed(data: bytes, path: Path) -> KeyFile:
    """Return what the bytes of a key file say; `path` is where they are from.

    Raises KeyFileTooNewError or KeyFileDamagedError.
    """
    try:
        return _parsed(path, data)
    except NotCanonicalError:
        raise KeyFileDamagedError(path, what="form") from None


def _parsed(path: Path, data: bytes) -> KeyFile:
    content = canon.parse(data)
    if isinstance(content, dict) and content.get("format") == FORMAT and _newer(content.get("v")):
        raise KeyFileTooNewError(path)
    top = canon.members(content, _TOP)
    if top["format"] != FORMAT or top["v"] != VERSION:
        raise NotCanonicalError
    mac, digest = canon.hexed(top["mac"], length=32), canon.hexed(top["digest"], length=32)
    signed = _without(data, "mac", top["mac"])
    if hashlib.sha256(_without(signed, "digest", top["digest"])).digest() != digest:
        raise KeyFileDamagedError(path, what="digest")
    slots = _listed(top["slots"])
    keys = KeyFile(
        vault=_vault_id(top["vault"]),
        gen=canon.whole(top["gen"], least=1, most=1 << 31),
        slots=tuple(password_slot(each) for each in slots if _kind(each) == "password"),
        recovery=tuple(_recovery(each) for each in slots if _kind(each) == "recovery"),
        outside=canon.hexed(top["outside"], length=_PUBLIC),
        boxes=tuple(_box(each) for each in _listed(top["vk"])),
        signed=signed,
        mac=mac,
        data=data,
    )
    _check_names(keys)
    _check_boxes(keys)
    return keys


def _vault_id(value: object) -> str:
    """Return the vault's id, which names files of this desk: nothing in it may lead elsewhere."""
    if not _VAULT_ID.fullmatch(canon.text(value, most=_ID)):
        raise NotCanonicalError
    return str(value)


def _without(data: bytes, name: str, digits: object) -> bytes:
    """Return canonical bytes without one member of hexadecimal digits that is not the last.

    What is left is canonical too: no text inside them can hold this run of quotes.
    """
    return data.replace(f'"{name}":"{digits}",'.encode(), b"", 1)


def _newer(version: object) -> bool:
    return isinstance(version, int) and version > VERSION


def _listed(value: object) -> list[object]:
    if not isinstance(value, list) or not 0 < len(value) <= 2 * _MOST_SLOTS:
        raise NotCanonicalError
    return value


def _kind(value: object) -> str:
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in {"password", "recovery"}:
        raise NotCanonicalError
    return str(kind)


def password_slot(value: object) -> PasswordSlot:
    """Return a user's slot as JSON has it; raises NotCanonicalError."""
    said = canon.members(value, _SLOT)
    kdf = canon.members(said["kdf"], _KDF)
    if kdf["alg"] != "argon2id":
        raise NotCanonicalError
    return PasswordSlot(
        id=canon.text(said["id"], most=_ID),
        user=canon.text(said["user"], most=_ID),
        sign_in=canon.text(said["sign_in"], most=LONGEST_SIGN_IN),
        gen=canon.whole(said["gen"], least=1, most=1 << 31),
        cost=Cost(
            m=canon.whole(kdf["m"], least=FLOOR.m, most=MOST.m),
            t=canon.whole(kdf["t"], least=FLOOR.t, most=MOST.t),
            p=canon.whole(kdf["p"], least=1, most=MOST.p),
        ),
        salt=canon.hexed(kdf["salt"], length=SALT_BYTES),
        sealing_public=canon.hexed(said["x25519_pub"], length=_PUBLIC),
        signing_public=canon.hexed(said["ed25519_pub"], length=_PUBLIC),
        nonce=canon.hexed(said["nonce"], length=sealing.NONCE_BYTES),
        box=canon.hexed(said["box"], length=_SECRET_BOX),
    )


def _recovery(value: object) -> RecoverySlot:
    slot = canon.members(value, _RECOVERY)
    return RecoverySlot(
        id=canon.text(slot["id"], most=_ID),
        sealing_public=canon.hexed(slot["x25519_pub"], length=_PUBLIC),
    )


def _box(value: object) -> KeyBox:
    box = canon.members(value, _BOX)
    return KeyBox(
        epoch=canon.whole(box["epoch"], least=1, most=1 << 31),
        to=canon.text(box["to"], most=_ID),
        box=canon.hexed(box["box"], length=_KEY_BOX),
    )


def _check_names(keys: KeyFile) -> None:
    """Refuse two slots under one id or one sign-in name, and a file that no password opens."""
    ids = [slot.id for slot in every_slot(keys)]
    names = [slot.sign_in.casefold() for slot in keys.slots]
    if (
        len(set(ids)) != len(ids)
        or len(set(names)) != len(names)
        or len(ids) > _MOST_SLOTS
        or not names
    ):
        raise NotCanonicalError


def _check_boxes(keys: KeyFile) -> None:
    """Refuse a box for nobody, two for one slot and epoch, and more keys than a re-key needs."""
    known = {slot.id for slot in every_slot(keys)}
    places = Counter((box.epoch, box.to) for box in keys.boxes)
    epochs = {box.epoch for box in keys.boxes}
    if (
        any(box.to not in known for box in keys.boxes)
        or any(count > 1 for count in places.values())
        or len(epochs) > _MOST_EPOCHS
    ):
        raise NotCanonicalError
