from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.look import Look
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.wizard.telling import whom_to_tell
from tests.builders_wizard import Stage, all_no, reviewed, stage

CALL = {
    "agency": "police",
    "at": "2026-11-20T16:10",
    "person": "PC Example",
    "reference": "P-9",
    "family_may_be_told": "yes",
}


def words(shown: Stage) -> str:
    return "\n".join(
        each.text() for each in shown.page.findChildren(QLabel) if each.isVisibleTo(shown.page)
    )


def look_of(qtbot: QtBot, desk: Desk, kinds: tuple[str, ...], **answers: str) -> Look:
    given = {name.replace("_", "-"): answer for name, answer in answers.items()}
    return stage(qtbot, desk, "tell", kinds=kinds, answers=given).wizard.look


def test_a_pair_is_one_line_that_says_one_at_least_and_both_can_be(
    qtbot: QtBot, desk: Desk
) -> None:
    look = look_of(qtbot, desk, ("nudes-shared",), coerced="yes")
    (line,) = whom_to_tell(look)
    assert line.who == "The police or children's social care"
    assert line.strength == "At least one of them must be told; both can be"
    assert line.agencies == ("police", "childrens-social-care")
    assert line.why == ("Is there reason to believe a child has been coerced? Yes.",)


def test_a_must_on_one_of_the_pair_leaves_the_other_open_and_says_so_last(
    qtbot: QtBot, desk: Desk
) -> None:
    look = look_of(qtbot, desk, ("nudes-shared",), adult_involved="yes", adult_in_trust="yes")
    lines = whom_to_tell(look)
    assert [each.agencies for each in lines] == [
        ("police",),
        ("lado",),
        ("childrens-social-care",),
    ]
    assert [each.strength for each in lines] == [
        "Must be told",
        "Must be told",
        "Can be told as well; telling the other one is enough",
    ]


def test_in_a_concern_about_a_colleague_the_lado_comes_first(qtbot: QtBot, desk: Desk) -> None:
    look = look_of(qtbot, desk, ("colleague-concern", "nudes-shared"))
    assert whom_to_tell(look)[0].agencies == ("lado",)


def test_in_a_hold_the_police_or_social_care_can_be_asked(qtbot: QtBot, desk: Desk) -> None:
    (line,) = whom_to_tell(look_of(qtbot, desk, ("bullying",)))
    assert line.agencies == ("police", "childrens-social-care")
    assert line.strength.startswith("To consult today")


def test_each_agency_has_its_number_and_a_key_to_note_the_call(qtbot: QtBot, desk: Desk) -> None:
    desk.contacts.keep_front_door("01234 567890")
    shown = stage(qtbot, desk, "tell", answers={"coerced": "yes"})
    said = words(shown)
    assert "101" in said
    assert "01234 567890" in said
    with qtbot.waitSignal(desk.call_note_wanted) as noted:
        shown.press("note-childrens-social-care")
    assert noted.args == ["childrens-social-care"]


def test_a_social_worker_is_told_as_well(qtbot: QtBot, desk: Desk) -> None:
    people = [{"role": "depicted", "name": "Amina Example", "status": ["looked-after"]}]
    shown = stage(qtbot, desk, "tell", answers={"coerced": "yes"}, record={"people": people})
    assert "tell the social worker today, as well as the front door" in words(shown)


def test_who_is_not_told_yet_stands_there_with_what_releases_it(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "tell", answers={"adult-involved": "yes"})
    said = words(shown)
    family = shown.wizard.look.procedure.family_texts["not-until-agreed"].strip().split("\n")
    assert all(each in said for each in family)
    assert "Write down who agreed and at what time; that releases it." in said
    assert "Do not tell, question or warn the person suspected" in said
    assert "Nobody yet, as far as is noted here." in said


def test_a_call_noted_over_the_page_shows_at_once_and_says_that_the_family_may_be_told(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "tell", answers={"adult-involved": "yes"})
    assert "Telling the family was agreed" not in words(shown)
    shown.draft.many("contacts").append(dict(CALL))
    shown.page.changed.emit()
    said = words(shown)
    assert "The police, PC Example, Friday 20 November 2026, 16:10, P-9" in said
    assert "Telling the family was agreed: The police, PC Example" in said
    assert "Do not tell the family yet" not in said
    shown.draft.many("contacts").append({**CALL, "family_may_be_told": "no"})
    shown.page.changed.emit()
    assert "Do not tell the family yet" in words(shown)


def test_while_a_note_lies_over_the_page_it_stays_as_it_is_and_keeps_the_focus_after(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "tell", answers={"coerced": "yes"})
    with qtbot.waitActive(shown.page):
        shown.page.activateWindow()
    button = shown.child("note-police")
    button.setFocus()
    shown.page.setEnabled(False)
    shown.draft.many("contacts").append(dict(CALL))
    shown.wizard.look_again()
    shown.page.looked()
    assert shown.child("note-police") is button
    shown.page.setEnabled(True)
    button.setFocus()
    qtbot.waitUntil(lambda: "PC Example" in words(shown))
    assert shown.page.focusWidget() is shown.child("note-police")
    assert shown.child("note-police") is not button


def test_where_nobody_must_be_told_the_family_is_and_the_head_signs(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "tell", answers={**all_no(), **reviewed()})
    said = words(shown)
    assert "No rule requires anyone outside the school to be told." in said
    assert "the head teacher, who takes part in the decision and signs it" in said
    assert "Tell the parents or carers of each child today." in said


def test_what_the_family_knows_is_kept_as_it_is_typed(qtbot: QtBot, desk: Desk) -> None:
    shown = stage(qtbot, desk, "tell", answers={"coerced": "yes"})
    shown.type("parents_told", "Ms Example, by me, 18:20")
    assert shown.draft.details == {"parents_told": "Ms Example, by me, 18:20"}
    for _letter in "Ms Example, by me, 18:20":
        shown.key(shown.child("parents_told"), Qt.Key.Key_Backspace)
    assert shown.draft.details == {}


def test_who_has_the_child_tonight_is_kept_as_it_is_typed_and_stands_there_again(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "tonight", kinds=("sextortion",))
    for name in (
        "where_now",
        "until_when",
        "who_has_them_tonight",
        "devices_held_by",
        "safe_number",
        "must_not_answer",
        "reach_out_of_hours",
        "deputy_out_of_hours",
    ):
        shown.type(name, f"<b>{name}</b>")
        assert shown.draft.details[name] == f"<b>{name}</b>"
    again = stage(qtbot, desk, "tonight", record={"details": dict(shown.draft.details)})
    line = again.child("safe_number")
    assert isinstance(line, TextLine)
    assert line.text() == "<b>safe_number</b>"


def test_a_child_who_is_blackmailed_is_not_left_alone_and_the_page_says_so(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = stage(qtbot, desk, "tonight", kinds=("sextortion",))
    assert "Do not leave the child alone until then." in words(shown)
    calm = stage(qtbot, desk, "tonight", answers={**all_no(), **reviewed()})
    assert "Do not leave the child alone" not in words(calm)


def test_nothing_on_these_pages_keeps_a_person_in_a_hurry_back(qtbot: QtBot, desk: Desk) -> None:
    for step in ("tell", "tonight"):
        assert stage(qtbot, desk, step, kinds=("sextortion",)).page.problems() == []
