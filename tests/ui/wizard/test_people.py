import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.people import PERSON_DETAILS, ROLES
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import drafts
from desktop_app.services.incidents import read_incident
from desktop_app.services.people import who_may_be_meant
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.wizard.people import PeoplePage
from desktop_app.ui.wizard.person_words import detail_groups, role_options
from desktop_app.vault.vault import FLOOR, create_vault
from tests.builders_wizard import Stage, stage
from tests.vault_builders import person, recorded, save

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
AMINA = "018f0000-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give a session in a vault with two incidents of one girl, and one of somebody else."""
    path = tmp_path_factory.mktemp("people") / "school.vault"
    vault, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    for reference in ("2026-AAAAA1", "2026-AAAAA2"):
        save(vault, [recorded(reference), person("Amina Yusuf", born="2013-03-04", ident=AMINA)])
    save(vault, [recorded("2026-AAAAA3"), person("Omar Yusuf")])
    yield Session(vault, Library(resources_folder()), lambda: NOW)
    vault.close()


def page_of(shown: Stage) -> PeoplePage:
    assert isinstance(shown.page, PeoplePage)
    return shown.page


def words(shown: Stage) -> str:
    labels = shown.page.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(shown.page))


def enter(shown: Stage, identifier: str) -> None:
    shown.bot.keyClick(shown.child(identifier), Qt.Key.Key_Return)


def test_enter_begins_the_next_person_and_keeps_the_last(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "people")
    shown.type("person-name", "Ben")
    shown.type("person-age", "9")
    shown.press("person-sharer")
    enter(shown, "person-sharer")
    assert shown.child("person-name").property("text") == ""
    shown.type("person-name", "Cal")
    enter(shown, "person-name")
    assert shown.draft.record["people"] == [
        {"name": "Ben", "year_group": "9", "role": ["sharer"]},
        {"name": "Cal"},
    ]
    assert "Year 9: 13 or 14 when it happened · Said to have shared or made it" in words(shown)


def test_enter_in_an_empty_row_goes_on_once_there_is_someone(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "people")
    went = []
    shown.page.onward.connect(lambda: went.append(1))
    enter(shown, "person-name")
    assert went == []
    shown.type("person-name", "Ben")
    enter(shown, "person-name")
    enter(shown, "person-name")
    assert went == [1]
    assert shown.draft.record["people"] == [{"name": "Ben"}]


def test_the_button_adds_a_person_and_never_leaves_the_page(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "people", record={"people": [{"name": "Ben", "role": ["other"]}]})
    went = []
    shown.page.onward.connect(lambda: went.append(1))
    shown.press("people-next")
    assert shown.child("person-name").property("text") == ""
    shown.press("people-next")
    assert went == []
    assert shown.page.focusWidget() is shown.child("person-name")


def test_an_adult_taking_part_is_told_of_at_once_and_answers_the_question(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "people", answers={"adult-involved": "not-known"})
    shown.type("person-name", "Jay")
    shown.type("person-age", "18")
    shown.press("person-sharer")
    assert "18 or over: this counts as an adult taking part." in words(shown)
    assert shown.wizard.look.is_implied(shown.draft, "adult-involved")
    assert shown.wizard.look.outcome == "refer-today"


def test_a_child_under_13_is_told_of_at_once(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "people")
    shown.press("person-depicted")
    shown.type("person-age", "1/1/2015")
    assert "Under 13: this counts as a child under 13 being shown." in words(shown)
    assert shown.wizard.look.is_implied(shown.draft, "under-13")


def test_a_year_that_leaves_it_open_names_the_cheapest_way_to_know(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "people")
    shown.press("person-depicted")
    shown.type("person-age", "8")
    assert "Year 8: 12 or 13 when it happened (for the age, write “age 8”)" in words(shown)
    assert "The date of birth decides, and the office has it." in words(shown)


def test_an_age_that_cannot_be_read_is_kept_and_named(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "people")
    shown.type("person-name", "Ben")
    shown.press("person-witness")
    shown.type("person-age", "a teenager")
    assert shown.draft.record["people"][0]["born"] == "a teenager"
    (wrong,) = shown.page.problems()
    assert wrong.message.startswith("Ben: Write it as Year 9, age 14 or 3 May 2011")
    assert wrong.widget is shown.child("person-age")


def test_a_person_without_a_part_is_named_and_opened(qtbot: QtBot, desk: Desk) -> None:
    people = [{"name": "Ben"}, {"name": "Cal", "role": ["witness"]}, {"name": "Dee"}]
    shown = stage(qtbot, desk, "people", record={"people": people})
    problems = shown.page.problems()
    assert [each.message.split(":")[0] for each in problems] == ["Ben", "Dee"]
    assert shown.child("person-name").property("text") == "Ben"
    shown.press("person-other")
    assert [each.message.split(":")[0] for each in shown.page.problems()] == ["Dee"]


def test_a_row_can_be_changed_and_removed(qtbot: QtBot, desk: Desk) -> None:
    people = [{"name": "Ben", "role": "witness"}, {"name": "Cal", "role": ["witness"]}]
    shown = stage(qtbot, desk, "people", record={"people": people})
    page = page_of(shown)
    assert page.open_row is None
    shown.bot.keyClick(page.closed[0].change, Qt.Key.Key_Space)
    shown.press("person-sharer")
    assert shown.draft.record["people"][0]["role"] == ["sharer", "witness"]
    shown.press("person-remove")
    assert [each["name"] for each in shown.draft.record["people"]] == ["Cal"]


