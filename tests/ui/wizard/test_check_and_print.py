from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.services import drafts
from desktop_app.ui.desk import Desk
from desktop_app.ui.wizard.hindering import hindrances
from desktop_app.ui.wizard.print_page import PrintPage
from tests.builders_wizard import Stage, all_no, reviewed, stage

FULL: dict[str, Any] = {
    "narrative": "A friend told her form tutor.",
    "people": [{"role": "depicted", "name": "Amina Example", "year_group": "9"}],
    "contacts": [{"agency": "police", "at": "2026-11-20T16:10", "person": "PC Example"}],
    "details": {"who_has_them_tonight": "Her mother"},
    "how": {"coerced": "Her form tutor told me"},
    "decision": {"decision": "refer", "reason": "She was coerced.", "at": "2026-11-20T17:40"},
}


def words(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))


def sentences(shown: Stage) -> list[str]:
    return [each.sentence for each in hindrances(shown.draft, shown.wizard.look)]


def test_everything_that_will_be_recorded_stands_there(qtbot: QtBot, desk: Desk) -> None:
    answers = all_no(coerced="yes")
    shown = stage(qtbot, desk, "check", answers=answers, record=FULL)
    said = words(shown.page)
    for text in (
        "Nude or semi-nude images shared by children",
        "Friday 20 November 2026, 17:40",
        "A friend told her form tutor.",
        "Amina Example; person concerned, as reported; Year 9",
        "Yes. Her form tutor told me",
        "Refer today",
        "The police, PC Example, Friday 20 November 2026, 16:10",
        "Her mother",
        "She was coerced.",
    ):
        assert text in said, text
    assert "Still missing" not in said


def test_what_is_missing_is_said_and_keeps_nobody_back(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "check", kinds=("sextortion",))
    said = words(shown.page)
    assert "No call to an agency is noted yet. It is due today." in said
    assert "No decision is recorded yet." in said
    assert "You can record it now all the same" in said
    assert shown.page.problems() == []
    assert shown.page.primary() == "Record the incident"
    assert drafts.finish(desk.session, shown.draft)


def test_change_goes_to_the_page_of_the_row(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "check", answers=all_no(coerced="yes"), record=FULL)
    buttons = [each for each in shown.page.findChildren(QPushButton) if each.text() == "Change"]
    assert len(buttons) > 20
    for each in buttons:
        each.click()
    assert set(shown.went_to) >= {
        "kinds",
        "account",
        "people",
        "matter:pressure",
        "result",
        "tell",
        "tonight",
        "decision",
    }


def test_what_cannot_be_recorded_is_said_in_a_sentence_with_the_way_to_put_it_right(
    qtbot: QtBot, desk: Desk
) -> None:
    record = {"people": [{"role": "sharer", "name": "Tom Example", "born": "the third of May"}]}
    shown = stage(qtbot, desk, "check", answers=all_no(), record=record)
    (said,) = sentences(shown)
    assert said.startswith("Who is involved, person 1: this must be a day")
    (problem,) = shown.page.problems()
    assert problem.message == said
    shown.press("put-right-people")
    assert shown.went_to == ["people"]


def test_a_contradiction_is_to_be_put_right_at_the_question(qtbot: QtBot, desk: Desk) -> None:
    answers = all_no()
    shown = stage(qtbot, desk, "check", kinds=("sextortion",), answers=answers)
    (found,) = hindrances(shown.draft, shown.wizard.look)
    assert found.step == "matter:pressure"
    assert "means yes" in found.sentence


def test_a_concern_about_a_colleague_cannot_be_recorded_before_its_readers_are_named(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "check", kinds=("colleague-concern",))
    assert sentences(shown) == ["Say who may read it."]


