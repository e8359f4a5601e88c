from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import BackupDamagedError
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import administrator, backups, sign_in, staff
from desktop_app.services.sessions import Session
from desktop_app.services.staff import Newcomer
from desktop_app.ui.administrator import AdministratorPage, AdministratorWay
from desktop_app.ui.administrator_prepares import PreparePage
from desktop_app.ui.gate import Gate
from desktop_app.ui.locking import IdleNotice, IdleWatch
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.watched import Watched
from desktop_app.ui.widgets import ErrorSummary
from desktop_app.vault.vault import FLOOR, create_vault, open_vault

PASSWORD = "four plain words here"
THEIRS = "other words for another"
AT = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
WAIT = 20_000


def now() -> datetime:
    return AT


class Place:
    """A vault with an administrator, and two backups of it in a folder."""

    def __init__(self, folder: Path) -> None:
        self.vault = folder / "school.vault"
        self.backups = folder / "backups"
        self.stick = folder / "stick"
        for each in (self.backups, self.stick):
            each.mkdir()
        vault, _keys = create_vault(
            self.vault, password=PASSWORD, sign_in="AB", name="A. Bee", at=AT, cost=FLOOR
        )
        session = Session(vault, Library(resources_folder()), now)
        newcomer = Newcomer("IT", "I. Tee", "", Role.ADMINISTRATOR)
        staff.admit(session, staff.prepare(vault.keyring.keyfile, newcomer, THEIRS))
        for day in (18, 19):
            at = AT.replace(day=day)
            self.newest = backups.make(vault, self.backups, at=at).path
        vault.close()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")
    return Place(tmp_path)


class Way:
    """A window in which an administrator typed their password."""

    def __init__(self, qtbot: QtBot, place: Place) -> None:
        self.qtbot, self.place = qtbot, place
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.gate = Gate(self.window, ViewSettings(None), now)
        self.watched = Watched(self.window, 5, self.gate)
        self.way = AdministratorWay(self.window, self.gate, self.watched)
        self.gate.administrator_wanted.connect(self.way.begin)
        self.window.resize(1100, 700)
        self.window.show()
        self.gate.show_unlock(place.vault)
        page = self.window.page
        assert isinstance(page, UnlockPage)
        page.unlocked.emit(sign_in.derive(place.vault, THEIRS, "IT", now=AT))

    def first(self) -> AdministratorPage:
        assert isinstance(self.window.page, AdministratorPage), self.window.page
        return self.window.page

    def words(self) -> str:
        assert self.window.page is not None
        return " ".join(each.text() for each in self.window.page.findChildren(QLabel))

    def problem(self) -> str:
        assert self.window.page is not None
        shown = self.window.page.findChildren(ErrorSummary)
        found = [each for each in shown if not each.isHidden()]
        return found[-1].accessibleName() if found else ""


@pytest.fixture
def way(qtbot: QtBot, dressed: QApplication, place: Place) -> Iterator[Way]:
    assert dressed is not None
    made = Way(qtbot, place)
    yield made
    made.gate.give_up()


def test_an_administrator_is_told_that_no_key_is_theirs(way: Way) -> None:
    assert "You hold no key to the records" in way.words()
    assert "contacts.toml" in way.words()


def test_signing_out_gives_way_to_a_fresh_process_once(way: Way) -> None:
    locked: list[bool] = []
    way.watched.locked.connect(lambda: locked.append(True))
    way.first().done.emit()
    way.watched.nobody_is_there()
    assert locked == [True]


@pytest.mark.parametrize("prepares", [False, True])
def test_an_administrators_page_locks_by_its_key_and_by_itself(way: Way, *, prepares: bool) -> None:
    if prepares:
        way.first().prepare_wanted.emit()
    watch = way.watched.findChild(IdleWatch)
    assert watch is not None
    watch.warned.emit(20)
    notice = way.window.findChild(IdleNotice)
    assert notice is not None
    assert not notice.isHidden()
    assert "is not kept" in " ".join(each.text() for each in notice.findChildren(QLabel))
    with way.qtbot.waitSignal(way.watched.locked):
        way.qtbot.keyClick(way.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_nobody_at_an_administrators_page_locks_it(way: Way) -> None:
    watch = way.watched.findChild(IdleWatch)
    assert watch is not None
    with way.qtbot.waitSignal(way.watched.locked):
        watch.expired.emit()


def test_an_administrators_page_can_be_hidden(way: Way) -> None:
    way.qtbot.keyClick(way.window, Qt.Key.Key_F9)
    assert way.watched.blank.isVisible()
    assert not way.first().isVisible()
    way.qtbot.keyClick(way.window, Qt.Key.Key_F9)
    assert way.first().isVisible()


def test_the_newest_backup_is_copied_and_read_back(way: Way) -> None:
    page = way.first()
    page.look_in(way.place.backups)
    assert way.place.newest.name in way.words()
    page.copy_to(way.place.stick)
    assert page.copy.text() == "Copying…"
    way.qtbot.waitUntil(lambda: "Copied and read back" in way.words(), timeout=WAIT)
    copy = way.place.stick / way.place.newest.name
    assert copy.read_bytes() == way.place.newest.read_bytes()
    assert [each.name for each in way.place.stick.iterdir()] == [copy.name]


def test_a_folder_without_a_backup_of_this_vault_is_said(way: Way) -> None:
    way.place.stick.joinpath("other.sgbackup").write_bytes(b"nothing of ours")
    way.first().look_in(way.place.stick)
    assert "There is no backup of this vault" in way.words()
    assert way.first().copy.isHidden()
    way.first().look_in(way.place.stick / "none")
    assert "There is no file or folder" in way.problem()


def test_a_damaged_backup_is_not_copied(place: Place) -> None:
    data = bytearray(place.newest.read_bytes())
    data[-2000] ^= 1
    place.newest.write_bytes(data)
    with pytest.raises(BackupDamagedError):
        administrator.copy(place.newest, place.stick)
    assert list(place.stick.iterdir()) == []


def test_a_file_of_the_same_name_is_not_overwritten(place: Place) -> None:
    there = place.stick / place.newest.name
    there.write_bytes(b"kept")
    with pytest.raises(FileExistsError):
        administrator.copy(place.newest, place.stick)
    assert there.read_bytes() == b"kept"
    there.unlink()
    assert administrator.copy(place.newest, place.stick) == there
    assert administrator.copy(place.newest, place.stick) == there


def test_a_prepared_person_is_let_in_by_a_lead_with_the_code_that_was_shown(
    way: Way, tmp_path: Path
) -> None:
    way.first().prepare_wanted.emit()
    page = way.window.page
    assert isinstance(page, PreparePage)
    page.go_on()
    assert "Type their name" in way.problem()
    page.name.setText("E. Eff")
    page.sign_in.setText("EF")
    page.office.set_value("deputy")
    for line in (page.password.password, page.password.again):
        line.setText("words that are theirs alone")
    page.save_to(tmp_path / "ef")
    way.qtbot.waitUntil(lambda: bool(page.code.text()), timeout=WAIT)
    assert page.password.text() == ""
    data = (tmp_path / "ef.joining").read_bytes()
    assert staff.code_of(data) == page.code.text()
    vault = open_vault(way.place.vault, password=PASSWORD, sign_in="AB")
    staff.admit(Session(vault, Library(resources_folder()), now), data)
    vault.close()
    open_vault(way.place.vault, password="words that are theirs alone", sign_in="EF").close()
