"""What the log shows when somebody changes it, and what it cannot show: as far as it was tried.

Each line stands for a row of the trials over every position of a log (`docs/formats.md`, “What the
log proves”), and goes no further.
"""

from typing import NamedTuple

from desktop_app.runtime.i18n import gettext as _


class Promise(NamedTuple):
    """What it is about, and what holds."""

    about: str
    says: str


def promised() -> tuple[Promise, ...]:
    """Give what is shown, and by what, from what needs nobody to what needs paper."""
    return (
        Promise(
            _("Somebody without its author's password changed, removed or moved an entry"),
            _(
                "“Check everything” shows it: every entry is tied to the one before it and signed. "
                "Only where the newest entries were cut off does it take a line from elsewhere, as "
                "below."
            ),
        ),
        Promise(
            _("Somebody rewrote their own old entries, and the ties after them"),
            _(
                "“Check everything” shows it where a colleague wrote anything later: that "
                "signature cannot be made without the colleague's own key."
            ),
        ),
        Promise(
            _("Somebody signed in a colleague's or the head teacher's name"),
            _("“Check everything” shows it: each person signs with a key of their own."),
        ),
        Promise(
            _("Somebody who holds everybody's keys rewrote the log"),
            _(
                "A line from before shows it, if it is kept where they cannot reach: on a printed "
                "form, in the bound book, in a backup elsewhere, or at the desk of a colleague who "
                "saw it. “Compare with paper” holds such a line against the log."
            ),
        ),
        Promise(
            _("An older copy of the vault was put back"),
            _(
                "Each desk remembers the newest entry that its user saw, and says so at the next "
                "sign-in; so does any line from paper that names a newer entry."
            ),
        ),
        Promise(
            _("Somebody who may open the vault wants to read a sealed record"),
            _(
                "They cannot, unless they are named in it: it is closed by keys. That it is there, "
                "when and by whom it was written, they can see with other tools."
            ),
        ),
    )


def not_promised() -> tuple[Promise, ...]:
    """Give what nothing here can show or prevent."""
    return (
        Promise(
            _("The newest entries, which nobody has seen, printed, backed up or signed for yet"),
            _(
                "Whoever wrote them can take them back unseen. Print after each decision, and have "
                "the head teacher sign for the log every week."
            ),
        ),
        Promise(
            _("Whether what was typed is true"),
            _("The log shows what was written, by which key and in what order; no more than that."),
        ),
        Promise(
            _("The time of an entry"),
            _(
                "It is that of the computer's clock. The order is certain, and a printed form "
                "shows what was there when it was printed."
            ),
        ),
        Promise(
            _("A computer that is watched, and what leaves by the eyes"),
            _(
                "Whoever controls this computer can read what you can read; so can a photograph "
                "of the screen, or a printout left lying."
            ),
        ),
        Promise(
            _("Copies that were made while it was allowed"),
            _(
                "Somebody who has left can still open an old copy of the vault with an old password."
            ),
        ),
    )
