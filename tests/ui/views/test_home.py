from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import drafts
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.home import HomePage
from desktop_app.vault.vault import FLOOR, create_vault
from tests.builders_staff import record

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


def shown(qtbot: QtBot, desk: Desk) -> HomePage:
    page = HomePage(desk)
    qtbot.addWidget(page)
    page.resize(1366, 680)
    page.show()
    page.focus_first()
    qtbot.waitUntil(page.isVisible)
    return page


def button(page: QWidget, identifier: str) -> QPushButton:
    found = [
        each for each in page.findChildren(QPushButton) if each.accessibleIdentifier() == identifier
    ]
    assert len(found) == 1, identifier
    return found[0]


def texts(page: QWidget) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page)]


@pytest.fixture
def fresh(session: Session) -> Iterator[Session]:
    yield session
    for line in drafts.listing(session):
        drafts.throw_away(session, line.id)


def test_return_alone_opens_the_quick_way(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert page.focusWidget() is page.now
    with qtbot.waitSignal(desk.start_wanted) as caught:
        qtbot.keyClick(page.now, Qt.Key.Key_Return)
    assert caught.args == [Way.NOW]


def test_the_other_doors_lead_where_they_say(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    with qtbot.waitSignal(desk.start_wanted) as caught:
        qtbot.keyClick(button(page, "home-time"), Qt.Key.Key_Space)
    assert caught.args == [Way.TIME]
    with qtbot.waitSignal(desk.start_about_staff_wanted):
        qtbot.keyClick(button(page, "home-staff"), Qt.Key.Key_Return)
    with qtbot.waitSignal(desk.log_wanted):
        qtbot.keyClick(button(page, "home-log"), Qt.Key.Key_Space)


def test_an_empty_vault_says_that_nothing_waits(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> None:
    assert dressed is not None
    vault, _keys = create_vault(
        tmp_path / "empty.vault", password="four words for a test", at=NOW, cost=FLOOR
    )
    page = shown(
        qtbot, Desk(Session(vault, Library(resources_folder()), lambda: NOW), ViewSettings(None))
    )
    assert any("Nothing waits" in each for each in texts(page))
    assert "Not finished yet" not in texts(page)
    vault.close()


def test_what_waits_stands_reddest_first_and_opens_the_incident(
    qtbot: QtBot, desk: Desk, session: Session
) -> None:
    held = record(session)
    urgent = record(session, kinds=["sextortion"])
    page = shown(qtbot, desk)
    rows = [
        each.accessibleIdentifier()
        for each in page.findChildren(QPushButton)
        if each.accessibleIdentifier().startswith("to-do-")
    ]
    ours = {f"to-do-{urgent}", f"to-do-{held}"}  # other tests record incidents in this vault too
    assert [each for each in rows if each in ours] == [f"to-do-{urgent}", f"to-do-{held}"]
    row = button(page, f"to-do-{urgent}")
    assert row.accessibleName().startswith("Refer today: ring now. Sextortion. ")
    with qtbot.waitSignal(desk.incident_wanted) as caught:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert caught.args == [urgent]


def test_a_draft_is_gone_on_with(qtbot: QtBot, desk: Desk, fresh: Session) -> None:
    draft = drafts.start(fresh, Way.NOW)
    page = shown(qtbot, desk)
    with qtbot.waitSignal(desk.draft_wanted) as caught:
        qtbot.keyClick(button(page, f"draft-go-on-{draft.id}"), Qt.Key.Key_Space)
    assert caught.args == [draft.id]


def test_a_draft_is_removed_only_after_being_asked(
    qtbot: QtBot, desk: Desk, fresh: Session
) -> None:
    first = drafts.start(fresh, Way.TIME)
    second = drafts.start(fresh, Way.TIME)
    page = shown(qtbot, desk)
    qtbot.keyClick(button(page, f"draft-remove-{first.id}"), Qt.Key.Key_Space)
    keep = button(page, f"draft-keep-{first.id}")
    assert page.focusWidget() is keep
    qtbot.keyClick(keep, Qt.Key.Key_Space)
    assert len(drafts.listing(fresh)) == 2
    qtbot.keyClick(button(page, f"draft-remove-{first.id}"), Qt.Key.Key_Space)
    qtbot.keyClick(button(page, f"draft-remove-yes-{first.id}"), Qt.Key.Key_Space)
    assert [line.id for line in drafts.listing(fresh)] == [second.id]
    assert page.focusWidget() is button(page, f"draft-go-on-{second.id}")
    qtbot.keyClick(button(page, f"draft-remove-{second.id}"), Qt.Key.Key_Space)
    qtbot.keyClick(button(page, f"draft-remove-yes-{second.id}"), Qt.Key.Key_Space)
    assert drafts.listing(fresh) == ()
    assert page.focusWidget() is page.now
    assert "Not finished yet" not in texts(page)


def test_nothing_is_removed_by_looking(qtbot: QtBot, desk: Desk, fresh: Session) -> None:
    draft = drafts.start(fresh, Way.TIME)
    spy = QSignalSpy(desk.draft_wanted)
    shown(qtbot, desk)
    assert [line.id for line in drafts.listing(fresh)] == [draft.id]
    assert spy.count() == 0


def test_lists_say_nothing_of_what_a_sealed_record_or_its_draft_is_about(
    qtbot: QtBot, desk: Desk, fresh: Session
) -> None:
    titles = {kind.id: kind.title for kind in fresh.catalogue.kinds}
    about = titles["colleague-concern"]
    sealed = drafts.start(fresh, Way.TIME, about_staff=True)
    undecided = drafts.start(fresh, Way.NOW)
    reference = record(fresh, kinds=["colleague-concern"], sealed_to=["DSL"])
    page = shown(qtbot, desk)
    names = [
        button(page, f"draft-go-on-{each.id}").accessibleName() for each in (sealed, undecided)
    ]
    assert names[0] == names[1] == "Go on with: A new incident"
    row = button(page, f"to-do-{reference}")
    assert "A sealed record" in row.accessibleName()
    assert about not in row.accessibleName()
    assert about not in "\n".join(texts(page))
