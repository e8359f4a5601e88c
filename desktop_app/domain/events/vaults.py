"""What can happen to the vault itself."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class VaultCreated:
    """The first event of a log: the vault and its two recovery keys (public halves, hex).

    `practice` marks a throw-away vault of invented cases: every page made from it says so.
    `recovery_signing_public` proves later who used the recovery key; vaults made before 0.4.0 have
    none.
    """

    TYPE: ClassVar[str] = "vault.created"
    vault: str
    program: str
    recovery_public: str
    outside_recovery_public: str
    practice: bool = False
    recovery_signing_public: str = ""


@dataclass(frozen=True, slots=True)
class UserAdded:
    """A user was introduced with both public keys (hex); `name` is the person's own name.

    `role` is the job title that stands on forms, `office` one of `domain.roles.Role`.
    """

    TYPE: ClassVar[str] = "user.added"
    user: str
    sign_in: str
    name: str
    role: str
    sealing_public: str
    signing_public: str
    office: str = "dsl"


@dataclass(frozen=True, slots=True)
class UserChanged:
    """A user has another name, job title or office from now on."""

    TYPE: ClassVar[str] = "user.changed"
    user: str
    name: str
    role: str
    office: str


@dataclass(frozen=True, slots=True)
class UserRemoved:
    """A user has left: they may not open what is saved from now on, and sign nothing any more."""

    TYPE: ClassVar[str] = "user.removed"
    user: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UserRenewed:
    """A user whose password is lost has new key pairs (public halves, hex).

    Another user writes it, or they themselves right after `RecoveryUsed`. What was sealed to their
    old key stays closed to the new one.
    """

    TYPE: ClassVar[str] = "user.renewed"
    user: str
    sealing_public: str
    signing_public: str


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """A user's keys lie behind another password now; the keys are the same."""

    TYPE: ClassVar[str] = "user.password-changed"
    user: str


@dataclass(frozen=True, slots=True)
class RecoveryUsed:
    """The paper key opened the vault for `user`, who signs with `signing_public` from here on.

    `witness` is the signature (hex) that only the paper key can have made; `docs/formats.md`,
    "Recovery", says over what. A vault that never introduced a key for it has an empty one.
    """

    TYPE: ClassVar[str] = "recovery.used"
    recovery_public: str
    user: str
    signing_public: str
    witness: str = ""


@dataclass(frozen=True, slots=True)
class RecoveryRenewed:
    """There is a new paper key (public halves, hex); the one before opens nothing saved later."""

    TYPE: ClassVar[str] = "recovery.renewed"
    recovery_public: str
    recovery_signing_public: str


@dataclass(frozen=True, slots=True)
class VaultRekeyed:
    """The whole file was written anew under the vault key of `epoch`."""

    TYPE: ClassVar[str] = "vault.rekeyed"
    epoch: int
    reason: str


@dataclass(frozen=True, slots=True)
class VaultMigrated:
    """The tables were brought up to date; `copy` is the name of the copy that was kept."""

    TYPE: ClassVar[str] = "vault.migrated"
    from_schema: int
    to_schema: int
    copy: str


@dataclass(frozen=True, slots=True)
class ProjectionRebuilt:
    """The tables to browse and search were made anew from the log."""

    TYPE: ClassVar[str] = "vault.projection-rebuilt"
    incidents: int
