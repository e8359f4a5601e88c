from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.decision import IncidentStatus
from desktop_app.domain.events.keeping import BackupMade, LogCountersigned, SessionOpened
from desktop_app.domain.roles import Role
from desktop_app.services import checking_now, countersigning, incident_log, sessions, sign_in
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.home import HomePage
from desktop_app.ui.views.home_trust import OtherHistory, SignCard
from desktop_app.ui.views.pressable import Row
from desktop_app.vault import desk_notes
from desktop_app.vault.desk_notes import Seen
from desktop_app.vault.vault import create_vault
from tests.builders_staff import NOW, Staff, record, staff_of


@pytest.fixture
def staff(tmp_path: Path, dressed: QApplication) -> Staff:
    assert dressed is not None
    return staff_of(tmp_path)


def home(qtbot: QtBot, session: Session) -> HomePage:
    page = HomePage(Desk(session, ViewSettings(None)))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


def words(widget: QWidget) -> str:
    found = widget.findChildren(QLabel)
    return "\n".join(each.text() for each in found if each.isVisibleTo(widget))


def child(page: QWidget, identifier: str) -> QWidget | None:
    found = page.findChildren(QWidget)
    return next((each for each in found if each.accessibleIdentifier() == identifier), None)


def backed_up(session: Session, days: int, now: datetime = NOW) -> None:
    for number in range(2):
        event = BackupMade(
            file="a.sgbackup", place=f"Place {number}", kind="", device=f"volume {number}",
            off_site=True, entry=1, hash="0" * 64, sha256="0" * 64, bytes=1,
        )  # fmt: skip
        session.vault.append([event], incident=None, at=now - timedelta(days=days))


def test_a_vault_without_a_backup_is_red_in_words_and_leads_to_the_backups(
    qtbot: QtBot, staff: Staff
) -> None:
    with staff.session(Role.DSL) as session:
        page = home(qtbot, session)
        assert "Backup needed now" in words(page)
        row = child(page, "home-backups")
        assert row is not None
        assert row.accessibleName().startswith("Backup needed now. Backups. There is no backup.")
        assert ".." not in row.accessibleName()
        asked = QSignalSpy(page.desk.settings_wanted)
        QTest.keyClick(row, Qt.Key.Key_Space)
        assert asked.at(0) == ["backups"]
        page.hide()


