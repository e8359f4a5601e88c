"""Walks the questions: which ones apply, and which one comes next.

Their order and conditions stand in the catalogue; nothing here names a question.
"""

from collections.abc import Collection

from desktop_app.domain.facts import Facts
from desktop_app.domain.find_out import mask_of_find_out
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import holds, ruleset


def applicable(procedure: Procedure, catalogue: Catalogue, facts: Facts) -> tuple[str, ...]:
    """Give the ids of the questions that apply to these facts, in asking order."""
    rules = ruleset(procedure, catalogue, frozenset(facts.kinds))
    answered = facts.answered(catalogue)
    return tuple(question for question, _, terms in rules.applies if holds(terms, answered))


def next_question(
    procedure: Procedure,
    catalogue: Catalogue,
    facts: Facts,
    *,
    asked: Collection[str],
) -> str | None:
    """Give the next question of the full order ("I have time"), or None when all were asked."""
    return next(
        (each for each in applicable(procedure, catalogue, facts) if each not in asked), None
    )


def next_that_matters(
    procedure: Procedure,
    catalogue: Catalogue,
    facts: Facts,
    *,
    asked: Collection[str],
) -> str | None:
    """Give the next question that can still change the result ("I need to know now").

    Least intrusive first: what needs no child to be asked, then asking order. None when nothing
    left to ask can change the result.
    """
    rules = ruleset(procedure, catalogue, frozenset(facts.kinds))
    mattering = mask_of_find_out(rules, facts.answered(catalogue))
    open_now = [
        each
        for each in applicable(procedure, catalogue, facts)
        if catalogue.bit.get(each, 0) & mattering and each not in asked
    ]
    return min(open_now, key=lambda each: catalogue.by_id[each].effort, default=None)
