from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import PasswordRefusedError, VaultDiskFullError
from desktop_app.domain.events.vaults import RecoveryUsed
from desktop_app.domain.roles import Role
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import recovering, sessions, sign_in, staff
from desktop_app.services.sessions import Session
from desktop_app.services.staff import Newcomer
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.recovery_keys import KeysBackPage, KeysPage
from desktop_app.ui.recovery_way import RecoveryWay, RowsPage, WhoPage
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.watched import Watched
from desktop_app.ui.widgets import ErrorSummary
from desktop_app.vault.recovery import printed
from desktop_app.vault.vault import FLOOR, RecoveryKeys, create_vault, open_vault

LOST = "words that nobody remembers"
NEW = "four plain words here"
AT = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
WAIT = 20_000


def now() -> datetime:
    return AT


class Way:
    """A window at the first page of a vault whose only password is lost."""

    def __init__(self, qtbot: QtBot, path: Path, keys: RecoveryKeys) -> None:
        self.qtbot, self.path, self.keys = qtbot, path, keys
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.gate = Gate(self.window, ViewSettings(None), now)
        self.way = RecoveryWay(self.window, self.gate, now)
        self.gate.recovery_wanted.connect(self.way.begin)
        self.opened: list[Session] = []
        self.gate.opened.connect(self.opened.append)
        self.window.resize(1100, 700)
        self.window.show()
        self.gate.show_unlock(path)
        page = self.window.page
        assert isinstance(page, UnlockPage)
        page.recovery_wanted.emit()

    def rows_page(self) -> RowsPage:
        assert isinstance(self.window.page, RowsPage)
        return self.window.page

    def type_rows(self, rows: tuple[str, ...]) -> None:
        page = self.rows_page()
        for line, row in zip(page.rows.lines, rows, strict=True):
            line.setText(row)
        page.go_on()

    def until(self, kind: type[QWidget]) -> None:
        self.qtbot.waitUntil(lambda: isinstance(self.window.page, kind), timeout=WAIT)

    def problem(self) -> str:
        assert self.window.page is not None
        shown = self.window.page.findChildren(ErrorSummary)
        found = [each for each in shown if not each.isHidden()]
        return found[-1].accessibleName() if found else ""

    def files(self) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in self.path.parent.glob("school.*")}

    def new_rows(self) -> tuple[str, ...]:
        self.until(KeysPage)
        page = self.window.page
        assert isinstance(page, KeysPage)
        rows = [each.text() for each in page.findChildren(QLabel) if ".  " in each.text()[:4]]
        return tuple(row.split(".  ")[1] for row in rows)

    def type_back(self, rows: tuple[str, ...]) -> KeysBackPage:
        assert isinstance(self.window.page, KeysPage)
        self.window.page.done.emit()
        back = self.window.page
        assert isinstance(back, KeysBackPage)
        for line, row in zip(back.paper.lines, rows, strict=True):
            line.setText(row)
        return back

    def come_in(self, password: str = NEW) -> WhoPage:
        self.type_rows(self.keys.paper)
        self.until(WhoPage)
        page = self.window.page
        assert isinstance(page, WhoPage)
        page.password.password.setText(password)
        page.password.again.setText(password)
        page.go_on()
        return page


@pytest.fixture
def way(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Way]:
    assert dressed is not None
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "elsewhere"))
    path = tmp_path / "school.vault"
    vault, keys = create_vault(path, password=LOST, sign_in="AB", name="A. Bee", at=AT, cost=FLOOR)
    vault.close()
    made = Way(qtbot, path, keys)
    yield made
    for session in made.opened:
        sessions.close(session)
    made.gate.give_up()


def test_a_lost_password_is_replaced_with_the_paper_and_a_new_paper_takes_its_place(
    way: Way,
) -> None:
    way.come_in()
    typed = way.new_rows()
    assert len(typed) == 4
    assert typed != way.keys.paper
    told: list[tuple[int, int]] = []
    back = way.type_back(typed)
    back.working.tell = lambda done, whole: told.append((done, whole))  # type: ignore[method-assign]  # what is shown is noted
    back.go_on()
    assert not back.working.isHidden()
    assert back.working.stop.isHidden()
    way.qtbot.waitUntil(lambda: bool(way.opened), timeout=WAIT)
    assert told
    assert [each.user_name for each in way.opened] == ["A. Bee"]
    log = [entry.event for entry in way.opened[0].vault.of_vault()]
    assert any(isinstance(event, RecoveryUsed) for event in log)
    sessions.close(way.opened[0])
    with pytest.raises(PasswordRefusedError):
        open_vault(way.path, password=LOST)


