from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.ui.desk import Desk
from desktop_app.ui.wizard.result import ResultPage
from desktop_app.ui.wizard.result_words import panel
from tests.builders_wizard import Stage, all_no, reviewed, stage


def words(shown: Stage) -> list[str]:
    """Give every text in view, from top to bottom."""
    return [
        each.text()
        for each in shown.page.findChildren(QLabel)
        if each.isVisibleTo(shown.page) and each.text()
    ]


def place_of(shown: Stage, text: str) -> int:
    found = [at for at, each in enumerate(words(shown)) if text in each]
    assert found, text
    return found[0]


def result(shown: Stage) -> ResultPage:
    assert isinstance(shown.page, ResultPage)
    return shown.page


def spoken(shown: Stage) -> str:
    outcome = result(shown).outcome
    assert outcome is not None
    return outcome.accessibleName()


def test_a_referral_says_first_what_to_do_then_whom_to_ring_then_why(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "result", answers=all_no(coerced="yes"))
    assert panel(shown.wizard.look).kind == "refer"
    assert place_of(shown, "Refer today") < place_of(shown, "101") < place_of(shown, "The criteria")
    assert "Refer today" in spoken(shown)
    assert "the police on 101 or children's social care, at least one of them" in spoken(shown)


def test_the_panel_names_those_who_must_be_told_and_leaves_the_rest_to_the_list(
    qtbot: QtBot, desk: Desk
) -> None:
    answers = all_no(adult_involved="yes", adult_in_trust="yes")
    shown = stage(qtbot, desk, "result", answers=answers)
    first = panel(shown.wizard.look, calls=shown.wizard.calls()).steps[0]
    assert first.startswith(
        "Ring the police on 101; the LADO (local authority designated officer). Then write."
    )


def test_the_outcome_panel_takes_the_focus_so_that_it_is_read_out_first(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "result", answers=all_no(coerced="yes"))
    with qtbot.waitActive(shown.page):
        shown.page.activateWindow()
    shown.page.focus_first()
    assert result(shown).outcome is shown.page.focusWidget()


def test_an_emergency_comes_before_everything(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "result", answers={"life-in-danger": "yes"})
    said = panel(shown.wizard.look)
    assert said.title.startswith("Ring 999 now")
    assert said.steps[0].startswith("Ring 999 now")
    assert said.steps[1].startswith("Then refer to the police or children's social care")
    assert "999" in " ".join(words(shown)[:3])


def test_a_referral_with_something_not_known_says_do_not_delay_to_find_out(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "result", kinds=("sextortion",))
    assert "Do not delay to find out what is not known" in spoken(shown)
    known = stage(qtbot, desk, "result", answers=all_no(coerced="yes", suspect_close="no"))
    assert "Do not delay" not in spoken(known)


def test_a_hold_lists_what_to_find_out_before_all_else_and_says_its_three_ways_to_end(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "result", answers=all_no(under_13="not-known", sexual_acts="yes"))
    said = panel(shown.wizard.look)
    assert said.kind == "find"
    assert len(said.steps) == 3
    assert "you refer" in said.steps[1]
    assert "advise that no referral is needed" in said.steps[2]
    assert place_of(shown, "Is any child shown under 13?") < place_of(shown, "The criteria")
    assert "Needs no child to be asked" in words(shown)
    (both,) = (each for each in words(shown) if each.startswith("If yes: "))
    assert both.startswith("If yes: refer today: the police or children's social care")
    assert "\nIf no: no referral is required" in both


def test_answering_in_place_changes_the_result_and_puts_the_focus_on_it(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "result", answers=all_no(under_13="not-known", sexual_acts="yes"))
    with qtbot.waitActive(shown.page):
        shown.page.activateWindow()
    shown.press("yes-under-13")
    assert shown.draft.answers["under-13"] == "yes"
    assert "Refer today" in spoken(shown)
    assert not shown.has("yes-under-13")
    assert shown.page.focusWidget() is result(shown).outcome


def test_an_answer_that_leaves_the_result_open_leads_to_the_next_open_question(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "result", answers=all_no(coerced="not-known", groomed="not-known"))
    with qtbot.waitActive(shown.page):
        shown.page.activateWindow()
    find_out = result(shown).find_out
    assert find_out is not None
    shown.press("no-coerced")
    now = result(shown).find_out
    assert now is not None
    assert now is not find_out
    assert shown.page.focusWidget() is now.questions[0].yes


