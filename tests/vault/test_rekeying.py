"""A new key for the whole file: killed at every call, failing at every step, always opened again."""

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest

from desktop_app.domain.errors import (
    PasswordRefusedError,
    SafeguardingError,
    VaultDamagedError,
    VaultDiskFullError,
    VaultExistsError,
    VaultInUseError,
)
from desktop_app.domain.events.vaults import UserRemoved, VaultRekeyed
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import RecoveryRefusedError, RekeyUnfinishedError
from desktop_app.vault import (
    checks,
    engine,
    files,
    keyfile,
    own_password,
    people_keys,
    recovering,
    rekeying,
    sealing,
)
from desktop_app.vault.vault import FLOOR, RecoveryKeys, Vault, open_vault
from tests.faults.child import Tell, fork
from tests.vault_builders import AT, PASSWORD, THEIRS, School, answers, let_in, raw

NEW = "five other plain words here"
_CALLS = frozenset({"execute", "backup", "replace", "rename", "fsync", "open", "unlink", "write"})


@dataclass(frozen=True, slots=True)
class Flow:
    """Something that changes keys, done in an open vault or from outside."""

    run: Callable[[School, RecoveryKeys], object]


def with_vault(change: Callable[[Vault], object]) -> Flow:
    def run(school: School, _paper: RecoveryKeys) -> None:
        vault = school.open()
        change(vault)
        vault.close()

    return Flow(run)


def let_deputy_in(vault: Vault) -> None:
    let_in(vault, "DD", Role.DEPUTY)


def take_out(vault: Vault) -> None:
    leaver = vault.user_by_sign_in("HT").id
    people_keys.remove_user(vault, leaver, reason="left", at=AT)


def recovered(school: School, paper: RecoveryKeys) -> None:
    found = recovering.unlock_with_recovery(school.path, paper.paper)
    recovering.recover(school.path, found, sign_in="DSL", password=NEW, at=AT, cost=FLOOR)[
        0
    ].close()


FLOWS = {
    "change": with_vault(lambda v: own_password.change_password(v, old=PASSWORD, new=NEW, at=AT)),
    "add": with_vault(let_deputy_in),
    "remove": with_vault(take_out),
    "recover": Flow(recovered),
}


def killed_at(number: int, run: Callable[[], object]) -> bool:
    """Run something in another process that ends at once at its n-th call that may write.

    Say whether it ended before it was through. Nothing is cleaned up: no `finally`, no close.
    """
    child = os.fork()
    if child == 0:
        left = number

        def count(_frame: FrameType, event: str, called: object) -> None:
            nonlocal left
            if event == "c_call" and getattr(called, "__name__", "") in _CALLS:
                left -= 1
                if left == 0:
                    os._exit(9)

        sys.setprofile(count)
        try:
            run()
        except BaseException:  # noqa: BLE001  # the other process ends here, whatever it was
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in {0, 9}
    return code == 9


def opens(school: School, password: str, sign_in: str) -> bool:
    try:
        open_vault(school.path, password=password, sign_in=sign_in).close()
    except SafeguardingError:
        return False
    return True


def check_settled(school: School, password: str) -> Vault:
    """Open the vault and see that nothing of an interrupted change is left."""
    vault = open_vault(school.path, password=password, sign_in="DSL")
    assert vault.verify().findings == ()
    ring = vault.keyring
    assert (ring.waits, ring.behind, len(ring.vault_keys)) == (False, False, 1)
    assert school.path.with_suffix(".keys").read_bytes() == ring.keyfile.data
    names = {each.name for each in school.path.parent.iterdir() if each.is_file()}
    assert names <= {"school.sgv", "school.keys", "school.sgv-journal"}
    assert vault.find_incident(school.open_reference) == school.open_id
    return vault


@pytest.fixture
def two(school: School) -> School:
    vault = school.open()
    people_keys.add_user(
        vault,
        sign_in="HT",
        name="",
        role="",
        office=Role.HEAD,
        password=THEIRS,
        at=AT,
        cost=FLOOR,
    )
    vault.close()
    return school


