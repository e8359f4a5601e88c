"""Every page and state of the window, by name: what the gallery draws and the imagery test walks.

A page is a function that is handed the room and gives a window, dressed and filled, not shown yet.
"""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.drafting.steps import steps
from desktop_app.services.contact_shelf import ContactShelf
from desktop_app.ui.colleague_card import ColleagueCardPage
from desktop_app.ui.fault import FaultWindow
from desktop_app.ui.locking import Blank, IdleNotice
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.recovery_keys import KeysPage
from desktop_app.ui.set_up import FirstUserPage, PlacePage
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.views.guidance import GuidancePage
from desktop_app.ui.views.incident_log import LogPage
from desktop_app.ui.views.preview import PreviewPage
from desktop_app.ui.widgets import Page
from tests.gallery.machine import machine
from tests.gallery.people import people
from tests.gallery.roles import roles
from tests.gallery.room import NOW, Room, shell_of
from tests.gallery.settings import settings
from tests.gallery.specimen import actions, answers, verdicts, wrong
from tests.gallery.trust import entrance, trust

Made = Callable[[Room], QWidget]

# Cases of the practice data whose ways through the wizard differ: where they end, and as what.
_RESULTS = {
    "refer": "sextortion",
    "hold": "exposure",
    "managed": "nudes-shared",
    "bullying": "bullying",
    "colleague": "colleague-concern",
    "advice": "adult-depicted",
}
_WALKED = ("refer", "managed")
# Seconds in which the pages of a form are painted, which happens in another thread.
_DRAWN_AFTER = 1.0
_LAID_OUT_AFTER = 0.1
_ENDINGS = ("result", "tell", "decision", "check")


def pages(room: Room) -> Iterator[tuple[str, Made]]:
    """Give every page by its name, in the order in which a person meets them."""
    yield from _entrance()
    yield from entrance()
    yield from _desk(room)
    yield from settings()
    yield from machine()
    yield from trust()
    yield from people()
    yield from roles()
    yield from _wizard(room)
    yield from {
        "kit-answers": _in_window(answers),
        "kit-wrong": _in_window(wrong),
        "kit-verdicts": _in_window(verdicts),
        "kit-actions": _in_window(actions),
    }.items()


def _in_window(make: Callable[[], QWidget]) -> Made:
    def made(_room: Room) -> QWidget:
        window = MainWindow()
        window.show_page(make(), "")
        return window

    return made


def _entrance() -> Iterator[tuple[str, Made]]:
    def unlock(room: Room, *, names: tuple[str, ...] = (), wrong_password: bool = False) -> QWidget:
        window = MainWindow()
        page = UnlockPage(room.folder / "school.vault", names)
        window.show_page(page)
        if wrong_password:
            page.unlock()
        return window

    def card(_room: Room) -> QWidget:
        window = MainWindow()
        window.show_page(ColleagueCardPage("", ContactShelf(), lambda: NOW))
        return window

    def keys(room: Room) -> QWidget:
        window = MainWindow()
        window.show_page(KeysPage(room.keys))
        return window

    def place(room: Room) -> QWidget:
        window = MainWindow()
        window.show_page(PlacePage(room.folder / "desk.vault", first=True))
        return window

    def first(room: Room, *, empty: bool = False) -> QWidget:
        window = MainWindow()
        page = FirstUserPage(room.folder / "desk.vault")
        window.show_page(page)
        if empty:
            page.go_on()
        return window

    yield "unlock", unlock
    yield "unlock-several", lambda room: unlock(room, names=("DSL", "Head", "Deputy"))
    yield "unlock-no-password", lambda room: unlock(room, wrong_password=True)
    yield "colleague-card", card
    yield "set-up-place", place
    yield "set-up-user", first
    yield "set-up-user-errors", lambda room: first(room, empty=True)
    yield "set-up-keys", keys
    yield "fault", lambda _room: FaultWindow("The program has stopped at its own fault.", "7F3K")


