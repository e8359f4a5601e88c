"""Proving that a backup opens: it is unpacked, opened with a password, checked, and thrown away."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import backup_places, backup_words, backups
from desktop_app.services.backup_places import Compared, compared_words
from desktop_app.services.backups import Rehearsed, Who
from desktop_app.ui import jobs
from desktop_app.ui.accessible import announce
from desktop_app.ui.desk import Desk
from desktop_app.ui.path_field import PathField, backup_files
from desktop_app.ui.patience import StoppedError
from desktop_app.ui.progress import Voice, Working
from desktop_app.ui.safe_text import PasswordLine
from desktop_app.ui.said import Said
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.widgets import Button, Field, label, vbox

_LEVELS = {
    Compared.SAME: "green",
    Compared.EARLIER: "green",
    Compared.OTHER_VAULT: "warn",
    Compared.LATER: "red",
    Compared.OTHER_HISTORY: "red",
}


class ProveBackup(QWidget):
    """Asks which backup and for the password; `proven` comes once it stands in the log."""

    proven = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._voice: Voice | None = None
        column = vbox(self, spacing=SPACE["s"])
        column.addWidget(
            label(
                _(
                    "The backup is opened in a private folder, checked from end to end, compared "
                    "with this vault and removed again. Nothing is read out of it."
                ),
                "hint",
            )
        )
        self.file = PathField(
            _("&The backup"),
            "",
            identifier="prove-file",
            mode=QFileDialog.FileMode.ExistingFile,
            filters=backup_files(),
        )
        self.file.line.setText(self._newest())
        self.password = PasswordLine()
        self._password_field = Field(
            _("Your pass&word, as it was when the backup was made"),
            self.password,
            identifier="prove-password",
        )
        self.password.returnPressed.connect(self.begin)
        self.go = Button(_("Prove that it ope&ns"), identifier="prove-go")
        self.go.clicked.connect(self.begin)
        self.working = Working("prove")
        self.said = Said("prove-said")
        column.addWidget(self.file)
        column.addWidget(self._password_field)
        column.addLayout(at_left(self.go))
        column.addWidget(self.working)
        column.addWidget(self.said)

    def _newest(self) -> str:
        """Give where the newest backup is, if it lies where this desk put it."""
        session, folder = self._desk.session, self._desk.settings.backup_folder
        newest = backups.state(session.vault, session.now()).newest
        if folder is None or newest is None or not (folder / newest.file).is_file():
            return ""
        return str(folder / newest.file)

    def begin(self) -> None:
        """Open the backup beside the window."""
        file = self.file.path()
        missing_file = file is None or not file.is_file()
        missing_password = not self.password.text()
        self.said.clear()
        self.file.show_problem(_("Give a backup that is there.") if missing_file else "")
        said = _("Type your password.") if missing_password else ""
        self._password_field.show_problem(said)
        if missing_file or file is None:
            self.file.focus_first()
            announce(self, _("Give a backup that is there."), assertive=True)
        elif missing_password:
            self._password_field.focus_first()
            announce(self, said, assertive=True)
        else:
            self._start(file)

    def _start(self, file: Path) -> None:
        now = self._desk.session.now()
        who = Who(self.password.text(), self._desk.session.vault.user.sign_in)
        self.password.clear()
        voice = self._voice = Voice()
        self._enable(able=False)
        self.working.listen(voice)
        self.working.begin(_("Opening and checking the backup…"))
        self.destroyed.connect(voice.stop)
        jobs.run(
            partial(backups.rehearse, file, who=who, at=now, progress=voice.step),
            done=lambda done: self._done(file, done),
            failed=self._failed,
        )

    def _done(self, file: Path, done: Rehearsed) -> None:
        session = self._desk.session
        how, between = backup_places.compared(session.vault, done)
        backups.note_rehearsed(session.vault, file, done, at=session.now())
        if not isValid(self):
            return
        self._end()
        lines = (
            _("This backup opens."),
            *backup_words.rehearsed(done),
            compared_words(how, between),
        )
        self.said.show_words("\n".join(lines), kind=_LEVELS[how], focus=True)
        self.proven.emit()

    def _failed(self, error: BaseException) -> None:
        if not isValid(self):
            return
        self._end()
        if isinstance(error, StoppedError):
            self.said.show_words(_("Stopped. Nothing was proven."), kind="warn", focus=True)
            return
        trouble = jobs.trouble(error)
        if trouble.about == "password":
            self._password_field.show_problem(trouble.sentence)
            self._password_field.focus_first()
            announce(self.password, trouble.sentence, assertive=True)
        else:
            self.said.show_words(trouble.sentence, kind="red", focus=True)

    def _end(self) -> None:
        self.working.end()
        self._voice = None
        self._enable(able=True)

    def _enable(self, *, able: bool) -> None:
        for each in (self.file, self._password_field, self.go):
            each.setEnabled(able)
