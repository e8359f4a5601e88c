from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.contacts import Contact, Origin
from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.opening_hours import read_hours
from desktop_app.services import drafts
from desktop_app.services.contact_shelf import ContactShelf
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.home import HomePage
from desktop_app.ui.wizard.shell import WizardShell
from tests.builders_wizard import stage

OFFICE, EVENING = "01632 960001", "01632 960999"
NOON = datetime.fromisoformat("2026-11-20T12:00+00:00")
FRONT_DOOR = Contact(
    "front-door",
    number=OFFICE,
    out_of_hours=EVENING,
    hours=read_hours("Mon-Thu 08:45-17:00, Fri 08:45-16:45") or {},
    area="Haringey",
)


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """Give a desk, on a Friday at 17:40, that has the number of a front door."""
    desk.contacts.keep(FRONT_DOOR)
    return desk


@pytest.fixture
def window_on(qtbot: QtBot) -> Callable[[Desk], Navigator]:
    def made(desk: Desk) -> Navigator:
        window = MainWindow()
        qtbot.addWidget(window)
        window.resize(1366, 728)
        window.show()
        return Navigator(window, desk)

    return made


def begun(navigator: Navigator, **record: object) -> WizardShell:
    navigator.start(Way.NOW)
    shell = navigator.window.page
    assert isinstance(shell, WizardShell)
    shell.draft.record.update({"kinds": ["sextortion"], **record})
    shell.note_changed()
    return shell


def words(shown: QWidget) -> str:
    return "\n".join(each.text() for each in shown.findChildren(QLabel) if each.isVisibleTo(shown))


def test_the_strip_shows_the_number_that_answers_now_and_when_the_office_opens(
    stocked: Desk, window_on: Callable[[Desk], Navigator]
) -> None:
    shell = begun(window_on(stocked))
    assert f"{EVENING} (out of hours; office opens Monday 08:45)" in shell.strip.accessibleName()
    assert not shell.front_door.isVisible()


def test_in_office_hours_the_office_is_rung(
    session: Session, dressed: object, window_on: Callable[[Desk], Navigator]
) -> None:
    assert dressed is not None
    desk = Desk(Session(session.vault, session.library, lambda: NOON), ViewSettings(None))
    desk.contacts.keep(FRONT_DOOR)
    assert f"{OFFICE} (until 16:45)" in begun(window_on(desk)).strip.accessibleName()


def test_the_result_and_whom_to_tell_name_the_same_number(qtbot: QtBot, stocked: Desk) -> None:
    result = stage(qtbot, stocked, "result", kinds=("sextortion",))
    said = words(result.page)
    assert f"children's social care on {EVENING}" in said
    assert f"The office, {OFFICE}, opens Monday 08:45." in said
    told = stage(qtbot, stocked, "tell", kinds=("sextortion",))
    assert f"The office, {OFFICE}, opens Monday 08:45." in words(told.page)


def test_where_a_child_lives_elsewhere_its_own_front_door_is_asked_for(
    stocked: Desk, window_on: Callable[[Desk], Navigator]
) -> None:
    people = [{"role": "depicted", "name": "Amina Example", "lives_in": "Barnet"}]
    said = begun(window_on(stocked), people=people).strip.accessibleName()
    assert "The front door where the child lives: Barnet: number not set" in said


def test_whom_to_tell_names_every_front_door_that_is_asked_for(qtbot: QtBot, stocked: Desk) -> None:
    people = [{"role": "depicted", "lives_in": area} for area in ("Haringey", "Barnet")]
    told = stage(qtbot, stocked, "tell", answers={"coerced": "yes"}, record={"people": people})
    said = words(told.page)
    assert EVENING in said
    assert "The front door where the child lives: Barnet: number not set" in said


def test_a_number_that_it_set_is_used_and_cannot_be_typed_over(
    qtbot: QtBot, session: Session, tmp_path: Path, dressed: object
) -> None:
    assert dressed is not None
    (tmp_path / "contacts.toml").write_text(
        f'[[contact]]\nrole = "front-door"\nnumber = "{OFFICE}"\n', encoding="utf-8"
    )
    shelf = ContactShelf(None, tmp_path)
    assert shelf.book.contacts[0].origin is Origin.IT
    result = stage(qtbot, Desk(session, ViewSettings(None), shelf), "result", kinds=("sextortion",))
    assert OFFICE in words(result.page)
    assert not result.has("front-door")
    assert not result.has("front-door-change")


def test_a_number_that_could_not_be_dialled_is_refused_in_the_header(
    qtbot: QtBot, desk: Desk, window_on: Callable[[Desk], Navigator]
) -> None:
    navigator = window_on(desk)
    shell = begun(navigator)
    qtbot.keyClicks(shell.front_door, "ask")
    shell.front_door.editingFinished.emit()
    assert desk.contacts.front_door == ""
    assert "too few digits for a telephone number" in navigator.window.place.text()


def test_the_call_note_shows_the_number_of_each_agency(
    qtbot: QtBot, stocked: Desk, window_on: Callable[[Desk], Navigator]
) -> None:
    navigator = window_on(stocked)
    navigator.open_home()
    home = navigator.window.page
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: EVENING in words(home))
    navigator.note_call("police")
    note = navigator.calls.note
    assert note is not None
    card = note.agency.cards["childrens-social-care"]
    assert EVENING in f"{card.accessibleName()} {card.accessibleDescription()}"
    navigator.calls.close()


def test_an_incident_that_waits_names_the_number_to_ring(
    stocked: Desk, window_on: Callable[[Desk], Navigator]
) -> None:
    navigator = window_on(stocked)
    shell = begun(navigator)
    reference = drafts.finish(stocked.session, shell.draft)
    navigator.open_incident(reference)
    assert navigator.window.page is not None
    assert f"children's social care on {EVENING}" in words(navigator.window.page)


def test_a_number_with_words_to_it_leaves_room_for_whose_it_is(
    desk: Desk, window_on: Callable[[Desk], Navigator], qtbot: QtBot
) -> None:
    longest = "01632 960001, then the first option and the school's code 4"
    desk.contacts.keep(Contact("front-door", name="The council's front door", number=longest))
    navigator = window_on(desk)
    navigator.open_home()
    qtbot.waitUntil(lambda: longest in words(navigator.window))

    def laid_out() -> None:
        shown = {each.text(): each for each in navigator.window.findChildren(QLabel)}
        name, number = shown["The council's front door"], shown[longest]
        assert name.width() > name.fontMetrics().horizontalAdvance(name.text())
        assert number.height() > 2 * number.fontMetrics().height() - 4

    qtbot.waitUntil(laid_out)
