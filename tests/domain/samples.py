"""Cases drawn by a seed: quick enough for tens of thousands, and the same every time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from tests.domain import oracle

CIRCUMSTANCES = ("open_case", "other_setting", "other_area")


@dataclass(frozen=True)
class Sample:
    """Kinds, settled answers, and what else a duty or advice may look at."""

    kinds: tuple[str, ...]
    answers: Mapping[str, str]
    open_case: bool = False
    other_setting: bool = False
    other_area: bool = False


def draw(seed: int, count: int) -> Iterator[Sample]:
    """Give so many cases without a contradiction: far from every turning point, and near them."""
    dice = Random(seed)  # noqa: S311  # the same cases every time is what is wanted
    while count:
        kinds = _kinds(dice)
        given = _answers(dice)
        try:
            settled = oracle.settle(kinds, given)
        except oracle.ContradictionError:
            continue
        circumstances = {each: dice.random() < 0.2 for each in CIRCUMSTANCES}
        yield Sample(kinds, settled, **circumstances)
        count -= 1


def single_steps(kinds: tuple[str, ...], *yes: str) -> Iterator[Sample]:
    """Give all answered no but `yes`, and every single answer turned from that."""
    base = {**dict.fromkeys(oracle.QUESTIONS, "no"), "risks-manageable": "yes"}
    base |= dict.fromkeys(yes, "yes")
    base |= {each: "yes" for kind in kinds for each in oracle.KIND_ANSWERS.get(kind, ())}
    for question in oracle.QUESTIONS:
        for answer in ("yes", "no", "not-known"):
            try:
                yield Sample(kinds, oracle.settle(kinds, {**base, question: answer}))
            except oracle.ContradictionError:
                continue


def _kinds(dice: Random) -> tuple[str, ...]:
    return tuple(sorted(dice.sample(oracle.KINDS, dice.choice((1, 1, 1, 2, 2, 3, 5)))))


def _answers(dice: Random) -> dict[str, str]:
    """Give every answer evenly, or one answer to all but a few: rules turn on few answers."""
    if dice.random() < 0.25:
        return {each: dice.choice(("no", "not-known", "yes")) for each in oracle.QUESTIONS}
    most = dice.choice(("no", "no", "no", "not-known", "yes"))
    answers = dict.fromkeys(oracle.QUESTIONS, most)
    if most == "no" and dice.random() < 0.7:
        answers["risks-manageable"] = "yes"  # else every such case would be aggravated
    for each in dice.sample(oracle.QUESTIONS, dice.randrange(8)):
        answers[each] = dice.choice(("no", "not-known", "yes"))
    return answers
