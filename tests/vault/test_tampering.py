"""What someone with the vault key and a database tool can do, and what then is found."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from desktop_app.domain.errors import EntryUnreadableError
from desktop_app.domain.events.vaults import UserAdded
from desktop_app.vault import envelope, guards, keyslots
from desktop_app.vault.canon import canonical
from desktop_app.vault.envelope import Stored
from desktop_app.vault.keyslots import UserKeys
from desktop_app.vault.verification import verify_log
from tests.vault_builders import (
    AT,
    School,
    add_user,
    answers,
    fresh_id,
    open_as,
    person,
    raw,
    recorded,
)

Rows = list[list[Any]]  # position, id, body, hash, sig, salt, payload


SELECT = (
    "SELECT position, id, event.body, hash, sig, salt, payload.body FROM event"
    " LEFT JOIN payload ON payload.event_id = event.id ORDER BY position"
)


def log_of(school: School) -> Rows:
    """Give the log's rows, to be changed in memory."""
    tool = raw(school.path, school.unlock())
    rows = [list(row) for row in tool.execute(SELECT)]
    tool.close()
    return rows


def found_in(rows: Rows) -> set[tuple[str, int | None]]:
    """Give what the verification of these rows finds; the first must not have been changed."""
    vault = json.loads(rows[0][2])["vault"]
    return {(f.what, f.position) for f in verify_log((Stored(*r) for r in rows), vault=vault)}


def tampered(school: School, change: Callable[[Rows], Rows | None]) -> set[tuple[str, int | None]]:
    """Change the log's rows behind the program's back; give what verification then finds."""
    tool = raw(school.path, school.unlock())
    tool.execute("PRAGMA synchronous = OFF")
    tool.execute("BEGIN")
    rows: Rows = [list(row) for row in tool.execute(SELECT)]
    rows = change(rows) or rows
    for name in guards.TRIGGERS:
        tool.execute(f"DROP TRIGGER {name}")
    tool.execute("DELETE FROM payload")
    tool.execute("DELETE FROM event")
    tool.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", [row[:5] for row in rows])
    kept = [(row[1], row[5], row[6]) for row in rows if row[6] is not None]
    tool.executemany("INSERT INTO payload VALUES (?, ?, ?)", kept)
    for statement in guards.TRIGGERS.values():
        tool.execute(statement)
    tool.execute("COMMIT")
    tool.close()
    vault = school.open()
    try:
        return {(f.what, f.position) for f in vault.verify().findings}
    finally:
        vault.close()


def rechained(rows: Rows, start: int, *, sign: UserKeys | None = None) -> Rows:
    """Make every hash and link fit again from a row on, as the holder of the key can."""
    for place in range(start, len(rows)):
        said = json.loads(rows[place][2])
        if place:
            said["parents"] = [rows[place - 1][3].hex()]
            said["aprev"] = rows[place - 1][3].hex()
        said["ph"] = envelope.payload_hash(rows[place][5], rows[place][6])
        rows[place][2] = canonical(said)
        rows[place][3] = envelope.event_hash(rows[place][2])
        if sign is not None and rows[place][4] is not None:
            rows[place][4] = envelope.signature(sign.signing, rows[place][3])
    return rows


def length(school: School) -> int:
    tool = raw(school.path, school.unlock())
    (count,) = tool.execute("SELECT count(*) FROM event").fetchone()
    tool.close()
    return int(count)


def test_an_untouched_log_has_no_findings(school: School) -> None:
    assert tampered(school, lambda _: None) == set()


def test_an_edited_content_is_found_at_every_position(school: School) -> None:
    log = log_of(school)
    for place in range(len(log)):
        rows = [list(row) for row in log]
        rows[place][6] = rows[place][6].replace(b'"', b'" ', 1)
        assert ("content", place + 1) in found_in(rows)


@pytest.mark.parametrize("name", ["at", "actor", "case", "type", "app", "pack", "key", "id"])
def test_an_edited_envelope_is_found_at_every_position(school: School, name: str) -> None:
    log = log_of(school)
    for place in range(len(log)):
        rows = [list(row) for row in log]
        rows[place][2] = canonical(json.loads(rows[place][2]) | {name: "changed"})
        assert ("hash", place + 1) in found_in(rows)


def test_a_deleted_entry_is_found_unless_it_is_the_newest(school: School) -> None:
    log = log_of(school)
    for place in range(1, len(log) - 1):
        rows = [list(row) for row in log]
        del rows[place]
        assert {("position", place + 1), ("order", place + 2)} <= found_in(rows)


def test_a_deleted_entry_is_found_even_when_the_others_close_up(school: School) -> None:
    def delete(rows: Rows) -> None:
        del rows[4]
        for position, row in enumerate(rows, 1):
            row[0] = position

    found = tampered(school, delete)
    assert ("order", 5) in found
    assert ("own-order", 5) in found


