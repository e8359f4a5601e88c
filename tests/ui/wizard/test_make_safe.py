from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.services import drafts
from desktop_app.services.incidents import read_incident
from desktop_app.ui.desk import Desk
from desktop_app.ui.wizard.make_safe import MakeSafePage
from desktop_app.ui.wizard.safety_points import keep_tick, read_time, safety_points, take_tick_back
from tests.builders_wizard import Stage, stage


def overwrite(shown: Stage, identifier: str, text: str) -> None:
    line = shown.child(identifier)
    shown.bot.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    shown.bot.keyClicks(line, text)


def test_a_tick_notes_the_time_and_becomes_an_action_of_the_record(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "safe")
    assert not shown.has("safe-phones-time")
    shown.press("safe-phones")
    assert shown.draft.ticks == {"phones": "17:40"}
    assert shown.child("safe-phones-time").property("text") == "17:40"
    (action,) = shown.draft.record["actions"]
    assert action["what"] == "Phones are handed in and kept; nobody unlocks or searches them"
    assert action["at"] == "2026-11-20T17:40"
    assert action["by"] == desk.session.user_name


def test_the_time_of_a_tick_can_be_changed(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "safe")
    shown.press("safe-with-adult")
    overwrite(shown, "safe-with-adult-time", "1705")
    assert shown.draft.ticks == {"with-adult": "1705"}
    assert [each["at"] for each in shown.draft.record["actions"]] == ["2026-11-20T17:05"]
    assert shown.page.problems() == []


def test_a_time_that_cannot_be_read_is_kept_and_named_and_never_guessed(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "safe")
    shown.press("safe-with-adult")
    overwrite(shown, "safe-with-adult-time", "just now")
    assert shown.draft.ticks == {"with-adult": "just now"}
    assert "at" not in shown.draft.record["actions"][0]
    (wrong,) = shown.page.problems()
    assert "write the time as 17:40" in wrong.message
    assert wrong.widget is shown.child("safe-with-adult-time")


def test_a_tick_taken_back_leaves_the_record_and_no_other_action(qtbot: QtBot, desk: Desk) -> None:
    mine = {"what": "Rang the office", "at": "2026-11-20T17:00"}
    shown = stage(qtbot, desk, "safe", record={"actions": [mine]})
    shown.press("safe-with-adult")
    assert len(shown.draft.record["actions"]) == 2
    shown.press("safe-with-adult")
    assert shown.draft.record["actions"] == [mine]
    assert shown.draft.ticks == {}
    assert not shown.has("safe-with-adult-time")


def test_nothing_has_to_be_ticked_to_go_on(qtbot: QtBot, desk: Desk) -> None:
    assert stage(qtbot, desk, "safe").page.problems() == []


def test_the_list_follows_the_incident(qtbot: QtBot, desk: Desk) -> None:
    images = stage(qtbot, desk, "safe")
    assert images.has("safe-phones")
    assert not images.has("safe-no-payment")
    assert not images.has("safe-seen-supported")
    assert stage(qtbot, desk, "safe", kinds=("sextortion",)).has("safe-no-payment")
    assert stage(qtbot, desk, "safe", kinds=()).has("safe-no-payment")
    seen = stage(qtbot, desk, "safe", answers={"staff-viewed": "yes"})
    assert seen.has("safe-seen-supported")
    colleague = stage(qtbot, desk, "safe", kinds=("colleague-concern",))
    assert colleague.has("safe-nothing-deleted")
    assert not colleague.has("safe-group-told")


@pytest.mark.parametrize("kind", ["harmful-sites", "extremism", "gangs-exploitation"])
def test_what_no_other_child_did_asks_nobody_to_keep_children_apart(
    qtbot: QtBot, desk: Desk, kind: str
) -> None:
    shown = stage(qtbot, desk, "safe", kinds=(kind,))
    assert not shown.has("safe-apart")
    assert not shown.has("safe-group-told")
    assert shown.has("safe-with-adult")


def test_what_the_steps_for_a_colleague_ask_is_not_asked_before_them(
    qtbot: QtBot, desk: Desk
) -> None:
    colleague = stage(qtbot, desk, "safe", kinds=("colleague-concern",))
    assert not colleague.has("safe-head-told")
    assert not colleague.has("safe-computer-left")
    assert stage(qtbot, desk, "safe").has("safe-computer-left")


def test_what_was_ticked_stays_in_view_when_the_kind_changes(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "safe", kinds=("sextortion",))
    shown.press("safe-no-payment")
    shown.draft.record["kinds"] = ["bullying"]
    again = MakeSafePage(shown.wizard, shown.page.step)
    qtbot.addWidget(again)
    assert "no-payment" in [row.card.accessibleIdentifier()[5:] for row in again.rows]
    assert len(shown.draft.record["actions"]) == 1


def test_the_advice_is_that_of_the_procedure(desk: Desk) -> None:
    draft = Draft(id="x", way=Way.TIME, record={"kinds": ["sextortion"]})
    procedure = drafts.look(desk.session, draft).procedure
    points = {each.id: each for each in safety_points(draft, procedure)}
    topics = {topic.id: topic for topic in procedure.topics}
    phone = next(each for each in topics["devices"].points if each.id == "phone")
    assert points["phones"].hint == phone.text
    assert all(each.hint for each in points.values())


def test_ticks_stand_in_the_recorded_incident(desk: Desk) -> None:
    draft = drafts.start(desk.session, Way.TIME)
    draft.record["kinds"] = ["bullying"]
    procedure = drafts.look(desk.session, draft).procedure
    for point in safety_points(draft, procedure)[:2]:
        keep_tick(draft, point, "17:30", now=desk.session.now(), by="R. Lead")
    reference = drafts.finish(desk.session, draft)
    state = read_incident(desk.session.vault, reference)
    assert [each.at for each in state.actions] == ["2026-11-20T17:30"] * 2


NIGHT = datetime.fromisoformat("2026-11-20T00:10")


@pytest.mark.parametrize(
    ("typed", "at"), [("00:05", "2026-11-20T00:05"), ("23:50", "2026-11-19T23:50")]
)
def test_a_time_that_has_not_come_yet_was_yesterdays(desk: Desk, typed: str, at: str) -> None:
    draft = Draft(id="x", way=Way.TIME)
    point = safety_points(draft, drafts.look(desk.session, draft).procedure)[0]
    keep_tick(draft, point, typed, now=NIGHT, by="")
    assert draft.record["actions"][0]["at"] == at
    keep_tick(draft, point, typed, now=NIGHT + timedelta(hours=1), by="")
    assert len(draft.record["actions"]) == 1
    take_tick_back(draft, point)
    assert draft.record["actions"] == []


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("17:40", "17:40"),
        ("1740", "17:40"),
        ("17.40", "17:40"),
        ("8:05", "08:05"),
        ("5:40pm", "17:40"),
        ("5 pm", "17:00"),
        ("12.15 am", "00:15"),
        ("12 pm", "12:00"),
        ("17", None),
        ("25:00", None),
        ("17:61", None),
        ("13 pm", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, time: str | None) -> None:
    assert read_time(typed) == time


@given(st.times())
def test_every_minute_of_the_day_is_read_back(moment: object) -> None:
    assert read_time(f"{moment:%H:%M}") == f"{moment:%H:%M}"
