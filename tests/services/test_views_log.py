"""Reads are logged: once an opening, under the seal of what is sealed, never in the way of reading."""

from pathlib import Path
from typing import Final

import pytest

from desktop_app.domain.errors import IncidentMissingError, VaultDiskFullError
from desktop_app.domain.events.reading import IncidentViewed
from desktop_app.domain.roles import Role
from desktop_app.services import casework, exports, readers, vaults, views_log
from desktop_app.services.exports import Export
from desktop_app.services.sessions import Session
from tests.builders_staff import NAMES, NOW, Staff, record, staff_of
from tests.pdf_reading import read as read_pdf
from tests.vault_builders import raw
from tests.vault_scan import everything

SEALED: Final = {"kinds": ["colleague-concern"], "sealed_to": ["head"]}


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    return staff_of(tmp_path)


def paper(session: Session, reference: str) -> str:
    """Give the text of the whole record on paper."""
    wanted = Export("incident", reference)
    drawing = exports.prepare(session.vault, session.library, wanted, at=NOW)
    return " ".join(read_pdf(exports.drawn(drawing)).text.split())


def test_an_opening_is_an_entry_with_its_author_and_changes_no_status(staff: Staff) -> None:
    with staff.session(Role.DSL) as lead:
        reference = record(lead)
        before = casework.read(lead, reference)
    with staff.session(Role.HEAD) as head:
        state = views_log.open_incident(head, reference).state
        assert [each.event for each in state.views] == [IncidentViewed("record")]
        assert state.views[0].author == head.vault.user.id
        assert (state.status, state.outcome) == (before.status, before.outcome)
        assert views_log.open_incident(head, reference, again=True).state.views == state.views
        assert views_log.look_at_form(head, reference, "police") is None
        assert casework.read(head, reference).views[-1].event == IncidentViewed("form:police")
        assert vaults.verify(head.vault).ok


def test_who_read_it_is_listed_with_how_often_and_when_last(staff: Staff) -> None:
    with staff.session(Role.DSL) as lead:
        reference = record(lead)
        views_log.open_incident(lead, reference)
    with staff.session(Role.HEAD) as head:
        views_log.open_incident(head, reference)
        views_log.look_at_form(head, reference, "incident")
        state = casework.read(head, reference)
        found = views_log.read_by(state, casework.author_names(head))
        assert [(each.name, each.times) for each in found] == [
            (NAMES[Role.HEAD], 2),
            (NAMES[Role.DSL], 1),
        ]
        assert views_log.read_by(state, {})[0].name == ""


def test_who_reads_a_sealed_record_is_seen_by_its_readers_alone(staff: Staff) -> None:
    with staff.session(Role.HEAD) as head:
        reference = record(head, **SEALED)
        state = views_log.open_incident(head, reference).state
        assert len(state.views) == 1
        assert state.views[0].sealed
    with staff.session(Role.DSL) as lead:
        with pytest.raises(IncidentMissingError):
            views_log.open_incident(lead, reference)
        path = lead.vault.path
    tool = raw(path, staff.lead)
    text = everything(tool)
    tool.close()
    for hidden in (b"incident.viewed", reference.encode(), state.id.encode()):
        assert hidden not in text


def test_a_full_disk_keeps_nobody_from_reading_and_is_told(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    with staff.session(Role.DSL) as lead:
        reference = record(lead)

        def full(*_given: object, **_named: object) -> None:
            raise VaultDiskFullError(lead.vault.path)

        monkeypatch.setattr(lead.vault, "append", full)
        opened = views_log.open_incident(lead, reference)
        assert opened.state.reference == reference
        assert isinstance(opened.not_noted, VaultDiskFullError)


def test_paper_counts_the_readings_and_lists_none(staff: Staff) -> None:
    with staff.session(Role.DSL) as lead:
        reference = record(lead)
        assert "Not since it was recorded" in paper(lead, reference)
        for _time in range(3):
            views_log.open_incident(lead, reference)
        text = paper(lead, reference)
        assert f"3 times, last by {NAMES[Role.DSL]}" in text
        assert "Record opened" not in text
        assert "no words for" not in text


def test_paper_says_who_may_read_a_sealed_record_from_when_on(staff: Staff) -> None:
    deputy, head_id = staff.keys[Role.DEPUTY][0], staff.keys[Role.HEAD][0]
    with staff.session(Role.HEAD) as head:
        reference = record(head, **SEALED)
        readers.name_readers(head, reference, (deputy,))
        readers.take_off(head, reference, deputy)
        text = paper(head, reference)
        assert f"May read it from now on: {NAMES[Role.DEPUTY]}" in text
        assert f"May not read what is added from now on: {NAMES[Role.DEPUTY]}" in text
        assert f"Sealed anew. Who reads on: {NAMES[Role.HEAD]}" in text
        assert head_id not in text
