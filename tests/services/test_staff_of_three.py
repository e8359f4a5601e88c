"""A lead, a deputy and a head teacher on one vault: what each does, and what it looks like after."""

from pathlib import Path
from typing import Final

import pytest

from desktop_app.domain.decision import IncidentStatus, SignOff
from desktop_app.domain.errors import BadInputError, IncidentMissingError
from desktop_app.domain.events.decisions import SignOffGiven
from desktop_app.domain.events.keeping import ListExported
from desktop_app.domain.events.vaults import UserChanged
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import RoleRefusedError
from desktop_app.services import (
    backups,
    casework,
    exports,
    incident_log,
    list_csv,
    messages,
    own_key,
    readers,
    school,
    signing,
    vaults,
    views_log,
)
from desktop_app.services.backups import Who
from desktop_app.services.exports import Export
from desktop_app.services.incident_log import Query
from desktop_app.services.sessions import Session
from desktop_app.services.story import Words, story
from desktop_app.vault.vault import FLOOR, add_user
from tests.builders_answers import ALL_NO, REVIEWED
from tests.builders_staff import NAMES, NOW, PASSWORD, Staff, record, staff_of
from tests.pdf_reading import read as read_pdf
from tests.vault_builders import raw
from tests.vault_scan import everything, opened_boxes

NOT_REFERRED: Final = {"decision": "not-referred", "reason": "Managed with both families."}
CONCERN: Final = {"kinds": ["colleague-concern"], "sealed_to": ["head"]}


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    return staff_of(tmp_path)


def decided(session: Session) -> str:
    """Record an incident that the school manages itself, with the decision, and nothing signed."""
    reference = record(session, answers=ALL_NO | REVIEWED)
    casework.decide(session, reference, NOT_REFERRED)
    return reference


def paper(session: Session, reference: str) -> str:
    """Give the text of the decision on paper."""
    wanted = Export("not-referred", reference)
    drawing = exports.prepare(session.vault, session.library, wanted, at=NOW)
    return read_pdf(exports.drawn(drawing)).text


def told(session: Session, reference: str) -> list[str]:
    state = casework.read(session, reference)
    words = Words(
        casework.author_names(session),
        casework.procedure_of(session, state),
        session.catalogue,
        own_key.own_key_entries(session.vault, state),
    )
    return [line.sentence for line in story(state, words)]


def test_a_deputy_does_all_casework_and_settles_no_rule_of_the_school(staff: Staff) -> None:
    with staff.session(Role.DEPUTY) as deputy:
        reference = decided(deputy)
        casework.sign_off(
            deputy, reference, {"result": "signed", "name": "A Head", "role": "Head teacher"}
        )
        assert casework.read(deputy, reference).status is IncidentStatus.NOT_REFERRED
        assert any("recorded as given on paper" in line for line in told(deputy, reference))
        with pytest.raises(RoleRefusedError):
            school.switch_rule(deputy, procedure="haringey-2023", rule="x", off=False)
        with pytest.raises(RoleRefusedError):
            signing.sign(deputy, reference, agrees=True)


def test_a_head_teacher_signs_in_the_program_and_page_and_paper_say_so(staff: Staff) -> None:
    with staff.session(Role.DSL) as lead:
        reference = decided(lead)
        assert not signing.may_sign(lead, casework.read(lead, reference))
    with staff.session(Role.HEAD) as head:
        assert signing.may_sign(head, casework.read(head, reference))
        state = signing.sign(head, reference, agrees=True, view=" I agree. ")
        assert state.status is IncidentStatus.NOT_REFERRED
        given = state.decision.given
        assert given is not None
        assert (given.name, given.role, given.view) == (
            NAMES[Role.HEAD],
            "Head teacher",
            "I agree.",
        )
        place = head.vault.head().position
        assert not signing.may_sign(head, state)
        with pytest.raises(BadInputError):
            signing.sign(head, reference, agrees=False)
    with staff.session(Role.DSL) as lead:
        assert own_key.own_key_entries(lead.vault, casework.read(lead, reference)) == {place}
        assert any("in the program with their own key" in line for line in told(lead, reference))
        text = " ".join(paper(lead, reference).split())
        assert f"In the program, with the head teacher's own key: entry {place} of the log" in text
        assert lead.vault.verify().ok


