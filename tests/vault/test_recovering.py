"""The paper recovery key used, and renewed."""

import itertools
import json
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop_app.domain.errors import (
    PasswordRefusedError,
    RecoveryKeyError,
    UserUnknownError,
    VaultAlteredError,
    VaultDamagedError,
)
from desktop_app.domain.events.vaults import (
    RecoveryRenewed,
    RecoveryUsed,
    UserRenewed,
    VaultCreated,
    VaultMigrated,
    VaultRekeyed,
)
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import (
    AdministratorError,
    RecoveryRefusedError,
    UserRemovedError,
)
from desktop_app.vault import keyfile, people_keys, recovering, recovery
from desktop_app.vault.vault import FLOOR, RecoveryKeys, Vault, open_vault, unlock
from tests.vault_builders import AT, PASSWORD, THEIRS, School, answers, let_in, raw

NEW = "five other plain words here"


def beside(school: School) -> Path:
    return school.path.with_suffix(".keys")


def back_in(
    school: School, paper: tuple[str, ...], sign_in: str = "DSL"
) -> tuple[Vault, RecoveryKeys]:
    recovered = recovering.unlock_with_recovery(school.path, paper)
    return recovering.recover(
        school.path, recovered, sign_in=sign_in, password=NEW, at=AT, cost=FLOOR
    )


def test_the_paper_key_lets_a_user_back_in_and_is_followed_by_a_new_one(
    school: School, paper: RecoveryKeys
) -> None:
    vault, keys = back_in(school, paper.paper)
    used, renewed, anew, rekeyed = (entry.event for entry in vault.of_vault()[-4:])
    assert isinstance(used, RecoveryUsed)
    assert isinstance(renewed, UserRenewed)
    assert isinstance(anew, RecoveryRenewed)
    assert isinstance(rekeyed, VaultRekeyed)
    assert (used.user, used.signing_public) == (vault.user.id, renewed.signing_public)
    assert keys.outside == ()
    # The vault works on, for the same user, in the same place of the log.
    vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
    assert vault.find_incident(school.open_reference) == school.open_id
    assert vault.verify().ok
    # What was sealed to the keys that were lost stays closed.
    assert vault.find_incident(school.sealed_reference) is None
    vault.close()
    with pytest.raises(PasswordRefusedError):
        open_vault(school.path, password=PASSWORD)
    with pytest.raises(RecoveryRefusedError):
        recovering.unlock_with_recovery(school.path, paper.paper)
    again, third = back_in(school, keys.paper)
    again.close()
    assert len({paper.paper, keys.paper, third.paper}) == 3
    open_vault(school.path, password=NEW).close()


def test_the_witness_is_over_the_vault_the_entry_before_and_the_new_key(
    school: School, paper: RecoveryKeys
) -> None:
    vault, _ = back_in(school, paper.paper)
    beginning = vault.of_vault()[0].event
    assert isinstance(beginning, VaultCreated)
    place, used = next(
        (entry.position, entry.event)
        for entry in vault.of_vault()
        if isinstance(entry.event, RecoveryUsed)
    )
    assert used.recovery_public == beginning.recovery_public
    ident = vault.id
    vault.close()
    tool = raw(school.path, unlock(school.path, password=NEW))
    parent = tool.execute("SELECT hash FROM event WHERE position = ?", (place - 1,)).fetchone()[0]
    tool.close()
    said = b"SG-RECOVERY-v1\0" + ident.encode() + b"\0" + parent
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(beginning.recovery_signing_public)).verify(
        bytes.fromhex(used.witness), said + bytes.fromhex(used.signing_public)
    )


def test_rows_typed_wrongly_are_named_and_another_schools_key_is_refused(
    school: School, paper: RecoveryKeys
) -> None:
    with pytest.raises(RecoveryKeyError) as wrong:
        recovering.unlock_with_recovery(school.path, (*paper.paper[:3], "0000000 0000001"))
    assert wrong.value.rows == (4,)
    for other in (recovery.printed(bytes(32)), paper.outside):
        with pytest.raises(RecoveryRefusedError):
            recovering.unlock_with_recovery(school.path, other)


def test_the_paper_key_lets_in_only_those_who_are_users_and_may_hold_a_key(
    school: School, paper: RecoveryKeys
) -> None:
    vault = school.open()
    leaver = let_in(vault, "HT", Role.HEAD).id
    let_in(vault, "IT", Role.ADMINISTRATOR)
    vault.close()
    before = beside(school).read_bytes()
    vault = school.open()
    people_keys.remove_user(vault, leaver, reason="", at=AT)
    vault.close()
    with pytest.raises(UserUnknownError):
        back_in(school, paper.paper, "HT")
    with pytest.raises(AdministratorError):
        back_in(school, paper.paper, "IT")
    after = beside(school).read_bytes()
    beside(school).write_bytes(before)
    with pytest.raises(VaultDamagedError):
        back_in(school, paper.paper, "HT")
    beside(school).write_bytes(after)
    back_in(school, paper.paper)[0].close()


