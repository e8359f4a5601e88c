"""Who may sign where: people let in, given new keys, taken out, and the paper key's witness."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.incidents import AnswerGiven
from desktop_app.domain.events.vaults import (
    RecoveryRenewed,
    RecoveryUsed,
    UserChanged,
    UserRemoved,
    UserRenewed,
)
from desktop_app.vault import keyslots, signers, verification
from tests import log_builders
from tests.log_builders import NOBODYS, Entry, Writer
from tests.vault_builders import fresh_id

VAULT: Final = fresh_id()
VERIFIER: Final = log_builders.stand_alone()
DSL, HEAD, DEPUTY = log_builders.writer(), log_builders.writer(), log_builders.writer()
PAPER: Final = Ed25519PrivateKey.generate()
PAPER_PUBLIC: Final = PAPER.public_key().public_bytes_raw().hex()
SAID: Final = AnswerGiven("coerced", "no")
Log = list[Entry]


def school(*, paper: str = PAPER_PUBLIC) -> Log:
    return [
        *log_builders.beginning(VAULT, DSL, paper=paper),
        log_builders.entry(DSL, log_builders.added(HEAD, office="head")),
        log_builders.entry(DSL, log_builders.added(DEPUTY, office="deputy")),
    ]


def said_by(who: Writer, *events: Event) -> Log:
    """Give one save: its last entry is signed."""
    *before, last = [log_builders.entry(who, event, signed=False) for event in events]
    return [*before, replace(last, signed=True)]


def found(log: Sequence[Entry]) -> set[tuple[str, int | None]]:
    """Give what our verification finds; the shipped one must find fault with the same logs."""
    rows = log_builders.linked(VAULT, log)
    ours = {(each.what, each.position) for each in verification.verify_log(rows, vault=VAULT)}
    theirs = VERIFIER.check(log_builders.as_exported(VAULT, rows), [])
    assert bool(theirs.problems) == bool(ours)
    return ours


def renewed(who: Writer) -> tuple[Writer, UserRenewed]:
    fresh = Writer(who.user, keyslots.new_keys())
    keys = fresh.keys
    event = UserRenewed(who.user, keys.sealing_public.hex(), keys.signing_public.hex())
    return fresh, event


def recovery(log: Log, who: Writer, *, by: Ed25519PrivateKey | None = PAPER) -> tuple[Writer, Log]:
    """Give what somebody writes who came in by the paper key, `by` its witness."""
    fresh, event = renewed(who)
    after = log_builders.linked(VAULT, log)[-1].hash
    message = signers.witnessed(VAULT, after=after, signing_public=fresh.keys.signing_public)
    witness = by.sign(message).hex() if by else ""
    public = fresh.keys.signing_public.hex()
    used = RecoveryUsed(NOBODYS, who.user, public, witness)
    return fresh, said_by(fresh, used, event, RecoveryRenewed("11" * 32, PAPER_PUBLIC))


def test_a_colleague_with_new_keys_signs_with_them_and_no_more_with_the_old_ones() -> None:
    fresh, event = renewed(DEPUTY)
    log = [*school(), *said_by(DSL, event)]
    assert found([*log, *said_by(fresh, SAID)]) == set()
    assert found([*log, *said_by(DEPUTY, SAID)]) == {("key", 6)}


def test_nobody_gives_themselves_new_keys_without_the_paper_key() -> None:
    _, event = renewed(DSL)
    assert found([*school(), *said_by(DSL, event)]) == {("user", 5)}


def test_a_key_is_given_once() -> None:
    again = replace(renewed(DEPUTY)[1], signing_public=HEAD.keys.signing_public.hex())
    assert found([*school(), *said_by(DSL, again)]) == {("user", 5)}


@pytest.mark.parametrize("who", [DSL, HEAD])
def test_a_dsl_and_a_head_teacher_look_after_people(who: Writer) -> None:
    fresh, event = renewed(DEPUTY)
    changes = (event, UserChanged(DEPUTY.user, "", "", "dsl"))
    new = log_builders.writer()
    log = [*school(), *said_by(who, *changes, log_builders.added(new))]
    assert found([*log, *said_by(fresh, UserRemoved(new.user)), *said_by(who, SAID)]) == set()


@pytest.mark.parametrize(
    "event",
    [
        UserChanged(DEPUTY.user, "", "", "dsl"),
        UserRemoved(HEAD.user),
        renewed(HEAD)[1],
        log_builders.added(log_builders.writer()),
        RecoveryRenewed("11" * 32, PAPER_PUBLIC),
    ],
)
def test_a_deputy_does_not_look_after_people(event: Event) -> None:
    assert found([*school(), *said_by(DEPUTY, event)]) == {("office", 5)}


def test_who_was_removed_signs_nothing_any_more_and_is_not_let_in_again() -> None:
    log = [*school(), *said_by(DSL, UserRemoved(DEPUTY.user))]
    assert found(log) == set()
    assert found([*log, *said_by(DEPUTY, SAID)]) == {("removed", 6)}
    for again in (renewed(DEPUTY)[1], UserRemoved(DEPUTY.user), log_builders.added(DEPUTY)):
        assert found([*log, *said_by(DSL, again)]) == {("user", 6)}


def test_a_removal_that_nobody_signed_removes_nobody() -> None:
    log = [*school(), *said_by(DSL, UserRemoved(DEPUTY.user)), *said_by(DEPUTY, SAID)]
    rows = log_builders.linked(VAULT, log, without={5: bytes(64)})
    ours = {(each.what, each.position) for each in verification.verify_log(rows, vault=VAULT)}
    assert ours == {("signature", 5)}


def test_the_paper_key_lets_somebody_back_in_who_signs_with_the_key_that_it_witnessed() -> None:
    log = school()
    fresh, came_in = recovery(log, DEPUTY)
    assert found([*log, *came_in, *said_by(fresh, SAID), *said_by(HEAD, SAID)]) == set()
    assert found([*log, *came_in, *said_by(DEPUTY, SAID)]) == {("key", 8)}


def _other_paper(log: Log) -> Log:
    return recovery(log, DEPUTY, by=Ed25519PrivateKey.generate())[1]


def _no_paper(log: Log) -> Log:
    return recovery(log, DEPUTY, by=None)[1]


def _witness_of_another_place(log: Log) -> Log:
    return recovery(log[:-1], DEPUTY)[1]


def _after_something_else(log: Log) -> Log:
    fresh, came_in = recovery(log, DEPUTY)
    return [*said_by(fresh, SAID, SAID)[:1], *came_in]


def _of_somebody_removed(log: Log) -> Log:
    log += said_by(DSL, UserRemoved(DEPUTY.user))
    return recovery(log, DEPUTY)[1]


def _of_nobody(log: Log) -> Log:
    return recovery(log, log_builders.writer())[1]


@pytest.mark.parametrize(
    "made",
    [
        _other_paper,
        _no_paper,
        _witness_of_another_place,
        _after_something_else,
        _of_somebody_removed,
        _of_nobody,
    ],
)
def test_the_paper_key_without_its_witness_lets_nobody_in(made: Callable[[Log], Log]) -> None:
    log = school()
    came_in = made(log)
    assert "recovery" in {what for what, _ in found([*log, *came_in])}
    assert "key" in {what for what, _ in found([*log, *came_in])}


def test_a_vault_whose_paper_key_could_not_sign_yet_takes_it_without_a_witness() -> None:
    log = school(paper="")
    assert found([*log, *recovery(log, DEPUTY, by=None)[1]]) == set()
    assert "recovery" in {what for what, _ in found([*log, *recovery(log, DEPUTY)[1]])}


def test_a_new_paper_key_bears_witness_as_the_one_before_it_did() -> None:
    without = RecoveryRenewed("11" * 32, "")
    log = [*school(), *said_by(DSL, without)]
    assert ("recovery", 5) in found(log)
    assert {("recovery", 5), ("recovery", 6)} <= found([*log, *recovery(log, DEPUTY, by=None)[1]])
    assert found([*school(paper=""), *said_by(DSL, without)]) == set()


@pytest.mark.parametrize("content", [{}, {"user": 7}, {"user": HEAD.user, "office": ["dsl"]}])
def test_an_entry_about_people_that_cannot_be_read_is_found(content: dict[str, object]) -> None:
    for kind in ("user.added", "user.changed", "user.renewed", "recovery.used"):
        log = [*school(), Entry(DSL, kind, dict(content))]
        assert found(log), kind