def test_what_the_lead_recorded_from_paper_is_printed_as_that(staff: Staff) -> None:
    with staff.session(Role.DSL) as lead:
        reference = decided(lead)
        casework.sign_off(
            lead, reference, {"result": "signed", "name": "Hal Head", "role": "Head teacher"}
        )
        text = " ".join(paper(lead, reference).split())
        assert f"On paper, as {NAMES[Role.DSL]} recorded it" in text
        assert "own key" not in text


def test_a_head_teacher_who_declines_makes_it_a_referral(staff: Staff) -> None:
    with staff.session(Role.DSL) as lead:
        reference = decided(lead)
    with staff.session(Role.HEAD) as head:
        state = signing.sign(head, reference, agrees=False, view="Tell them.")
        assert state.decision.sign_off is SignOff.DECLINED
        assert state.status is IncidentStatus.REFER_NOW


def test_an_entry_that_only_says_it_was_signed_by_the_heads_key_is_not_believed(
    staff: Staff,
) -> None:
    forged = SignOffGiven("signed", "Hal Head", "Head teacher", "2026-11-23T09:30", own_key=True)
    with staff.session(Role.DSL) as lead:
        reference = decided(lead)
        lead.vault.append([forged], incident=casework.read(lead, reference).id, at=NOW)
        # Who makes themselves head afterwards was none when it was written.
        user = lead.vault.user.id
        lead.vault.append([UserChanged(user, "Dee Lead", "", "head")], incident=None, at=NOW)
        state = casework.read(lead, reference)
        assert own_key.own_key_entries(lead.vault, state) == frozenset()


def test_a_head_teacher_runs_a_concern_alone_and_its_decision_is_signed_by_somebody_else(
    staff: Staff,
) -> None:
    with staff.session(Role.HEAD) as head:
        reference = record(head, **CONCERN, answers={"adult-has-contact": "no"})
        casework.note_call(head, reference, {"agency": "lado", "person": "An officer"})
        state = casework.decide(head, reference, {"decision": "refer", "reason": "As agreed."})
        assert not signing.may_sign(head, state)
        assert incident_log.numbers(head, Query()) == (state.recorded.position,)
    with staff.session(Role.DSL) as lead:
        assert incident_log.numbers(lead, Query()) == ()
        with pytest.raises(IncidentMissingError):
            casework.read(lead, reference)
        assert vaults.verify(lead.vault).ok


def test_nobody_signs_their_own_decision(staff: Staff) -> None:
    with staff.session(Role.HEAD) as head:
        # A head teacher who was the lead when it was decided, and is the head teacher now.
        head.vault.append(
            [UserChanged(head.vault.user.id, "Hal Head", "", "dsl")], incident=None, at=NOW
        )
    with staff.session(Role.HEAD) as head:
        reference = decided(head)
        head.vault.append(
            [UserChanged(head.vault.user.id, "Hal Head", "", "head")], incident=None, at=NOW
        )
    with staff.session(Role.HEAD) as head:
        assert not signing.may_sign(head, casework.read(head, reference))
        with pytest.raises(BadInputError) as refused:
            signing.sign(head, reference, agrees=True)
        assert [fault.problem for fault in refused.value.faults] == ["decided-by-signer"]


def test_a_head_teacher_who_asks_for_more_is_told_whom_to_ask(staff: Staff) -> None:
    with staff.session(Role.DSL) as lead:
        reference = record(lead)
    with staff.session(Role.HEAD) as head:
        assert casework.read(head, reference).reference == reference
        with pytest.raises(RoleRefusedError) as refused:
            casework.add_action(head, reference, "Spoke to the class.", "")
        assert "designated safeguarding lead (in Wales: person)" in messages.sentence(refused.value)


