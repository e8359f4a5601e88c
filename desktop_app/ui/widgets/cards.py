"""Answers as large cards: real radio buttons and tick boxes, painted as one wide target.

Keys, mnemonics and what screen readers are told stay Qt's own; only the painting is ours.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcutEvent,
)
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy
from typing_extensions import override

from desktop_app.ui import theme
from desktop_app.ui.tokens import POINTS, TARGET

_WRAPPED = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value
_MNEMONIC = _WRAPPED | Qt.TextFlag.TextShowMnemonic.value
_PLENTY = 100_000.0
_ABOVE = 9.0
_BETWEEN = 2.0
_LEAST_WIDE = 200
_MOST_MEASURED = 8
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Face:
    """Measures and paints a card: a disc or a square, words, and a hint below them."""

    def __init__(self, card: QAbstractButton, hint: str, *, square: bool) -> None:
        self._card, self.hint, self._square = card, hint, square
        self._measured: dict[tuple[float, float, str], tuple[float, float]] = {}
        card.setAccessibleDescription(hint)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        card.setSizePolicy(policy)
        card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _fonts(self) -> tuple[QFont, QFont]:
        words, hint = QFont(self._card.font()), QFont(self._card.font())
        words.setWeight(QFont.Weight.DemiBold)
        words.setPointSizeF(POINTS["body"] * theme.zoom())
        hint.setWeight(QFont.Weight.Normal)
        hint.setPointSizeF(POINTS["small"] * 1.03 * theme.zoom())
        return words, hint

    def _left(self) -> float:
        return 51.0 * theme.zoom()

    def _heights(self, width: float) -> tuple[float, float]:
        """Give the heights of words and hint; a layout asks for them again and again."""
        asked = (width, theme.zoom(), self._card.text())
        if asked not in self._measured:
            if len(self._measured) > _MOST_MEASURED:
                self._measured.clear()
            self._measured[asked] = self._measure(width)
        return self._measured[asked]

    def _measure(self, width: float) -> tuple[float, float]:
        words, hint = self._fonts()
        room = QRectF(0, 0, max(1.0, width - self._left() - 12), _PLENTY)
        first = QFontMetricsF(words).boundingRect(room, _MNEMONIC, self._card.text()).height()
        if not self.hint:
            return first, 0.0
        return first, QFontMetricsF(hint).boundingRect(room, _WRAPPED, self.hint).height()

    def height(self, width: int) -> int:
        """Give the height at a width, in logical pixels."""
        first, second = self._heights(width)
        whole = first + (second + _BETWEEN if second else 0.0) + 2 * _ABOVE
        return max(TARGET + 4, round(whole + 0.5))

    def size(self) -> QSize:
        """Give the size the card would like."""
        wide = 480
        return QSize(wide, self.height(wide))

    def least(self) -> QSize:
        """Give the least size; the height is the width's to say."""
        return QSize(_LEAST_WIDE, TARGET)

    def paint(self) -> None:
        """Paint the card."""
        card = self._card
        painter = QPainter(card)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = card.isChecked()
        lively = card.isEnabled() and (on or card.underMouse())
        edge = QPen(theme.colour("primary" if on else "border_strong"), 2 if on else 1.4)
        if not card.isEnabled():
            edge.setStyle(Qt.PenStyle.DashLine)
        box = QRectF(card.rect()).adjusted(1, 2, -1, -2)
        painter.setPen(edge)
        painter.setBrush(theme.colour("tint" if lively else "surface"))
        painter.drawRoundedRect(box, 7, 7)
        self._paint_mark(painter, QPointF(box.left() + 26 * theme.zoom(), box.center().y()))
        self._paint_words(painter, box)
        if card.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 3))
            painter.drawRoundedRect(QRectF(card.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        card = self._card
        words, hint = self._fonts()
        first, second = self._heights(card.width())
        whole = first + (second + _BETWEEN if second else 0.0)
        room = QRectF(
            self._left(), box.center().y() - whole / 2, card.width() - self._left() - 12, first
        )
        painter.setFont(words)
        painter.setPen(theme.colour("text" if card.isEnabled() else "muted"))
        painter.drawText(room, _MNEMONIC, card.text())
        if self.hint:
            room.translate(0, first + _BETWEEN)
            room.setHeight(second + _BETWEEN)
            painter.setFont(hint)
            painter.setPen(theme.colour("muted"))
            painter.drawText(room, _WRAPPED, self.hint)

    def _paint_mark(self, painter: QPainter, middle: QPointF) -> None:
        zoom, on = theme.zoom(), self._card.isChecked()
        half = 10.0 * zoom
        painter.setPen(QPen(theme.colour("primary" if on else "text"), 2 * zoom))
        if not self._square:
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(middle, half, half)
            if on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("primary"))
                painter.drawEllipse(middle, half * 0.52, half * 0.52)
            return
        square = QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half)
        painter.setBrush(theme.colour("primary" if on else "surface"))
        painter.drawRoundedRect(square, 4 * zoom, 4 * zoom)
        if on:
            side = 16.0 * zoom
            corner = QPointF(middle.x() - side / 2, middle.y() - side / 2)
            painter.drawPixmap(corner, theme.pixmap("check", "on_primary", 16))


def _chosen_by_key(card: QAbstractButton, event: QEvent) -> bool:
    """Choose at once when the card's key is pressed; Qt would press it down for 100 ms first.

    Whoever types the next key within that time would otherwise go on without the choice.
    """
    if not isinstance(event, QShortcutEvent) or event.isAmbiguous():
        return False
    card.setFocus(Qt.FocusReason.ShortcutFocusReason)
    card.click()
    return True


class AnswerCard(QRadioButton):
    """One of several answers. `letter` carries a key pressed alone, for the group to look at."""

    letter = Signal(str)

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self._face = _Face(self, hint, square=False)

    @override
    def event(self, e: QEvent) -> bool:
        return _chosen_by_key(self, e) or super().event(e)

    @override
    def sizeHint(self) -> QSize:
        return self._face.size()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._face.least()

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return self._face.height(arg__1)

    @override
    def hitButton(self, arg__1: QPoint) -> bool:
        return self.rect().contains(arg__1)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        self._face.paint()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Leave Enter to the page, which goes on with it; letters choose as their mnemonics do."""
        alone = not e.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if e.key() in _ENTER:
            e.ignore()
        elif alone and e.text().isalpha():
            self.letter.emit(e.text().lower())
        else:
            super().keyPressEvent(e)

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        self.updateGeometry()


class TickCard(QCheckBox):
    """Something that can be ticked. `step` carries -1 for Up and 1 for Down."""

    step = Signal(int)

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self._face = _Face(self, hint, square=True)

    @override
    def event(self, e: QEvent) -> bool:
        return _chosen_by_key(self, e) or super().event(e)

    @override
    def sizeHint(self) -> QSize:
        return self._face.size()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._face.least()

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return self._face.height(arg__1)

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        self._face.paint()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        """Leave Enter to the page, which goes on with it."""
        if e.key() in _ENTER:
            e.ignore()
        elif e.key() in _STEPS:
            self.step.emit(_STEPS[Qt.Key(e.key())])
        else:
            super().keyPressEvent(e)

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        self.updateGeometry()
