"""The paper recovery key used and renewed: `docs/formats.md`, "Recovery".

Whoever types it in takes the place of one user, with new keys behind a new password. The log says
so first, with a signature that only the paper can have made; a new vault key and a new paper key
follow at once. ADR 0021.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import (
    KeyFileDamagedError,
    PasswordRefusedError,
    UserUnknownError,
    VaultAlteredError,
)
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.vaults import RecoveryRenewed, RecoveryUsed
from desktop_app.domain.roles import HOLD_THE_KEY
from desktop_app.domain.trust_errors import (
    AdministratorError,
    RecoveryRefusedError,
    RekeyUnfinishedError,
    UserRemovedError,
)
from desktop_app.vault import (
    checks,
    engine,
    joining,
    key_reading,
    keyfile,
    keyring,
    keyslots,
    migrations,
    opening,
    recovery,
    rekeying,
    users,
)
from desktop_app.vault.copying import Progress
from desktop_app.vault.engine import Connection
from desktop_app.vault.event_log import new_id
from desktop_app.vault.first_look import Admit, all_come_in
from desktop_app.vault.joining import Fresh
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyring import KeyRing
from desktop_app.vault.keyslots import Cost, RecoverySlot
from desktop_app.vault.making import RecoveryKeys
from desktop_app.vault.opening import Entrant, Unlocked
from desktop_app.vault.store import Vault

_WITNESS: Final = b"SG-RECOVERY-v1\0"


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the paper key opened: the key file, its slot, the vault's keys; and the key itself."""

    keyfile: KeyFile = field(repr=False)
    slot: RecoverySlot = field(repr=False)
    vault_keys: tuple[bytes, ...] = field(repr=False)
    printed_key: bytes = field(repr=False)


def unlock_with_recovery(path: Path, rows: Sequence[str]) -> Recovered:
    """Return what the paper key in `rows` opens of the vault at `path`; opens no connection.

    Raises RecoveryKeyError, which names the rows that are typed wrongly, RecoveryRefusedError
    where it is no key of this vault, and what `opening.unlock` raises of the files.
    """
    printed_key = recovery.typed(tuple(rows))
    engine.refuse_if_open_here(path)
    checks.check_there(path)
    beside = keyfile.path_of(path)
    keys = key_reading.read(beside)
    checks.check_belongs(path, keys.vault)
    private = keyfile.recovery_private(printed_key, outside=False)
    public = private.public_key().public_bytes_raw()
    slot = next((each for each in keys.recovery if each.sealing_public == public), None)
    if slot is None:
        raise RecoveryRefusedError(path)
    vault_keys = keyfile.vault_keys(keys, slot, private=private)
    if not vault_keys or not keyfile.is_genuine(keys, vault_keys[0]):
        raise KeyFileDamagedError(beside, what="mac")
    return Recovered(keys, slot, vault_keys, printed_key)


def recover(  # noqa: PLR0913  # keyword-only, each its own fact about who comes back in
    path: Path,
    recovered: Recovered,
    *,
    sign_in: str,
    password: str,
    at: datetime,
    cost: Cost | None = None,
) -> tuple[Vault, RecoveryKeys]:
    """Open the vault as the user with this sign-in name, with new keys behind `password`.

    Slow on purpose: `fresh_keys` is the slow half, `recover_with` the rest. Raises what those do.
    """
    fresh = fresh_keys(recovered, sign_in=sign_in, password=password, cost=cost)
    return recover_with(path, recovered, fresh, at=at)


def fresh_keys(
    recovered: Recovered, *, sign_in: str, password: str, cost: Cost | None = None
) -> Fresh:
    """Return new keys behind `password` for a user of the key file; slow on purpose, opens nothing.

    Raises UserUnknownError, PasswordTooShortError.
    """
    for slot in recovered.keyfile.slots:
        if keyslots.same_name(slot.sign_in, sign_in):
            return joining.fresh_slot(
                recovered.keyfile,
                password=password,
                sign_in=slot.sign_in,
                user=slot.user,
                cost=cost,
            )
    raise UserUnknownError(sign_in)


