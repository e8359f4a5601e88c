"""One's own password, and a new recovery key for the vault."""

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import sign_ins, staff
from desktop_app.services.sessions import RecoveryKeys
from desktop_app.ui import jobs, printing
from desktop_app.ui.desk import Desk
from desktop_app.ui.new_password import NewPassword
from desktop_app.ui.recovery_keys import KeysBackPage, KeysPage
from desktop_app.ui.safe_text import PasswordLine
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.views.settings.people_form import PeopleForm
from desktop_app.ui.widgets import Button, Field, Note, Page, Problem, label, vbox


class OwnPasswordPage(PeopleForm):
    """Changes the signed-in person's password; their keys, and what they open, stay the same."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Change my password"))
        self.add(
            Note(
                _(
                    "Copies of the vault and its key file that were made before still open with "
                    "the old password. If you fear that somebody has both, tell whoever looks "
                    "after data protection in your school."
                )
            )
        )
        self.old = PasswordLine()
        self._old_field = Field(_("Your password &now"), self.old, identifier="old-password")
        self.add(self._old_field)
        self.password = NewPassword(
            lambda: staff.names_known(desk.session), whose=_("Your new pass&word")
        )
        self.add(self.password)
        self.change = Button(_("&Change it"), "primary", identifier="change-password")
        self.change.clicked.connect(self.go_on)
        for line in (self.old, self.password.again):
            line.returnPressed.connect(self.go_on)
        self.add(at_left(self.change))
        self.column.addStretch(1)

    @override
    def focus_first(self) -> None:
        """Put the cursor into the first line."""
        self.old.setFocus()

    def go_on(self) -> None:
        """Check what was typed, make the new lock, and write it."""
        said = "" if self.old.text() else _("Type your password.")
        self._old_field.show_problem(said)
        problems = [*([Problem(said, self.old)] if said else []), *self.password.problems()]
        if problems:
            self.show_problems(problems)
            return
        session = self.desk.session

        def write(slot: staff.PasswordSlot) -> None:
            staff.put_password(session, slot)
            for line in (self.old, self.password):
                line.clear() if isinstance(line, PasswordLine) else line.forget()
            self.desk.open_settings("people")
            self.desk.say(_("Your password is changed."))

        self.run(
            staff.new_password,
            session.vault.path,
            session.vault.keyring,
            self.old.text(),
            self.password.text(),
            session.now(),
            button=self.change,
            waiting=_("Changing it…"),
            done=write,
        )

    @override
    def fail(self, error: BaseException) -> None:
        """Say at the line itself that the password now is not right: no file is meant here."""
        super().fail(error)
        if jobs.trouble(error).about == "password":
            said = _("This is not your password. Nothing was changed.")
            self._old_field.show_problem(said)
            self.show_problems([Problem(said, self.old)])

    @override
    def place_of(self, about: str) -> QWidget:
        return self.old if about in {"password", "wait"} else self.heading


class NewRecoveryPage(PeopleForm):
    """Says what a new recovery key does, before one is made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Make a new recovery key"))
        self.add(
            label(
                _(
                    "Make one when the sheet in the safe is lost, was seen by somebody, or cannot "
                    "be read. The sheet before it then opens this vault no longer."
                )
            )
        )
        self.add(
            Note(
                _(
                    "Have paper at hand. The key is shown once, and you type it back from the "
                    "paper: only then is it in force. If this window locks before that, nothing "
                    "has changed. The sheet before it still opens the vault; what you wrote down "
                    "opens nothing, so destroy it and begin here again."
                ),
                icon="triangle-alert",
                kind="warn",
            )
        )
        self.make = Button(_("&Make it now"), "primary", identifier="make-recovery")
        self.add(at_left(self.make))
        self.column.addStretch(1)


class NewRecovery(QWidget):
    """Leads from the question to the key on paper, and checks that it stands there rightly."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stack = QStackedWidget()
        vbox(self).addWidget(self._stack)
        self.first = NewRecoveryPage(desk)
        self.first.make.clicked.connect(self._make)
        self._stack.addWidget(self.first)

    @property
    def page(self) -> QWidget | None:
        """The page in view."""
        return self._stack.currentWidget() or self.first

    def focus_first(self) -> None:
        """Put the focus where the page in view begins."""
        page = self.page
        if isinstance(page, Page):
            page.focus_first()

    def _make(self) -> None:
        self.first.do(lambda: self.show_keys(staff.new_recovery(self._desk.session)))

    def show_keys(self, keys: RecoveryKeys) -> None:
        """Show the new key; going back from typing it shows it again."""
        page = KeysPage(keys, caption=_("People"))
        page.print_wanted.connect(lambda: self._print(keys, page))
        page.done.connect(lambda: self._ask(keys))
        self._show(page)

    def _ask(self, keys: RecoveryKeys) -> None:
        session = self._desk.session
        page = KeysBackPage(keys, caption=_("People"), stoppable=True)
        page.back_wanted.connect(lambda: self.show_keys(keys))

        def stopped() -> None:
            said = _(
                "The new recovery key is in force: lock it in the safe. Writing the vault anew was "
                "stopped: it is finished when the vault is next opened, so lock the window and "
                "unlock it again."
            )
            page.show_problems([Problem(said, page.heading)])

        page.done.connect(
            lambda: page.write(
                lambda step: staff.put_recovery(session, keys, progress=step),
                done=self._done,
                stopped=stopped,
            )
        )
        self._show(page)

    def _done(self) -> None:
        self._desk.open_settings("people")
        self._desk.say(
            _("The new recovery key is in force: lock it in the safe, destroy the old sheet.")
        )

    def _print(self, keys: RecoveryKeys, page: Page) -> None:
        session = self._desk.session
        mark = sign_ins.vault_mark(session.vault.path)
        sheets = printing.Sheets(keys, mark, session.now().date())
        printing.print_keys(
            sheets, self, failed=lambda said: page.show_problems([Problem(said, page.heading)])
        )

    def _show(self, page: Page) -> None:
        old = self.page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        page.focus_first()
