import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.patience import Patience, StoppedError
from desktop_app.ui.widgets import Button, vbox


class Bench:
    """A window with the button that stops, and another one with a key of its own."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.stop, self.other = Button("Stop"), Button("Other")
        box = vbox(self.window)
        for each in (self.stop, self.other):
            box.addWidget(each)
        self.pressed: list[str] = []
        self.other.clicked.connect(lambda: self.pressed.append("other"))
        QShortcut(QKeySequence("Ctrl+L"), self.window, lambda: self.pressed.append("lock"))
        qtbot.addWidget(self.window)
        self.window.show()
        self.shown: list[tuple[int, int]] = []

    def patience(self) -> Patience:
        return Patience(self.stop, lambda done, whole: self.shown.append((done, whole)))


@pytest.fixture
def bench(qtbot: QtBot, dressed: QApplication) -> Bench:
    assert dressed is not None
    return Bench(qtbot)


def test_only_the_button_that_stops_is_taken_while_the_work_lasts(bench: Bench) -> None:
    with bench.patience() as patience:
        patience.step(1, 9)
        QTest.keyClick(bench.other, Qt.Key.Key_Space)
        QTest.mouseClick(bench.other, Qt.MouseButton.LeftButton)
        QTest.keyClick(bench.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert not bench.window.close()
        patience.step(9, 9)
        QTest.keyClick(bench.stop, Qt.Key.Key_Space)
        with pytest.raises(StoppedError):
            patience.step(9, 9)
    assert bench.pressed == []
    assert bench.window.isVisible()
    assert bench.shown == [(1, 9), (9, 9), (9, 9)]


def test_everything_works_again_afterwards(bench: Bench) -> None:
    with bench.patience():
        pass
    QTest.keyClick(bench.other, Qt.Key.Key_Space)
    assert bench.pressed == ["other"]
    assert bench.window.close()


def test_a_lock_that_is_due_stops_the_work_and_comes_right_after_it(bench: Bench) -> None:
    done: list[str] = []
    assert not Patience.give_way(lambda: done.append("early"))
    with bench.patience() as patience:
        assert Patience.give_way(lambda: done.append("lock"))
        assert done == []
        with pytest.raises(StoppedError):
            patience.step(1, 9)
    assert done == ["lock"]


def test_the_window_is_not_asked_more_often_than_a_person_can_see(bench: Bench) -> None:
    with bench.patience() as patience:
        for number in range(1, 2000):
            patience.step(number, 2000)
    assert len(bench.shown) < 100