def _desk(room: Room) -> Iterator[tuple[str, Made]]:
    yield "home-empty", lambda room: _at(room, "open_home", empty=True)
    yield "home", lambda room: _at(room, "open_home")
    yield "home-drafts", _home_with_drafts
    yield "log-empty", lambda room: _at(room, "open_log", empty=True)
    yield "log", lambda room: _at(room, "open_log")
    yield "log-no-hit", _log_without_a_hit
    for outcome, reference in room.references().items():
        yield f"incident-{outcome}", _incident(reference)
    reference = next(iter(room.references().values()))
    yield "preview", lambda room: _preview(room, reference)
    yield "preview-text", lambda room: _preview(room, reference, text=True)
    yield "print", lambda room: _at(room, "show_print_page", reference)
    yield "call-note", _call_note
    yield from _guidance()
    yield "blank", _blank
    yield "idle-notice", _idle_notice


def _at(room: Room, go: str, *given: str, empty: bool = False) -> QWidget:
    navigator = room.navigator(empty=empty)
    getattr(navigator, go)(*given)
    return navigator.window


def _incident(reference: str) -> Made:
    return lambda room: _at(room, "open_incident", reference)


def _home_with_drafts(room: Room) -> QWidget:
    with room.draft(Way.NOW, {"kinds": ["sextortion"]}), room.draft(Way.TIME, {}):
        return _at(room, "open_home", empty=True)


def _log_without_a_hit(room: Room) -> QWidget:
    window = _at(room, "open_log")
    assert isinstance(window, MainWindow)
    page = window.page
    assert isinstance(page, LogPage)
    page.words.setText("nobody of this name")
    page.look()
    return window


def _preview(room: Room, reference: str, *, text: bool = False) -> QWidget:
    window = _at(room, "open_preview", reference, "incident")
    assert isinstance(window, MainWindow)
    page = window.page
    assert isinstance(page, PreviewPage)
    room.wait_for(lambda: not page.said.text().startswith("Drawing"))
    if text:
        page.turn()
    else:
        room.after_shown(window, lambda: room.pause(_DRAWN_AFTER))
    return window


def _guidance() -> Iterator[tuple[str, Made]]:
    old = "kent-medway-2016@1"
    yield "guidance", _read("")
    yield "guidance-rules", _read("rule:adult-police")
    yield "guidance-question", _read("question:under-13")
    yield "guidance-topic", _read("topic:viewing")
    yield "guidance-old-source", _read("about", old)
    yield "guidance-search", _read("", does=lambda page: page.words.setText("del"))
    yield "guidance-nothing", _read("", does=lambda page: page.words.setText("qq"))
    yield "guidance-differs", _read("", old, does=lambda page: page.compare_with("ukcis-2024@2"))
    yield "guidance-others", _read("", does=GuidancePage.show_others)
    yield "guidance-compare", _read("", does=GuidancePage.show_compare)


def _read(
    anchor: str, procedure: str = "", *, does: Callable[[GuidancePage], None] | None = None
) -> Made:
    """Give the guidance at a place; all of it is drawn and laid out before it is looked at."""

    def made(room: Room) -> QWidget:
        window = _at(room, "open_guidance", anchor, procedure)
        assert isinstance(window, MainWindow)
        page = window.page
        assert isinstance(page, GuidancePage)

        def whole() -> None:
            if does is not None:
                does(page)
            page.sheet.finish()
            room.pause(_LAID_OUT_AFTER)

        room.after_shown(window, whole)
        return window

    return made


def _call_note(room: Room) -> QWidget:
    window = room.wizard(Way.TIME, room.cases["sextortion"], step="account")
    window.call_wanted.emit()
    return window


def _blank(room: Room) -> QWidget:
    window = _at(room, "open_home")
    assert isinstance(window, MainWindow)
    room.after_shown(window, Blank(window).turn)
    return window


