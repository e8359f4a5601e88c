"""Sealed incidents: closed by keys, whoever holds the vault."""

import base64
import json
from dataclasses import replace

import pytest

from desktop_app.domain.errors import (
    EntryUnreadableError,
    SealedToNobodyError,
    SealUnknownError,
    UserUnknownError,
)
from desktop_app.domain.state.incident import fold
from desktop_app.vault import envelope, guards, keyfile, keyslots, recovery, sealing, seals
from desktop_app.vault.canon import canonical
from desktop_app.vault.engine import Connection
from desktop_app.vault.vault import RecoveryKeys, Vault
from tests.vault_builders import (
    AT,
    School,
    add_user,
    answers,
    open_as,
    person,
    raw,
    recorded,
    save,
)

NARRATIVE = "Xylophone mornings were mentioned to the caretaker."
NAME = "Wolfgang Umbrellastand"


def everything(tool: Connection) -> bytes:
    """Give every value of every table, as whoever holds the vault key can read it."""
    tables = tool.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    parts: list[bytes] = []
    for (table,) in tables:
        for row in tool.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  # names from the schema
            for value in row:
                data = value if isinstance(value, bytes) else str(value).encode()
                parts.append(data)
                parts += _decoded(data)
    return b"\n".join(parts)


def _decoded(data: bytes) -> list[bytes]:
    """Give what base64 texts inside a value hold."""
    try:
        content = json.loads(data)
    except ValueError:
        return []
    boxes = [content.get(name) for name in ("box", "nonce")] if isinstance(content, dict) else []
    return [base64.b64decode(text) for text in boxes if isinstance(text, str)]


def second_user(school: School) -> tuple[str, Vault]:
    """Give a head teacher's id and the vault as they open it."""
    vault = school.open()
    keys = add_user(vault, "HT")
    head = vault.user_by_sign_in("HT").id
    vault.close()
    return head, open_as(school, head, keys, sign_in="HT")


def test_nobody_else_finds_a_word_of_it_even_with_the_vault_key(school: School) -> None:
    head, vault = second_user(school)
    seal = vault.start_seal([head])
    state = save(vault, [recorded("2026-HIDDEN", NARRATIVE), person(NAME)], seal=seal)
    vault.append(answers(("adult-in-trust", "yes")), incident=state.id, at=AT)
    vault.save_draft("concern", {"narrative": NARRATIVE, "name": NAME}, at=AT)
    assert vault.verify().ok
    assert vault.rebuild() == 3
    vault.close()

    first = school.open()
    assert first.find_incident("2026-HIDDEN") is None
    assert first.of_incident(state.id) == ()
    assert first.search("xylophone") == ()
    assert first.search("umbrellastand") == ()
    assert first.people_like(NAME, None) == ()
    assert all(row.reference != "2026-HIDDEN" for row in first.newest())
    assert state.id not in {entry.incident for entry in first.since()}
    assert first.drafts()[0].id == "draft-1"
    assert first.verify().ok
    with pytest.raises(SealUnknownError):
        first.append(answers(("coerced", "no")), incident=state.id, at=AT, seal=seal)
    first.close()

    tool = raw(school.path, school.unlock())
    text = everything(tool)
    tool.close()
    for word in ("Xylophone", "xylophone", "Umbrellastand", "umbrella", "2026-HIDDEN", state.id):
        assert word.encode() not in text
    for kind in ("adult-in-trust", "colleague-concern"):
        assert kind.encode() not in text
    assert text.count(b"incident.recorded") == 3  # the open ones, one envelope each


def test_those_who_are_named_read_and_search_it_in_memory(school: School) -> None:
    head, vault = second_user(school)
    seal = vault.start_seal([head])
    state = save(vault, [recorded("2026-HIDDEN", NARRATIVE), person(NAME)], seal=seal)
    vault.close()
    again = second_vault(school, vault, head)
    assert again.find_incident("2026-HIDDEN") == state.id
    assert fold(again.of_incident(state.id)).narrative == NARRATIVE
    assert [row.sealed for row in again.search("xyloph")] == [True]
    assert [row.reference for row in again.search("Umbrella")] == ["2026-HIDDEN"]
    assert [each.id for each in again.sealed_incidents()] == [state.id]
    assert all(not row.sealed for row in again.newest())
    again.close()


def second_vault(school: School, before: Vault, head: str) -> Vault:
    keys = vars(before)["_drafts"].keys
    return open_as(school, head, keys, sign_in="HT")


def test_events_of_a_sealed_incident_stay_sealed_without_being_told_so(school: School) -> None:
    vault = school.open()
    (entry,) = vault.append(answers(("coerced", "no")), incident=school.sealed_id, at=AT)
    assert entry.sealed
    assert vault.of_incident(school.sealed_id)[-1] == entry
    vault.append([recorded("2026-SEALED", "Said anew.")], incident=school.sealed_id, at=AT)
    assert fold(vault.of_incident(school.sealed_id)).narrative == "Said anew."
    vault.close()
    tool = raw(school.path, school.unlock())
    assert b"Said anew" not in everything(tool)
    tool.close()


