"""Whether a password is that of the user who is signed in, asked again before something leaves."""

from desktop_app.domain.errors import PasswordRefusedError
from desktop_app.vault import key_reading, keyfile, keyslots
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
