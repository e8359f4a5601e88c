import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop_app.ui import theme
from desktop_app.ui.safe_text import TextBox, TextLine
from desktop_app.ui.tokens import THEMES
from desktop_app.ui.widgets import (
    AnswerCard,
    Button,
    ChoiceGroup,
    DayLine,
    Field,
    Outcome,
    Page,
    Problem,
    Rail,
    RailItem,
    TickCard,
    TickGroup,
)

Key = Qt.Key
# The page of the test that runs: Python would let go of it while its widgets are looked at.
HELD: list[Page] = []
OPTIONS = [("yes", "&Yes", "A hint"), ("no", "&No", ""), ("not-known", "Not &known", "")]


def shown(bot: QtBot, *widgets: QWidget) -> Page:
    page = Page("A question")
    HELD[:] = [page]
    bot.addWidget(page)
    for each in widgets:
        page.add(each)
    page.resize(800, 600)
    with bot.waitActive(page):
        page.show()
    return page


@pytest.fixture
def group(qtbot: QtBot, dressed: QApplication) -> ChoiceGroup:
    assert dressed is not None
    made = ChoiceGroup("Is it so?", OPTIONS, identifier="so")
    shown(qtbot, made)
    return made


def said(group: ChoiceGroup) -> list[str]:
    heard: list[str] = []
    group.chosen.connect(heard.append)
    return heard


def test_space_and_arrows_choose_and_every_choice_is_told_once(
    qtbot: QtBot, group: ChoiceGroup
) -> None:
    heard = said(group)
    group.focus_first()
    qtbot.keyClick(group.cards["yes"], Key.Key_Space)
    qtbot.keyClick(group.cards["yes"], Key.Key_Down)
    qtbot.keyClick(group.cards["no"], Key.Key_Down)
    assert heard == ["yes", "no", "not-known"]
    assert group.value() == "not-known"
    assert group.cards["not-known"].hasFocus()


def test_the_letter_of_an_answer_chooses_it_while_the_group_has_the_focus(
    qtbot: QtBot, group: ChoiceGroup
) -> None:
    heard = said(group)
    group.focus_first()
    qtbot.keyClick(group.cards["yes"], Key.Key_K)
    qtbot.keyClick(group.cards["not-known"], Key.Key_N)
    qtbot.keyClick(group.cards["no"], Key.Key_Q)
    assert heard == ["not-known", "no"]


def test_a_value_that_is_set_is_not_told_and_one_that_is_unknown_clears(
    group: ChoiceGroup,
) -> None:
    heard = said(group)
    group.set_value("no")
    assert group.value() == "no"
    assert group.is_answered()
    group.set_value("")
    assert group.value() == ""
    assert not group.is_answered()
    group.set_value("yes")
    assert [each.isChecked() for each in group.cards.values()] == [True, False, False]
    assert heard == []


def test_a_card_says_its_question_its_answer_and_its_hint(group: ChoiceGroup) -> None:
    told = QAccessible.queryAccessibleInterface(group.cards["yes"])
    assert told.text(QAccessible.Text.Name) == "Yes"
    assert told.text(QAccessible.Text.Description) == "A hint"
    by = [each for each, relation in told.relations() if relation]
    assert [each.text(QAccessible.Text.Name) for each in by] == ["Is it so?"]


def test_a_problem_of_a_group_is_shown_told_and_taken_away_by_an_answer(
    qtbot: QtBot, group: ChoiceGroup
) -> None:
    group.show_problem("Choose an answer")
    assert "Choose an answer" in group.accessibleDescription()
    group.focus_first()
    qtbot.keyClick(group.cards["yes"], Key.Key_Space)
    assert group.accessibleDescription() == ""
    assert group.problem() == ""


def test_enter_on_a_card_is_left_to_the_page(qtbot: QtBot, dressed: QApplication) -> None:
    assert dressed is not None
    heard: list[int] = []

    class Listener(QWidget):
        @override
        def keyPressEvent(self, event: QKeyEvent) -> None:
            heard.append(event.key())

    outside = Listener()
    qtbot.addWidget(outside)
    for card in (AnswerCard("One"), TickCard("Two")):
        card.setParent(outside)
        qtbot.keyClick(card, Key.Key_Return)
        assert not card.isChecked()
    assert heard == [Key.Key_Return, Key.Key_Return]


