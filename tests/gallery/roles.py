"""What a head teacher and a deputy find: their first page, a record, and what others settle."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.domain.roles import Role
from desktop_app.services import school
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.vault.vault import open_unlocked
from tests.builders_staff import NOW, decided, record, staff_of
from tests.gallery.room import Room

Made = Callable[[Room], QWidget]


def roles() -> Iterator[tuple[str, Made]]:
    """Give each page by its name."""
    for office in (Role.HEAD, Role.DEPUTY):
        yield f"{office}-home", _page(office, Navigator.open_home)
        yield f"{office}-log", _page(office, Navigator.open_log)
        yield f"{office}-incident", _incident(office)
        for section in ("people", "procedure"):
            yield f"{office}-{section}", _settings(office, section)
    yield "head-incident-sign", _incident(Role.HEAD, signing=True)
    yield "head-call", _page(Role.HEAD, _call)
    yield "head-call-wales", _page(Role.HEAD, _call, procedure="all-wales-2021")


def _page(office: Role, go: Callable[[Navigator], object], *, procedure: str = "") -> Made:
    """Show a page to somebody of a school where one child waits, and one decision."""

    def made(room: Room) -> QWidget:
        desk = Desk(_session(room, office, procedure), ViewSettings(None))
        navigator = Navigator(MainWindow(), desk)
        go(navigator)
        return navigator.window

    return made


def _session(room: Room, office: Role, procedure: str) -> Session:
    """Give the school to one of its people, made when they are first asked for."""
    name = f"{office} {procedure}"
    if name not in room.more:
        staff = staff_of(Path(tempfile.mkdtemp(dir=room.folder)))
        with staff.session(Role.DSL) as lead:
            record(lead, kinds=["sextortion"])
            decided(lead)
            if procedure:
                school.choose_procedure(lead, procedure)
        vault = open_unlocked(staff.path, staff.unlocked(office))
        room.more[name] = Session(vault, staff.library, lambda: NOW)
    return room.more[name]


def _settings(office: Role, section: str) -> Made:
    return _page(office, lambda navigator: navigator.open_settings(section))


def _incident(office: Role, *, signing: bool = False) -> Made:
    def go(navigator: Navigator) -> None:
        session = navigator.desk.session
        newest = session.vault.rows(session.vault.numbers())[0]
        navigator.open_incident(newest.reference)
        page = navigator.window.page
        assert isinstance(page, IncidentPage)
        if signing:
            page.open_form("sign")

    return _page(office, go)


def _call(navigator: Navigator) -> None:
    navigator.open_home()
    navigator.window.call_wanted.emit()
