from dataclasses import replace

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.drafting.steps import steps
from desktop_app.domain.guidance import CheckItem, Checklist
from desktop_app.domain.source import Source, Today
from desktop_app.services import casework, drafts
from desktop_app.services.checklists import listed
from desktop_app.services.incidents import read_incident
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.ui.widgets import Button
from desktop_app.ui.wizard.checklist import item_hint
from tests.builders_wizard import Stage, stage

STEPS = "list:colleague-steps"


def words(shown: Stage) -> str:
    labels = shown.page.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(shown.page))


def all_words(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel))


def named(page: QWidget, identifier: str) -> list[Button]:
    return [e for e in page.findChildren(Button) if e.accessibleIdentifier() == identifier]


def the_list(look: Look, name: str) -> Checklist:
    return next(each for each in look.checklists if each.id == name)


def staged(qtbot: QtBot, desk: Desk, procedure: str = "kent-medway-2016") -> Stage:
    record = {"procedure": procedure, "sealed_to": ["DSL"]}
    return stage(qtbot, desk, STEPS, kinds=("colleague-concern",), record=record)


def test_the_eight_steps_are_ticked_with_their_times_and_stand_in_the_record(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = staged(qtbot, desk)
    items = the_list(shown.wizard.look, "colleague-steps").items
    assert len(items) == 8
    for item in items:
        shown.press(f"safe-colleague-steps/{item.id}")
    assert len(shown.draft.ticks) == 8
    reference = drafts.finish(desk.session, shown.draft)
    state = read_incident(desk.session.vault, reference)
    lines = listed(state, the_list(shown.wizard.look, "colleague-steps"))
    assert [line.is_done for line in lines] == [True] * 8
    assert {line.done_at for line in lines} == {"2026-11-20T17:40"}
    assert state.actions[0].what == f"Done: {items[0].text}"


def test_a_step_says_where_it_comes_from_and_what_holds_today(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk)
    whole = the_list(shown.wizard.look, "colleague-steps")
    assert whole.source.label in words(shown)
    for item in whole.items:
        hint = shown.child(f"safe-colleague-steps/{item.id}").accessibleDescription()
        assert item.source.label in hint or item.source.label == whole.source.label
        assert item.today is None or item.today.text in hint
    source = Source("A document", "3", recalled=False, label="A document, section 3")
    newer = Source("A newer one", "1", recalled=False, label="A newer one, section 1")
    said = item_hint(CheckItem("a", "Ring.", source, Today("Write.", newer)), whole)
    assert said == "Today: Write. (A newer one, section 1). Source: A document, section 3"
    assert item_hint(CheckItem("a", "Ring.", whole.source), whole) == ""


def test_the_steps_come_at_once_and_other_lists_after_the_calls(qtbot: QtBot, desk: Desk) -> None:
    colleague = staged(qtbot, desk)
    way = [each.id for each in steps(colleague.draft, colleague.wizard.look)]
    assert way.index("safe") < way.index(STEPS) < way.index("kinds")
    record = {"procedure": "all-wales-2021"}
    wales = stage(qtbot, desk, "tell", kinds=("sextortion",), record=record)
    way = [each.id for each in steps(wales.draft, wales.wizard.look)]
    assert way.index("tell") < way.index("list:after-the-call") < way.index("decision")
    assert STEPS not in way


def test_a_list_that_the_facts_do_not_call_for_is_not_shown(desk: Desk) -> None:
    draft = drafts.begin(desk.session, Way.TIME)
    draft.record["kinds"] = ["bullying"]
    assert drafts.look(desk.session, draft).checklists == ()


def test_lists_of_agencies_are_folded_until_they_are_wanted(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "tell", kinds=("sextortion",))
    strategy = the_list(shown.wizard.look, "strategy-discussion")
    assert strategy.title in words(shown)
    assert strategy.items[0].text not in words(shown)
    shown.press("list-strategy-discussion")
    assert all(item.text in words(shown) for item in strategy.items)
    shown.press("list-strategy-discussion")
    assert strategy.items[0].text not in words(shown)


def test_the_page_of_an_incident_takes_a_step_as_done_with_its_time(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = staged(qtbot, desk)
    reference = drafts.finish(desk.session, shown.draft)
    page = IncidentPage(desk, reference)
    qtbot.addWidget(page)
    item = the_list(shown.wizard.look, "colleague-steps").items[2]
    identifier = f"item-done-colleague-steps-{item.id}"
    qtbot.waitUntil(lambda: len(named(page, identifier)) == 1)
    named(page, identifier)[0].click()
    state = casework.read(desk.session, reference)
    assert [each.what for each in state.actions] == [f"Done: {item.text}"]
    done = listed(state, the_list(shown.wizard.look, "colleague-steps"))
    assert [line.item.id for line in done if line.is_done] == [item.id]
    qtbot.waitUntil(lambda: "Done 20 Nov 2026" in all_words(page))


def test_a_list_is_known_again_by_the_words_of_its_lines_alone(qtbot: QtBot, desk: Desk) -> None:
    shown = staged(qtbot, desk)
    found = the_list(shown.wizard.look, "colleague-steps")
    state = casework.read(desk.session, drafts.finish(desk.session, shown.draft))
    other = replace(found, items=tuple(replace(x, text=f"{x.text} Now.") for x in found.items))
    assert not any(line.is_done for line in listed(state, other))
