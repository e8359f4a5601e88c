from collections import Counter
from itertools import islice

import pytest

from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.domain import oracle_places, samples
from tests.domain.against import (
    RULE_NINE,
    assessed,
    differences,
    lists_differ,
    procedure_of,
    result_of,
)
from tests.domain.oracle_places import NATIONAL, PLACES, Place

LIBRARY = Library(paths.resources_folder())
SWITCHED = [each for each in PLACES if each.switched_off]


def by_name(place: Place) -> str:
    return place.name


def test_every_procedure_that_is_shipped_has_a_second_reading() -> None:
    read = {(each.id, each.version) for each in PLACES}
    shipped = {(name, version) for name, each in LIBRARY.versions.items() for version in each}
    assert read == shipped


@pytest.mark.parametrize("place", PLACES, ids=by_name)
def test_six_hundred_incidents_are_judged_as_the_contract_says_of_the_place(place: Place) -> None:
    outcomes: Counter[str] = Counter()
    differing = []
    for number, sample in enumerate(samples.draw(2026, 600)):
        found = assessed(LIBRARY, place, sample)
        outcomes[str(found.outcome)] += 1
        if any(differences(place, sample, found, find_out=number % 8 == 0)):
            differing.append((sample, *differences(place, sample, found)))
        if lists_differ(LIBRARY, place, sample, found):
            differing.append((sample, "lists"))
    assert list(islice(differing, 2)) == []
    assert min(outcomes.values()) > 20, "every outcome comes about"


@pytest.mark.parametrize("place", PLACES, ids=by_name)
def test_two_others_are_enough_to_find_what_trying_every_combination_finds(place: Place) -> None:
    tried = 0
    for sample in samples.draw(7, 4000):
        if sum(each == "not-known" for each in sample.answers.values()) <= 6:
            kinds, answers = sample.kinds, sample.answers
            by_all = oracle_places.find_out_by_trying_all(place, kinds, answers)
            assert oracle_places.find_out(place, kinds, answers) == by_all
            tried += 1
        if tried == 60:
            break
    assert tried == 60


@pytest.mark.parametrize("place", SWITCHED, ids=by_name)
def test_switching_rule_nine_off_changes_images_among_children_and_nothing_else(
    place: Place,
) -> None:
    literal = Place(place.id, place.version)
    changed = 0
    for sample in samples.draw(9, 800):
        kinds, answers = sample.kinds, sample.answers
        before, after = (result_of(assessed(LIBRARY, each, sample)) for each in (literal, place))
        if before == after:
            continue
        changed += 1
        assert "nudes-shared" in kinds
        assert not oracle_places.EVERY_IMAGE_KINDS & set(kinds) - {"nudes-shared"}
        assert answers["adult-involved"] == "no"
        assert oracle_places.without_rule_nine(literal, kinds, answers).get("police") is None
    assert changed >= 5


@pytest.mark.parametrize("place", SWITCHED, ids=by_name)
def test_what_is_switched_off_is_said_in_the_assessment(place: Place) -> None:
    sample = next(samples.draw(1, 1))
    assert assessed(LIBRARY, place, sample).switched_off == (RULE_NINE,)
    assert assessed(LIBRARY, place, sample).as_json()["switched_off"] == [RULE_NINE]
    literal = Place(place.id, place.version)
    assert assessed(LIBRARY, literal, sample).as_json()["switched_off"] == []
    assert [each.id for each in procedure_of(LIBRARY, literal).switchable] == [RULE_NINE]


@pytest.mark.parametrize("place", [each for each in PLACES if not each.wales], ids=by_name)
def test_no_place_in_england_asks_for_less_than_the_national_advice(place: Place) -> None:
    for sample in samples.draw(11, 300):
        national, local = (
            oracle_places.ranks(result_of(assessed(LIBRARY, each, sample)))
            for each in (NATIONAL, place)
        )
        assert all(ours >= least for ours, least in zip(local, national, strict=True))
