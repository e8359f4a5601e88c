"""Opening a vault: first the password, which is slow on purpose, then the file."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.domain.errors import (
    KeyFileDamagedError,
    PasswordRefusedError,
    SignInNeededError,
    UserUnknownError,
    VaultAlteredError,
    VaultDamagedError,
    VaultForeignError,
    VaultInUseError,
)
from desktop_app.domain.trust_errors import AdministratorError, UserRemovedError
from desktop_app.vault import (
    checks,
    engine,
    guards,
    key_reading,
    keyfile,
    keyring,
    keyslots,
    migrations,
    rekeying,
    sealing,
    upgrading,
    users,
)
from desktop_app.vault.copying import Opening, Progress
from desktop_app.vault.engine import Connection
from desktop_app.vault.first_look import Admit, FirstLook, all_come_in
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyring import Holder, KeyRing
from desktop_app.vault.keyslots import PasswordSlot, UserKeys
from desktop_app.vault.store import Vault


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a password opened: the key file, the user's slot and keys, the vault's keys.

    An administrator has none of the last, and without them nobody can say who wrote the file.
    """

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
    keys = key_reading.read(beside)
    checks.check_belongs(path, keys.vault)
    slot = _slot_of(path, keys, sign_in)
    if slot is None:
        keyslots.stretch(password, salt=keys.slots[0].salt, cost=keys.slots[0].cost)
        raise PasswordRefusedError(path)
    own = keyslots.opened(slot, vault=keys.vault, password=password)
    if own is None:
        raise PasswordRefusedError(path)
    if (own.sealing_public, own.signing_public) != (slot.sealing_public, slot.signing_public):
        # Whoever made this slot put other keys in its box: what they sign would never hold.
        raise KeyFileDamagedError(beside, what="slot")
    vault_keys = keyfile.vault_keys(keys, slot, private=own.sealing)
    if not vault_keys and not any(box.to == slot.id for box in keys.boxes):
        return Unlocked(keys, slot, own, ())
    if not vault_keys or not keyfile.is_genuine(keys, vault_keys[0]):
        raise KeyFileDamagedError(beside, what="mac")
    return Unlocked(keys, slot, own, vault_keys)


def _slot_of(path: Path, keys: KeyFile, sign_in: str | None) -> PasswordSlot | None:
    if sign_in is None:
        if len(keys.slots) > 1:
            raise SignInNeededError(path, sign_ins=tuple(slot.sign_in for slot in keys.slots))
        return keys.slots[0]
    return next((s for s in keys.slots if keyslots.same_name(s.sign_in, sign_in)), None)


@dataclass(frozen=True, slots=True)
class Entrant:
    """Who comes in: their id, their keys, how they find the key file that holds for them.

    `admit` is asked before anything is written, and raises what it refuses the vault for.
    """

    user: str
    keys: UserKeys = field(repr=False)
    believe: Callable[[Connection, KeyRing], KeyRing] = field(repr=False)
    admit: Admit = field(default=all_come_in, repr=False)


def open_unlocked(  # noqa: PLR0913  # keyword-only, each its own fact about this opening
    path: Path,
    unlocked: Unlocked,
    *,
    keep_copy: bool = True,
    older_keys: bool = False,
    admit: Admit = all_come_in,
    progress: Progress | None = None,
) -> Vault:
    """Open the vault that `unlock` gave the keys of; nothing of the log is read but its users.

    One of an older version is brought up to date first; a copy of it as it was is kept beside it,
    unless `keep_copy` says that there is one. What an interrupted change of its keys left undone is
    finished; `progress` is called with (done, total) pages while either copies the whole vault, and
    what it raises leaves that to the next opening. Before any of that `admit` may look at it, and
    raise what it refuses it for. Raises VaultInUseError, VaultDamagedError, VaultTooNewError,
    VaultAlteredError; AdministratorError and UserRemovedError for those who may not open it;
    KeyFileOlderError where an older key file was put beside it, unless `older_keys`: then the
    newest takes its place again.
    """
    if not unlocked.vault_keys:
        raise AdministratorError(path)

    def believe(connection: Connection, ring: KeyRing) -> KeyRing:
        _check_known(connection, path, unlocked.slot.user)
        if users.has_left(connection, unlocked.slot.user):
            keyring.put_right(connection, ring)
            raise UserRemovedError(path)
        private = unlocked.keys.sealing
        ring = keyring.believed(connection, ring, private=private, older_keys=older_keys)
        _check_own_keys(connection, path, unlocked.slot)
        check_recovery(connection, path, ring.keyfile)
        return ring

    ring = KeyRing(
        keyfile.path_of(path), unlocked.keyfile, unlocked.slot, vault_keys=unlocked.vault_keys
    )
    entrant = Entrant(unlocked.slot.user, unlocked.keys, believe, admit)
    return enter(path, ring, entrant, upgrade=True, keep_copy=keep_copy, progress=progress)


