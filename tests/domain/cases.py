"""Cases for the rules: drawn at random, or every one there is."""

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import strategies as st

from tests.domain import oracle

ANSWERS = ("no", "not-known", "yes")
FIVE_CRITERIA = tuple(
    each for each in oracle.QUESTIONS if any(each in asked for _, asked in oracle.CRITERIA.values())
)
MATTERING = oracle.QUESTIONS[: oracle.QUESTIONS.index("severe")]

Kinds = tuple[str, ...]
Case = tuple[Kinds, dict[str, str]]

kinds = st.sets(st.sampled_from(oracle.KINDS), min_size=1, max_size=4).map(
    lambda found: tuple(sorted(found))
)
answers = st.fixed_dictionaries({each: st.sampled_from(ANSWERS) for each in oracle.QUESTIONS})


def mostly(answer: str, *, but_for: int) -> st.SearchStrategy[dict[str, str]]:
    """Give one answer to all questions but a few, so that rare turning points come up often."""
    few = st.dictionaries(
        st.sampled_from(oracle.QUESTIONS), st.sampled_from(ANSWERS), max_size=but_for
    )
    return few.map(lambda others: {**dict.fromkeys(oracle.QUESTIONS, answer), **others})


any_answers = st.one_of(answers, mostly("no", but_for=8), mostly("not-known", but_for=12))
any_case: st.SearchStrategy[Case] = st.tuples(kinds, any_answers)


def contradicts(case: Case) -> bool:
    return bool(oracle.contradictions(*case))


case = any_case.filter(lambda found: not contradicts(found))


def every_case(
    of_kinds: Kinds, questions: Sequence[str], *, answered_no: Sequence[str] = MATTERING
) -> Iterator[Case | None]:
    """Give every answer to `questions`; None stands for a contradiction.

    Of all else, `answered_no` is answered no and the rest is not known. What a kind answers yes
    by itself is left to it unless it is among `questions`. The answers come settled.
    """
    implied = {each for kind in of_kinds for each in oracle.KIND_ANSWERS.get(kind, ())}
    base = {each: "no" for each in answered_no if each not in implied}
    for values in product(ANSWERS, repeat=len(questions)):
        try:
            yield (
                of_kinds,
                oracle.settle(of_kinds, {**base, **dict(zip(questions, values, strict=True))}),
            )
        except oracle.ContradictionError:
            yield None


def ranks(result: oracle.Result) -> tuple[int, ...]:
    """Give the strength of each part of a result as a number: outcome, each agency, family."""
    outcome, refer_to, family = result
    named = dict(refer_to)
    agencies = ("police", "childrens-social-care", "lado", "prevent")
    return (
        oracle.OUTCOMES.index(outcome),
        *(oracle.STRENGTHS.index(named.get(each, "")) for each in agencies),
        oracle.LEVELS.index(family),
    )


def weakenings(
    found: Sequence[oracle.Result | None], questions: Sequence[str]
) -> list[tuple[str, oracle.Result, oracle.Result]]:
    """Give each step towards yes in a table of `every_case` at which something got weaker."""
    broken: list[tuple[str, oracle.Result, oracle.Result]] = []
    stride = len(found)
    for question in questions:
        stride //= 3
        steps: set[tuple[oracle.Result | None, oracle.Result | None]] = set()
        for start in range(0, len(found), 3 * stride):
            no, unknown, yes = (
                found[start + n * stride : start + (n + 1) * stride] for n in range(3)
            )
            steps.update(zip(no, unknown, strict=True), zip(unknown, yes, strict=True))
        for weaker, stronger in steps:
            if weaker is None or stronger is None:
                continue
            if any(a > b for a, b in zip(ranks(weaker), ranks(stronger), strict=True)):
                broken.append((question, weaker, stronger))
    return broken
