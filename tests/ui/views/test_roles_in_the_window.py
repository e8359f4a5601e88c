"""What a head teacher and a deputy see: nothing to press that would be refused, and who to ask."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.drafting.steps import Step
from desktop_app.domain.events.reading import IncidentViewed
from desktop_app.domain.events.vaults import UserRemoved
from desktop_app.domain.roles import Role
from desktop_app.services import casework, drafts, school
from desktop_app.services.sessions import Session
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.home import HomePage
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.ui.views.preview import PreviewPage
from desktop_app.ui.views.settings.procedure import ProcedurePage
from desktop_app.ui.views.settings.rule import RulePage
from desktop_app.ui.wizard.kinds import KindsPage
from desktop_app.ui.wizard.shell import WizardShell
from tests.builders_answers import ALL_NO, REVIEWED
from tests.builders_staff import NAMES, Staff, record, staff_of

RULED: Final = "haringey-2023"
DECIDED: Final = {"decision": "not-referred", "reason": "Managed with both families."}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Staff:
    made = staff_of(tmp_path_factory.mktemp("window"))
    with made.session(Role.DSL) as lead:
        record(lead)
    return made


@pytest.fixture
def staff(made: Staff, tmp_path: Path) -> Staff:
    folder = shutil.copytree(made.path.parent, tmp_path / "school")
    return replace(made, path=folder / made.path.name)


@contextmanager
def at_desk(staff: Staff, office: Role) -> Iterator[Desk]:
    with staff.session(office) as session:
        yield Desk(session, ViewSettings(None))
        QApplication.processEvents()  # what pages put in place once they were painted


def shown(qtbot: QtBot, page: QWidget) -> QWidget:
    qtbot.addWidget(page)
    page.resize(1366, 900)
    page.show()
    qtbot.waitUntil(page.isVisible)
    QApplication.processEvents()
    return page


def pressable(page: QWidget) -> set[str]:
    return {
        each.accessibleIdentifier()
        for each in page.findChildren(QPushButton)
        if each.isVisibleTo(page) and each.isEnabled()
    }


def words(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))


def reference_of(session: Session, *, sealed: bool = False) -> str:
    rows = session.vault.rows(session.vault.numbers())
    return next(row.reference for row in rows if row.sealed is sealed)


def decided(session: Session) -> str:
    answers = ALL_NO | REVIEWED
    reference = record(session, answers=answers)
    casework.decide(session, reference, DECIDED)
    return reference


def test_a_head_teacher_reads_an_incident_and_finds_nothing_to_press_but_forms_to_look_at(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.HEAD) as desk:
        page = shown(qtbot, IncidentPage(desk, reference_of(desk.session)))
        found = pressable(page)
        assert not [each for each in found if each.startswith(("duty-done", "told-call", "item-"))]
        assert not found & {
            "incident-call",
            "incident-action",
            "incident-decision",
            "incident-find-out",
            "incident-sign-off",
            "incident-sign",
        }
        assert "incident-form-incident" in found
        assert "You read this record as head teacher" in words(page)


def test_a_head_teacher_signs_on_the_page_with_their_own_key(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.DSL) as desk:
        reference = decided(desk.session)
        page = shown(qtbot, IncidentPage(desk, reference))
        assert "incident-sign-off" in pressable(page)
        assert "incident-sign" not in pressable(page)
    with at_desk(staff, Role.HEAD) as desk:
        signing = IncidentPage(desk, reference)
        page = shown(qtbot, signing)
        assert "A decision waits for your signature" in words(page)
        signing.open_form("sign")
        form = signing.form
        assert form is not None
        form.finish()
        assert "Say whether you sign or decline." in words(page)
        form.write("result", "signed")
        form.write("view", "I agree.")
        form.finish()
        qtbot.waitUntil(lambda: "in the program with their own key" in words(page))
        assert "incident-sign" not in pressable(page)
        assert casework.read(desk.session, reference).decision.is_signed


def test_a_deputy_finds_everything_that_a_lead_finds(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    found = []
    for office in (Role.DSL, Role.DEPUTY):
        with at_desk(staff, office) as desk:
            page = shown(qtbot, IncidentPage(desk, reference_of(desk.session)))
            home = shown(qtbot, HomePage(desk))
            found.append((pressable(page), pressable(home)))
    assert found[0] == found[1]


def test_the_first_page_of_a_head_teacher_offers_a_concern_about_a_colleague_alone(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.HEAD) as desk:
        page = HomePage(desk)
        shown(qtbot, page)
        assert page.first is not None
        assert page.first.accessibleIdentifier() == "home-staff"
        doors = {
            each.accessibleIdentifier()
            for each in page.findChildren(QWidget)
            if each.accessibleIdentifier().startswith("home-") and each.isVisibleTo(page)
        }
        assert not doors & {"home-now", "home-time"}
        assert "999" in words(page)


def test_a_form_is_looked_at_by_a_head_teacher_and_neither_printed_nor_saved(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.HEAD) as desk:
        page = PreviewPage(desk, reference_of(desk.session), "incident")
        shown(qtbot, page)
        qtbot.waitUntil(page.read_button.isEnabled, timeout=20000)
        assert not page.print_button.isVisible()
        assert not page.save_button.isVisible()
        assert "prints and saves it" in words(page)


def test_f2_says_who_notes_calls_and_opens_nothing(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.HEAD) as desk:
        window = MainWindow()
        qtbot.addWidget(window)
        navigator = Navigator(window, desk)
        navigator.open_home()
        for go in (
            navigator.open_home,
            lambda: navigator.open_incident(reference_of(desk.session)),
        ):
            go()
            window.call_wanted.emit()
            assert navigator.calls.note is None
            assert "noted by the designated safeguarding lead" in words(window)
        navigator.start(Way.NOW)
        assert not isinstance(window.page, WizardShell)
        assert not drafts.listing(desk.session)
        navigator.start_about_staff()
        assert isinstance(window.page, WizardShell)


def test_a_head_teacher_who_unticks_the_colleague_is_told_before_anything_is_recorded(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.HEAD) as desk:
        draft = drafts.begin(desk.session, Way.TIME, about_staff=True)
        shell = WizardShell(desk, draft)
        shown(qtbot, shell)
        page = KindsPage(shell.wizard, Step("kinds", "happened"))
        qtbot.addWidget(page)
        assert not page.problems()
        page.cards["colleague-concern"].setChecked(False)
        page.cards["bullying"].setChecked(True)
        assert "As head teacher" in page.problems()[0].message


def test_what_one_may_not_settle_is_shown_with_who_may(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.DSL) as desk:
        school.choose_procedure(desk.session, RULED)
        rule = desk.session.library.get(RULED).switchable[0].id
        assert "rule-off" in pressable(shown(qtbot, RulePage(desk, rule)))
    for office in (Role.DEPUTY, Role.HEAD):
        with at_desk(staff, office) as desk:
            page = shown(qtbot, RulePage(desk, rule))
            assert "rule-off" not in pressable(page)
            assert "and nobody else" in words(page)
            choosing = "procedure-use" in pressable(shown(qtbot, ProcedurePage(desk)))
            assert choosing is (office is Role.DEPUTY)


def test_who_has_read_a_record_stands_on_its_page(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.DSL) as desk:
        reference = record(desk.session)
        for _time in range(2):
            page = shown(qtbot, IncidentPage(desk, reference))
        desk.session.vault.verify()
        assert "Opened 2 times" in words(page)
    with at_desk(staff, Role.HEAD) as desk:
        page = shown(qtbot, IncidentPage(desk, reference))
        for said in ("Opened 2 times", "Opened 1 time", NAMES[Role.DSL], NAMES[Role.HEAD]):
            assert said in words(page)
        assert "Record opened" not in words(page)


def test_a_refreshed_page_is_no_new_reading(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.DSL) as desk:
        reference = record(desk.session)
        page = IncidentPage(desk, reference)
        shown(qtbot, page)
        before = desk.session.vault.head()
        page.reload()
        page.reload()
        assert desk.session.vault.head() == before


def test_the_readers_of_a_sealed_record_are_named_and_taken_off_on_its_page(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    deputy = staff.keys[Role.DEPUTY][0]
    with at_desk(staff, Role.HEAD) as desk:
        reference = record(desk.session, kinds=["colleague-concern"], sealed_to=["head"])
        page = shown(qtbot, IncidentPage(desk, reference))
        assert f"reader-off-{deputy}" not in pressable(page)
        assert "may have read, copied or kept" in words(page)
        press(qtbot, page, "reader-name")
        assert "Tick who else may read it." in words(page)
        tick(qtbot, page, f"reader-more:{deputy}")
        press(qtbot, page, "reader-name")
        qtbot.waitUntil(lambda: f"reader-off-{deputy}" in pressable(page))
    with at_desk(staff, Role.DEPUTY) as desk:
        page = shown(qtbot, IncidentPage(desk, reference))
        press(qtbot, page, f"reader-off-{deputy}")
        press(qtbot, page, f"reader-off-{deputy}-no")
        head = staff.keys[Role.HEAD][0]
        press(qtbot, page, f"reader-off-{head}")
        with qtbot.waitSignal(desk.said):
            press(qtbot, page, f"reader-off-{head}-yes")
        qtbot.waitUntil(lambda: "may not read what is added from now on" in words(page))
        assert f"reader-off-{head}" not in pressable(page)
        assert casework.read(desk.session, reference).sealed
    with at_desk(staff, Role.HEAD) as desk:
        assert desk.session.vault.sealed_incidents() == ()


def test_one_who_takes_themselves_off_is_taken_to_the_first_page(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.HEAD) as desk:
        reference = record(desk.session, kinds=["colleague-concern"], sealed_to=["head", "deputy"])
        page = shown(qtbot, IncidentPage(desk, reference))
        head = staff.keys[Role.HEAD][0]
        press(qtbot, page, f"reader-off-{head}")
        with qtbot.waitSignal(desk.home_wanted):
            press(qtbot, page, f"reader-off-{head}-yes")


def test_who_has_left_and_is_still_named_is_shown_to_those_who_read_it(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    assert dressed is not None
    small = staff_of(tmp_path)
    with at_desk(small, Role.HEAD) as desk:
        reference = record(desk.session, kinds=["colleague-concern"], sealed_to=["head", "deputy"])
        assert "Who has left" not in words(shown(qtbot, HomePage(desk)))
    with at_desk(small, Role.DSL) as desk:
        gone = UserRemoved(small.keys[Role.DEPUTY][0])
        desk.session.vault.append([gone], incident=None, at=desk.session.now())
        assert "Who has left" not in words(shown(qtbot, HomePage(desk)))
    with at_desk(small, Role.HEAD) as desk:
        page = shown(qtbot, HomePage(desk))
        said = f"{reference} still names {NAMES[Role.DEPUTY]}"
        assert said in words(page)
        with qtbot.waitSignal(desk.incident_wanted):
            press(qtbot, page, f"left-behind-{reference}")
        record_page = shown(qtbot, IncidentPage(desk, reference))
        deputy = small.keys[Role.DEPUTY][0]
        press(qtbot, record_page, f"reader-off-{deputy}")
        press(qtbot, record_page, f"reader-off-{deputy}-yes")
        assert "Who has left" not in words(shown(qtbot, HomePage(desk)))


def test_coming_back_from_a_form_is_no_new_opening(
    dressed: QApplication, qtbot: QtBot, staff: Staff
) -> None:
    assert dressed is not None
    with at_desk(staff, Role.DSL) as desk:
        window = MainWindow()
        qtbot.addWidget(window)
        navigator = Navigator(window, desk)
        reference = record(desk.session)
        navigator.open_incident(reference)
        navigator.open_preview(reference, "incident")
        page = window.page
        assert isinstance(page, PreviewPage)
        qtbot.waitUntil(page.read_button.isEnabled, timeout=20000)
        page.back_wanted.emit()
        assert isinstance(window.page, IncidentPage)
        views = casework.read(desk.session, reference).views
        assert [each.event for each in views] == [
            IncidentViewed("record"),
            IncidentViewed("form:incident"),
        ]
        navigator.open_incident(reference)
        assert len(casework.read(desk.session, reference).views) == 3


def found_button(page: QWidget, identifier: str) -> QWidget:
    (found,) = (
        each
        for each in page.findChildren(QWidget)
        if each.accessibleIdentifier() == identifier and each.isVisibleTo(page)
    )
    return found


def press(qtbot: QtBot, page: QWidget, identifier: str) -> None:
    qtbot.keyClick(found_button(page, identifier), Qt.Key.Key_Space)


tick = press