def enter(  # noqa: PLR0913  # keyword-only, each its own fact about this opening
    path: Path,
    ring: KeyRing,
    entrant: Entrant,
    *,
    upgrade: bool,
    keep_copy: bool = False,
    progress: Progress | None = None,
) -> Vault:
    """Open the vault at `path` with the keys of `ring`, for `entrant`.

    What it believes is given the connection and the ring, which says whether V is behind it.
    Without `upgrade` the tables of an older version stay as they are. Raises what `open_unlocked`
    raises of the file, and what the entrant's `admit` and `believe` raise.
    """
    vault = ring.keyfile.vault
    engine.refuse_if_open_here(path)
    connection, behind = _connected(path, ring)
    try:
        with engine.faults(path):
            older = _check_inside(connection, path, vault)
            guards.check(connection, path)
            guards.install(connection)
            entrant.admit(FirstLook(path, vault, connection))
            ring = entrant.believe(connection, replace(ring, behind=behind))
            if older and upgrade:
                opening = Opening(vault, ring.in_force, entrant.user, entrant.keys)
                upgrading.upgrade(
                    connection, path, opening=opening, keep_copy=keep_copy, progress=progress
                )
            user = users.known(connection, entrant.user, first_schema=older and not upgrade)
        holder = Holder(user, entrant.keys, ring)
        opened = Vault(path, connection=connection, vault=vault, holder=holder)
    except BaseException:
        engine.close(connection)
        raise
    try:
        rekeying.settle(opened, progress=progress)
    except BaseException:
        opened.close()
        raise
    return opened


def open_vault(path: Path, *, password: str, sign_in: str | None = None) -> Vault:
    """Open the vault at `path`; never makes one. Raises what `unlock` and `open_unlocked` raise."""
    return open_unlocked(path, unlock(path, password=password, sign_in=sign_in))


def _connected(path: Path, ring: KeyRing) -> tuple[Connection, bool]:
    """Open with the newest key that fits, and say whether that is an older one of two."""
    salt = checks.salt_of(ring.keyfile.vault)
    *newer, last = ring.vault_keys
    before = engine.identity(path)
    for vault_key in newer:
        try:
            key = sealing.subkey(vault_key, "sqlcipher")
            return engine.connect(path, key=key, salt=salt), False
        except VaultDamagedError:
            continue
    try:
        connection = engine.connect(path, key=sealing.subkey(last, "sqlcipher"), salt=salt)
    except VaultDamagedError:
        # Between our look at the key file and this, another process may have changed either.
        moved = engine.identity(path) != before
        if moved or key_reading.read(ring.path).data != ring.keyfile.data:
            raise VaultInUseError(path) from None
        raise
    return connection, bool(newer)


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


def _check_known(connection: Connection, path: Path, user: str) -> None:
    """Raise VaultAlteredError for a user of the key file whom the log does not know."""
    try:
        users.introduction(connection, user)
    except UserUnknownError:
        raise VaultAlteredError(path, what=("user",)) from None


def _check_own_keys(connection: Connection, path: Path, slot: PasswordSlot) -> None:
    """Hold the user's slot against the newest keys that the log gives them."""
    in_log = users.newest_keys(connection, slot.user)
    if in_log != (slot.sealing_public.hex(), slot.signing_public.hex()):
        raise VaultAlteredError(path, what=("keys",))


def check_recovery(connection: Connection, path: Path, keys: KeyFile) -> None:
    """Hold both recovery keys of the key file against the newest that the log introduced.

    Raises VaultAlteredError.
    """
    beginning = users.beginning(connection)
    if beginning is None or beginning.outside_recovery_public != keys.outside.hex():
        raise VaultAlteredError(path, what=("outside",))
    paper, _ = users.paper_keys(connection)
    if [slot.sealing_public.hex() for slot in keys.recovery] != [paper]:
        raise VaultAlteredError(path, what=("recovery",))
