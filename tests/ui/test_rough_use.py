"""The window under rough hands: two presses, what cannot be read, what is left half done."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.errors import IncidentMissingError, VaultDiskFullError
from desktop_app.domain.incident import LONGEST_TEXT
from desktop_app.services import casework, drafts, incident_log
from desktop_app.services.incident_log import Query
from desktop_app.services.sessions import Session
from desktop_app.ui import navigator as navigating
from desktop_app.ui.desk import Desk
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.safe_text import TextBox
from desktop_app.ui.views.home import HomePage
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.ui.widgets import Button
from desktop_app.ui.wizard.front_door import FrontDoorBox
from desktop_app.ui.wizard.kinds import KindsPage
from desktop_app.ui.wizard.shell import WizardShell
from tests.builders_wizard import adding_an_action, begun, failing, recorded


def button(inside: QWidget, identifier: str) -> Button:
    found = inside.findChildren(Button)
    return next(each for each in found if each.accessibleIdentifier() == identifier)


def test_what_was_recorded_is_not_recorded_by_a_second_press(
    navigator: Navigator, session: Session
) -> None:
    before = len(incident_log.numbers(session, Query()))
    shell = begun(navigator)
    shell.note_changed()
    shell.go_on()
    shell.go_on()
    assert shell.save()
    assert len(incident_log.numbers(session, Query())) == before + 1
    assert shell.draft.id not in {line.id for line in drafts.listing(session)}


def test_who_may_not_read_what_was_recorded_is_told_that_it_is(
    navigator: Navigator, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(incident_log.numbers(session, Query()))
    monkeypatch.setattr(navigating, "PrintPage", failing(IncidentMissingError("2026-AAAAAA")))
    begun(navigator).go_on()
    assert isinstance(navigator.window.page, HomePage)
    assert navigator.window.trouble.isVisible()
    assert len(incident_log.numbers(session, Query())) == before + 1


def test_why_a_picture_is_refused_stays_in_view_when_the_draft_is_saved(
    navigator: Navigator,
) -> None:
    shell = begun(navigator, "account")
    data = QMimeData()
    data.setImageData(QImage(3, 3, QImage.Format.Format_RGB32))
    shell.findChildren(TextBox)[0].insertFromMimeData(data)
    assert navigator.window.trouble.isVisible()
    shell.save()
    assert navigator.window.trouble.isVisible()


def test_a_draft_of_another_version_keeps_nobody_from_the_home_page(
    navigator: Navigator, session: Session
) -> None:
    odd = drafts.save(session.vault, None, {"way": "sideways", "record": []}, at=session.now())
    old = drafts.save(session.vault, None, {"narrative": "what was said"}, at=session.now())
    navigator.open_home()
    assert isinstance(navigator.window.page, HomePage)
    assert drafts.resume(session, old).text("narrative") == "what was said"
    for each in (odd, old):
        navigator.resume(each)
        assert isinstance(navigator.window.page, WizardShell)
        drafts.throw_away(session, each)


def test_a_draft_that_is_gone_is_said_to_be_gone(navigator: Navigator) -> None:
    navigator.open_home()
    navigator.resume("no-such-draft")
    assert navigator.window.trouble.isVisible()


def test_whoever_only_looked_in_leaves_no_draft(navigator: Navigator, session: Session) -> None:
    before = {line.id for line in drafts.listing(session)}
    navigator.start(Way.NOW)
    navigator.open_home()
    assert {line.id for line in drafts.listing(session)} == before


def test_words_typed_on_an_incident_are_not_left_behind_when_they_cannot_be_saved(
    navigator: Navigator, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    navigator.open_incident(recorded(navigator, session))
    page = navigator.window.page
    assert isinstance(page, IncidentPage)
    page.open_form("action")
    assert page.form is not None
    what = page.form.places["what"]
    assert isinstance(what, TextBox)
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "keep", failing(VaultDiskFullError(session.vault.path)))
        what.setPlainText("half a word")
        for _time in range(2):
            navigator.open_home()
            assert navigator.window.page is page
        assert navigator.window.trouble.isVisible()
    assert page.save()
    assert not navigator.window.trouble.isVisible()
    page.form.cancel()


def test_a_kind_that_contradicts_an_answer_says_so_on_its_own_page(navigator: Navigator) -> None:
    shell = begun(navigator, "kinds")
    shell.draft.answer("blackmailed", "no")
    page = shell.page
    assert isinstance(page, KindsPage)
    assert page.against.isHidden()
    page.cards["sextortion"].click()
    assert page.against.isVisible()
    page.cards["sextortion"].click()
    assert page.against.isHidden()


def test_a_full_box_takes_no_new_line_either(navigator: Navigator, qtbot: QtBot) -> None:
    box = begun(navigator, "account").findChildren(TextBox)[0]
    box.setPlainText("x" * LONGEST_TEXT)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert len(box.toPlainText()) == LONGEST_TEXT


def test_a_mistyped_number_of_the_front_door_can_be_changed(
    navigator: Navigator, qtbot: QtBot, desk: Desk
) -> None:
    desk.contacts.keep_front_door("01234 5")
    shell = begun(navigator, "kinds")
    shell.draft.record["kinds"] = ["sextortion"]
    shell.note_changed()
    shell.show_step("result")
    box = next(
        b for b in shell.findChildren(FrontDoorBox) if b.accessibleIdentifier() == "front-door"
    )
    assert box.isHidden()
    button(shell, "front-door-change").click()
    assert box.text() == "01234 5"
    box.setText("01234 567890")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert desk.contacts.front_door == "01234 567890"


def test_what_was_typed_on_an_incident_is_thrown_away_only_when_asked_twice(
    navigator: Navigator, session: Session
) -> None:
    reference = recorded(navigator, session)
    page, form, what = adding_an_action(navigator, reference)
    what.setPlainText("The mother was rung.")
    button(form, "action-cancel").click()
    assert page.form is form
    form.finish()
    form.finish()
    assert len(casework.read(session, reference).actions) == 1


def test_a_full_disk_keeps_nobody_from_seeing_whom_to_ring(
    navigator: Navigator, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    navigator.open_home()
    monkeypatch.setattr(drafts, "keep", failing(VaultDiskFullError(session.vault.path)))
    navigator.start(Way.NOW)
    shell = navigator.window.page
    assert isinstance(shell, WizardShell)
    shell.draft.record["kinds"] = ["sextortion"]
    shell.note_changed()
    assert shell.strip.isVisible()
    assert not shell.save()
    assert navigator.window.trouble.isVisible()
