"""A third reading of contract section 5: outcome, agencies and family for all answers at once.

`tests.domain.oracle` judges one case after another; this one works on the laid-out questions of
`tables`, so that every combination is compared and not a sample. It too is written from the
contract's sentences alone. `OfKinds` is all that it may know of an incident's kinds.
"""

from collections.abc import Mapping
from functools import reduce
from typing import NamedTuple

import numpy as np

from tests.domain.oracle_places import Place
from tests.sweep.tables import NO, NOT_KNOWN, YES, Table, Truth, Values

_ACTS = {"nudes-shared", "sextortion", "grooming", "exposure", "upskirting"}
_ACTS |= {"abuse-images-by-child"}
_ADULT_IS_POLICE = {*_ACTS, "sexual-messages", "adult-indecent-images"}
_EVERY_IMAGE = {*_ACTS, "adult-indecent-images"}
_SILENT = {"colleague-concern", "adult-indecent-images"}


class OfKinds(NamedTuple):
    """What the contract asks about the kinds of an incident."""

    acts: bool
    adult_is_police: bool
    only_colleague: bool
    colleague: bool
    silent: bool
    upskirting: bool
    abuse_images: bool
    extremism: bool
    messages: bool
    nudes: bool
    other_images: bool


def of_kinds(kinds: frozenset[str]) -> OfKinds:
    """Ask the questions of the contract about these kinds."""
    return OfKinds(
        acts=bool(kinds & _ACTS),
        adult_is_police=bool(kinds & _ADULT_IS_POLICE),
        only_colleague=kinds == {"colleague-concern"},
        colleague="colleague-concern" in kinds,
        silent=bool(kinds & _SILENT),
        upskirting="upskirting" in kinds,
        abuse_images="abuse-images-by-child" in kinds,
        extremism="extremism" in kinds,
        messages="sexual-messages" in kinds,
        nudes="nudes-shared" in kinds,
        other_images=bool(kinds & (_EVERY_IMAGE - {"nudes-shared"})),
    )


class Reading:
    """The contract's sentences for one place and one set of kinds."""

    def __init__(self, place: Place, kinds: OfKinds, answers: Mapping[str, Values]) -> None:
        self._place = place
        self._kinds = kinds
        self._answers = answers
        any_ndim = next(iter(answers.values())).ndim
        self._never: Truth = np.zeros((1,) * any_ndim, dtype=np.bool_)
        self._criteria = self._five()

    def table(self) -> Table:
        told = self._told()
        nobody = np.zeros_like(self._never, dtype=np.uint8)
        parts = {each: told.get(each, nobody) for each in _AGENCIES}
        met = reduce(np.logical_or, [each == YES for each in self._criteria.values()])
        named = reduce(np.logical_or, [each > 0 for each in parts.values()])
        refer = met | named
        hold = self._not_known()
        outcome = _ranked(refer, hold)
        return Table({"outcome": outcome, **parts, "tell_family": self._family(refer, hold)})

    def _of(self, question: str) -> Values:
        return self._answers[question]

    def _yes(self, question: str) -> Truth:
        found: Truth = self._of(question) == YES
        return found

    def _any(self, *questions: str) -> Values:
        found: Values = reduce(np.maximum, [self._of(each) for each in questions])
        return found

    def _five(self) -> dict[str, Values]:
        return {
            "adult": self._of("adult-involved"),
            "coercion": self._any("blackmailed", "coerced", "groomed", "capacity-doubt"),
            "risk": self._any("life-in-danger", "immediate-risk", "offline-meeting"),
            "acts": self._any("acts-unusual", "acts-violent"),
            "young": np.minimum(self._of("under-13"), self._of("sexual-acts")),
        }

    def _criterion_brings_rule_one(self) -> Truth:
        met = {name: value == YES for name, value in self._criteria.items()}
        if self._kinds.only_colleague:
            del met["adult"]
        found: Truth = reduce(np.logical_or, met.values())
        return found

    def _told(self) -> dict[str, Values]:
        adult = self._yes("adult-involved")
        close = adult & (self._yes("adult-has-contact") | self._yes("own-child-shown"))
        trust = adult & self._yes("adult-in-trust")
        police = (adult & self._kinds.adult_is_police) | self._kinds.upskirting
        drawn_in = self._yes("drawn-in") & self._kinds.extremism
        one = self._criterion_brings_rule_one()
        if self._place.wales:
            harm = self._yes("child-at-risk") | self._yes("significant-harm")
            pressed = self._any("blackmailed", "coerced", "groomed") == YES
            return {
                "police": _must(police | pressed | self._kinds.abuse_images),
                "social-services": _must(one | harm | close | self._kinds.abuse_images),
                "designated-officer": _must(trust),
                "prevent": _must(drawn_in),
            }
        nine = self._rule_nine()
        if self._place.id == "kent-medway-2016":
            police = police | self._kinds.colleague
        either = (one | self._kinds.abuse_images) * np.uint8(1)
        care = close | self._yes("significant-harm")
        return {
            "police": np.maximum(either, _must(police | nine)),
            "childrens-social-care": np.maximum(either, _must(care | nine)),
            "lado": _must(trust),
            "prevent": _must(drawn_in),
        }

    def _rule_nine(self) -> Truth:
        if not self._place.every_image:
            return self._never
        adult_possible = self._of("adult-involved") != NO
        found = self._never | self._kinds.other_images
        if self._kinds.messages:
            found = found | adult_possible
        if self._kinds.nudes:
            open_criterion = [each != NO for each in self._criteria.values()]
            stays = reduce(np.logical_or, open_criterion, adult_possible)
            found = found | (stays if self._place.switched_off else ~self._never)
        return found

    def _not_known(self) -> Truth:
        harm = "child-at-risk" if self._place.wales else "significant-harm"
        unknown: Truth = self._of(harm) == NOT_KNOWN
        if self._kinds.extremism:
            unknown = unknown | (self._of("drawn-in") == NOT_KNOWN)
        for name, value in self._criteria.items():
            if self._kinds.acts or name not in {"acts", "young"}:
                unknown = unknown | (value == NOT_KNOWN)
        return unknown

    def _family(self, refer: Truth, hold: Truth) -> Values:
        suspect = self._of("suspect-close")
        silent = self._yes("evidence-at-risk") | (suspect == YES)
        silent = silent | (self._yes("adult-involved") & (suspect != NO)) | self._kinds.silent
        if self._place.every_image:
            silent = silent | refer
        ask = refer | hold | (self._of("evidence-at-risk") != NO)
        ask = ask | (self._of("telling-family-risks-harm") != NO)
        return _ranked(silent, ask)


_AGENCIES = (
    "police",
    "childrens-social-care",
    "lado",
    "social-services",
    "designated-officer",
    "prevent",
)


def _must(holds: Truth) -> Values:
    return holds * np.uint8(2)


def _ranked(strongest: Truth, middle: Truth) -> Values:
    """Give 2 where the strongest holds, else 1 where the middle one does, else 0."""
    return np.where(strongest, np.uint8(2), middle.view(np.uint8))
