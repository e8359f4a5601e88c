"""Recovery keys on paper."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import RecoveryKeyError
from desktop_app.vault import key_reading, keyfile, recovery, sealing
from desktop_app.vault.vault import RecoveryKeys
from tests.vault_builders import School, raw

KEYS = st.binary(min_size=32, max_size=32)


@settings(deadline=None)
@given(KEYS)
def test_what_is_printed_is_read_back(key: bytes) -> None:
    assert recovery.typed(recovery.printed(key)) == key


@settings(deadline=None)
@given(KEYS)
def test_case_spaces_hyphens_and_look_alikes_do_not_matter(key: bytes) -> None:
    rows = tuple(
        row.lower().replace(" ", "-").replace("0", "o").replace("1", "l")
        for row in recovery.printed(key)
    )
    assert recovery.typed(rows) == key


@settings(deadline=None)
@given(KEYS, st.integers(0, 3), st.integers(0, 13), st.sampled_from(recovery.ALPHABET))
def test_one_wrong_character_names_its_row(key: bytes, row: int, place: int, letter: str) -> None:
    rows = [list(each.replace(" ", "")) for each in recovery.printed(key)]
    if rows[row][place] == letter:
        return
    rows[row][place] = letter
    with pytest.raises(RecoveryKeyError) as refused:
        recovery.typed(tuple("".join(each) for each in rows))
    assert refused.value.rows == (row + 1,)


@settings(deadline=None)
@given(KEYS, st.integers(0, 3), st.integers(0, 12), st.integers(0, 12))
def test_two_swapped_characters_are_noticed(key: bytes, row: int, one: int, other: int) -> None:
    rows = [list(each.replace(" ", "")) for each in recovery.printed(key)]
    if rows[row][one] == rows[row][other]:
        return
    rows[row][one], rows[row][other] = rows[row][other], rows[row][one]
    with pytest.raises(RecoveryKeyError):
        recovery.typed(tuple("".join(each) for each in rows))


def test_missing_and_surplus_rows_are_named() -> None:
    rows = recovery.printed(bytes(32))
    with pytest.raises(RecoveryKeyError) as few:
        recovery.typed(rows[:2])
    assert few.value.rows == (3, 4)
    with pytest.raises(RecoveryKeyError) as many:
        recovery.typed((*rows, rows[0]))
    assert many.value.rows == (5,)


def test_bits_beyond_the_key_are_refused() -> None:
    row = "0" * 12 + "1"
    with pytest.raises(RecoveryKeyError) as refused:
        recovery.typed(("0" * 14, "0" * 14, "0" * 14, row + recovery.check_character(row)))
    assert refused.value.rows == (4,)


def test_the_paper_key_opens_the_vault(school: School, paper: RecoveryKeys) -> None:
    keys = key_reading.read(school.path.with_suffix(".keys"))
    private = keyfile.recovery_private(recovery.typed(paper.paper), outside=False)
    (vault_key,) = keyfile.vault_keys(keys, keys.recovery[0], private=private)
    assert keyfile.is_genuine(keys, vault_key)
    assert vault_key == school.unlock().vault_keys[0]
    tool = raw(school.path, school.unlock())
    assert tool.execute("SELECT count(*) FROM event").fetchone()[0] > 2
    tool.close()


def test_the_outside_key_opens_no_vault(school: School, paper: RecoveryKeys) -> None:
    keys = key_reading.read(school.path.with_suffix(".keys"))
    for outside in (True, False):
        private = keyfile.recovery_private(recovery.typed(paper.outside), outside=outside)
        for slot in keyfile.every_slot(keys):
            assert keyfile.vault_keys(keys, slot, private=private) == ()


@settings(deadline=None)
@given(st.binary(max_size=5000))
def test_padding_gives_back_what_it_was_given_and_shows_only_a_bucket(plain: bytes) -> None:
    padded = sealing.pad(plain)
    assert sealing.unpad(padded) == plain
    assert len(padded) in {1024, 2048, 4096, 8192}


def test_padding_beyond_a_mebibyte_grows_by_mebibytes() -> None:
    assert len(sealing.pad(bytes((1 << 20) - 4))) == 1 << 20
    assert len(sealing.pad(bytes((1 << 20) - 3))) == 2 << 20
    assert sealing.unpad(b"\xff\xff\xff\xff" + bytes(20)) is None
