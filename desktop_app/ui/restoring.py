"""Putting a backup back, before any vault is open: which one, where to, and what was compared."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import jobs
from desktop_app.ui.jobs import Restoring
from desktop_app.ui.path_field import PathField, backup_files
from desktop_app.ui.patience import StoppedError
from desktop_app.ui.progress import Voice, Working
from desktop_app.ui.safe_text import PasswordLine, TextLine
from desktop_app.ui.said import Said
from desktop_app.ui.widgets import Button, Field, Page, Problem, hbox, label

if TYPE_CHECKING:
    from desktop_app.services.backups import Restored

_ENDING: Final = ".vault"


class RestorePage(Page):
    """Asks for the backup, a new place and the password; `restored` carries what came of it.

    Nothing that is there is written over: the place must be empty.
    """

    restored = Signal(object)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(_("Put a backup back"), _("Another vault, or a new one"))
        self._now = now
        self._voice: Voice | None = None
        self.add(
            label(
                _(
                    "The backup is checked from end to end before it is put in its place. The "
                    "vault that you have, if there is one, stays where it is: keep it until you "
                    "know which of the two is right."
                ),
                "hint",
            )
        )
        self.file = PathField(
            _("&The backup"),
            "",
            identifier="restore-file",
            mode=QFileDialog.FileMode.ExistingFile,
            filters=backup_files(),
        )
        self.target = PathField(
            _("The &new place of the vault"),
            _("A file that is not there yet, on this computer's own disk"),
            identifier="restore-target",
            mode=QFileDialog.FileMode.AnyFile,
        )
        self.sign_in = TextLine()
        self._sign_in_field = Field(
            _("Your &sign-in name"),
            self.sign_in,
            _("May be left empty where only one person uses the vault."),
            identifier="restore-sign-in",
        )
        self.password = PasswordLine()
        self.password.returnPressed.connect(self.begin)
        self._password_field = Field(
            _("Your pass&word, as it was when the backup was made"),
            self.password,
            identifier="restore-password",
        )
        self.go = Button(_("Put it b&ack"), "primary", identifier="restore-go")
        self.go.clicked.connect(self.begin)
        self.working = Working("restore")
        for each in (self.file, self.target, self._sign_in_field, self._password_field):
            self.add(each)
        row = hbox()
        row.addWidget(self.go)
        row.addStretch(1)
        self.add(row)
        self.add(self.working)
        self.column.addStretch(1)

    @override
    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.file.focus_first()

    def begin(self) -> None:
        """Check what was given, then put the backup back beside the window."""
        if self._voice is not None:
            return
        target = self.target.path()
        if target is not None and not target.suffix:
            target = target.with_suffix(_ENDING)
        problems = self._problems(target)
        self.show_problems(problems)
        file = self.file.path()
        if problems or file is None or target is None:
            return
        self._voice = Voice()
        self.working.listen(self._voice)
        self._enable(able=False)
        self.working.begin(_("Unpacking, opening and checking the backup…"))
        self.destroyed.connect(self._voice.stop)
        asked = Restoring(file, target, self.password.text(), self.sign_in.text(), self._now())
        jobs.run(jobs.restore, asked, self._voice.step, done=self._done, failed=self._failed)

    def _problems(self, target: Path | None) -> list[Problem]:
        file = self.file.path()
        wrong: list[tuple[PathField | Field, str]] = [
            (
                self.file,
                "" if file is not None and file.is_file() else _("Give a backup that is there."),
            ),
            (self.target, _wrong_with(target)),
            (self._sign_in_field, ""),
            (self._password_field, "" if self.password.text() else _("Type your password.")),
        ]
        for field, said in wrong:
            field.show_problem(said)
        return [Problem(said, field) for field, said in wrong if said]

    def _done(self, done: "Restored") -> None:
        self._voice = None
        if isValid(self):
            self.password.clear()
            self.restored.emit(done)

    def _failed(self, error: BaseException) -> None:
        self._voice = None
        if not isValid(self):
            return
        self.working.end()
        self._enable(able=True)
        if isinstance(error, StoppedError):
            said = _("Stopped. Nothing was put back, and nothing is left behind.")
            self.show_problems([Problem(said, self.go)])
            return
        about, sentence, _seconds = jobs.trouble(error)
        field = {"password": self._password_field, "sign-in": self._sign_in_field}.get(about)
        if field is not None:
            field.show_problem(sentence)
        self.show_problems([Problem(sentence, field or self.file)])

    def _enable(self, *, able: bool) -> None:
        fields = (self.file, self.target, self._sign_in_field, self._password_field, self.go)
        for each in fields:
            each.setEnabled(able)


def _wrong_with(target: Path | None) -> str:
    if target is None:
        return _("Give the whole place of the new file, or choose it.")
    if target.exists() or target.with_suffix(".keys").exists():
        return _("There is a vault or a key file at {0} already. Nothing was overwritten.").format(
            target
        )
    return jobs.wrong_place(target)


class RestoredPage(Page):
    """Says what was compared, and how it came out; `open_wanted` carries the place of the vault."""

    open_wanted = Signal(object)

    def __init__(self, done: "Restored") -> None:
        super().__init__(_("The backup is put back"), _("Another vault, or a new one"), back=False)
        self.note = Said("restored-said")
        self.add(self.note)
        good = "warn" if done.behind else "green"
        said = "\n".join(jobs.restored_words(done))
        self.note.show_words(said, kind=good if done.same else "red")
        self.add(
            label(
                _(
                    "Compare the last line with the foot of the newest form on paper, or with the "
                    "head teacher's bound book. An entry that is printed there must stand in this "
                    "vault with the same letters."
                )
            )
        )
        self.add(label(_("It lies at {0}.").format(done.path), "hint"))
        go = Button(_("&Open it"), "primary", identifier="restored-open")
        go.clicked.connect(lambda: self.open_wanted.emit(done.path))
        row = hbox()
        row.addWidget(go)
        row.addStretch(1)
        self.add(row)
        self.column.addStretch(1)

    @override
    def focus_first(self) -> None:
        """Put the focus on what was compared: it is read out whole."""
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)
