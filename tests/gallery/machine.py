"""The pages about the computer itself: pictures of the screen, and the list saved from the log."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from desktop_app.ui.capture import CaptureShield
from desktop_app.ui.views.incident_log import LogPage
from tests.gallery.room import Room

Made = Callable[[Room], QWidget]


class Agreeing:
    """A Windows that does what it is asked."""

    def SetWindowDisplayAffinity(self, _handle: int, _how: int) -> int:  # noqa: N802  # as Windows names it
        """Agree."""
        return 1


def machine() -> Iterator[tuple[str, Made]]:
    """Give each page by its name."""
    yield "settings-capture-none", _capture(available=False)
    yield "settings-capture", _capture()
    yield "settings-capture-allowed", _capture(minutes=15)
    yield "log-save", _saving


def _capture(*, available: bool = True, minutes: int = 0) -> Made:
    def made(room: Room) -> QWidget:
        navigator = room.navigator(empty=True)
        shield = CaptureShield(user32=Agreeing() if available else None, parent=navigator)
        navigator.desk.capture = shield
        shield.changed.connect(lambda: navigator.window.show_capture(shield.minutes_left))
        navigator.open_settings("capture")
        if minutes:
            shield.allow(minutes)
        return navigator.window

    return made


def _saving(room: Room) -> QWidget:
    navigator = room.navigator()
    navigator.open_log()
    page = navigator.window.page
    assert isinstance(page, LogPage)
    room.after_shown(navigator.window, page.saving.ask)
    return navigator.window
