"""A new person, prepared by an administrator: their file, and the code they are given."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from desktop_app.domain.roles import Role
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import administrator
from desktop_app.services.administrator import Administrator, Newcomer
from desktop_app.ui import jobs
from desktop_app.ui.new_password import NewPassword
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.views.settings.people_form import role_choice
from desktop_app.ui.widgets import Button, Card, Field, Page, Problem, label


class PreparePage(Page):
    """Prepares a person: who they are, what they are to be let do, and a password of their own."""

    def __init__(self, who: Administrator) -> None:
        super().__init__(_("Prepare a person"), _("Administrator"))
        self._who = who
        self.name, self.title_line, self.sign_in = TextLine(), TextLine(), TextLine()
        self._fields = {}
        for name, words, line, hint, missing in (
            ("name", _("Their &name"), self.name, "", _("Type their name.")),
            ("title", _("Their &job title"), self.title_line, _("As it stands on forms."), ""),
            (
                "sign-in",
                _("Their &sign-in name"),
                self.sign_in,
                _("Initials or a word. Not their name: it can be read without a password."),
                _("Type a sign-in name."),
            ),
        ):
            field = Field(words, line, hint=hint, identifier=name)
            self._fields[name] = (field, line, missing)
            self.add(field)
        self.office = role_choice()
        self.add(self.office)
        self.add(label(_("Now the keyboard is theirs"), "h2"))
        self.password = NewPassword(
            lambda: (self.name.text(), self.sign_in.text()), whose=_("Their pass&word")
        )
        self.add(self.password)
        self.save = Button(_("Save their &file…"), "primary", identifier="save-file")
        self.save.clicked.connect(self.go_on)
        self.add(at_left(self.save))
        self._card = Card()
        self.said, self.code = label(""), label("", "h2")
        for part in (
            self.said,
            self.code,
            label(
                _("Give them this code on paper. They read it out when they are let in."), "hint"
            ),
        ):
            self._card.inside.addWidget(part)
        self._card.hide()
        self.add(self._card)
        self.column.addStretch(1)

    @override
    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.name.setFocus()

    def go_on(self) -> None:
        """Check what was typed, and ask where the file is to lie."""
        problems = []
        for field, line, missing in self._fields.values():
            said = "" if line.text().strip() else missing
            field.show_problem(said)
            if said:
                problems.append(Problem(said, line))
        said = "" if self.office.value() else _("Choose what they may do.")
        self.office.show_problem(said)
        if said:
            problems.append(Problem(said, self.office))
        problems += self.password.problems()
        if problems:
            self.show_problems(problems)
            return
        self.clear_problems()
        dialog = QFileDialog(self, _("Save their file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(administrator.JOINING.removeprefix("."))
        dialog.selectFile(f"{self.sign_in.text().strip()}{administrator.JOINING}")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Lock their keys behind the password, beside the window, and write the file."""
        newcomer = Newcomer(
            self.sign_in.text().strip(),
            self.name.text().strip(),
            self.title_line.text().strip(),
            Role(self.office.value()),
        )
        self.save.setText(_("Making their keys…"))
        self.save.setEnabled(False)
        job = jobs.run(
            administrator.prepare,
            self._who,
            newcomer,
            self.password.text(),
            done=lambda data: self._write(data, path),
            failed=self.fail,
        )
        self.destroyed.connect(job.drop)

    def _write(self, data: bytes, path: Path) -> None:
        try:
            prepared = administrator.keep_prepared(data, path)
        except Exception as error:  # noqa: BLE001  # fail() raises what it has no words for
            self.fail(error)
            return
        self._rest()
        self.password.forget()
        self.said.setText(_("Saved: {0}. Hand it to who lets them in.").format(prepared.path))
        self.code.setText(prepared.code)
        self._card.show()
        self.code.setFocus()

    def _rest(self) -> None:
        self.save.setText(_("Save their &file…"))
        self.save.setEnabled(True)

    def fail(self, error: BaseException) -> None:
        """Say what went wrong and what to do; raise what is the program's own fault."""
        self._rest()
        self.show_problems([Problem(jobs.trouble(error).sentence, self.sign_in)])
