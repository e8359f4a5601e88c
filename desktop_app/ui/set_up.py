"""The first start: where the vault is to be, and who uses it first."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import jobs
from desktop_app.ui.new_password import NewPassword
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.widgets import (
    Button,
    ChoiceGroup,
    Field,
    Page,
    Problem,
    hbox,
    label,
)

_MAKE: Final = "make"
_OPEN: Final = "open"
_RESTORE: Final = "restore"
_ENDING: Final = ".vault"


class PlacePage(Page):
    """Asks whether a vault is to be made or one that is there is to be opened, and where.

    `make_wanted` and `open_wanted` carry the place, an absolute path; `restore_wanted` asks for the
    page that puts a backup back.
    """

    make_wanted = Signal(object)
    open_wanted = Signal(object)
    restore_wanted = Signal()

    def __init__(self, default: Path | None, *, first: bool) -> None:
        title = _("Welcome to Safeguarding Desk") if first else _("Another vault, or a new one")
        super().__init__(title, back=not first)
        self._default = default
        self.add(
            label(
                _(
                    "Everything you record is kept in one encrypted file, the vault, on this "
                    "computer. Nothing is sent anywhere."
                ),
                "hint",
            )
        )
        self.what = ChoiceGroup(
            _("What would you like to do?"),
            [
                (_MAKE, _("&Make a new vault"), _("For a school that has none yet")),
                (_OPEN, _("&Open a vault that is there"), _("You know its password")),
                (
                    _RESTORE,
                    _("&Put a backup back"),
                    _("Into a new place; you know its password"),
                ),
            ],
            identifier="what",
        )
        self.what.chosen.connect(self._chosen)
        self.add(self.what)
        self.place = TextLine()
        self._place_field = Field(_("&Where"), self.place, identifier="place")
        self.add(self._place_field)
        self._buttons()
        self.column.addStretch(1)
        self.what.set_value(_MAKE if first else _OPEN)
        self._chosen(self.what.value())

    def _buttons(self) -> None:
        row = hbox(spacing=12)
        go_on = Button(_("&Continue"), "primary", identifier="continue")
        go_on.clicked.connect(self.go_on)
        self._browser = Button(_("C&hoose a place…"), identifier="browse")
        self._browser.clicked.connect(self._browse)
        row.addWidget(go_on)
        row.addWidget(self._browser)
        row.addStretch(1)
        self.add(row)
        self.place.returnPressed.connect(self.go_on)

    def _chosen(self, what: str) -> None:
        default = str(self._default or "")
        for each in (self._place_field, self._browser):
            each.setVisible(what != _RESTORE)
        if what == _MAKE and not self.place.text():
            self.place.setText(default)
        elif what == _OPEN and self.place.text() == default:
            self.place.clear()

    def _browse(self) -> None:
        dialog = QFileDialog(self, _("Vault"))
        dialog.setNameFilters([_("Vaults (*{0})").format(_ENDING), _("All files (*)")])
        if self.what.value() == _MAKE:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.place.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def go_on(self) -> None:
        """Check the place and say what is wanted."""
        if self.what.value() == _RESTORE:
            self.restore_wanted.emit()
            return
        making = self.what.value() == _MAKE
        path = _whole_path(self.place.text())
        if making and path is not None and not path.suffix:
            path = path.with_suffix(_ENDING)
        self._place_field.show_problem("")
        problem = _problem_with(path, making=making)
        if problem or path is None:
            self._place_field.show_problem(problem)
            self.show_problems([Problem(problem, self.place)])
            return
        self.clear_problems()
        (self.make_wanted if making else self.open_wanted).emit(path)


def _whole_path(typed: str) -> Path | None:
    try:
        path = Path(typed.strip()).expanduser()
    except RuntimeError:
        return None
    return path if path.is_absolute() and path.name else None


def _problem_with(path: Path | None, *, making: bool) -> str:
    """Say what is wrong with a place before anything is made or opened; empty if nothing is."""
    if path is None:
        return _("Give the whole place of the file, or choose it with “Choose a place”.")
    if making and (path.exists() or path.with_suffix(".keys").exists()):
        return _("There is a vault or a key file at {0} already. Nothing was overwritten.").format(
            path
        )
    if not making and not path.is_file():
        return _("There is no vault at {0}. Check the place, or make a new one.").format(path)
    if making and path.suffix.lower() == ".keys":
        return _(
            "{0} ends in .keys, which is the ending of key files. Choose another name."
        ).format(path)
    return jobs.wrong_place(path) if making else ""


class FirstUserPage(Page):
    """Asks who the first user is and for a password; `wanted` says that all of it is there."""

    wanted = Signal()

    def __init__(self, path: Path) -> None:
        super().__init__(_("Who will use it first?"), caption=_("New vault"))
        self.path = path
        self.name = TextLine()
        self.role = TextLine()
        self.sign_in = TextLine()
        self.sign_in.setText("DSL")
        self.role.setText(_("Designated safeguarding lead"))
        self.password = NewPassword(lambda: (self.name.text(), self.sign_in.text()))
        self._fields = {
            "name": self._field(
                _("Your &name"), self.name, _("It stands on the forms you print."), "name"
            ),
            "role": self._field(_("Your &role"), self.role, "", "role"),
            "sign-in": self._field(
                _("Your &sign-in name"),
                self.sign_in,
                _("Initials or a word. Not your name: it can be read without the password."),
                "sign-in",
            ),
        }
        self.add(self.password)
        self.make = Button("", "primary", identifier="make-vault")
        self.make.clicked.connect(self.go_on)
        self.password.again.returnPressed.connect(self.go_on)
        row = hbox(spacing=12)
        row.addWidget(self.make)
        row.addStretch(1)
        self.add(row)
        self.column.addStretch(1)
        self.wait(waiting=False)

    def _field(self, title: str, editor: QWidget, hint: str, identifier: str) -> Field:
        field = Field(title, editor, hint=hint, identifier=identifier)
        self.add(field)
        return field

    @override
    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.name.setFocus()

    def go_on(self) -> None:
        """Check what was typed and say that the vault is wanted."""
        problems = [*self._missing(), *self.password.problems()]
        if problems:
            self.show_problems(problems)
            return
        self.clear_problems()
        self.wanted.emit()

    def _missing(self) -> list[Problem]:
        found = []
        for name, line, said in (
            ("name", self.name, _("Type your name.")),
            ("sign-in", self.sign_in, _("Type a sign-in name.")),
        ):
            wrong = "" if line.text().strip() else said
            self._fields[name].show_problem(wrong)
            if wrong:
                found.append(Problem(wrong, line))
        return found

    def wait(self, *, waiting: bool) -> None:
        """Show that the vault is being made, or that it can be."""
        self.make.setText(_("Making the vault…") if waiting else _("&Make the vault"))
        for each in (self.make, self.password, *self._fields.values()):
            each.setEnabled(not waiting)

    def fail(self, sentence: str) -> None:
        """Say why the vault could not be made."""
        self.wait(waiting=False)
        self.show_problems([Problem(sentence, self.sign_in)])