def test_a_tail_cut_back_to_a_signature_is_seen_by_the_tables_and_by_the_head(
    school: School,
) -> None:
    vault = school.open()
    before = vault.head()
    vault.close()

    def cut(rows: Rows) -> None:
        signed = [place for place, row in enumerate(rows) if row[4] is not None]
        del rows[signed[-2] + 1 :]

    assert {what for what, _ in tampered(school, cut)} == {"scope", "users"}
    vault = school.open()
    assert vault.head() != before
    vault.close()


def test_a_tail_cut_between_signatures_is_found(school: School) -> None:
    def cut(rows: Rows) -> None:
        rows.pop()

    assert ("unsigned", length(school) - 1) in tampered(school, cut)


def test_swapped_entries_are_found(school: School) -> None:
    def swap(rows: Rows) -> None:
        rows[3][1:], rows[4][1:] = rows[4][1:], rows[3][1:]

    assert {("order", 4), ("order", 5)} <= tampered(school, swap)


def test_a_rewritten_history_has_no_signature(school: School) -> None:
    def forge(rows: Rows) -> Rows:
        rows[3][6] = canonical(json.loads(rows[3][6]) | {"name": "Someone Else"})
        return rechained(rows, 3)

    found = tampered(school, forge)
    assert {what for what, _ in found if what != "projection"} == {"signature"}
    assert len([what for what, _ in found if what == "signature"]) == 4


def test_a_history_signed_by_a_key_of_ones_own_is_found(school: School) -> None:
    def forge(rows: Rows) -> Rows:
        rows[3][6] = canonical(json.loads(rows[3][6]) | {"name": "Someone Else"})
        return rechained(rows, 3, sign=keyslots.new_keys())

    assert "signature" in {what for what, _ in tampered(school, forge)}


def test_an_entry_added_in_a_colleagues_name_is_found(school: School) -> None:
    vault = school.open()
    add_user(vault, "HT")
    colleague = vault.user_by_sign_in("HT").id
    vault.close()
    forger = school.unlock()

    def forge(rows: Rows) -> None:
        last = json.loads(rows[-1][2])
        salt, payload = bytes(16), canonical({"question": "under-13", "answer": "no"})
        said = last | {
            "id": fresh_id(),
            "actor": colleague,
            "aseq": 1,
            "aprev": None,
            "parents": [rows[-1][3].hex()],
            "type": "answer.given",
            "case": school.open_id,
            "ph": envelope.payload_hash(salt, payload),
        }
        body = canonical(said)
        digest = envelope.event_hash(body)
        sig = envelope.signature(forger.keys.signing, digest)
        rows.append([len(rows) + 1, said["id"], body, digest, sig, salt, payload])

    assert ("key", length(school) + 1) in tampered(school, forge)


def test_a_signature_that_was_taken_away_is_found(school: School) -> None:
    def strip(rows: Rows) -> None:
        rows[-1][4] = None

    assert ("unsigned", length(school)) in tampered(school, strip)


def test_unsigned_entries_before_another_author_are_found(school: School) -> None:
    vault = school.open()
    keys = add_user(vault, "HT")
    colleague = vault.user_by_sign_in("HT").id
    vault.close()
    other = open_as(school, colleague, keys, sign_in="HT")
    other.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
    other.close()
    last = length(school)

    def strip(rows: Rows) -> None:
        rows[-2][4] = None

    assert ("unsigned", last - 1) in tampered(school, strip)


def test_a_user_introduced_twice_is_found(school: School) -> None:
    vault = school.open()
    keys = keyslots.new_keys()
    again = UserAdded(
        user=vault.user.id,
        sign_in="DSL",
        name="",
        role="dsl",
        sealing_public=keys.sealing_public.hex(),
        signing_public=keys.signing_public.hex(),
    )
    vault.close()

    def introduce(rows: Rows) -> Rows:
        salt = bytes(16)
        payload = canonical(
            {n: getattr(again, n) for n in UserAdded.__dataclass_fields__ if n != "TYPE"}
        )
        said = json.loads(rows[-1][2]) | {
            "id": fresh_id(),
            "type": UserAdded.TYPE,
            "case": None,
            "pack": None,
            "aseq": json.loads(rows[-1][2])["aseq"] + 1,
        }
        rows.append([len(rows) + 1, said["id"], canonical(said), b"", b"", salt, payload])
        return rechained(rows, len(rows) - 1, sign=school.unlock().keys)

    assert ("user", length(school) + 1) in tampered(school, introduce)


