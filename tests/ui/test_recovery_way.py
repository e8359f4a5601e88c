from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import PasswordRefusedError
from desktop_app.domain.events.vaults import RecoveryUsed
from desktop_app.services import sessions, sign_in
from desktop_app.ui.gate import Gate
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.recovery_keys import KeysBackPage, KeysPage
from desktop_app.ui.recovery_way import RecoveryWay, RowsPage, WhoPage
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.widgets import ErrorSummary
from desktop_app.vault.recovery import printed
from desktop_app.vault.vault import FLOOR, RecoveryKeys, create_vault, open_vault

if TYPE_CHECKING:
    from desktop_app.services.sessions import Session

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
    way.until(KeysPage)
    page = way.window.page
    assert isinstance(page, KeysPage)
    rows = [each.text() for each in page.findChildren(QLabel) if ".  " in each.text()[:4]]
    typed = tuple(row.split(".  ")[1] for row in rows)
    assert len(typed) == 4
    assert typed != way.keys.paper
    page.done.emit()
    back = way.window.page
    assert isinstance(back, KeysBackPage)
    for line, row in zip(back.paper.lines, typed, strict=True):
        line.setText(row)
    way.qtbot.waitUntil(way.way.is_derived, timeout=WAIT)
    back.go_on()
    assert [each.user_name for each in way.opened] == ["A. Bee"]
    log = [entry.event for entry in way.opened[0].vault.of_vault()]
    assert any(isinstance(event, RecoveryUsed) for event in log)
    sessions.close(way.opened[0])
    with pytest.raises(PasswordRefusedError):
        open_vault(way.path, password=LOST)


def test_the_sheet_opens_nothing_once_it_was_used(way: Way) -> None:
    way.come_in()
    way.until(KeysPage)
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
