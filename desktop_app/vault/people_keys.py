"""People let in, changed and let go: the log and the key file changed as one.

Every function here is whole or not at all; what is interrupted after the log was written is
finished at the next opening (`keyring.py`). Each first finishes what an earlier one left undone.
Those that stretch a password have a slow half that needs no open vault (`joining.prepare_user`,
`joining.fresh_slot`), fit for any thread. A user's own password is in `own_password.py`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.vaults import (
    UserAdded,
    UserChanged,
    UserRemoved,
    UserRenewed,
)
from desktop_app.domain.roles import HOLD_THE_KEY, Role
from desktop_app.domain.trust_errors import (
    JoiningFileError,
    OwnAccountError,
    TooManyUsersError,
)
from desktop_app.vault import joining, keyfile, members, rekeying
from desktop_app.vault.copying import Progress
from desktop_app.vault.joining import Fresh
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyslots import Cost
from desktop_app.vault.store import Vault
from desktop_app.vault.users import User

MOST_USERS: Final = 40  # a key file with two keys for each of them still has room to spare


def add_user(  # noqa: PLR0913  # keyword-only, each its own fact about the new user
    vault: Vault,
    *,
    sign_in: str,
    name: str,
    role: str,
    office: str,
    password: str,
    at: datetime,
    cost: Cost | None = None,
) -> User:
    """Let one more user in, who can sign in from now on; return them.

    `role` is the job title on forms, `office` one of `Role`. Raises PasswordTooShortError,
    SignInNameError, SignInTakenError, TooManyUsersError, or an error of the machine.
    """
    members.check_free(vault, sign_in)
    prepared = joining.prepare_user(
        vault.keyring.keyfile,
        sign_in=sign_in,
        name=name,
        role=role,
        office=office,
        password=password,
        cost=cost,
    )
    return admit(vault, prepared, at=at)


def admit(vault: Vault, prepared: bytes, *, at: datetime) -> User:
    """Let in the user whom `joining.prepare_user` made ready; return them.

    Raises JoiningFileError, SignInTakenError, TooManyUsersError, or an error of the machine.
    """
    new = joining.read(prepared)
    if new.vault != vault.id:
        raise JoiningFileError("foreign")
    rekeying.ready(vault)
    keys, slot = vault.keyring.keyfile, new.slot
    taken = {each for one in keyfile.every_slot(keys) for each in (one.id, one.sealing_public)}
    # A key that signs is given once, or nothing that is signed from here on would hold.
    events = [each.event for each in vault.of_vault()]
    given = {e.signing_public for e in events if isinstance(e, UserAdded | UserRenewed)}
    known = bool({slot.id, slot.sealing_public} & taken) or slot.signing_public.hex() in given
    if known or slot.user in {u.id for u in vault.users()}:
        raise JoiningFileError("known")
    members.check_free(vault, slot.sign_in)
    if len(keys.slots) >= MOST_USERS:
        raise TooManyUsersError(MOST_USERS)
    more = replace(keys, slots=(*keys.slots, slot))
    if new.office in HOLD_THE_KEY:
        more = vault.keyring.letting_in(more, slot.id)
    added = UserAdded(
        user=slot.user,
        sign_in=slot.sign_in,
        name=new.name,
        role=new.role,
        sealing_public=slot.sealing_public.hex(),
        signing_public=slot.signing_public.hex(),
        office=str(new.office),
    )
    _put(vault, more, [added], at)
    return members.user_of(vault, slot.user)


def change_user(  # noqa: PLR0913  # keyword-only, each its own fact about the user
    vault: Vault,
    user: str,
    *,
    name: str,
    role: str,
    office: str,
    at: datetime,
    progress: Progress | None = None,
) -> User:
    """Give the user with this id another name, job title or office, and return them.

    Who becomes an administrator loses the vault key, and the vault gets a new one; an
    administrator who becomes anything else is given it. `progress`: as `remove_user`. Raises
    UserUnknownError, UserRemovedError, LastUserError where nobody would be a DSL any more,
    OwnAccountError for whoever would lock themselves out, or what `rekeying.rekey` raises.
    """
    before = members.present(vault, user)
    if before.office == Role.DSL and office != Role.DSL:
        members.check_not_last(vault, before)
    changed = UserChanged(user, name, role, str(Role(office)))
    held, holds = before.office in HOLD_THE_KEY, office in HOLD_THE_KEY
    if user == vault.user.id and not holds:
        raise OwnAccountError
    rekeying.ready(vault)
    keys = vault.keyring.keyfile
    slot = keyfile.slot_of(keys, user)
    if slot is None or held == holds:
        vault.append([changed], incident=None, at=at)
    elif holds:
        _put(vault, vault.keyring.letting_in(keys, slot.id), [changed], at)
    else:
        to = keyfile.holders(keys) - {slot.id}
        rekeying.rekey_with(
            vault,
            keys,
            to=to,
            events=[changed],
            at=at,
            reason="user-changed",
            progress=progress,
        )
    vault.refresh_user()
    return members.user_of(vault, user)


def remove_user(
    vault: Vault, user: str, *, reason: str, at: datetime, progress: Progress | None = None
) -> None:
    """Take out the user with this id, and give the vault a new key that they never had.

    Old copies that they kept they can still open. `progress`: as `rekeying.rekey_with`. Raises
    UserUnknownError, UserRemovedError, OwnAccountError for oneself, LastUserError for the last DSL,
    or what `rekeying.rekey` raises.
    """
    leaver = members.present(vault, user)
    if user == vault.user.id:
        raise OwnAccountError
    if leaver.office == Role.DSL:
        members.check_not_last(vault, leaver)
    rekeying.ready(vault)
    keys = vault.keyring.keyfile
    gone = {slot.id for slot in keys.slots if slot.user == user}
    staying = replace(keys, slots=tuple(s for s in keys.slots if s.user != user))
    rekeying.rekey_with(
        vault,
        staying,
        to=keyfile.holders(keys) - gone,
        events=[UserRemoved(user, reason)],
        at=at,
        reason="user-removed",
        progress=progress,
    )


def renew_user(
    vault: Vault, user: str, *, password: str, at: datetime, cost: Cost | None = None
) -> None:
    """Give a colleague whose password is lost new keys behind a new one.

    What was sealed to their old keys stays closed to the new ones. Raises UserUnknownError,
    UserRemovedError, OwnAccountError for oneself (that is `change_password`),
    PasswordTooShortError, or an error of the machine.
    """
    lost = members.present(vault, user)
    fresh = joining.fresh_slot(
        vault.keyring.keyfile, password=password, sign_in=lost.sign_in, user=user, cost=cost
    )
    put_renewed(vault, fresh, at=at)


def put_renewed(vault: Vault, fresh: Fresh, *, at: datetime) -> None:
    """Write the new keys that `joining.fresh_slot` made for a user; raises as `renew_user`."""
    lost = members.present(vault, fresh.slot.user)
    if lost.id == vault.user.id:
        raise OwnAccountError
    rekeying.ready(vault)
    keys = vault.keyring.keyfile
    before = keyfile.slot_of(keys, lost.id)
    if before is None and len(keys.slots) >= MOST_USERS:
        raise TooManyUsersError(MOST_USERS)
    changed = joining.renewed(keys, fresh.slot)
    if lost.office in HOLD_THE_KEY:
        changed = vault.keyring.letting_in(changed, fresh.slot.id)
    _put(vault, changed, [joining.renewal(fresh)], at)


def _put(vault: Vault, changed: KeyFile, events: Sequence[Event], at: datetime) -> None:
    vault.put_keys(vault.keyring.turned(changed), events, at=at)
