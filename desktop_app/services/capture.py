"""Allowing pictures of the screen for a while: who did, for how long and why stands in the log."""

from typing import Final

from desktop_app.domain.events.keeping import CaptureAllowed
from desktop_app.domain.reasons import in_own_words
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.services.sessions import Session

MINUTES: Final = (15, 60)
# What a person chooses from; anything else they say in their own words.
REASONS: Final = ("training", "remote support", "assistive technology")


def why_words(reason: str) -> str:
    """Give why pictures were allowed: in words for what the log knows, else as it was typed."""
    training, support, assistive = REASONS
    words = {
        training: _("training"),
        support: _("remote support"),
        assistive: _("assistive technology"),
    }
    return words.get(reason, reason)


@verb(*EVERYONE)
def allow(session: Session, *, minutes: int, reason: str) -> str:
    """Note that pictures of the screen are allowed, and give the reason as the log has it.

    Raises ValueError for a length of time that is none of `MINUTES`, or without a reason.
    """
    said = in_own_words(reason)
    if minutes not in MINUTES or not said:
        raise ValueError(minutes)
    session.vault.append(
        [CaptureAllowed(minutes=minutes, reason=said)], incident=None, at=session.now()
    )
    return said
