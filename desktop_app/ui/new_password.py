"""A new password typed twice, with four words offered in its place."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import messages, passwords
from desktop_app.ui.accessible import announce
from desktop_app.ui.safe_text import PasswordLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Field, Problem, hbox, label, vbox


class NewPassword(QWidget):
    """Two lines for the same new password, held against the rules when `problems` is asked.

    `about` gives, at that moment, the names that it must not lean on.
    """

    def __init__(
        self, about: Callable[[], tuple[str, ...]] = tuple, *, whose: str = "", prefix: str = ""
    ) -> None:
        super().__init__()
        self._about = about
        self._offered = ""
        self.password, self.again = PasswordLine(), PasswordLine()
        column = vbox(self, spacing=SPACE["s"])
        hint = _(
            "At least {0} characters; no digits or signs are asked for. Four words that do not "
            "belong together are strong, and easy to keep in mind."
        ).format(passwords.LEAST)
        self._first = Field(
            whose or _("&Password"), self.password, hint=hint, identifier=f"{prefix}password"
        )
        self._second = Field(
            _("The same password &again"), self.again, identifier=f"{prefix}password-again"
        )
        column.addWidget(self._first)
        column.addLayout(self._offer(prefix))
        column.addWidget(self._second)
        self.setFocusProxy(self.password)

    def _offer(self, prefix: str) -> QHBoxLayout:
        row = hbox(spacing=SPACE["m"])
        self._words = label("", "h2")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._words.hide()
        offer = Button(_("&Offer me four words"), identifier=f"{prefix}offer-words")
        offer.clicked.connect(self.offer)
        self.take = Button(_("&Use these words"), identifier=f"{prefix}use-words")
        self.take.clicked.connect(self.use)
        self.take.hide()
        row.addWidget(offer)
        row.addWidget(self._words, 1)
        row.addWidget(self.take)
        row.addStretch(0)
        return row

    def offer(self) -> None:
        """Show four words picked by chance, others each time."""
        self._offered = passwords.four_words()
        self._words.setText(self._offered)
        for each in (self._words, self.take):
            each.show()
        announce(self, self._offered)

    def use(self) -> None:
        """Take the words that are shown; they stay in view, to be kept in mind."""
        self.password.setText(self._offered)
        self.again.setText(self._offered)
        self.again.setFocus()

    def text(self) -> str:
        """Give the password that was typed."""
        return self.password.text()

    def forget(self) -> None:
        """Empty both lines and take the offer away."""
        for line in (self.password, self.again):
            line.clear()
        self._offered = ""
        for each in (self._words, self.take):
            each.hide()

    def problems(self) -> list[Problem]:
        """Show what is wrong at each line, and give it; an empty list means that it will do."""
        first = self._sentence()
        second = ""
        if not first and self.password.text() != self.again.text():
            second = _("The two passwords differ. Type both again.")
        self._first.show_problem(first)
        self._second.show_problem(second)
        found = [(first, self.password), (second, self.again)]
        return [Problem(said, line) for said, line in found if said]

    def refuse(self, sentence: str) -> Problem:
        """Show at the first line what the vault said against the password."""
        self._first.show_problem(sentence)
        return Problem(sentence, self.password)

    def _sentence(self) -> str:
        if not self.password.text():
            return _("Type a password.")
        try:
            passwords.check(self.password.text(), about=self._about())
        except SafeguardingError as error:
            return messages.sentence(error)
        return ""
