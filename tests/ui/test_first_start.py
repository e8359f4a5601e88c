from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.runtime import paths
from desktop_app.services import sessions
from desktop_app.ui.first_start import FirstStart
from desktop_app.ui.gate import Gate, InUsePage
from desktop_app.ui.instance import Claim
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.recovery_keys import KeysBackPage, KeysPage
from desktop_app.ui.set_up import FirstUserPage, PlacePage
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.unlock import UnlockPage
from desktop_app.ui.widgets import ErrorSummary
from desktop_app.vault import making
from desktop_app.vault.recovery import printed
from desktop_app.vault.vault import FLOOR, RecoveryKeys

if TYPE_CHECKING:
    from desktop_app.services.sessions import Session

PASSWORD = "four plain words here"


def now() -> datetime:
    return datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


class Start:
    def __init__(self, qtbot: QtBot, settings: ViewSettings) -> None:
        self.settings = settings
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.gate = Gate(self.window, settings, now)
        self.first = FirstStart(self.window, self.gate, now)
        self.gate.other_wanted.connect(self.first.begin)
        self.window.resize(1100, 700)
        self.window.show()

    def page(self, kind: type[QWidget]) -> QWidget:
        assert isinstance(self.window.page, kind), self.window.page
        return self.window.page

    def problem(self) -> str:
        assert self.window.page is not None
        found = self.window.page.findChildren(ErrorSummary)
        return found[-1].accessibleName() if found else ""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    vault = tmp_path / "data" / "desk.vault"
    monkeypatch.setattr(paths, "default_vault", lambda: vault)
    monkeypatch.setattr(making, "_measured", lambda: FLOOR)
    return vault


@pytest.fixture
def start(qtbot: QtBot, dressed: QApplication, place: Path) -> Start:
    assert dressed is not None
    assert place.name == "desk.vault"
    return Start(qtbot, ViewSettings(None))


def fill(page: FirstUserPage, *, password: str = PASSWORD, again: str = PASSWORD) -> None:
    page.name.setText("A. Bee")
    page.sign_in.setText("AB")
    page.password.password.setText(password)
    page.password.again.setText(again)


def keys_on(page: QWidget) -> list[str]:
    labels = [each.text() for each in page.findChildren(QLabel) if each.text()[:1].isdigit()]
    return [text.split(".  ")[1] for text in labels if ".  " in text]


def type_back(page: KeysBackPage, made: list[str]) -> None:
    """Type what was shown: the first four rows are the vault's, the others the outside key's."""
    for line, row in zip(page.paper.lines, made[:4], strict=True):
        line.setText(row)
    assert page.outside is not None
    number = int(page.outside.fields[0].title.removeprefix("Row "))
    page.outside.lines[0].setText(made[3 + number])


def choose(start: Start, what: str, place: str) -> None:
    page = start.page(PlacePage)
    assert isinstance(page, PlacePage)
    page.what.set_value(what)
    page.place.setText(place)
    page.go_on()


def test_a_vault_is_made_its_keys_are_shown_once_and_it_opens(
    qtbot: QtBot, start: Start, place: Path
) -> None:
    start.gate.start()
    page = start.page(PlacePage)
    assert isinstance(page, PlacePage)
    assert page.place.text() == str(place)
    page.go_on()
    user = start.page(FirstUserPage)
    assert isinstance(user, FirstUserPage)
    fill(user)
    qtbot.keyClick(user.password.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(start.window.page, KeysPage), timeout=20_000)
    keys = start.page(KeysPage)
    assert isinstance(keys, KeysPage)
    rows = [each.text() for each in keys.findChildren(QLabel) if each.text()[:1].isdigit()]
    assert len(rows) >= 8
    opened: list[Session] = []
    start.gate.opened.connect(opened.append)
    made = keys_on(keys)
    keys.done.emit()
    back = start.page(KeysBackPage)
    assert isinstance(back, KeysBackPage)
    assert back.outside is not None
    back.go_on()
    assert not opened
    assert all(f"Type row {number}." in start.problem() for number in (1, 2, 3, 4))
    type_back(back, made)
    qtbot.waitUntil(start.first.is_derived, timeout=20_000)
    back.go_on()
    assert [each.user_name for each in opened] == ["A. Bee"]
    assert start.settings.vault == place
    sessions.close(opened[0])
    start.gate.give_up()
    assert sorted(each.name for each in place.parent.iterdir()) == [
        "desk",
        "desk.keys",
        "desk.vault",
    ]