def test_what_is_emptied_again_leaves_no_row(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "people")
    shown.type("person-name", "B")
    assert len(shown.draft.record["people"]) == 1
    shown.bot.keyClick(shown.child("person-name"), Qt.Key.Key_Backspace)
    assert shown.draft.record["people"] == []
    assert shown.page.problems() == []


def test_others_who_are_not_known_are_counted_and_recorded(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "people", kinds=("bullying",))
    shown.type("people-others", "about 8")
    state = read_incident(desk.session.vault, drafts.finish(desk.session, shown.draft))
    assert state.detail("others_not_known") == "about 8"


# --- people of earlier incidents ---


def test_someone_of_earlier_incidents_is_asked_about_and_never_merged_alone(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "people")
    shown.type("person-name", "amina yusuf")
    qtbot.waitUntil(lambda: shown.has("person-same"))
    # Other tests of this module record her again: how many it is follows from their order.
    asked = r"Is this the Amina Yusuf, born 4 Mar 2013, of \d earlier incidents\?"
    assert re.search(asked, words(shown))
    assert "person" not in shown.draft.record["people"][0]
    shown.press("person-same")
    row = shown.draft.record["people"][0]
    assert (row["person"], row["born"]) == (AMINA, "2013-03-04")
    assert shown.child("person-age").property("text") == "4 Mar 2013"


def test_a_no_is_remembered_and_not_asked_again(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "people")
    shown.type("person-name", "Amina Yusuf")
    qtbot.waitUntil(lambda: shown.has("person-another"))
    shown.press("person-another")
    assert not shown.has("person-same")
    again = PeoplePage(shown.wizard, shown.page.step)
    qtbot.addWidget(again)
    again.show()
    assert not any(
        each.accessibleIdentifier() == "person-same" for each in again.findChildren(QLabel)
    )
    assert shown.draft.record["people"] == [{"name": "Amina Yusuf"}]


def test_a_yes_can_be_taken_back(qtbot: QtBot, desk: Desk) -> None:
    row = {"name": "Amina Yusuf", "role": ["depicted"], "person": AMINA}
    shown = stage(qtbot, desk, "people", record={"people": [row]})
    shown.press("person-unlink")
    assert "person" not in shown.draft.record["people"][0]
    assert not shown.has("person-same")


def test_a_record_with_a_known_person_is_one_of_their_incidents(desk: Desk) -> None:
    draft = drafts.start(desk.session, Way.TIME)
    draft.record |= {
        "kinds": ["bullying"],
        "people": [{"name": "Amina Yusuf", "role": ["depicted"], "person": AMINA}],
    }
    state = read_incident(desk.session.vault, drafts.finish(desk.session, draft))
    assert [each.id for each in state.people] == [AMINA]


def test_one_name_in_common_is_not_enough_and_another_birth_is_another_person(
    session: Session,
) -> None:
    assert who_may_be_meant(session, "Salma Yusuf", None) == ()
    assert who_may_be_meant(session, "Amina Yusuf", datetime(2012, 1, 1, tzinfo=UTC).date()) == ()
    (found, *_rest) = who_may_be_meant(session, "A. Yusuf", datetime(2013, 3, 4, tzinfo=UTC).date())
    assert found.id == AMINA
    assert who_may_be_meant(session, " ", None) == ()


# --- more about a person ---


def test_more_about_a_person_is_there_on_demand_and_kept(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "people")
    shown.type("person-name", "Ben")
    assert not shown.has("person-school")
    shown.press("person-more")
    shown.type("person-school", "Hillside")
    shown.type("person-usernames", "Snapchat: ben_x")
    shown.press("person-child-in-need")
    row = shown.draft.record["people"][0]
    assert row["school"] == "Hillside"
    assert row["details"] == {"usernames": "Snapchat: ben_x"}
    assert row["status"] == ["child-in-need"]
    shown.press("person-more")
    assert not shown.has("person-school")


def test_every_part_and_every_detail_that_a_record_can_hold_can_be_given() -> None:
    assert {role for role, _words in role_options()} == set(ROLES)
    asked = {
        name
        for roles in (["depicted"], ["staff"])
        for group in detail_groups(roles)
        for name, _label, _hint in group.details
    }
    assert asked == set(PERSON_DETAILS)


def test_a_no_that_an_age_contradicts_is_told_of_on_this_very_page(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "people", answers={"adult-involved": "no"})
    shown.type("person-name", "Jay")
    shown.press("person-sharer")
    assert "You answered no" not in words(shown)
    shown.type("person-age", "age 19")
    assert "You answered no, but Jay was 18 or over when it happened" in words(shown)
    assert shown.wizard.look.outcome == "refer-today"


def test_someone_of_whom_only_the_part_is_known_is_recorded(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "people", kinds=("grooming",))
    shown.press("person-suspected-adult")
    assert shown.page.problems() == []
    state = read_incident(desk.session.vault, drafts.finish(desk.session, shown.draft))
    assert [each.roles for each in state.people] == [("suspected-adult",)]


def test_someone_entered_before_is_asked_about_when_the_page_is_opened(
    qtbot: QtBot, desk: Desk
) -> None:
    people = [{"name": "Ben", "role": ["other"]}, {"name": "Amina Yusuf", "role": ["depicted"]}]
    shown = stage(qtbot, desk, "people", record={"people": people})
    assert "Is this the Amina Yusuf, born 4 Mar 2013" in words(shown)
    shown.press("person-same")
    assert shown.draft.record["people"][1]["person"] == AMINA
    assert "is the person of the earlier incidents, as you said" in words(shown)