def test_a_decision_that_is_not_open_or_not_reviewed_is_pointed_at(
    qtbot: QtBot, desk: Desk
) -> None:
    decided = {"decision": "not-referred", "reason": "x", "at": "2026-11-20T17:40"}
    closed = stage(
        qtbot, desk, "check", answers=all_no(coerced="yes"), record={"decision": dict(decided)}
    )
    (said,) = sentences(closed)
    assert said.startswith("The decision “Not referred: managed in school” is not open")
    unreviewed = stage(qtbot, desk, "check", answers=all_no(), record={"decision": dict(decided)})
    assert len(sentences(unreviewed)) == 9
    whole = {**all_no(), **reviewed()}
    assert sentences(stage(qtbot, desk, "check", answers=whole, record={"decision": decided})) == []


def test_what_a_decision_on_advice_lacks_is_said_once_each(qtbot: QtBot, desk: Desk) -> None:
    decided = {"decision": "not-referred-on-advice", "reason": "x", "at": "2026-11-20T17:40"}
    shown = stage(
        qtbot,
        desk,
        "check",
        kinds=("bullying",),
        answers={"severe": "no"},
        record={"decision": decided, "sign_off": {"result": "signed"}},
    )
    assert sentences(shown) == ["Give name, role and time of the head teacher's signature."]
    del shown.draft.record["sign_off"]
    assert sentences(shown) == [
        (
            "The advice that the decision rests on is not complete: who, when, their reference, "
            "their words."
        ),
        "Give the day on which the decision is looked at again.",
    ]


def test_no_id_of_ours_stands_on_the_page(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "check", answers={**all_no(), **reviewed()}, record=FULL)
    said = words(shown.page)
    for each in shown.wizard.look.catalogue.questions:
        assert each.id not in said or "-" not in each.id, each.id


def printed(qtbot: QtBot, desk: Desk, shown: Stage) -> PrintPage:
    page = PrintPage(desk, drafts.finish(desk.session, shown.draft))
    qtbot.addWidget(page)
    page.show()
    return page


def test_after_recording_the_page_says_the_reference_the_forms_and_what_is_next(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "check", kinds=("sextortion",))
    page = printed(qtbot, desk, shown)
    said = words(page)
    assert f"Recorded: {page.reference}" in said
    assert "No call is noted yet. Ring first" in said
    assert "Refer today to the agencies named." in said
    forms = [
        each.accessibleName()
        for each in page.findChildren(QPushButton)
        if each.accessibleIdentifier().startswith("preview-")
    ]
    assert forms == [
        "Preview: Referral to children's social care",
        "Preview: Report to the police",
        "Preview: The whole record",
    ]


def test_preview_and_the_ways_on_ask_the_desk(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "check", answers=all_no(coerced="yes"), record=FULL)
    page = printed(qtbot, desk, shown)
    by_id = {each.accessibleIdentifier(): each for each in page.findChildren(QPushButton)}
    with qtbot.waitSignal(desk.preview_wanted) as wanted:
        by_id["preview-referral"].click()
    assert wanted.args == [page.reference, "referral"]
    with qtbot.waitSignal(desk.incident_wanted) as opened:
        by_id["open-incident"].click()
    assert opened.args == [page.reference]
    with qtbot.waitSignal(desk.home_wanted):
        by_id["open-home"].click()


def test_a_decision_not_to_refer_is_printed_for_the_head_to_sign(qtbot: QtBot, desk: Desk) -> None:
    decided = {"decision": "not-referred", "reason": "x", "at": "2026-11-20T17:40"}
    shown = stage(
        qtbot,
        desk,
        "check",
        answers={**all_no(), **reviewed()},
        record={"decision": decided},
    )
    page = printed(qtbot, desk, shown)
    names = [each.accessibleName() for each in page.findChildren(QPushButton)]
    assert "Preview: Decision not to refer" in names


def test_whom_no_form_is_made_for_is_said_so_that_nobody_looks_for_it(
    qtbot: QtBot, desk: Desk
) -> None:
    record = {**FULL, "sealed_to": ["DSL"]}
    shown = stage(qtbot, desk, "check", kinds=("colleague-concern",), record=record)
    assert "no form of its own for" in words(printed(qtbot, desk, shown))
    shown = stage(qtbot, desk, "check", kinds=("sextortion",), record=FULL)
    assert "no form of its own for" not in words(printed(qtbot, desk, shown))
