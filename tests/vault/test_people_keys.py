"""People let in, changed and let go: log and key file change as one."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.errors import (
    KeyFileDamagedError,
    PasswordRefusedError,
    PasswordTooShortError,
    SealedToNobodyError,
    SignInNameError,
    UserUnknownError,
    VaultDamagedError,
    VaultDiskFailingError,
    VaultFaultError,
    VaultForeignError,
    VaultInUseError,
)
from desktop_app.domain.events.vaults import PasswordChanged, UserAdded, UserRemoved, VaultRekeyed
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import (
    AdministratorError,
    JoiningFileError,
    KeyFileOlderError,
    LastUserError,
    OwnAccountError,
    RekeyUnfinishedError,
    SignInTakenError,
    TooManyUsersError,
    UserRemovedError,
)
from desktop_app.vault import (
    files,
    joining,
    key_reading,
    keyfile,
    keyslots,
    own_password,
    people_keys,
)
from desktop_app.vault.canon import canonical
from desktop_app.vault.keyfile import KeyFile
from desktop_app.vault.keyslots import PasswordSlot, UserKeys
from desktop_app.vault.users import User
from desktop_app.vault.vault import FLOOR, Vault, create_vault, open_unlocked, open_vault, unlock
from tests.vault_builders import AT, PASSWORD, THEIRS, School, answers, fresh_id, let_in, raw

NEW = "five other plain words here"


def beside(school: School) -> Path:
    return school.path.with_suffix(".keys")


def types(vault: Vault) -> list[str]:
    return [entry.event.TYPE for entry in vault.of_vault()]


def kept(school: School, tmp_path: Path, name: str) -> School:
    """Keep a copy of both files, as a backup would."""
    folder = tmp_path / name
    folder.mkdir()
    for each in (school.path, beside(school)):
        shutil.copy(each, folder / each.name)
    return School(folder / school.path.name, *[""] * 4)


def opens(school: School, password: str, sign_in: str) -> bool:
    try:
        open_vault(school.path, password=password, sign_in=sign_in).close()
    except PasswordRefusedError:
        return False
    return True


def test_a_changed_password_opens_and_the_old_one_does_not(school: School) -> None:
    vault = school.open()
    before = vault.keyring.slot
    own_password.change_password(vault, old=PASSWORD, new=NEW, at=AT)
    assert types(vault)[-1] == PasswordChanged.TYPE
    vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
    vault.close()
    assert not opens(school, PASSWORD, "DSL")
    vault = open_vault(school.path, password=NEW, sign_in="DSL")
    assert vault.keyring.slot.sealing_public == before.sealing_public
    assert vault.keyring.keyfile.gen == 2
    assert vault.find_incident(school.sealed_reference) == school.sealed_id
    assert vault.read_draft("draft-1") == {"narrative": "draftcanary"}
    assert vault.verify().ok
    vault.close()


def test_a_password_is_changed_only_by_who_knows_it_and_not_to_a_short_one(school: School) -> None:
    vault = school.open()
    whole, head = beside(school).read_bytes(), vault.head()
    with pytest.raises(PasswordRefusedError):
        own_password.change_password(vault, old=THEIRS, new=NEW, at=AT)
    with pytest.raises(PasswordTooShortError):
        own_password.change_password(vault, old=PASSWORD, new="short", at=AT)
    assert (beside(school).read_bytes(), vault.head()) == (whole, head)
    vault.close()


def test_who_is_let_in_can_sign_in_at_once_and_nothing_else_changes(school: School) -> None:
    vault = school.open()
    head = let_in(vault)
    assert head == User(head.id, "HT", "Invented Person", "Head teacher", Role.HEAD)
    let_in(vault, "DD", Role.DEPUTY)
    assert types(vault)[-2:] == [UserAdded.TYPE] * 2
    vault.close()
    for name, password in (("DSL", PASSWORD), ("ht", THEIRS), ("DD", THEIRS)):
        vault = open_vault(school.path, password=password, sign_in=name)
        vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
        assert vault.verify().ok
        vault.close()
    assert b"Invented Person" not in beside(school).read_bytes()


def test_nobody_is_let_in_twice_or_under_a_name_that_is_taken(school: School) -> None:
    vault = school.open()
    let_in(vault)
    for taken in ("HT", "ht", " dsl "):
        with pytest.raises(SignInTakenError):
            let_in(vault, taken)
    with pytest.raises(SignInNameError):
        let_in(vault, "two words")
    with pytest.raises(ValueError, match="not a valid Role"):
        let_in(vault, "XX", "pupil")
    vault.close()


def test_the_key_file_has_room_for_so_many_and_no_more(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_keys, "MOST_USERS", 2)
    vault = school.open()
    let_in(vault)
    with pytest.raises(TooManyUsersError):
        let_in(vault, "DD")
    vault.close()


def test_forty_users_and_two_keys_for_each_fit_in_the_key_file(school: School) -> None:
    vault = school.open()
    keys, slot = vault.keyring.keyfile, vault.keyring.keyfile.slots[0]
    fields = {name: getattr(slot, name) for name in type(slot).__slots__}
    many = [
        type(slot)(
            **fields | {"id": f"{n:036}", "user": f"{n:036}", "sign_in": f"{n:02}" + "ŵ" * 38}
        )
        for n in range(people_keys.MOST_USERS)
    ]
    both = keyfile.KeyFile(keys.vault, 1 << 31, tuple(many), keys.recovery, keys.outside, ())
    for epoch in (1 << 30, 1 << 31):
        both = keyfile.with_vault_key(both, epoch=epoch, vault_key=bytes(32))
    assert len(keyfile.as_bytes(both, bytes(32))) < keyfile.LARGEST
    vault.close()


def test_an_administrator_opens_nothing_and_holds_no_vault_key(school: School) -> None:
    vault = school.open()
    let_in(vault, "IT", Role.ADMINISTRATOR)
    vault.close()
    theirs = unlock(school.path, password=THEIRS, sign_in="IT")
    assert theirs.vault_keys == ()
    with pytest.raises(AdministratorError):
        open_unlocked(school.path, theirs)
    assert theirs.slot.id not in keyfile.holders(theirs.keyfile)
    assert opens(school, PASSWORD, "DSL")


def test_an_administrator_prepares_a_user_whom_the_dsl_lets_in(school: School) -> None:
    vault = school.open()
    let_in(vault, "IT", Role.ADMINISTRATOR)
    vault.close()
    theirs = unlock(school.path, password=THEIRS, sign_in="IT")
    prepared = joining.prepare_user(
        theirs.keyfile,
        sign_in="DD",
        name="Invented Deputy",
        role="Deputy head",
        office=Role.DEPUTY,
        password=NEW,
    )
    said = joining.read(prepared)
    assert (said.name, said.office, said.slot.cost) == ("Invented Deputy", Role.DEPUTY, FLOOR)
    assert len(joining.code(prepared)) == len("XXXX-XXXX-XXXX-XXXX")
    vault = school.open()
    added = people_keys.admit(vault, prepared, at=AT)
    assert (added.sign_in, added.office) == ("DD", Role.DEPUTY)
    for again in (prepared, prepared):
        with pytest.raises(JoiningFileError) as refused:
            people_keys.admit(vault, again, at=AT)
        assert refused.value.what == "known"
    vault.close()
    assert opens(school, NEW, "DD")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (b'"v":1,', b'"v":2,', "damaged"),
        (b'"office":"deputy"', b'"office":"pupil"', "damaged"),
        (b'"m":65536', b'"m":65535', "damaged"),
        (b'"m":65536', b'"m":1048577', "damaged"),
        (b'"name":', b'"name" :', "damaged"),
        (b'"sign_in":"DD"', b'"sign_in":"D D"', "damaged"),
    ],
)
def test_a_prepared_file_that_is_not_as_it_was_made_lets_nobody_in(
    school: School, old: bytes, new: bytes, what: str
) -> None:
    vault = school.open()
    prepared = joining.prepare_user(
        vault.keyring.keyfile, sign_in="DD", name="", role="", office=Role.DEPUTY, password=NEW
    )
    assert old in prepared
    head = vault.head()
    with pytest.raises(JoiningFileError) as refused:
        people_keys.admit(vault, prepared.replace(old, new), at=AT)
    assert refused.value.what == what
    with pytest.raises(JoiningFileError) as foreign:
        people_keys.admit(vault, prepared.replace(vault.id.encode(), b"0" * 36), at=AT)
    assert foreign.value.what == "foreign"
    assert vault.head() == head
    vault.close()


def test_a_prepared_key_that_nothing_can_be_sealed_to_is_refused(school: School) -> None:
    vault = school.open()
    prepared = joining.prepare_user(
        vault.keyring.keyfile, sign_in="DD", name="", role="", office=Role.DEPUTY, password=NEW
    )
    public = joining.read(prepared).slot.sealing_public.hex().encode()
    with pytest.raises(JoiningFileError):
        people_keys.admit(vault, prepared.replace(public, b"00" * 32), at=AT)
    vault.close()


def test_a_leaver_opens_nothing_saved_since_and_old_copies_still(
    school: School, tmp_path: Path
) -> None:
    vault = school.open()
    leaver = let_in(vault)
    vault.close()
    old = kept(school, tmp_path, "old")
    vault = school.open()
    people_keys.remove_user(vault, leaver.id, reason="left", at=AT)
    assert types(vault)[-2:] == [UserRemoved.TYPE, VaultRekeyed.TYPE]
    # The open vault works on, in the new file.
    vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
    vault.save_draft("draft-2", {"narrative": "after"}, at=AT)
    assert vault.verify().ok
    vault.close()
    assert not opens(school, THEIRS, "HT")
    # With the key file that they kept beside the vault as it is now: it does not fit.
    current = beside(school).read_bytes()
    shutil.copy(beside(old), beside(school))
    with pytest.raises(VaultDamagedError):
        open_vault(school.path, password=THEIRS, sign_in="HT")
    beside(school).write_bytes(current)
    # Both files as they kept them: that copy is theirs to read for good.
    assert opens(old, THEIRS, "HT")
    vault = school.open()
    assert vault.read_draft("draft-2") == {"narrative": "after"}
    assert {u.sign_in: u.removed for u in vault.users()} == {"DSL": False, "HT": True}
    assert keyfile.epoch_of(vault.keyring.keyfile) == 2
    assert sorted(each.name for each in school.path.parent.iterdir() if each.is_file()) == [
        "school.keys",
        "school.sgv",
    ]
    vault.close()


def test_a_leavers_name_can_be_given_again_and_they_cannot_be_sealed_to(school: School) -> None:
    vault = school.open()
    leaver = let_in(vault)
    people_keys.remove_user(vault, leaver.id, reason="left", at=AT)
    again = let_in(vault)
    assert vault.user_by_sign_in("HT") == again
    with pytest.raises(UserRemovedError):
        vault.start_seal([vault.user.id, leaver.id])
    with pytest.raises(SealedToNobodyError):
        vault.start_seal([])
    with pytest.raises(UserRemovedError):
        people_keys.remove_user(vault, leaver.id, reason="", at=AT)
    with pytest.raises(UserRemovedError):
        people_keys.renew_user(vault, leaver.id, password=NEW, at=AT)
    vault.close()


def test_nobody_takes_out_themselves_or_the_last_dsl(school: School) -> None:
    vault = school.open()
    head = let_in(vault)
    me = vault.user
    with pytest.raises(OwnAccountError):
        people_keys.remove_user(vault, me.id, reason="", at=AT)
    with pytest.raises(LastUserError):
        people_keys.change_user(vault, me.id, name="", role="", office=Role.HEAD, at=AT)
    with pytest.raises(UserUnknownError):
        people_keys.remove_user(vault, "nobody", reason="", at=AT)
    vault.close()
    vault = open_vault(school.path, password=THEIRS, sign_in="HT")
    with pytest.raises(LastUserError):
        people_keys.remove_user(vault, me.id, reason="", at=AT)
    people_keys.change_user(vault, head.id, name="New", role="New", office=Role.DSL, at=AT)
    assert (vault.user.name, vault.user.office) == ("New", Role.DSL)
    with pytest.raises(OwnAccountError):
        people_keys.change_user(vault, head.id, name="", role="", office="administrator", at=AT)
    people_keys.remove_user(vault, me.id, reason="", at=AT)
    vault.close()
    assert not opens(school, PASSWORD, "DSL")


def test_who_becomes_an_administrator_loses_the_key_and_is_given_it_back_later(
    school: School,
) -> None:
    vault = school.open()
    head = let_in(vault)
    people_keys.change_user(vault, head.id, name="", role="", office="administrator", at=AT)
    vault.close()
    with pytest.raises(AdministratorError):
        open_vault(school.path, password=THEIRS, sign_in="HT")
    vault = school.open()
    assert keyfile.epoch_of(vault.keyring.keyfile) == 2
    people_keys.change_user(vault, head.id, name="", role="", office=Role.DEPUTY, at=AT)
    vault.close()
    vault = open_vault(school.path, password=THEIRS, sign_in="HT")
    assert vault.user.office == Role.DEPUTY
    assert vault.verify().ok
    vault.close()


def test_a_lost_password_gives_new_keys_and_the_old_ones_sign_nothing_more(school: School) -> None:
    vault = school.open()
    head = let_in(vault)
    vault.close()
    old = unlock(school.path, password=THEIRS, sign_in="HT")
    vault = school.open()
    with pytest.raises(OwnAccountError):
        people_keys.renew_user(vault, vault.user.id, password=NEW, at=AT)
    people_keys.renew_user(vault, head.id, password=NEW, at=AT)
    vault.close()
    assert not opens(school, THEIRS, "HT")
    vault = open_vault(school.path, password=NEW, sign_in="HT")
    assert vault.verify().ok
    seal = vault.start_seal([vault.user.id])
    assert seal
    slot = key_reading.read(beside(school)).slots[-1]
    assert slot.sealing_public != old.slot.sealing_public
    assert slot.id not in {each.to for each in old.keyfile.boxes}
    vault.close()


def test_an_older_key_file_is_noticed_and_gives_way_to_the_newest_once_that_is_known(
    school: School,
) -> None:
    older = beside(school).read_bytes()
    vault = school.open()
    own_password.change_password(vault, old=PASSWORD, new=NEW, at=AT)
    let_in(vault)
    vault.close()
    newest = beside(school).read_bytes()
    beside(school).write_bytes(older)
    theirs = school.unlock()
    with pytest.raises(KeyFileOlderError) as refused:
        open_unlocked(school.path, theirs)
    assert (refused.value.found, refused.value.seen) == (1, 3)
    vault = open_unlocked(school.path, theirs, older_keys=True)
    assert vault.verify().findings == ()
    vault.close()
    assert beside(school).read_bytes() == newest
    assert not opens(school, PASSWORD, "DSL")


def test_keys_are_not_changed_in_the_middle_of_a_save(school: School) -> None:
    vault = school.open()
    with pytest.raises(VaultFaultError), vault.transaction():
        own_password.change_password(vault, old=PASSWORD, new=NEW, at=AT)
    vault.close()
    assert opens(school, PASSWORD, "DSL")


def test_a_slot_from_another_time_is_not_taken_in_the_place_of_the_newest(school: School) -> None:
    vault = school.open()
    ring = vault.keyring
    own_password.change_password(vault, old=PASSWORD, new=NEW, at=AT)
    slot = own_password.prepared_password(ring, old=PASSWORD, new="a third set of words")
    own_password.put_password(vault, slot, at=AT)
    vault.close()
    assert opens(school, "a third set of words", "DSL")
    content = key_reading.read(beside(school))
    assert content.gen == 3


def test_a_key_file_that_changed_between_password_and_opening_is_no_older_one(
    school: School,
) -> None:
    theirs = school.unlock()
    vault = school.open()
    let_in(vault)
    vault.close()
    vault = open_unlocked(school.path, theirs)
    assert [slot.sign_in for slot in vault.keyring.keyfile.slots] == ["DSL", "HT"]
    people_keys.remove_user(vault, vault.user_by_sign_in("HT").id, reason="", at=AT)
    vault.close()
    with pytest.raises(VaultInUseError):
        open_unlocked(school.path, theirs)


def swapped(content: dict[str, Any], kind: str) -> None:
    """Swap something between the two users of a key file."""
    slots = [slot for slot in content["slots"] if slot["kind"] == "password"]
    one, other = slots
    boxes = {each["to"]: each for each in content["vk"]}
    if kind == "vault-key-boxes":
        mine, theirs = boxes[one["id"]], boxes[other["id"]]
        mine["box"], theirs["box"] = theirs["box"], mine["box"]
    elif kind == "sign-in-names":
        one["sign_in"], other["sign_in"] = other["sign_in"], one["sign_in"]
    elif kind == "boxes":
        for name in ("nonce", "box"):
            one[name], other[name] = other[name], one[name]
    else:
        content["slots"].remove(one)
        content["slots"].append(one)


@pytest.mark.parametrize("kind", ["vault-key-boxes", "sign-in-names", "boxes", "order"])
def test_nothing_can_be_swapped_between_two_users(school: School, kind: str) -> None:
    vault = school.open()
    let_in(vault)
    vault.close()
    content = json.loads(beside(school).read_bytes())
    swapped(content, kind)
    content.pop("digest")
    mac = content.pop("mac")
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    beside(school).write_bytes(canonical(content | {"mac": mac}))
    for name, password in (("DSL", PASSWORD), ("HT", THEIRS), ("DSL", THEIRS), ("HT", PASSWORD)):
        with pytest.raises((KeyFileDamagedError, PasswordRefusedError)):
            open_vault(school.path, password=password, sign_in=name)


def test_the_key_file_of_another_vault_does_not_open_this_one(
    school: School, tmp_path: Path
) -> None:
    other = tmp_path / "other.sgv"
    create_vault(other, password=PASSWORD, at=AT, cost=FLOOR)[0].close()
    shutil.copy(other.with_suffix(".keys"), beside(school))
    with pytest.raises(VaultForeignError):
        school.open()


def test_a_key_file_that_the_disk_does_not_take_is_written_at_the_next_opening(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = school.open()
    with monkeypatch.context() as patch:
        patch.setattr(files, "replace", lambda *_: (_ for _ in ()).throw(OSError(5, "failing")))
        with pytest.raises(RekeyUnfinishedError):
            own_password.change_password(vault, old=PASSWORD, new=NEW, at=AT)
        assert vault.keyring.waits
        with pytest.raises(VaultDiskFailingError):
            let_in(vault)
    vault.close()
    assert opens(school, PASSWORD, "DSL")
    assert not opens(school, PASSWORD, "DSL")
    assert opens(school, NEW, "DSL")


def test_a_slot_that_a_leaver_planted_beforehand_gets_no_key_of_what_is_saved_later(
    school: School,
) -> None:
    vault = school.open()
    leaver = let_in(vault, "DD", Role.DEPUTY)
    stays = let_in(vault).id
    vault.close()
    theirs, own = unlock(school.path, password=THEIRS, sign_in="DD"), keyslots.new_keys()
    planted = replace(
        theirs.slot,
        id="planted",
        user="planted",
        sign_in="ZZ",
        sealing_public=own.sealing_public,
        signing_public=own.signing_public,
    )
    before = theirs.keyfile
    more = keyfile.with_vault_key(
        replace(before, slots=(*before.slots, planted)),
        epoch=1,
        vault_key=theirs.vault_keys[0],
        to={planted.id},
    )
    data = keyfile.as_bytes(more, theirs.vault_keys[0])
    beside(school).write_bytes(data)
    tool = raw(school.path, theirs)
    tool.execute("UPDATE meta SET value = ? WHERE name = 'keys'", (data.decode(),))
    tool.close()
    vault = school.open()
    people_keys.remove_user(vault, leaver.id, reason="left", at=AT)
    vault.close()
    after = key_reading.read(beside(school))
    assert keyfile.slot_of(after, planted.user) is None
    assert keyfile.vault_keys(after, planted, private=own.sealing) == ()
    assert keyfile.slot_of(after, stays) is not None
    open_vault(school.path, password=THEIRS, sign_in="HT").close()


def made_by_hand(keys: KeyFile, own: UserKeys, signing_public: bytes) -> bytes:
    """Give a joining file whose slot names another key to verify with than is in its box."""
    slot = PasswordSlot(
        id=fresh_id(),
        user=fresh_id(),
        sign_in="NN",
        gen=keys.gen + 1,
        cost=FLOOR,
        salt=keyslots.new_salt(),
        sealing_public=own.sealing_public,
        signing_public=signing_public,
    )
    slot = keyslots.closed(slot, vault=keys.vault, keys=own, password=THEIRS)
    return canonical(
        {
            "format": joining.FORMAT,
            "v": joining.VERSION,
            "vault": keys.vault,
            "slot": keyfile.as_json(slot),
            "name": "",
            "role": "",
            "office": "deputy",
        }
    )


def test_nobody_is_let_in_with_a_signing_key_that_the_log_gave_before(school: School) -> None:
    vault = school.open()
    renewed = let_in(vault)
    old = keyfile.slot_of(vault.keyring.keyfile, renewed.id)
    people_keys.renew_user(vault, renewed.id, password=NEW, at=AT, cost=FLOOR)
    keys = vault.keyring.keyfile
    assert old is not None
    for signing in (old.signing_public, *(slot.signing_public for slot in keys.slots)):
        with pytest.raises(JoiningFileError) as refused:
            people_keys.admit(vault, made_by_hand(keys, keyslots.new_keys(), signing), at=AT)
        assert refused.value.what == "known"
    assert vault.verify().findings == ()
    vault.close()


def test_a_slot_with_other_keys_in_its_box_than_it_says_opens_nothing(school: School) -> None:
    vault = school.open()
    own, other = keyslots.new_keys(), keyslots.new_keys()
    prepared = made_by_hand(vault.keyring.keyfile, own, other.signing_public)
    people_keys.admit(vault, prepared, at=AT)
    vault.close()
    with pytest.raises(KeyFileDamagedError):
        unlock(school.path, password=THEIRS, sign_in="NN")
    vault = school.open()
    assert vault.verify().findings == ()
    vault.close()
