"""One window for one vault: a lock file beside it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the vault: the number of their process and the name of their computer, if known."""

    process: int
    computer: str


class Claim:
    """The lock file beside a vault: who holds it is the only one with a window on the vault.

    It says so from before the password is asked for; the vault's own lock guards the file itself.
    """

    def __init__(self, vault: Path) -> None:
        self.vault = vault
        self._lock = QLockFile(str(vault.with_name(f"{vault.name}.lock")))
        # Never by age: a window that is left alone for a week still has the vault. That of a
        # process that is no more is taken over all the same.
        self._lock.setStaleLockTime(0)

    def take(self) -> Holder | None:
        """Take the lock; give who has it, if somebody else does.

        Where no lock file can be written the vault cannot be either, and opening it says why.
        """
        if self._lock.isLocked() or not self.vault.parent.is_dir() or self._lock.tryLock(0):
            return None
        if self._lock.error() != QLockFile.LockError.LockFailedError:
            return None
        return _holder(self._lock)

    def give_up(self) -> None:
        """Remove the lock file, if it is ours."""
        self._lock.unlock()


def _holder(lock: QLockFile) -> Holder:
    process, computer, _program = lock.getLockInfo()
    return Holder(process, computer)
