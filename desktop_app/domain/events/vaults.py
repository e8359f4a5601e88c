"""What can happen to the vault itself."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class VaultCreated:
    """The first event of a log: the vault and its two recovery keys (public halves, hex).

    `practice` marks a throw-away vault of invented cases: every page made from it says so.
    """

    TYPE: ClassVar[str] = "vault.created"
    vault: str
    program: str
    recovery_public: str
    outside_recovery_public: str
    practice: bool = False


@dataclass(frozen=True, slots=True)
class UserAdded:
    """A user was introduced with both public keys (hex); `name` is the person's own name."""

    TYPE: ClassVar[str] = "user.added"
    user: str
    sign_in: str
    name: str
    role: str
    sealing_public: str
    signing_public: str


@dataclass(frozen=True, slots=True)
class ProjectionRebuilt:
    """The tables to browse and search were made anew from the log."""

    TYPE: ClassVar[str] = "vault.projection-rebuilt"
    incidents: int
