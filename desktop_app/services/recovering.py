"""The paper recovery key used: a way in for somebody whose password is lost. No vault is open yet."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desktop_app.services import passwords, places, sign_in
from desktop_app.vault import recovering
from desktop_app.vault.joining import Fresh
from desktop_app.vault.making import RecoveryKeys
from desktop_app.vault.recovering import Recovered

__all__ = ["Fresh", "Recovered"]


def unlock(path: Path, rows: Sequence[str]) -> Recovered:
    """Give what the paper key opens; fit for any thread.

    Raises RecoveryKeyError, which names the rows that are typed wrongly, RecoveryRefusedError where
    it is no key of this vault, and what is wrong with the files.
    """
    return recovering.unlock_with_recovery(path, tuple(rows))


def new_keys(recovered: Recovered, name: str, password: str) -> Fresh:
    """Give new keys behind a new password for the user with this sign-in name; slow on purpose.

    Raises what `passwords.check` raises, and UserUnknownError.
    """
    passwords.check(password, about=(name,))
    return recovering.fresh_keys(recovered, sign_in=name, password=password)


def let_in(path: Path, recovered: Recovered, fresh: Fresh, at: datetime) -> RecoveryKeys:
    """Write who used the paper key, their new keys and a new paper key; give that, this once.

    The vault is closed again. Raises what `recovering.recover_with` raises, and PlaceRefusedError,
    before anything is written, where no vault of real cases may live.
    """
    vault, keys = recovering.recover_with(path, recovered, fresh, at=at, admit=places.check_live)
    sign_in.begin_anew(vault.id)
    vault.close()
    return keys
