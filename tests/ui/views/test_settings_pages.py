from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.contacts import Contact
from desktop_app.domain.events.school import RuleSwitched
from desktop_app.domain.opening_hours import hours_text, read_hours
from desktop_app.services import school
from desktop_app.services.contact_shelf import ContactShelf
from desktop_app.services.sessions import Session
from desktop_app.ui import clipboard
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.pressable import Door
from desktop_app.ui.views.settings.contact import ContactPage
from desktop_app.ui.views.settings.contact_list import ContactsPage
from desktop_app.ui.views.settings.letter import LetterPage
from desktop_app.ui.views.settings.looks import LooksPage
from desktop_app.ui.views.settings.overview import OverviewPage
from desktop_app.ui.views.settings.procedure import ProcedurePage
from desktop_app.ui.views.settings.rule import RulePage
from desktop_app.ui.widgets import AnswerCard, Page
from tests.pdf_reading import read, squeezed

RULE = "every-image"


@pytest.fixture
def navigator(qtbot: QtBot, desk: Desk) -> Navigator:
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1180, 740)
    window.show()
    return Navigator(window, desk)


@pytest.fixture
def in_haringey(session: Session) -> Iterator[Session]:
    """Have the school work by Haringey's procedure for the length of a test."""
    school.choose_procedure(session, "haringey-2023")
    yield session
    if school.school_of(session.vault).switches:
        school.switch_rule(session, procedure="haringey-2023", rule=RULE, off=False)
    school.choose_procedure(session, school.DEFAULT_PROCEDURE)


def page(navigator: Navigator, section: str = "") -> Page:
    navigator.desk.open_settings(section)
    return on_show(navigator)


def on_show(navigator: Navigator) -> Page:
    shown = navigator.window.page
    assert isinstance(shown, Page)
    return shown


def child(shown: QWidget, identifier: str) -> QWidget:
    found = [
        each
        for each in shown.findChildren(QWidget)
        if each.accessibleIdentifier() == identifier and each.isVisibleTo(shown)
    ]
    assert len(found) == 1, (identifier, len(found))
    return found[0]


def press(shown: QWidget, identifier: str) -> None:
    QTest.keyClick(child(shown, identifier), Qt.Key.Key_Space)


def type_into(shown: QWidget, identifier: str, text: str) -> None:
    QTest.keyClicks(child(shown, identifier), text)


def words(shown: QWidget) -> str:
    return "\n".join(each.text() for each in shown.findChildren(QLabel) if each.isVisibleTo(shown))


def test_the_header_leads_to_the_settings_and_each_door_to_its_section(
    navigator: Navigator, in_haringey: Session
) -> None:
    assert school.chosen_procedure(in_haringey.vault, in_haringey.library) == "haringey-2023"
    press(navigator.window, "header-settings")
    assert isinstance(on_show(navigator), OverviewPage)
    for door, kind in (
        ("settings-contacts", ContactsPage),
        ("settings-procedure", ProcedurePage),
        (f"settings-rule:{RULE}", RulePage),
        ("settings-look", LooksPage),
    ):
        press(page(navigator), door)
        assert isinstance(on_show(navigator), kind)
        press(on_show(navigator), "page-back")


def test_a_contact_is_added_with_its_hours_and_then_used(navigator: Navigator) -> None:
    shown = page(navigator, "contacts")
    press(shown, "contact:new:front-door")
    form = on_show(navigator)
    assert isinstance(form, ContactPage)
    assert navigator.window.focusWidget() is child(form, "contact-name")
    type_into(form, "contact-name", "Example MASH")
    type_into(form, "contact-area", "Example")
    type_into(form, "contact-number", "01234 567890")
    type_into(form, "contact-hours-0", "8.45 to 17:00")
    press(form, "contact-hours-same")
    type_into(form, "contact-out-of-hours", "01234 567000")
    press(form, "contact-checked-now")
    press(form, "contact-keep")
    (kept,) = navigator.desk.contacts.book.own
    assert hours_text(kept.hours) == "Mon-Fri 08:45-17:00"
    assert (kept.role, kept.area, kept.checked_on) == ("front-door", "Example", date(2026, 11, 20))
    said = words(on_show(navigator))
    assert "Answers now: 01234 567000." in said
    assert "Last checked 20 Nov 2026 by DSL." in said
    assert navigator.window.place.text() == "Kept. It is used from now on."


def test_what_is_wrong_with_a_contact_is_said_at_its_field_and_nothing_is_kept(
    navigator: Navigator,
) -> None:
    form = page(navigator, "contact:new:lado")
    type_into(form, "contact-number", "ask")
    type_into(form, "contact-hours-2", "nine to five")
    press(form, "contact-keep")
    assert "“Wednesday”: write it like 08:45-17:00, or leave it empty." in words(form)
    child(form, "contact-hours-2").setProperty("text", "")
    press(form, "contact-keep")
    assert "“Telephone number”: this has too few digits for a telephone number" in words(form)
    assert navigator.desk.contacts.book.own == ()
    child(form, "contact-number").setProperty("text", "")
    press(form, "contact-keep")
    assert "give a number, a number for out of hours, or an address on the web" in words(form)


