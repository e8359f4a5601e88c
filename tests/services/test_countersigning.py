from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.domain.events.keeping import LogCountersigned, SessionOpened
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import RoleRefusedError
from desktop_app.services.countersigning import (
    countersign,
    countersign_state,
    countersigned,
    standing_words,
)
from desktop_app.services.sessions import Session
from desktop_app.vault.vault import create_vault
from tests.builders_staff import NOW, Staff, record, staff_of


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    return staff_of(tmp_path)


def test_the_head_signs_for_the_newest_entry_with_their_own_key(staff: Staff) -> None:
    with staff.session(Role.HEAD) as session:
        before = session.vault.head()
        line = countersign(session)
        *_others, last = session.vault.of_vault()
        assert last.event == LogCountersigned(before.position, before.hash)
        assert last.author == session.vault.user.id
        assert line == before.short
        (signed,) = countersigned(session)
        assert (signed.entry, signed.who) == (before.position, "Hal Head")
        assert session.vault.verify().ok


@pytest.mark.parametrize("office", [Role.DSL, Role.DEPUTY])
def test_nobody_else_may_sign_for_the_log(staff: Staff, office: Role) -> None:
    with staff.session(office) as session:
        with pytest.raises(RoleRefusedError):
            countersign(session)
        assert countersigned(session) == ()
        assert not countersign_state(session).mine


@pytest.mark.parametrize(
    ("days", "due", "late"),
    [(6, False, False), (7, True, False), (9, True, False), (10, True, True)],
)
def test_it_is_due_after_a_week_and_late_after_ten_days(
    staff: Staff, days: int, *, due: bool, late: bool
) -> None:
    with staff.session(Role.HEAD) as session:
        countersign(session)
        record(session, kinds=["colleague-concern"], sealed_to=["head"])
    with staff.session(Role.DEPUTY, now=NOW + timedelta(days=days)) as session:
        state = countersign_state(session)
        assert (state.due, state.late, state.days) == (due, late, days)
        assert state.new > 0


def test_a_vault_that_was_never_signed_for_is_due_a_week_after_its_first_entry(
    staff: Staff,
) -> None:
    with staff.session(Role.DSL, now=NOW + timedelta(days=7)) as session:
        state = countersign_state(session)
        assert (state.last, state.due) == (None, True)
        assert "has not signed for the log yet" in standing_words(state)


def test_opening_the_window_alone_makes_nothing_due(staff: Staff) -> None:
    with staff.session(Role.HEAD) as session:
        countersign(session)
        session.vault.append([SessionOpened(0, 0)], incident=None, at=NOW)
    with staff.session(Role.DSL, now=NOW + timedelta(days=60)) as session:
        state = countersign_state(session)
        assert (state.new, state.due, state.late) == (0, False, False)
        assert standing_words(state) == "The head teacher has signed for everything in the log."


def test_without_a_head_who_signs_in_nothing_is_due_for_it_is_done_on_paper(
    tmp_path: Path, staff: Staff
) -> None:
    vault, _keys = create_vault(
        tmp_path / "alone.vault", password="four words for a test", at=NOW - timedelta(days=90)
    )
    session = Session(vault, staff.library, lambda: NOW)
    state = countersign_state(session)
    assert (state.by_login, state.due, state.late) == (False, False, False)
    assert "on paper" in standing_words(state)
    vault.close()
