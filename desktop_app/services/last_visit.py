"""What came since a user was last at this desk, and whether what they saw then still stands."""

from dataclasses import dataclass

from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.keeping import DifferenceAccepted, SessionOpened
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import sign_in
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.services.sessions import Session
from desktop_app.vault.desk_notes import Seen


@dataclass(frozen=True, slots=True)
class SinceThen:
    """How the log stands to what was seen: `entries` are those that came since, or are missing.

    `behind` says that the log ends before the entry that was seen. `unchanged` that this entry is
    the one that was seen, and with it everything before it.
    """

    entries: int
    unchanged: bool
    behind: bool
    seen: int

    @property
    def alarming(self) -> bool:
        """Say whether somebody must look into it."""
        return self.behind or not self.unchanged


@verb(*EVERYONE)
def since_last_here(session: Session, seen: Seen | None) -> SinceThen | None:
    """Hold the log against what was seen; None where nothing is known at this desk."""
    if seen is None or not seen.position:
        return None
    opened = _opening(session)
    # What this user does now is not news to them, and does not make up for what is missing.
    ended = opened.position - 1 if opened is not None else session.vault.head().position
    between = ended - seen.position
    if between < 0:
        return SinceThen(-between, unchanged=False, behind=True, seen=seen.position)
    same = session.vault.hash_at(seen.position) == seen.hash
    return SinceThen(between, unchanged=same, behind=False, seen=seen.position)


@verb(*EVERYONE)
def wrong_words(session: Session) -> str:
    """Give how many wrong passwords this desk saw before the window was opened; empty for none."""
    entry = _opening(session)
    opened = entry.event if entry is not None else None
    if not isinstance(opened, SessionOpened) or not opened.wrong_before:
        return ""
    said = ngettext(
        "Before you signed in, {number} wrong password was typed at this desk, by you or by "
        "somebody else: who it was is not known.",
        "Before you signed in, {number} wrong passwords were typed at this desk, by you or by "
        "somebody else: who it was is not known.",
        opened.wrong_before,
    )
    return said.format(number=opened.wrong_before)


def _opening(session: Session) -> Entry | None:
    """Give where the log says that this user opened the window last: that is this time."""
    mine = session.vault.user.id
    return next(
        (
            entry
            for entry in reversed(session.vault.of_vault())
            if isinstance(entry.event, SessionOpened) and entry.author == mine
        ),
        None,
    )


@verb(*EVERYONE)
def accept(session: Session) -> None:
    """Take the log as it is now for what was seen: whoever says so knows why it is another one.

    That they said so stands in the log.
    """
    since = since_last_here(session, session.seen)
    if since is not None and since.alarming:
        accepted = DifferenceAccepted(since.seen, since.entries, since.behind)
        session.vault.append([accepted], incident=None, at=session.now())
    if session.keys is not None:
        sign_in.keep_seen(session.vault, session.keys, place={}, knowingly=True)


def since_words(since: SinceThen) -> str:
    """Give what came since, or what to do where what was seen does not stand any more."""
    if since.behind:
        said = ngettext(
            "{number} entry that you saw at this desk is MISSING: the log ends before entry {seen}. "
            "If a backup was put back, that is why. If not, somebody put back an older copy: change "
            "nothing, keep both files of the vault, and compare them with a backup and with forms "
            "on paper.",
            "{number} entries that you saw at this desk are MISSING: the log ends before entry "
            "{seen}. If a backup was put back, that is why. If not, somebody put back an older "
            "copy: change nothing, keep both files of the vault, and compare them with a backup "
            "and with forms on paper.",
            since.entries,
        )
        return said.format(number=since.entries, seen=since.seen)
    if not since.unchanged:
        return _(
            "Entry {seen} is NOT the one that you saw at this desk: the log tells ANOTHER HISTORY. "
            "If a backup was put back and worked on, that is why. If not, change nothing, keep "
            "both files of the vault, and compare them with a backup and with forms on paper."
        ).format(seen=since.seen)
    if not since.entries:
        return _("Since you were last here: nothing new, history unchanged.")
    said = ngettext(
        "Since you were last here: {number} entry, history unchanged.",
        "Since you were last here: {number} entries, history unchanged.",
        since.entries,
    )
    return said.format(number=since.entries)