def test_projecting_a_sealed_incident_writes_nothing(school: School) -> None:
    vault = school.open()
    vault.project(fold(vault.of_incident(school.sealed_id)))
    assert {row.reference for row in vault.newest()} == {f"2026-AAAAA{n}" for n in range(3)}
    vault.close()


def test_the_envelope_says_sealed_and_nothing_else(school: School) -> None:
    tool = raw(school.path, school.unlock())
    bodies = [json.loads(row[0]) for row in tool.execute("SELECT body FROM event")]
    scopes = {row[0] for row in tool.execute("SELECT scope FROM entry_of")}
    tool.close()
    sealed = [said for said in bodies if said["type"] == "sealed"]
    assert len(sealed) == 2
    assert {(said["case"], said["pack"]) for said in sealed} == {(None, None)}
    assert school.sealed_id not in scopes
    assert "sealed" in scopes


def test_boxes_of_short_events_have_one_size(school: School) -> None:
    vault = school.open()
    start = vault.head().position
    for given in (answers(("coerced", "no")), [recorded("2026-SEALED", "x" * 500)]):
        vault.append(given, incident=school.sealed_id, at=AT)
    vault.close()
    tool = raw(school.path, school.unlock())
    found = tool.execute(
        "SELECT payload.body FROM event JOIN payload ON event_id = id WHERE position > ?", (start,)
    )
    assert {len(base64.b64decode(json.loads(row[0])["box"])) for row in found} == {1024 + 16}
    tool.close()


def test_the_outside_recovery_key_opens_it(school: School, paper: RecoveryKeys) -> None:
    private = keyfile.recovery_private(recovery.typed(paper.outside), outside=True)
    tool = raw(school.path, school.unlock())
    ident, body = tool.execute(
        "SELECT id, payload.body FROM event JOIN payload ON event_id = id"
        ' WHERE CAST(event.body AS TEXT) LIKE \'%"type":"sealed"%\' ORDER BY position'
    ).fetchone()
    (vault,) = tool.execute("SELECT value FROM meta WHERE name = 'vault'").fetchone()
    tool.close()
    outer = json.loads(body)
    (box,) = [each["box"] for each in outer["keys"] if each["to"] == "outside"]
    info = seals.bound_to(vault, outer["seal"], "outside")
    key = sealing.unseal(base64.b64decode(box), key=private, info=info)
    assert key is not None
    padded = sealing.unlock(
        base64.b64decode(outer["box"]),
        nonce=base64.b64decode(outer["nonce"]),
        key=key,
        aad=canonical({"event": ident, "vault": vault, "seal": outer["seal"]}),
    )
    assert padded is not None
    plain = sealing.unpad(padded)
    assert plain is not None
    assert json.loads(plain)["case"] == school.sealed_id


def test_the_keys_go_out_with_the_first_event_that_stands(school: School) -> None:
    vault = school.open()
    seal = vault.start_seal([vault.user.id])

    def fail() -> None:
        with vault.transaction():
            save(vault, [recorded("2026-TRIED0")], seal=seal)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    state = save(vault, [recorded("2026-TRIED1"), *answers(("coerced", "no"))], seal=seal)
    vault.close()
    vault = school.open()
    assert vault.find_incident("2026-TRIED1") == state.id
    assert vault.find_incident("2026-TRIED0") is None
    vault.close()
    tool = raw(school.path, school.unlock())
    bodies = [json.loads(row[0]) for row in tool.execute("SELECT body FROM payload")]
    tool.close()
    assert [("keys" in body) for body in bodies if body.get("seal") == seal] == [True, False]


def test_who_seals_to_others_cannot_read_it_afterwards(school: School) -> None:
    vault = school.open()
    add_user(vault, "HT")
    seal = vault.start_seal([vault.user_by_sign_in("HT").id])
    incident = school.sealed_id.replace("0", "1")
    vault.append([recorded("2026-OTHERS")], incident=incident, at=AT, seal=seal)
    assert vault.of_incident(incident) == ()
    with pytest.raises(SealUnknownError):
        vault.append(answers(("coerced", "no")), incident=incident, at=AT, seal=seal)
    assert vault.verify().ok
    vault.close()


def test_a_seal_names_someone_who_is_known(school: School) -> None:
    vault = school.open()
    with pytest.raises(SealedToNobodyError):
        vault.start_seal([])
    with pytest.raises(UserUnknownError):
        vault.start_seal(["01a20000-0000-7000-8000-000000000000"])
    with pytest.raises(UserUnknownError):
        vault.user_by_sign_in("HT")
    vault.close()


def test_keys_are_taken_from_the_log_and_not_from_the_table_of_users(school: School) -> None:
    vault = school.open()
    add_user(vault, "HT")
    ids = [user.id for user in vault.users()]
    vault.close()
    tool = raw(school.path, school.unlock())
    tool.execute("UPDATE user SET introduced = 2")
    tool.close()
    vault = school.open()
    assert vault.start_seal(ids)
    assert ("users", None) in {(f.what, f.position) for f in vault.verify().findings}
    vault.close()