def test_ticks_are_told_and_arrows_go_from_one_to_the_next(
    qtbot: QtBot, dressed: QApplication
) -> None:
    assert dressed is not None
    ticks = TickGroup("Done?", [("a", "&A", ""), ("b", "&B", "")], identifier="done")
    shown(qtbot, ticks)
    heard: list[tuple[str, bool]] = []
    ticks.ticked.connect(lambda value, on: heard.append((value, on)))
    ticks.set_values(["b"])
    ticks.focus_first()
    qtbot.keyClick(ticks.cards["a"], Key.Key_Space)
    qtbot.keyClick(ticks.cards["a"], Key.Key_Down)
    assert ticks.cards["b"].hasFocus()
    qtbot.keyClick(ticks.cards["b"], Key.Key_Space)
    assert heard == [("a", True), ("b", False)]
    assert ticks.values() == ["a"]


def test_a_long_hint_makes_the_card_higher_and_so_does_larger_text(
    dressed: QApplication,
) -> None:
    short, long = AnswerCard("Yes", "short"), AnswerCard("Yes", "long " * 60)
    assert long.heightForWidth(500) > short.heightForWidth(500) >= 44
    before = short.heightForWidth(500)
    theme.apply(dressed, "light", 2.0)
    after = short.heightForWidth(500)
    theme.apply(dressed, "light")
    assert after > before * 1.5


def test_a_summary_of_problems_takes_the_focus_and_leads_to_each_place(
    qtbot: QtBot, dressed: QApplication
) -> None:
    assert dressed is not None
    group, line = ChoiceGroup("Is it so?", OPTIONS, identifier="so"), DayLine("31/2/2011")
    field = Field("&Born", line, "A hint", identifier="born")
    page = shown(qtbot, group, field)
    page.show_problems([Problem("Choose.", group), Problem(line.problem_text(), line)])
    summary = page.problems_shown()
    assert summary is not None
    assert summary.hasFocus()
    assert "Choose." in summary.accessibleName()
    links = summary.findChildren(Button)
    qtbot.keyClick(links[1], Key.Key_Return)
    assert line.hasFocus()
    qtbot.keyClick(links[0], Key.Key_Space)
    assert group.cards["yes"].hasFocus()
    page.clear_problems()
    assert page.problems_shown() is None


def test_a_field_tells_its_label_its_hint_and_what_is_wrong(
    qtbot: QtBot, dressed: QApplication
) -> None:
    assert dressed is not None
    line = TextLine()
    field = Field("&Born", line, "A hint", identifier="born")
    shown(qtbot, field)
    told = QAccessible.queryAccessibleInterface(line)
    assert told.text(QAccessible.Text.Name) == "Born"
    field.show_problem("No such day")
    assert "No such day" in line.accessibleDescription()
    assert "A hint" in line.accessibleDescription()
    field.show_problem("")
    assert line.accessibleDescription() == "A hint"


def test_what_has_the_focus_is_scrolled_into_view(qtbot: QtBot, dressed: QApplication) -> None:
    assert dressed is not None
    lines = [TextLine() for _each in range(40)]
    page = shown(qtbot, *lines)
    lines[-1].setFocus()
    low = page.scroller.verticalScrollBar().value()
    assert low > 0
    page.focus_first()
    assert page.scroller.verticalScrollBar().value() == 0


def test_the_rail_tells_each_section_with_its_status_and_goes_there(
    qtbot: QtBot, dressed: QApplication
) -> None:
    assert dressed is not None
    rail = Rail([RailItem("a", "First", "Complete", "done"), RailItem("b", "Next", "Here", "now")])
    qtbot.addWidget(rail)
    buttons = {each.accessibleName(): each for each in rail.findChildren(Button)}
    assert list(buttons) == ["First: Complete", "Next: Here"]
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.keyClick(buttons["First: Complete"], Key.Key_Return)
    assert chosen.args == ["a"]


@pytest.mark.parametrize("name", THEMES)
def test_the_focus_can_be_seen_on_everything_that_takes_it(
    qtbot: QtBot, dressed: QApplication, name: str
) -> None:
    theme.apply(dressed, name)
    choice = AnswerCard("Yes")
    every: list[QWidget] = [
        choice,
        TickCard("Tick"),
        *(Button(kind or "plain", kind) for kind in ("", "primary", "quiet", "danger")),
        TextLine(),
        TextBox(),
        Outcome("refer", "Outcome", "Refer now", "Ring."),
    ]
    shown(qtbot, *every)
    ring = QColor(THEMES[name]["focus"])
    blind = []
    for each in every:
        each.setFocus()
        there = coloured(each.grab().toImage(), ring)
        every[(every.index(each) + 1) % len(every)].setFocus()
        gone = coloured(each.grab().toImage(), ring)
        if there < 2 * (each.width() + each.height()) or gone > there / 4:
            blind.append(type(each).__name__)
    theme.apply(dressed, "light")
    assert blind == []


def coloured(image: QImage, colour: QColor) -> int:
    return sum(
        image.pixelColor(x, y) == colour
        for x in range(image.width())
        for y in range(image.height())
    )
