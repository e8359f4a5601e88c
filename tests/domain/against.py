"""Holds an assessment against the second reading, wherever the procedure is from."""

from collections.abc import Iterator

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import assess, checklists
from desktop_app.domain.assessment import Assessment, Referral
from desktop_app.domain.facts import Facts
from desktop_app.domain.procedure import Procedure
from desktop_app.procedures.library import Library
from tests.domain import oracle, oracle_duties, oracle_places, oracle_tasks
from tests.domain.england import DAY
from tests.domain.oracle_places import Place
from tests.domain.samples import Sample

RULE_NINE = "every-image"


def procedure_of(library: Library, place: Place) -> Procedure:
    """Give the place's procedure, with rule 9 switched off where the place says so."""
    procedure = library.get(place.id, place.version)
    off = frozenset({RULE_NINE}) if place.switched_off else frozenset[str]()
    return library.switched_off(procedure, off) if off else procedure


def facts_of(sample: Sample) -> Facts:
    known = {name: Answer(each) for name, each in sample.answers.items() if each != "not-known"}
    return Facts(
        sample.kinds,
        known,
        DAY,
        open_case=sample.open_case,
        other_setting=sample.other_setting,
        other_area=sample.other_area,
    )


def assessed(library: Library, place: Place, sample: Sample) -> Assessment:
    return assess(procedure_of(library, place), library.catalogue, facts_of(sample))


def result_of(found: Assessment) -> oracle.Result:
    told = tuple(sorted((each.agency, str(each.strength)) for each in found.refer_to))
    return (str(found.outcome), told, str(found.tell_family))


def differences(
    place: Place, sample: Sample, found: Assessment, *, find_out: bool = True
) -> Iterator[tuple[str, object, object]]:
    """Give the name of each part that differs, what was found and what the contract says."""
    for name, ours, theirs in _parts(place, sample, found, find_out=find_out):
        if ours != theirs:
            yield name, ours, theirs


def _parts(
    place: Place, sample: Sample, found: Assessment, *, find_out: bool
) -> Iterator[tuple[str, object, object]]:
    kinds, settled = sample.kinds, sample.answers
    result = oracle_places.result_of(place, kinds, settled)
    outcome, told, family = result
    yield "result", result_of(found), result
    yield "emergency", found.emergency, settled["life-in-danger"] == "yes"
    yield "criteria", _criteria(found), _expected_criteria(sample)
    do_not = oracle.do_not_of(kinds, settled, outcome, family)
    yield "do_not", sorted(found.do_not), sorted(do_not)
    yield "aggravating", found.aggravating, oracle.aggravating_of(settled)
    seen = oracle_duties.Seen(
        place,
        frozenset(kinds),
        settled,
        outcome,
        dict(told),
        other_setting=sample.other_setting,
        other_area=sample.other_area,
    )
    known = oracle_tasks.duties(place)
    expected = oracle_duties.expected(known, seen, DAY)
    duties = [each.id for each in found.duties]
    yield "no duty twice", len(duties), len(set(duties))
    ours = {
        each.id: (each.owner, each.due, bool(each.starts_with))
        for each in found.duties
        if each.id in known
    }
    yield "duties", ours, expected
    advice = [each.id for each in found.advice]
    yield "no advice twice", len(advice), len(set(advice))
    named = oracle_places.advice_of(place, kinds, settled, open_case=sample.open_case)
    yield "advice", set(advice) & oracle_places.NAMED_ADVICE, named
    yield "reasons", [each.agency for each in found.refer_to if not _sound(place, sample, each)], []
    stated = oracle_tasks.advice(place)
    yield "advice of its own", set(advice) & set(stated), oracle_tasks.holding(stated, seen)
    if find_out:
        yield "find_out", found.find_out, oracle_places.find_out(place, kinds, settled)


def _sound(place: Place, sample: Sample, named: Referral) -> bool:
    """Say whether the reasons that name an agency are true, in order, and enough by themselves.

    Enough: were every other yes a no, the agency would be named as firmly.
    """
    reasons = [each for each in named.because if not each.startswith("kind:")]
    kinds = [each.removeprefix("kind:") for each in named.because if each.startswith("kind:")]
    others = {
        each: "no"
        for each, answer in sample.answers.items()
        if answer == "yes" and each not in reasons
    }
    if "life-in-danger" in reasons:
        others.pop("immediate-risk", None)
    told = oracle_places.referral(place, sample.kinds, {**sample.answers, **others})
    return (
        list(named.because) == [*reasons, *(f"kind:{each}" for each in kinds)]
        and bool(named.because)
        and bool(named.source)
        and set(kinds) <= set(sample.kinds)
        and reasons == [each for each in oracle.QUESTIONS if each in reasons]
        and all(sample.answers[each] == "yes" for each in reasons)
        and told.get(named.agency) == named.strength
    )


def lists_differ(library: Library, place: Place, sample: Sample, found: Assessment) -> bool:
    """Say whether the lists that are shown are others than those stated a second time."""
    seen = oracle_duties.Seen(
        place,
        frozenset(sample.kinds),
        sample.answers,
        str(found.outcome),
        {each.agency: str(each.strength) for each in found.refer_to},
    )
    shown = checklists(procedure_of(library, place), library.catalogue, facts_of(sample))
    stated = oracle_tasks.lists(place)
    ours = {each.id for each in shown if each.id in stated}
    owned = all(oracle_tasks.is_owner(each.owner, each.id) for each in shown)
    return ours != oracle_tasks.holding(stated, seen) or not owned


def _criteria(found: Assessment) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((each.id, str(each.status), each.because) for each in found.criteria)


def _expected_criteria(sample: Sample) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple(
        (
            each,
            oracle.criterion_status(each, sample.answers),
            oracle.criterion_because(each, sample.answers),
        )
        for each in oracle.CRITERIA
        if oracle.criterion_applies(each, sample.kinds)
        or oracle.criterion_status(each, sample.answers) == "met"
    )
