"""Criteria for very many cases at once: answers as two bit masks a case, terms as bit operations."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.questions import Catalogue
from desktop_app.domain.rules import Terms

Masks = NDArray[np.uint64]
Statuses = NDArray[np.uint8]


def every_combination(catalogue: Catalogue, questions: Sequence[str]) -> tuple[Masks, Masks]:
    """Give every combination of answers to these questions: the yes bits and the no bits.

    The first question changes fastest, from no through not known to yes.
    """
    yes = no = np.zeros(1, dtype=np.uint64)
    for name in questions:
        bit = np.uint64(catalogue.bit[name])
        yes = np.stack([yes, yes, yes | bit]).ravel()
        no = np.stack([no | bit, no, no]).ravel()
    return yes, no


def statuses(terms: Terms, yes: Masks, no: Masks) -> Statuses:
    """Give the status of a criterion for each case: 0 not met, 1 not known, 2 met.

    An any-of of plain answers is one look at each mask; anything else is one a term.
    """
    single = sum(needs for needs, allows in terms if needs.bit_count() == 1 and not allows)
    any_of = np.uint64(single)
    met = (yes & any_of) != 0
    possible = (no & any_of) != any_of
    for needs, allows in terms:
        if not (needs & single and not allows):
            both, must = np.uint64(needs | allows), np.uint64(needs)
            met |= ((yes & must) == must) & ((no & np.uint64(allows)) == 0)
            possible |= (no & both) == 0
    found: Statuses = met.view(np.uint8) + (met | possible).view(np.uint8)
    return found