def test_a_contact_is_changed_and_removed_after_being_asked(navigator: Navigator) -> None:
    navigator.desk.contacts.keep(Contact("lado", number="01234 1"))
    form = page(navigator, "contact:own:0")
    type_into(form, "contact-number", "11")
    press(form, "contact-keep")
    assert navigator.desk.contacts.book.own[0].number == "01234 111"
    form = page(navigator, "contact:own:0")
    press(form, "contact-remove")
    press(form, "contact-remove-no")
    assert navigator.desk.contacts.book.own
    press(form, "contact-remove")
    press(form, "contact-remove-yes")
    assert navigator.desk.contacts.book.own == ()
    assert isinstance(on_show(navigator), ContactsPage)


def test_an_example_waits_to_be_confirmed_and_is_then_the_schools_own(
    navigator: Navigator, in_haringey: Session
) -> None:
    assert in_haringey.vault is navigator.desk.session.vault
    shown = page(navigator, "contacts")
    assert "To be confirmed: an example from" in words(shown)
    assert "020 8489 0000" in words(shown)
    place = next(
        each.accessibleIdentifier()
        for each in shown.findChildren(QWidget)
        if each.accessibleIdentifier().startswith("contact:example:")
        and "Haringey" in each.accessibleName()
    )
    press(shown, place)
    press(on_show(navigator), "contact-checked-now")
    press(on_show(navigator), "contact-keep")
    (kept,) = navigator.desk.contacts.book.own
    assert (kept.role, kept.out_of_hours) == ("front-door", "020 8489 0000")
    assert place not in {
        each.accessibleIdentifier()
        for each in on_show(navigator).findChildren(QWidget)
        if "Haringey" in each.accessibleName() and each.isVisibleTo(on_show(navigator))
    }


def test_what_it_set_is_shown_first_and_cannot_be_changed(
    qtbot: QtBot, dressed: object, session: Session, tmp_path: Path
) -> None:
    assert dressed is not None
    (tmp_path / "contacts.toml").write_text(
        '[[contact]]\nrole = "front-door"\nnumber = "01234 567890"\n\n[[contact]]\nrole = "lad"\n',
        encoding="utf-8",
    )
    shelf = ContactShelf(None, tmp_path)
    shown = ContactsPage(Desk(session, ViewSettings(None), shelf))
    qtbot.addWidget(shown)
    said = words(shown)
    assert "Set by your school's IT" in said
    assert "01234 567890" in said
    assert "contact[2].role" in said
    assert not [
        each
        for each in shown.findChildren(QWidget)
        if each.accessibleIdentifier().startswith("contact:own")
    ]


def test_a_procedure_is_chosen_and_says_that_it_is_out_of_date(
    navigator: Navigator, session: Session
) -> None:
    shown = page(navigator, "procedure")
    assert isinstance(shown, ProcedurePage)
    card = shown.group.cards["haringey-2023"]
    said = f"{card.accessibleName()} {card.accessibleDescription()}"
    assert "OUT OF DATE: The document was to be reviewed in December 2024" in said
    card.click()
    assert school.chosen_procedure(session.vault, session.library) == "ukcis-2024"
    press(shown, "procedure-use")
    assert school.chosen_procedure(session.vault, session.library) == "haringey-2023"
    assert "New incidents are assessed by haringey-2023." in words(on_show(navigator))
    school.choose_procedure(session, school.DEFAULT_PROCEDURE)


def test_one_kept_for_old_decisions_is_shown_only_when_asked_for(
    navigator: Navigator, session: Session
) -> None:
    superseded = [
        each for each in session.library.versions if not session.library.get(each).offered
    ]
    shown = page(navigator, "procedure")
    assert isinstance(shown, ProcedurePage)
    assert not set(superseded) & set(shown.group.cards)
    assert "Superseded" not in words(shown)
    if superseded:
        press(shown, "procedure-old")
    else:
        shown = page(navigator, "procedure:old")
    after = on_show(navigator)
    assert isinstance(after, ProcedurePage)
    assert set(superseded) <= set(after.group.cards)


