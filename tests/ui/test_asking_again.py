from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.events.decisions import FormMade
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.domain.reasons import CHOICES
from desktop_app.domain.trust_errors import TooManyTriesError
from desktop_app.services import incidents, sessions, sign_in
from desktop_app.services.sessions import Session
from desktop_app.ui.asking_again import AskingAgain, ask_again
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.views.preview import PreviewPage
from desktop_app.ui.widgets import Button, Page
from desktop_app.vault import keyslots

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
PASSWORD = "four words for a test"


class Asked:
    """A page with a button, covered by the question, and what came of it."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.page = Page("A page that makes a file")
        self.button = Button("Save", identifier="save")
        self.page.add(self.button)
        qtbot.addWidget(self.page)
        self.page.resize(900, 700)
        self.page.show()
        self.button.setFocus()
        self.reasons: list[str] = []
        self.asking = ask_again(
            session, self.page, title="Save it", warning="It is open.", then=self.reasons.append
        )

    def choose(self, why: str) -> None:
        card = self.asking.why.cards[why]
        QTest.keyClick(card, Qt.Key.Key_Space)

    def answer(self, why: str, password: str) -> None:
        self.choose(why)
        QTest.keyClicks(self.asking.password, password)
        QTest.keyClick(self.asking.password, Qt.Key.Key_Return)


@pytest.fixture
def asked(qtbot: QtBot, session: Session, dressed: QApplication) -> Asked:
    assert dressed is not None
    return Asked(qtbot, session)


def test_the_right_password_and_a_reason_let_it_go_on(qtbot: QtBot, asked: Asked) -> None:
    asked.answer("court or police", PASSWORD)
    assert asked.reasons == []
    qtbot.waitUntil(lambda: asked.reasons == ["court or police"], timeout=20_000)
    assert asked.button.isVisible()


def test_every_reason_that_the_log_knows_can_be_chosen(asked: Asked) -> None:
    assert set(asked.asking.why.cards) == {*CHOICES, "other"}


def test_a_wrong_password_is_refused_and_nothing_is_made(qtbot: QtBot, asked: Asked) -> None:
    asked.answer("next school", "four words for a tesT")
    problem = asked.asking.password.accessibleDescription
    qtbot.waitUntil(lambda: "This is not your password" in problem(), timeout=20_000)
    assert asked.reasons == []
    assert asked.asking.isVisible()
    assert asked.asking.go.isEnabled()


def test_what_is_missing_is_said_before_any_password_is_tried(asked: Asked) -> None:
    QTest.keyClick(asked.asking.go, Qt.Key.Key_Space)
    shown = asked.asking.page.problems_shown()
    assert shown is not None
    assert "Say what it is for." in shown.accessibleName()
    assert "Type your password." in shown.accessibleName()
    asked.choose("other")
    QTest.keyClick(asked.asking.go, Qt.Key.Key_Space)
    shown = asked.asking.page.problems_shown()
    assert shown is not None
    assert "Say in a few words what it is for." in shown.accessibleName()
    assert asked.reasons == []


def test_own_words_are_asked_for_only_where_no_choice_fits_and_are_recorded_as_typed(
    qtbot: QtBot, asked: Asked
) -> None:
    assert not asked.asking.words.isVisible()
    asked.choose("other")
    assert asked.asking.words.isVisible()
    QTest.keyClicks(asked.asking.words, "Ofsted asked for it")
    QTest.keyClicks(asked.asking.password, PASSWORD)
    QTest.keyClick(asked.asking.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.reasons == ["Ofsted asked for it"], timeout=20_000)


def test_escape_gives_the_page_back_as_it_was(asked: Asked) -> None:
    assert not asked.button.isVisible()
    QTest.keyClick(asked.asking.password, Qt.Key.Key_Escape)
    assert asked.button.isVisible()
    assert not asked.asking.isVisible()
    assert asked.reasons == []


def test_a_check_that_was_left_comes_to_nothing(qtbot: QtBot, asked: Asked) -> None:
    asked.answer("next school", PASSWORD)
    asked.asking.leave()
    qtbot.wait(1500)
    assert asked.reasons == []


def test_the_page_below_takes_no_focus_meanwhile(asked: Asked) -> None:
    able = [
        each.accessibleIdentifier()
        for each in asked.page.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert {"password-again", "asking-go-on", "asking-back"} <= set(able)
    assert "save" not in able


def test_it_covers_the_page_and_nothing_but_the_page_however_large_the_window_gets(
    qtbot: QtBot, session: Session
) -> None:
    window, page = MainWindow(), Page("A page that makes a file")
    qtbot.addWidget(window)
    window.show_page(page)
    window.show()
    reasons: list[str] = []
    asking = ask_again(session, page, title="Save it", warning="It is open.", then=reasons.append)
    for width, height in ((1100, 700), (911, 455), (1366, 728)):
        window.resize(width, height)
        qtbot.waitUntil(lambda: asking.geometry() == page.rect())
    assert page.rect() != window.rect()


def test_a_form_is_saved_only_after_the_password_and_its_reason_stands_in_the_log(
    qtbot: QtBot, desk: Desk, session: Session, tmp_path: Path
) -> None:
    whole = {"kinds": ["bullying"], "aware_at": "2026-11-20T09:00"}
    incoming, faults = read_incoming(whole, session.library.catalogue)
    assert incoming is not None, faults
    reference = incidents.record(session.vault, session.library, incoming, source="a test", at=NOW)
    page = PreviewPage(desk, reference, "incident")
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: "Drawing" not in page.said.text(), timeout=20_000)
    QTest.keyClick(page.save_button, Qt.Key.Key_Space)
    asking = page.findChild(AskingAgain)
    assert isinstance(asking, AskingAgain)
    QTest.keyClick(asking.why.cards["next school"], Qt.Key.Key_Space)
    QTest.keyClicks(asking.password, PASSWORD)
    QTest.keyClick(asking.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is not None, timeout=20_000)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.accept()
    qtbot.waitUntil(lambda: str(tmp_path) in page.said.text())
    made = [each.event for each in session.vault.since() if isinstance(each.event, FormMade)]
    assert made[-1].reason == "next school"
    (saved,) = tmp_path.iterdir()
    assert saved.read_bytes().startswith(b"%PDF")


def test_wrong_passwords_are_counted_and_slowed_down_here_as_at_the_sign_in(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")
    for _try in range(5):
        assert not sessions.is_my_password(session, "not the right words")
    with pytest.raises(TooManyTriesError):
        sessions.is_my_password(session, PASSWORD)


def test_a_slot_put_in_the_place_of_ones_own_does_not_let_its_password_pass(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")
    mine = keyslots.opened
    theirs = keyslots.new_keys()
    monkeypatch.setattr(keyslots, "opened", lambda *_slot, **_given: theirs)
    assert not sessions.is_my_password(session, PASSWORD)
    monkeypatch.setattr(keyslots, "opened", mine)
    assert sessions.is_my_password(session, PASSWORD)