def test_a_removed_user_is_not_let_back_in_by_paper_and_an_old_key_file(
    school: School, paper: RecoveryKeys
) -> None:
    vault = school.open()
    leaver = let_in(vault, "HT", Role.HEAD).id
    recovered = recovering.unlock_with_recovery
    vault.close()
    found = recovered(school.path, paper.paper)
    fresh = recovering.fresh_keys(found, sign_in="HT", password=NEW, cost=FLOOR)
    vault = school.open()
    people_keys.remove_user(vault, leaver, reason="", at=AT)
    vault.close()
    found = recovered(school.path, paper.paper)
    with pytest.raises(UserRemovedError):
        recovering.recover_with(school.path, found, fresh, at=AT)


@pytest.mark.parametrize(
    "lost", [each for n in range(4) for each in itertools.combinations(("DSL", "HT", "paper"), n)]
)
def test_the_vault_opens_as_long_as_one_user_or_the_paper_is_left(
    school: School, paper: RecoveryKeys, lost: tuple[str, ...]
) -> None:
    vault = school.open()
    let_in(vault, "HT", Role.HEAD)
    vault.close()
    passwords = {"DSL": PASSWORD, "HT": THEIRS}
    rows = paper.paper if "paper" not in lost else recovery.printed(bytes(32))
    opened = 0
    for name, password in passwords.items():
        try:
            open_vault(
                school.path, password=NEW if name in lost else password, sign_in=name
            ).close()
        except PasswordRefusedError:
            assert name in lost
        else:
            opened += 1
    try:
        back_in(school, rows)[0].close()
    except RecoveryRefusedError:
        assert "paper" in lost
    else:
        opened += 1
    assert opened == 3 - len(lost)


def test_a_new_paper_key_ends_the_old_one_even_with_an_old_key_file(
    school: School, paper: RecoveryKeys
) -> None:
    old = beside(school).read_bytes()
    vault = school.open()
    rows = recovering.renew_recovery(vault, at=AT)
    assert vault.verify().ok
    vault.close()
    with pytest.raises(RecoveryRefusedError):
        recovering.unlock_with_recovery(school.path, paper.paper)
    current = beside(school).read_bytes()
    beside(school).write_bytes(old)
    found = recovering.unlock_with_recovery(school.path, paper.paper)
    with pytest.raises(VaultDamagedError):
        recovering.recover(school.path, found, sign_in="DSL", password=NEW, at=AT, cost=FLOOR)
    beside(school).write_bytes(current)
    school.open().close()
    back_in(school, rows)[0].close()


def test_a_paper_key_that_the_log_did_not_introduce_is_refused(school: School) -> None:
    first = school.unlock()
    (key,) = first.vault_keys
    theirs = keyfile.recovery_public(bytes(32), outside=False)
    slot = type(first.keyfile.recovery[0])("x" * 36, theirs)
    fields = {name: getattr(first.keyfile, name) for name in type(first.keyfile).__slots__}
    bare = keyfile.KeyFile(**fields | {"recovery": (slot,), "boxes": ()})
    changed = keyfile.with_vault_key(bare, epoch=1, vault_key=key)
    beside(school).write_bytes(keyfile.as_bytes(changed, key))
    with pytest.raises(VaultAlteredError) as refused:
        school.open()
    assert refused.value.what == ("recovery",)
    with pytest.raises(VaultAlteredError):
        back_in(school, recovery.printed(bytes(32)))


def test_a_paper_key_from_before_there_were_witnesses_opens_the_vault_without_one(
    school: School, paper: RecoveryKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Vault, "paper_witness", "")
    vault, _ = back_in(school, paper.paper)
    used = [e.event for e in vault.of_vault() if isinstance(e.event, RecoveryUsed)]
    assert [each.witness for each in used] == [""]
    # This vault did introduce a key for it: the log as it stands now is no longer believed.
    assert [each.what for each in vault.verify().findings][:1] == ["recovery"]
    vault.close()


KEPT = sorted((Path(__file__).resolve().parents[1] / "data" / "vaults").glob("0.[123].0.vault"))


@pytest.mark.parametrize("older", KEPT, ids=lambda path: path.stem)
def test_into_a_vault_of_an_older_version_the_paper_lets_in_and_then_it_is_brought_up_to_date(
    tmp_path: Path, older: Path
) -> None:
    for ending in (".vault", ".keys"):
        shutil.copy(older.with_suffix(ending), tmp_path)
    path = tmp_path / older.name
    said = json.loads(older.with_suffix(".json").read_text(encoding="utf-8"))
    theirs = unlock(path, password=said["password"])
    # Its paper was never kept: what that would have opened is opened by the password.
    found = recovering.Recovered(
        theirs.keyfile, theirs.keyfile.recovery[0], theirs.vault_keys, bytes(32)
    )
    fresh = recovering.fresh_keys(found, sign_in=theirs.slot.sign_in, password=NEW, cost=FLOOR)
    vault, keys = recovering.recover_with(path, found, fresh, at=AT)
    types = [entry.event.TYPE for entry in vault.of_vault()][-5:]
    assert types == [
        RecoveryUsed.TYPE,
        UserRenewed.TYPE,
        RecoveryRenewed.TYPE,
        VaultRekeyed.TYPE,
        VaultMigrated.TYPE,
    ]
    assert vault.verify().findings == ()
    vault.close()
    recovering.unlock_with_recovery(path, keys.paper)
    open_vault(path, password=NEW).close()