def rewritten(tool: Connection, position: int, **changes: str) -> None:
    """Give an entry another content, with hashes that fit: all but the signature."""
    for name in guards.TRIGGERS:
        tool.execute(f"DROP TRIGGER {name}")
    ident, body, salt, payload = tool.execute(
        "SELECT e.id, e.body, p.salt, p.body FROM event e JOIN payload p ON p.event_id = e.id"
        " WHERE e.position = ?",
        (position,),
    ).fetchone()
    payload = canonical(json.loads(payload) | changes)
    body = canonical(json.loads(body) | {"ph": envelope.payload_hash(salt, payload)})
    tool.execute("UPDATE payload SET body = ? WHERE event_id = ?", (payload, ident))
    tool.execute(
        "UPDATE event SET body = ?, hash = ? WHERE position = ?",
        (body, envelope.event_hash(body), position),
    )
    for statement in guards.TRIGGERS.values():
        tool.execute(statement)


def test_nothing_is_sealed_to_a_key_that_was_put_in_the_place_of_a_readers(school: School) -> None:
    vault = school.open()
    add_user(vault, "HT")
    head, place = vault.user_by_sign_in("HT").id, vault.head().position
    vault.close()
    tool = raw(school.path, school.unlock())
    rewritten(tool, place, sealing_public=keyslots.new_keys().sealing_public.hex())
    tool.close()
    vault = school.open()
    with pytest.raises(EntryUnreadableError):
        vault.start_seal([head])
    vault.close()


def test_nothing_is_sealed_to_another_outside_key_even_if_the_key_file_agrees(
    school: School,
) -> None:
    keys, theirs = school.unlock(), keyslots.new_keys().sealing_public
    tool = raw(school.path, keys)
    rewritten(tool, 1, outside_recovery_public=theirs.hex())
    tool.close()
    changed = replace(keys.keyfile, outside=theirs)
    beside = school.path.with_suffix(".keys")
    beside.write_bytes(keyfile.as_bytes(changed, keys.vault_keys[0]))
    vault = school.open()
    with pytest.raises(EntryUnreadableError):
        vault.start_seal([vault.user.id])
    vault.close()


def test_a_new_user_can_be_sealed_to_and_a_lost_content_stops_no_seal(school: School) -> None:
    vault = school.open()
    assert vault.start_seal([vault.user.id])
    place = vault.head().position
    add_user(vault, "HT")
    assert vault.start_seal([vault.user_by_sign_in("HT").id])
    vault.close()
    tool = raw(school.path, school.unlock())
    for name in guards.TRIGGERS:
        tool.execute(f"DROP TRIGGER {name}")
    tool.execute(
        "DELETE FROM payload WHERE event_id = (SELECT id FROM event WHERE position = ?)", (place,)
    )
    for statement in guards.TRIGGERS.values():
        tool.execute(statement)
    tool.close()
    vault = school.open()
    assert vault.start_seal([user.id for user in vault.users()])
    vault.close()


def test_a_box_put_in_another_place_does_not_open(school: School) -> None:
    vault = school.open()
    vault.append(answers(("coerced", "no")), incident=school.sealed_id, at=AT)
    last = vault.head().position
    vault.close()
    tool = raw(school.path, school.unlock())
    (statement,) = tool.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'payload_no_update'"
    ).fetchone()
    tool.execute("DROP TRIGGER payload_no_update")
    tool.execute(
        "UPDATE payload SET body = (SELECT p.body FROM event e JOIN payload p ON p.event_id = e.id"
        " WHERE e.position = ?1 - 1) WHERE event_id = (SELECT id FROM event WHERE position = ?1)",
        (last,),
    )
    tool.execute(statement)
    tool.close()
    vault = school.open()
    found = {(f.what, f.position) for f in vault.verify().findings}
    assert {("content", last), ("sealed", last)} <= found
    with pytest.raises(EntryUnreadableError):
        vault.of_incident(school.sealed_id)
    vault.close()


def test_a_broken_sealed_entry_keeps_nobody_from_their_other_work(school: School) -> None:
    vault = school.open()
    vault.append(answers(("coerced", "no")), incident=school.sealed_id, at=AT)
    seal = vault.start_seal([vault.user.id])
    other = save(vault, [recorded("2026-OTHER0")], seal=seal)
    last = vault.head().position - 1
    vault.close()
    tool = raw(school.path, school.unlock())
    (statement,) = tool.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'payload_no_update'"
    ).fetchone()
    for broken in (b"x", b"[]", b'{"seal":1,"keys":7}', b'{"seal":1,"keys":[{}]}'):
        tool.execute("DROP TRIGGER payload_no_update")
        tool.execute(
            "UPDATE payload SET body = ? WHERE event_id ="
            " (SELECT id FROM event WHERE position = ?)",
            (broken, last),
        )
        tool.execute(statement)
        tool.close()
        vault = school.open()
        assert vault.find_incident("2026-OTHER0") == other.id
        assert vault.of_incident(other.id)
        assert ("content", last) in {(f.what, f.position) for f in vault.verify().findings}
        vault.close()
        tool = raw(school.path, school.unlock())
    tool.close()
