"""What the system tells of a locked screen and of sleep, by a stand-in of Windows and a real bus."""

import ctypes
import shutil
import subprocess
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui import desktop_bus
from desktop_app.ui.desktop_bus import DesktopBus
from desktop_app.ui.system_lock import POWER_BROADCAST, SESSION_CHANGE, WindowsSession

# --- Windows


class Wtsapi:
    def __init__(self) -> None:
        self.asked: list[tuple[str, int, int]] = []

    def WTSRegisterSessionNotification(self, window: int, which: int) -> int:  # noqa: N802  # as Windows names it
        self.asked.append(("register", window, which))
        return 1

    def WTSUnRegisterSessionNotification(self, window: int) -> int:  # noqa: N802  # as above
        self.asked.append(("unregister", window, 0))
        return 1


class Told:
    """A window that listens to Windows, and messages that come to it as Qt hands them over."""

    def __init__(self, qtbot: QtBot, application: QApplication) -> None:
        self.application = application
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.library = Wtsapi()
        self.session = WindowsSession(self.window, wtsapi=self.library)
        self.times = 0
        self.session.locked.connect(self._count)
        self.session.start(application)

    def _count(self) -> None:
        self.times += 1

    def hear(self, message: int, what: int, kind: bytes = b"windows_generic_MSG") -> object:
        said = wintypes.MSG()
        said.message = message
        said.wParam = what
        held = self.session._filter  # noqa: SLF001  # Qt calls it, and only on Windows
        return held.nativeEventFilter(QByteArray(kind), ctypes.addressof(said))


@pytest.fixture
def told(qtbot: QtBot, dressed: QApplication) -> Iterator[Told]:
    made = Told(qtbot, dressed)
    yield made
    made.session.stop()


def test_windows_is_asked_to_tell_this_window_of_its_own_session(told: Told) -> None:
    window = int(told.window.winId())
    assert told.library.asked == [("register", window, 0)]
    told.session.stop()
    assert told.library.asked[1:] == [("unregister", window, 0)]


@pytest.mark.parametrize(
    ("message", "what", "locks"),
    [
        (SESSION_CHANGE, 7, True),  # locked
        (SESSION_CHANGE, 2, True),  # another user at the screen
        (SESSION_CHANGE, 4, True),  # the remote desktop went away
        (SESSION_CHANGE, 6, True),  # signed out
        (SESSION_CHANGE, 8, False),  # unlocked
        (SESSION_CHANGE, 1, False),
        (POWER_BROADCAST, 4, True),  # about to sleep
        (POWER_BROADCAST, 0x12, True),  # woke up
        (POWER_BROADCAST, 0xA, False),  # the battery's level changed
        (0x0113, 7, False),  # a timer
    ],
)
def test_the_messages_of_windows_that_lock(
    told: Told, message: int, what: int, *, locks: bool
) -> None:
    assert told.hear(message, what) == (False, 0)
    assert told.times == int(locks)


def test_what_is_no_message_of_windows_is_not_looked_into(told: Told) -> None:
    assert told.hear(SESSION_CHANGE, 7, kind=b"xcb_generic_event_t") == (False, 0)
    assert told.times == 0


# --- Linux


