from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.locking import Blank, IdleNotice, IdleWatch
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.widgets import vbox

MINUTES = 10


class Clocks:
    """A clock that only goes on while the computer is awake, and one on the wall."""

    def __init__(self) -> None:
        self.awake = 1000.0
        self.wall = 5_000_000.0

    def pass_by(self, seconds: float) -> None:
        self.awake += seconds
        self.wall += seconds


class Watched:
    def __init__(self, application: QApplication) -> None:
        self.clocks = Clocks()
        self.watch = IdleWatch(
            MINUTES, clock=lambda: self.clocks.awake, wall=lambda: self.clocks.wall
        )
        self.warned: list[int] = []
        self.told: list[str] = []
        self.watch.warned.connect(self.warned.append)
        self.watch.lifted.connect(lambda: self.told.append("lifted"))
        self.watch.expired.connect(lambda: self.told.append("expired"))
        self.watch.start(application)

    def seconds(self, number: int) -> None:
        for _second in range(number):
            self.clocks.pass_by(1)
            self.watch.tick()


@pytest.fixture
def watched(dressed: QApplication) -> Iterator[Watched]:
    made = Watched(dressed)
    yield made
    made.watch.stop()


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> QWidget:
    assert dressed is not None
    made = QWidget()
    qtbot.addWidget(made)
    vbox(made).addWidget(TextLine("where I was"))
    made.resize(800, 500)
    made.show()
    return made


def line_of(window: QWidget) -> TextLine:
    found = window.findChild(TextLine)
    assert isinstance(found, TextLine)
    return found


def test_it_locks_after_ten_minutes_and_warns_half_a_minute_before(watched: Watched) -> None:
    watched.seconds(569)
    assert watched.warned == []
    watched.seconds(30)
    assert watched.warned[0] == 30
    assert watched.told == []
    watched.seconds(1)
    assert watched.told == ["expired"]


@pytest.mark.parametrize("what", ["key", "mouse"])
def test_whoever_is_there_starts_the_minutes_anew(
    qtbot: QtBot, watched: Watched, window: QWidget, what: str
) -> None:
    watched.seconds(590)
    if what == "key":
        qtbot.keyClick(window, Qt.Key.Key_Shift)
    else:
        qtbot.mouseClick(window, Qt.MouseButton.LeftButton)
    assert watched.told == ["lifted"]
    watched.seconds(569)
    assert watched.told == ["lifted"]
    watched.seconds(31)
    assert watched.told == ["lifted", "expired"]


def test_what_happens_by_itself_is_nobody(watched: Watched, window: QWidget) -> None:
    watched.seconds(300)
    for kind in (QEvent.Type.Paint, QEvent.Type.Timer, QEvent.Type.UpdateRequest):
        watched.watch.eventFilter(window, QEvent(kind))
    watched.seconds(300)
    assert watched.told == ["expired"]


def test_a_computer_that_slept_is_locked_when_it_wakes(watched: Watched) -> None:
    watched.seconds(5)
    watched.clocks.wall += 120
    watched.seconds(1)
    assert watched.told == ["expired"]


def test_a_busy_moment_is_no_sleep(watched: Watched) -> None:
    watched.clocks.pass_by(40)
    watched.watch.tick()
    assert watched.told == []


def test_a_watch_that_was_stopped_says_nothing(watched: Watched) -> None:
    watched.watch.stop()
    watched.clocks.pass_by(3600)
    assert watched.told == []


def test_the_notice_lies_inside_the_window(window: QWidget) -> None:
    notice = IdleNotice(window)
    notice.warn(30)
    assert notice.isVisible()
    assert window.rect().contains(notice.geometry())


def test_the_key_hides_everything_and_brings_it_back_with_its_focus(
    qtbot: QtBot, window: QWidget
) -> None:
    line = line_of(window)
    qtbot.waitExposed(window)
    line.setFocus()
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    blank = Blank(window)
    blank.turn()
    assert blank.isVisible()
    assert not line.isVisible()
    assert not other.isVisible()
    window.resize(900, 600)
    assert blank.geometry() == window.rect()
    blank.turn()
    assert not blank.isVisible()
    assert line.isVisible()
    assert other.isVisible()
    assert line.text() == "where I was"
    assert window.focusWidget() is line


def test_no_other_key_works_while_the_page_is_hidden(qtbot: QtBot, window: QWidget) -> None:
    pressed: list[str] = []
    for keys in ("F2", "Ctrl+L"):
        QShortcut(QKeySequence(keys), window, lambda keys=keys: pressed.append(keys))
    blank = Blank(window)
    blank.turn()
    qtbot.keyClick(blank, Qt.Key.Key_F2)
    qtbot.keyClicks(blank, "words")
    assert pressed == []
    qtbot.keyClick(blank, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["Ctrl+L"]
    assert blank.isVisible()
