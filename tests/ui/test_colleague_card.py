import io
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app import Program
from desktop_app.domain.contacts import Contact
from desktop_app.domain.opening_hours import read_hours
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.colleague_card import card_without_vault
from desktop_app.services.colleague_card_paper import card_on_paper
from desktop_app.services.contact_shelf import ContactShelf
from desktop_app.ui.colleague_card import ColleagueCardPage
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.widgets import Button
from tests.pdf_reading import read, squeezed

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
BOOK = ContactShelf().book
PROCEDURES = tuple(Library(resources_folder()).versions)


def words(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel))


def button(page: QWidget, identifier: str) -> Button:
    (found,) = [e for e in page.findChildren(Button) if e.accessibleIdentifier() == identifier]
    return found


def shown(qtbot: QtBot, procedure: str = "") -> ColleagueCardPage:
    page = ColleagueCardPage(procedure, ContactShelf(), lambda: NOW)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.mark.usefixtures("dressed")
def test_the_card_says_who_is_told_for_everybody_whom_it_can_be_about(qtbot: QtBot) -> None:
    page = shown(qtbot)
    said = words(page)
    for route in page.card.routes:
        assert route.about in said
        assert route.tell in said
        assert route.leave_out in said
    assert "999" in said
    assert all(each.source in said for each in (*page.card.steps, *page.card.do_not))


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_the_card_is_one_page_for_every_procedure_and_holds_the_same_words(procedure: str) -> None:
    data = card_on_paper(procedure, BOOK, NOW)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
    on_paper = squeezed(read(data).text)
    card = card_without_vault(procedure, BOOK, NOW)
    for line in (*card.steps, *card.do_not):
        assert squeezed(line.text) in on_paper
    assert squeezed(card.rules) in on_paper


def test_a_procedure_that_is_not_at_hand_gives_the_national_card() -> None:
    national = card_without_vault("ukcis-2024", BOOK, NOW)
    assert card_without_vault("a-partnership-of-old", BOOK, NOW) == national
    assert card_without_vault("", BOOK, NOW) == national


@pytest.mark.usefixtures("dressed")
def test_the_card_is_saved_as_a_file_and_that_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot)
    page.paper.save_to(tmp_path / "card.pdf")
    assert not page.paper.print_button.isEnabled()
    qtbot.waitUntil(lambda: "Saved to" in page.paper.said.text(), timeout=20_000)
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF-")
    assert page.paper.print_button.isEnabled()


@pytest.mark.usefixtures("dressed")
def test_a_place_that_takes_no_file_is_named_and_the_card_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(qtbot)
    page.paper.save_to(tmp_path)
    qtbot.waitUntil(lambda: not page.paper.said.text().startswith("Drawing"), timeout=20_000)
    assert "Saved to" not in page.paper.said.text()


@pytest.mark.usefixtures("dressed")
def test_the_card_is_written_over_nothing_but_a_pdf(qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot)
    kept = tmp_path / "school.vault"
    kept.write_bytes(b"whatever is in it")
    page.paper.save_to(kept)
    qtbot.waitUntil(lambda: "school.vault" in page.paper.said.text(), timeout=20_000)
    assert kept.read_bytes() == b"whatever is in it"
    assert "Saved to" not in page.paper.said.text()


@pytest.mark.usefixtures("dressed")
def test_the_card_goes_to_a_printer(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    def ask(_over: QWidget, *, pages: int, accepted: object) -> bool:
        assert pages == 1
        assert callable(accepted)
        accepted(printer)
        return True

    monkeypatch.setattr("desktop_app.ui.printing.ask", ask)
    button(page, "paper-print").click()
    qtbot.waitUntil(lambda: "Sent to the printer" in page.paper.said.text(), timeout=20_000)
    assert (tmp_path / "printed.pdf").stat().st_size > 0


@pytest.mark.usefixtures("dressed")
def test_without_a_printer_the_way_to_a_file_is_said(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot)
    monkeypatch.setattr("desktop_app.ui.printing.ask", lambda *_a, **_k: False)
    button(page, "paper-print").click()
    qtbot.waitUntil(lambda: "No printer is set up" in page.paper.said.text(), timeout=20_000)


def test_the_card_opens_from_the_unlock_page_with_no_vault_and_leads_back(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> None:
    settings = ViewSettings(None)
    settings.vault = tmp_path / "school.vault"
    (tmp_path / "school.vault").write_bytes(b"whatever")
    program = Program(dressed, settings, practice=False)
    qtbot.addWidget(program.window)
    program.gate.show_unlock(tmp_path / "school.vault")
    unlock = program.window.page
    assert isinstance(unlock, UnlockPage)
    button(unlock, "colleague-card").click()
    card = program.window.page
    assert isinstance(card, ColleagueCardPage)
    card.back_wanted.emit()
    assert isinstance(program.window.page, UnlockPage)
    program.end()


def test_the_card_opens_from_home_and_leads_back(qtbot: QtBot, desk: Desk) -> None:
    navigator = Navigator(MainWindow(), desk)
    qtbot.addWidget(navigator.window)
    navigator.open_home()
    home = navigator.window.page
    assert home is not None
    button(home, "home-card").click()
    card = navigator.window.page
    assert isinstance(card, ColleagueCardPage)
    card.back_wanted.emit()
    assert not isinstance(navigator.window.page, ColleagueCardPage)


def test_the_numbers_of_the_school_stand_on_the_card_with_their_hours() -> None:
    shelf = ContactShelf()
    hours = read_hours("Mon-Fri 09:00-17:00")
    assert hours
    shelf.keep(Contact("lado", "Anyshire LADO", "01632 960001", "01632 960999", hours))
    shelf.keep(Contact("chair-of-governors", "", "01632 960002"))
    card = card_without_vault("", shelf.book, NOW)
    by_number = {each.number: each for each in card.numbers}
    assert by_number["01632 960001"].name == "Anyshire LADO"
    assert "Monday to Friday 09:00-17:00" in by_number["01632 960001"].note.replace("\u2013", "-")
    assert "out of hours 01632 960999" in by_number["01632 960001"].note
    assert by_number["01632 960002"].name == "Chair of governors"
    assert card.numbers[0].number == "999"


def test_a_number_that_nobody_confirmed_says_so_and_one_that_is_not_set_is_written_in() -> None:
    card = card_without_vault("haringey-2023", BOOK, NOW)
    doors = [each for each in card.numbers if each.number.startswith("020")]
    assert doors
    assert all("to be confirmed" in each.note for each in doors)
    national = card_without_vault("ukcis-2024", BOOK, NOW)
    assert "" in [each.number for each in national.numbers]
    assert "............" in read(card_on_paper("ukcis-2024", BOOK, NOW)).text
