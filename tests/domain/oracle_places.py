"""The second reading of contract section 5, carried on to every procedure that is shipped.

What holds everywhere in England stands in `oracle`; here stand rules 9 and 10 of the contract, the
switch of rule 9, and Wales. Written from the contract's sentences alone: it knows no file of a
procedure. The duties by name are in `oracle_duties`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from tests.domain import oracle
from tests.domain.oracle import Answers, Kinds, Result

EVERY_IMAGE_KINDS = {
    "nudes-shared",
    "sextortion",
    "grooming",
    "exposure",
    "upskirting",
    "abuse-images-by-child",
    "adult-indecent-images",
}
AGENCIES = (
    "police",
    "childrens-social-care",
    "lado",
    "social-services",
    "designated-officer",
    "prevent",
)
Told = dict[str, str]


@dataclass(frozen=True)
class Place:
    """A procedure, in this version, with rule 9 switched off by this school or not."""

    id: str
    version: str = "1"
    switched_off: bool = False

    @property
    def name(self) -> str:
        return f"{self.id}@{self.version}" + (" switched off" if self.switched_off else "")

    @property
    def wales(self) -> bool:
        return self.id == "all-wales-2021"

    @property
    def every_image(self) -> bool:
        """Say whether the document, read literally, refers every image: rule 9."""
        return self.id in {"haringey-2023", "kent-medway-2016"}

    @property
    def derby(self) -> bool:
        return self.id in {"derby-derbyshire-2024", "derbyshire-2016-draft"}


NATIONAL = Place("ukcis-2024", "2")
PLACES = (
    Place("ukcis-2024"),
    NATIONAL,
    Place("haringey-2023"),
    Place("haringey-2023", switched_off=True),
    Place("all-wales-2021"),
    Place("derby-derbyshire-2024"),
    Place("kent-medway-2016"),
    Place("kent-medway-2016", switched_off=True),
    Place("derbyshire-2016-draft"),
)


def rule_nine(place: Place, kinds: Kinds, settled: Answers) -> bool:
    """Say whether rule 9 holds; the switch takes one case out of it and nothing else."""
    if not place.every_image:
        return False
    of_nine = EVERY_IMAGE_KINDS & set(kinds)
    if place.switched_off and of_nine == {"nudes-shared"}:
        ruled_out = all(
            oracle.criterion_status(each, settled) == "not-met" for each in oracle.CRITERIA
        )
        if settled["adult-involved"] == "no" and ruled_out:
            of_nine = set()
    messages = "sexual-messages" in set(kinds) and settled["adult-involved"] != "no"
    return bool(of_nine) or messages


def without_rule_nine(place: Place, kinds: Kinds, settled: Answers) -> Told:
    """Give who is told by every other rule of the place."""
    kinds = set(kinds)
    if place.wales:
        return wales(kinds, settled)
    told = oracle.referral(kinds, settled)
    if place.id == "kent-medway-2016" and "colleague-concern" in kinds:
        told["police"] = "must"  # 10
    return told


def referral(place: Place, kinds: Kinds, settled: Answers) -> Told:
    told = without_rule_nine(place, kinds, settled)
    if rule_nine(place, kinds, settled):
        told |= {"police": "must", "childrens-social-care": "must"}  # 9
    return told


def wales(kinds: Kinds, settled: Answers) -> Told:
    """Give who is told by the rules of Wales, where nobody is told one or the other."""
    kinds = set(kinds)
    yes = {question for question, answer in settled.items() if answer == "yes"}
    met = [each for each in oracle.CRITERIA if oracle.criterion_status(each, settled) == "met"]
    only_colleague = kinds == {"colleague-concern"}
    named = set()
    if met and not (only_colleague and met == ["adult"]):
        named.add("social-services")
    if yes & {"child-at-risk", "significant-harm"}:
        named.add("social-services")
    if "adult-involved" in yes and yes & {"adult-has-contact", "own-child-shown"}:
        named.add("social-services")
    if "abuse-images-by-child" in kinds:
        named |= {"social-services", "police"}
    if yes & {"blackmailed", "coerced", "groomed"}:
        named.add("police")
    if "adult-involved" in yes and kinds & oracle.POLICE_FOR_ADULT_KINDS:
        named.add("police")
    if "upskirting" in kinds:
        named.add("police")
    if "adult-involved" in yes and "adult-in-trust" in yes:
        named.add("designated-officer")
    if "extremism" in kinds and "drawn-in" in yes:
        named.add("prevent")
    return dict.fromkeys(named, "must")


def question_applies(place: Place, question: str, kinds: Kinds, settled: Answers) -> bool:
    if question in {"significant-harm", "child-at-risk"}:
        return (question == "child-at-risk") == place.wales
    return oracle.question_applies(question, kinds, settled)


def outcome_of(place: Place, kinds: Kinds, settled: Answers, told: Told) -> str:
    if not place.wales:
        return oracle.outcome_of(kinds, settled, told)
    in_its_place = {**settled, "significant-harm": settled["child-at-risk"]}
    return oracle.outcome_of(kinds, in_its_place, told)


def family_of(place: Place, kinds: Kinds, settled: Answers, outcome: str) -> str:
    if place.every_image and outcome == "refer-today":
        return "not-until-agreed"
    return oracle.family_of(kinds, settled, outcome)


def result_of(place: Place, kinds: Kinds, settled: Answers) -> Result:
    """Give the three things that `find_out` and the promise look at."""
    told = referral(place, kinds, settled)
    outcome = outcome_of(place, kinds, settled, told)
    family = family_of(place, kinds, settled, outcome)
    return (outcome, tuple(sorted(told.items())), family)


def advice_of(
    place: Place, kinds: Kinds, settled: Answers, *, open_case: bool = False
) -> frozenset[str]:
    """Give those of the named advice that hold."""
    found = set(oracle.advice_of(settled))
    if rule_nine(place, kinds, settled) and not without_rule_nine(place, kinds, settled):
        found.add("local-rule-only")
    if open_case:
        found.add("open-case")
    return frozenset(found)


NAMED_ADVICE = {"under-13", "local-rule-only", "both-children", "open-case"}


def ranks(result: Result) -> tuple[int, ...]:
    """Give the strength of each part of a result as a number: outcome, each agency, family."""
    outcome, told, family = result
    strengths = dict(told)
    return (
        oracle.OUTCOMES.index(outcome),
        *(oracle.STRENGTHS.index(strengths.get(each, "")) for each in AGENCIES),
        oracle.LEVELS.index(family),
    )


def find_out(place: Place, kinds: Kinds, settled: Answers, *, most: int = 2) -> tuple[str, ...]:
    """Give each not-known question that applies and has a witness; see `oracle.witnesses`.

    Two others answered yes are enough here too: rules 9 and 10 look at kinds or at one answer
    that is not no, which in a trial is one answer that is yes, and the rules of Wales are those
    of England with other names. No sentence on outcome, agencies or family names a question
    from `severe` on; `find_out_by_trying_all` tries those as well.
    """
    deciding = oracle.QUESTIONS[: oracle.QUESTIONS.index("severe")]
    unknown = tuple(each for each in oracle.open_questions(settled) if each in deciding)
    asked = [each for each in unknown if question_applies(place, each, kinds, settled)]
    results: dict[frozenset[str], Result] = {}

    def result(chosen: frozenset[str]) -> Result:
        if chosen not in results:
            results[chosen] = _trial(place, kinds, settled, chosen=chosen, unknown=unknown)
        return results[chosen]

    found = {
        question
        for chosen in oracle.contexts(unknown, most)
        for question in asked
        if question not in chosen and result(chosen) != result(chosen | {question})
    }
    return tuple(each for each in oracle.QUESTIONS if each in found)


def find_out_by_trying_all(place: Place, kinds: Kinds, settled: Answers) -> tuple[str, ...]:
    """Give the same as `find_out` from every combination; for few not-known questions only."""
    unknown = oracle.open_questions(settled)
    every = [
        frozenset(each for each, chosen in zip(unknown, picks, strict=True) if chosen)
        for picks in product((False, True), repeat=len(unknown))
    ]
    results = {
        chosen: _trial(place, kinds, settled, chosen=chosen, unknown=unknown) for chosen in every
    }
    return tuple(
        question
        for question in unknown
        if question_applies(place, question, kinds, settled)
        and any(
            results[chosen] != results[chosen | {question}]
            for chosen in every
            if question not in chosen
        )
    )


def _trial(
    place: Place,
    kinds: Kinds,
    settled: Answers,
    *,
    chosen: frozenset[str],
    unknown: Iterable[str],
) -> Result:
    answers = {**settled, **{each: "yes" if each in chosen else "no" for each in unknown}}
    if answers["life-in-danger"] == "yes":
        answers["immediate-risk"] = "yes"
    return result_of(place, kinds, answers)
