"""The way in with the recovery key: the rows off paper, then who it is, then a new password."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import recovering
from desktop_app.services.recovering import RecoveryKeys
from desktop_app.services.sign_ins import sign_ins
from desktop_app.ui import jobs
from desktop_app.ui.accessible import announce
from desktop_app.ui.key_rows import KeyRows
from desktop_app.ui.keys_on_paper import KeysOnPaper
from desktop_app.ui.new_password import NewPassword
from desktop_app.ui.recovery_keys import KeysBackPage
from desktop_app.ui.widgets import Button, ChoiceGroup, Note, Page, Problem, hbox, label

if TYPE_CHECKING:
    from desktop_app.services.recovering import Fresh, Recovered
    from desktop_app.services.sessions import Unlocked


class _Asking(Page):
    """A page with one button that begins slow work."""

    wanted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(title, caption=_("Recovery key"))
        self.go = Button("", "primary")
        self.go.clicked.connect(self.go_on)
        self._words = ""

    def add_button(self, words: str, identifier: str) -> None:
        """Put the button at the end of the page."""
        self._words = words
        self.go.setText(words)
        self.go.setAccessibleIdentifier(identifier)
        row = hbox(spacing=12)
        row.addWidget(self.go)
        row.addStretch(1)
        self.add(row)
        self.column.addStretch(1)

    def problems(self) -> list[Problem]:
        """Give what is wrong with what was typed."""
        return []

    def go_on(self) -> None:
        """Check what was typed and say that it is wanted."""
        found = self.problems()
        if found:
            self.show_problems(found)
            return
        self.clear_problems()
        self.wanted.emit()

    def wait(self, words: str = "") -> None:
        """Show that work is being done, in these words; without any, that it can be begun."""
        self.go.setText(words or self._words)
        self.go.setEnabled(not words)
        if words:
            announce(self, words)

    def fail(self, error: BaseException) -> None:
        """Say what went wrong and what to do; raise what is the program's own fault."""
        self.wait()
        self.show_problems([Problem(jobs.trouble(error).sentence, self.heading)])


class RowsPage(_Asking):
    """Asks for the four rows that stand on the sheet from the safe."""

    def __init__(self) -> None:
        super().__init__(_("Use the recovery key"))
        self.add(
            label(
                _(
                    "Take the sheet “Recovery key of the vault” from the school safe and type its "
                    "four rows. Capitals, spaces and hyphens do not matter."
                )
            )
        )
        self.add(
            Note(
                _(
                    "Its use is written in the log, where everyone sees it. You are given a new "
                    "sheet to write down and to type back. Only then is anything changed: the new "
                    "one is in force, and this sheet no longer opens this vault. It still opens "
                    "copies from before: destroy it then, and not sooner."
                )
            )
        )
        self.rows = KeyRows(identifier="recovery")
        self.add(self.rows)
        self.add_button(_("&Continue"), "continue")
        for line in self.rows.lines:
            line.returnPressed.connect(self.go_on)

    @override
    def focus_first(self) -> None:
        """Put the cursor into the first row."""
        self.rows.focus_first()

    @override
    def problems(self) -> list[Problem]:
        return self.rows.problems()


class WhoPage(_Asking):
    """Asks whose password is lost, and for a new one."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(_("Whose password is lost?"))
        self.who = ChoiceGroup(
            _("You sign in as"),
            [(each, each.replace("&", "&&"), "") for each in names],
            identifier="recover-sign-in",
        )
        if len(names) == 1:
            self.who.set_value(names[0])
        self.add(self.who)
        self.add(
            Note(
                _(
                    "With a new password come new keys: drafts that were not finished are lost, "
                    "and a sealed concern stays closed until somebody who reads it names you "
                    "again. Everything else opens as before."
                ),
                icon="triangle-alert",
                kind="warn",
            )
        )
        self.password = NewPassword(lambda: (self.who.value(),), whose=_("Your new pass&word"))
        self.password.again.returnPressed.connect(self.go_on)
        self.add(self.password)
        self.add_button(_("&Let me in"), "let-me-in")

    @override
    def focus_first(self) -> None:
        """Put the focus on what is asked first."""
        if self.who.value():
            self.password.setFocus()
        else:
            self.who.focus_first()

    @override
    def problems(self) -> list[Problem]:
        said = "" if self.who.value() else _("Choose who you are.")
        self.who.show_problem(said)
        return [*([Problem(said, self.who)] if said else []), *self.password.problems()]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What is written once the next sheet is known to be right; all of it is secret."""

    recovered: "Recovered" = field(repr=False)
    fresh: "Fresh" = field(repr=False)
    keys: RecoveryKeys = field(repr=False)
    name: str = field(repr=False)
    password: str = field(repr=False)


