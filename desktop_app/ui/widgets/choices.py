"""Choices as large cards: real radio buttons and check boxes, painted as the whole card."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QGroupBox, QRadioButton, QSizePolicy
from typing_extensions import override

from desktop_app.ui import theme
from desktop_app.ui.tokens import SPACE, TARGET
from desktop_app.ui.widgets.basics import label, vbox

Option = tuple[str, str, str]
_LEFT: Final = 50
_RIGHT: Final = 12
_PAD: Final = 9
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
_NARROWEST: Final = 300


def _hint_font(card: QAbstractButton) -> QFont:
    font = QFont(card.font())
    font.setPointSizeF(font.pointSizeF() * 0.9)
    return font


def _title_font(card: QAbstractButton) -> QFont:
    font = QFont(card.font())
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _height(card: QAbstractButton, hint: str, width: int) -> int:
    """Give the height that the words of a card need at a width."""
    room = max(width - theme.scaled(_LEFT) - theme.scaled(_RIGHT), 80)
    title = _wrapped(_title_font(card), card.text().replace("&", ""), room)
    below = _wrapped(_hint_font(card), hint, room) + 2 if hint else 0
    return max(TARGET, title + below + 2 * theme.scaled(_PAD))


def _wrapped(font: QFont, text: str, room: int) -> int:
    return QFontMetrics(font).boundingRect(0, 0, room, 10_000, int(_WRAP), text).height()


def _paint(card: QAbstractButton, hint: str, *, square: bool) -> None:
    painter = QPainter(card)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(card.rect()).adjusted(2, 2, -2, -2)
    on = card.isChecked()
    lit = on or card.underMouse()
    edge = theme.colour("primary" if on else "border_strong")
    painter.setPen(QPen(edge, 2 if on else 1.3))
    painter.setBrush(theme.colour("tint" if lit else "surface"))
    painter.drawRoundedRect(frame, 7, 7)
    _paint_mark(painter, card, frame, square=square)
    _paint_words(painter, card, hint, frame)
    if card.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus"), 3))
        painter.drawRoundedRect(QRectF(card.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
    painter.end()


def _paint_mark(painter: QPainter, card: QAbstractButton, frame: QRectF, *, square: bool) -> None:
    on, size = card.isChecked(), theme.scaled(10)
    middle = QPointF(frame.left() + theme.scaled(25), frame.center().y())
    painter.setBrush(theme.colour("surface"))
    painter.setPen(QPen(theme.colour("primary" if on else "text"), 2))
    if square:
        box = QRectF(middle.x() - size, middle.y() - size, 2 * size, 2 * size)
        painter.drawRoundedRect(box, 3, 3)
        if on:
            side = round(size * 1.7)
            place = QPointF(middle.x() - side / 2, middle.y() - side / 2)
            picture = theme.pixmap("check", "primary", 17)
            painter.drawPixmap(place, picture)
        return
    painter.drawEllipse(middle, size, size)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        painter.drawEllipse(middle, size * 0.52, size * 0.52)


def _paint_words(painter: QPainter, card: QAbstractButton, hint: str, frame: QRectF) -> None:
    left = frame.left() + theme.scaled(_LEFT) - 2
    room = max(frame.width() - theme.scaled(_LEFT) - theme.scaled(_RIGHT) + 4, 80)
    title = _wrapped(_title_font(card), card.text().replace("&", ""), int(room))
    below = _wrapped(_hint_font(card), hint, int(room)) + 2 if hint else 0
    top = frame.center().y() - (title + below) / 2
    painter.setPen(theme.colour("text"))
    painter.setFont(_title_font(card))
    flags = int(_WRAP) | int(Qt.TextFlag.TextShowMnemonic)
    painter.drawText(QRectF(left, top, room, title + 2), flags, card.text())
    if hint:
        painter.setFont(_hint_font(card))
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRectF(left, top + title + 2, room, below), int(_WRAP), hint)


class AnswerCard(QRadioButton):
    """One of several answers; the whole card can be clicked."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.hint = hint
        _prepare(self, hint)

    @override
    def hitButton(self, arg__1: object) -> bool:
        return True

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return _height(self, self.hint, arg__1)

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), _NARROWEST)
        return QSize(_NARROWEST, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, TARGET)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        _paint(self, self.hint, square=False)