def test_the_cheapest_facts_come_first(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "result")
    find_out = result(shown).find_out
    assert find_out is not None
    efforts = [row.question.effort for row in find_out.questions]
    assert len(efforts) > 5
    assert efforts == sorted(efforts)
    assert efforts[0] == 0


def test_no_referral_about_imagery_asks_for_the_head_teachers_signature(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "result", answers={**all_no(), **reviewed()})
    said = panel(shown.wizard.look)
    assert said.kind == "manage"
    assert said.title == "No referral is required"
    assert said.lead == "Manage in school, with the head teacher's signature."


def test_an_aggravating_feature_makes_green_amber_and_is_named(qtbot: QtBot, desk: Desk) -> None:
    answers = {**all_no(), **reviewed(), "passed-beyond": "yes", "risks-manageable": "no"}
    shown = stage(qtbot, desk, "result", answers=answers)
    said = panel(shown.wizard.look)
    assert said.kind == "amber"
    assert "Has it gone beyond those it was meant for? Yes." in said.lead
    assert "Can the risks be managed in school? No." in said.lead
    assert any("for advice today" in each for each in said.steps)


def test_each_criterion_shows_its_status_in_words_the_answer_and_its_source(
    qtbot: QtBot, desk: Desk
) -> None:
    record = {"how": {"coerced": "her form tutor"}}
    shown = stage(qtbot, desk, "result", answers=all_no(coerced="yes"), record=record)
    said = words(shown)
    assert said.count("Met") == 1
    assert said.count("Not met") == 4
    assert any("Yes: Is there reason to believe a child has been coerced" in each for each in said)
    assert any("her form tutor" in each for each in said)
    assessment = shown.wizard.look.assessment
    assert assessment is not None
    for each in assessment.criteria:
        assert f"Source: {each.source}" in said


def test_change_goes_to_the_page_of_the_answer(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "result", answers=all_no(coerced="yes"))
    shown.press("change-coercion-or-capacity")
    assert shown.went_to == ["matter:pressure"]


def test_what_follows_from_the_kind_is_changed_at_the_kind(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "result", kinds=("sextortion",), way=Way.NOW)
    shown.press("change-coercion-or-capacity")
    assert shown.went_to == ["kinds"]


def test_what_must_not_be_done_stands_there_with_what_ends_it(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "result", kinds=("sextortion",))
    assessment = shown.wizard.look.assessment
    assert assessment is not None
    texts = {each.id: f"{each.text} {each.ends}" for each in shown.wizard.look.procedure.do_not}
    said = words(shown)
    assert "pay-or-reply" in assessment.do_not
    assert all(texts[each] in said for each in assessment.do_not)


def test_the_rules_and_their_version_and_whose_judgement_comes_first_are_named(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "result")
    last = words(shown)[-1]
    assert "ukcis-2024, version 2" in last
    assert last.endswith("Your professional judgement comes first.")


def test_the_councils_number_is_typed_once_where_it_is_missing(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "result", kinds=("sextortion",))
    shown.type("front-door", "01234 567890")
    shown.key(shown.child("front-door"), Qt.Key.Key_Return)
    assert desk.contacts.front_door == "01234 567890"
    again = stage(qtbot, desk, "result", kinds=("sextortion",))
    assert "01234 567890" in words(again)
    assert not again.has("front-door")


def test_a_call_can_be_noted_from_beside_its_number(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "result", kinds=("upskirting",))
    with qtbot.waitSignal(desk.call_note_wanted) as noted:
        shown.press("note-police-101")
    assert noted.args == ["police"]


def test_the_lado_is_among_those_to_ring_though_no_number_is_known(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "result", kinds=("colleague-concern",))
    assert "The LADO (local authority designated officer)" in words(shown)
    with qtbot.waitSignal(desk.call_note_wanted) as noted:
        shown.press("note-lado-")
    assert noted.args == ["lado"]


def test_an_answer_that_contradicts_another_is_pointed_at_beside_the_result(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "result", kinds=("sextortion",), answers={"blackmailed": "no"})
    assert panel(shown.wizard.look).kind == "refer"
    assert any("means yes" in each for each in words(shown))


def test_without_a_kind_the_page_says_that_the_kind_comes_first(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "result", kinds=())
    assert panel(shown.wizard.look).title == "Choose what kind of incident it is"


def test_every_control_of_the_page_has_a_name_to_be_read_out(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "result")
    for each in shown.page.findChildren(QWidget):
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisibleTo(shown.page):
            name = each.accessibleName() or (
                each.text() if isinstance(each, QAbstractButton) else ""
            )
            assert name, each
