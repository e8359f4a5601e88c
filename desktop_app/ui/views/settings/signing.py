"""Signing for the log: the head teacher's button, everybody's sight of it, and how paper does it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import checking_now, countersigning, messages
from desktop_app.services.casework_words import short_time
from desktop_app.services.countersigning import CountersignState, standing_words
from desktop_app.ui.desk import Desk
from desktop_app.ui.said import Said
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.widgets import Button, Note, label, vbox

_MOST = 5


class SignForLog(QWidget):
    """How the signing stands; `signed` comes when the head teacher has just done it."""

    signed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        state = countersigning.countersign_state(desk.session)
        column = vbox(self, spacing=SPACE["s"])
        self._standing = state_note(state)
        column.addWidget(self._standing)
        self._line = label("", "strong")
        self._line.setAccessibleIdentifier("sign-line")
        self._hint = label("", "hint")
        self.go = Button(_("&Sign for the log"), "primary", identifier="sign-for-log")
        self.go.clicked.connect(self.sign)
        self.said = Said("sign-said")
        self._past = label(self._before(), "small")
        column.addWidget(self._hint)
        column.addWidget(self._line)
        column.addLayout(at_left(self.go))
        column.addWidget(self.said)
        column.addWidget(self._past)
        self._show(state)

    def _show(self, state: CountersignState) -> None:
        mine = state.mine and state.by_login
        self.go.setVisible(mine)
        self._line.setVisible(mine or not state.by_login)
        self._line.setText(checking_now.head_line(self._desk.session))
        if mine:
            said = _(
                "Once a week: write this line into a bound book that stays with you, with the day "
                "and your initials. Then sign."
            )
        elif state.by_login:
            said = _("Only the head teacher can sign, with their own password.")
        else:
            said = _(
                "Once a week: show this line to the head teacher, who writes it into a bound book "
                "with the day and their initials. The book stays with the head teacher. Later, "
                "“Compare with paper” holds any of its lines against the log. A head teacher who "
                "is let in under Settings, People can sign here as well."
            )
        self._hint.setText(said)

    def _before(self) -> str:
        signed = countersigning.countersigned(self._desk.session)[:_MOST]
        return "\n".join(
            _("Entry {entry}, {when}, {who}").format(
                entry=each.entry, when=short_time(each.at), who=each.who
            )
            for each in signed
        )

    def sign(self) -> None:
        """Sign for everything that stands in the log now."""
        try:
            line = countersigning.countersign(self._desk.session)
        except SafeguardingError as error:
            self.said.show_words(messages.sentence(error), kind="red", focus=True)
            return
        self.said.show_words(
            _("Signed. The line that stands in your book must be: {line}").format(line=line),
            kind="green",
            focus=True,
        )
        state = countersigning.countersign_state(self._desk.session)
        self._standing.set_text(standing_words(state))
        self._past.setText(self._before())
        self.go.hide()
        self._line.hide()
        self._hint.hide()
        self.signed.emit()


def state_note(state: CountersignState) -> Note:
    """Give how the signing stands as a panel: amber in words and colour once it is late."""
    said = standing_words(state)
    if state.late:
        return Note(_("Late. {0}").format(said), "triangle-alert", "warn")
    if state.last is not None and state.by_login and not state.due:
        return Note(said, "circle-check", "green")
    return Note(said, "info")
