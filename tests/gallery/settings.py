"""Every section of the settings, with numbers of every origin and a rule in both its states."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from desktop_app.domain.drafting.draft import Way
from desktop_app.ui.views.settings.contact import ContactPage
from tests.gallery.room import A_FRONT_DOOR, Room, shell_of

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
