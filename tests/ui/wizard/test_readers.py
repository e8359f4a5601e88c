from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import drafts
from desktop_app.services.people import colleagues
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.vault.vault import FLOOR, create_vault
from tests.builders_wizard import Stage, stage
from tests.vault_builders import add_user

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give a session in a vault that a deputy and the head use as well."""
    path = tmp_path_factory.mktemp("readers") / "school.vault"
    vault, _keys = create_vault(
        path, password="four words for a test", at=NOW, cost=FLOOR, sign_in="HM", name="R&D Lead"
    )
    with vault.transaction():
        add_user(vault, "DEP")
        add_user(vault, "HEAD", role="head")
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


def staged(
    qtbot: QtBot, desk: Desk, *, about: str = "colleague", sealed_to: list[str] | None = None
) -> Stage:
    record = {"sealed_to": sealed_to} if sealed_to else {}
    notes = {"about_staff": "yes", "about_whom": about}
    return stage(qtbot, desk, "readers", kinds=("colleague-concern",), record=record, notes=notes)


def words(shown: Stage) -> str:
    labels = shown.page.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(shown.page))


def test_one_is_a_reader_oneself_unless_one_says_otherwise(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk)
    assert shown.draft.record["sealed_to"] == ["HM"]
    assert shown.page.problems() == []


def test_readers_are_ticked_by_name_and_kept_by_sign_in_name(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk)
    shown.press("readers:HEAD")
    assert shown.draft.record["sealed_to"] == ["HM", "HEAD"]
    shown.press("readers:HM")
    assert shown.draft.record["sealed_to"] == ["HEAD"]
    assert "You have left yourself out" in words(shown)


def test_somebody_must_be_able_to_read_it(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk)
    shown.press("readers:HM")
    assert shown.draft.record["sealed_to"] == []
    assert len(shown.page.problems()) == 1


def test_the_page_says_to_stop_and_tell_the_head_or_the_chair(qtbot: QtBot, desk: Desk) -> None:
    said = words(staged(qtbot, desk))
    assert "Stop. Tell the head teacher today." in said
    assert "You need not fill in more" in said
    assert "Tell the chair of governors today" in words(staged(qtbot, desk, about="head"))


def test_the_head_is_no_reader_of_a_concern_about_the_head(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk, about="head", sealed_to=["HM", "HEAD"])
    assert not shown.has("readers:HEAD")
    assert shown.draft.record["sealed_to"] == ["HM"]
    assert staged(qtbot, desk, about="manager").has("readers:HEAD")


def test_a_lead_is_marked_where_the_concern_is_about_a_lead(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk, about="dsl")
    hints = {name: shown.child(f"readers:{name}").accessibleDescription() for name in ("HM", "DEP")}
    assert "Leave them out if it is about them." in hints["DEP"]
    assert "Leave them out" not in hints["HM"]


def test_who_does_not_use_the_vault_any_more_is_no_reader(qtbot: QtBot, desk: Desk) -> None:
    gone = {"sealed_to": ["LEFT", "DEP"]}
    shown = stage(qtbot, desk, "readers", kinds=("colleague-concern",), record=gone)
    assert shown.draft.record["sealed_to"] == ["DEP"]


def test_a_record_with_its_readers_is_sealed_to_them_alone(desk: Desk) -> None:
    draft = drafts.start(desk.session, Way.TIME, about_staff=True)
    draft.record["sealed_to"] = ["HM"]
    reference = drafts.finish(desk.session, draft)
    assert [each.reference for each in desk.session.vault.sealed_incidents()] == [reference]
    assert desk.session.vault.newest() == ()


def test_oneself_stands_first_among_colleagues(session: Session) -> None:
    found = colleagues(session)
    assert [each.sign_in for each in found] == ["HM", "DEP", "HEAD"]
    assert [each.is_self for each in found] == [True, False, False]
    assert [each.name for each in found] == ["R&D Lead", "DEP", "HEAD"]


def test_an_ampersand_in_a_name_is_shown_and_makes_no_key(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk)
    card = shown.child("readers:HM")
    assert card.property("text") == "R&&D Lead (you)"
