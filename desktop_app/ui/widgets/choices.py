"""Groups of cards under one question. A group is a QGroupBox, so that each card says its question."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGroupBox, QVBoxLayout
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets.basics import label, vbox
from desktop_app.ui.widgets.cards import AnswerCard, TickCard

# Value, text with & before its key, hint.
Option = tuple[str, str, str]


class _Group(QGroupBox):
    """The question, a place for a problem, and the cards; the title is told but drawn by a label."""

    def __init__(self, title: str, *, identifier: str, show_title: bool) -> None:
        super().__init__(title.replace("&", "&&"))
        self.setAccessibleIdentifier(identifier)
        self.inside: QVBoxLayout = vbox(self, spacing=SPACE["xs"])
        self._title = label(title, "strong")
        self.inside.addWidget(self._title)
        self._title.setVisible(show_title and bool(title))
        self._problem = label("", "errtext")
        self._problem.hide()
        self.inside.addWidget(self._problem)
        self._hint = ""

    def problem(self) -> str:
        """Give the problem that is shown, empty for none."""
        return self._problem.text()

    def show_problem(self, text: str) -> None:
        """Show what is wrong at the group itself; an empty text takes it away."""
        self._problem.setText(_("Error: {0}").format(text) if text else "")
        self._problem.setVisible(bool(text))
        self.setAccessibleDescription(self._problem.text())
        self.updateGeometry()

    @override
    def minimumSizeHint(self) -> QSize:
        """Take the column's word: Qt would make room for the title in one line."""
        return QSize(200, self.inside.totalMinimumSize().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the parts are widgets."""


class ChoiceGroup(_Group):
    """One question with one answer of several.

    `options`: value, text (with & before its key), hint. `chosen` carries the value whenever
    another is chosen by the person. While a card has the focus its siblings' letters choose them.
    """

    chosen = Signal(str)

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        *,
        identifier: str,
        show_title: bool = True,
    ) -> None:
        super().__init__(title, identifier=identifier, show_title=show_title)
        self._buttons = QButtonGroup(self)
        self.cards: dict[str, AnswerCard] = {}
        self._silent = False
        for value, text, hint in options:
            card = AnswerCard(text, hint)
            card.setAccessibleIdentifier(f"{identifier}:{value}")
            card.letter.connect(self._choose_by)
            self.cards[value] = card
            self._buttons.addButton(card)
            self.inside.addWidget(card)
        self._buttons.buttonToggled.connect(self._toggled)
        self._point()

    def value(self) -> str:
        """Give the value chosen, empty for none."""
        return next((value for value, card in self.cards.items() if card.isChecked()), "")

    def is_answered(self) -> bool:
        """Say whether a card is chosen, for groups where an empty value is an answer."""
        return self._buttons.checkedButton() is not None

    def set_value(self, value: str) -> None:
        """Choose without telling; a value that is no option chooses none."""
        self._silent = True
        card = self.cards.get(value)
        if card is not None:
            card.setChecked(True)
        else:
            self._buttons.setExclusive(False)
            for each in self.cards.values():
                each.setChecked(False)
            self._buttons.setExclusive(True)
        self._silent = False
        self._point()

    def focus_first(self) -> None:
        """Put the focus on the card that is chosen, else on the first."""
        self._point()
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _point(self) -> None:
        card = self._buttons.checkedButton() or next(iter(self.cards.values()), None)
        if card is not None:
            self.setFocusProxy(card)

    def _toggled(self, button: QAbstractButton, checked: bool) -> None:  # noqa: FBT001  # Qt's signal
        if not checked or self._silent:
            return
        self._point()
        value = next(value for value, card in self.cards.items() if card is button)
        if self._problem.text():
            self.show_problem("")
        self.chosen.emit(value)

    def _choose_by(self, letter: str) -> None:
        for card in self.cards.values():
            at = card.text().find("&")
            if 0 <= at < len(card.text()) - 1 and card.text()[at + 1].lower() == letter:
                card.setFocus(Qt.FocusReason.ShortcutFocusReason)
                card.click()
                return


class TickGroup(_Group):
    """Several things of which any number can be ticked; Up and Down go from one to the next.

    `ticked` carries the value and whether it is now ticked, whenever the person changes it.
    """

    ticked = Signal(str, bool)

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        *,
        identifier: str,
        show_title: bool = True,
    ) -> None:
        super().__init__(title, identifier=identifier, show_title=show_title)
        self.cards: dict[str, TickCard] = {}
        for value, text, hint in options:
            card = TickCard(text, hint)
            card.setAccessibleIdentifier(f"{identifier}:{value}")
            self.cards[value] = card
            self.inside.addWidget(card)
            card.step.connect(lambda by, card=card: self._step(card, by))
            card.toggled.connect(lambda on, value=value: self._toggled(value, on=on))
        if self.cards:
            self.setFocusProxy(next(iter(self.cards.values())))
        self._silent = False

    def values(self) -> list[str]:
        """Give the values that are ticked, in order of the cards."""
        return [value for value, card in self.cards.items() if card.isChecked()]

    def set_values(self, values: Sequence[str]) -> None:
        """Tick these and no others, without telling."""
        self._silent = True
        for value, card in self.cards.items():
            card.setChecked(value in values)
        self._silent = False

    def focus_first(self) -> None:
        """Put the focus on the first card."""
        for card in self.cards.values():
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _toggled(self, value: str, *, on: bool) -> None:
        if self._silent:
            return
        if self._problem.text():
            self.show_problem("")
        self.ticked.emit(value, on)

    def _step(self, card: TickCard, by: int) -> None:
        cards = list(self.cards.values())
        place = min(max(cards.index(card) + by, 0), len(cards) - 1)
        cards[place].setFocus(Qt.FocusReason.TabFocusReason)
