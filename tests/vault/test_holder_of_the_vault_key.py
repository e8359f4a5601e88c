"""Somebody with the vault key and a database tool tries to read an incident sealed to another."""

import base64
import json
from collections.abc import Iterator
from typing import Any, Final

from desktop_app.vault import guards, sealing, seals
from desktop_app.vault.canon import NotCanonicalError, canonical
from desktop_app.vault.engine import Connection
from desktop_app.vault.envelope import Stored
from desktop_app.vault.seals import Seal
from desktop_app.vault.vault import Vault
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

WORDS: Final = ("Xylophone mornings", "Wolfgang Umbrellastand", "2026-HIDDEN", "adult-in-trust")
LABELS: Final = ("sqlcipher", "keys-mac", "desk-note", "recovery", "outside-recovery", "seal", "")


def sealed_to_the_head(school: School) -> tuple[Vault, str]:
    """Record an incident that only the head teacher may read; give the vault as they have it."""
    vault = school.open()
    keys = add_user(vault, "HT")
    head = vault.user_by_sign_in("HT").id
    vault.close()
    theirs = open_as(school, head, keys, sign_in="HT")
    seal = theirs.start_seal([head])
    state = save(theirs, [recorded(WORDS[2], WORDS[0]), person(WORDS[1])], seal=seal)
    theirs.append(answers((WORDS[3], "yes")), incident=state.id, at=AT)
    return theirs, state.id


def cells(tool: Connection) -> Iterator[bytes]:
    """Give every value of every table."""
    tables = tool.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for row in tool.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  # names from the schema
            yield from (each if isinstance(each, bytes) else str(each).encode() for each in row)


def sealed_payloads(tool: Connection) -> list[tuple[str, dict[str, Any]]]:
    """Give event id and content of every sealed entry."""
    found = tool.execute("SELECT e.id, p.body FROM event e JOIN payload p ON p.event_id = e.id")
    read = [(ident, json.loads(body)) for ident, body in found]
    return [(ident, content) for ident, content in read if "seal" in content and "box" in content]


def test_no_key_of_theirs_opens_a_box_and_no_word_stands_anywhere(school: School) -> None:
    theirs, _ = sealed_to_the_head(school)
    exported = theirs.export_log(with_content=True, at=AT)
    vault_id = theirs.id
    theirs.close()
    mine = school.unlock()
    tool = raw(school.path, mine)
    everything = b"\n".join([*cells(tool), exported])
    payloads = [each for each in sealed_payloads(tool) if mine.slot.user not in str(each)]
    tool.close()
    assert len(payloads) >= 3
    for word in WORDS[:3]:
        for spelling in (word.encode(), word.encode("utf-16-le"), base64.b64encode(word.encode())):
            assert spelling not in everything

    keys = [*mine.vault_keys, *(sealing.subkey(mine.vault_keys[0], each) for each in LABELS)]
    tried = 0
    for ident, content in payloads:
        box, nonce = base64.b64decode(content["box"]), base64.b64decode(content["nonce"])
        aad = canonical({"event": ident, "vault": vault_id, "seal": content["seal"]})
        for key in keys:
            assert sealing.unlock(box, nonce=nonce, key=key, aad=aad) is None
            tried += 1
        for each in content.get("keys", ()):
            info = seals.bound_to(vault_id, content["seal"], each["to"])
            sealed_key = base64.b64decode(each["box"])
            assert sealing.unseal(sealed_key, key=mine.keys.sealing, info=info) is None
            tried += 1
    assert tried > len(payloads) * len(LABELS)


def test_a_box_of_their_own_put_among_the_readers_opens_nothing_and_is_found(
    school: School,
) -> None:
    theirs, incident = sealed_to_the_head(school)
    vault_id = theirs.id
    theirs.close()
    mine = school.unlock()
    tool = raw(school.path, mine)
    ident, content = next(
        each
        for each in sealed_payloads(tool)
        if "keys" in each[1] and mine.slot.user not in str(each[1])
    )
    info = seals.bound_to(vault_id, content["seal"], mine.slot.user)
    mine_too = sealing.seal(bytes(32), to=mine.keys.sealing_public, info=info)
    box = {"to": mine.slot.user, "box": base64.b64encode(mine_too).decode()}
    content["keys"] = [*content["keys"], box]
    for name in guards.TRIGGERS:
        tool.execute(f"DROP TRIGGER {name}")
    tool.execute("UPDATE payload SET body = ? WHERE event_id = ?", (canonical(content), ident))
    for statement in guards.TRIGGERS.values():
        tool.execute(statement)
    (position,) = tool.execute("SELECT position FROM event WHERE id = ?", (ident,)).fetchone()
    tool.close()
    vault = school.open()
    assert vault.of_incident(incident) == ()
    assert ("content", position) in {(f.what, f.position) for f in vault.verify().findings}
    vault.close()


def test_what_is_sealed_to_others_is_counted_and_the_rest_of_it_checked(school: School) -> None:
    theirs, _ = sealed_to_the_head(school)
    report = theirs.verify()
    assert report.ok
    # The head teacher is no reader of the sealed incident that the DSL recorded before.
    assert report.sealed_to_others == 2
    theirs.close()
    mine = school.open()
    report = mine.verify()
    assert report.ok
    assert report.sealed_to_others == 3
    mine.close()


def test_a_guessed_seal_opens_nothing(school: School) -> None:
    theirs, _ = sealed_to_the_head(school)
    vault_id = theirs.id
    theirs.close()
    mine = school.unlock()
    tool = raw(school.path, mine)
    rows = tool.execute(
        "SELECT e.position, e.id, e.body, e.hash, e.sig, p.salt, p.body FROM event e"
        " JOIN payload p ON p.event_id = e.id"
    ).fetchall()
    tool.close()
    opened = 0
    for row in rows:
        content = json.loads(row[6])
        if "seal" not in content:
            continue
        guess = Seal(content["seal"], mine.vault_keys[0])
        try:
            seals.open_box(Stored(*row), seals={guess.id: guess}, vault=vault_id)
        except NotCanonicalError:
            continue
        opened += 1
    assert opened == 0
