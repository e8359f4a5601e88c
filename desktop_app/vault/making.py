"""Making a vault: its file, its key file, its first user, and both recovery keys."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import VaultExistsError, VaultFolderMissingError
from desktop_app.domain.events.vaults import UserAdded, VaultCreated
from desktop_app.vault import (
    checks,
    engine,
    files,
    key_reading,
    keyfile,
    keyslots,
    migrations,
    recovery,
    sealing,
)
from desktop_app.vault.envelope import PROGRAM
from desktop_app.vault.event_log import new_id
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyring import Holder, KeyRing
from desktop_app.vault.keyslots import FLOOR, Cost, PasswordSlot, RecoverySlot, UserKeys
from desktop_app.vault.store import Vault
from desktop_app.vault.users import User

_FIRST_EPOCH: Final = 1


@dataclass(frozen=True, slots=True)
class RecoveryKeys:
    """Both recovery keys as rows to print, given once and kept nowhere.

    `paper` opens the vault; `outside` opens sealed incidents, and nothing else.
    """

    paper: tuple[str, ...] = field(repr=False)
    outside: tuple[str, ...] = field(repr=False)


def create_vault(  # noqa: PLR0913  # keyword-only, each its own fact about the first user
    path: Path,
    *,
    password: str,
    at: datetime,
    sign_in: str = "DSL",
    name: str = "",
    role: str = "dsl",
    cost: Cost | None = None,
    practice: bool = False,
) -> tuple[Vault, RecoveryKeys]:
    """Make a vault and its key file at `path`, with one user, and return it open.

    `cost` is what the password's stretching costs: measured here unless given, and never below
    FLOOR. `practice` marks it, for good, as one of invented cases, for which the floor is enough.
    Both recovery keys are returned this once. Raises VaultExistsError, VaultNameError,
    VaultFolderMissingError, FolderReadOnlyError, PasswordTooShortError, SignInNameError, or an
    error of the machine; then nothing is left behind.
    """
    beside = keyfile.path_of(path)
    if os.path.lexists(path) or os.path.lexists(beside):
        raise VaultExistsError(path)
    if not path.parent.is_dir():
        raise VaultFolderMissingError(path.parent)
    keyslots.check_password(password)
    made = _new_keys(
        beside,
        password,
        sign_in=keyslots.sign_in_name(sign_in),
        cost=cost or (FLOOR if practice else _measured()),
        practice=practice,
    )
    slot = made.keyfile.slots[0]
    user = User(slot.user, slot.sign_in, name, role)
    with files.new_files_in(path.parent):
        _claim(path)
    with files.new_files_in(path.parent), _all_or_nothing(path, beside):
        files.write_whole(beside, made.keyring.keyfile.data)
        return _first_open(path, made, user, at), made.recovery


@dataclass(frozen=True, slots=True)
class _Made:
    keyring: KeyRing
    keys: UserKeys
    recovery: RecoveryKeys
    recovery_signing_public: str
    practice: bool

    @property
    def keyfile(self) -> KeyFile:
        """What the key file says."""
        return self.keyring.keyfile


def _measured() -> Cost:
    return keyslots.calibrated(keyslots.seconds_taken)


def _new_keys(beside: Path, password: str, *, sign_in: str, cost: Cost, practice: bool) -> _Made:
    if cost.m < FLOOR.m or cost.t < FLOOR.t or cost.p < FLOOR.p:
        raise ValueError(cost)
    vault, keys, vault_key = new_id(), keyslots.new_keys(), os.urandom(sealing.KEY_BYTES)
    slot = PasswordSlot(
        id=new_id(),
        user=new_id(),
        sign_in=sign_in,
        gen=1,
        cost=cost,
        salt=keyslots.new_salt(),
        sealing_public=keys.sealing_public,
        signing_public=keys.signing_public,
    )
    slot = keyslots.closed(slot, vault=vault, keys=keys, password=password)
    paper, outside = recovery.new_key(), recovery.new_key()
    content = KeyFile(
        vault=vault,
        gen=1,
        slots=(slot,),
        recovery=(RecoverySlot(new_id(), keyfile.recovery_public(paper, outside=False)),),
        outside=keyfile.recovery_public(outside, outside=True),
        boxes=(),
    )
    content = keyfile.with_vault_key(content, epoch=_FIRST_EPOCH, vault_key=vault_key)
    content = key_reading.parsed(keyfile.as_bytes(content, vault_key), beside)
    return _Made(
        KeyRing(beside, content, slot, (vault_key,)),
        keys,
        RecoveryKeys(recovery.printed(paper), recovery.printed(outside)),
        keyfile.recovery_signing(paper).public_key().public_bytes_raw().hex(),
        practice,
    )


def _claim(path: Path) -> None:
    """Make the empty file first: of two who make a vault here at once, one goes no further."""
    with files.disk_faults(path):
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise VaultExistsError(path) from None


def _first_open(path: Path, made: _Made, user: User, at: datetime) -> Vault:
    vault = made.keyfile.vault
    connection = engine.connect(
        path, key=sealing.subkey(made.keyring.newest, "sqlcipher"), salt=checks.salt_of(vault)
    )
    try:
        with engine.faults(path):
            migrations.apply(connection)
            meta = [("vault", vault), ("schema", str(migrations.SCHEMA)), ("program", PROGRAM)]
            connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
        holder = Holder(user, made.keys, made.keyring)
        opened = Vault(path, connection=connection, vault=vault, holder=holder)
        opened.append(_beginning(made, user), incident=None, at=at)
        with files.disk_faults(path):
            files.sync_folder(path.parent)
    except BaseException:
        engine.close(connection)
        raise
    return opened


def _beginning(made: _Made, user: User) -> tuple[VaultCreated, UserAdded]:
    return (
        VaultCreated(
            vault=made.keyfile.vault,
            program=PROGRAM,
            recovery_public=made.keyfile.recovery[0].sealing_public.hex(),
            outside_recovery_public=made.keyfile.outside.hex(),
            practice=made.practice,
            recovery_signing_public=made.recovery_signing_public,
        ),
        UserAdded(
            user=user.id,
            sign_in=user.sign_in,
            name=user.name,
            role=user.role,
            sealing_public=made.keys.sealing_public.hex(),
            signing_public=made.keys.signing_public.hex(),
            office=user.office,
        ),
    )


@contextmanager
def _all_or_nothing(path: Path, beside: Path) -> Iterator[None]:
    """Leave neither file behind when the vault could not be made."""
    try:
        yield
    except BaseException:
        for left in (path, path.with_name(path.name + "-journal"), beside):
            left.unlink(missing_ok=True)
        raise
