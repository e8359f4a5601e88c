"""The five criteria by the sweep's bit masks, beside three rule engines that can be installed.

All are given the same cases, each in the form it likes best and made ready before the clock runs:
masks, or dictionaries of true, false, and nothing for what is not known. Each engine is timed in
its fastest form that ends without an error; what it makes of "not known" is counted beside it,
in the form that its manual shows first.
"""

import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final

import cel
import numpy as np
import zen
from json_logic import jsonLogic

from desktop_app.domain.rules import Ruleset, ruleset
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from tests.benchmarks.result import Result
from tests.domain import cases, oracle
from tests.sweep.masks import Masks, every_combination, statuses

GOAL: Final = 30.0
_CASES: Final = 1000
_ROUNDS: Final = 7
_RANKS: Final = {"not-met": 0, "not-known": 1, "met": 2}
_GIVEN: Final = {"yes": True, "no": False}

Case = dict[str, bool]
Engine = Callable[[Case], list[int]]


def run() -> list[Result]:
    """Measure in interleaved rounds; the value is how many times faster than the fastest."""
    library = Library(resources_folder())
    rules = ruleset(library.get("ukcis-2024"), library.catalogue, frozenset({"nudes-shared"}))
    yes, no = every_combination(library.catalogue, cases.FIVE_CRITERIA)
    answers = _drawn()
    expected = [_expected(each) for each in answers]
    given = [
        {_name(name): _GIVEN[each] for name, each in case.items() if each in _GIVEN}
        for case in answers
    ]
    timed = {"CEL": _cel(), "zen-engine": _zen_by_hand(), "json-logic": _json_logic()}
    took: dict[str, list[float]] = {name: [] for name in ("masks", *timed)}
    for _ in range(_ROUNDS):
        took["masks"].append(_masks_ms(rules, yes, no))
        for name, engine in timed.items():
            took[name].append(_engine_ms(engine, given))
    median = {name: statistics.median(each) for name, each in took.items()}
    fastest = min(median[name] for name in timed)
    ratio = fastest / median["masks"]
    plain = {"CEL": _cel(), "zen-engine": _zen(), "json-logic": _json_logic()}
    for name, engine in plain.items():  # theirs is told, not judged: no goal could be missed
        sys.stdout.write(
            f"        {_share(engine, given, expected):8.1f} % of cases in which {name} is not "
            "three-valued logic\n"
        )
    wrong = _masks_wrong(rules, yes, no)
    return [
        Result(
            name="the five criteria by bit masks, times the fastest of CEL, zen-engine, json-logic",
            value=ratio,
            unit="x",
            goal=GOAL,
            holds=ratio >= GOAL,
            floor=fastest,
            ours=median["masks"],
        ),
        Result(
            name="the five criteria: cases in which bit masks are not three-valued logic",
            value=wrong,
            unit="%",
            goal=0.0,
            holds=wrong <= 0.0,
        ),
    ]


def _drawn() -> list[dict[str, str]]:
    dice = Random(30)  # noqa: S311  # the same cases every time
    return [
        {name: dice.choice(cases.ANSWERS) for name in cases.FIVE_CRITERIA} for _ in range(_CASES)
    ]


def _expected(answers: Mapping[str, str]) -> list[int]:
    return [_RANKS[oracle.criterion_status(each, answers)] for each in oracle.CRITERIA]


def _masks_ms(rules: Ruleset, yes: Masks, no: Masks) -> float:
    """Give the milliseconds for a thousand cases, from a run over every combination."""
    start = time.perf_counter()
    for _, terms, _ in rules.criteria:
        statuses(terms, yes, no)
    return (time.perf_counter() - start) * 1000 / len(yes) * _CASES


def _masks_wrong(rules: Ruleset, yes: Masks, no: Masks) -> float:
    """Compare every combination with Kleene's logic over arrays, written another way."""
    count = len(cases.FIVE_CRITERIA)
    places = np.arange(len(yes))
    value = {
        name: ((places // 3**place) % 3).astype(np.uint8)
        for place, name in enumerate(cases.FIVE_CRITERIA)
    }
    differing = np.zeros(3**count, dtype=np.bool_)
    for criterion, terms, _ in rules.criteria:
        how, asked = oracle.CRITERIA[criterion.id]
        kleene = np.maximum if how == "any" else np.minimum
        differing |= statuses(terms, yes, no) != kleene.reduce([value[each] for each in asked])
    return float(differing.mean() * 100)


def _engine_ms(engine: Engine, given: Sequence[Case]) -> float:
    start = time.perf_counter()
    for each in given:
        engine(each)
    return (time.perf_counter() - start) * 1000


def _share(engine: Engine, given: Sequence[Case], expected: Sequence[list[int]]) -> float:
    wrong = sum(engine(case) != right for case, right in zip(given, expected, strict=True))
    return wrong / len(given) * 100


def _written(any_of: str, all_of: str, of_question: Callable[[str], str]) -> list[str]:
    words = {"any": any_of, "all": all_of}
    return [words[how].join(map(of_question, asked)) for how, asked in oracle.CRITERIA.values()]


def _name(question: str) -> str:
    return question.replace("-", "_")


def _cel() -> Engine:
    """Let absence be: it is an error, which `||` and `&&` absorb; what is left is not known."""
    programs = [cel.compile(each) for each in _written(" || ", " && ", _name)]
    return lambda case: [_or_not_known(each.execute, case) for each in programs]


def _zen() -> Engine:
    """Plain `or` and `and`; what is not there is null, and null in either is an error."""
    expressions = [zen.compile_expression(each) for each in _written(" or ", " and ", _name)]
    return lambda case: [_or_not_known(each.evaluate, case) for each in expressions]


def _or_not_known(judge: Callable[[Case], object], case: Case) -> int:
    try:
        return 2 if judge(case) else 0
    except RuntimeError:
        return 1


def _zen_by_hand() -> Engine:
    """Give the three values written out by hand: met, else not met, else not known."""
    met = _written(" or ", " and ", lambda each: f"{_name(each)} == true")
    not_met = _written(" and ", " or ", lambda each: f"{_name(each)} == false")
    expressions = [
        zen.compile_expression(f"({one}) ? 2 : (({other}) ? 0 : 1)")
        for one, other in zip(met, not_met, strict=True)
    ]
    return lambda case: [int(each.evaluate(case)) for each in expressions]


def _json_logic() -> Engine:
    """Plain `or` and `and`; what is not there is null, and null as a result is not known."""
    rules = [
        {"or" if how == "any" else "and": [{"var": _name(each)} for each in asked]}
        for how, asked in oracle.CRITERIA.values()
    ]
    ranks = {None: 1, True: 2, False: 0}
    return lambda case: [ranks[jsonLogic(each, case)] for each in rules]
