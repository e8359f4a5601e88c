"""Which page somebody was on, as a few words, and the way back to it."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.trust_errors import HistoryOlderError
from desktop_app.services import drafts, incidents, sessions, sign_in
from desktop_app.services.sessions import Session
from desktop_app.ui.colleague_card import ColleagueCardPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.seat import Seat
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.guidance import GuidancePage
from desktop_app.ui.views.home import HomePage
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.ui.views.incident_log import LogPage
from desktop_app.ui.views.preview import PreviewPage
from desktop_app.ui.views.settings.overview import OverviewPage
from desktop_app.ui.views.settings.procedure import ProcedurePage
from desktop_app.ui.wizard.shell import WizardShell
from desktop_app.vault.vault import FLOOR, create_vault

ONE = {
    "kinds": ["bullying"],
    "aware_at": "2026-11-20T09:15",
    "narrative": "Invented words.",
    "people": [{"role": "depicted", "name": "Zephyrine Quillfeather"}],
}


@pytest.fixture(scope="module")
def reference(session: Session) -> str:
    return incidents.record_json(
        session.vault, session.library, json.dumps(ONE).encode(), source="a test", at=session.now()
    )


@pytest.fixture
def navigator(navigator: Navigator) -> Navigator:
    navigator.open_home()
    return navigator


def page(navigator: Navigator, kind: type[QWidget]) -> QWidget:
    assert isinstance(navigator.window.page, kind), navigator.window.page
    return navigator.window.page


def back(navigator: Navigator) -> dict[str, str]:
    """Go elsewhere as a fresh process begins, and then to where one was."""
    place = navigator.where()
    navigator.open_home()
    page(navigator, HomePage)
    navigator.go_back_to(place)
    assert navigator.where() == place
    return place


def test_an_incident_a_preview_and_the_settings_are_come_back_to(
    navigator: Navigator, reference: str
) -> None:
    navigator.open_incident(reference)
    assert back(navigator) == {"page": "incident", "about": reference}
    page(navigator, IncidentPage)
    navigator.open_preview(reference, "incident")
    assert back(navigator) == {"page": "preview", "about": reference, "in": "incident"}
    page(navigator, PreviewPage)
    navigator.open_settings("procedure")
    back(navigator)
    page(navigator, ProcedurePage)
    navigator.open_colleague_card()
    back(navigator)
    page(navigator, ColleagueCardPage)


def test_what_is_printed_after_recording_is_come_back_to_as_the_incident(
    navigator: Navigator, reference: str
) -> None:
    navigator.show_print_page(reference)
    assert back(navigator)["about"] == reference
    page(navigator, IncidentPage)


def test_the_log_is_come_back_to_with_what_was_looked_for(
    navigator: Navigator, reference: str
) -> None:
    navigator.open_log()
    shown = page(navigator, LogPage)
    assert isinstance(shown, LogPage)
    shown.words.setText(reference)
    shown.look()
    place = back(navigator)
    assert place["words"] == reference
    again = page(navigator, LogPage)
    assert isinstance(again, LogPage)
    assert again.words.text() == reference
    assert again.model.rowCount() == 1


def test_the_guidance_is_come_back_to_where_it_was_read(navigator: Navigator) -> None:
    navigator.open_guidance()
    shown = page(navigator, GuidancePage)
    assert isinstance(shown, GuidancePage)
    shown.go(shown.sections[1].id)
    here = shown.where()
    assert here[0]
    back(navigator)
    again = page(navigator, GuidancePage)
    assert isinstance(again, GuidancePage)
    assert again.where() == here


def test_a_draft_is_come_back_to_and_an_empty_one_is_not(navigator: Navigator) -> None:
    navigator.start(Way.TIME)
    assert navigator.where() == {}
    shell = page(navigator, WizardShell)
    assert isinstance(shell, WizardShell)
    shell.draft.record["kinds"] = ["bullying"]
    shell.note_changed()
    place = back(navigator)
    again = page(navigator, WizardShell)
    assert isinstance(again, WizardShell)
    assert again.draft.id == place["about"]
    drafts.throw_away(navigator.desk.session, again.draft.id)


@pytest.mark.parametrize(
    "place",
    [
        {},
        {"page": "home"},
        {"page": "elsewhere", "about": "x"},
        {"page": "incident", "about": "2026-ZZZZZZ"},
        {"page": "draft", "about": "gone"},
        {"about": "x"},
    ],
)
def test_a_place_that_is_no_more_leaves_the_first_page_in_view(
    navigator: Navigator, place: dict[str, str]
) -> None:
    navigator.go_back_to(place)
    page(navigator, HomePage)


@pytest.mark.parametrize("row", ["", "x", "-1", "999999999999999999999", "٣"])
def test_a_row_that_makes_no_sense_opens_the_log_all_the_same(
    navigator: Navigator, reference: str, row: str
) -> None:
    assert reference
    navigator.go_back_to({"page": "log", "row": row, "outcome": "none-such"})
    page(navigator, LogPage)


def test_what_is_too_long_to_be_kept_is_left_out(navigator: Navigator) -> None:
    navigator.open_log()
    shown = page(navigator, LogPage)
    assert isinstance(shown, LogPage)
    shown.words.setText("x" * 201)
    assert "words" not in navigator.where()


PASSWORD = "four plain words here"


class Visits:
    """One user's visits to a vault of their own, each in a window of its own."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.path = path
        create_vault(path, password=PASSWORD, at=now(), cost=FLOOR)[0].close()

    def begin(self) -> tuple[MainWindow, Seat]:
        unlocked = sessions.derive(self.path, PASSWORD, None)
        window = MainWindow()
        self.qtbot.addWidget(window)
        window.show()
        session = sessions.open_session(self.path, unlocked, now)
        return window, Seat(window, session, ViewSettings(None))


