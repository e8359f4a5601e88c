"""What a yes or a no to each open question would do, before anybody has asked it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import EMERGENCY, Verdict, verdict
from desktop_app.domain.facts import Facts
from desktop_app.domain.procedure import Outcome, Procedure, Strength, TellFamily
from desktop_app.domain.questions import Catalogue


@dataclass(frozen=True, slots=True)
class Change:
    """What one answer would make of the result; what it leaves as it is, is None or empty.

    `named` are the agencies that would be named newly or more firmly, `spared` those that would
    no longer be named, or less firmly; both in the order of the procedure.
    """

    outcome: Outcome | None = None
    named: tuple[tuple[str, Strength], ...] = ()
    spared: tuple[str, ...] = ()
    tell_family: TellFamily | None = None
    emergency: bool = False

    @property
    def is_none(self) -> bool:
        """Say whether the answer by itself changes nothing."""
        return self == Change()


@dataclass(frozen=True, slots=True)
class Preview:
    """One open question, what it costs to find out (`effort` of the catalogue), and both answers."""

    question: str
    effort: int
    yes: Change
    no: Change


def preview_answers(
    procedure: Procedure, catalogue: Catalogue, facts: Facts, find_out: Iterable[str]
) -> tuple[Preview, ...]:
    """Try yes and no for each question that can still change the result, cheapest first.

    The other questions stay as they are: what is not known stays not known. `find_out` is that of
    the assessment of these facts, in asking order (contract section 5); questions of the same
    effort keep it. A yes also answers what it implies, as in that section.
    """
    now = verdict(procedure, catalogue, facts)

    def tried(question: str, answer: Answer) -> Change:
        then = verdict(procedure, catalogue, _with(catalogue, facts, question, answer))
        rings = question == EMERGENCY and answer is Answer.YES
        return _change(procedure, now, then, emergency=rings)

    previews = (
        Preview(
            each,
            catalogue.by_id[each].effort,
            yes=tried(each, Answer.YES),
            no=tried(each, Answer.NO),
        )
        for each in find_out
    )
    return tuple(sorted(previews, key=lambda each: each.effort))


def _with(catalogue: Catalogue, facts: Facts, question: str, answer: Answer) -> Facts:
    answers = {**facts.answers, question: answer}
    if answer is Answer.YES:
        follows = (each.id for each in catalogue.questions if question in each.implied_by)
        answers |= dict.fromkeys(follows, Answer.YES)
    return replace(facts, answers=answers)


def _change(procedure: Procedure, now: Verdict, then: Verdict, *, emergency: bool) -> Change:
    agencies = [each.id for each in procedure.agencies]
    return Change(
        outcome=then.outcome if then.outcome is not now.outcome else None,
        named=tuple(
            (each, then.refer_to[each])
            for each in agencies
            if _firmness(then, each) > _firmness(now, each)
        ),
        spared=tuple(each for each in agencies if _firmness(then, each) < _firmness(now, each)),
        tell_family=then.tell_family if then.tell_family is not now.tell_family else None,
        emergency=emergency,
    )


def _firmness(found: Verdict, agency: str) -> int:
    """Give how firmly an agency is named: 0 not at all, 1 as one of a pair, 2 in any case."""
    strength = found.refer_to.get(agency)
    return 0 if strength is None else 1 + (strength is Strength.MUST)
