"""Words on one line that give way where there is little room: cut with an ellipsis, and no letter."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override


class OneLine(QLabel):
    """Plain words in the style `name`, as many as there is room for; all of them to a reader."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def setText(self, arg__1: str) -> None:
        self._whole = arg__1
        self.setAccessibleName(arg__1)
        self._fit()

    @override
    def text(self) -> str:
        """Give all of the words, shown or not."""
        return self._whole

    def _fit(self) -> None:
        cut = Qt.TextElideMode.ElideRight
        super().setText(self.fontMetrics().elidedText(self._whole, cut, self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
