import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import FormNotApplicableError
from desktop_app.domain.events.decisions import FormMade
from desktop_app.services import sessions
from desktop_app.services.sessions import RecoveryKeys, Session
from desktop_app.ui import printing
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.preview import PreviewPage


def now() -> datetime:
    return datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def practice() -> Iterator[Session]:
    session, folder = sessions.open_practice(now)
    yield session
    sessions.close(session)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def reference(practice: Session) -> str:
    return next(row.reference for row in practice.vault.newest() if row.outcome == "refer-today")


@pytest.fixture
def desk_of_practice(dressed: QApplication, practice: Session) -> Desk:
    assert dressed is not None
    return Desk(practice, ViewSettings(None))


def shown(qtbot: QtBot, desk: Desk, reference: str, form: str = "incident") -> PreviewPage:
    page = PreviewPage(desk, reference, form)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: "Drawing" not in page.said.text(), timeout=20_000)
    return page


def paper(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def made(session: Session) -> list[FormMade]:
    return [each.event for each in session.vault.since() if isinstance(each.event, FormMade)]


def test_looking_at_a_form_leaves_no_trace(
    qtbot: QtBot, desk_of_practice: Desk, practice: Session, reference: str
) -> None:
    before = len(made(practice))
    page = shown(qtbot, desk_of_practice, reference)
    assert page.view.document().pageCount() > 1
    assert "pages" in page.said.text()
    assert page.print_button.isEnabled()
    assert len(made(practice)) == before


def test_the_words_of_a_form_can_be_read_as_text(
    qtbot: QtBot, desk_of_practice: Desk, reference: str
) -> None:
    page = shown(qtbot, desk_of_practice, reference)
    page.turn()
    assert page.text.isVisible()
    assert not page.view.isVisible()
    assert page.text.isReadOnly()
    assert reference in page.text.toPlainText()
    page.turn()
    assert page.view.isVisible()


def test_printing_is_noted_under_a_neutral_name_and_says_to_collect_it(
    qtbot: QtBot, desk_of_practice: Desk, practice: Session, reference: str, tmp_path: Path
) -> None:
    page = shown(qtbot, desk_of_practice, reference, "referral")
    printer = paper(tmp_path / "out.pdf")
    page.send(printer)
    qtbot.waitUntil(lambda: "Collect it" in page.said.text(), timeout=60_000)
    assert printer.docName() == "Document"
    printed = pypdf.PdfReader(tmp_path / "out.pdf")
    assert len(printed.pages) == page.view.document().pageCount()
    assert reference not in str(printed.metadata)
    event = made(practice)[-1]
    assert (event.form, event.reason) == ("referral", "printed")
    assert event.pages == len(printed.pages)


def test_only_the_pages_asked_for_are_printed(
    qtbot: QtBot, desk_of_practice: Desk, reference: str, tmp_path: Path
) -> None:
    page = shown(qtbot, desk_of_practice, reference)
    printer = paper(tmp_path / "out.pdf")
    printer.setFromTo(2, 2)
    page.send(printer)
    qtbot.waitUntil(lambda: "Collect it" in page.said.text(), timeout=60_000)
    assert len(pypdf.PdfReader(tmp_path / "out.pdf").pages) == 1


def test_printing_can_be_stopped_between_two_pages(
    qtbot: QtBot, desk_of_practice: Desk, reference: str, tmp_path: Path
) -> None:
    page = shown(qtbot, desk_of_practice, reference)
    page.send(paper(tmp_path / "out.pdf"))
    assert page.stop_button.isVisible()
    page.stop_button.click()
    assert "Stopped" in page.said.text()
    assert page.print_button.isEnabled()
    assert not page.stop_button.isVisible()


def test_a_printer_that_takes_nothing_is_said_and_nothing_is_noted(
    qtbot: QtBot, desk_of_practice: Desk, practice: Session, reference: str, tmp_path: Path
) -> None:
    page = shown(qtbot, desk_of_practice, reference)
    before = len(made(practice))
    with qtbot.captureExceptions() as raised:
        page.send(paper(tmp_path / "missing" / "out.pdf"))
    assert raised == []
    assert "did not take" in page.said.text()
    assert len(made(practice)) == before


def test_a_saved_form_is_noted_and_is_the_file(
    qtbot: QtBot, desk_of_practice: Desk, practice: Session, reference: str, tmp_path: Path
) -> None:
    page = shown(qtbot, desk_of_practice, reference, "referral")
    page.save_to(tmp_path / "form.pdf", "court or police")
    assert str(tmp_path / "form.pdf") in page.said.text()
    event = made(practice)[-1]
    assert event.reason == "court or police"
    assert event.digest == hashlib.sha256((tmp_path / "form.pdf").read_bytes()).hexdigest()


def test_a_file_that_would_be_destroyed_is_left_alone(
    qtbot: QtBot, desk_of_practice: Desk, practice: Session, reference: str, tmp_path: Path
) -> None:
    page = shown(qtbot, desk_of_practice, reference)
    (tmp_path / "notes.pdf").write_text("mine", encoding="utf-8")
    before = len(made(practice))
    page.save_to(tmp_path / "notes.pdf", "court or police")
    assert "not overwritten" in page.said.text()
    assert (tmp_path / "notes.pdf").read_text(encoding="utf-8") == "mine"
    assert len(made(practice)) == before


def test_a_form_that_makes_no_sense_says_why(
    qtbot: QtBot, desk_of_practice: Desk, reference: str
) -> None:
    page = shown(qtbot, desk_of_practice, reference, "not-referred")
    assert page.said.text()
    assert not page.print_button.isEnabled()
    assert FormNotApplicableError.__name__ not in page.said.text()


def test_both_recovery_keys_are_printed_on_a_sheet_each(
    dressed: QApplication, tmp_path: Path
) -> None:
    assert dressed is not None
    keys = RecoveryKeys(("AAAAAAA BBBBBBB",), ("CCCCCCC DDDDDDD",))
    printer = paper(tmp_path / "keys.pdf")
    printing.prepare(printer)
    sheets = printing.Sheets(keys, "5f0c7a2b", date(2026, 11, 20))
    assert printing.draw_keys(sheets, printer)
    first, second = pypdf.PdfReader(tmp_path / "keys.pdf").pages
    assert "AAAAAAA BBBBBBB" in _words(first)
    assert "CCCCCCC DDDDDDD" in _words(second)
    assert "CCCCCCC" not in _words(first)
    for sheet in (first, second):
        assert "Vault 5f0c7a2b · printed 20 Nov 2026" in _words(sheet)


def test_a_new_key_of_the_vault_is_one_sheet(dressed: QApplication, tmp_path: Path) -> None:
    assert dressed is not None
    printer = paper(tmp_path / "key.pdf")
    printing.prepare(printer)
    keys = RecoveryKeys(("AAAAAAA BBBBBBB",), ())
    assert printing.draw_keys(printing.Sheets(keys, "5f0c7a2b", date(2026, 11, 20)), printer)
    assert len(pypdf.PdfReader(tmp_path / "key.pdf").pages) == 1


def _words(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().split())
