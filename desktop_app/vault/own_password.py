"""A user's own password: asked again before something leaves, and changed."""

from dataclasses import replace
from datetime import datetime

from desktop_app.domain.errors import PasswordRefusedError
from desktop_app.domain.events.vaults import PasswordChanged
from desktop_app.vault import key_reading, keyfile, keyslots, rekeying
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyring import KeyRing
from desktop_app.vault.keyslots import Cost, PasswordSlot
from desktop_app.vault.store import Vault


def check_own_password(vault: Vault, password: str) -> None:
    """Raise PasswordRefusedError unless it opens this user's slot, with their own keys in it.

    Slow on purpose (Argon2id), touches no connection, fit for any thread. The file is read anew:
    the password may have been changed since the vault was opened; and a slot that somebody put in
    the place of this user's, with a password of their own, holds other keys. Raises what
    `key_reading.read` raises as well.
    """
    keys = key_reading.read(keyfile.path_of(vault.path))
    slot = keyfile.slot_of(keys, vault.user.id)
    own = slot and keyslots.opened(slot, vault=keys.vault, password=password)
    if own is None or own != vault.opening.keys:
        raise PasswordRefusedError(vault.path)


def change_password(
    vault: Vault, *, old: str, new: str, at: datetime, cost: Cost | None = None
) -> None:
    """Put the signed-in user's keys behind another password; the keys stay the same.

    Raises PasswordRefusedError where `old` is not the password, PasswordTooShortError, or an error
    of the machine.
    """
    put_password(vault, prepared_password(vault.keyring, old=old, new=new, cost=cost), at=at)


def prepared_password(
    ring: KeyRing, *, old: str, new: str, cost: Cost | None = None
) -> PasswordSlot:
    """Return the slot of the ring's user behind the password `new`; slow on purpose.

    `cost`: as before unless given. Raises what `change_password` raises of passwords.
    """
    keyslots.check_password(new)
    slot, vault = ring.slot, ring.keyfile.vault
    if not isinstance(slot, PasswordSlot):
        raise PasswordRefusedError(ring.path)
    keys = keyslots.opened(slot, vault=vault, password=old)
    if keys is None:
        raise PasswordRefusedError(ring.path)
    salt, gen = keyslots.new_salt(), ring.keyfile.gen + 1
    changed = replace(slot, cost=cost or slot.cost, salt=salt, gen=gen)
    return keyslots.closed(changed, vault=vault, keys=keys, password=new)


def put_password(vault: Vault, slot: PasswordSlot, *, at: datetime) -> None:
    """Write what `prepared_password` made; raises PasswordRefusedError when it is of other keys."""
    rekeying.ready(vault)
    ring = vault.keyring
    before = keyfile.slot_of(ring.keyfile, vault.user.id)
    if before is None or _of(before) != _of(slot):
        raise PasswordRefusedError(vault.path)
    changed = _sealed_anew(ring, slot, instead_of=before)
    vault.put_keys(ring.turned(changed), [PasswordChanged(slot.user)], at=at)


def _of(slot: PasswordSlot) -> tuple[str, str, bytes, bytes]:
    """Return what stays of a slot when its password changes."""
    return slot.id, slot.user, slot.sealing_public, slot.signing_public


def _sealed_anew(ring: KeyRing, slot: PasswordSlot, *, instead_of: PasswordSlot) -> KeyFile:
    """Return the key file with a changed slot: its box of the vault key is bound to the slot."""
    keys = ring.keyfile
    slots = tuple(slot if each.id == instead_of.id else each for each in keys.slots)
    changed = replace(keyfile.without_boxes(keys, to={instead_of.id}), slots=slots)
    return ring.letting_in(changed, slot.id)