def test_a_child_who_waits_stands_above_the_backups_and_a_signature_below(
    qtbot: QtBot, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    with staff.session(Role.DSL) as session:
        for _each in range(2):
            record(session)
        refer = record(session, kinds=["sextortion"])
        first, hold, unsigned = incident_log.to_do(session)
        assert first.reference == refer
        lines = (first, hold, replace(unsigned, status=IncidentStatus.AWAITING_SIGN_OFF))
        monkeypatch.setattr(incident_log, "to_do", lambda *_given: lines)
        page = home(qtbot, session)
        found = sorted(page.findChildren(Row), key=lambda row: row.mapTo(page, QPoint()).y())
        order = [each.accessibleIdentifier() for each in found]
        to_do = [f"to-do-{each.reference}" for each in lines]
        assert order == [*to_do[:2], "home-backups", to_do[2]]
        page.hide()


def test_it_turns_amber_after_a_week_and_says_nothing_while_all_is_well(
    qtbot: QtBot, staff: Staff
) -> None:
    with staff.session(Role.DSL) as session:
        backed_up(session, 8)
        page = home(qtbot, session)
        assert "Backup due" in words(page)
        assert "The newest backup was made 8 days ago." in words(page)
        backed_up(session, 1)
        page = home(qtbot, session)
        assert child(page, "home-backups") is None
        page.hide()


def test_the_head_signs_for_the_log_on_the_first_page_with_one_key(
    qtbot: QtBot, staff: Staff
) -> None:
    with staff.session(Role.HEAD, now=NOW + timedelta(days=8)) as session:
        page = home(qtbot, session)
        card = page.findChild(SignCard)
        assert isinstance(card, SignCard)
        line = checking_now.head_line(session)
        assert card.line.text() == line
        assert "Due this week" in words(card)
        QTest.keyClick(card.go, Qt.Key.Key_Return)
        assert line in card.said.text()
        *_others, last = session.vault.of_vault()
        assert isinstance(last.event, LogCountersigned)
        assert home(qtbot, session).findChild(SignCard) is None
        page.hide()


def test_a_late_signature_is_amber_for_everybody_and_none_is_shown_before(
    qtbot: QtBot, staff: Staff
) -> None:
    for office in (Role.DSL, Role.DEPUTY):
        with staff.session(office, now=NOW + timedelta(days=9)) as session:
            assert child(home(qtbot, session), "home-trust") is None
        with staff.session(office, now=NOW + timedelta(days=10)) as session:
            page = home(qtbot, session)
            row = child(page, "home-trust")
            assert row is not None
            assert row.accessibleName().startswith("Signature late.")
            assert page.findChild(SignCard) is None
            page.hide()


def test_where_no_head_signs_in_nothing_is_late(qtbot: QtBot, staff: Staff, tmp_path: Path) -> None:
    vault, _keys = create_vault(
        tmp_path / "alone.vault", password="four words for a test", at=NOW - timedelta(days=90)
    )
    session = Session(vault, staff.library, lambda: NOW)
    assert not countersigning.countersign_state(session).late
    assert child(home(qtbot, session), "home-trust") is None
    vault.close()


@pytest.fixture(scope="module")
def practice() -> Iterator[Session]:
    session, folder = sessions.open_practice(lambda: NOW)
    yield session
    sessions.close(session)
    for each in folder.iterdir():
        each.unlink()
    folder.rmdir()


def test_in_practice_nothing_is_said_of_backups(
    qtbot: QtBot, dressed: QApplication, practice: Session
) -> None:
    assert dressed is not None
    page = home(qtbot, practice)
    assert child(page, "home-backups") is None
    assert child(page, "home-trust") is None


def seen_at(session: Session, position: int, digest: str = "") -> Session:
    return replace(session, seen=Seen(position, digest or session.vault.hash_at(position) or "", 1))


def test_what_came_since_the_last_visit_is_said_in_one_line(qtbot: QtBot, staff: Staff) -> None:
    with staff.session(Role.DSL) as session:
        page = home(qtbot, seen_at(session, 2))
        assert "Since you were last here: 2 entries, history unchanged." in words(page)
        assert page.now.hasFocus() or not page.isActiveWindow()
        assert child(home(qtbot, session), "home-since") is None
        page.hide()


def test_wrong_passwords_before_the_sign_in_are_told_to_who_signed_in(
    qtbot: QtBot, staff: Staff
) -> None:
    with staff.session(Role.DSL) as session:
        session.vault.append([SessionOpened(3, 2)], incident=None, at=NOW)
        said = words(home(qtbot, seen_at(session, 2)))
        assert "3 wrong passwords were typed at this desk, by you or by somebody else" in said
    with staff.session(Role.DEPUTY) as session:
        assert "wrong password" not in words(home(qtbot, session))


@pytest.mark.parametrize("position", [2, 99])
def test_a_history_that_is_not_the_one_seen_is_red_until_somebody_knows_why(
    qtbot: QtBot, staff: Staff, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, position: int
) -> None:
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")
    with staff.session(Role.DSL) as plain:
        keys = staff.lead.keys
        before = Seen(position, "ab" * 32, 1)
        user, vault = plain.vault.user.id, plain.vault.id
        desk_notes.note_seen(tmp_path / "desk", vault, user, keys=keys, what=before)
        session = replace(plain, seen=before, keys=keys)
        sessions.keep_seen(session, {})
        assert desk_notes.seen(tmp_path / "desk", vault, user, keys=keys) == before
        page = home(qtbot, session)
        shown = page.findChild(OtherHistory)
        assert isinstance(shown, OtherHistory)
        assert "change nothing" in shown.said.text()
        assert shown.said.property("kind") == "red"
        QTest.keyClick(shown.known, Qt.Key.Key_Space)
        assert not shown.isVisible()
        sessions.keep_seen(session, {})
        kept = desk_notes.seen(tmp_path / "desk", vault, user, keys=keys)
        head = plain.vault.head()
        assert kept is not None
        assert (kept.position, kept.hash) == (head.position, head.hash)
        page.desk.open_home()
        again = HomePage(page.desk)
        qtbot.addWidget(again)
        assert again.findChild(OtherHistory) is None
        page.hide()