def test_a_deputy_makes_backups_and_restores_none(staff: Staff, tmp_path: Path) -> None:
    with staff.session(Role.DSL) as lead:
        add_user(
            lead.vault,
            sign_in="DD2",
            name="Bo Deputy",
            role="",
            office=Role.DEPUTY,
            password=PASSWORD,
            at=NOW,
            cost=FLOOR,
        )
        made = backups.make(lead.vault, tmp_path, at=NOW)
    file, target = made.path, tmp_path / "back" / "school.vault"
    target.parent.mkdir()
    assert backups.rehearse(file, who=Who(PASSWORD, "DD2")).head.position > 0
    with pytest.raises(RoleRefusedError):
        backups.restore(file, target, who=Who(PASSWORD, "DD2"), at=NOW)
    assert list(target.parent.iterdir()) == []
    backups.restore(file, target, who=Who(PASSWORD, "DSL"), at=NOW)
    assert target.is_file()


def test_a_list_that_is_exported_says_nothing_of_what_is_sealed(
    staff: Staff, tmp_path: Path
) -> None:
    with staff.session(Role.HEAD) as head:
        sealed = record(head, **CONCERN)
    with staff.session(Role.DSL) as lead:
        reference = record(lead)
    with staff.session(Role.HEAD) as head:
        assert len(incident_log.numbers(head, Query())) == 2
        assert list_csv.export(head, Query(), to=tmp_path / "list.csv", reason="a visit") == 1
        text = (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
        assert reference in text
        assert sealed not in text
        said = head.vault.of_vault()[-1].event
        assert isinstance(said, ListExported)
        assert said.rows == 1


def test_a_whole_concern_leaves_no_word_that_a_lead_could_read_with_the_vault_key_and_a_tool(
    staff: Staff, tmp_path: Path
) -> None:
    deputy = staff.keys[Role.DEPUTY][0]
    with staff.session(Role.HEAD) as head:
        reference = record(
            head,
            **CONCERN,
            narrative="Xylophone mornings were mentioned.",
            people=[{"role": "suspected-adult", "name": "Wolfgang Umbrellastand"}],
        )
        views_log.open_incident(head, reference)
        casework.note_call(head, reference, {"agency": "lado", "person": "Officer Quillfeather"})
        casework.add_action(head, reference, "Marmalade was locked away.", "")
        casework.decide(head, reference, {"decision": "refer", "reason": "Tangerine reasons."})
        readers.name_readers(head, reference, (deputy,))
        readers.take_off(head, reference, deputy)
        casework.add_action(head, reference, "Pomegranate was agreed.", "")
        wanted = Export("incident", reference)
        to = tmp_path / "record.pdf"
        exports.export(head.vault, head.library, wanted, to=to, at=NOW)
        views_log.look_at_form(head, reference, "lado")
        state = casework.read(head, reference)
    with staff.session(Role.DSL) as lead:
        assert vaults.rebuild(lead.vault, at=NOW) == 0
        vault = lead.vault.id
        users = [each.id for each in lead.vault.users()]
    tool = raw(staff.path, staff.lead)
    shown = everything(tool)
    as_lead = shown + opened_boxes(tool, vault, users=users, keys=staff.lead.keys)
    as_deputy = opened_boxes(tool, vault, users=users, keys=staff.keys[Role.DEPUTY][1])
    tool.close()
    words = "xylophone umbrellastand quillfeather marmalade tangerine pomegranate colleague-concern"
    for word in (*words.split(), "incident.", "form.made", "action.taken", "decision.made"):
        assert word.encode() not in as_lead.lower(), word
    for hidden in (reference, state.id, "suspected-adult"):
        assert hidden.encode() not in as_lead, hidden
    # Somebody who was taken off could have kept what came before, and nothing that came after.
    assert b"Tangerine" in as_deputy
    assert b"Pomegranate" not in as_deputy