def test_a_rule_is_switched_off_only_with_who_decided_it_and_their_letter(
    navigator: Navigator, in_haringey: Session
) -> None:
    shown = page(navigator, f"rule:{RULE}")
    press(shown, "rule-off")
    assert words(shown).count("this must be given") >= 3
    type_into(shown, "rule-decided-by", "A. Chair")
    type_into(shown, "rule-letter", "HSCP 26/114")
    type_into(shown, "rule-letter-date", "the other day")
    press(shown, "rule-off")
    assert school.school_of(in_haringey.vault).switches == ()
    child(shown, "rule-letter-date").setProperty("text", "")
    type_into(shown, "rule-letter-date", "2 Nov 2026")
    type_into(shown, "rule-reason", "They agree.")
    press(shown, "rule-off")
    (switch,) = school.school_of(in_haringey.vault).switches
    assert (switch.decided_by, switch.letter, switch.letter_date, switch.reason) == (
        "A. Chair",
        "HSCP 26/114",
        "2026-11-02",
        "They agree.",
    )
    said = words(on_show(navigator))
    assert "This rule is switched off." in said
    assert "HSCP 26/114" in said
    assert "2 Nov 2026" in said


def test_the_switch_stands_in_the_log_and_its_story_in_the_settings(
    navigator: Navigator, in_haringey: Session
) -> None:
    school.switch_rule(
        in_haringey,
        procedure="haringey-2023",
        rule=RULE,
        off=True,
        decided_by="A. Chair",
        letter="HSCP 26/114",
        letter_date="2026-11-02",
    )
    assert any(isinstance(each.event, RuleSwitched) for each in in_haringey.vault.of_vault())
    said = words(page(navigator, "procedure"))
    assert "decided by A. Chair, letter HSCP 26/114 of 2 Nov 2026." in said
    assert "Switched off." in said
    shown = page(navigator, f"rule:{RULE}")
    type_into(shown, "rule-reason", "A new head.")
    press(shown, "rule-on")
    press(shown, "rule-on-yes")
    assert school.school_of(in_haringey.vault).switches == ()
    assert "was switched on again. Reason: A new head." in words(page(navigator, "procedure"))


def test_a_rule_that_cannot_be_switched_has_no_switch(navigator: Navigator) -> None:
    said = words(page(navigator, f"rule:{RULE}"))
    assert "No rule of the procedure in force can be switched off here." in said


def test_the_draft_letter_asks_the_partnership_and_can_be_copied_and_saved(
    navigator: Navigator, in_haringey: Session, tmp_path: Path
) -> None:
    assert in_haringey.vault is navigator.desk.session.vault
    press(page(navigator, f"rule:{RULE}"), "draft-letter")
    shown = on_show(navigator)
    assert isinstance(shown, LetterPage)
    text = shown.text.toPlainText()
    assert text.startswith("To: Haringey Safeguarding Children Partnership")
    assert "please name who decided it" in text
    shown.text.setPlainText(text.replace("[school]", "Example School"))
    press(shown, "letter-copy")
    assert shown.said.text().startswith("Copied.")
    assert QGuiApplication.clipboard().text() == shown.text.toPlainText()
    clipboard.forget()
    shown.save_to(tmp_path / "letter.pdf")
    reading = read((tmp_path / "letter.pdf").read_bytes())
    found = reading.text
    assert squeezed("Example School") in squeezed(found)
    assert squeezed("may we follow national advice?") in squeezed(found)
    assert "OFFICIAL-SENSITIVE" not in "".join(reading.artifacts.values())
    shown.save_to(tmp_path / "nowhere" / "letter.pdf")
    assert "nowhere" in shown.said.text()


def test_every_choice_of_looks_holds_at_once(navigator: Navigator, qtbot: QtBot) -> None:
    shown = page(navigator, "look")
    settings = navigator.desk.settings
    with qtbot.waitSignal(navigator.window.looks_changed):
        choose(shown, "look-theme:dark")
    with qtbot.waitSignal(navigator.window.looks_changed):
        choose(shown, "look-zoom:150")
    with qtbot.waitSignal(navigator.window.looks_changed):
        choose(shown, "look-idle:15")
    assert (settings.theme, settings.zoom, settings.idle_minutes) == ("dark", 1.5, 15)


def choose(shown: QWidget, identifier: str) -> None:
    card = child(shown, identifier)
    assert isinstance(card, AnswerCard)
    card.click()


def test_the_first_page_shows_the_numbers_that_answer_now(
    navigator: Navigator, qtbot: QtBot
) -> None:
    navigator.open_home()
    qtbot.waitUntil(lambda: "Numbers that answer now" in words(on_show(navigator)))
    press(on_show(navigator), "set-front-door")
    assert isinstance(on_show(navigator), ContactPage)
    hours = read_hours("Mon-Fri 09:00-17:00") or {}
    navigator.desk.contacts.keep(
        Contact("front-door", number="01234 567890", out_of_hours="01234 999000", hours=hours)
    )
    navigator.open_home()
    qtbot.waitUntil(lambda: "01234 999000" in words(on_show(navigator)))
    said = words(on_show(navigator))
    assert "The office, 01234 567890, opens Monday 09:00." in said


def test_a_door_is_read_out_with_one_full_stop_after_each_line(qtbot: QtBot) -> None:
    door = Door("In force.", "Every image is referred.", icon="phone", kind="door", identifier="x")
    qtbot.addWidget(door)
    assert door.accessibleName() == "In force. Every image is referred."
