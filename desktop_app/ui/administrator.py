"""An administrator's own page: backups copied, people prepared, and no key to any record."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import administrator
from desktop_app.services.administrator import Administrator, Found
from desktop_app.services.casework_words import short_time
from desktop_app.ui import jobs
from desktop_app.ui.administrator_prepares import PreparePage
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.watched import Watched
from desktop_app.ui.widgets import Button, Note, Page, Problem, label

if TYPE_CHECKING:
    from desktop_app.services.sessions import Unlocked


class AdministratorWay(QObject):
    """Shows the administrator's pages until the window locks, which signs them out as well."""

    def __init__(self, window: MainWindow, gate: Gate, watched: Watched) -> None:
        super().__init__(gate)
        self._window = window
        self._watched = watched

    def begin(self, path: Path, unlocked: "Unlocked") -> None:
        """Show the page of whoever signed in."""
        self.show_first(administrator.begin(path, unlocked))

    def show_first(self, who: Administrator) -> None:
        """Show what an administrator can do."""
        page = AdministratorPage(who)
        page.prepare_wanted.connect(lambda: self._show_prepare(who))
        page.done.connect(self._watched.lock)
        self._window.show_page(page)

    def _show_prepare(self, who: Administrator) -> None:
        page = PreparePage(who)
        page.back_wanted.connect(lambda: self.show_first(who))
        self._window.show_page(page)


class AdministratorPage(Page):
    """Says what an administrator can and cannot do here, and lets them do it."""

    done = Signal()
    prepare_wanted = Signal()

    def __init__(self, who: Administrator) -> None:
        super().__init__(_("Administrator"), _("Signed in as {0}").format(who.sign_in), back=False)
        self._who = who
        self._found: Found | None = None
        self.add(
            Note(
                _(
                    "You hold no key to the records: nothing of any case can be opened from here, "
                    "by you or by this program for you. What you copy stays locked."
                ),
                icon="lock",
            )
        )
        self._backups()
        self._people()
        self._files()
        done = Button(_("&Done: sign out"), identifier="sign-out")
        done.clicked.connect(self.done)
        self.add(at_left(done))
        self.column.addStretch(1)

    def _backups(self) -> None:
        self.add(label(_("Copy the newest backup to another place"), "h2"))
        self.add(
            label(
                _(
                    "A backup on the same computer is lost with it. Every byte of the copy is read "
                    "back and held against the backup."
                ),
                "hint",
            )
        )
        choose = Button(_("Choose &where the backups are…"), identifier="choose-backups")
        choose.clicked.connect(lambda: self._ask_folder(self.look_in))
        self.add(at_left(choose))
        self.newest = label("", "strong")
        self.copy = Button(_("&Copy it to…"), "primary", identifier="copy-backup")
        self.copy.clicked.connect(lambda: self._ask_folder(self.copy_to))
        self.copied = Note("", icon="circle-check", kind="green")
        for part in (self.newest, self.copy, self.copied):
            part.hide()
        self.add(self.newest)
        self.add(at_left(self.copy))
        self.add(self.copied)

    def _people(self) -> None:
        self.add(label(_("Prepare a new person"), "h2"))
        self.add(
            label(
                _(
                    "They type their own password here. Whoever leads on safeguarding, or the head "
                    "teacher, lets them in afterwards."
                ),
                "hint",
            )
        )
        prepare = Button(_("&Prepare a person"), identifier="prepare")
        prepare.clicked.connect(self.prepare_wanted)
        self.add(at_left(prepare))

    def _files(self) -> None:
        folder = administrator.folder_for_everyone()
        if folder is None:
            return
        self.add(label(_("What holds for everyone on this computer"), "h2"))
        for said in (
            _("Telephone numbers of your area: {0}").format(folder / "contacts.toml"),
            _("Procedures of your own: {0}").format(folder / "procedures"),
        ):
            self.add(label(said))
        self.add(
            label(
                _("Whoever uses the program sees that these are set by the school."),
                "small",
            )
        )

    def _ask_folder(self, chosen: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, _("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: chosen(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look_in(self, folder: Path) -> None:
        """Show the newest backup of this vault in a folder, or say that there is none."""
        self.clear_problems()
        self.copied.hide()
        try:
            self._found = administrator.newest_backup(self._who, folder)
        except OSError as error:
            self.fail(error)
            return
        found = self._found
        said = (
            _("There is no backup of this vault in {0}.").format(folder)
            if found is None
            else _("{name}, made {when}, up to entry {entry} of the log").format(
                name=found.path.name, when=short_time(found.made_at), entry=found.entry
            )
        )
        self.newest.setText(said)
        self.newest.show()
        self.copy.setVisible(found is not None)

    def copy_to(self, folder: Path) -> None:
        """Copy it, beside the window, and say where the copy is once it was read back."""
        if self._found is None:
            return
        self.clear_problems()
        self.copied.hide()
        self._wait(waiting=True)
        source = self._found.path
        job = jobs.run(administrator.copy, source, folder, done=self._say, failed=self.fail)
        self.destroyed.connect(job.drop)

    def _say(self, copy: Path) -> None:
        self._wait(waiting=False)
        self.copied.set_text(
            _("Copied and read back: {0}. If it is a stick, take it out now.").format(copy)
        )
        self.copied.show()

    def _wait(self, *, waiting: bool) -> None:
        self.copy.setText(_("Copying…") if waiting else _("&Copy it to…"))
        self.copy.setEnabled(not waiting)

    def fail(self, error: BaseException) -> None:
        """Say what went wrong and what to do; raise what is the program's own fault."""
        self._wait(waiting=False)
        self.show_problems([Problem(jobs.trouble(error).sentence, self.copy)])
