"""Making a backup: where to, what the place is called, how far it is, and what to do afterwards."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import backup_places, backup_words, backups
from desktop_app.services.backups import Copied, Made
from desktop_app.services.sessions import Session
from desktop_app.ui import jobs
from desktop_app.ui.accessible import announce
from desktop_app.ui.desk import Desk
from desktop_app.ui.path_field import PathField
from desktop_app.ui.patience import Patience, StoppedError
from desktop_app.ui.progress import Voice, Working
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.said import Said
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.widgets import Button, Field, TickCard, vbox

_WORK = "backup"


def _busy_words() -> str:
    return _("A backup is being written. You may go on working; leave the stick in.")


class MakeBackup(QWidget):
    """Asks where to, and makes a backup there; `made` comes once it stands in the log.

    The vault is copied on this thread, in slices; the copy is checked and packed in another. Whoever
    goes to another page meanwhile does not stop that.
    """

    made = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = vbox(self, spacing=SPACE["s"])
        self.folder = PathField(
            _("&Folder or stick"),
            _("Best on a stick that is kept away from this computer, or on the school's server."),
            identifier="backup-folder",
        )
        self.folder.line.editingFinished.connect(self._know_place)
        self.label = TextLine()
        self._label_field = Field(
            _("What you &call this place"),
            self.label,
            _("For example: blue stick in the safe"),
            identifier="backup-label",
        )
        self.off_site = TickCard(
            _("It is kept &outside the school"), _("In another building, or with the trust")
        )
        self.off_site.setAccessibleIdentifier("backup-off-site")
        self.go = Button(_("&Make the backup"), "primary", identifier="backup-make")
        self.go.clicked.connect(self.begin)
        self.label.returnPressed.connect(self.go.click)
        self.working = Working("backup")
        self.said = Said("backup-said")
        for each in (self.folder, self._label_field, self.off_site):
            column.addWidget(each)
        column.addLayout(at_left(self.go))
        column.addWidget(self.working)
        column.addWidget(self.said)
        if _WORK in desk.under_way:
            self.said.show_words(_busy_words())
        folder = desk.settings.backup_folder
        if folder is not None and folder.is_dir():
            self.folder.line.setText(str(folder))
            self._know_place()

    def _know_place(self) -> None:
        """Take over what was said of this device before; say so where it is the vault's own."""
        folder, session = self.folder.path(), self._desk.session
        if folder is None or not folder.is_dir() or not self.go.isEnabled():
            return
        known = backup_places.known_place(session.vault, folder, session.now())
        if known is not None and not self.label.text().strip():
            self.label.setText(known.label)
            self.off_site.setChecked(known.off_site)
        if backup_places.is_on_own_device(session.vault, folder):
            self.folder.show_problem("")
            self.said.show_words(
                _(
                    "This folder lies on the same device as the vault: if that fails, both are "
                    "lost. A stick or the school's server is better."
                ),
                kind="warn",
            )

    def begin(self) -> None:
        """Copy the vault, in slices; nothing else can be done in the window meanwhile."""
        folder = self.folder.path()
        self.folder.show_problem("")
        self.said.clear()
        if folder is None or not folder.is_dir():
            said = _("Give a folder that is there: plug the stick in first.")
            self.folder.show_problem(said)
            self.folder.focus_first()
            announce(self, said, assertive=True)
            return
        if _WORK in self._desk.under_way:
            self.said.show_words(_busy_words(), kind="warn", focus=True)
            return
        session = self._desk.session
        at = session.now()
        self._enable(able=False)
        self.working.begin(_("Copying the vault…"))
        try:
            with Patience(self.working.stop, self.working.tell) as patience:
                copied = backups.begin(session.vault, folder, at=at, progress=patience.step)
        except StoppedError:
            self._stopped()
        except (SafeguardingError, OSError) as error:
            self._failed(error)
        else:
            self._finish(session, copied, folder)

    def _finish(self, session: Session, copied: Copied, folder: Path) -> None:
        """Check and pack the copy beside the window, and note it in the log when it stands."""
        voice = Voice()
        self._desk.under_way.add(_WORK)
        self.working.listen(voice)
        self.working.begin(
            _("Checking and writing the backup. You may go on working; leave the stick in.")
        )
        place = backups.place_of(
            folder, label=self.label.text().strip(), off_site=self.off_site.isChecked()
        )

        def done(made: Made) -> None:
            voice.deleteLater()
            self._desk.under_way.discard(_WORK)
            backups.note(session.vault, made, at=session.now(), place=place)
            self._desk.settings.backup_folder = folder
            if isValid(self):
                self._done(made)
            else:
                self._desk.say(_("The backup is made. You can unplug it now."))

        def failed(error: BaseException) -> None:
            voice.deleteLater()
            self._desk.under_way.discard(_WORK)
            if isValid(self):
                self._failed(error)
            else:
                self._desk.say(_("The backup was not made."))

        jobs.run(partial(backups.finish, copied, progress=voice.step), done=done, failed=failed)

    def _done(self, made: Made) -> None:
        self.working.end()
        self._enable(able=True)
        said = _(
            "The backup is made and holds. You can unplug it now: put it away from this computer."
        )
        rest = backup_words.made(made)[1:]
        kind = "warn" if made.damaged else "green"
        self.said.show_words("\n".join((said, made.path.name, *rest)), kind=kind, focus=True)
        self.made.emit()

    def _stopped(self) -> None:
        self.working.end()
        self._enable(able=True)
        self.said.show_words(
            _("Stopped. No backup was made, and no older one was touched."), kind="warn", focus=True
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, StoppedError):
            self._stopped()
            return
        self.working.end()
        self._enable(able=True)
        self.said.show_words(jobs.trouble(error).sentence, kind="red", focus=True)

    def _enable(self, *, able: bool) -> None:
        for each in (self.folder, self._label_field, self.off_site, self.go):
            each.setEnabled(able)
