"""What catches what: every way of tampering at every place of a log of 24 entries by 3 users.

The rows of security.md 4.3, with the cell that is expected each time, the misses among them; both
the program's verification and the one that is shipped for others must say the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import pytest

from desktop_app.domain.events.incidents import AnswerGiven
from desktop_app.domain.events.vaults import UserRenewed
from desktop_app.vault import keyslots, verification
from desktop_app.vault.envelope import Stored
from tests import log_builders
from tests.log_builders import Entry, Writer
from tests.vault_builders import fresh_id

LENGTH: Final = 24
PRINTED: Final = (8, 16, 20)
SEEN: Final = 22
OF_THE_CHAIN: Final = {
    "position",
    "form",
    "hash",
    "identity",
    "order",
    "own-order",
    "content",
    "content-missing",
    "beginning",
}
CHAIN, SIGNATURES, ANCHORS, LAST_SEEN = "chain", "+signatures", "+anchors", "+last seen"
NOWHERE: Final = "nowhere"
PROOFS: Final = (CHAIN, SIGNATURES, ANCHORS, LAST_SEEN)

VAULT: Final = fresh_id()
DSL, HEAD, DEPUTY = log_builders.writer(), log_builders.writer(), log_builders.writer()
PEOPLE: Final = (DSL, HEAD, DEPUTY)
VERIFIER: Final = log_builders.stand_alone()


def _written() -> Iterator[Entry]:
    yield from log_builders.beginning(VAULT, DSL)
    yield log_builders.entry(DSL, log_builders.added(HEAD, office="head"))
    yield log_builders.entry(DSL, log_builders.added(DEPUTY, office="deputy"))
    for place in range(5, LENGTH + 1):
        yield log_builders.entry(PEOPLE[place % 3], AnswerGiven("coerced", "no", how=str(place)))


ENTRIES: Final = tuple(_written())
ROWS: Final = tuple(log_builders.linked(VAULT, ENTRIES))
AUTHORS: Final = {place: each.by for place, each in enumerate(ENTRIES, 1)}
PLACES: Final = range(1, LENGTH + 1)


def caught_by_ours(rows: list[Stored]) -> str:
    found = {each.what for each in verification.verify_log(rows, vault=VAULT)}
    if found & OF_THE_CHAIN:
        return CHAIN
    if found:
        return SIGNATURES
    return next(
        (proof for proof, places in _outside() if any(_differs(rows, place) for place in places)),
        NOWHERE,
    )


def _outside() -> tuple[tuple[str, tuple[int, ...]], ...]:
    return ((ANCHORS, PRINTED), (LAST_SEEN, (SEEN,)))


def _differs(rows: list[Stored], place: int) -> bool:
    """Say whether a line that was printed at an entry does not fit the log any more."""
    if place > len(rows):
        return True
    now = log_builders.head(VAULT, rows[place - 1])
    return now.short != log_builders.head(VAULT, ROWS[place - 1]).short


def caught_by_the_shipped_one(rows: list[Stored]) -> str:
    exported = log_builders.as_exported(VAULT, rows)
    for proof, places in (("", ()), *_outside()):
        lines = [log_builders.head(VAULT, ROWS[place - 1]).short for place in places]
        found = VERIFIER.check(exported, VERIFIER.read_anchors("\n".join(lines)))
        proofs = {each[0] for each in found.problems}
        for said, known in (("chain", CHAIN), ("signatures", SIGNATURES), ("anchors", proof)):
            if said in proofs:
                return known
    return NOWHERE


def both(rows: list[Stored]) -> str:
    """Give the first proof that catches it, of which each stands on those before it."""
    ours, theirs = caught_by_ours(rows), caught_by_the_shipped_one(rows)
    assert ours == theirs
    return ours


def fixed_outside(place: int) -> str:
    """Give what catches a change at an entry that every key was at hand to make."""
    if place <= PRINTED[-1]:
        return ANCHORS
    return LAST_SEEN if place <= SEEN else NOWHERE


def changed(place: int) -> list[Entry]:
    """Give the entries with another content at one place; keys that it introduces stay."""
    entries = [*ENTRIES]
    old = entries[place - 1]
    text = {1: "program", 2: "name", 3: "name", 4: "name"}.get(place, "how")
    entries[place - 1] = Entry(
        old.by, old.kind, old.content | {text: "something else"}, old.signed, ident=old.ident
    )
    return entries


def signatures_of(*others: Writer) -> dict[int, bytes | None]:
    """Give the signatures that somebody without these people's keys must leave as they were."""
    return {place: ROWS[place - 1].sig for place in PLACES if AUTHORS[place] in others}


def last_of_others(author: Writer) -> int:
    return max(place for place in PLACES if AUTHORS[place] is not author)


# --- the rows of the table ---


def test_an_untouched_log_is_caught_nowhere() -> None:
    assert both([*ROWS]) == NOWHERE


def _edited(place: int) -> list[Stored]:
    rows = [*ROWS]
    row = rows[place - 1]
    rows[place - 1] = row._replace(payload=(row.payload or b"").replace(b'"', b'" ', 1))
    return rows


