import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.events.keeping import LogCountersigned, LogExported
from desktop_app.domain.roles import Role
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import checking_now
from desktop_app.services.countersigning import CountersignState, Signed
from desktop_app.services.sessions import Session
from desktop_app.ui.asking_again import AskingAgain
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.settings.signing import state_note
from desktop_app.ui.views.settings.trust import TrustPage
from desktop_app.vault.head import Head
from desktop_app.vault.vault import FLOOR, create_vault
from tests.builders_staff import Staff, staff_of
from tests.vault_builders import fill

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give a session on a vault with a DSL alone, and some incidents."""
    path = tmp_path_factory.mktemp("trust") / "school.vault"
    vault, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    fill(vault)
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Staff:
    return staff_of(tmp_path_factory.mktemp("staff"))


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, alone: Session) -> TrustPage:
    assert dressed is not None
    return shown(qtbot, alone)


def shown(qtbot: QtBot, session: Session) -> TrustPage:
    made = TrustPage(Desk(session, ViewSettings(None)))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def words(widget: QWidget) -> str:
    found = widget.findChildren(QLabel)
    return "\n".join(each.text() for each in found if each.isVisibleTo(widget))


def test_everything_is_checked_while_the_window_lives_and_the_head_is_said(
    qtbot: QtBot, page: TrustPage, alone: Session
) -> None:
    QTest.keyClick(page.check.go, Qt.Key.Key_Space)
    qtbot.waitUntil(page.check.go.isEnabled, timeout=60_000)
    said = page.check.said.text()
    assert said.startswith("Everything holds:")
    assert checking_now.head_line(alone) in said
    assert page.head.text() == checking_now.head_line(alone)


def test_a_check_that_is_stopped_says_so_and_leaves_no_copy(
    page: TrustPage, alone: Session
) -> None:
    tell = page.check.working.tell

    def stop(done: int, whole: int) -> None:
        tell(done, whole)
        QTest.keyClick(page.check.working.stop, Qt.Key.Key_Space)

    page.check.working.tell = stop  # type: ignore[method-assign]  # a person who is quick
    QTest.keyClick(page.check.go, Qt.Key.Key_Space)
    assert page.check.said.text() == "Stopped. Nothing was checked."
    assert not [each for each in alone.vault.path.parent.iterdir() if "part" in each.name]


def compare(page: TrustPage, text: str) -> str:
    page.compare.lines.setPlainText(text)
    QTest.keyClick(page.compare.go, Qt.Key.Key_Space)
    return page.compare.said.text()


def test_lines_from_paper_are_held_against_the_log_one_by_one(
    page: TrustPage, alone: Session
) -> None:
    ours = checking_now.head_line(alone)
    other = Head(2, "cd" * 32, alone.vault.id).short
    assert "is the one on paper, and so is everything before it." in compare(page, ours)
    assert page.compare.said.property("kind") == "green"
    said = compare(page, f"{ours}\n{other}")
    assert "Entry 2 is NOT the one on paper" in said
    assert page.compare.said.property("kind") == "red"
    compare(page, f"{ours}\nnothing of the kind")
    assert page.compare.said.property("kind") == "amber"
    assert compare(page, "  ") == ""
    assert "Type at least one line." in words(page.compare)


def test_without_a_head_who_signs_in_the_page_says_how_paper_does_it(page: TrustPage) -> None:
    said = words(page.sign)
    assert "show this line to the head teacher, who writes it into a bound book" in said
    assert not page.sign.go.isVisible()


def test_the_head_signs_with_one_key_and_is_shown_the_line_for_the_book(
    qtbot: QtBot, staff: Staff
) -> None:
    with staff.session(Role.HEAD) as session:
        page = shown(qtbot, session)
        line = checking_now.head_line(session)
        assert line in words(page.sign)
        QTest.keyClick(page.sign.go, Qt.Key.Key_Space)
        assert line in page.sign.said.text()
        *_others, last = session.vault.of_vault()
        assert isinstance(last.event, LogCountersigned)
        assert page.head.text() == checking_now.head_line(session) != line
        assert not page.sign.go.isVisible()
        page.hide()


def test_others_see_who_signed_and_when_and_cannot_sign(qtbot: QtBot, staff: Staff) -> None:
    with staff.session(Role.DSL) as session:
        page = shown(qtbot, session)
        assert not page.sign.go.isVisible()
        assert "Only the head teacher can sign" in words(page.sign)
        page.hide()


def test_the_page_promises_no_more_than_was_tried(page: TrustPage) -> None:
    said = words(page)
    assert "What is not promised" in said
    assert "Whoever wrote them can take them back unseen." in said


def export(qtbot: QtBot, page: TrustPage, what: str) -> Path:
    """Export by keyboard as far as the choice of a place, which the system's own dialog asks."""
    QTest.keyClick(page.export.what.cards[what], Qt.Key.Key_Space)
    QTest.keyClick(page.export.go, Qt.Key.Key_Space)
    asking = page.findChild(AskingAgain)
    assert isinstance(asking, AskingAgain)
    QTest.keyClick(asking.why.cards["court or police"], Qt.Key.Key_Space)
    QTest.keyClicks(asking.password, "four words for a test")
    QTest.keyClick(asking.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is not None, timeout=20_000)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    folder = Path(tempfile.mkdtemp())
    dialog.setDirectory(str(folder))
    dialog.accept()
    qtbot.waitUntil(lambda: page.export.said.text() != "")
    (file,) = folder.iterdir()
    return file


@pytest.mark.parametrize(("what", "says"), [("bare", False), ("whole", True)])
def test_the_log_is_exported_after_the_password_and_its_reason_stands_in_the_log(
    qtbot: QtBot, page: TrustPage, alone: Session, what: str, *, says: bool
) -> None:
    before = alone.vault.head()
    file = export(qtbot, page, what)
    assert ("narrative" in file.read_text(encoding="utf-8")) is says
    assert before.short in page.export.said.text()
    # That it left is an entry as well: the line on this page is the one on a form made now.
    assert page.head.text() == checking_now.head_line(alone)
    assert page.head.text() != before.short
    *_others, last = alone.vault.of_vault()
    assert last.event == LogExported(before.position, says, "court or police")


def test_an_export_never_takes_the_place_of_a_key_file(page: TrustPage, alone: Session) -> None:
    keys = alone.vault.path.with_suffix(".keys")
    held = keys.read_bytes()
    page.export.save_to(keys, "court or police", whole=False)
    assert keys.read_bytes() == held
    assert page.export.said.property("kind") == "red"
    page.export.save_to(alone.vault.path, "court or police", whole=False)
    assert page.export.said.property("kind") == "red"
    assert alone.vault.verify().ok


def test_a_log_that_nobody_signed_for_yet_is_not_shown_as_if_it_were_in_order(
    qtbot: QtBot, dressed: QApplication
) -> None:
    assert dressed is not None
    state = CountersignState(None, 0, 12, due=False, late=False, by_login=True, mine=False)
    note = state_note(state)
    qtbot.addWidget(note)
    assert note.property("kind") == "note"
    signed = Signed(12, "H. Head", NOW.isoformat())
    note = state_note(replace(state, last=signed, new=0))
    qtbot.addWidget(note)
    assert note.property("kind") == "green"