def test_a_key_introduced_again_is_found_and_spoils_nothing_that_its_owner_signed(
    school: School,
) -> None:
    vault = school.open()
    own = vault.user.id
    theirs = {"sealing_public": "00" * 32, "signing_public": ""}
    introduced = next(e.event for e in vault.since() if isinstance(e.event, UserAdded))
    theirs["signing_public"] = introduced.signing_public
    vault.append(
        [UserAdded(user=fresh_id(), sign_in="HT", name="", role="head", **theirs)],
        incident=None,
        at=AT,
    )
    place = vault.head().position
    vault.append([replace(introduced, user=fresh_id(), signing_public="zz")], incident=None, at=AT)
    vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
    found = {(f.what, f.position) for f in vault.verify().findings}
    assert found == {("user", place), ("user", place + 1)}
    with pytest.raises(EntryUnreadableError):
        vault.start_seal([own])
    vault.close()


def test_another_vaults_entries_are_found(school: School) -> None:
    def rename(rows: Rows) -> Rows:
        for row in rows:
            row[2] = canonical(json.loads(row[2]) | {"vault": fresh_id()})
        return rechained(rows, 0, sign=school.unlock().keys)

    found = tampered(school, rename)
    assert {("identity", n) for n in range(1, length(school) + 1)} <= found


def test_a_removed_content_is_found(school: School) -> None:
    def remove(rows: Rows) -> None:
        rows[3][5] = rows[3][6] = None

    found = tampered(school, remove)
    assert ("content-missing", 4) in found
    assert ("incident", 3) in found


NEVER_WRITTEN = [
    (2, {"aware_at": 7, "narrative": ["x"]}),
    (3, {"born": "no day"}),
    (3, {"roles": 7}),
    (3, {"details": "x"}),
    (3, {"name": {"x": ["y"]}}),
    (4, {"details": {"worry": 7}}),
    (4, {"details": [[[]]]}),
]


@pytest.mark.parametrize(("place", "change"), NEVER_WRITTEN)
def test_a_content_that_is_never_written_hides_nothing_else(
    school: School, place: int, change: dict[str, Any]
) -> None:
    def spoil(rows: Rows) -> Rows:
        rows[place][6] = canonical(json.loads(rows[place][6]) | change)
        rows[-1][6] = b"{}"
        return rows

    found = tampered(school, spoil)
    assert {("content", place + 1), ("content", length(school))} <= found
    assert {"incident", "projection"} & {what for what, _ in found}


def test_contents_nested_without_end_are_found_and_keep_nobody_from_the_rest(
    school: School,
) -> None:
    deep, last = b"[" * 100_000 + b"]" * 100_000, length(school)

    def spoil(rows: Rows) -> None:
        rows[3][6] = rows[-1][6] = deep

    assert {("content", 4), ("content", last)} <= tampered(school, spoil)
    vault = school.open()
    with pytest.raises(EntryUnreadableError):
        vault.of_incident(school.open_id)
    assert vault.find_incident("2026-NOBODY") is None
    vault.close()


def test_a_badly_made_sealed_incident_keeps_nobody_from_the_others(school: School) -> None:
    vault = school.open()
    seal = vault.start_seal([vault.user.id])
    with vault.transaction():
        vault.append([recorded("2026-BROKEN")], incident=fresh_id(), at=AT, seal=seal)
        theirs = vault.start_seal([vault.user.id])
        odd = replace(recorded("2026-ODD000"), narrative=cast("str", ["x"]))
        vault.append(
            [odd, person("Nobody", born="no day")], incident=fresh_id(), at=AT, seal=theirs
        )
    assert {state.reference for state in vault.sealed_incidents()} == {
        "2026-SEALED",
        "2026-BROKEN",
    }
    assert vault.search("Zanzibar")[0].reference == "2026-SEALED"
    vault.close()


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"v":2}', b"\xff"])
def test_an_envelope_that_is_none_is_found(school: School, body: bytes) -> None:
    def spoil(rows: Rows) -> None:
        rows[3][2] = body

    assert ("form", 4) in tampered(school, spoil)


def test_a_log_that_begins_otherwise_is_found(school: School) -> None:
    log = log_of(school)
    vault = json.loads(log[0][2])["vault"]
    assert [f.what for f in verify_log([], vault=vault)] == ["beginning"]
    found = {f.what for f in verify_log([Stored(*row) for row in log[1:]], vault=vault)}
    assert {"position", "order", "own-order"} <= found
    moved = [Stored(place, *row[1:]) for place, row in enumerate(log[1:], 1)]
    assert "beginning" in {f.what for f in verify_log(moved, vault=vault)}


def test_a_user_whose_introduction_is_gone_is_reported(school: School) -> None:
    vault = school.open()
    add_user(vault, "HT")
    vault.close()
    last = length(school)

    def remove(rows: Rows) -> None:
        rows[-1][5] = rows[-1][6] = None

    found = tampered(school, remove)
    assert {("content-missing", last), ("users", None)} <= found
    vault = school.open()
    with pytest.raises(EntryUnreadableError):
        vault.rebuild()
    vault.close()
