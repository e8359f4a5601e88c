"""Locks along with a Linux desktop: what it says of sleep and of its locked screen.

Two message buses are listened to, both of them sockets of this computer alone: the system's, where
logind says `PrepareForSleep` and `Lock` (freedesktop.org, "org.freedesktop.login1"), and the
desktop's own, where its screen saver says `ActiveChanged`. A bus with an address that is no such
socket is left alone. Without a bus nothing happens.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_LOGIND: Final = "org.freedesktop.login1"
_MANAGER: Final = "/org/freedesktop/login1"
_SAVERS: Final = ("org.freedesktop", "org.gnome", "org.cinnamon", "org.mate", "org.xfce")
_SYSTEM_SOCKETS: Final = ("/run/dbus/system_bus_socket", "/var/run/dbus/system_bus_socket")
_OTHER: Final = re.compile("[^0-9A-Za-z]|^[0-9]")


class DesktopBus(QObject):
    """Says when the desktop locks or the computer is about to sleep: `locked`, perhaps twice."""

    locked = Signal()

    def __init__(
        self, parent: QObject | None = None, *, environment: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(parent)
        self._environment = os.environ if environment is None else environment
        self._names: list[str] = []

    def start(self) -> None:
        """Listen to the buses that are there."""
        session = session_address(self._environment)
        if session:
            self._listen_to_desktop(self._connected(session, "desk-session"))
        system = system_address(self._environment)
        if system:
            self._listen_to_system(self._connected(system, "desk-system"))

    def stop(self) -> None:
        """Listen no more."""
        while self._names:
            QDBusConnection.disconnectFromBus(self._names.pop())

    def _connected(self, address: str, name: str) -> QDBusConnection:
        self._names.append(name)
        return QDBusConnection.connectToBus(address, name)

    def _listen_to_desktop(self, bus: QDBusConnection) -> None:
        for saver in _SAVERS:
            name = f"{saver}.ScreenSaver"
            bus.connect("", "", name, "ActiveChanged", self, _slot("_on_screen(bool)"))

    def _listen_to_system(self, bus: QDBusConnection) -> None:
        manager = f"{_LOGIND}.Manager"
        bus.connect(_LOGIND, _MANAGER, manager, "PrepareForSleep", self, _slot("_on_sleep(bool)"))
        session = session_path(self._environment.get("XDG_SESSION_ID", ""))
        if session:
            bus.connect(_LOGIND, session, f"{_LOGIND}.Session", "Lock", self, _slot("_on_lock()"))

    @Slot(bool)
    def _on_screen(self, active: bool) -> None:  # noqa: FBT001  # the signal's own argument
        if active:
            self.locked.emit()

    @Slot(bool)
    def _on_sleep(self, _falls_asleep: bool) -> None:  # noqa: FBT001  # as above
        # On waking up as well: the computer may have slept before there was time to lock.
        self.locked.emit()

    @Slot()
    def _on_lock(self) -> None:
        self.locked.emit()


def _slot(name: str) -> bytes:
    # Qt's Python takes text here and nothing else, whatever its types say.
    return cast("bytes", SLOT(name))


def session_address(environment: Mapping[str, str]) -> str:
    """Give the address of the desktop's own bus; empty where there is none on this computer."""
    named = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    if named:
        return named if is_local(named) else ""
    place = Path(environment.get("XDG_RUNTIME_DIR", "")) / "bus"
    return f"unix:path={place}" if place.is_absolute() and place.exists() else ""


def system_address(environment: Mapping[str, str]) -> str:
    """Give the address of the system's bus; empty where there is none on this computer."""
    named = environment.get("DBUS_SYSTEM_BUS_ADDRESS", "")
    if named:
        return named if is_local(named) else ""
    found = (place for place in _SYSTEM_SOCKETS if Path(place).exists())
    return next((f"unix:path={place}" for place in found), "")


def is_local(addresses: str) -> bool:
    """Say whether every one of the addresses of a bus is a socket in the file system."""
    return all(each.startswith("unix:") for each in addresses.split(";") if each)


def session_path(session: str) -> str:
    """Give the object of a session by its id, as logind names it; empty without an id."""
    escaped = _OTHER.sub(lambda found: f"_{ord(found[0]):02x}", session)
    return f"{_MANAGER}/session/{escaped}" if session else ""
