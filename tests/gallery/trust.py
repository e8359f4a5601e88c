"""Backups, trust and exports: each page and panel in every state."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.domain.events.keeping import BackupMade, SessionOpened
from desktop_app.domain.roles import Role
from desktop_app.services import checking_now
from desktop_app.services.backups import Restored
from desktop_app.ui.asking_again import ask_again
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.restoring import RestoredPage, RestorePage
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.settings.backups import BackupsPage
from desktop_app.ui.views.settings.trust import TrustPage
from desktop_app.ui.widgets import Page
from desktop_app.vault.desk_notes import Seen
from desktop_app.vault.head import Head
from desktop_app.vault.manifest import Manifest, Part
from tests.builders_staff import staff_of
from tests.gallery.room import NOW, Room

Made = Callable[[Room], QWidget]
_PLACES = (("Server", 40, False), ("Blue stick", 9, False), ("Trust", 1, True))


def _taken(_reason: str) -> None:
    """Take a reason, and do nothing with it: the page is only looked at."""


def entrance() -> Iterator[tuple[str, Made]]:
    """Give the pages before any vault is open."""
    yield "restore", lambda _room: _in_window(RestorePage(lambda: NOW))
    yield "restore-errors", _restore_errors
    yield "restored", lambda _room: _in_window(RestoredPage(_put_back(behind=0)))
    yield "restored-behind", lambda _room: _in_window(RestoredPage(_put_back(behind=12)))
    yield (
        "restored-other",
        lambda _room: _in_window(RestoredPage(_put_back(behind=0, same=False))),
    )


def trust() -> Iterator[tuple[str, Made]]:
    """Give the pages of an open vault; what the last of them write into its log stays there."""
    yield "asking-again", _asking_again
    yield "asking-again-errors", lambda room: _asking_again(room, empty_handed=True)
    yield "home-backups-none", _home
    yield "home-head", lambda room: _home_of(room, Role.HEAD)
    yield "home-late", lambda room: _home_of(room, Role.DEPUTY)
    yield "home-since", lambda room: _home_of(room, Role.DSL, seen=2)
    yield "home-behind", lambda room: _home_of(room, Role.DSL, seen=16)
    yield "trust-head", lambda room: _home_of(room, Role.HEAD, section="trust")
    yield "trust", _settings("trust")
    yield "trust-compared", _compared
    yield "trust-checked", _checked
    yield "backups-none", _settings("backups")
    yield "backups", _backups
    yield "backups-making", _backups_making


def _in_window(page: Page) -> QWidget:
    window = MainWindow()
    window.show_page(page)
    return window


def _restore_errors(_room: Room) -> QWidget:
    page = RestorePage(lambda: NOW)
    window = _in_window(page)
    page.begin()
    return window


def _put_back(*, behind: int, same: bool = True) -> Restored:
    part = Part(1, "0" * 64)
    said = Manifest(
        vault="0190c7f0-0000-7000-8000-0123456789ab",
        made_at="2026-11-13T16:05:00.000Z",
        program="0.4.0",
        schema=2,
        entry=137,
        hash="5a" * 32,
        gen=3,
        vault_file=part,
        keys_file=part,
    )
    return Restored(
        path=Path("/home/school/desk.vault"),
        said=said,
        head=said.head,
        incidents=14,
        behind=behind,
        same=same,
    )


def _settings(section: str) -> Made:
    def made(room: Room) -> QWidget:
        navigator = room.navigator(empty=True)
        navigator.open_settings(section)
        return navigator.window

    return made


def _asking_again(room: Room, *, empty_handed: bool = False) -> QWidget:
    navigator = room.navigator(empty=True)
    navigator.open_home()
    window = navigator.window

    def ask() -> None:
        over = window.page
        assert over is not None
        asking = ask_again(
            room.empty,
            over,
            title="Save this form as a file",
            warning="The file is not locked: whoever has it can read all of it.",
            then=_taken,
        )
        if empty_handed:
            asking.why.cards["other"].click()
            asking.go_on()

    room.after_shown(window, ask)
    return window


def _backups(room: Room) -> QWidget:
    for place, days, off_site in _PLACES:
        event = BackupMade(
            file=f"school-20261119-160{days:03}-e7.sgbackup",
            place=place,
            kind="",
            device=f"volume {days:04x}-1f2e",
            off_site=off_site,
            entry=7,
            hash="0" * 64,
            sha256="0" * 64,
            bytes=1,
        )
        room.empty.vault.append([event], incident=None, at=NOW - timedelta(days=days))
    return _settings("backups")(room)


def _backups_making(room: Room) -> QWidget:
    window = _settings("backups")(room)
    assert isinstance(window, MainWindow)
    page = window.page
    assert isinstance(page, BackupsPage)

    def say() -> None:
        page.make.working.begin("Checking and writing the backup. You may go on working.")
        page.make.working.tell(1, 3)
        page.make.said.show_words(
            "The backup is made and holds. You can unplug it now: put it away from this computer.",
            kind="green",
            focus=True,
        )
        page.reveal(page.make.said)

    room.after_shown(window, say)
    return window


def _compared(room: Room) -> QWidget:
    window = _settings("trust")(room)
    assert isinstance(window, MainWindow)
    page = window.page
    assert isinstance(page, TrustPage)
    line = checking_now.head_line(room.empty)
    other = Head(2, "cd" * 32, room.empty.vault.id).short

    def compare() -> None:
        page.compare.lines.setPlainText(f"{line}\n{other}\nLog of another kind")
        page.compare.compare()

    room.after_shown(window, compare)
    return window


def _checked(room: Room) -> QWidget:
    window = _settings("trust")(room)
    assert isinstance(window, MainWindow)
    page = window.page
    assert isinstance(page, TrustPage)

    def check() -> None:
        page.check.begin()
        room.wait_for(page.check.go.isEnabled)

    room.after_shown(window, check)
    return window


def _home(room: Room) -> QWidget:
    navigator = room.navigator(empty=True)
    navigator.open_home()
    return navigator.window


def _home_of(room: Room, office: Role, *, section: str = "", seen: int = 0) -> QWidget:
    """Show a school's first page, or a section of its settings, to one of its people.

    `seen` is the entry that they saw last at this desk, 0 for none.
    """
    folder = Path(tempfile.mkdtemp(dir=room.folder))
    stack = ExitStack()
    opened = staff_of(folder).session(office, now=NOW + timedelta(days=14))
    session = stack.enter_context(opened)
    if seen:
        session.vault.append([SessionOpened(3, seen)], incident=None, at=NOW)
        found = session.vault.hash_at(seen) or "0" * 64
        session = replace(session, seen=Seen(seen, found, 1))
    navigator = Navigator(MainWindow(), Desk(session, ViewSettings(None)))
    if section:
        navigator.open_settings(section)
    else:
        navigator.open_home()
    room.after_shown(navigator.window, stack.close)
    return navigator.window
