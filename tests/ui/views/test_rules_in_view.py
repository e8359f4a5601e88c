from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import drafts, incidents, school
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.ui.views.settings import settings_page
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.rule_list import RuleList, held_rules, switched_notes
from desktop_app.ui.wizard.sourced import SourcedLine, sourced_points
from desktop_app.vault.vault import FLOOR, create_vault
from tests.builders_wizard import all_no

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
AREA, RULE = "haringey-2023", "every-image"


@pytest.fixture(scope="module")
def haringey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("haringey") / "school.vault"
    vault, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    session = Session(vault, Library(resources_folder()), lambda: NOW)
    school.choose_procedure(session, AREA)
    yield session
    vault.close()


@pytest.fixture
def its_desk(dressed: QApplication, haringey: Session) -> Iterator[Desk]:
    assert dressed is not None
    yield Desk(haringey, ViewSettings(None))
    school.switch_rule(haringey, procedure=AREA, rule=RULE, off=False)


def switch_off(session: Session) -> None:
    school.switch_rule(
        session,
        procedure=AREA,
        rule=RULE,
        off=True,
        decided_by="A Chair",
        letter="HSCP/1",
        letter_date="2026-11-02",
    )


def wizard(desk: Desk, **answers: str) -> Wizard:
    draft = drafts.start(desk.session, Way.TIME)
    draft.record["kinds"] = ["nudes-shared"]
    for question, answer in all_no(**answers).items():
        draft.answer(question, answer)
    found = Wizard(desk, draft)
    drafts.throw_away(desk.session, draft.id)
    return found


def record(session: Session, **answers: str) -> str:
    given = {
        "kinds": ["nudes-shared"],
        "aware_at": "2026-11-23T09:00",
        "answers": all_no(**answers),
    }
    incoming, faults = read_incoming(given, session.library.catalogue)
    assert incoming is not None, faults
    return incidents.record(session.vault, session.library, incoming, source="a test", at=NOW)


def words(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def links(widget: QWidget) -> set[str]:
    found = {each.accessibleIdentifier() for each in widget.findChildren(QPushButton)}
    return {each.removeprefix("from-") for each in found if each.startswith("from-")}


def press(qtbot: QtBot, widget: QWidget, identifier: str) -> None:
    (button,) = (
        each
        for each in widget.findChildren(QPushButton)
        if each.accessibleIdentifier() == identifier
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_rules_that_ask_for_a_referral_are_named_with_their_reasons_and_sources(
    qtbot: QtBot, its_desk: Desk
) -> None:
    look = wizard(its_desk, coerced="yes").look
    shown = RuleList(its_desk, look)
    qtbot.addWidget(shown)
    assert links(shown) == {f"rule:{each.rule.id}" for each in held_rules(look)}
    assert links(shown) == {"rule:criteria", f"rule:{RULE}"}
    said = "\n".join(words(shown))
    assert "Because: Is there reason to believe a child has been coerced? Yes." in said
    assert "Because: Kind of incident: Nude or semi-nude images shared by children" in said
    for each in held_rules(look):
        assert f"Source: {each.rule.source.label}" in said


def test_what_the_school_switched_off_stands_beside_the_result(
    qtbot: QtBot, its_desk: Desk
) -> None:
    assert list(switched_notes(wizard(its_desk).look, its_desk)) == []
    switch_off(its_desk.session)
    look = wizard(its_desk).look
    (note,) = switched_notes(look, its_desk)
    qtbot.addWidget(note)
    assert held_rules(look) == ()
    assert links(note) == {f"rule:{RULE}"}
    assert any(each.startswith("Switched off by this school: ") for each in words(note))


def test_an_incident_shows_its_rules_when_asked_and_what_was_switched_off_at_once(
    qtbot: QtBot, its_desk: Desk
) -> None:
    before = record(its_desk.session)
    switch_off(its_desk.session)
    after = record(its_desk.session)
    for reference, off in ((before, False), (after, True)):
        page = IncidentPage(its_desk, reference)
        qtbot.addWidget(page)
        said = "\n".join(words(page))
        assert ("Switched off by this school: " in said) is off
        assert "The source of these rules is out of date: Haringey" in said
        press(qtbot, page, "incident-why")
        assert (f"rule:{RULE}" in links(page)) is True
        assert {"criterion:adult", "do-not:view-imagery"} <= links(page)
        assert ("The rules that ask for it" in words(page)) is not off


def test_a_link_says_its_line_to_whoever_hears_it_and_asks_for_its_place(qtbot: QtBot) -> None:
    asked: list[str] = []
    line = SourcedLine("duty:refer", "Refer today.", ("Today: so it is.",))
    shown = sourced_points([line], asked.append, icon="info", colour="muted")
    qtbot.addWidget(shown)
    (button,) = shown.findChildren(QPushButton)
    assert button.accessibleName() == f"{button.text()} Refer today."
    assert "Today: so it is." in words(shown)
    press(qtbot, shown, "from-duty:refer")
    assert asked == ["duty:refer"]


def test_the_settings_lead_to_the_procedure_in_force_in_the_guidance(
    qtbot: QtBot, its_desk: Desk
) -> None:
    page = settings_page(its_desk, "procedure")
    qtbot.addWidget(page)
    assert any("The source of these rules is out of date" in each for each in words(page))
    with qtbot.waitSignal(its_desk.guidance_wanted) as wanted:
        press(qtbot, page, "procedure-read")
    assert wanted.args == ["", "haringey-2023@1"]
