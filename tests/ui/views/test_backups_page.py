from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.events.keeping import BackupMade, BackupRehearsed
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.settings.backups import BackupsPage
from desktop_app.vault.vault import FLOOR, create_vault

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
PASSWORD = "four words for a test"


@pytest.fixture
def own(tmp_path: Path, dressed: QApplication) -> Iterator[Session]:
    """Give a session on a vault of its own: what is written in its log counts."""
    assert dressed is not None
    vault, _keys = create_vault(tmp_path / "school.vault", password=PASSWORD, at=NOW, cost=FLOOR)
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


@pytest.fixture
def page(qtbot: QtBot, own: Session) -> BackupsPage:
    return shown(qtbot, own)


def shown(qtbot: QtBot, session: Session) -> BackupsPage:
    made = BackupsPage(Desk(session, ViewSettings(None)))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def words(widget: QWidget) -> str:
    found = widget.findChildren(QLabel)
    return "\n".join(each.text() for each in found if each.isVisibleTo(widget))


def events(session: Session, kind: type) -> list[object]:
    return [each.event for each in session.vault.of_vault() if isinstance(each.event, kind)]


def backed_up(session: Session, place: str, days: int, *, off_site: bool = False) -> None:
    event = BackupMade(
        file=f"{place}.sgbackup", place=place, kind="", device=f"volume {place}",
        off_site=off_site, entry=1, hash="0" * 64, sha256="0" * 64, bytes=1,
    )  # fmt: skip
    session.vault.append([event], incident=None, at=NOW - timedelta(days=days))


def make(qtbot: QtBot, page: BackupsPage, folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    page.make.folder.line.clear()
    QTest.keyClicks(page.make.folder.line, str(folder))
    QTest.keyClicks(page.make.label, "Blue stick")
    QTest.keyClick(page.make.go, Qt.Key.Key_Space)
    qtbot.waitUntil(page.make.go.isEnabled, timeout=30_000)
    return page.make.said.text()


def test_without_a_backup_the_page_is_red_in_words_and_says_what_to_do(page: BackupsPage) -> None:
    said = words(page)
    assert "There is no backup. If this computer fails today, everything is lost." in said
    assert "Make a backup now." in said
    assert "No backup was made yet." in said


def test_return_after_the_name_of_the_place_makes_the_backup_and_what_is_wrong_ends_in_one_stop(
    page: BackupsPage,
) -> None:
    QTest.keyClick(page.make.label, Qt.Key.Key_Return)
    said = page.make.folder.line.accessibleDescription()
    assert said.startswith("Error: Give a folder that is there: plug the stick in first. Best on")
    every = [each.accessibleDescription() for each in page.findChildren(QWidget)]
    assert [each for each in every if ".." in each] == []


def test_a_backup_is_made_by_keyboard_and_stands_in_the_log_with_its_place(
    qtbot: QtBot, page: BackupsPage, own: Session, tmp_path: Path
) -> None:
    QTest.keyClick(page.make.off_site, Qt.Key.Key_Space)
    said = make(qtbot, page, tmp_path / "stick")
    assert "You can unplug it now: put it away from this computer." in said
    (made,) = events(own, BackupMade)
    assert isinstance(made, BackupMade)
    assert (made.place, made.off_site) == ("Blue stick", True)
    assert (tmp_path / "stick" / made.file).is_file()
    qtbot.waitUntil(lambda: "made today" in words(page))
    after = words(page)
    assert "The newest backup was made today." in after
    assert "Blue stick" in after
    assert "Off site" in after


def test_a_folder_that_is_not_there_is_said_and_nothing_is_made(
    page: BackupsPage, own: Session, tmp_path: Path
) -> None:
    QTest.keyClicks(page.make.folder.line, str(tmp_path / "unplugged"))
    QTest.keyClick(page.make.go, Qt.Key.Key_Space)
    assert "Give a folder that is there: plug the stick in first." in words(page)
    assert events(own, BackupMade) == []


def test_a_backup_that_is_stopped_leaves_nothing_behind(
    qtbot: QtBot, page: BackupsPage, own: Session, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    QTest.keyClicks(page.make.folder.line, str(tmp_path / "stick"))
    page.make.working.stop.pressed.connect(lambda: None)
    tell = page.make.working.tell

    def stop(done: int, whole: int) -> None:
        tell(done, whole)
        QTest.keyClick(page.make.working.stop, Qt.Key.Key_Space)

    page.make.working.tell = stop  # type: ignore[method-assign]  # a person who is quick
    QTest.keyClick(page.make.go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Stopped." in page.make.said.text(), timeout=30_000)
    assert list((tmp_path / "stick").iterdir()) == []
    assert events(own, BackupMade) == []
    assert page.make.go.isEnabled()


def test_ages_are_told_in_words_and_three_copies_elsewhere_are_green(
    qtbot: QtBot, own: Session
) -> None:
    backed_up(own, "Server", 40)
    backed_up(own, "Stick A", 9)
    backed_up(own, "Trust", 1, off_site=True)
    said = words(shown(qtbot, own))
    assert "40 days ago: too old to count" in said
    assert "9 days ago: renew it" in said
    assert "1 day ago" in said
    assert "three copies stand" in said
    assert "3 copies, the vault itself counted: there should be three" in said


def test_an_old_backup_is_amber_after_a_week_and_red_after_two(qtbot: QtBot, own: Session) -> None:
    backed_up(own, "Stick", 15)
    assert "more than two weeks old. Make one now." in words(shown(qtbot, own))
    backed_up(own, "Stick", 8)
    assert "more than a week old. Make one today." in words(shown(qtbot, own))


def prove(qtbot: QtBot, page: BackupsPage, file: Path, password: str) -> None:
    page.prove.file.line.setText(str(file))
    QTest.keyClicks(page.prove.password, password)
    QTest.keyClick(page.prove.password, Qt.Key.Key_Return)
    qtbot.waitUntil(page.prove.go.isEnabled, timeout=60_000)


def test_a_backup_is_proven_to_open_and_its_end_is_held_against_this_vault(
    qtbot: QtBot, page: BackupsPage, own: Session, tmp_path: Path
) -> None:
    make(qtbot, page, tmp_path / "stick")
    (file,) = (tmp_path / "stick").iterdir()
    prove(qtbot, page, file, PASSWORD)
    said = page.prove.said.text()
    assert said.startswith("This backup opens.")
    assert "Up to its end it is this vault's own history. 1 entry here is newer." in said
    assert len(events(own, BackupRehearsed)) == 1
    assert page.prove.password.text() == ""


def test_a_wrong_password_proves_nothing_and_says_so(
    qtbot: QtBot, page: BackupsPage, own: Session, tmp_path: Path
) -> None:
    make(qtbot, page, tmp_path / "stick")
    (file,) = (tmp_path / "stick").iterdir()
    prove(qtbot, page, file, "not the right words")
    assert "is not right" in words(page.prove)
    assert events(own, BackupRehearsed) == []


def test_a_backup_that_was_changed_is_named_as_damaged(
    qtbot: QtBot, page: BackupsPage, own: Session, tmp_path: Path
) -> None:
    make(qtbot, page, tmp_path / "stick")
    (file,) = (tmp_path / "stick").iterdir()
    held = bytearray(file.read_bytes())
    held[len(held) // 2] ^= 1
    file.write_bytes(held)
    prove(qtbot, page, file, PASSWORD)
    assert "is not as it was made" in page.prove.said.text()
    assert events(own, BackupRehearsed) == []
