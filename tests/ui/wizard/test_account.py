from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.services import drafts
from desktop_app.services.incidents import read_incident
from desktop_app.ui.desk import Desk
from tests.builders_wizard import Stage, stage


def words(shown: Stage) -> str:
    labels = shown.page.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(shown.page))


def test_everything_typed_stands_in_the_record_at_once(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "account")
    shown.type("account-narrative", "A friend came to the office.")
    shown.type("account-child_words", "he says he will post it")
    shown.type("account-asked_by_whom", "Nobody asked")
    shown.type("account-child_manner", "quiet")
    shown.type("account-reported_by", "a friend")
    shown.type("account-came_to_light", "a chat at lunch")
    shown.type("account-occurred_at", "19 Nov 2026")
    shown.type("account-platforms", "Snapchat, Discord, ")
    record = shown.draft.record
    assert record["narrative"] == "A friend came to the office."
    assert record["details"] == {
        "child_words": "he says he will post it",
        "asked_by_whom": "Nobody asked",
        "child_manner": "quiet",
    }
    assert (record["reported_by"], record["came_to_light"]) == ("a friend", "a chat at lunch")
    assert record["occurred_at"] == "2026-11-19"
    assert record["platforms"] == ["Snapchat", "Discord"]
    assert shown.page.problems() == []
    assert len(shown.changes) > len("A friend came to the office.")


def test_the_account_that_was_typed_is_the_account_that_is_recorded(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "account", kinds=("bullying",))
    shown.type("account-narrative", "Word for word.")
    shown.type("account-occurred_at", "3/11/2026 12:30")
    state = read_incident(desk.session.vault, drafts.finish(desk.session, shown.draft))
    assert state.narrative == "Word for word."
    assert state.occurred_at == "2026-11-03T12:30"


def test_a_day_that_cannot_be_read_is_kept_and_named_with_what_to_do(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "account")
    shown.type("account-occurred_at", "at half term")
    assert shown.draft.record["occurred_at"] == "at half term"
    (wrong,) = shown.page.problems()
    assert wrong.message.startswith("“When did it happen?”")
    assert wrong.widget is shown.child("account-occurred_at")


def test_everything_may_be_left_empty(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "account")
    assert shown.page.problems() == []
    assert shown.changes == []


def test_no_imagery_is_described_and_no_address_of_an_image_is_kept(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "account")
    assert "Do not describe imagery, and never write an image's web address" in words(shown)
    assert "There is a web address" not in words(shown)
    shown.type("account-narrative", "It is at https://x.example/u/1 he said")
    assert "There is a web address" in words(shown)


def test_an_address_in_the_childs_words_is_pointed_at_as_well(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "account", record={"details": {"child_words": "see WWW.a.example"}})
    assert "There is a web address" in words(shown)


def test_a_draft_that_is_opened_again_shows_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    kept = {
        "narrative": "One line.\nAnother line.",
        "occurred_at": "2026-11-19",
        "platforms": ["Roblox", "WhatsApp"],
    }
    shown = stage(qtbot, desk, "account", record=kept, way=Way.NOW)
    assert shown.child("account-narrative").property("plainText") == kept["narrative"]
    assert shown.child("account-occurred_at").property("text") == "19 Nov 2026"
    assert shown.child("account-platforms").property("text") == "Roblox, WhatsApp"
    assert {name: shown.draft.record[name] for name in kept} == kept
