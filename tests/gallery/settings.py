"""Every section of the settings, with numbers of every origin and a rule in both its states."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.events.keeping import BackupMade
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.views.settings.backups import BackupsPage
from desktop_app.ui.views.settings.contact import ContactPage
from tests.gallery.room import A_FRONT_DOOR, NOW, Room, shell_of

Made = Callable[[Room], QWidget]

_SECTIONS = {
    "overview": "",
    "contacts": "contacts",
    "contact": "contact:own:0",
    "contact-new": "contact:new:lado",
    "procedure": "procedure",
    "procedure-old": "procedure:old",
    "rule": "rule:every-image",
    "letter": "letter:every-image",
    "look": "look",
    "backups-none": "backups",
}


def settings() -> Iterator[tuple[str, Made]]:
    """Give each section by its name."""
    for name, section in _SECTIONS.items():
        yield f"settings-{name}", _section(section)
    yield "numbers-home", _home
    yield "numbers-call-note", _call_note
    for step in ("result", "tell", "account"):
        yield f"numbers-{step}", _ringing(step)
    yield "settings-rule-off", _section("rule:every-image", switched_off=True)
    yield "settings-contact-errors", _wrong_contact
    yield "settings-backups", _backups
    yield "settings-backups-said", _backups_said


def _section(section: str, *, switched_off: bool = False) -> Made:
    def made(room: Room) -> QWidget:
        navigator = room.navigator(empty=True)
        navigator.desk.contacts.keep(A_FRONT_DOOR)
        with room.in_haringey(switched_off=switched_off):
            navigator.open_settings(section)
        return navigator.window

    return made


def _ringing(step: str) -> Made:
    def made(room: Room) -> QWidget:
        window = room.wizard(Way.TIME, room.cases["sextortion"], step="account")
        shell = shell_of(window)
        shell.wizard.desk.contacts.keep(A_FRONT_DOOR)
        shell.show_step(step)
        return window

    return made


def _home(room: Room) -> QWidget:
    navigator = room.navigator(empty=True)
    navigator.desk.contacts.keep(A_FRONT_DOOR)
    navigator.open_home()
    return navigator.window


def _call_note(room: Room) -> QWidget:
    navigator = room.navigator(empty=True)
    navigator.desk.contacts.keep(A_FRONT_DOOR)
    navigator.open_home()
    navigator.note_call("police")
    return navigator.window


def _wrong_contact(room: Room) -> QWidget:
    navigator = room.navigator(empty=True)
    navigator.open_settings("contact:new:lado")
    page = navigator.window.page
    assert isinstance(page, ContactPage)
    page.hours[0].setText("nine to five")
    room.after_shown(navigator.window, page.keep)
    return navigator.window


def _backups(room: Room) -> QWidget:
    """Show backups of every age; what stands in the log of the empty vault stays there."""
    for place, days, off_site in (
        ("Server", 40, False),
        ("Blue stick", 9, False),
        ("Trust", 1, True),
    ):
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
    return _section("backups")(room)


def _backups_said(room: Room) -> QWidget:
    window = _section("backups")(room)
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

    room.after_shown(window, say)
    return window
