"""The log: its form, told anew by code of its own, and the transactions that write it."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop_app import __version__
from desktop_app.domain.errors import EntryUnreadableError, VaultFaultError
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.incidents import AnswerGiven, DetailsGiven
from desktop_app.domain.events.vaults import UserAdded
from desktop_app.domain.state.incident import fold
from tests.vault_builders import AT, School, answers, fresh_id, raw, recorded, save


def rows(school: School) -> list[Any]:
    tool = raw(school.path, school.unlock())
    found = tool.execute(
        "SELECT position, id, event.body, hash, sig, salt, payload.body FROM event"
        " JOIN payload ON payload.event_id = event.id ORDER BY position"
    ).fetchall()
    tool.close()
    return list(found)


def test_every_entry_is_as_the_format_says(school: School) -> None:
    last, authors = None, dict[str, tuple[int, str]]()
    for number, (position, ident, body, digest, _, salt, payload) in enumerate(rows(school), 1):
        said = json.loads(body)
        assert position == number
        assert rfc8785.dumps(said) == body
        assert rfc8785.dumps(json.loads(payload)) == payload
        assert said["id"] == ident
        assert said["v"] == 1
        assert said["app"] == __version__
        assert said["at"] == "2026-11-20T17:40:00.000Z"
        assert digest == hashlib.sha256(b"SG-EVENT-v1\0" + body).digest()
        assert said["ph"] == hashlib.sha256(b"SG-PAYLOAD-v1\0" + salt + payload).hexdigest()
        assert said["parents"] == ([last] if last else [])
        assert (said["aseq"], said["aprev"]) == (
            authors.get(said["actor"], (0, ""))[0] + 1,
            authors.get(said["actor"], (0, None))[1],
        )
        assert len(salt) == 16
        last = digest.hex()
        authors[said["actor"]] = (said["aseq"], last)


def test_one_signature_a_transaction_on_its_last_entry(school: School) -> None:
    added = next(
        json.loads(row[6]) for row in rows(school) if json.loads(row[2])["type"] == UserAdded.TYPE
    )
    public = bytes.fromhex(added["signing_public"])
    key_id = hashlib.sha256(public).hexdigest()[:16]
    key = Ed25519PublicKey.from_public_bytes(public)
    signed = [row for row in rows(school) if row[4] is not None]
    assert len(signed) == 5  # the beginning, three open incidents, a sealed one
    for row in signed:
        key.verify(row[4], b"SG-SIG-v1\0" + row[3])
        assert json.loads(row[2])["key"] == key_id
    assert rows(school)[-1][4] is not None


def test_the_procedure_of_an_assessment_stands_in_its_envelope(school: School) -> None:
    vault = school.open()
    digest = "ab" * 32
    assessed = Assessed("ukcis-2024", "1", digest, {}, {"outcome": "hold"})
    vault.append((assessed, *answers(("under-13", "no"))), incident=school.open_id, at=AT)
    assert fold(vault.of_incident(school.open_id)).outcome == "hold"
    vault.close()
    packs = [json.loads(row[2])["pack"] for row in rows(school)[-2:]]
    assert packs == [digest, None]


def test_entries_come_back_as_they_were_given(school: School) -> None:
    vault = school.open()
    before = vault.head()
    given = (AnswerGiven("coerced", "no", how="asked"), DetailsGiven({"worry": "\0\u202e ŵ 😀"}))
    entries = vault.append(given, incident=school.open_id, at=AT)
    assert tuple(entry.event for entry in entries) == given
    assert tuple(vault.since(before.position)) == entries
    assert vault.of_incident(school.open_id)[-2:] == entries
    assert [entry.position for entry in entries] == [before.position + 1, before.position + 2]
    assert vault.head().position == before.position + 2
    vault.close()


def test_since_goes_through_more_entries_than_one_batch(school: School) -> None:
    vault = school.open()
    many = answers(*(("under-13", "no") for _ in range(1100)))
    vault.append(many, incident=school.open_id, at=AT)
    positions = [entry.position for entry in vault.since()]
    assert positions == list(range(1, vault.head().position + 1))
    assert vault.verify().ok
    vault.close()


def test_a_moment_is_kept_as_utc_and_must_say_where_it_was(school: School) -> None:
    vault = school.open()
    summer = datetime(2026, 7, 1, 0, 30, 0, 1999, tzinfo=timezone(timedelta(hours=1)))
    (entry,) = vault.append(answers(("coerced", "no")), incident=school.open_id, at=summer)
    assert entry.at == "2026-06-30T23:30:00.001Z"
    with pytest.raises(ValueError, match="None"):
        vault.append(
            answers(("coerced", "no")),
            incident=school.open_id,
            at=datetime.now(UTC).replace(tzinfo=None),
        )
    vault.close()


def test_the_clock_may_go_back_and_the_order_stays(school: School) -> None:
    vault = school.open()
    earlier = AT - timedelta(days=400)
    vault.append(answers(("coerced", "no")), incident=school.open_id, at=earlier)
    assert vault.verify().ok
    assert vault.of_incident(school.open_id)[-1].at < vault.of_incident(school.open_id)[0].at
    vault.close()


def test_a_failed_transaction_leaves_nothing(school: School) -> None:
    vault = school.open()
    before, drafts = vault.head(), vault.drafts()

    def fail() -> None:
        with vault.transaction():
            save(vault, [recorded("2026-GONE00")])
            vault.discard_draft("draft-1")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert vault.head() == before
    assert vault.drafts() == drafts
    assert vault.find_incident("2026-GONE00") is None
    save(vault, [recorded("2026-KEPT00")])
    assert vault.head().position == before.position + 1
    assert vault.verify().ok
    vault.close()


def test_what_waits_in_a_transaction_can_be_read_in_it(school: School) -> None:
    vault = school.open()
    start = vault.head().position
    with vault.transaction():
        vault.append(answers(("coerced", "yes")), incident=school.open_id, at=AT)
        assert vault.of_incident(school.open_id)[-1].position == start + 1
        assert [entry.position for entry in vault.since(start)] == [start + 1]
        assert vault.head().position == start + 1
        vault.append(answers(("groomed", "no")), incident=school.open_id, at=AT)
    vault.close()
    assert [row[4] is not None for row in rows(school)[start:]] == [False, True]


def test_an_inner_failure_cannot_be_swallowed(school: School) -> None:
    vault = school.open()
    before = vault.head()

    def inner() -> None:
        with vault.transaction():
            vault.append(answers(("groomed", "no")), incident=school.open_id, at=AT)
            raise LookupError

    def outer() -> None:
        with vault.transaction():
            try:
                inner()
            except LookupError:
                vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)

    with pytest.raises(VaultFaultError):
        outer()
    assert vault.head() == before
    vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
    vault.close()


def test_an_empty_transaction_writes_nothing(school: School) -> None:
    vault = school.open()
    before = vault.head()
    with vault.transaction():
        pass
    assert vault.append([], incident=None, at=AT) == ()
    assert vault.head() == before
    vault.close()


def test_the_head_is_one_line_for_the_foot_of_a_form(school: School) -> None:
    vault = school.open()
    head = vault.head()
    assert head.short == f"Log {vault.id[-8:]} · entry {head.position} · {head.code}"
    assert len(head.code.replace("-", "")) == 27
    vault.append(answers(("coerced", "no")), incident=school.open_id, at=AT)
    assert vault.head().code != head.code
    vault.close()


def test_an_entry_that_cannot_be_read_is_named(school: School) -> None:
    tool = raw(school.path, school.unlock())
    tool.execute("DROP TRIGGER payload_no_delete")
    tool.execute("DELETE FROM payload WHERE event_id = (SELECT id FROM event WHERE position = 4)")
    tool.execute(
        "CREATE TRIGGER payload_no_delete BEFORE DELETE ON payload"
        " BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    )
    tool.close()
    vault = school.open()
    for read in (list, tuple):
        with pytest.raises(EntryUnreadableError) as refused:
            read(vault.since())
        assert refused.value.position == 4
    vault.close()


def test_an_incident_that_nobody_recorded_has_no_entries(school: School) -> None:
    vault = school.open()
    assert vault.of_incident(fresh_id()) == ()
    assert vault.find_incident("2026-NOBODY") is None
    vault.close()