class TickCard(QCheckBox):
    """One of several things that can hold at once."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.hint = hint
        _prepare(self, hint)

    @override
    def hitButton(self, pos: object) -> bool:
        return True

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return _height(self, self.hint, arg__1)

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), _NARROWEST)
        return QSize(_NARROWEST, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, TARGET)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        _paint(self, self.hint, square=True)


def _prepare(card: QAbstractButton, hint: str) -> None:
    card.setAccessibleDescription(hint)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    card.setSizePolicy(policy)
    card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    card.setAttribute(Qt.WidgetAttribute.WA_Hover)


class _Group(QGroupBox):
    """A titled group whose title belongs to every card in it."""

    def __init__(self, title: str, identifier: str, *, show_title: bool) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleIdentifier(identifier)
        self.inside = vbox(self, (0, 0, 0, 0), SPACE["s"])
        if show_title:
            self.inside.addWidget(label(title, "h2"))
        self.problem = label("", "errtext")
        self.problem.hide()
        self.inside.addWidget(self.problem)

    def show_problem(self, text: str) -> None:
        """Show what is wrong beside the group; an empty text takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.setAccessibleDescription(text)


class ChoiceGroup(_Group):
    """A question with one answer; options are (value, words with a mnemonic, hint)."""

    chosen = Signal(str)

    def __init__(
        self, title: str, options: Sequence[Option], *, identifier: str, show_title: bool = True
    ) -> None:
        super().__init__(title, identifier, show_title=show_title)
        self.cards: dict[str, AnswerCard] = {}
        for value, words, hint in options:
            card = AnswerCard(words, hint)
            card.setAccessibleIdentifier(f"{identifier}:{value}")
            card.toggled.connect(lambda on, value=value: on and self.chosen.emit(value))
            self.cards[value] = card
            self.inside.addWidget(card)

    def value(self) -> str:
        """Give the value chosen, or an empty text."""
        return next((value for value, card in self.cards.items() if card.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose a value without telling anybody; one that is not offered chooses none."""
        for each, card in self.cards.items():
            with QSignalBlocker(card):
                card.setAutoExclusive(False)
                card.setChecked(each == value)
                card.setAutoExclusive(True)
            card.update()

    def focus_first(self) -> None:
        """Put the focus on the card chosen, else on the first."""
        card = self.cards.get(self.value()) or next(iter(self.cards.values()))
        card.setFocus(Qt.FocusReason.TabFocusReason)


class TickGroup(_Group):
    """A list of which any number can hold; options are (value, words with a mnemonic, hint)."""

    ticked = Signal(str, bool)

    def __init__(
        self, title: str, options: Sequence[Option], *, identifier: str, show_title: bool = True
    ) -> None:
        super().__init__(title, identifier, show_title=show_title)
        self.cards: dict[str, TickCard] = {}
        for value, words, hint in options:
            card = TickCard(words, hint)
            card.setAccessibleIdentifier(f"{identifier}:{value}")
            card.toggled.connect(lambda on, value=value: self.ticked.emit(value, on))
            self.cards[value] = card
            self.inside.addWidget(card)

    def values(self) -> list[str]:
        """Give the values that are ticked, in the order shown."""
        return [value for value, card in self.cards.items() if card.isChecked()]

    def set_values(self, values: Sequence[str]) -> None:
        """Tick these and no others, without telling anybody."""
        for value, card in self.cards.items():
            with QSignalBlocker(card):
                card.setChecked(value in values)
            card.update()

    def focus_first(self) -> None:
        """Put the focus on the first card."""
        next(iter(self.cards.values())).setFocus(Qt.FocusReason.TabFocusReason)
