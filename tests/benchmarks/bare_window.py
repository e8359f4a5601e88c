"""The floor of start-up: a bare QWidget that paints two colours, so that it is seen to be painted."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override


class Bare(QWidget):
    """Nothing but a widget."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), self.height() // 2, Qt.GlobalColor.white)
        painter.fillRect(0, self.height() // 2, self.width(), self.height(), Qt.GlobalColor.blue)
        painter.end()


if __name__ == "__main__":
    app = QApplication(sys.argv)
    bare = Bare()
    bare.resize(1180, 740)
    bare.show()
    sys.exit(app.exec())
