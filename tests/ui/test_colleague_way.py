"""A concern about a colleague, from the door of the first page to its sealed record."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.steps import steps
from desktop_app.services import drafts
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.views.home import HomePage
from desktop_app.ui.wizard.print_page import PrintPage
from desktop_app.ui.wizard.shell import WizardShell

MOST_PAGES = 40


@pytest.fixture
def navigator(navigator: Navigator) -> Navigator:
    navigator.open_home()
    return navigator


def control(page: QWidget | None, identifier: str) -> QWidget:
    assert page is not None
    found = [e for e in page.findChildren(QWidget) if e.accessibleIdentifier() == identifier]
    assert len(found) == 1, identifier
    return found[0]


def shell_of(navigator: Navigator) -> WizardShell:
    assert isinstance(navigator.window.page, WizardShell)
    return navigator.window.page


def answer_nothing(shell: WizardShell) -> None:
    """Say of every question of the page that it is not known."""
    for step in steps(shell.draft, shell.wizard.look):
        if step.id == shell.draft.place:
            for question in step.questions:
                shell.draft.answers.setdefault(question, "not-known")


def through_the_door(qtbot: QtBot, navigator: Navigator) -> WizardShell:
    qtbot.keyClick(control(navigator.window.page, "home-staff"), Qt.Key.Key_Return)
    return shell_of(navigator)


def test_nothing_can_be_typed_before_it_is_settled_who_reads_it(
    qtbot: QtBot, navigator: Navigator
) -> None:
    shell = through_the_door(qtbot, navigator)
    shell.go_on()
    assert shell.draft.place == "about-whom"
    shell.go_on()
    assert shell.draft.place == "about-whom"
    qtbot.keyClick(control(shell, "about-whom:manager"), Qt.Key.Key_Space)
    shell.go_on()
    assert shell.draft.place == "readers"
    qtbot.keyClick(control(shell, "readers:DSL"), Qt.Key.Key_Space)
    shell.go_on()
    assert shell.draft.place == "readers"
    assert set(shell.draft.record) <= {
        "aware_at", "procedure", "kinds", "details", "sealed_to", "answers",
    }  # fmt: skip
    qtbot.keyClick(control(shell, "readers:DSL"), Qt.Key.Key_Space)
    shell.go_on()
    assert shell.draft.place == "safe"


def test_no_other_way_leads_past_the_readers(qtbot: QtBot, navigator: Navigator) -> None:
    shell = through_the_door(qtbot, navigator)
    shell.show_step("account")
    assert shell.draft.place == "about-whom"
    shell.rail.chosen.emit("people")
    assert shell.draft.place == "about-whom"
    shell.draft.passed += ["about-whom", "readers"]
    shell.show_step("account")
    assert shell.draft.place == "account"


def test_the_way_ends_in_a_sealed_record_and_no_list_says_what_it_is(
    qtbot: QtBot, navigator: Navigator
) -> None:
    shell = through_the_door(qtbot, navigator)
    shell.draft.notes["about_whom"] = "colleague"
    for _page in range(MOST_PAGES):
        answer_nothing(shell)
        shell.go_on()
        assert "colleague" not in navigator.window.place.text().lower()
        if navigator.window.page is not shell:
            break
    assert navigator.window.page is not shell, shell.draft.place
    assert isinstance(navigator.window.page, PrintPage)
    vault = navigator.desk.session.vault
    (sealed,) = vault.sealed_incidents()
    assert vault.newest() == ()
    navigator.open_home()
    home = navigator.window.page
    assert isinstance(home, HomePage)
    row = control(home, f"to-do-{sealed.reference}")
    assert "A sealed record" in row.accessibleName()
    assert shell.draft.id not in [each.id for each in drafts.listing(navigator.desk.session)]


def test_leaving_and_coming_back_goes_on_where_one_was(qtbot: QtBot, navigator: Navigator) -> None:
    shell = through_the_door(qtbot, navigator)
    shell.go_on()
    qtbot.keyClick(control(shell, "about-whom:head"), Qt.Key.Key_Space)
    shell.leave()
    (line,) = [x for x in drafts.listing(navigator.desk.session) if x.id == shell.draft.id]
    words = [each.text() for each in navigator.window.findChildren(QLabel)]
    assert "A new incident" in words
    navigator.resume(line.id)
    again = shell_of(navigator)
    assert again.draft.place == "about-whom"
    assert again.draft.notes["about_whom"] == "head"
    drafts.throw_away(navigator.desk.session, line.id)
