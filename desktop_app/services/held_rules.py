"""Which referral rules hold for the facts, and by which answers."""

from typing import NamedTuple

from desktop_app.domain.conditions import kinds_in
from desktop_app.domain.facts import Facts
from desktop_app.domain.procedure import Procedure, ReferralRule
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import holds, ruleset


class HeldRule(NamedTuple):
    """A rule that holds; `because` are answers, or kinds as `kind:ID` where no answer decides."""

    rule: ReferralRule
    because: tuple[str, ...]


def rules_that_hold(
    procedure: Procedure, catalogue: Catalogue, facts: Facts
) -> tuple[HeldRule, ...]:
    """Give every referral rule that holds, in the order of the procedure."""
    rules = ruleset(procedure, catalogue, frozenset(facts.kinds))
    answered = facts.answered(catalogue)
    found = []
    for rule, terms in rules.referral:
        holding = [each for each in terms if holds((each,), answered)]
        if not holding:
            continue
        mask = 0
        for needs, allows in holding:
            mask |= (needs | allows) & answered.yes
        kinds = sorted(kinds_in(rule.when) & rules.kinds)
        because = catalogue.in_asking_order(mask) or tuple(f"kind:{each}" for each in kinds)
        found.append(HeldRule(rule, because))
    return tuple(found)
