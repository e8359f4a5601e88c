"""Locking in the real program: the process that held the keys is gone, a fresh one asks again."""

import subprocess
import sys
from pathlib import Path

from tests.journeys.hands import Hands
from tests.journeys.place import PASSWORD, ROOT, Place

# The program itself, told that nobody has been there for three seconds sooner than it would be.
IMPATIENT = """
import runpy, sys
from desktop_app.ui.settings import ViewSettings
ViewSettings.idle_minutes = property(lambda _settings: 0.05)
sys.argv[:] = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
SAY = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage
application = QCoreApplication([])
bus = QDBusConnection.connectToBus(sys.argv[1], "the-desktop")
message = QDBusMessage.createSignal("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
message.setArguments([True])
sys.exit(0 if bus.send(message) else 1)
"""


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def unlocked_again(place: Place, former: Hands) -> Hands:
    """Find the old process gone and the new one at its first page; type the password there."""
    assert former.ended() == 0
    assert gone(former.pid)
    fresh = place.successor(former)
    assert fresh.pid != former.pid
    fresh.wait_focus(identifier="password")
    assert fresh.one(identifier="header-home") is None
    fresh.type(PASSWORD)
    fresh.key("Return")
    fresh.wait_for(identifier="header-home")
    return fresh


def test_ctrl_l_ends_the_process_and_the_same_page_comes_back(place: Place) -> None:
    window = place.unlocked()
    window.press("header-settings")
    window.wait_for(identifier="settings-look")
    window.press("settings-look")
    window.wait_for(identifier="look-theme")
    window.key("ctrl+l")
    fresh = unlocked_again(place, window)
    fresh.wait_for(identifier="look-theme")
    fresh.close_window()
    later = place.unlocked()
    later.wait_for(identifier="home-now")
    later.close_window()


def test_when_nobody_is_there_the_process_ends_by_itself(place: Place) -> None:
    window = place.start_as(sys.executable, "-c", IMPATIENT, str(ROOT / "main.py"))
    window.wait_focus(identifier="password")
    window.type(PASSWORD)
    window.key("Return")
    fresh = unlocked_again(place, window)
    fresh.kill()


def test_a_desktop_that_locks_its_screen_locks_the_window(place: Place) -> None:
    window = place.unlocked()
    address = place.environment_of_screen["DBUS_SESSION_BUS_ADDRESS"]
    subprocess.run([sys.executable, "-c", SAY, address], check=True, timeout=60)
    unlocked_again(place, window).close_window()
