"""The paper recovery key used: a way in for somebody whose password is lost. No vault is open yet."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from desktop_app.domain.trust_errors import AdministratorError
from desktop_app.services import passwords, places, sign_in
from desktop_app.vault import keyfile, keyslots, recovering, recovery
from desktop_app.vault.joining import Fresh
from desktop_app.vault.making import RecoveryKeys
from desktop_app.vault.recovering import Recovered

__all__ = ["Fresh", "Recovered", "RecoveryKeys"]


def unlock(path: Path, rows: Sequence[str]) -> Recovered:
    """Give what the paper key opens; fit for any thread.

    Raises RecoveryKeyError, which names the rows that are typed wrongly, RecoveryRefusedError where
    it is no key of this vault, and what is wrong with the files.
    """
    return recovering.unlock_with_recovery(path, tuple(rows))


def new_keys(path: Path, recovered: Recovered, name: str, password: str) -> Fresh:
    """Give new keys behind a new password for the user with this sign-in name; slow on purpose.

    Raises what `passwords.check` raises, UserUnknownError, and AdministratorError for somebody who
    holds no key to the records: `let_in` would refuse them once they have written down a sheet.
    """
    holders = keyfile.holders(recovered.keyfile)
    for slot in recovered.keyfile.slots:
        if keyslots.same_name(slot.sign_in, name) and slot.id not in holders:
            raise AdministratorError(path)
    passwords.check(password, about=(name,))
    return recovering.fresh_keys(recovered, sign_in=name, password=password)


def new_paper() -> RecoveryKeys:
    """Give the next recovery key to write down; it opens nothing before `let_in`."""
    return RecoveryKeys(recovery.new_rows(), ())


def let_in(  # noqa: PLR0913  # keyword-only, each its own fact about who comes back in
    path: Path,
    recovered: Recovered,
    fresh: Fresh,
    at: datetime,
    *,
    keys: RecoveryKeys,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write who used the paper key, their new keys, and the paper key that is on paper by now.

    The vault is closed again. `progress` is called with (done, total) while the vault is written
    anew; what it raises leaves the rest to the next opening with the new password. Raises what
    `recovering.recover_with` raises, and PlaceRefusedError, before anything is written, where no
    vault of real cases may live.
    """
    vault, _keys = recovering.recover_with(
        path,
        recovered,
        fresh,
        at=at,
        admit=places.check_live,
        rows=keys.paper,
        progress=progress,
    )
    sign_in.begin_anew(vault.id)
    vault.close()