def test_going_back_shows_the_keys_again(start: Start, place: Path) -> None:
    keys = RecoveryKeys(printed(b"p" * 32), printed(b"o" * 32))
    start.first.show_keys(place, keys)
    first = keys_on(start.page(KeysPage))
    assert isinstance(start.window.page, KeysPage)
    start.window.page.done.emit()
    back = start.page(KeysBackPage)
    assert isinstance(back, KeysBackPage)
    assert not any(line.text() for line in back.paper.lines)
    back.back_wanted.emit()
    assert keys_on(start.page(KeysPage)) == first
    assert len(first) == 8


def test_a_wrong_row_is_named_while_it_is_typed(qtbot: QtBot, start: Start, place: Path) -> None:
    keys = RecoveryKeys(printed(b"p" * 32), printed(b"o" * 32))
    start.first.show_keys(place, keys)
    assert isinstance(start.window.page, KeysPage)
    start.window.page.done.emit()
    back = start.page(KeysBackPage)
    assert isinstance(back, KeysBackPage)
    line, field = back.paper.lines[1], back.paper.fields[1]
    right = keys.paper[1]
    wrong = ("0" if right[0] != "0" else "1") + right[1:]
    qtbot.keyClicks(line, wrong[:-1])
    assert not field.problem()
    qtbot.keyClicks(line, wrong[-1])
    assert "Row 2 is not as it stands on paper" in field.problem()
    line.clear()
    qtbot.keyClicks(line, right.lower().replace(" ", "-"))
    assert not field.problem()


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "at least 12"),
        (PASSWORD, PASSWORD + "!", "differ"),
        ("123456789987654321", "123456789987654321", "Many people use this password"),
        ("A. Bee, A. Bee", "A. Bee, A. Bee", "leans on names"),
    ],
)
def test_a_password_that_will_not_do_makes_no_vault(
    start: Start, place: Path, password: str, again: str, said: str
) -> None:
    start.gate.start()
    choose(start, "make", str(place))
    user = start.page(FirstUserPage)
    assert isinstance(user, FirstUserPage)
    fill(user, password=password, again=again)
    user.go_on()
    assert said in start.problem()
    assert not place.parent.exists()


def test_a_sign_in_name_the_vault_refuses_is_said_and_nothing_is_left(
    qtbot: QtBot, start: Start, place: Path
) -> None:
    start.gate.start()
    choose(start, "make", str(place))
    user = start.page(FirstUserPage)
    assert isinstance(user, FirstUserPage)
    fill(user)
    user.sign_in.setText("x" * 41)
    user.go_on()
    qtbot.waitUntil(lambda: bool(start.problem()), timeout=20_000)
    assert "1 to 40 characters" in start.problem()
    assert list(place.parent.iterdir()) == []
    assert user.make.isEnabled()


@pytest.mark.parametrize(
    ("what", "typed", "said"),
    [
        ("make", "desk.vault", "whole place"),
        ("make", "", "whole place"),
        ("open", "/there/is/none.vault", "no vault"),
        ("make", "/somewhere/desk.keys", "ending of key files"),
    ],
)
def test_a_place_that_will_not_do_is_said(start: Start, what: str, typed: str, said: str) -> None:
    start.gate.start()
    choose(start, what, typed)
    assert said in start.problem()


def test_what_lies_there_already_is_not_overwritten(start: Start, place: Path) -> None:
    place.parent.mkdir()
    place.with_suffix(".keys").write_text("kept", encoding="utf-8")
    start.gate.start()
    choose(start, "make", str(place))
    assert "already" in start.problem()
    assert place.with_suffix(".keys").read_text(encoding="utf-8") == "kept"


def test_a_vault_elsewhere_is_opened_with_its_password(start: Start, tmp_path: Path) -> None:
    elsewhere = tmp_path / "old.vault"
    elsewhere.write_bytes(b"whatever")
    start.gate.start()
    choose(start, "open", str(elsewhere))
    start.page(UnlockPage)


def test_a_vault_that_is_gone_is_missed_before_a_password_is_typed(
    start: Start, tmp_path: Path
) -> None:
    start.settings.vault = tmp_path / "gone.vault"
    start.gate.start()
    start.page(UnlockPage)
    assert "There is no vault at" in start.problem()


def test_a_second_start_says_who_has_the_vault_and_ends(
    qtbot: QtBot, start: Start, place: Path
) -> None:
    place.parent.mkdir()
    place.write_bytes(b"whatever")
    holder = Claim(place)
    assert holder.take() is None
    start.gate.start()
    qtbot.waitUntil(lambda: isinstance(start.window.page, InUsePage))
    page = start.page(InUsePage)
    assert isinstance(page, InUsePage)
    assert "another window on this computer" in page.sentence
    with qtbot.waitSignal(start.gate.ended):
        page.closed.emit()
    holder.give_up()