def lock(window: MainWindow, seat: Seat) -> None:
    """Lock as the program does; what is hidden asks the vault for nothing more."""
    seat.lock()
    window.hide()
    seat.leave()
    QApplication.processEvents()


def now() -> datetime:
    return datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture
def visits(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Visits:
    assert dressed is not None
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")
    return Visits(qtbot, tmp_path / "own.vault")


def test_after_locking_the_page_comes_back_and_after_closing_the_first_one(visits: Visits) -> None:
    window, seat = visits.begin()
    assert isinstance(window.page, HomePage)
    window.settings_wanted.emit()
    lock(window, seat)
    window, seat = visits.begin()
    assert isinstance(window.page, OverviewPage)
    seat.leave()
    window, seat = visits.begin()
    assert isinstance(window.page, HomePage)
    seat.leave()


def test_the_place_stands_in_no_file_in_the_clear(visits: Visits, tmp_path: Path) -> None:
    window, seat = visits.begin()
    window.log_wanted.emit()
    page = window.page
    assert isinstance(page, LogPage)
    page.words.setText("Quillfeather")
    lock(window, seat)
    kept = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert (tmp_path / "desk") in {each.parent for each in kept}
    assert not [each for each in kept if b"Quillfeather" in each.read_bytes()]
    window, seat = visits.begin()
    again = window.page
    assert isinstance(again, LogPage)
    assert again.words.text() == "Quillfeather"
    seat.leave()


def test_what_is_wrong_with_the_log_comes_before_the_page_where_one_was(
    visits: Visits, tmp_path: Path
) -> None:
    files = [visits.path, visits.path.with_suffix(".keys")]
    _window, seat = visits.begin()
    seat.leave()
    for each in files:
        shutil.copy(each, tmp_path / f"old-{each.name}")
    for _visit in range(3):
        window, seat = visits.begin()
        window.settings_wanted.emit()
        lock(window, seat)
    for each in files:
        shutil.copy(tmp_path / f"old-{each.name}", each)
    with pytest.raises(HistoryOlderError):
        visits.begin()
    visits.path = tmp_path / f"old-{visits.path.name}"
    window, seat = visits.begin()
    assert isinstance(window.page, HomePage)
    seat.leave()
