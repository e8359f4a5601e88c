"""What was done to keep the log whole and safe: signed for, copied, opened, taken out."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class LogCountersigned:
    """The head teacher signed for the log up to `entry`, whose hash (hex) this is."""

    TYPE: ClassVar[str] = "log.countersigned"
    entry: int
    hash: str


@dataclass(frozen=True, slots=True)
class LogExported:
    """The log was written to a file, up to `entries`; `with_content` says what left with it."""

    TYPE: ClassVar[str] = "log.exported"
    entries: int
    with_content: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ListExported:
    """The list of incidents was written to a file, without names."""

    TYPE: ClassVar[str] = "list.exported"
    rows: int
    reason: str


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A copy was made and found to hold.

    `file` is its name, `place` what the person calls where it lies, `kind` what the system says of
    that place, `device` what tells one device from another, `entry` and `hash` the head of the log
    in it, `sha256` (hex) and `bytes` those of the file.
    """

    TYPE: ClassVar[str] = "backup.made"
    file: str
    place: str
    kind: str
    device: str
    off_site: bool
    entry: int
    hash: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class BackupRehearsed:
    """A backup was opened and checked, and thrown away again; `made_at` is when it was made."""

    TYPE: ClassVar[str] = "backup.rehearsed"
    file: str
    entry: int
    made_at: str


@dataclass(frozen=True, slots=True)
class BackupRestored:
    """This vault is a backup put back, which ended at `entry` with this hash (hex)."""

    TYPE: ClassVar[str] = "backup.restored"
    file: str
    entry: int
    hash: str
    made_at: str


@dataclass(frozen=True, slots=True)
class DifferenceAccepted:
    """A user said that they know why the log is not what they saw at this desk.

    `seen` is the entry that they saw last, `entries` how many were missing (`behind`), or how many
    had come since that entry was another one.
    """

    TYPE: ClassVar[str] = "log.difference-accepted"
    seen: int
    entries: int
    behind: bool


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """A user opened the vault in the window.

    `wrong_before` is how many wrong passwords this desk had seen that nobody was told of yet, `seen`
    the entry that this user's last visit here ended at (0: none is known).
    """

    TYPE: ClassVar[str] = "session.opened"
    wrong_before: int
    seen: int


@dataclass(frozen=True, slots=True)
class CaptureAllowed:
    """The window may be seen in pictures of the screen for so many minutes."""

    TYPE: ClassVar[str] = "window.capture-allowed"
    minutes: int
    reason: str
