"""The first page: a password opens the vault. Light, since it is painted first."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import jobs
from desktop_app.ui.accessible import announce
from desktop_app.ui.safe_text import PasswordLine, TextLine
from desktop_app.ui.widgets import Button, ChoiceGroup, Field, Page, Problem, hbox, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.services.sessions import Unlocked

_MOST_CARDS = 4


class UnlockPage(Page):
    """Asks for the password of the vault at `path`, and who it is where several may sign in.

    `unlocked` carries what the password opened; whoever takes it opens the vault, and calls `fail`
    with what went wrong. `other_wanted` asks for another vault, or a new one.
    """

    unlocked = Signal(object)
    other_wanted = Signal()

    def __init__(self, path: Path, sign_ins: tuple[str, ...]) -> None:
        super().__init__(_("Unlock"), back=False)
        self._path = path
        self._job: jobs.Job | None = None
        self._who: ChoiceGroup | TextLine | None = None
        self._who_field: QWidget | None = None
        self._in_order: list[QWidget] = []
        place = label(_("Vault: {0}").format(path), "hint")
        place.setAccessibleIdentifier("vault-place")
        self.add(place)
        self._asks_who(sign_ins)
        self.password = PasswordLine()
        self._password_field = Field(_("&Password"), self.password, identifier="password")
        self.add(self._password_field)
        self._caps = label(_("Caps Lock seems to be on."), "strong")
        self._caps.hide()
        self.add(self._caps)
        self.password.installEventFilter(self)
        self.password.returnPressed.connect(self.unlock)
        self._buttons()
        self.column.addStretch(1)

    def _asks_who(self, sign_ins: tuple[str, ...]) -> None:
        """Ask who it is where several may sign in: cards for a few, a line to type in for many."""
        if len(sign_ins) <= 1:
            return
        if len(sign_ins) <= _MOST_CARDS:
            self._who = ChoiceGroup(
                _("Who are you?"),
                [(each, each.replace("&", "&&"), "") for each in sign_ins],
                identifier="sign-in",
            )
            self._who_field = self._who
        else:
            self._who = TextLine()
            self._who_field = Field(
                _("Your &sign-in name"),
                self._who,
                hint=", ".join(sign_ins),
                identifier="sign-in",
            )
        self.add(self._who_field)

    def _buttons(self) -> None:
        row = hbox(spacing=12)
        self.open = Button(_("&Unlock"), "primary", identifier="unlock")
        self.open.clicked.connect(self.unlock)
        self.other = Button(_("&Another vault, or a new one"), "quiet", identifier="other-vault")
        self.other.clicked.connect(self.other_wanted)
        row.addWidget(self.open)
        row.addWidget(self.other)
        row.addStretch(1)
        self.add(row)

    @override
    def focus_first(self) -> None:
        """Put the cursor where something is missing first."""
        if isinstance(self._who, TextLine):
            self._who.setFocus()
        elif self._who is not None and not self._sign_in():
            self._who.focus_first()
        else:
            self.password.setFocus()

    def _sign_in(self) -> str:
        if isinstance(self._who, TextLine):
            return self._who.text().strip()
        return self._who.value() if self._who is not None else ""

    def unlock(self) -> None:
        """Try what was typed; the window stays alive meanwhile."""
        if self._job is not None:
            return
        self._forget_problems()
        if self._who is not None and not self._sign_in():
            self._say_at_who(_("Choose who you are."))
            return
        if not self.password.text():
            self._say_at_password(_("Type your password."))
            return
        self._wait(waiting=True)
        self._job = jobs.run(
            jobs.derive,
            self._path,
            self.password.text(),
            self._sign_in() or None,
            done=self._done,
            failed=self.fail,
        )

    def _done(self, unlocked: "Unlocked") -> None:
        self.unlocked.emit(unlocked)

    def fail(self, error: BaseException) -> None:
        """Say what went wrong and what to do, and let the person try again.

        What is the program's own fault is raised.
        """
        self._job = None
        self._wait(waiting=False)
        about, sentence = jobs.trouble(error)
        if about == "password":
            self._say_at_password(sentence)
        elif about == "sign-in":
            self._say_at_who(sentence)
        else:
            self.show_problems([Problem(sentence, self.other)])

    def _wait(self, *, waiting: bool) -> None:
        self.open.setText(_("Opening…") if waiting else _("&Unlock"))
        for each in (self.password, self.open, self.other, self._who):
            if each is not None:
                each.setEnabled(not waiting)
        if waiting:
            announce(self, _("Opening…"))

    def _forget_problems(self) -> None:
        self.clear_problems()
        self._password_field.show_problem("")
        if isinstance(self._who_field, (ChoiceGroup, Field)):
            self._who_field.show_problem("")

    def _say_at_password(self, sentence: str) -> None:
        self._password_field.show_problem(sentence)
        self.password.setFocus()
        self.password.selectAll()
        announce(self.password, sentence, assertive=True)

    def _say_at_who(self, sentence: str) -> None:
        if isinstance(self._who_field, (ChoiceGroup, Field)):
            self._who_field.show_problem(sentence)
        announce(self, sentence, assertive=True)
        self.focus_first()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell from what a key writes whether Caps Lock is on: no system says so everywhere."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._look_for_caps(event)
        return super().eventFilter(watched, event)

    def _look_for_caps(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            self._caps.hide()
        elif event.text() != event.text().swapcase():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            caps = event.text().isupper() != shifted
            if caps and self._caps.isHidden():
                announce(self.password, self._caps.text())
            self._caps.setVisible(caps)
