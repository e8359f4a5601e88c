from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.services import drafts
from desktop_app.ui.desk import Desk
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.views.guidance import GuidancePage
from desktop_app.ui.views.guidance.cards import ChangeCard, EntryCard
from desktop_app.ui.views.home import HomePage
from desktop_app.ui.views.incident_log import LogPage
from desktop_app.ui.views.paper_buttons import PaperButtons
from desktop_app.ui.wizard.question_block import QuestionBlock
from desktop_app.ui.wizard.result import ResultPage
from desktop_app.ui.wizard.shell import WizardShell

Open = Callable[..., GuidancePage]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def shown(anchor: str = "", procedure: str = "") -> GuidancePage:
        page = GuidancePage(desk, anchor, procedure)
        qtbot.addWidget(page)
        page.resize(1366, 680)
        page.show()
        page.focus_first()
        qtbot.waitUntil(lambda: not page.sheet.unfinished)
        return page

    return shown


def words(page: GuidancePage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page)]


def button(page: GuidancePage, identifier: str) -> QPushButton:
    found = [
        each
        for each in page.findChildren(QPushButton)
        if each.accessibleIdentifier() == identifier and each.isVisibleTo(page)
    ]
    assert len(found) == 1, identifier
    return found[0]


def test_without_an_anchor_every_section_can_be_gone_to(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    assert page.words.hasFocus() or page.focusWidget() is page.words
    for section in page.sections:
        button(page, f"section-{section.id}")
    qtbot.mouseClick(button(page, "section-rules"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.sheet.unfinished)
    assert "Who is told, and when" in words(page)
    assert any(each.startswith("One of the five criteria is met") for each in words(page))


@pytest.mark.parametrize(
    "anchor",
    [
        "rule:adult-police",
        "criterion:adult",
        "question:under-13",
        "kind:upskirting",
        "family:ask-first",
        "outcome:hold",
        "duty:refer",
        "do-not:view-imagery",
        "advice:under-13",
        "topic:viewing/rule",
        "service:childline",
    ],
)
def test_an_anchor_brings_its_entry_into_view_with_the_focus(opened: Open, anchor: str) -> None:
    page = opened(anchor)
    card = page.focusWidget()
    assert isinstance(card, EntryCard)
    assert card.entry.anchor == anchor
    assert card.entry.text in card.accessibleName()


def test_words_are_found_and_lead_to_their_place(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    qtbot.keyClicks(page.words, "delete anything")
    qtbot.waitUntil(lambda: not page.sheet.unfinished)
    assert page.found.isVisibleTo(page)
    assert "found" in page.found.text()
    qtbot.mouseClick(button(page, "hit-do-not:delete-yet"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.sheet.unfinished)
    assert page.words.text() == ""
    card = page.focusWidget()
    assert isinstance(card, EntryCard)
    assert card.entry.anchor == "do-not:delete-yet"


def test_what_is_not_there_is_said_not_to_be(opened: Open, qtbot: QtBot) -> None:
    page = opened()
    qtbot.keyClicks(page.words, "zzz")
    assert page.found.text() == "Nothing found"
    page.words.clear()
    assert not page.found.isVisibleTo(page)
    button(page, "section-rules")


def test_another_version_can_be_read_and_compared(opened: Open, qtbot: QtBot) -> None:
    page = opened(procedure="ukcis-2024@2")
    page.show_compare()
    assert "Choose what this procedure is compared with." in words(page)
    qtbot.mouseClick(button(page, "compare-ukcis-2024@1"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.sheet.unfinished)
    shown = words(page)
    assert any(each.endswith("differences") for each in shown)
    assert "Added" in shown
    page.show_others()
    qtbot.mouseClick(button(page, "open-ukcis-2024@1"), Qt.MouseButton.LeftButton)
    assert page.procedure.version == "1"
    assert page.page.caption.text().endswith("version 1")


def test_a_source_that_is_out_of_date_says_so_over_every_section(opened: Open) -> None:
    page = opened("duties", "kent-medway-2016@1")
    assert page.procedure.is_out_of_date(page.desk.session.now().date())
    (said,) = (each for each in words(page) if "out of date" in each)
    for state in page.procedure.states:
        assert (state.text in said) is state.warns


def test_every_section_follows_the_one_before(opened: Open, qtbot: QtBot) -> None:
    page = opened("about")
    seen = []
    for section in page.sections[:4]:
        seen.append(section.title in words(page))
        qtbot.mouseClick(button(page, "guidance-next"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not page.sheet.unfinished)
    assert all(seen)


@pytest.fixture
def navigator(navigator: Navigator, desk: Desk) -> Iterator[Navigator]:
    yield navigator
    for line in drafts.listing(desk.session):
        drafts.throw_away(desk.session, line.id)


def shell_of(navigator: Navigator) -> WizardShell:
    page = navigator.window.page
    assert isinstance(page, WizardShell)
    return page


def guidance_of(navigator: Navigator) -> GuidancePage:
    page = navigator.window.page
    assert isinstance(page, GuidancePage)
    return page


def test_back_from_the_guidance_is_the_step_one_came_from_with_what_was_typed(
    navigator: Navigator, qtbot: QtBot
) -> None:
    navigator.start(Way.TIME)
    shell = shell_of(navigator)
    shell.draft.record["kinds"] = ["nudes-shared"]
    shell.note_changed()
    shell.show_step("matter:children")
    block = shell.findChildren(QuestionBlock)[0]
    block.group.focus_first()
    qtbot.keyClick(QApplication.focusWidget() or block, Qt.Key.Key_F1)
    page = guidance_of(navigator)
    card = page.focusWidget()
    assert isinstance(card, EntryCard)
    assert card.entry.anchor == f"question:{block.question.id}"
    page.go("topic:viewing")
    page.back_wanted.emit()
    assert shell_of(navigator).draft.place == "matter:children"
    assert shell_of(navigator).draft.record["kinds"] == ["nudes-shared"]


def test_back_from_the_guidance_opened_on_top_of_itself_leaves_it(navigator: Navigator) -> None:
    navigator.open_log()
    navigator.open_guidance()
    navigator.open_guidance("rule:criteria")
    guidance_of(navigator).back_wanted.emit()
    assert isinstance(navigator.window.page, LogPage)


def test_the_header_opens_the_guidance_and_back_is_the_first_page(
    navigator: Navigator, qtbot: QtBot
) -> None:
    navigator.open_home()
    header = next(
        each
        for each in navigator.window.findChildren(QPushButton)
        if each.accessibleIdentifier() == "header-guidance"
    )
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton)
    guidance_of(navigator).back_wanted.emit()
    assert isinstance(navigator.window.page, HomePage)


def test_every_line_of_a_result_leads_to_its_place(navigator: Navigator, qtbot: QtBot) -> None:
    navigator.start(Way.TIME)
    shell = shell_of(navigator)
    shell.draft.record["kinds"] = ["sextortion"]
    for question in shell.wizard.look.applies:
        shell.draft.answer(question, "yes")
    shell.note_changed()
    shell.show_step("result")
    result = shell.page
    assert isinstance(result, ResultPage)
    result.sheet.finish()
    assessment = shell.wizard.look.assessment
    assert assessment is not None
    links = {
        each.accessibleIdentifier()
        for each in result.findChildren(QPushButton)
        if each.accessibleIdentifier().startswith("from-")
    }
    wanted = {f"from-criterion:{each.id}" for each in assessment.criteria}
    wanted |= {f"from-do-not:{each}" for each in assessment.do_not}
    wanted |= {f"from-advice:{each.id}" for each in assessment.advice}
    wanted |= {"from-rule:criteria"}
    assert wanted <= links
    link = next(
        each
        for each in result.findChildren(QPushButton)
        if each.accessibleIdentifier() == "from-rule:criteria"
    )
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    card = guidance_of(navigator).focusWidget()
    assert isinstance(card, EntryCard)
    assert card.entry.anchor == "rule:criteria"


def test_back_from_the_guidance_is_the_page_of_the_settings_one_came_from(
    navigator: Navigator,
) -> None:
    navigator.open_settings("procedure")
    before = navigator.window.page
    navigator.open_guidance()
    guidance_of(navigator).back_wanted.emit()
    after = navigator.window.page
    assert type(after) is type(before)
    assert after is not before


def test_a_section_can_be_saved_as_a_pdf(opened: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened("topic:viewing")
    paper = page.findChild(PaperButtons)
    assert isinstance(paper, PaperButtons)
    file = tmp_path / "viewing.pdf"
    paper.save_to(file)
    qtbot.waitUntil(lambda: paper.said.text().startswith("Saved"))
    assert file.read_bytes().startswith(b"%PDF-")
    assert paper.print_button.isEnabled()
    other = tmp_path / "notes.txt"
    other.write_text("mine", encoding="utf-8")
    paper.save_to(other)
    qtbot.waitUntil(lambda: "notes.txt" in paper.said.text() and "Saved" not in paper.said.text())
    assert other.read_text(encoding="utf-8") == "mine"


def test_from_what_was_found_one_can_go_back_to_what_else_was_found(
    opened: Open, qtbot: QtBot
) -> None:
    page = opened("topic:viewing")
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page.words.setText("delete anything")
    qtbot.waitUntil(lambda: not page.sheet.unfinished)
    qtbot.mouseClick(button(page, "hit-do-not:delete-yet"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(page, "guidance-found"), Qt.MouseButton.LeftButton)
    assert page.words.text() == "delete anything"
    button(page, "hit-do-not:delete-yet")


@pytest.mark.parametrize("height", [455, 728])
def test_the_wizard_says_on_every_page_that_its_rules_are_of_an_old_source(
    navigator: Navigator, qtbot: QtBot, height: int
) -> None:
    navigator.start(Way.TIME)
    shell_of(navigator).draft.record.update(
        {"kinds": ["bullying"], "procedure": "kent-medway-2016"}
    )
    shell_of(navigator).note_changed()
    assert shell_of(navigator).save()
    navigator.open_home()
    (line,) = drafts.listing(navigator.desk.session)
    navigator.resume(line.id)
    shell = shell_of(navigator)

    def fits() -> bool:
        navigator.window.resize(911, height)
        return navigator.window.height() == height

    qtbot.waitUntil(fits)
    for step in ("account", "matter:children", "result"):
        shell.show_step(step)
        assert shell.page is not None
        assert "rules of October 2016, out of date" in shell.page.caption.text()
    assert shell.old_source is not None
    assert shell.old_source.isVisible() is (height > 455)


@pytest.mark.parametrize("anchor", ["duty:support-plan-each-child", "rule:adult-police"])
def test_an_entry_far_down_begins_at_the_top_of_what_is_in_view(
    opened: Open, qtbot: QtBot, anchor: str
) -> None:
    page = opened(anchor)
    card = page.focusWidget()
    assert isinstance(card, EntryCard)

    def in_view() -> bool:
        top = card.mapTo(page.page.scroller, card.rect().topLeft()).y()
        return 0 <= top < 40

    qtbot.waitUntil(in_view)


def test_of_many_differences_the_first_are_shown_and_the_others_when_asked_for(
    opened: Open, qtbot: QtBot
) -> None:
    page = opened(procedure="kent-medway-2016@1")
    page.compare_with("ukcis-2024@2")
    qtbot.waitUntil(lambda: not page.sheet.unfinished)
    few = len(page.sheet.findChildren(ChangeCard))
    qtbot.mouseClick(button(page, "guidance-all-changes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.sheet.unfinished)
    every = [each for each in page.sheet.findChildren(ChangeCard) if each.isVisibleTo(page)]
    assert few < len(every)
    assert f"{len(every)} differences" in words(page)