# Every call was gone through once, 495 of them; here each flow is cut at a few places on its way.
@pytest.mark.parametrize(
    ("name", "step"), [("change", 9), ("add", 9), ("remove", 13), ("recover", 23)]
)
def test_killed_on_its_way_the_vault_opens_and_the_change_is_whole_or_not_at_all(
    two: School, paper: RecoveryKeys, tmp_path: Path, name: str, step: int
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for each in (two.path, two.path.with_suffix(".keys")):
        shutil.copy(each, kept / each.name)
    number, seen = 1, set[bool]()
    while killed_at(number, lambda: FLOWS[name].run(two, paper)):
        seen.add(_check_after(name, two, paper))
        for each in two.path.parent.glob("school.*"):
            each.unlink()
        for each in kept.iterdir():
            shutil.copy(each, two.path.parent / each.name)
        number += step
    assert _check_after(name, two, paper)
    assert False in seen
    assert True in seen or number < 100
    assert number > 20


def _check_after(name: str, school: School, paper: RecoveryKeys) -> bool:
    """Check the vault after `name` was interrupted; say whether the change stands."""
    if name == "recover":
        return _check_recovered(school, paper)
    # Who changed their password has the old one until somebody has opened the vault once.
    changed = name == "change" and not all(opens(school, PASSWORD, "DSL") for _ in range(2))
    password = NEW if changed else PASSWORD
    vault = check_settled(school, password)
    users = {user.sign_in: user.removed for user in vault.users()}
    types = [entry.event.TYPE for entry in vault.of_vault()]
    vault.close()
    if name == "change":
        stands = "user.password-changed" in types
        assert stands == (password == NEW)
    elif name == "add":
        stands = "DD" in users
        assert opens(school, THEIRS, "DD") == stands
    else:
        stands = users["HT"]
        assert (UserRemoved.TYPE in types) == (VaultRekeyed.TYPE in types) == stands
        assert opens(school, THEIRS, "HT") != stands
    return stands


def _check_recovered(school: School, paper: RecoveryKeys) -> bool:
    """With the old password, the new one, or the paper: somebody is always let in."""
    if opens(school, PASSWORD, "DSL"):
        check_settled(school, PASSWORD).close()
        recovering.unlock_with_recovery(school.path, paper.paper)
        return False
    if not opens(school, NEW, "DSL"):
        with pytest.raises(RecoveryRefusedError):
            recovered(school, paper)
    vault = check_settled(school, NEW)
    types = {entry.event.TYPE for entry in vault.of_vault()}
    vault.close()
    assert {"recovery.used", "user.renewed", "recovery.renewed", "vault.rekeyed"} <= types
    return True


def failing(monkeypatch: pytest.MonkeyPatch, number: int, error: int) -> None:
    """Let the n-th call that makes a file durable, or puts it in place, fail; the rest work."""
    left = number
    real = {name: getattr(files, name) for name in ("replace", "sync_folder")}
    sync = os.fsync

    def fail() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(error, "injected")

    def replace(source: Path, target: Path) -> None:
        fail()
        real["replace"](source, target)

    def sync_folder(folder: Path) -> None:
        fail()
        real["sync_folder"](folder)

    def fsync(handle: int) -> None:
        fail()
        sync(handle)

    monkeypatch.setattr(files, "replace", replace)
    monkeypatch.setattr(files, "sync_folder", sync_folder)
    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize("error", [28, 5, 13], ids=["full", "failing", "refused"])
@pytest.mark.parametrize("number", range(1, 13))
def test_whatever_step_fails_the_vault_works_on_and_the_next_opening_finishes(
    two: School, monkeypatch: pytest.MonkeyPatch, number: int, error: int
) -> None:
    vault = two.open()
    with monkeypatch.context() as patch:
        failing(patch, number, error)
        try:
            take_out(vault)
        except SafeguardingError as refused:
            stands = isinstance(refused, RekeyUnfinishedError)
        else:
            stands = True
    removed = vault.user_by_sign_in("DSL").id and not any(
        user.sign_in == "HT" and not user.removed for user in vault.users()
    )
    assert removed == stands
    vault.append(answers(("coerced", "no")), incident=two.open_id, at=AT)
    vault.save_draft("draft-2", {"narrative": "after"}, at=AT)
    vault.close()
    vault = check_settled(two, PASSWORD)
    assert vault.read_draft("draft-2") == {"narrative": "after"}
    assert (keyfile.epoch_of(vault.keyring.keyfile) == 2) == stands
    vault.close()
    assert opens(two, THEIRS, "HT") != stands


def test_what_was_left_undone_is_finished_by_the_next_change_as_well(
    two: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = two.open()
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "_copy", lambda *_a, **_k: (_ for _ in ()).throw(OSError(28, "")))
        with pytest.raises(RekeyUnfinishedError) as unfinished:
            take_out(vault)
        assert isinstance(unfinished.value.__cause__, VaultDiskFullError)
        assert vault.keyring.behind
        with pytest.raises(VaultDiskFullError):
            let_deputy_in(vault)
        # Where the disk stays full the vault opens all the same.
        vault.close()
        vault = two.open()
        assert vault.keyring.behind
        vault.append(answers(("coerced", "no")), incident=two.open_id, at=AT)
    let_deputy_in(vault)
    assert not vault.keyring.behind
    vault.close()
    check_settled(two, PASSWORD).close()
    assert opens(two, THEIRS, "DD")


def test_without_room_for_a_copy_nothing_is_begun(
    two: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = two.open()
    head, keys = vault.head(), two.path.with_suffix(".keys").read_bytes()
    full = type("Usage", (), {"free": 4096})
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: full)
    with pytest.raises(VaultDiskFullError):
        take_out(vault)
    assert (vault.head(), two.path.with_suffix(".keys").read_bytes()) == (head, keys)
    vault.close()


def test_a_vault_with_a_damaged_page_is_not_copied_and_nothing_is_begun(two: School) -> None:
    whole = two.path.read_bytes()
    for page in reversed(range(len(whole) // 4096)):
        damaged = bytearray(whole)
        damaged[page * 4096 + 2000] ^= 1
        two.path.write_bytes(damaged)
        # Of a page that opening the vault reads it is told at once.
        if opens(two, PASSWORD, "DSL"):
            break
    vault = two.open()
    head = vault.head()
    with pytest.raises(VaultDamagedError):
        take_out(vault)
    assert vault.head() == head
    vault.close()
    assert opens(two, THEIRS, "HT")


def test_a_file_of_somebody_elses_in_the_way_is_left_alone(two: School) -> None:
    other = two.path.with_name("school.sgv.new")
    other.write_bytes(b"something of somebody's own")
    vault = two.open()
    with pytest.raises(RekeyUnfinishedError) as unfinished:
        take_out(vault)
    assert isinstance(unfinished.value.__cause__, VaultExistsError)
    assert other.read_bytes() == b"something of somebody's own"
    vault.close()
    other.unlink()
    check_settled(two, PASSWORD).close()


@pytest.mark.parametrize("held", [0, 1, 5])
def test_where_an_open_file_cannot_be_replaced_it_is_let_go_and_tried_again(
    two: School, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(rekeying, "REPLACES_OPEN_FILES", False)
    vault = two.open()
    left = held
    kind = type(two.path)
    real = kind.replace

    def replace(source: Path, target: Path) -> Path:
        nonlocal left
        if target == two.path and left:
            left -= 1
            raise PermissionError(13, "in use")
        return real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(kind, "replace", replace)
        if held < 3:
            take_out(vault)
        else:
            with pytest.raises(RekeyUnfinishedError) as unfinished:
                take_out(vault)
            assert isinstance(unfinished.value.__cause__, VaultInUseError)
    vault.append(answers(("coerced", "no")), incident=two.open_id, at=AT)
    vault.close()
    check_settled(two, PASSWORD).close()


def test_whoever_opened_the_old_file_too_early_opens_the_new_one_instead(
    two: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = two.unlock()
    real = engine._set_up  # noqa: SLF001  # the moment between opening a file and its lock
    fresh = two.path.with_name("other")
    shutil.copy(two.path, fresh)

    def late(connection: engine.Connection, *, key: bytes, salt: bytes) -> None:
        if fresh.exists():
            old.append(connection)
            fresh.replace(two.path)
        real(connection, key=key, salt=salt)

    old: list[engine.Connection] = []
    monkeypatch.setattr(engine, "_set_up", late)
    key = sealing.subkey(keys.vault_keys[0], "sqlcipher")
    connection = engine.connect(two.path, key=key, salt=checks.salt_of(keys.keyfile.vault))
    assert connection not in old
    with pytest.raises(Exception, match="closed"):
        old[0].execute("SELECT 1")
    engine.close(connection)


def test_the_old_key_opens_nothing_of_the_new_file_and_no_page_of_it_is_left(two: School) -> None:
    before = two.path.read_bytes()
    old = two.unlock()
    vault = two.open()
    rekeying.rekey(vault, at=AT, reason="asked")
    vault.close()
    after = two.path.read_bytes()
    pages = {before[n : n + 4096] for n in range(0, len(before), 4096)}
    assert not pages & {after[n : n + 4096] for n in range(0, len(after), 4096)}
    tool = raw(two.path, old)
    with pytest.raises(Exception, match="not a database"):
        tool.execute("SELECT count(*) FROM event")
    tool.close()
    for name, password in (("DSL", PASSWORD), ("HT", THEIRS)):
        assert opens(two, password, name)


def test_a_slot_can_be_taken_out_by_a_new_key_alone(two: School) -> None:
    vault = two.open()
    head = next(slot for slot in vault.keyring.keyfile.slots if slot.sign_in == "HT")
    rekeying.rekey(vault, without={head.id}, at=AT, reason="asked")
    vault.close()
    with pytest.raises(PasswordRefusedError):
        open_vault(two.path, password=THEIRS, sign_in="HT")


def test_a_leavers_old_key_file_is_put_right_when_they_open_with_it_in_the_meantime(
    two: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = two.path.with_suffix(".keys").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(files, "put", lambda *_: (_ for _ in ()).throw(VaultDiskFullError("v")))
        vault = two.open()
        with pytest.raises(RekeyUnfinishedError):
            take_out(vault)
        vault.close()
    assert two.path.with_suffix(".keys").read_bytes() == before
    assert not opens(two, THEIRS, "HT")
    assert two.path.with_suffix(".keys").read_bytes() != before
    check_settled(two, PASSWORD).close()


def test_the_copy_in_the_vault_is_what_lies_beside_it(two: School) -> None:
    vault = two.open()
    rekeying.rekey(vault, at=AT, reason="asked")
    ring = vault.keyring
    vault.close()
    tool = raw(two.path, two.unlock())
    kept = dict(tool.execute("SELECT name, value FROM meta"))
    tool.close()
    assert kept["keys"].encode() == ring.keyfile.data
    assert "keys_wait" not in kept


def test_of_two_processes_one_wins_and_nothing_acknowledged_is_lost(two: School) -> None:
    """The other one saves whenever it gets the vault; this one gives it new keys meanwhile."""
    child = fork(lambda tell: save_again_and_again(two, tell))
    for turn in range(6):
        assert child.wait_for_steps(turn + 1)  # it saved once more: our turn
        while not rekeyed(two):
            pass
    child.kill()
    assert child.end() == "killed"
    acknowledged = len(child.told)
    vault = check_settled(two, PASSWORD)
    assert keyfile.epoch_of(vault.keyring.keyfile) == 7
    types = [entry.event.TYPE for entry in vault.of_incident(two.open_id)]
    vault.close()
    assert types.count("answer.given") - 2 >= acknowledged


def save_again_and_again(school: School, tell: Tell) -> None:
    for _ in range(400):
        with contextlib.suppress(VaultInUseError):
            vault = open_vault(school.path, password=THEIRS, sign_in="HT")
            vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
            tell("saved")
            vault.close()


def rekeyed(school: School) -> bool:
    """Give the vault a new key, unless the other one has it; it may take the new file from us.

    Then the change stands, is said to be unfinished, and is finished by whoever opens next.
    """
    try:
        vault = school.open()
    except VaultInUseError:
        return False
    try:
        with contextlib.suppress(RekeyUnfinishedError):
            rekeying.rekey(vault, at=AT, reason="asked")
    finally:
        vault.close()
    return True