def _readdressed(place: int) -> list[Stored]:
    rows = [*ROWS]
    row = rows[place - 1]
    rows[place - 1] = row._replace(body=row.body.replace(b'"at":"2026', b'"at":"2025'))
    return rows


def _removed(place: int) -> list[Stored]:
    kept = [row for row in ROWS if row.position != place]
    return [row._replace(position=position) for position, row in enumerate(kept, 1)]


def _swapped(place: int) -> list[Stored]:
    rows = [*ROWS]
    one, other = rows[place - 2], rows[place - 1]
    rows[place - 2 : place] = [
        other._replace(position=one.position),
        one._replace(position=other.position),
    ]
    return rows


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("tamper", [_edited, _readdressed])
def test_an_edited_row_is_caught_by_the_chain(
    tamper: Callable[[int], list[Stored]], place: int
) -> None:
    assert both(tamper(place)) == CHAIN


@pytest.mark.parametrize("place", PLACES)
def test_a_deleted_row_is_caught_by_the_chain_but_for_the_newest(place: int) -> None:
    assert both(_removed(place)) == (NOWHERE if place == LENGTH else CHAIN)


@pytest.mark.parametrize("place", range(2, LENGTH + 1))
def test_two_rows_in_each_others_place_are_caught_by_the_chain(place: int) -> None:
    assert both(_swapped(place)) == CHAIN


@pytest.mark.parametrize("place", PLACES)
def test_an_own_entry_rewritten_with_all_that_follows_is_caught_by_colleagues_signatures(
    place: int,
) -> None:
    author = AUTHORS[place]
    others = [each for each in PEOPLE if each is not author]
    rows = log_builders.linked(VAULT, changed(place), without=signatures_of(*others))
    expected = SIGNATURES if place < last_of_others(author) else fixed_outside(place)
    assert both(rows) == expected


@pytest.mark.parametrize("place", [p for p in PLACES if AUTHORS[p] is HEAD])
def test_a_sign_off_forged_in_the_heads_name_is_caught_by_signatures(place: int) -> None:
    rows = log_builders.linked(VAULT, changed(place), without=signatures_of(HEAD))
    assert both(rows) == SIGNATURES


@pytest.mark.parametrize("place", PLACES)
def test_a_rewriting_with_every_key_is_caught_by_what_is_outside_and_by_nothing_else(
    place: int,
) -> None:
    assert both(log_builders.linked(VAULT, changed(place))) == fixed_outside(place)


@pytest.mark.parametrize("left", range(2, LENGTH + 1))
def test_an_older_copy_put_back_is_caught_by_what_is_outside_and_by_nothing_else(
    left: int,
) -> None:
    expected = fixed_outside(left + 1) if left < SEEN else NOWHERE
    assert both([*ROWS[:left]]) == expected


@pytest.mark.parametrize("place", [p for p in PLACES if p > SEEN])
def test_the_newest_that_nobody_has_seen_can_be_dropped_rewritten_and_back_dated(
    place: int,
) -> None:
    entries = changed(place)
    entries[place - 1].at = "2020-01-01T00:00:00.000Z"
    assert both(log_builders.linked(VAULT, entries)) == NOWHERE
    assert both([*ROWS[: place - 1]]) == NOWHERE


@pytest.mark.parametrize("place", [p for p in PLACES if AUTHORS[p] is DSL and p > 4])
def test_new_keys_for_colleagues_help_a_rewriting_past_signatures_but_not_past_what_is_outside(
    place: int,
) -> None:
    forged = {each.user: Writer(each.user, keyslots.new_keys()) for each in (HEAD, DEPUTY)}
    entries = changed(place)
    entries[place:] = [replace(each, by=forged.get(each.by.user, DSL)) for each in entries[place:]]
    entries[place:place] = [
        log_builders.entry(
            DSL,
            UserRenewed(each.user, each.keys.sealing_public.hex(), each.keys.signing_public.hex()),
        )
        for each in forged.values()
    ]
    rows = log_builders.linked(VAULT, entries)
    # It stands in the log for all to ask about, and neither of the two can open the vault again.
    assert both(rows) == fixed_outside(place)


def test_a_deputy_cannot_give_colleagues_new_keys() -> None:
    forged = Writer(HEAD.user, keyslots.new_keys())
    renewed = UserRenewed(
        HEAD.user, forged.keys.sealing_public.hex(), forged.keys.signing_public.hex()
    )
    entries = [*ENTRIES, log_builders.entry(DEPUTY, renewed), Entry(forged, "x", {})]
    assert both(log_builders.linked(VAULT, entries)) == SIGNATURES


def test_every_way_of_tampering_was_tried_at_every_place() -> None:
    tried = dict.fromkeys((*PROOFS, NOWHERE), 0)
    for place in PLACES:
        tried[both(log_builders.linked(VAULT, changed(place)))] += 1
    assert tried == {CHAIN: 0, SIGNATURES: 0, ANCHORS: 20, LAST_SEEN: 2, NOWHERE: 2}
