"""The key file beside a vault: who can open it, and the vault key sealed to each of them.

It lies beside V under V's name with the ending `.keys`, is canonical JSON of at most 64 KiB, and
is described field by field in `docs/formats.md`. It holds sign-in names, never a person's name.
"""

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop_app.domain.errors import VaultNameError, VaultNotAFileError
from desktop_app.vault import sealing
from desktop_app.vault.canon import canonical
from desktop_app.vault.keyslots import FORMAT, VERSION, PasswordSlot, RecoverySlot, bound_to

LARGEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class KeyBox:
    """The vault key of one epoch, sealed to one slot (`to`: the slot's id)."""

    epoch: int
    to: str
    box: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file says. `outside` is the public half of the outside recovery key.

    A password slot without a box of the vault key is an administrator's. `data` are the file's
    bytes, and `signed` those that `mac` (HMAC-SHA256) is over; empty until it was read.
    """

    vault: str
    gen: int
    slots: tuple[PasswordSlot, ...]
    recovery: tuple[RecoverySlot, ...]
    outside: bytes
    boxes: tuple[KeyBox, ...]
    signed: bytes = field(default=b"", repr=False)
    mac: bytes = field(default=b"", repr=False)
    data: bytes = field(default=b"", repr=False)


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
    """Return every slot: the users' and the paper key's."""
    return [*keys.slots, *keys.recovery]


def slot_of(keys: KeyFile, user: str) -> PasswordSlot | None:
    """Return the slot of the user with this id, if there is one."""
    return next((slot for slot in keys.slots if slot.user == user), None)


def epoch_of(keys: KeyFile) -> int:
    """Return the epoch of the newest vault key that stands in the file."""
    return max((box.epoch for box in keys.boxes), default=0)


def holders(keys: KeyFile) -> frozenset[str]:
    """Return the ids of the slots that the newest vault key is sealed to."""
    epoch = epoch_of(keys)
    return frozenset(box.to for box in keys.boxes if box.epoch == epoch)


def with_vault_key(
    keys: KeyFile, *, epoch: int, vault_key: bytes, to: Collection[str] | None = None
) -> KeyFile:
    """Return the key file with `vault_key` sealed to every slot, as the key of `epoch`.

    `to` are ids of slots: then it is sealed to these alone.
    """
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
        if to is None or slot.id in to
    )
    return replace(keys, boxes=(*keys.boxes, *sealed))


def without_boxes(keys: KeyFile, *, below: int = 0, to: Collection[str] = ()) -> KeyFile:
    """Return the key file without the boxes of epochs `below`, and without those `to` a slot."""
    kept = tuple(box for box in keys.boxes if box.epoch >= below and box.to not in to)
    return replace(keys, boxes=kept)


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


def recovery_signing(printed_key: bytes) -> Ed25519PrivateKey:
    """Return the key with which the paper key bears witness to who used it."""
    seed = sealing.subkey(printed_key, "recovery-signing")
    return Ed25519PrivateKey.from_private_bytes(seed)


def _mac(signed: bytes, vault_key: bytes) -> bytes:
    return hmac.digest(sealing.subkey(vault_key, "keys-mac"), signed, "sha256")


def is_genuine(keys: KeyFile, vault_key: bytes) -> bool:
    """Say whether someone who holds the vault key wrote this file, all of it."""
    return hmac.compare_digest(_mac(keys.signed, vault_key), keys.mac)


def as_json(slot: PasswordSlot) -> dict[str, object]:
    """Return a user's slot as the file has it."""
    return {**slot.public(), "nonce": slot.nonce.hex(), "box": slot.box.hex()}


def as_bytes(keys: KeyFile, vault_key: bytes) -> bytes:
    """Return the file's bytes, with its digest and its MAC."""
    content: dict[str, object] = {
        "format": FORMAT,
        "v": VERSION,
        "vault": keys.vault,
        "gen": keys.gen,
        "slots": [*map(as_json, keys.slots), *(each.public() for each in keys.recovery)],
        "vk": [{"epoch": b.epoch, "to": b.to, "box": b.box.hex()} for b in keys.boxes],
        "outside": keys.outside.hex(),
    }
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    content["mac"] = _mac(canonical(content), vault_key).hex()
    return canonical(content)
