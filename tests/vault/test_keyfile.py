"""The key file: nothing in it can be changed, swapped or made hostile unnoticed."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typing_extensions import override

from desktop_app.domain.errors import (
    KeyFileDamagedError,
    KeyFileMissingError,
    KeyFileTooNewError,
    PasswordRefusedError,
    SignInNeededError,
    VaultAlteredError,
    VaultDiskFullError,
    VaultReadOnlyError,
)
from desktop_app.vault import files, key_reading, keyfile, keyslots
from desktop_app.vault.canon import canonical
from desktop_app.vault.checks import salt_of
from desktop_app.vault.keyslots import FLOOR, Cost, PasswordSlot, UserKeys
from desktop_app.vault.sealing import subkey
from desktop_app.vault.vault import open_vault
from tests.vault_builders import AT, PASSWORD, School, add_user, answers, fresh_id, raw

Content = dict[str, Any]
THEIRS = "another four plain words"
ELSE = "01a20000-0000-7000-8000-000000000000"


def beside(school: School) -> Path:
    return school.path.with_suffix(".keys")


def rewrite(school: School, change: Callable[[Content], object]) -> None:
    """Change the key file as someone would who knows its format: the digest fits again."""
    content = json.loads(beside(school).read_bytes())
    change(content)
    content.pop("digest", None)
    mac = content.pop("mac", "")
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    beside(school).write_bytes(canonical(content | {"mac": mac}))


def test_every_byte_of_the_key_file_that_is_changed_is_found_and_named(school: School) -> None:
    whole = beside(school).read_bytes()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        beside(school).write_bytes(damaged)
        with pytest.raises((KeyFileDamagedError, KeyFileTooNewError)):
            school.open()


def test_a_key_file_cut_off_anywhere_is_refused(school: School) -> None:
    whole = beside(school).read_bytes()
    for size in range(0, len(whole), 7):
        beside(school).write_bytes(whole[:size])
        with pytest.raises(KeyFileDamagedError):
            school.open()


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 60_000,
        b"{" * 60_000,
        b" " * (keyfile.LARGEST + 1),
        b'{"a":1,"a":1}',
        b'{"v":1.0}',
        b"null",
        b"\xff\xfe",
        b'"\\ud800"',
        b"1" * 5000,
    ],
    ids=["deep", "broken", "large", "twice", "fraction", "nothing", "bytes", "half", "number"],
)
def test_hostile_bytes_are_refused(school: School, data: bytes) -> None:
    beside(school).write_bytes(data)
    with pytest.raises(KeyFileDamagedError):
        school.open()


def test_another_spelling_of_the_same_content_is_refused(school: School) -> None:
    content = json.loads(beside(school).read_bytes())
    beside(school).write_bytes(json.dumps(content, indent=1).encode())
    with pytest.raises(KeyFileDamagedError):
        school.open()


def test_a_newer_format_is_said_to_be_newer(school: School) -> None:
    rewrite(school, lambda content: content.update(v=2, more="unknown"))
    with pytest.raises(KeyFileTooNewError):
        school.open()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("m", 1024),
        ("m", FLOOR.m - 1),
        ("m", (1 << 20) + 1),
        ("t", 2),
        ("t", 11),
        ("p", 0),
        ("p", 17),
        ("p", True),
        ("alg", "argon2i"),
        ("salt", "00"),
        ("salt", "AA" * 16),
    ],
)
def test_costs_below_the_floor_and_beyond_reason_are_refused(
    school: School, name: str, value: object
) -> None:
    rewrite(school, lambda content: content["slots"][0]["kdf"].update({name: value}))
    with pytest.raises(KeyFileDamagedError):
        school.open()


@pytest.mark.parametrize(
    "change",
    [
        lambda slot: slot.update(user=ELSE),
        lambda slot: slot.update(gen=2),
        lambda slot: slot.update(sign_in="dsl"),
        lambda slot: slot.update(x25519_pub="11" * 32),
        lambda slot: slot.update(ed25519_pub="11" * 32),
        lambda slot: slot["kdf"].update(p=3),
        lambda slot: slot.update(nonce="00" * 12),
    ],
    ids=["user", "gen", "sign-in", "sealing", "signing", "cost", "nonce"],
)
def test_a_box_is_bound_to_the_public_fields_beside_it(
    school: School, change: Callable[[Content], object]
) -> None:
    rewrite(school, lambda content: change(content["slots"][0]))
    with pytest.raises(PasswordRefusedError):
        school.open()


def test_a_box_is_bound_to_the_id_of_its_slot(school: School) -> None:
    def renamed(content: Content) -> None:
        content["vk"][0]["to"] = content["slots"][0]["id"] = ELSE

    rewrite(school, renamed)
    with pytest.raises(PasswordRefusedError):
        school.open()


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(gen=2),
        lambda content: content.update(outside="11" * 32),
        lambda content: content["vk"].pop(1),
        lambda content: content["vk"].reverse(),
        lambda content: content["vk"][0].update(epoch=2),
        lambda content: content["vk"][0].update(box=content["vk"][1]["box"]),
        lambda content: content["slots"][1].update(x25519_pub="11" * 32),
    ],
    ids=["gen", "outside", "taken", "order", "epoch", "swapped", "recovery-key"],
)
def test_whoever_lacks_the_vault_key_can_change_nothing(
    school: School, change: Callable[[Content], object]
) -> None:
    rewrite(school, change)
    with pytest.raises(KeyFileDamagedError) as refused:
        school.open()
    assert refused.value.what == "mac"


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["slots"].append(content["slots"][0]),
        lambda content: content["slots"].pop(0),
        lambda content: content["slots"].clear(),
        lambda content: content.update(slots="x"),
        lambda content: content.update(slots=[1]),
        lambda content: content["slots"][0].update(kind="other"),
        lambda content: content["slots"][0].update(name="Somebody"),
        lambda content: content.update(format="other"),
        lambda content: content.update(vault=7),
        lambda content: content["vk"][0].update(box="zz"),
        lambda content: content.update(slots=content["slots"] * 20),
        lambda content: content["vk"][0].update(to=content["slots"][1]["id"]),
        lambda content: content["vk"][0].update(to=ELSE),
        lambda content: content["slots"].pop(1),
        lambda content: content["vk"].extend(
            dict(b, epoch=e) for b in [*content["vk"]] for e in (2, 3)
        ),
    ],
    ids=[
        "twice",
        "no-user",
        "nobody",
        "text",
        "number",
        "kind",
        "name",
        "format",
        "vault",
        "no-hex",
        "many",
        "two-boxes-for-one",
        "box-for-nobody",
        "slot-gone",
        "three-keys",
    ],
)
def test_a_file_of_another_shape_is_refused(
    school: School, change: Callable[[Content], object]
) -> None:
    rewrite(school, change)
    with pytest.raises(KeyFileDamagedError) as refused:
        school.open()
    assert refused.value.what == "form"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None
)
@given(st.data(), VALUES)
def test_no_value_anywhere_makes_the_parser_fail_otherwise(
    school: School, data: st.DataObject, value: object
) -> None:
    content = json.loads(beside(school).read_bytes())
    place: Any = content
    name = data.draw(st.sampled_from(sorted(content)))
    while isinstance(place[name], dict | list) and data.draw(st.booleans()):
        place = place[name]
        keys = sorted(place) if isinstance(place, dict) else list(range(len(place)))
        name = data.draw(st.sampled_from(keys))
    place[name] = value
    path = school.path.with_suffix(".try")
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        key_reading.read(path)
    except (KeyFileDamagedError, KeyFileTooNewError):
        return
    assert content == json.loads(beside(school).read_bytes())


def test_a_user_must_be_named_where_there_are_two(school: School) -> None:
    def second(content: Content) -> None:
        copy = json.loads(json.dumps(content["slots"][0]))
        content["slots"].append(copy | {"id": "second", "sign_in": "HT"})

    rewrite(school, second)
    with pytest.raises(SignInNeededError) as refused:
        open_vault(school.path, password=PASSWORD)
    assert refused.value.sign_ins == ("DSL", "HT")


def give_slot(school: School, *, user: str, keys: UserKeys, sign_in: str, password: str) -> None:
    """Write one more slot into the key file, as whoever holds the vault key can."""
    first = school.unlock()
    slot = PasswordSlot(
        id=fresh_id(),
        user=user,
        sign_in=sign_in,
        gen=2,
        cost=FLOOR,
        salt=bytes(range(16)),
        sealing_public=keys.sealing_public,
        signing_public=keys.signing_public,
    )
    slot = keyslots.closed(slot, vault=first.keyfile.vault, keys=keys, password=password)
    (vault_key,) = first.vault_keys
    more = replace(first.keyfile, gen=2, slots=(*first.keyfile.slots, slot), boxes=())
    more = keyfile.with_vault_key(more, epoch=1, vault_key=vault_key)
    files.write_whole(beside(school), keyfile.as_bytes(more, vault_key))


def test_a_second_user_is_an_addition_to_log_and_key_file_and_changes_neither(
    school: School,
) -> None:
    vault = school.open()
    keys = add_user(vault, "HT")
    head = vault.user_by_sign_in("HT").id
    vault.close()
    give_slot(school, user=head, keys=keys, sign_in="HT", password=THEIRS)
    for name, password in (("DSL", PASSWORD), ("ht", THEIRS)):
        opened = open_vault(school.path, password=password, sign_in=name)
        opened.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
        assert opened.verify().ok
        opened.close()
    for name, password in (("DSL", THEIRS), ("HT", PASSWORD), ("XY", THEIRS)):
        with pytest.raises(PasswordRefusedError):
            open_vault(school.path, password=password, sign_in=name)
    with pytest.raises(SignInNeededError):
        open_vault(school.path, password=THEIRS)


def test_a_slot_whose_user_or_keys_the_log_does_not_know_is_refused(school: School) -> None:
    known = school.unlock().slot.user
    for user, what in ((fresh_id(), "user"), (known, "keys")):
        kept = beside(school).read_bytes()
        give_slot(school, user=user, keys=keyslots.new_keys(), sign_in="Other", password=THEIRS)
        with pytest.raises(VaultAlteredError) as refused:
            open_vault(school.path, password=THEIRS, sign_in="Other")
        assert refused.value.what == (what,)
        beside(school).write_bytes(kept)


@pytest.mark.parametrize("reached", [False, True])
def test_a_vault_key_that_the_vault_itself_knows_nothing_of_is_never_taken_up(
    school: School, *, reached: bool
) -> None:
    first = school.unlock()
    (old,) = first.vault_keys
    new = bytes(range(32))
    both = keyfile.with_vault_key(replace(first.keyfile, gen=2), epoch=2, vault_key=new)
    if reached:
        tool = raw(school.path, first)
        salt = salt_of(first.keyfile.vault).hex()
        tool.execute(f"PRAGMA rekey = \"x'{subkey(new, 'sqlcipher').hex()}{salt}'\"")
        tool.close()
    files.write_whole(beside(school), keyfile.as_bytes(both, new))
    assert school.unlock().vault_keys == (new, old)
    if reached:
        vault = school.open()
        assert vault.verify().ok
        vault.close()
        return
    before = school.path.read_bytes()
    with pytest.raises(KeyFileDamagedError) as refused:
        school.open()
    assert refused.value.what == "epoch"
    assert school.path.read_bytes() == before


def test_the_key_file_names_no_person(school: School) -> None:
    data = beside(school).read_bytes()
    assert b"Canary" not in data
    assert b'"sign_in":"DSL"' in data


def test_a_key_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissingError):
        key_reading.read(tmp_path / "v.keys")


@pytest.mark.parametrize(
    ("seconds", "memory"), [(0.01, 256), (0.35, 128), (0.7, 64), (5.0, 64), (0.0, 256)]
)
def test_the_cost_is_raised_until_it_takes_about_seven_tenths_of_a_second(
    seconds: float, memory: int
) -> None:
    chosen = keyslots.calibrated(lambda cost: seconds * cost.m / FLOOR.m)
    assert chosen == Cost(m=memory * 1024, t=3, p=4)


def test_measuring_takes_time() -> None:
    assert keyslots.seconds_taken(FLOOR) > 0


def test_a_lone_surrogate_in_a_password_is_no_error() -> None:
    assert len(keyslots.stretch(PASSWORD + "\ud800", salt=bytes(16), cost=FLOOR)) == 32


class Held(type(Path())):  # type: ignore[misc]  # the platform's own kind of path
    """A file that another program holds for the first few tries."""

    refusals = 0

    @override
    def replace(self, target: Any) -> Path:
        if Held.refusals:
            Held.refusals -= 1
            raise PermissionError(13, "in use")
        return Path(self).replace(target)


def test_a_file_in_use_for_a_moment_is_replaced_when_it_is_let_go(tmp_path: Path) -> None:
    waits: list[float] = []
    target, fresh = tmp_path / "v.keys", tmp_path / "v.keys.new"
    target.write_bytes(b"old")
    fresh.write_bytes(b"new")
    Held.refusals = 7
    files.replace(Held(fresh), target, wait=waits.append)
    assert target.read_bytes() == b"new"
    assert waits == [0.05, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0]


def test_a_file_that_stays_in_use_is_left_as_it_is(tmp_path: Path) -> None:
    waits: list[float] = []
    Held.refusals = 100
    with pytest.raises(PermissionError):
        files.replace(Held(tmp_path / "new"), tmp_path / "old", wait=waits.append)
    assert len(waits) == 9


@pytest.mark.parametrize(("number", "error"), [(28, VaultDiskFullError), (13, VaultReadOnlyError)])
def test_a_failed_write_leaves_the_old_file_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    path = tmp_path / "v.keys"
    path.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(error):
        files.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["v.keys"]


def test_neither_link_nor_mode_of_a_leftover_is_kept_when_a_key_file_is_written(
    tmp_path: Path,
) -> None:
    path, elsewhere = tmp_path / "v.keys", tmp_path / "elsewhere"
    elsewhere.write_bytes(b"theirs")
    path.with_name("v.keys.new").symlink_to(elsewhere)
    files.write_whole(path, b"new")
    assert (path.read_bytes(), elsewhere.read_bytes()) == (b"new", b"theirs")
    path.with_name("v.keys.new").write_bytes(b"left by a killed save")
    path.with_name("v.keys.new").chmod(0o666)
    files.write_whole(path, b"newer")
    assert path.stat().st_mode & 0o777 == 0o600  # read and write, for its owner


@pytest.mark.parametrize("ident", ["../../elsewhere", "x" * 36, "../" * 12])
def test_an_id_of_a_vault_that_could_lead_elsewhere_is_refused(school: School, ident: str) -> None:
    rewrite(school, lambda content: content.update(vault=ident))
    with pytest.raises(KeyFileDamagedError) as refused:
        key_reading.read(beside(school))
    assert refused.value.what == "form"
