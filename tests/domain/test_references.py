from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.references import reference_of

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(number=st.integers(0, 2**128 - 1), year=st.integers(2000, 2199))
def test_a_reference_is_the_year_and_the_last_thirty_bits_in_crockfords_letters(
    number: int, year: int
) -> None:
    reference = reference_of(str(UUID(int=number)), year=year)
    before, letters = reference.split("-")
    assert before == str(year)
    assert len(letters) == 6
    value = 0
    for letter in letters:
        value = value * 32 + CROCKFORD.index(letter)
    assert value == number % 2**30


def test_what_is_no_uuid_has_no_reference() -> None:
    with pytest.raises(ValueError, match="badly formed"):
        reference_of("2026-ABC123", year=2026)
