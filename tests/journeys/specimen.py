"""A small window that the harness is tried on: it has what the real one has, and no vault."""

import sys

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)


def first_page(pages: QStackedWidget) -> QWidget:
    """Give a page with a field, a box to tick and a button that goes on."""
    page = QWidget()
    column = QVBoxLayout(page)
    field = QLineEdit()
    field.setAccessibleIdentifier("name")
    label = QLabel("Na&me")
    label.setBuddy(field)
    tick = QCheckBox("&Tick")
    tick.setAccessibleIdentifier("tick")
    onward = QPushButton("&Continue")
    onward.setAccessibleIdentifier("continue")
    onward.setAutoDefault(True)
    onward.clicked.connect(lambda: pages.setCurrentIndex(1))
    for each in (label, field, tick, onward):
        column.addWidget(each)
    return page


def second_page() -> QWidget:
    """Give a page with an account to write, and a line that says what was written."""
    page = QWidget()
    column = QVBoxLayout(page)
    account = QPlainTextEdit()
    account.setAccessibleIdentifier("account")
    account.setAccessibleName("Account")
    said = QLabel("Nothing yet")
    said.setAccessibleIdentifier("said")
    account.textChanged.connect(lambda: said.setText(f"Written: {account.toPlainText()}"))
    column.addWidget(account)
    column.addWidget(said)
    return page


def main() -> int:
    """Show the window until Ctrl+Q."""
    app = QApplication(sys.argv)
    window = QStackedWidget()
    window.setWindowTitle("Specimen")
    window.addWidget(first_page(window))
    window.addWidget(second_page())
    QShortcut(QKeySequence("Ctrl+Q"), window).activated.connect(app.quit)
    window.resize(600, 400)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