def recover_with(  # noqa: PLR0913  # keyword-only, each its own fact about who comes back in
    path: Path,
    recovered: Recovered,
    fresh: Fresh,
    *,
    at: datetime,
    admit: Admit = all_come_in,
    rows: Sequence[str] = (),
    progress: Progress | None = None,
) -> tuple[Vault, RecoveryKeys]:
    """Open the vault with the paper key, for the user whose new keys `fresh` are.

    Returns it open, with the new paper key in rows (`outside` stays as it was: empty here). That
    is the one in `rows`, which somebody has on paper already, or else a fresh one, given this once.
    `progress`: as `rekeying.rekey_with`. The log, the new vault key and the new paper key stand or
    fall together; what is interrupted after the log was written is finished by the next opening
    with the new password.
    Before anything is written `admit` may look at the vault, and raise what it refuses it for.
    Raises RecoveryRefusedError where an earlier use was finished only now, so that this paper
    holds no longer, UserRemovedError, AdministratorError for a user who may hold no vault key, or
    what `opening.open_unlocked` raises.
    """
    older = False

    def believe(connection: Connection, ring: KeyRing) -> KeyRing:
        nonlocal older
        older = users.schema(connection) < migrations.SCHEMA
        private = keyfile.recovery_private(recovered.printed_key, outside=False)
        try:
            ring = keyring.believed(connection, ring, private=private, older_keys=True)
            users.introduction(connection, fresh.slot.user)
        except PasswordRefusedError:
            raise RecoveryRefusedError(path) from None
        except UserUnknownError:
            raise VaultAlteredError(path, what=("user",)) from None
        if users.has_left(connection, fresh.slot.user):
            raise UserRemovedError(path)
        opening.check_recovery(connection, path, ring.keyfile)
        return ring

    beside = keyfile.path_of(path)
    ring = KeyRing(beside, recovered.keyfile, recovered.slot, recovered.vault_keys)
    entrant = Entrant(fresh.slot.user, fresh.keys, believe, admit)
    # The tables of an older version are brought up to date by somebody whom the log knows.
    vault = opening.enter(path, ring, entrant, upgrade=False)
    try:
        _require_key_holder(vault)
        given = _take_over(vault, recovered, fresh, at, rows=rows, progress=progress)
        ring = vault.keyring
    except BaseException:
        vault.close()
        raise
    if older:
        vault.close()
        unlocked = Unlocked(ring.keyfile, fresh.slot, fresh.keys, ring.vault_keys)
        vault = opening.open_unlocked(path, unlocked, progress=progress)
    return vault, RecoveryKeys(given, ())


def _require_key_holder(vault: Vault) -> None:
    """Raise AdministratorError for a user who may hold no vault key."""
    if vault.user.office not in HOLD_THE_KEY:
        raise AdministratorError(vault.path)


def _take_over(  # noqa: PLR0913  # keyword-only, as `recover_with`
    vault: Vault,
    recovered: Recovered,
    fresh: Fresh,
    at: datetime,
    *,
    rows: Sequence[str],
    progress: Progress | None,
) -> tuple[str, ...]:
    """Write who used the paper key, their new keys and the new paper key; return its rows."""
    rekeying.ready(vault)
    keys, slot = vault.keyring.keyfile, fresh.slot
    used = RecoveryUsed(
        recovery_public=recovered.slot.sealing_public.hex(),
        user=slot.user,
        signing_public=slot.signing_public.hex(),
        witness=_witness(vault, recovered.printed_key, slot.signing_public),
    )
    changed = joining.renewed(keys, slot)
    to = (keyfile.holders(keys) & {each.id for each in changed.slots}) | {slot.id}
    vault.keyring = replace(vault.keyring, slot=slot)
    return _with_new_paper(
        vault,
        changed,
        to=to,
        events=[used, joining.renewal(fresh)],
        at=at,
        reason="recovery",
        rows=rows,
        progress=progress,
    )


def _witness(vault: Vault, printed_key: bytes, signing_public: bytes) -> str:
    """Return the paper's signature over this use; empty where the log introduced no key for it."""
    signing = keyfile.recovery_signing(printed_key)
    if vault.paper_witness != signing.public_key().public_bytes_raw().hex():
        return ""
    parent = bytes.fromhex(vault.head().hash)
    return signing.sign(witnessed(vault.id, parent, signing_public)).hex()


def witnessed(vault: str, parent: bytes, signing_public: bytes) -> bytes:
    """Return what the paper signs: the vault, the hash of the entry before, and the new key."""
    return _WITNESS + vault.encode("ascii") + b"\0" + parent + signing_public


def renew_recovery(
    vault: Vault,
    *,
    at: datetime,
    rows: Sequence[str] = (),
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Give the vault a new paper key, and a new vault key with it; return the paper's rows.

    `rows` and `progress`: as `recover_with`. The paper before opens nothing that is saved from now
    on, not even with an old key file. Raises what `rekeying.rekey` raises.
    """
    rekeying.ready(vault)
    keys = vault.keyring.keyfile
    to = keyfile.holders(keys) & {each.id for each in keys.slots}
    return _with_new_paper(
        vault,
        keys,
        to=to,
        events=[],
        at=at,
        reason="recovery-renewed",
        rows=rows,
        progress=progress,
    )


def _with_new_paper(  # noqa: PLR0913  # keyword-only, each its own fact about one change
    vault: Vault,
    keys: KeyFile,
    *,
    to: frozenset[str],
    events: Sequence[Event],
    at: datetime,
    reason: str,
    rows: Sequence[str],
    progress: Progress | None,
) -> tuple[str, ...]:
    paper = recovery.typed(tuple(rows)) if rows else recovery.new_key()
    slot = RecoverySlot(new_id(), keyfile.recovery_public(paper, outside=False))
    witness = keyfile.recovery_signing(paper).public_key().public_bytes_raw()
    # Where the change stands the rows are given, though the disk kept the vault from being moved.
    with suppress(RekeyUnfinishedError):
        rekeying.rekey_with(
            vault,
            replace(keys, recovery=(slot,)),
            to=to | {slot.id},
            events=[*events, RecoveryRenewed(slot.sealing_public.hex(), witness.hex())],
            at=at,
            reason=reason,
            progress=progress,
        )
    return recovery.printed(paper)
