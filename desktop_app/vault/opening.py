"""Opening a vault: first the password, which is slow on purpose, then the file."""

from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.domain.errors import (
    KeyFileDamagedError,
    PasswordRefusedError,
    SignInNeededError,
    UserUnknownError,
    VaultAlteredError,
    VaultDamagedError,
    VaultForeignError,
)
from desktop_app.vault import (
    checks,
    engine,
    guards,
    keyfile,
    keyslots,
    migrations,
    sealing,
    upgrading,
    users,
)
from desktop_app.vault.copying import Opening
from desktop_app.vault.engine import Connection
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyslots import PasswordSlot, UserKeys
from desktop_app.vault.reading import Holder
from desktop_app.vault.store import Vault


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a password opened: the key file, the user's slot and keys, the vault's keys."""

    keyfile: KeyFile = field(repr=False)
    slot: PasswordSlot = field(repr=False)
    keys: UserKeys = field(repr=False)
    vault_keys: tuple[bytes, ...] = field(repr=False)


def unlock(path: Path, *, password: str, sign_in: str | None = None) -> Unlocked:
    """Return what the password opens of the vault at `path`; slow on purpose, opens no connection.

    `sign_in` may be left out where there is one user. Raises the errors of a file that is missing,
    empty, cut short, plain, foreign or damaged, SignInNeededError, or PasswordRefusedError, which
    does not say whether it was the name or the password, and takes as long for either.
    """
    engine.refuse_if_open_here(path)
    checks.check_there(path)
    beside = keyfile.path_of(path)
    keys = keyfile.read(beside)
    checks.check_belongs(path, keys.vault)
    slot = _slot_of(path, keys, sign_in)
    if slot is None:
        keyslots.stretch(password, salt=keys.slots[0].salt, cost=keys.slots[0].cost)
        raise PasswordRefusedError(path)
    own = keyslots.opened(slot, vault=keys.vault, password=password)
    if own is None:
        raise PasswordRefusedError(path)
    vault_keys = keyfile.vault_keys(keys, slot, private=own.sealing)
    if not vault_keys or not keyfile.is_genuine(keys, vault_keys[0]):
        raise KeyFileDamagedError(beside, what="mac")
    return Unlocked(keys, slot, own, vault_keys)


def _slot_of(path: Path, keys: KeyFile, sign_in: str | None) -> PasswordSlot | None:
    if sign_in is None:
        if len(keys.slots) > 1:
            raise SignInNeededError(path, sign_ins=tuple(slot.sign_in for slot in keys.slots))
        return keys.slots[0]
    return next((s for s in keys.slots if keyslots.same_name(s.sign_in, sign_in)), None)


def open_unlocked(path: Path, unlocked: Unlocked, *, keep_copy: bool = True) -> Vault:
    """Open the vault that `unlock` gave the keys of; nothing of the log is read but its users.

    One of an older version is brought up to date first; a copy of it as it was is kept beside it,
    unless `keep_copy` says that there is one. Raises VaultInUseError, VaultDamagedError, VaultTooNewError, VaultAlteredError.
    """
    vault = unlocked.keyfile.vault
    engine.refuse_if_open_here(path)
    connection = _connected(path, unlocked)
    try:
        with engine.faults(path):
            older = _check_inside(connection, path, vault)
            guards.check(connection, path)
            guards.install(connection)
            _check_keys(connection, path, unlocked)
            if older:
                opening = Opening(vault, unlocked.vault_keys[0], unlocked.slot.user, unlocked.keys)
                upgrading.upgrade(connection, path, opening=opening, keep_copy=keep_copy)
            user = users.known(connection, unlocked.slot.user)
        opened = Vault(
            path,
            connection=connection,
            vault=vault,
            holder=Holder(user, unlocked.keys, unlocked.keyfile, unlocked.vault_keys),
        )
    except BaseException:
        engine.close(connection)
        raise
    return opened


def open_vault(path: Path, *, password: str, sign_in: str | None = None) -> Vault:
    """Open the vault at `path`; never makes one. Raises what `unlock` and `open_unlocked` raise."""
    return open_unlocked(path, unlock(path, password=password, sign_in=sign_in))


def _connected(path: Path, unlocked: Unlocked) -> Connection:
    """Open with the newest key that fits: an interrupted re-key leaves two."""
    salt = checks.salt_of(unlocked.keyfile.vault)
    *older, last = unlocked.vault_keys
    for vault_key in older:
        try:
            return engine.connect(path, key=sealing.subkey(vault_key, "sqlcipher"), salt=salt)
        except VaultDamagedError:
            continue
    return engine.connect(path, key=sealing.subkey(last, "sqlcipher"), salt=salt)


def _check_inside(connection: Connection, path: Path, vault: str) -> bool:
    """Hold the file against its key file; say whether an older program made it."""
    meta = dict(connection.execute("SELECT name, value FROM meta"))
    try:
        belongs, schema, written_by = meta["vault"], int(meta["schema"]), meta["program"]
    except (KeyError, ValueError):
        raise VaultAlteredError(path, what=("meta",)) from None
    older = migrations.check(schema, path, written_by=written_by)
    if belongs != vault:
        raise VaultForeignError(path)
    return older


def _check_keys(connection: Connection, path: Path, unlocked: Unlocked) -> None:
    """Hold the key file against what the log says of this user, and of the outside key."""
    slot = unlocked.slot
    try:
        said = users.introduction(connection, slot.user)
    except UserUnknownError:
        raise VaultAlteredError(path, what=("user",)) from None
    in_log = (said.sealing_public, said.signing_public)
    if in_log != (slot.sealing_public.hex(), slot.signing_public.hex()):
        raise VaultAlteredError(path, what=("keys",))
    beginning = users.beginning(connection)
    if beginning is None or beginning.outside_recovery_public != unlocked.keyfile.outside.hex():
        raise VaultAlteredError(path, what=("outside",))
