"""Pictures of the screen: every window is left out, by a stand-in of Windows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.events.keeping import CaptureAllowed
from desktop_app.services import capture as verbs
from desktop_app.services.sessions import Session
from desktop_app.ui import capture
from desktop_app.ui.capture import ALLOWED, BLACK, LEFT_OUT, CaptureShield
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.settings.capture import CapturePage
from desktop_app.ui.widgets import ErrorSummary


class User32:
    """Windows, of a version that may know less."""

    def __init__(self, *knows: int) -> None:
        self.knows = {ALLOWED, *(knows or (LEFT_OUT, BLACK))}
        self.now: dict[int, int] = {}

    def SetWindowDisplayAffinity(self, handle: int, how: int) -> int:  # noqa: N802  # as Windows names it
        if how not in self.knows:
            return 0
        self.now[handle] = how
        return 1

    def of(self, window: QWidget) -> int | None:
        return self.now.get(int(window.winId()))


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class Kept:
    def __init__(self, application: QApplication, *knows: int) -> None:
        self.application = application
        self.windows = User32(*knows)
        self.clock = Clock()
        self.shield = CaptureShield(user32=self.windows, clock=self.clock)
        self.shield.start(application)

    def end(self) -> None:
        self.application.removeEventFilter(self.shield)


@pytest.fixture
def kept(dressed: QApplication) -> Iterator[Kept]:
    made = Kept(dressed)
    yield made
    made.end()


def shown(qtbot: QtBot, *windows: QWidget) -> None:
    for each in windows:
        qtbot.addWidget(each)
        each.show()


def test_every_window_is_left_out_dialogs_and_menus_as_well(qtbot: QtBot, kept: Kept) -> None:
    main, dialog, menu = QWidget(), QDialog(), QMenu()
    child = QWidget(main)
    shown(qtbot, main, dialog, menu)
    assert [kept.windows.of(each) for each in (main, dialog, menu)] == [LEFT_OUT] * 3
    assert child.isVisible()
    assert len(kept.windows.now) == 3
    assert not kept.shield.refused


@pytest.mark.parametrize(
    ("knows", "how", "refused"), [(BLACK, BLACK, False), (ALLOWED, None, True)]
)
def test_an_older_windows_shows_them_black_and_what_it_refuses_is_known(
    qtbot: QtBot, dressed: QApplication, knows: int, how: int | None, *, refused: bool
) -> None:
    kept = Kept(dressed, knows)
    window = QWidget()
    shown(qtbot, window)
    kept.end()
    assert kept.windows.of(window) == how
    assert kept.shield.refused is refused


def test_pictures_are_allowed_for_so_many_minutes_and_no_longer(qtbot: QtBot, kept: Kept) -> None:
    window, hidden = QWidget(), QWidget()
    shown(qtbot, window)
    qtbot.addWidget(hidden)
    kept.shield.allow(15)
    assert kept.shield.minutes_left == 15
    assert kept.windows.of(window) == ALLOWED
    later = QDialog()
    shown(qtbot, later)
    assert kept.windows.of(later) == ALLOWED
    kept.clock.seconds += 14 * 60 + 1
    kept.shield.tick()
    assert kept.shield.minutes_left == 1
    assert kept.windows.of(window) == ALLOWED
    kept.clock.seconds += 59
    kept.shield.tick()
    assert kept.shield.minutes_left == 0
    assert [kept.windows.of(each) for each in (window, later)] == [LEFT_OUT] * 2
    hidden.show()
    assert kept.windows.of(hidden) == LEFT_OUT


def test_they_can_be_forbidden_again_at_once(qtbot: QtBot, kept: Kept) -> None:
    window = QWidget()
    shown(qtbot, window)
    kept.shield.allow(60)
    kept.shield.forbid()
    assert kept.windows.of(window) == LEFT_OUT
    kept.clock.seconds += 3600
    kept.shield.tick()
    assert kept.shield.minutes_left == 0


def test_a_system_without_such_protection_is_asked_for_nothing(
    qtbot: QtBot, dressed: QApplication
) -> None:
    assert capture.of_this_system() is None
    shield = CaptureShield()
    shield.start(dressed)
    shown(qtbot, QWidget())
    assert not shield.is_available
    assert not shield.refused


# --- the page and the header


class Room:
    def __init__(self, qtbot: QtBot, session: Session, kept: Kept) -> None:
        self.session = session
        self.kept = kept
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(1180, 740)
        self.window.show()
        desk = Desk(session, ViewSettings(None), capture=kept.shield)
        self.navigator = Navigator(self.window, desk)
        self.navigator.open_settings("capture")

    @property
    def page(self) -> CapturePage:
        assert isinstance(self.window.page, CapturePage)
        return self.window.page

    def words(self) -> str:
        return "\n".join(e.text() for e in self.page.findChildren(QLabel) if e.isVisible())

    def press(self, identifier: str) -> None:
        found = [
            each
            for each in self.window.findChildren(QWidget)
            if each.accessibleIdentifier() == identifier and each.isVisible()
        ]
        assert len(found) == 1, identifier
        QTest.keyClick(found[0], Qt.Key.Key_Space)

    def header(self) -> str:
        found = [
            each.accessibleName()
            for each in self.window.findChildren(QWidget)
            if each.accessibleIdentifier() == "header-capture" and each.isVisible()
        ]
        return found[0] if found else ""

    def noted(self) -> list[CaptureAllowed]:
        held = (entry.event for entry in self.session.vault.of_vault())
        return [each for each in held if isinstance(each, CaptureAllowed)]


@pytest.fixture
def room(qtbot: QtBot, session: Session, kept: Kept) -> Room:
    return Room(qtbot, session, kept)


def test_without_a_reason_nothing_is_allowed_and_the_page_says_so(room: Room) -> None:
    before = room.noted()
    room.press("capture-allow")
    found = room.page.findChildren(ErrorSummary)
    assert "Say why" in found[-1].accessibleName()
    assert room.kept.shield.minutes_left == 0
    assert room.noted() == before
    assert room.header() == ""


def test_what_is_allowed_stands_in_the_header_and_in_the_log_until_it_ends(room: Room) -> None:
    room.press("capture-why:remote support")
    room.press("capture-minutes:60")
    room.press("capture-allow")
    assert room.noted()[-1] == CaptureAllowed(minutes=60, reason="remote support")
    assert "60 minutes more" in room.header()
    assert room.kept.windows.of(room.window) == ALLOWED
    assert "60 minutes more" in room.words()
    room.navigator.open_home()
    assert "60 minutes more" in room.header()
    room.press("header-capture")
    assert isinstance(room.window.page, CapturePage)
    room.press("capture-stop")
    assert room.header() == ""
    assert "leave this window out" in room.words()
    assert room.kept.windows.of(room.window) == LEFT_OUT


def test_it_ends_by_itself_with_the_words_of_a_reason_of_one_s_own_in_the_log(room: Room) -> None:
    room.press("capture-why:other")
    room.page.words.setText("A court asked to\nsee it")
    room.press("capture-allow")
    assert room.noted()[-1] == CaptureAllowed(minutes=15, reason="A court asked to see it")
    room.kept.clock.seconds += 15 * 60
    room.kept.shield.tick()
    assert room.header() == ""
    assert room.kept.windows.of(room.window) == LEFT_OUT


def test_where_the_system_has_no_protection_the_page_says_so_and_offers_nothing(
    qtbot: QtBot, desk: Desk
) -> None:
    page = CapturePage(desk)
    qtbot.addWidget(page)
    page.show()
    assert "no way to keep a window out" in " ".join(e.text() for e in page.findChildren(QLabel))
    assert [
        each
        for each in page.findChildren(QWidget)
        if each.accessibleIdentifier().startswith("capture-")
    ] == []


@pytest.mark.parametrize(("minutes", "reason"), [(14, "training"), (15, " "), (61, "x")])
def test_the_log_takes_no_other_time_and_no_empty_reason(
    session: Session, minutes: int, reason: str
) -> None:
    with pytest.raises(ValueError, match=str(minutes)):
        verbs.allow(session, minutes=minutes, reason=reason)
