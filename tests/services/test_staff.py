import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.errors import PasswordRefusedError
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import (
    AdministratorError,
    JoiningFileError,
    LastUserError,
    RoleRefusedError,
    SignInTakenError,
    TooManyTriesError,
)
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import incidents, recovering, sign_in, staff
from desktop_app.services.sessions import RecoveryKeys, Session
from desktop_app.services.staff import Member, Newcomer
from desktop_app.vault.vault import FLOOR, create_vault, open_vault

PASSWORD = "four plain words here"
ANOTHER = "other words for another"
AT = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "school.vault"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    vault, _keys = create_vault(
        path, password=PASSWORD, sign_in="AB", name="A. Bee", at=AT, cost=FLOOR
    )
    yield Session(vault, Library(resources_folder()), lambda: AT)
    vault.close()


def let_in(session: Session, sign_in: str, office: Role, *, password: str = ANOTHER) -> Member:
    newcomer = Newcomer(sign_in, f"Name of {sign_in}", "Teacher", office)
    prepared = staff.prepare(session.vault.keyring.keyfile, newcomer, password)
    return found(session, staff.admit(session, prepared).id)


def found(session: Session, user: str) -> Member:
    member = staff.member(session, user)
    assert member is not None
    return member


def as_user(session: Session, path: Path, sign_in: str, password: str = ANOTHER) -> Session:
    session.vault.close()
    vault = open_vault(path, password=password, sign_in=sign_in)
    return Session(vault, session.library, session.now)


def test_everyone_is_listed_with_what_they_may_do_and_since_when(session: Session) -> None:
    let_in(session, "CD", Role.DEPUTY)
    everyone = staff.everyone(session)
    assert [(each.sign_in, each.office, each.me) for each in everyone] == [
        ("AB", Role.DSL, True),
        ("CD", Role.DEPUTY, False),
    ]
    assert all(each.since.startswith("2026-11-20T17:40") for each in everyone)
    assert staff.names_known(session) == ("A. Bee", "AB", "Name of CD", "CD")


def test_who_was_let_in_opens_the_vault_with_the_password_they_typed(
    session: Session, path: Path
) -> None:
    let_in(session, "CD", Role.DEPUTY)
    theirs = as_user(session, path, "CD")
    assert theirs.vault.user.office == Role.DEPUTY
    theirs.vault.close()


def test_a_sign_in_name_that_somebody_has_is_refused(session: Session) -> None:
    let_in(session, "CD", Role.DEPUTY)
    with pytest.raises(SignInTakenError):
        let_in(session, "cd", Role.HEAD)
    assert len(staff.everyone(session)) == 2


def test_a_prepared_person_is_shown_with_their_code_before_they_are_let_in(
    session: Session,
) -> None:
    newcomer = Newcomer("CD", "C. Dee", "Deputy head", Role.DEPUTY)
    data = staff.prepare(session.vault.keyring.keyfile, newcomer, ANOTHER)
    joiner = staff.look_at(session, data)
    assert joiner.newcomer == newcomer
    assert joiner.code == staff.code_of(data)
    assert len(staff.everyone(session)) == 1
    with pytest.raises(JoiningFileError):
        staff.look_at(session, data.replace(b"C. Dee", b"X. Dee") + b" ")


def test_a_deputy_reads_the_list_and_changes_nobody_but_their_own_password(
    session: Session, path: Path
) -> None:
    member = let_in(session, "CD", Role.DEPUTY)
    deputy = as_user(session, path, "CD")
    ring = deputy.vault.keyring
    assert len(staff.everyone(deputy)) == 2
    for refused in (
        lambda: staff.admit(deputy, b""),
        lambda: staff.look_at(deputy, b""),
        lambda: staff.change(deputy, member.id, name="X", title="", office=Role.DSL),
        lambda: staff.remove(deputy, member.id, reason=""),
        lambda: staff.new_recovery(deputy),
        lambda: staff.put_recovery(deputy, RecoveryKeys((), ())),
    ):
        with pytest.raises(RoleRefusedError):
            refused()
    staff.put_password(deputy, staff.new_password(path, ring, ANOTHER, PASSWORD, AT))
    as_user(deputy, path, "CD", PASSWORD).vault.close()


def test_somebody_who_left_cannot_sign_in_and_is_listed_as_gone(
    session: Session, path: Path
) -> None:
    member = let_in(session, "CD", Role.DEPUTY)
    staff.remove(session, member.id, reason="left the school")
    assert found(session, member.id).removed
    session.vault.close()
    with pytest.raises(PasswordRefusedError):
        open_vault(path, password=ANOTHER, sign_in="CD")
    open_vault(path, password=PASSWORD).close()


def test_the_only_lead_is_not_removed_and_keeps_the_role(session: Session) -> None:
    me = staff.everyone(session)[0]
    with pytest.raises(LastUserError):
        staff.change(session, me.id, name="A. Bee", title="", office=Role.HEAD)
    assert found(session, me.id).office == Role.DSL


def test_a_lost_password_is_replaced_by_one_they_type(session: Session, path: Path) -> None:
    member = let_in(session, "CD", Role.DEPUTY, password="words that are lost now")
    keys = session.vault.keyring.keyfile
    staff.renew(session, staff.fresh(keys, member.id, member.sign_in, ANOTHER))
    as_user(session, path, "CD").vault.close()
    with pytest.raises(PasswordRefusedError):
        open_vault(path, password="words that are lost now", sign_in="CD")


def test_a_wrong_old_password_counts_as_at_the_first_page(
    session: Session, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "desk_folder", lambda: tmp_path / "desk")
    ring = session.vault.keyring
    for _number in range(5):
        with pytest.raises(PasswordRefusedError):
            staff.new_password(path, ring, "not this one at all", ANOTHER, AT)
    with pytest.raises(TooManyTriesError):
        staff.new_password(path, ring, PASSWORD, ANOTHER, AT)


def test_an_administrator_is_let_in_without_a_key_to_the_records(
    session: Session, path: Path
) -> None:
    member = let_in(session, "IT", Role.ADMINISTRATOR)
    assert not member.holds_key
    session.vault.close()
    with pytest.raises(AdministratorError):
        open_vault(path, password=ANOTHER, sign_in="IT")


def test_a_new_recovery_key_is_four_rows_and_leaves_the_outside_key_alone(
    session: Session,
) -> None:
    before = session.vault.head()
    keys = staff.new_recovery(session)
    assert len(keys.paper) == 4
    assert keys.outside == ()
    assert session.vault.head() == before
    told: list[tuple[int, int]] = []
    staff.put_recovery(session, keys, progress=lambda done, whole: told.append((done, whole)))
    assert told
    path = session.vault.path
    session.vault.close()
    assert recovering.unlock(path, keys.paper).vault_keys


def test_the_sealed_concerns_that_both_read_are_named_and_no_others(session: Session) -> None:
    both, other = let_in(session, "CD", Role.DEPUTY), let_in(session, "EF", Role.HEAD)
    concern = {"kinds": ["colleague-concern"], "aware_at": "2026-11-20T17:40"}
    data = json.dumps(concern | {"sealed_to": ["AB", "CD"]}).encode()
    reference = incidents.record_json(session.vault, session.library, data, source="-", at=AT)
    assert staff.sealed_with(session, both.id) == (reference,)
    assert staff.sealed_with(session, other.id) == ()
    keys = session.vault.keyring.keyfile
    staff.renew(session, staff.fresh(keys, both.id, both.sign_in, ANOTHER))
    assert staff.sealed_with(session, both.id) == ()
