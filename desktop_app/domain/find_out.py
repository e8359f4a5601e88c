"""Which unknown facts can still change the result (contract section 5, find_out).

Every result is a sum of products of answers. With all other unknowns free to be yes or no, a
question can change a result exactly when it stands in one of the products that remain after the
known answers are put in and needless products are dropped: this is what "essential variable of a
monotone Boolean function" means, and it needs no trial of the combinations.
"""

from collections.abc import Iterable
from functools import lru_cache

from desktop_app.domain.procedure import FAMILY_LEVELS, Strength
from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import Answered, Ruleset, Terms


def mask_of_find_out(rules: Ruleset, answered: Answered) -> int:
    """Give the bits of the not-known questions that could still change the result."""
    essential = 0
    for products in _results(rules):
        essential |= _essential(products, answered)
    return essential & ~(answered.yes | answered.no)


@lru_cache(maxsize=512)
def _results(rules: Ruleset) -> tuple[frozenset[int], ...]:
    """Give every part of the result once, with the products in which one answer implies another."""
    parts = (
        frozenset(
            variant for product in part for variant in _with_implied(product, rules.catalogue)
        )
        for part in _parts(rules)
    )
    return tuple(dict.fromkeys(parts))


def _parts(rules: Ruleset) -> Iterable[list[int]]:
    """Give every yes-or-no part of the result as a list of products, all answers being settled.

    Where nothing is unknown, "not ruled out" is "yes" and `hold` cannot come about.
    """
    met = [_products(terms) for _, terms, _ in rules.criteria]
    named = [(rule, _products(terms)) for rule, terms in rules.referral]
    refer = [product for each in met for product in each]
    refer += [product for _, products in named for product in products]
    yield refer
    for agency in {agency for rule, _ in named for agency in rule.agencies}:
        of_agency = [(rule, products) for rule, products in named if agency in rule.agencies]
        yield [product for _, products in of_agency for product in products]
        yield [
            product
            for rule, products in of_agency
            if rule.strength is Strength.MUST
            for product in products
        ]
    outcome_bits = rules.hold_bit | rules.refer_bit
    for place in range(1, len(FAMILY_LEVELS)):
        at_least = FAMILY_LEVELS[place:]
        products = [
            product
            for level, terms in rules.family
            if level in at_least
            for product in _products(terms)
        ]
        plain = [product for product in products if not product & outcome_bits]
        plain += [
            product & ~outcome_bits | more
            for product in products
            if product & outcome_bits
            for more in refer
        ]
        yield plain


def _products(terms: Terms) -> list[int]:
    return [needs | allows for needs, allows in terms]


def _essential(products: frozenset[int], answered: Answered) -> int:
    """Give the bits that stand in a product which is still open and not needless."""
    yes, no = answered
    still_open = {product & ~yes for product in products if not product & no}
    if 0 in still_open:
        return 0
    kept: list[int] = []
    for product in sorted(still_open, key=int.bit_count):
        if not any(one & ~product == 0 for one in kept):
            kept.append(product)
    found = 0
    for product in kept:
        found |= product
    return found


def _with_implied(product: int, catalogue: Catalogue) -> list[int]:
    """Give the product, and it again with each question replaced by one that implies it."""
    variants = [product]
    for question, bit in catalogue.bit.items():
        if not product & bit:
            continue
        for implying in catalogue.by_id[question].implied_by:
            variants += [each & ~bit | catalogue.bit[implying] for each in variants if each & bit]
    return variants
