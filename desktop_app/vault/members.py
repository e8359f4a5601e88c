"""Who among the users of an open vault is meant, and what must hold of the others."""

from desktop_app.domain.errors import UserUnknownError
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import LastUserError, SignInTakenError, UserRemovedError
from desktop_app.vault import keyslots
from desktop_app.vault.store import Vault
from desktop_app.vault.users import User


def user_of(vault: Vault, user: str) -> User:
    """Return the user with this id; raises UserUnknownError."""
    for each in vault.users():
        if each.id == user:
            return each
    raise UserUnknownError(user)


def present(vault: Vault, user: str) -> User:
    """Return a user who has not left; raises UserUnknownError or UserRemovedError."""
    found = user_of(vault, user)
    if found.removed:
        raise UserRemovedError(vault.path)
    return found


def check_not_last(vault: Vault, leaver: User) -> None:
    """Raise LastUserError unless somebody else is a DSL."""
    others = (u for u in vault.users() if not u.removed and u.id != leaver.id)
    if not any(each.office == Role.DSL for each in others):
        raise LastUserError


def check_free(vault: Vault, sign_in: str) -> None:
    """Raise SignInTakenError where somebody who has not left has this sign-in name."""
    names = {u.sign_in for u in vault.users() if not u.removed}
    names |= {slot.sign_in for slot in vault.keyring.keyfile.slots}
    if any(keyslots.same_name(sign_in, name) for name in names):
        raise SignInTakenError
