from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from desktop_app.ui.tokens import TARGET
from tests.gallery.pages import pages
from tests.gallery.room import Room

# A school's laptop at 150 %, less its title bar and taskbar.
WIDTH, HEIGHT = 911, 455


def too_large(window: QWidget) -> Iterator[str]:
    if window.width() > WIDTH or window.height() > HEIGHT:
        yield f"the window grows to {window.width()} x {window.height()}"
    for area in window.findChildren(QScrollArea):
        if area.isVisible() and area.horizontalScrollBar().isVisible():
            yield "a page must be scrolled sideways"


def cut_off(window: QWidget) -> Iterator[str]:
    for each in window.findChildren(QLabel):
        wrapped, needed = each.wordWrap(), each.heightForWidth(each.width())
        if each.isVisible() and wrapped and each.height() + 1 < needed:
            yield f"words are cut off: {each.text()[:40]}"
    for button in window.findChildren(QPushButton):
        told = button.isVisible() and bool(button.text()) and button.layout() is None
        if told and button.width() < button.sizeHint().width():
            yield f"words of a button are cut off: {button.text()}"


def unfit(window: QWidget) -> Iterator[str]:
    for each in window.findChildren(QWidget):
        if not each.isVisible() or each.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        name = QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
        which = f"{type(each).__name__} {each.accessibleIdentifier()}"
        if not isinstance(each, QScrollArea) and not name.strip():
            yield f"no name: {which}"
        pressed = isinstance(each, QAbstractButton | QLineEdit | QComboBox)
        if pressed and each.height() < TARGET:
            yield f"less than {TARGET} pixels high: {which}"


def ambiguous(window: QWidget) -> Iterator[str]:
    """Two controls of one key: neither of them would be pressed by it."""
    owners: dict[str, str] = {}
    for each in window.findChildren(QAbstractButton):
        key = QKeySequence.mnemonic(each.text()).toString()
        if key and each.isVisible() and each.isEnabled():
            if key in owners:
                yield f"{key} is the key of both {owners[key]} and {each.text()}"
            owners[key] = each.text()


@pytest.mark.usefixtures("dressed")
def test_every_page_fits_a_small_screen_whole_named_and_can_be_pressed_by_mouse_and_key(
    qapp: QApplication,
) -> None:
    wrong: list[str] = []
    with Room() as room:
        for name, make in pages(room):
            window = make(room)
            window.resize(WIDTH, HEIGHT)
            window.show()
            for _round in range(3):
                qapp.processEvents()
            room.shown(window)
            qapp.processEvents()
            for check in (too_large, cut_off, unfit, ambiguous):
                wrong += [f"{name}: {each}" for each in check(window)]
            window.hide()
            window.deleteLater()
    assert wrong == []
