"""The key file beside a vault: who can open it, and the vault key sealed to each of them.

It lies beside V under V's name with the ending `.keys`, is canonical JSON of at most 64 KiB, and
is described field by field in `docs/formats.md`. It holds sign-in names, never a person's name.
"""

import hashlib
import hmac
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop_app.domain.errors import (
    KeyFileDamagedError,
    KeyFileMissingError,
    KeyFileTooNewError,
    VaultNameError,
    VaultNotAFileError,
)
from desktop_app.vault import canon, files, sealing
from desktop_app.vault.canon import NotCanonicalError, canonical
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
    bound_to,
)

LARGEST: Final = 64 * 1024
_MOST_SLOTS: Final = 64
_ID: Final = 36
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


@dataclass(frozen=True, slots=True)
class KeyBox:
    """The vault key of one epoch, sealed to one slot (`to`: the slot's id)."""

    epoch: int
    to: str
    box: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file says. `outside` is the public half of the outside recovery key.

    `signed` are the bytes that `mac` (HMAC-SHA256) is over; both are empty until it was read.
    """

    vault: str
    gen: int
    slots: tuple[PasswordSlot, ...]
    recovery: tuple[RecoverySlot, ...]
    outside: bytes
    boxes: tuple[KeyBox, ...]
    signed: bytes = b""
    mac: bytes = b""


def path_of(vault: Path) -> Path:
    """Return where the key file of the vault at `vault` lies.

    Raises VaultNameError, or VaultNotAFileError for what names a folder and no file.
    """
    if not vault.name or vault.name == "..":
        raise VaultNotAFileError(vault)
    if vault.suffix.lower() == ".keys":
        raise VaultNameError(vault)
    return vault.with_suffix(".keys")


def every_slot(keys: KeyFile) -> list[PasswordSlot | RecoverySlot]:
    """Return everyone to whom the vault key is sealed."""
    return [*keys.slots, *keys.recovery]


def with_vault_key(keys: KeyFile, *, epoch: int, vault_key: bytes) -> KeyFile:
    """Return the key file with `vault_key` sealed to every slot, as the key of `epoch`."""
    sealed = tuple(
        KeyBox(
            epoch,
            slot.id,
            sealing.seal(
                vault_key,
                to=slot.sealing_public,
                info=bound_to(keys.vault, slot.public(), epoch=epoch),
            ),
        )
        for slot in every_slot(keys)
    )
    return replace(keys, boxes=(*keys.boxes, *sealed))


def vault_keys(
    keys: KeyFile, slot: PasswordSlot | RecoverySlot, *, private: X25519PrivateKey
) -> tuple[bytes, ...]:
    """Return the vault keys that `slot` holds, newest epoch first.

    A box that does not open, or was bound to another slot, gives nothing.
    """
    mine = sorted((b for b in keys.boxes if b.to == slot.id), key=lambda b: -b.epoch)
    found = (
        sealing.unseal(
            each.box, key=private, info=bound_to(keys.vault, slot.public(), epoch=each.epoch)
        )
        for each in mine
    )
    return tuple(key for key in found if key is not None)


def recovery_private(printed_key: bytes, *, outside: bool) -> X25519PrivateKey:
    """Return the private key that belongs to a recovery key read off paper."""
    label = "outside-recovery" if outside else "recovery"
    return X25519PrivateKey.from_private_bytes(sealing.subkey(printed_key, label))


def recovery_public(printed_key: bytes, *, outside: bool) -> bytes:
    """Return the public half of a recovery key."""
    return recovery_private(printed_key, outside=outside).public_key().public_bytes_raw()


def _mac(signed: bytes, vault_key: bytes) -> bytes:
    return hmac.digest(sealing.subkey(vault_key, "keys-mac"), signed, "sha256")


def is_genuine(keys: KeyFile, vault_key: bytes) -> bool:
    """Say whether someone who holds the vault key wrote this file, all of it."""
    return hmac.compare_digest(_mac(keys.signed, vault_key), keys.mac)


def as_bytes(keys: KeyFile, vault_key: bytes) -> bytes:
    """Return the file's bytes, with its digest and its MAC."""
    content: dict[str, object] = {
        "format": FORMAT,
        "v": VERSION,
        "vault": keys.vault,
        "gen": keys.gen,
        "slots": [
            *(
                {**each.public(), "nonce": each.nonce.hex(), "box": each.box.hex()}
                for each in keys.slots
            ),
            *(each.public() for each in keys.recovery),
        ],
        "vk": [{"epoch": b.epoch, "to": b.to, "box": b.box.hex()} for b in keys.boxes],
        "outside": keys.outside.hex(),
    }
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    content["mac"] = _mac(canonical(content), vault_key).hex()
    return canonical(content)


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
        vault=canon.text(top["vault"], most=_ID),
        gen=canon.whole(top["gen"], least=1, most=1 << 31),
        slots=tuple(_slot(each) for each in slots if _kind(each) == "password"),
        recovery=tuple(_recovery(each) for each in slots if _kind(each) == "recovery"),
        outside=canon.hexed(top["outside"], length=_PUBLIC),
        boxes=tuple(_box(each) for each in _listed(top["vk"])),
        signed=signed,
        mac=mac,
    )
    _check_names(keys)
    return keys


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


def _slot(value: object) -> PasswordSlot:
    slot = canon.members(value, _SLOT)
    kdf = canon.members(slot["kdf"], _KDF)
    if kdf["alg"] != "argon2id":
        raise NotCanonicalError
    return PasswordSlot(
        id=canon.text(slot["id"], most=_ID),
        user=canon.text(slot["user"], most=_ID),
        sign_in=canon.text(slot["sign_in"], most=LONGEST_SIGN_IN),
        gen=canon.whole(slot["gen"], least=1, most=1 << 31),
        cost=Cost(
            m=canon.whole(kdf["m"], least=FLOOR.m, most=MOST.m),
            t=canon.whole(kdf["t"], least=FLOOR.t, most=MOST.t),
            p=canon.whole(kdf["p"], least=1, most=MOST.p),
        ),
        salt=canon.hexed(kdf["salt"], length=SALT_BYTES),
        sealing_public=canon.hexed(slot["x25519_pub"], length=_PUBLIC),
        signing_public=canon.hexed(slot["ed25519_pub"], length=_PUBLIC),
        nonce=canon.hexed(slot["nonce"], length=sealing.NONCE_BYTES),
        box=canon.hexed(slot["box"], length=_SECRET_BOX),
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
