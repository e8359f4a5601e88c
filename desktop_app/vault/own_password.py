"""Whether a password is that of the user who is signed in, asked again before something leaves."""

from pathlib import Path

from desktop_app.vault import key_reading, keyfile, keyslots


def opens_own_slot(path: Path, *, user: str, password: str) -> bool:
    """Say whether `password` opens the slot of `user` in the key file beside the vault at `path`.

    Slow on purpose (Argon2id), opens no connection, fit for any thread. The file is read anew: the
    password may have been changed since the vault was opened. Raises what `key_reading.read` raises.
    """
    keys = key_reading.read(keyfile.path_of(path))
    slot = next((each for each in keys.slots if each.user == user), None)
    return (
        slot is not None and keyslots.opened(slot, vault=keys.vault, password=password) is not None
    )
