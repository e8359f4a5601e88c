import numpy as np

from desktop_app.domain.rules import Term, ruleset
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.domain import cases, oracle
from tests.sweep.masks import every_combination, statuses

LIBRARY = Library(paths.resources_folder())
RULES = ruleset(LIBRARY.get("ukcis-2024"), LIBRARY.catalogue, frozenset({"nudes-shared"}))
RANKS = {"not-met": 0, "not-known": 1, "met": 2}


def test_the_five_criteria_by_bit_masks_are_those_of_three_valued_logic_in_every_combination() -> (
    None
):
    for criterion, terms, _ in RULES.criteria:
        asked = oracle.CRITERIA[criterion.id][1]
        yes, no = every_combination(LIBRARY.catalogue, asked)
        found = statuses(terms, yes, no)
        assert len(found) == 3 ** len(asked)
        bits = LIBRARY.catalogue.bit
        for place, status in enumerate(found):
            answers = {
                each: "yes"
                if int(yes[place]) & bits[each]
                else "no"
                if int(no[place]) & bits[each]
                else "not-known"
                for each in asked
            }
            assert status == RANKS[oracle.criterion_status(criterion.id, answers)]


def test_the_combinations_of_all_five_are_3_to_the_12_and_none_comes_twice() -> None:
    yes, no = every_combination(LIBRARY.catalogue, cases.FIVE_CRITERIA)
    assert len(yes) == 3**12
    assert len(np.unique(yes << np.uint64(32) | no)) == 3**12
    assert not (yes & no).any()


def test_a_term_that_only_must_not_be_no_is_not_known_to_be_no() -> None:
    yes, no = every_combination(LIBRARY.catalogue, ("coerced",))
    bit = LIBRARY.catalogue.bit["coerced"]
    assert statuses((Term(0, bit),), yes, no).tolist() == [0, 2, 2]
    assert statuses((Term(bit, 0),), yes, no).tolist() == [0, 1, 2]
    assert statuses((), yes, no).tolist() == [0, 0, 0]
    assert statuses((Term(0, 0),), yes, no).tolist() == [2, 2, 2]
