"""Errors about people, keys, places and copies; `services.trust_messages` writes the sentences."""

from desktop_app.domain.errors import (
    SafeguardingError,
    VaultError,
    VaultMissingError,
    VaultReadOnlyError,
)


class RoleRefusedError(SafeguardingError):
    """Somebody asked for what their role may not do; `verb` names it."""

    def __init__(self, verb: str, *, office: str) -> None:
        super().__init__(verb, office)
        self.verb = verb
        self.office = office


class UserRemovedError(VaultError):
    """This user has left: the log says so."""


class AdministratorError(VaultError):
    """This user is an administrator, who holds no key to the records."""


class TooManyTriesError(VaultError):
    """Too many wrong passwords at this desk: `seconds` are to be waited."""

    def __init__(self, path: object, *, seconds: int) -> None:
        super().__init__(path)
        self.seconds = seconds


class KeyFileOlderError(VaultError):
    """The key file is older than the one that was seen at this desk: `found` below `seen`."""

    def __init__(self, path: object, *, found: int, seen: int) -> None:
        super().__init__(path)
        self.found = found
        self.seen = seen


class HistoryOlderError(VaultError):
    """The log ends before what this user saw at this desk, or tells another story up to there.

    `found` is where it ends, `seen` what was seen; `other` says that entry `seen` is another one.
    """

    def __init__(self, path: object, *, found: int, seen: int, other: bool) -> None:
        super().__init__(path)
        self.found = found
        self.seen = seen
        self.other = other


class VaultSwappedError(VaultError):
    """Another vault lies here than the one that was opened here from this desk before."""


class PasswordWeakError(SafeguardingError):
    """A new password is too easy; `why` is a key for the sentence.

    It is one of `common`, `about-you`, `keyboard`, `repeat`, `sequence`, `date` and `guessed`.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SignInTakenError(SafeguardingError):
    """Somebody in this vault has this sign-in name already."""


class LastUserError(SafeguardingError):
    """The last one who may let people in and out cannot be removed or given another role."""


class RecoveryRefusedError(VaultError):
    """The recovery key is typed as it is printed, but is not the one of this vault."""


class PlaceRefusedError(VaultError):
    """A live vault may not lie here.

    `kind` is one of `network`, `mapped`, `cloud`, `removable` and `temporary`; `there` says that it
    does lie there, and has to be moved.
    """

    def __init__(self, path: object, *, kind: str, there: bool = False) -> None:
        super().__init__(path)
        self.kind = kind
        self.there = there


class FolderReadOnlyError(VaultReadOnlyError):
    """No file can be made in this folder, so no vault can begin there."""


class BackupMissingError(VaultMissingError):
    """No backup lies at the path."""


class BackupDamagedError(VaultError):
    """A backup is not as it was made; `what` names the part that is wrong."""

    def __init__(self, path: object, *, what: str) -> None:
        super().__init__(path)
        self.what = what


class BackupForeignError(VaultError):
    """This file is no backup of a vault."""


class BackupNewerError(VaultError):
    """A newer program made this backup; `written_by` is its version."""

    def __init__(self, path: object, *, written_by: str) -> None:
        super().__init__(path)
        self.written_by = written_by


class BackupSourceFaultyError(VaultError):
    """The vault does not hold: no backup was made of it, and no good one was replaced."""


class BackupPlaceError(VaultError):
    """A backup could not be written to this folder; no older backup was touched.

    `why` is one of `full` (`needed`: the bytes that it takes), `read-only`, `failing`, `bad` (what
    was read back is not what was written) and `too-large` (for a backup file, wherever it lies);
    `full-here` where the folder is the vault's own, in which the copy is made first, and
    `full-there` where a backup was to be unpacked in it.
    """

    def __init__(self, path: object, *, why: str, needed: int = 0) -> None:
        super().__init__(path)
        self.why = why
        self.needed = needed


class NotAReaderError(SafeguardingError):
    """This user does not read the sealed incident, or cannot be taken off it."""


class LastReaderError(SafeguardingError):
    """The last reader of a sealed incident cannot be taken off it."""


class OwnAccountError(SafeguardingError):
    """Somebody tried to take out, or to make an administrator of, themselves."""


class TooManyUsersError(SafeguardingError):
    """The key file has room for `most` users, and no more."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class JoiningFileError(SafeguardingError):
    """A prepared user cannot be let in.

    `what` is `damaged` (no such file, or not as it was made), `foreign` (made for another vault)
    or `known` (this user, or their keys, are in the vault already).
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class RekeyUnfinishedError(VaultError):
    """A change of keys stands in the log; its files were not all written: the next opening does it.

    The reason is the error that it was raised from.
    """
