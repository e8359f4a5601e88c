from itertools import product

import pytest

from desktop_app.domain.answers import STATUS_OF, Answer, Status, all_of, any_of
from tests.domain import oracle

YES, NO, NOT_KNOWN = Answer.YES, Answer.NO, Answer.NOT_KNOWN

BOTH = {
    (YES, YES): (YES, YES),
    (YES, NO): (YES, NO),
    (YES, NOT_KNOWN): (YES, NOT_KNOWN),
    (NO, NO): (NO, NO),
    (NO, NOT_KNOWN): (NOT_KNOWN, NO),
    (NOT_KNOWN, NOT_KNOWN): (NOT_KNOWN, NOT_KNOWN),
}


@pytest.mark.parametrize("pair", BOTH, ids="+".join)
def test_any_and_all_follow_the_table_of_kleene(pair: tuple[Answer, Answer]) -> None:
    any_expected, all_expected = BOTH[pair]
    for parts in (pair, pair[::-1]):
        assert any_of(parts) is any_expected
        assert all_of(parts) is all_expected


def test_any_and_all_of_up_to_five_parts_are_what_the_book_says() -> None:
    for size in range(6):
        for parts in product(Answer, repeat=size):
            words = [str(each) for each in parts]
            assert any_of(iter(parts)) == oracle.kleene("any", words)
            assert all_of(iter(parts)) == oracle.kleene("all", words)


def test_any_of_nothing_is_no_and_all_of_nothing_is_yes() -> None:
    assert any_of(()) is NO
    assert all_of(()) is YES


def test_every_answer_has_its_status() -> None:
    assert STATUS_OF == {YES: Status.MET, NO: Status.NOT_MET, NOT_KNOWN: Status.NOT_KNOWN}