class Bus:
    """A message bus of its own, on which a test speaks for the desktop."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("dbus-daemon")
        assert program is not None
        self.process = subprocess.Popen(
            [
                program,
                "--session",
                "--nofork",
                "--print-address=1",
                f"--address=unix:dir={folder}",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self.desktop = QDBusConnection.connectToBus(self.address, "the-desktop")
        assert self.desktop.isConnected()

    def say(self, path: str, interface: str, name: str, *arguments: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(arguments))
        assert self.desktop.send(message)

    def be(self, service: str) -> None:
        assert self.desktop.registerService(service)

    def end(self) -> None:
        QDBusConnection.disconnectFromBus("the-desktop")
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def bus(dressed: QApplication, tmp_path: Path) -> Iterator[Bus]:
    assert dressed is not None
    made = Bus(tmp_path)
    yield made
    made.end()


@pytest.fixture
def listening(bus: Bus) -> Iterator[DesktopBus]:
    bus.be("org.freedesktop.login1")
    made = DesktopBus(
        environment={
            "DBUS_SESSION_BUS_ADDRESS": bus.address,
            "DBUS_SYSTEM_BUS_ADDRESS": bus.address,
            "XDG_SESSION_ID": "2",
        }
    )
    made.start()
    yield made
    made.stop()


MANAGER = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager")
SESSION = "org.freedesktop.login1.Session"
ON, OFF = (True,), (False,)


@pytest.mark.parametrize(
    ("path", "interface", "name", "arguments"),
    [
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", (True,)),
        ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", (True,)),
        (*MANAGER, "PrepareForSleep", (True,)),
        (*MANAGER, "PrepareForSleep", (False,)),
        ("/org/freedesktop/login1/session/_32", SESSION, "Lock", ()),
    ],
)
def test_what_a_desktop_says_when_it_locks_is_heard(  # noqa: PLR0913, PLR0917  # pytest names them
    qtbot: QtBot,
    bus: Bus,
    listening: DesktopBus,
    path: str,
    interface: str,
    name: str,
    arguments: tuple[object, ...],
) -> None:
    with qtbot.waitSignal(listening.locked, timeout=10_000):
        bus.say(path, interface, name, *arguments)


def test_a_screen_that_lights_up_and_the_session_of_somebody_else_lock_nothing(
    qtbot: QtBot, bus: Bus, listening: DesktopBus
) -> None:
    times: list[bool] = []
    listening.locked.connect(lambda: times.append(True))
    with qtbot.waitSignal(listening.locked, timeout=10_000):
        bus.say("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", *OFF)
        bus.say("/org/freedesktop/login1/session/_33", SESSION, "Lock")
        bus.say("/elsewhere", "org.example.ScreenSaver", "ActiveChanged", *ON)
        bus.say("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", *ON)
    assert times == [True]


def test_without_a_bus_nothing_happens(dressed: QApplication, tmp_path: Path) -> None:
    assert dressed is not None
    gone = f"unix:path={tmp_path}/gone"
    for environment in ({}, {"XDG_RUNTIME_DIR": str(tmp_path)}, {"DBUS_SESSION_BUS_ADDRESS": gone}):
        alone = DesktopBus(environment={"DBUS_SYSTEM_BUS_ADDRESS": gone, **environment})
        alone.start()
        alone.stop()


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("unix:path=/run/user/1000/bus,guid=0a", True),
        ("unix:abstract=/tmp/dbus-x;unix:path=/run/bus", True),
        ("tcp:host=localhost,port=4711", False),
        ("unix:path=/run/bus;tcp:host=server,port=4711", False),
        ("nonce-tcp:host=server", False),
        ("autolaunch:", False),
        ("unixexec:path=ssh", False),
    ],
)
def test_a_bus_that_could_be_reached_over_a_network_is_left_alone(
    address: str, *, local: bool
) -> None:
    assert desktop_bus.is_local(address) is local
    named = {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}
    assert bool(desktop_bus.session_address(named)) is local
    assert bool(desktop_bus.system_address(named)) is local


def test_the_bus_of_the_desktop_is_found_in_the_folder_of_the_session(tmp_path: Path) -> None:
    assert not desktop_bus.session_address({"XDG_RUNTIME_DIR": str(tmp_path)})
    (tmp_path / "bus").touch()
    found = desktop_bus.session_address({"XDG_RUNTIME_DIR": str(tmp_path)})
    assert found == f"unix:path={tmp_path}/bus"


@pytest.mark.parametrize(
    ("session", "path"),
    [
        ("2", "/org/freedesktop/login1/session/_32"),
        ("c1", "/org/freedesktop/login1/session/c1"),
        ("12", "/org/freedesktop/login1/session/_312"),
        ("a-b", "/org/freedesktop/login1/session/a_2db"),
        ("", ""),
    ],
)
def test_a_session_is_named_as_logind_names_it(session: str, path: str) -> None:
    assert desktop_bus.session_path(session) == path
