"""Call notes under rough hands: left half done, thrown away, over pages that change meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop_app.domain.errors import VaultDiskFullError
from desktop_app.services import casework, drafts
from desktop_app.services.sessions import Session
from desktop_app.services.standing import look_of
from desktop_app.ui.navigator import Navigator
from desktop_app.ui.views.incident.lists import family_note
from desktop_app.ui.widgets import Button
from tests.builders_wizard import adding_an_action, begun, failing, recorded


def test_escape_leaves_nothing_of_a_call_note_that_nobody_wrote_in(
    navigator: Navigator, qtbot: QtBot
) -> None:
    shell = begun(navigator, "account")
    navigator.note_call("police")
    note = navigator.calls.note
    assert note is not None
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert navigator.calls.note is None
    assert shell.draft.many("contacts") == []


def test_a_call_note_left_half_done_is_found_again_by_the_same_key(
    navigator: Navigator, session: Session
) -> None:
    shell = begun(navigator, "account")
    navigator.note_call()
    assert navigator.calls.note is not None
    navigator.calls.note.said.setPlainText("They will ring back.")
    navigator.open_home()
    navigator.resume(shell.draft.id)
    navigator.note_call()
    assert navigator.calls.note is not None
    assert navigator.calls.note.said.toPlainText() == "They will ring back."
    navigator.calls.note.agency.cards["police"].click()
    navigator.calls.note.kept.emit()
    assert len(drafts.resume(session, shell.draft.id).record["contacts"]) == 1


def test_a_call_noted_over_a_form_of_an_incident_gives_the_form_back_and_no_draft(
    navigator: Navigator, session: Session
) -> None:
    reference = recorded(navigator, session)
    page, form, what = adding_an_action(navigator, reference)
    what.setPlainText("half a wo")
    before = {line.id for line in drafts.listing(session)}
    navigator.note_call("police")
    assert navigator.calls.note is not None
    navigator.calls.note.said.setPlainText("They will ring back.")
    navigator.calls.note.kept.emit()
    assert page.form is form
    assert form.isVisible()
    assert what.toPlainText() == "half a wo"
    assert [each.agency for each in casework.read(session, reference).contacts] == ["police"]
    left = [line for line in drafts.listing(session) if line.id not in before]
    assert all(drafts.resume(session, line.id).notes.get("form") == "action" for line in left)
    page.save()
    form.cancel()
    assert page.form is None


def test_a_call_note_on_a_full_disk_is_refused_in_words(
    navigator: Navigator, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    navigator.open_home()
    monkeypatch.setattr(drafts, "keep", failing(VaultDiskFullError(session.vault.path)))
    navigator.note_call()
    assert navigator.calls.note is None
    assert navigator.window.trouble.isVisible()


def test_a_call_note_with_words_in_it_is_thrown_away_only_when_asked_twice(
    navigator: Navigator,
) -> None:
    begun(navigator, "account")
    navigator.note_call()
    note = navigator.calls.note
    assert note is not None
    note.said.setPlainText("They will ring back.")
    away = next(b for b in note.findChildren(Button) if b.accessibleIdentifier().endswith("away"))
    away.click()
    assert navigator.calls.note is note
    away.click()
    assert navigator.calls.note is None


def test_only_an_agency_can_agree_that_the_family_is_told(
    navigator: Navigator, session: Session
) -> None:
    reference = recorded(navigator, session)
    said: list[str] = []
    for agency in ("other", "police"):
        call = {"agency": agency, "person": "A.B.", "family_may_be_told": "yes"}
        state = casework.note_call(session, reference, call)
        note = family_note(state, look_of(session, state))
        assert note is not None
        said.append(note.text())
    assert "agreed by the police" not in said[0]
    assert "agreed by the police" in said[1]


def test_a_call_noted_from_a_button_that_is_drawn_anew_ends_well(
    navigator: Navigator, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = begun(navigator, "tell")
    button = next(b for b in shell.findChildren(Button) if "note-" in b.accessibleIdentifier())
    with monkeypatch.context() as patch:
        patch.setattr(QApplication, "focusWidget", lambda: button)
        button.click()
    note = navigator.calls.note
    assert note is not None
    note.said.setPlainText("They will ring back.")
    delete(button)
    note.kept.emit()
    assert navigator.calls.note is None
    assert shell.isEnabled()


def test_a_noted_call_can_be_put_right_before_it_is_recorded(navigator: Navigator) -> None:
    shell = begun(navigator, "tell")
    shell.draft.many("contacts").append(
        {"agency": "police", "at": "2026-11-20T17:40", "by": "DSL", "person": "PC 1"}
    )
    shell.note_changed()
    change = next(
        b for b in shell.findChildren(Button) if b.accessibleIdentifier() == "call-change-0"
    )
    change.click()
    note = navigator.calls.note
    assert note is not None
    note.said.setPlainText("They will ring back.")
    note.kept.emit()
    assert shell.draft.many("contacts")[0]["said"] == "They will ring back."
    assert len(shell.draft.many("contacts")) == 1


def test_a_time_that_cannot_be_read_yet_is_kept_as_it_was_typed(navigator: Navigator) -> None:
    shell = begun(navigator, "account")
    navigator.note_call("police")
    assert navigator.calls.note is not None
    navigator.calls.note.at.setText("about five")
    navigator.calls.note.kept.emit()
    assert shell.draft.many("contacts")[0]["at"] == "about five"
