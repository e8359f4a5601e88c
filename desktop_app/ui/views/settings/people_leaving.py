"""Somebody leaves: what that closes to them, and, as plainly, what it does not."""

from contextlib import suppress

from typing_extensions import override

from desktop_app.domain.errors import VaultClosedError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import staff
from desktop_app.services.staff import Member
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.views.settings.people_form import PeopleForm, concerns_shared
from desktop_app.ui.widgets import Button, Card, Note, Page, Problem, label
from desktop_app.ui.writing_anew import WritingAnew


def still_open() -> Card:
    """Say what somebody who left can still open, as plainly as it is, and what they cannot."""
    return Card(
        [
            label(_("What they can still open"), "h2"),
            label(
                _(
                    "Copies from before: a backup, a stick or a copied folder that holds the vault "
                    "and its key file opens with the password they had. No program can take that "
                    "back. What they printed and what they remember is theirs as well."
                )
            ),
            label(
                _(
                    "What is saved here from now on, and every backup made from now on, is closed "
                    "to them."
                )
            ),
        ]
    )


class LeavePage(PeopleForm):
    """Says what somebody's leaving does and does not, asks why, and does it."""

    def __init__(self, desk: Desk, who: Member) -> None:
        super().__init__(desk, _("{0} is leaving").format(who.called), back=f"person:{who.id}")
        self._who = who
        self.add(
            label(
                _(
                    "From then on they cannot sign in. The whole vault is written anew under a key that "
                    "they never had; that can take a minute. Their entries stay, under their name."
                )
            )
        )
        self.add(still_open())
        self.add(
            Note(
                _(
                    "So ask for every copy that they have before you go on, and have the key to "
                    "the room and their computer account taken back as well."
                ),
                icon="triangle-alert",
                kind="warn",
            )
        )
        self._about_sealed(staff.sealed_with(desk.session, who.id))
        self.reason = self.ask(
            "reason",
            _("&Why are they leaving?"),
            hint=_("A few words for the log, such as: left the school. Nothing of a case."),
            missing=_("Say in a few words why."),
        )
        self.remove = Button(
            _("&Remove {0}").format(who.called.replace("&", "&&")), "danger", identifier="remove"
        )
        self.remove.clicked.connect(self.go_on)
        self.add(at_left(self.remove))
        self.working = WritingAnew("leave")
        self.add(self.working)
        self.column.addStretch(1)

    def _about_sealed(self, shared: tuple[str, ...]) -> None:
        """Say what becomes of sealed concerns that the leaver reads."""
        lines = [
            _(
                "If they alone can read a sealed concern, nobody in school can open it once they "
                "are gone: have them name another reader first."
            )
        ]
        if shared:
            off = _("Take them off there as a reader too.")
            lines.append(f"{concerns_shared(shared)} {off}")
        for line in lines:
            self.add(label(line))

    @override
    def focus_first(self) -> None:
        """Begin at the heading: what it does and does not is to be read first."""
        self.heading.setFocus()

    def go_on(self) -> None:
        """Say that it begins, and begin once that is in view."""
        problems = self.missing()
        if problems:
            self.show_problems(problems)
            return
        self.clear_problems()
        self.remove.setEnabled(False)
        session, who, why = self.desk.session, self._who.id, self.reason.text().strip()
        self.working.write(
            lambda step: staff.remove(session, who, reason=why, progress=step),
            done=lambda: self.desk.open_settings(f"left:{who}"),
            failed=self.fail,
            stopped=self._stopped,
        )

    def _stopped(self) -> None:
        self._end()
        said = _(
            "They are removed and cannot sign in. Writing the vault anew was stopped: it is "
            "finished when the vault is next opened, so lock the window and unlock it again."
        )
        self.show_problems([Problem(said, self.heading)])

    @override
    def fail(self, error: BaseException) -> None:
        """Say what went wrong; somebody who is gone already cannot be removed again."""
        self._end()
        super().fail(error)

    def _end(self) -> None:
        # Where it was stopped because the window locks, the vault is closed by now.
        with suppress(VaultClosedError):
            now = staff.member(self.desk.session, self._who.id)
            self.remove.setEnabled(now is not None and not now.removed)


class _ClosedPage(Page):
    """What is done, what is still open to somebody who held the key, and what to do next."""

    def __init__(self, desk: Desk, title: str, done: str, *more: str) -> None:
        super().__init__(title, _("People"))
        self.back_wanted.connect(lambda: desk.open_settings("people"))
        self.add(Note(done, icon="circle-check", kind="green"))
        for line in more:
            self.add(label(line))
        self.add(still_open())
        self.add(label(_("What to do now"), "h2"))
        for line in (
            _("Make a backup today: the ones before open with the old key."),
            _("Get back or destroy every copy that they had."),
            _("If they ever held the recovery sheet, make a new recovery key."),
        ):
            self.add(label(f"•  {line}"))
        self._ways(desk)
        self.column.addStretch(1)

    def _ways(self, desk: Desk) -> None:
        ways: list[Button] = []
        for words, section in (
            (_("&To the backups"), "backups"),
            (_("Make a new &recovery key"), "recovery"),
            (_("Back to &people"), "people"),
        ):
            button = Button(words, identifier=f"left-{section}")
            button.clicked.connect(lambda _on=False, section=section: desk.open_settings(section))
            ways.append(button)
        self.add(at_left(*ways))


class LeftPage(_ClosedPage):
    """Somebody is removed."""

    def __init__(self, desk: Desk, who: Member) -> None:
        super().__init__(
            desk,
            _("{0} is removed").format(who.called),
            _("They cannot sign in any more, and the vault has a new key."),
        )


class NoKeyPage(_ClosedPage):
    """Somebody is an administrator from now on, and holds no key to the records any more."""

    def __init__(self, desk: Desk, who: Member) -> None:
        super().__init__(
            desk,
            _("{0} is an administrator now").format(who.called),
            _("They cannot open any record any more, and the vault has a new key."),
            _(
                "They sign in with the password that they have, to a page of their own: there they "
                "copy backups and prepare new people, and nothing of any incident can be read."
            ),
            _(
                "A sealed concern that they alone can read stays closed as long as they are an "
                "administrator; otherwise only the outside key opens it."
            ),
        )
