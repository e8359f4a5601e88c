"""The head teacher signs for the log once a week, and writes one line into a bound book.

Nobody who holds the keys can change what was signed for without the head's own key, or without
the line in the book showing it (`docs/formats.md`).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from desktop_app.domain.events.keeping import LogCountersigned, SessionOpened
from desktop_app.domain.roles import Role
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services.rights import EVERYONE, office_of, verb
from desktop_app.services.sessions import Session

DUE_DAYS: Final = 7
LATE_DAYS: Final = 10  # so that a weekend and a day away do not turn every page amber


@dataclass(frozen=True, slots=True)
class Signed:
    """One countersignature: the entry that it is for, who gave it, and when (UTC, as in the log)."""

    entry: int
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class CountersignState:
    """How the countersigning stands.

    `days` is how long ago the last one was, else the first entry; `new` how many entries came
    since, openings of the window left out. `by_login` says that a head teacher has a login here;
    without one it is done on paper alone, and nothing is ever due. `mine` is whether whoever is
    signed in may sign.
    """

    last: Signed | None
    days: int
    new: int
    due: bool
    late: bool
    by_login: bool
    mine: bool


@verb(Role.HEAD)
def countersign(session: Session) -> str:
    """Sign for the log as it is now; give the line for the bound book: that of the signed entry.

    Raises RoleRefusedError for anyone but a head teacher.
    """
    head = session.vault.head()
    signed = LogCountersigned(entry=head.position, hash=head.hash)
    session.vault.append([signed], incident=None, at=session.now())
    return head.short


@verb(*EVERYONE)
def countersigned(session: Session) -> tuple[Signed, ...]:
    """Give every countersignature, the newest first."""
    names = {each.id: each.name or each.sign_in for each in session.vault.users()}
    found = [
        Signed(entry.event.entry, names.get(entry.author, ""), entry.at)
        for entry in session.vault.of_vault()
        if isinstance(entry.event, LogCountersigned)
    ]
    return tuple(reversed(found))


@verb(*EVERYONE)
def countersign_state(session: Session) -> CountersignState:
    """Give how the countersigning stands: due after a week, late after ten days.

    Nothing is due while nothing but openings of the window came since the last one.
    """
    vault = session.vault
    about_vault = vault.of_vault()
    place = max(
        (n for n, e in enumerate(about_vault) if isinstance(e.event, LogCountersigned)), default=-1
    )
    signed = about_vault[place] if place >= 0 else None
    after = about_vault[place + 1 :]
    openings = sum(isinstance(each.event, SessionOpened) for each in after)
    since = signed.position if signed is not None else 0
    new = vault.head().position - since - openings
    began = signed or next(iter(about_vault), None)
    days = _days(began.at, session.now()) if began is not None else 0
    by_login = any(each.office == Role.HEAD and not each.removed for each in vault.users())
    waiting = by_login and new > 0
    return CountersignState(
        last=next(iter(countersigned(session)), None) if signed is not None else None,
        days=days,
        new=new,
        due=waiting and days >= DUE_DAYS,
        late=waiting and days >= LATE_DAYS,
        by_login=by_login,
        mine=office_of(session) == Role.HEAD,
    )


def _days(at: str, now: datetime) -> int:
    return max(0, (now.astimezone(UTC) - datetime.fromisoformat(at)).days)


def standing_words(state: CountersignState) -> str:
    """Give how the countersigning stands in a sentence or two."""
    if not state.by_login:
        return _("No head teacher has a login here, so the log is signed for on paper.")
    new = ngettext("{number} new entry", "{number} new entries", state.new).format(number=state.new)
    ago = ngettext("{days} day ago", "{days} days ago", state.days).format(days=state.days)
    if state.last is None:
        said = _("The head teacher has not signed for the log yet. It holds {new}.")
    elif state.new <= 0:
        return _("The head teacher has signed for everything in the log.")
    elif state.days == 0:
        said = _("The head teacher signed for the log today. Since then: {new}.")
    else:
        said = _("The head teacher signed for the log {ago}. Since then: {new}.")
    return said.format(new=new, ago=ago)
