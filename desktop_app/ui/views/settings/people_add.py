"""A new person: what they are called and may do, and then their own password, typed by them."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from desktop_app.domain.roles import Role
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import staff
from desktop_app.services.staff import Joiner, Newcomer
from desktop_app.services.trust_messages import role_words
from desktop_app.ui.desk import Desk
from desktop_app.ui.new_password import NewPassword
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.views.settings.people_form import PeopleForm, role_choice
from desktop_app.ui.widgets import Button, Card, Note, Problem, label

_LARGEST = 64 * 1024


class AddPersonPage(PeopleForm):
    """Asks who it is; the person themselves types the password that nobody else knows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Add a person"))
        self.name = self.ask(
            "name",
            _("Their &name"),
            hint=_("It stands on the forms they print."),
            missing=_("Type their name."),
        )
        self.title_line = self.ask(
            "title", _("Their &job title"), hint=_("As it is to stand on forms.")
        )
        self.sign_in = self.ask(
            "sign-in",
            _("Their &sign-in name"),
            hint=_("Initials or a word. Not their name: it can be read without a password."),
            missing=_("Type a sign-in name."),
        )
        self.office = role_choice()
        self.add(self.office)
        self.add(label(_("Now the keyboard is theirs"), "h2"))
        self.add(
            Note(
                _(
                    "They type a password of their own here, and you look away. Nobody else needs "
                    "to know it, and nobody can read it out of the vault."
                ),
                icon="lock",
            )
        )
        self.password = NewPassword(self._names, whose=_("Their pass&word"))
        self.add(self.password)
        self.let_in = Button(_("&Let them in"), "primary", identifier="let-in")
        self.let_in.clicked.connect(self.go_on)
        self.password.again.returnPressed.connect(self.go_on)
        self.add(at_left(self.let_in))
        self.column.addStretch(1)

    def _names(self) -> tuple[str, ...]:
        typed = (self.name.text(), self.sign_in.text())
        return (*typed, *staff.names_known(self.desk.session))

    @override
    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.name.setFocus()

    def go_on(self) -> None:
        """Check what was typed, and let the person in."""
        problems = self.missing()
        chosen = self.office.value()
        self.office.show_problem("" if chosen else _("Choose what they may do."))
        if not chosen:
            problems.append(Problem(_("Choose what they may do."), self.office))
        problems += self.password.problems()
        if problems:
            self.show_problems(problems)
            return
        newcomer = Newcomer(
            self.sign_in.text().strip(),
            self.name.text().strip(),
            self.title_line.text().strip(),
            Role(chosen),
        )
        self.run(
            staff.prepare,
            self.desk.session.vault.keyring.keyfile,
            newcomer,
            self.password.text(),
            button=self.let_in,
            waiting=_("Letting them in…"),
            done=lambda prepared: self._admit(prepared, newcomer.name),
        )

    def _admit(self, prepared: bytes, name: str) -> None:
        staff.admit(self.desk.session, prepared)
        self.password.forget()
        self.desk.open_settings("people")
        self.desk.say(_("{0} can sign in now.").format(name))


class AdmitPage(PeopleForm):
    """Lets in a person whom an administrator prepared, once the code was compared."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Let in a prepared person"))
        self._data = b""
        self.add(
            label(
                _(
                    "An administrator, who holds no key to the records, can prepare a person: the "
                    "file that they give you holds the person's name and their locked keys."
                ),
                "hint",
            )
        )
        choose = Button(_("&Choose the file…"), identifier="choose-file")
        choose.clicked.connect(self._choose)
        self.add(at_left(choose))
        self._who = Card()
        self._who.hide()
        self.add(self._who)
        self.let_in = Button(
            _("The code is the same: &let them in"), "primary", identifier="let-in"
        )
        self.let_in.clicked.connect(self.go_on)
        self.let_in.hide()
        self.add(at_left(self.let_in))
        self.column.addStretch(1)

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Choose the file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read(self, path: Path) -> None:
        """Show who stands in the file."""

        def look() -> None:
            with path.open("rb") as file:
                data = file.read(_LARGEST)
            self._show(data, staff.look_at(self.desk.session, data))

        if self.do(look):
            self.clear_problems()

    def _show(self, data: bytes, joiner: Joiner) -> None:
        self._data = data
        new = joiner.newcomer
        while (item := self._who.inside.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for text, style in (
            (new.name or new.sign_in, "h2"),
            (role_words(new.office), "strong"),
            (_("Signs in as {0}").format(new.sign_in), ""),
            (_("Code: {0}").format(joiner.code), "strong"),
            (
                _(
                    "Have the person read you the code that they were given when they typed their "
                    "password. Let them in only if it is the same."
                ),
                "hint",
            ),
        ):
            self._who.inside.addWidget(label(text, style))
        self._who.show()
        self.let_in.show()
        self.let_in.setFocus()

    def go_on(self) -> None:
        """Let the person in."""

        def admit() -> None:
            user = staff.admit(self.desk.session, self._data)
            self.desk.open_settings("people")
            self.desk.say(_("{0} can sign in now.").format(user.name or user.sign_in))

        self.do(admit)
