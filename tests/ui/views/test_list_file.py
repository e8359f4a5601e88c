"""The list of incidents as a file, from the incident log."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.domain.events.keeping import ListExported
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import incidents, list_csv
from desktop_app.services.sessions import Session
from desktop_app.ui.asking_again import AskingAgain
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.incident_log import LogPage
from desktop_app.vault.vault import FLOOR, create_vault

PASSWORD = "four plain words here"
NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[LogPage]:
    assert dressed is not None
    vault, _keys = create_vault(
        tmp_path / "x.vault", password=PASSWORD, sign_in="AB", at=NOW, cost=FLOOR
    )
    session = Session(vault, Library(resources_folder()), lambda: NOW)
    for narrative in ("Blue", "Green"):
        one = {"kinds": ["bullying"], "aware_at": "2026-11-20T09:15", "narrative": narrative}
        incidents.record_json(
            vault, session.library, json.dumps(one).encode(), source="a test", at=NOW
        )
    made = LogPage(Desk(session, ViewSettings(None)))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    yield made
    vault.close()


def asking(page: LogPage) -> AskingAgain:
    page.saving.button.click()
    (found,) = page.findChildren(AskingAgain)
    return found


def exported(page: LogPage) -> list[ListExported]:
    held = (entry.event for entry in page.desk.session.vault.of_vault())
    return [each for each in held if isinstance(each, ListExported)]


def test_nothing_is_chosen_or_written_before_password_and_reason(
    qtbot: QtBot, page: LogPage
) -> None:
    asked = asking(page)
    asked.go_on()
    assert asked.page.problems_shown() is not None
    asked.why.set_value("court or police")
    asked.password.setText("not my password at all")
    asked.go_on()
    qtbot.waitUntil(asked.go.isEnabled, timeout=10_000)
    assert page.findChildren(QFileDialog) == []
    assert exported(page) == []


def test_with_both_a_place_is_asked_for_and_the_list_is_written_with_its_reason(
    qtbot: QtBot, page: LogPage, tmp_path: Path
) -> None:
    page.words.setText("Blue")
    page.look()
    asked = asking(page)
    asked.why.set_value("court or police")
    asked.password.setText(PASSWORD)
    asked.go_on()
    qtbot.waitUntil(lambda: bool(page.findChildren(QFileDialog)), timeout=10_000)
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "list.csv"))
    dialog.close()
    assert exported(page) == [ListExported(rows=1, reason="court or police")]
    assert len(list_csv.read_back((tmp_path / "list.csv").read_bytes())) == 2
    assert "1 incident saved to" in page.saving.said.text()
    assert page.saving.said.isVisible()


def test_what_is_in_the_way_is_said_and_stays(page: LogPage, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    page.saving.save_to(tmp_path / "mine.csv", "x")
    assert "another kind of file" in page.saving.said.text()
    page.saving.save_to(tmp_path / "missing" / "list.csv", "x")
    assert "list.csv" in page.saving.said.text()
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8") == "mine"
    assert exported(page) == []