def _idle_notice(room: Room) -> QWidget:
    window = _at(room, "open_home")
    notice = IdleNotice(window)
    room.after_shown(window, lambda: notice.warn(20))
    return window


def _wizard(room: Room) -> Iterator[tuple[str, Made]]:
    """Give every step: empty and with what is wrong, quick and in full, and filled by cases."""
    nothing: dict[str, Any] = {}
    for step in _way_of(room, Way.TIME, {"kinds": ["nudes-shared"]}):
        yield f"time-{_plain(step)}-empty", _step(Way.TIME, {"kinds": ["nudes-shared"]}, step)
        yield (
            f"time-{_plain(step)}-errors",
            _step(Way.TIME, {"kinds": ["nudes-shared"]}, step, go_on=True),
        )
    yield "now-kinds-empty", _step(Way.NOW, nothing, "kinds")
    yield "now-kinds-errors", _step(Way.NOW, nothing, "kinds", go_on=True)
    for kind in ("sextortion", "nudes-shared"):
        for step in _way_of(room, Way.NOW, {"kinds": [kind]}):
            if step.startswith(("ask:", "matter:safety", "result")):
                yield f"now-{kind}-{_plain(step)}", _step(Way.NOW, {"kinds": [kind]}, step)
    staff = {"kinds": ["colleague-concern"]}
    yield "staff-about-whom", _step(Way.TIME, staff, "about-whom", staff=True)
    yield "staff-about-whom-errors", _step(Way.TIME, staff, "about-whom", staff=True, go_on=True)
    yield "staff-device", _step(Way.TIME, staff, "device", staff=True)
    yield "staff-steps", _step(Way.TIME, staff, "list:colleague-steps", staff=True)
    yield "staff-readers", _step(Way.TIME, nothing, "readers", staff=True)
    yield "staff-readers-errors", _step(Way.TIME, nothing, "readers", staff=True, go_on=True)
    for name, case in _RESULTS.items():
        record = room.cases[case]
        for step in _way_of(room, Way.TIME, record):
            if name in _WALKED or step in _ENDINGS or step == "review":
                yield f"{name}-{_plain(step)}", _step(Way.TIME, record, step)
    record = room.cases["sextortion"]
    emergency = record | {"answers": record.get("answers", {}) | {"life-in-danger": "yes"}}
    yield "emergency-result", _step(Way.TIME, emergency, "result")
    old = room.cases["nudes-shared"] | {"procedure": "kent-medway-2016"}
    for step in ("matter:children", "result", "tell"):
        yield f"old-source-{_plain(step)}", _step(Way.TIME, old, step)
    yield "refer-result-not-known", _step(Way.TIME, {"kinds": ["sextortion"]}, "result")
    wales: dict[str, Any] = {"kinds": ["sexual-messages"], "procedure": "all-wales-2021"}
    for step in ("matter:aid", "matter:harm", "result", "tell"):
        yield f"wales-{_plain(step)}", _step(Way.TIME, wales, step)


def _plain(step: str) -> str:
    return step.replace(":", "-")


def _way_of(room: Room, way: Way, record: dict[str, Any]) -> tuple[str, ...]:
    shell = shell_of(room.wizard(way, record))
    found = tuple(step.id for step in steps(shell.draft, shell.wizard.look))
    shell.deleteLater()
    return found


def _step(
    way: Way, record: dict[str, Any], step: str, *, staff: bool = False, go_on: bool = False
) -> Made:
    def made(room: Room) -> QWidget:
        window = room.wizard(way, record, step=step, staff=staff)
        shell = shell_of(window)
        if go_on and shell.page is not None:
            problems = shell.page.problems()
            if problems:
                room.after_shown(window, lambda: _show(shell.page, problems))
        return window

    return made


def _show(page: Page | None, problems: list[Any]) -> None:
    if page is not None:
        page.show_problems(problems)