@pytest.mark.parametrize("typed", [False, True])
def test_whoever_is_called_away_before_the_new_sheet_is_typed_back_begins_anew_with_the_old_one(
    way: Way, *, typed: bool
) -> None:
    before = way.files()
    way.come_in()
    rows = way.new_rows()
    if typed:
        way.type_back(rows)
    assert way.files() == before
    way.way.begin(way.path)
    way.come_in()
    assert way.new_rows() != rows
    way.way.begin(way.path)
    way.type_rows(rows)
    way.qtbot.waitUntil(lambda: "is not the one" in way.problem(), timeout=WAIT)


def test_a_window_that_locks_while_the_vault_is_written_anew_leaves_the_rest_to_the_next_opening(
    way: Way,
) -> None:
    watched = Watched(way.window, 5, way.gate)
    way.come_in()
    back = way.type_back(way.new_rows())
    back.working.bar.valueChanged.connect(lambda _value: watched.nobody_is_there())
    with way.qtbot.waitSignal(watched.locked, timeout=WAIT):
        back.go_on()
    assert way.opened == []
    vault = open_vault(way.path, password=NEW)
    assert vault.verify().ok
    vault.close()


def test_what_keeps_the_new_sheet_from_being_put_in_force_is_said_and_can_be_tried_again(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    way.come_in()
    back = way.type_back(way.new_rows())

    def full(*_given: object, **_named: object) -> None:
        raise VaultDiskFullError(way.path)

    with monkeypatch.context() as patch:
        patch.setattr(recovering, "let_in", full)
        back.go_on()
        way.qtbot.waitUntil(lambda: bool(way.problem()), timeout=WAIT)
    assert back.working.isHidden()
    back.go_on()
    way.qtbot.waitUntil(lambda: bool(way.opened), timeout=WAIT)


def test_an_administrator_is_refused_before_they_write_a_sheet_down(way: Way) -> None:
    vault = open_vault(way.path, password=LOST)
    newcomer = Newcomer("IT", "I. Tee", "", Role.ADMINISTRATOR)
    staff.admit(
        Session(vault, Library(resources_folder()), now),
        staff.prepare(vault.keyring.keyfile, newcomer, "other words for another"),
    )
    vault.close()
    way.type_rows(way.keys.paper)
    way.until(WhoPage)
    page = way.window.page
    assert isinstance(page, WhoPage)
    page.who.set_value("IT")
    for line in (page.password.password, page.password.again):
        line.setText(NEW)
    page.go_on()
    way.qtbot.waitUntil(lambda: "holds no key" in way.problem(), timeout=WAIT)


def test_the_sheet_opens_nothing_once_it_was_used(way: Way) -> None:
    way.come_in()
    way.type_back(way.new_rows()).go_on()
    way.qtbot.waitUntil(lambda: bool(way.opened), timeout=WAIT)
    sessions.close(way.opened[0])
    way.way.begin(way.path)
    way.type_rows(way.keys.paper)
    way.qtbot.waitUntil(lambda: "is not the one" in way.problem(), timeout=WAIT)
    assert way.rows_page().go.isEnabled()


def test_a_row_typed_wrongly_is_named_and_nothing_is_tried(way: Way) -> None:
    first, second, third, fourth = way.keys.paper
    way.type_rows((first, second[:-1], third, fourth))
    assert "Row 2 is not as it stands on paper" in way.problem()
    way.type_rows((first, second, "", fourth))
    assert "Type row 3" in way.problem()


def test_a_key_of_another_vault_is_refused(way: Way) -> None:
    way.type_rows(printed(b"x" * 32))
    way.qtbot.waitUntil(lambda: "is not the one" in way.problem(), timeout=WAIT)


def test_a_weak_new_password_is_refused_before_anything_is_written(way: Way) -> None:
    before = way.path.read_bytes()
    way.come_in("qwertyuiop[]asdf")
    assert "follows the keys" in way.problem()
    assert way.path.read_bytes() == before


def test_going_back_asks_for_the_password_again(way: Way) -> None:
    way.rows_page().back_wanted.emit()
    assert isinstance(way.window.page, UnlockPage)
