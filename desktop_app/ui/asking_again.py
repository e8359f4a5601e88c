"""The one place where something that leaves as a file is asked about: why, and the password again.

It covers the page that asked, and gives it back as it was. What is printed is not asked about: the
form itself says what for, and an urgent referral must not wait.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop_app.domain.reasons import Reason, in_own_words
from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui import jobs
from desktop_app.ui.accessible import announce
from desktop_app.ui.safe_text import PasswordLine, TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, ChoiceGroup, Field, Note, Page, Problem, hbox, vbox

if TYPE_CHECKING:
    from desktop_app.services.sessions import Session

_OTHER = "other"


def ask_again(
    session: "Session", over: QWidget, *, title: str, warning: str, then: Callable[[str], None]
) -> "AskingAgain":
    """Ask over a page before something of it becomes a file; `then` is handed the reason.

    `title` says what is to be made, `warning` what whoever has it can do with it. The reason is as
    the log has it (`domain.reasons`). `then` is not called when the person goes back.
    """
    asking = AskingAgain(session, over, title=title, warning=warning)
    asking.agreed.connect(then)
    asking.begin()
    return asking


class AskingAgain(QFrame):
    """Asks why, and for the password of whoever is signed in; `agreed` carries the reason.

    In practice nobody has a password, and none is asked for.
    """

    agreed = Signal(str)
    left = Signal()

    def __init__(self, session: "Session", over: QWidget, *, title: str, warning: str) -> None:
        super().__init__(over)
        self.setObjectName("cover")
        self.setAccessibleIdentifier("asking-again")
        self._session = session
        self._over = over
        self._behind: list[QWidget] = []
        self._focused: QWidget | None = None
        self._job: jobs.Job | None = None
        self.page = Page(title, back=False)
        self.page.add(Note(warning, icon="triangle-alert", kind="warn"))
        self._ask_why()
        self.why.setAccessibleDescription(warning)
        self._ask_password()
        self._buttons()
        self.page.column.addStretch(1)
        vbox(self).addWidget(self.page)
        over.installEventFilter(self)
        self.hide()

    def _ask_why(self) -> None:
        self.why = ChoiceGroup(
            _("What is it for?"),
            [
                (Reason.MEETING.value, _("A &referral or a meeting"), ""),
                (Reason.COURT.value, _("A court or the &police"), ""),
                (Reason.REQUEST.value, _("A pupil or a parent a&sked for it"), ""),
                (Reason.INSPECTION.value, _("An inspec&tor asked for it"), ""),
                (Reason.NEXT_SCHOOL.value, _("The ne&xt school"), ""),
                (_OTHER, _("S&omething else"), ""),
            ],
            identifier="why",
        )
        self.why.chosen.connect(self._chosen)
        self.page.add(self.why)
        self.words = TextLine()
        self._words_field = Field(
            _("In a few &words"),
            self.words,
            _("They stand in the log for good. Name no child."),
            identifier="why-words",
        )
        self._words_field.hide()
        self.page.add(self._words_field)

    def _ask_password(self) -> None:
        self.password = PasswordLine()
        self._password_field = Field(
            _("&Your password"),
            self.password,
            _("Asked again, so that nobody makes a file at a screen that was left open."),
            identifier="password-again",
        )
        self._password_field.setVisible(not self._session.practice)
        self.password.returnPressed.connect(self.go_on)
        self.words.returnPressed.connect(self.go_on)
        self.page.add(self._password_field)

    def _buttons(self) -> None:
        row = hbox(spacing=SPACE["m"])
        self.go = Button("", "primary", identifier="asking-go-on")
        self.go.clicked.connect(self.go_on)
        self.back = Button(_("Go &back"), identifier="asking-back")
        self.back.clicked.connect(self.leave)
        row.addWidget(self.go)
        row.addWidget(self.back)
        row.addStretch(1)
        self.page.add(row)
        self._wait(waiting=False)

    def begin(self) -> None:
        """Cover the page and take the focus; what lies below takes no key meanwhile."""
        self._focused = QApplication.focusWidget()
        below = self._over.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self._behind = [each for each in below if each is not self and not each.isHidden()]
        for each in self._behind:
            each.hide()
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.why.focus_first()
        announce(self, self.page.title)

    def _chosen(self, why: str) -> None:
        self._words_field.setVisible(why == _OTHER)
        if why == _OTHER:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def reason(self) -> str:
        """Give the reason as the log is to have it; empty while none is given."""
        why = self.why.value()
        return in_own_words(self.words.text()) if why == _OTHER else why

    def go_on(self) -> None:
        """Check what was given, the password in a thread of its own."""
        if self._job is not None:
            return
        problems = self._problems()
        self.page.show_problems(problems)
        if problems:
            return
        if self._session.practice:
            self._checked(right=True)
            return
        self._wait(waiting=True)
        self._job = jobs.run(
            jobs.is_my_password,
            self._session,
            self.password.text(),
            done=lambda right: self._checked(right=right),
            failed=self._failed,
        )
        self.destroyed.connect(self._job.drop)

    def _problems(self) -> list[Problem]:
        found = []
        for field in (self._words_field, self._password_field):
            field.show_problem("")
        self.why.show_problem("")
        if not self.why.value():
            self.why.show_problem(_("Say what it is for."))
            found.append(Problem(_("Say what it is for."), self.why))
        elif not self.reason():
            self._words_field.show_problem(_("Say in a few words what it is for."))
            found.append(Problem(_("Say in a few words what it is for."), self.words))
        if not self._session.practice and not self.password.text():
            self._password_field.show_problem(_("Type your password."))
            found.append(Problem(_("Type your password."), self.password))
        return found

    def _checked(self, *, right: bool) -> None:
        self._job = None
        if not right:
            self._wait(waiting=False)
            self._say_at_password(_("This is not your password. Nothing was made."))
            return
        reason = self.reason()
        self._uncover()
        self.agreed.emit(reason)

    def _failed(self, error: BaseException) -> None:
        """Say why the password could not be checked; what is the program's own fault is raised."""
        self._job = None
        self._wait(waiting=False)
        self._say_at_password(jobs.trouble(error).sentence)

    def _say_at_password(self, sentence: str) -> None:
        self._password_field.show_problem(sentence)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.password.selectAll()
        announce(self.password, sentence, assertive=True)

    def _wait(self, *, waiting: bool) -> None:
        self.go.setText(_("Checking the password…") if waiting else _("&Choose where to save"))
        for each in (self.why, self.words, self.password, self.go):
            each.setEnabled(not waiting)
        if waiting:
            announce(self, self.go.text())

    def leave(self) -> None:
        """Go back without anything made; a check that is under way is thrown away."""
        self._uncover()
        self.left.emit()

    def _uncover(self) -> None:
        """Give the page back as it was, forget the password, and be gone."""
        if self._job is not None:
            self._job.drop()
            self._job = None
        self.password.clear()
        self.hide()
        for each in self._behind:
            if isValid(each):
                each.show()
        self._behind = []
        to = self._focused
        if to is not None and isValid(to) and to.isVisible():
            to.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back at Escape, wherever the focus is; no other key reaches what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the page."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False
