"""What an open vault knows of its key file, and how log and key file are changed as one.

V keeps a copy of its newest key file in `meta`, written in the same transaction as the events that
tell of the change; only then does the file beside V get its new bytes. So whatever is interrupted
between the two is finished at the next opening, an older key file that was put back is noticed,
and no key that V itself does not vouch for is ever taken up. Without the last, anyone who can
write to the folder could seal a key of their own to every user, and the vault would be written
anew under it.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop_app.domain.errors import KeyFileDamagedError, PasswordRefusedError
from desktop_app.domain.trust_errors import AdministratorError, KeyFileOlderError
from desktop_app.vault import files, key_reading, keyfile
from desktop_app.vault.engine import Connection
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyslots import PasswordSlot, RecoverySlot, UserKeys
from desktop_app.vault.users import User

_COPY: Final = "keys"
_WAITS: Final = "keys_wait"
_KEEP: Final = (
    "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The key file at `path` as it must be, the slot that opened the vault, the vault's keys.

    `vault_keys` are the newest first. `waits`: the file beside V does not have these bytes yet.
    `behind`: V is still under the older of two keys. The ring itself never changes, so slow work
    in another thread may have it; `Vault.keyring` is another one after every change.
    """

    path: Path
    keyfile: KeyFile = field(repr=False)
    slot: PasswordSlot | RecoverySlot = field(repr=False)
    vault_keys: tuple[bytes, ...] = field(repr=False)
    waits: bool = False
    behind: bool = False

    @property
    def newest(self) -> bytes:
        """The vault key of the newest epoch."""
        return self.vault_keys[0]

    @property
    def in_force(self) -> bytes:
        """The vault key that V is encrypted under."""
        return self.vault_keys[-1] if self.behind else self.vault_keys[0]

    def turned(self, changed: KeyFile, *, vault_keys: tuple[bytes, ...] = ()) -> "KeyRing":
        """Return the ring with the next version of the key file, which waits to be written.

        `vault_keys`: those that stand in it from now on, where they are others.
        """
        keys = vault_keys or self.vault_keys
        content = replace(changed, gen=self.keyfile.gen + 1)
        data = keyfile.as_bytes(content, keys[0])
        mine = (s for s in keyfile.every_slot(content) if s.sealing_public == self._public)
        return replace(
            self,
            keyfile=key_reading.parsed(data, self.path),
            slot=next(mine, self.slot),
            vault_keys=keys,
            waits=True,
        )

    def letting_in(self, changed: KeyFile, slot: str) -> KeyFile:
        """Return a changed key file with the newest vault key sealed to one more of its slots."""
        epoch = keyfile.epoch_of(changed)
        return keyfile.with_vault_key(changed, epoch=epoch, vault_key=self.newest, to={slot})

    @property
    def _public(self) -> bytes:
        return self.slot.sealing_public


@dataclass(frozen=True, slots=True)
class Holder:
    """Who opened the vault, with the keys that let them."""

    user: User
    keys: UserKeys
    keyring: KeyRing


def keep(connection: Connection, ring: KeyRing) -> None:
    """Keep a copy of the key file in V, to be written beside it next; part of a transaction."""
    connection.execute(_KEEP, (_COPY, ring.keyfile.data.decode()))
    connection.execute(_KEEP, (_WAITS, "1"))


def written(connection: Connection) -> None:
    """Say in V that its key file lies beside it."""
    connection.execute("DELETE FROM meta WHERE name = ?", (_WAITS,))


def believed(
    connection: Connection,
    ring: KeyRing,
    *,
    private: X25519PrivateKey,
    older_keys: bool = False,
) -> KeyRing:
    """Return the ring that V vouches for, given the one that the file beside it gave.

    `private` is the key that opened `ring.slot`. Raises KeyFileOlderError where an older version
    of the key file lies there, unless `older_keys` says that this is known: then the newest takes
    its place. Raises KeyFileDamagedError for a second vault key that V knows nothing of. Raises
    PasswordRefusedError where the newest key file has another slot in the place of the one that
    was opened, AdministratorError where it gives that slot no key: it lies beside V by then.
    """
    newest, waits = _kept(connection, ring)
    if newest is None or newest.gen < ring.keyfile.gen:
        # Without a copy, or with an older one, nothing in V speaks for a second key.
        if ring.behind:
            raise KeyFileDamagedError(ring.path, what="epoch")
        return ring
    if newest.data == ring.keyfile.data:
        return replace(ring, waits=waits or ring.waits)
    # Looked at once more: another process may have written it since we read it.
    if not waits and not older_keys and key_reading.read(ring.path).data != newest.data:
        raise KeyFileOlderError(ring.path, found=ring.keyfile.gen, seen=newest.gen)
    return _taken_up(ring, newest, private)


def put_right(connection: Connection, ring: KeyRing) -> None:
    """Let the newest key file lie beside V, for somebody whom it gives nothing any more."""
    newest, waits = _kept(connection, ring)
    if newest is not None and waits:
        files.write_whole(ring.path, newest.data)


def _kept(connection: Connection, ring: KeyRing) -> tuple[KeyFile | None, bool]:
    """Return the copy in V, if there is one, and whether it waits to be written."""
    kept = dict(
        connection.execute("SELECT name, value FROM meta WHERE name IN (?, ?)", (_COPY, _WAITS))
    )
    copy = kept.get(_COPY)
    newest = key_reading.parsed(str(copy).encode(), ring.path) if copy is not None else None
    return newest, _WAITS in kept


def _taken_up(ring: KeyRing, newest: KeyFile, private: X25519PrivateKey) -> KeyRing:
    """Return the ring of the newest key file, for whoever opened an older one."""
    slot = next(
        (s for s in keyfile.every_slot(newest) if s.sealing_public == ring.slot.sealing_public),
        None,
    )
    keys = keyfile.vault_keys(newest, slot, private=private) if slot is not None else ()
    if slot is None or not keys:
        files.write_whole(ring.path, newest.data)
        raise (PasswordRefusedError if slot is None else AdministratorError)(ring.path)
    if ring.in_force not in keys or not keyfile.is_genuine(newest, keys[0]):
        raise KeyFileDamagedError(ring.path, what="copy")
    behind = keys[0] != ring.in_force
    return KeyRing(ring.path, newest, slot, keys, waits=True, behind=behind)
