"""The first page: a password opens the vault. Light, since it is painted first."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import jobs, widgets
from desktop_app.ui.accessible import announce
from desktop_app.ui.progress import Working
from desktop_app.ui.safe_text import PasswordLine, TextLine
from desktop_app.ui.waiting import Countdown
from desktop_app.ui.widgets import Button, Field, Page, hbox, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.services.sessions import Unlocked

_MOST_CARDS = 4


class _Who(NamedTuple):
    """How it is asked who signs in: what was answered, and where to go and what to say there."""

    name: Callable[[], str]
    focus: Callable[[], None]
    show_problem: Callable[[str], None]
    editor: "QWidget"


class UnlockPage(Page):
    """Asks for the password of the vault at `path`, and who it is where several may sign in.

    `unlocked` carries what the password opened; whoever takes it opens the vault, and calls `fail`
    with what went wrong. `other_wanted` asks for another vault, or a new one, `card_wanted` for
    what to do about a concern about a colleague, which nobody need sign in to read, and
    `recovery_wanted` for the way in with the recovery key. `accepted` carries what was opened,
    once somebody says that they know why the key file is an older one.
    """

    unlocked = Signal(object)
    accepted = Signal(object)
    other_wanted = Signal()
    recovery_wanted = Signal()
    card_wanted = Signal()

    def __init__(
        self, path: Path, sign_ins: tuple[str, ...], now: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__(_("Unlock"), back=False)
        self._path = path
        self._now = now or _now
        self._job: jobs.Job | None = None
        self._opened: Unlocked | None = None
        self._who: _Who | None = None
        place = label(_("Vault: {0}").format(path), "hint")
        place.setAccessibleIdentifier("vault-place")
        self.add(place)
        self._ask_who(sign_ins)
        self.password = _Password()
        self._password_field = Field(_("&Password"), self.password, identifier="password")
        self.add(self._password_field)
        self._caps = label(_("Caps Lock seems to be on."), "strong")
        self._caps.hide()
        self.add(self._caps)
        self.password.caps_lock.connect(self._warn_of_caps)
        self.password.returnPressed.connect(self.unlock)
        self._buttons()
        self._ways()
        self.column.addStretch(1)
        # Without a picture: the first one costs what nobody should wait for before this page.
        card = Button(
            _("A concern about a &colleague: whom to tell"), "quiet", identifier="colleague-card"
        )
        card.clicked.connect(self.card_wanted)
        self.column.addWidget(card, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(label(_("Immediate danger? Ring 999 now; this can wait."), "hint"))

    def _ask_who(self, sign_ins: tuple[str, ...]) -> None:
        """Ask who it is where several may sign in: cards for a few, a line to type in for many."""
        if len(sign_ins) <= 1:
            return
        if len(sign_ins) <= _MOST_CARDS:
            options = [(each, each.replace("&", "&&"), "") for each in sign_ins]
            cards = widgets.ChoiceGroup(_("Who are you?"), options, identifier="sign-in")
            self._who = _Who(cards.value, cards.focus_first, cards.show_problem, cards)
            self.add(cards)
        else:
            line = TextLine()
            field = Field(
                _("Your &sign-in name"), line, hint=", ".join(sign_ins), identifier="sign-in"
            )
            self._who = _Who(line.text, line.setFocus, field.show_problem, line)
            self.add(field)

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

    def _ways(self) -> None:
        """Add the wait, and what else can be done where the password alone does not open."""
        self.working = Working("opening", stoppable=False)
        self.add(self.working)
        self.waiting = Countdown()
        self.waiting.over.connect(self._over)
        self.add(self.waiting)
        self.knowingly = Button(_("I &know why: open it all the same"), identifier="open-knowingly")
        self.knowingly.clicked.connect(lambda: self.accepted.emit(self._opened))
        forgotten = Button(
            _("Password &forgotten? Use the recovery key"), "quiet", identifier="use-recovery"
        )
        forgotten.clicked.connect(self.recovery_wanted)
        for each in (self.knowingly, forgotten):
            self.column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        self.knowingly.hide()

    @override
    def focus_first(self) -> None:
        """Put the cursor where something is missing first."""
        if self._who is not None and not self._sign_in():
            self._who.focus()
        else:
            self.password.setFocus()

    def _sign_in(self) -> str:
        return self._who.name().strip() if self._who is not None else ""

    def unlock(self) -> None:
        """Try what was typed; the window stays alive meanwhile."""
        if self._job is not None or self.waiting.left():
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
            jobs.sign_in,
            self._path,
            self.password.text(),
            self._sign_in() or None,
            self._now(),
            done=self._done,
            failed=self.fail,
        )

    def _done(self, unlocked: "Unlocked") -> None:
        self._opened = unlocked
        self.unlocked.emit(unlocked)

    def fail(self, error: BaseException) -> None:
        """Say what went wrong and what to do, and let the person try again.

        What is the program's own fault is raised.
        """
        self._job = None
        self.working.end()
        self._wait(waiting=False)
        self.show_trouble(jobs.trouble(error))

    def show_trouble(self, trouble: jobs.Trouble) -> None:
        """Say what is in the way, where it can be put right."""
        about, sentence, seconds = trouble
        if about == "password":
            self._say_at_password(sentence)
            seconds = jobs.seconds_left(self._path, self._now())
        elif about == "wait":
            self._say_at_password(sentence)
        elif about == "not-as-seen":
            self.knowingly.show()
            self.show_problems([widgets.Problem(sentence, self.knowingly)])
        elif about == "sign-in":
            self._say_at_who(sentence)
        else:
            self.show_problems([widgets.Problem(sentence, self.other)])
        if seconds:
            self.open.setEnabled(False)
            self.waiting.start(seconds)

    def _over(self) -> None:
        self.open.setEnabled(True)
        self._forget_problems()

    def _wait(self, *, waiting: bool) -> None:
        self.open.setText(_("Opening…") if waiting else _("&Unlock"))
        asked = [self._who.editor] if self._who is not None else []
        for each in (self.password, self.open, self.other, *asked):
            each.setEnabled(not waiting)
        if waiting:
            announce(self, _("Opening…"))

    def _forget_problems(self) -> None:
        self.clear_problems()
        self.knowingly.hide()
        self._password_field.show_problem("")
        if self._who is not None:
            self._who.show_problem("")

    def _say_at_password(self, sentence: str) -> None:
        self._password_field.show_problem(sentence)
        self.password.setFocus()
        self.password.selectAll()
        announce(self.password, sentence, assertive=True)

    def _say_at_who(self, sentence: str) -> None:
        if self._who is not None:
            self._who.show_problem(sentence)
        announce(self, sentence, assertive=True)
        self.focus_first()

    def _warn_of_caps(self, on: bool) -> None:  # noqa: FBT001  # a signal carries by place
        if on and self._caps.isHidden():
            announce(self.password, self._caps.text())
        self._caps.setVisible(on)


def _now() -> datetime:
    return datetime.now().astimezone()


class _Password(PasswordLine):
    """Tells from what a key writes whether Caps Lock is on: no system says so everywhere."""

    caps_lock = Signal(bool)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        written = arg__1.text()
        if arg__1.key() == Qt.Key.Key_CapsLock:
            self.caps_lock.emit(False)  # noqa: FBT003  # a signal carries by place
        elif written != written.swapcase():
            shifted = bool(arg__1.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(written.isupper() != shifted)
        super().keyPressEvent(arg__1)
