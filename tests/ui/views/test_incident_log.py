from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import incident_log
from desktop_app.services.incident_log import Query
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.models.incident_log import Column
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views import incident_log as views
from desktop_app.ui.views.incident_log import LogPage
from desktop_app.vault.vault import FLOOR, create_vault
from tests.vault_builders import AT, PASSWORD, fill


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("log") / "school.vault"
    vault, _keys = create_vault(path, password=PASSWORD, at=AT, cost=FLOOR)
    fill(vault)
    yield Session(vault, Library(resources_folder()), lambda: AT)
    vault.close()


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, filled: Session) -> LogPage:
    assert dressed is not None
    return shown(qtbot, Desk(filled, ViewSettings(None)))


def shown(qtbot: QtBot, desk: Desk) -> LogPage:
    page = LogPage(desk)
    qtbot.addWidget(page)
    page.resize(1366, 680)
    page.show()
    page.focus_first()
    qtbot.waitUntil(page.isVisible)
    return page


def references(page: LogPage) -> list[object]:
    return [page.model.index(row, Column.REFERENCE).data() for row in range(page.model.rowCount())]


def test_it_opens_with_everything_newest_first_and_the_focus_in_the_search_box(
    page: LogPage,
) -> None:
    assert references(page) == [
        "2026-SEALED",
        "2026-AAAAA2",
        "2026-AAAAA1",
        "2026-AAAAA0",
    ]
    assert page.count.text() == "4 incidents"
    assert page.focusWidget() is page.words


def test_typing_finds_at_once_and_says_how_many(qtbot: QtBot, page: LogPage) -> None:
    qtbot.keyClicks(page.words, "account number 1")
    qtbot.waitUntil(lambda: references(page) == ["2026-AAAAA1"])
    assert page.count.text() == "1 of 4 incidents"
    page.words.clear()
    qtbot.waitUntil(lambda: len(references(page)) == 4)


def test_return_in_the_search_box_opens_what_the_words_typed_so_far_find(
    qtbot: QtBot, page: LogPage
) -> None:
    with qtbot.waitSignal(page.desk.incident_wanted) as caught:
        qtbot.keyClicks(page.words, "nobody2")
        qtbot.keyClick(page.words, Qt.Key.Key_Return)
    assert caught.args == ["2026-AAAAA2"]


def test_arrows_go_from_the_box_to_the_table_and_back(qtbot: QtBot, page: LogPage) -> None:
    qtbot.keyClick(page.words, Qt.Key.Key_Down)
    assert page.focusWidget() is page.table
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.desk.incident_wanted) as caught:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert caught.args == ["2026-AAAAA2"]
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    assert page.focusWidget() is page.words


def test_a_search_without_a_hit_says_so_and_what_to_do(qtbot: QtBot, page: LogPage) -> None:
    qtbot.keyClicks(page.words, "zebra")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.nothing.isVisible()
    assert page.clear.isVisible()
    assert not page.home.isVisible()
    qtbot.keyClick(page.words, Qt.Key.Key_Return)
    qtbot.keyClick(page.words, Qt.Key.Key_Down)
    assert page.focusWidget() is page.words
    qtbot.keyClick(page.clear, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    assert page.table.isVisible()
    assert page.focusWidget() is page.words


def test_filters_narrow_what_the_words_leave(qtbot: QtBot, page: LogPage) -> None:
    page.status.setCurrentIndex(page.status.findData("referred"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    page.status.setCurrentIndex(page.status.findData("to-decide"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    page.outcome.setCurrentIndex(page.outcome.findData("hold"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)


def test_keys_that_come_quickly_are_looked_for_once(
    qtbot: QtBot, page: LogPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    show = page.model.show

    def noted(numbers: Sequence[int]) -> None:
        looked.append(page.words.text())
        show(numbers)

    monkeypatch.setattr(page.model, "show", noted)
    for letter in "zanzibar":
        page.words.insert(letter)
    qtbot.waitUntil(lambda: references(page) == ["2026-SEALED"])
    assert looked == ["zanzibar"]


def test_an_empty_log_says_how_to_begin(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert page.nothing.isVisible()
    assert page.home.isVisible()
    with qtbot.waitSignal(desk.home_wanted):
        qtbot.keyClick(page.home, Qt.Key.Key_Space)


def test_coming_back_from_an_incident_shows_the_log_as_it_was_left(
    qtbot: QtBot, page: LogPage
) -> None:
    qtbot.keyClicks(page.words, "account")
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    qtbot.keyClick(page.words, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    again = shown(qtbot, page.desk)
    assert again.words.text() == "account"
    assert again.count.text() == "3 of 4 incidents"
    assert again.focusWidget() is again.table
    assert again.table.currentIndex().row() == 1
    third = shown(qtbot, page.desk)
    assert third.words.text() == ""
    assert third.focusWidget() is third.words


def test_the_date_gives_way_where_there_is_little_room_and_comes_back(page: LogPage) -> None:
    page.resize(820, 455)
    assert page.table.isColumnHidden(Column.WHEN)
    assert page.table.columnWidth(Column.WHAT) >= 180
    page.resize(1366, 680)
    assert not page.table.isColumnHidden(Column.WHEN)


def test_a_page_out_of_view_asks_the_vault_for_nothing_more(
    qtbot: QtBot, page: LogPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    whole = incident_log.numbers

    def told(session: Session, query: Query, limit: int | None = None) -> tuple[int, ...]:
        asked.append(limit)
        return whole(session, query, limit)

    monkeypatch.setattr(views, "_FIRST", 1)
    monkeypatch.setattr(incident_log, "numbers", told)
    page.look()
    page.hide()
    qtbot.waitUntil(lambda: not any(each.isActive() for each in page.findChildren(QTimer)))
    assert asked == [1]
