"""The whole vault checked while the window lives on, and lines from paper held against it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.services.sessions import Session
from desktop_app.vault import check_copy
from desktop_app.vault.check_copy import CheckCopy
from desktop_app.vault.copying import Progress
from desktop_app.vault.head import Head
from desktop_app.vault.recovery import check_character
from desktop_app.vault.vault import Vault, VerifyReport

__all__ = [
    "Anchored",
    "CheckCopy",
    "Line",
    "VerifyReport",
    "anchored",
    "anchored_in",
    "begin",
    "check",
    "head_line",
    "tidy",
]

_READ_AS: Final = str.maketrans("OIL", "011")
# A date in figures is none: a vault's mark is told by having letters as well.
_MARK: Final = re.compile(r"\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8}\b", re.IGNORECASE)
# The number of the entry, then 26 characters of its hash in groups of four, and one to check them
# by; the program that is shipped for inspectors reads the same.
_LINE: Final = re.compile(r"([0-9]{1,9})\W+((?:[0-9A-TV-Z]{4}[\s-]*){6}[0-9A-TV-Z]{3})(?![0-9A-Z])")


class Anchored(StrEnum):
    """What a line from paper says about the log."""

    HOLDS = "holds"
    OTHER = "other"
    BEYOND = "beyond"
    OTHER_VAULT = "other-vault"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was typed, the entry that it names (0: none could be read), and what it says.

    `vault` and `ours` are the mark of the vault that it names and of this one, where they differ.
    """

    typed: str
    entry: int
    says: Anchored
    vault: str = ""
    ours: str = ""


@verb(*EVERYONE)
def begin(session: Session, *, progress: Progress | None = None) -> CheckCopy:
    """Take the copy that is checked, on the vault's own thread; see `check_copy.take`."""
    return check_copy.take(session.vault, progress=progress)


@verb(*EVERYONE)
def tidy(session: Session) -> None:
    """Remove the copy that a killed check left beside the vault."""
    check_copy.tidy(session.vault)


def check(copy: CheckCopy, *, progress: Progress | None = None) -> VerifyReport:
    """Check all of it, on any thread, and remove it; see `check_copy.check`."""
    return check_copy.check(copy, progress=progress)


@verb(*EVERYONE)
def head_line(session: Session) -> str:
    """Give the line that stands at the foot of every form made now."""
    return session.vault.head().short


@verb(*EVERYONE)
def anchored(session: Session, text: str) -> tuple[Line, ...]:
    """Hold lines that were typed off paper against the log, one a line; blank ones are left out.

    A line needs the entry's number and right after it the 27 characters. The vault's mark before
    them is looked at where they do not fit; what else stands there does not matter, nor do
    capitals, spaces and hyphens. O reads as 0, I and L as 1.
    """
    return tuple(_anchors(session.vault, text))


@verb(*EVERYONE)
def anchored_in(vault: Vault, text: str) -> tuple[Line, ...]:
    """Hold such lines against the log of a vault that a command opened."""
    return tuple(_anchors(vault, text))


def _anchors(vault: Vault, text: str) -> Iterator[Line]:
    for typed in text.splitlines():
        if not typed.strip():
            continue
        entry, code = _read(typed)
        if not code or not entry:
            yield Line(typed.strip(), 0, Anchored.UNREADABLE)
            continue
        yield _held(vault, typed, entry, code)


def _held(vault: Vault, typed: str, entry: int, code: str) -> Line:
    """Hold a line that could be read against the log."""
    found, said = vault.hash_at(entry), typed.strip()
    if found is not None and Head(entry, found, vault.id).code.replace("-", "") == code:
        return Line(said, entry, Anchored.HOLDS)
    marks = [each.lower() for each in _MARK.findall(typed)]
    ours = vault.head().vault_short
    if marks and ours not in marks:
        return Line(said, entry, Anchored.OTHER_VAULT, marks[0], ours)
    return Line(said, entry, Anchored.BEYOND if found is None else Anchored.OTHER)


def _read(typed: str) -> tuple[int, str]:
    """Give the entry and the code of a line; (0, "") where either is not as it is printed."""
    found = _LINE.search(typed.upper())
    if found is None:
        return 0, ""
    code = re.sub(r"[\s-]", "", found[2]).translate(_READ_AS)
    return (int(found[1]), code) if check_character(code[:-1]) == code[-1] else (0, "")


def line_words(line: Line) -> str:
    """Give what a line from paper says, and what to do where it does not hold."""
    match line.says:
        case Anchored.HOLDS:
            return _("Entry {0} is the one on paper, and so is everything before it.").format(
                line.entry
            )
        case Anchored.OTHER:
            return _(
                "Entry {0} is NOT the one on paper: what stands in this vault up to there was "
                "changed, or the line was typed from another vault's form. Change nothing and "
                "keep the file."
            ).format(line.entry)
        case Anchored.BEYOND:
            return _(
                "This vault has no entry {0}: the newest entries are gone, or an older copy was "
                "put back. Change nothing and keep the file."
            ).format(line.entry)
        case Anchored.OTHER_VAULT:
            return _(
                "This line is of ANOTHER vault: it names {0}, and this is {1}. If it is from a "
                "form of your own school, another vault may have been put in the place of yours: "
                "change nothing and keep the file."
            ).format(line.vault, line.ours)
        case Anchored.UNREADABLE:
            return _(
                "This line cannot be read. Type it as it is printed: the number of the entry, "
                "then all seven groups of letters and digits."
            )