class RecoveryWay(KeysOnPaper):
    """Leads from the sheet in the safe to the next sheet, and then to an open vault.

    Nothing is written before the next sheet was typed back: whoever is called away before that
    begins anew with the old one. So the window may lock meanwhile, and must: the rows and what they
    open are in memory. `left` comes when nobody wants it any more.
    """

    left = Signal()
    _waiting: _Waiting | None = None

    def begin(self, path: Path) -> None:
        """Ask for the rows; going back asks for the password again."""
        page = RowsPage()
        page.back_wanted.connect(self.left)
        page.back_wanted.connect(lambda: self._gate.show_unlock(path))
        page.wanted.connect(lambda: self._open_paper(path, page))
        self._window.show_page(page)

    def _open_paper(self, path: Path, page: RowsPage) -> None:
        page.wait(_("Looking…"))
        self._run(
            page,
            jobs.unlock_with_paper,
            path,
            page.rows.rows(),
            done=lambda recovered: self.ask_who(path, recovered),
        )

    def ask_who(self, path: Path, recovered: "Recovered") -> None:
        """Ask whose password is lost, now that the paper opened the vault."""
        page = WhoPage(sign_ins(path))
        page.back_wanted.connect(lambda: self.begin(path))
        page.wanted.connect(lambda: self._make_keys(path, recovered, page))
        self._window.show_page(page)

    def _make_keys(self, path: Path, recovered: "Recovered", page: WhoPage) -> None:
        page.wait(_("Making new keys…"))
        name, password = page.who.value(), page.password.text()

        def go_on(fresh: "Fresh") -> None:
            self._waiting = _Waiting(recovered, fresh, recovering.new_paper(), name, password)
            self.show_keys(path, self._waiting.keys, caption=_("Recovery key"))

        self._run(page, jobs.new_keys_with_paper, path, recovered, name, password, done=go_on)

    @override
    def typed_back(self, path: Path, page: KeysBackPage) -> None:
        """Write the new keys now that the new sheet is known to be right, and open the vault.

        Before this nothing has changed: the old sheet still opens the vault.
        """
        waiting = self._waiting
        if waiting is None:
            return
        at = self._now()
        page.write(
            lambda step: recovering.let_in(
                path, waiting.recovered, waiting.fresh, at, keys=waiting.keys, progress=step
            ),
            done=lambda: self._open(path, waiting, page),
        )

    def _open(self, path: Path, waiting: "_Waiting", page: KeysBackPage) -> None:
        """Open the vault with the new password, whose key is derived first."""
        page.working.begin(_("Opening…"))

        def opened(unlocked: "Unlocked") -> None:
            try:
                self._gate.open(path, unlocked)
            except Exception as error:  # noqa: BLE001  # fail() raises what it has no words for
                page.fail(error)

        job = jobs.run(
            jobs.derive, path, waiting.password, waiting.name, done=opened, failed=page.fail
        )
        page.destroyed.connect(job.drop)

    @staticmethod
    def _run(
        page: _Asking,
        function: Callable[..., object],
        *arguments: object,
        done: Callable[..., None],
    ) -> None:
        """Work beside the window; whoever leaves the page has it dropped."""
        job = jobs.run(function, *arguments, done=done, failed=page.fail)
        page.destroyed.connect(job.drop)
