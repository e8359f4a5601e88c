"""A second reading of contract section 5 for England, written from its sentences alone.

It is slow and literal on purpose, shares nothing with the code it is held against, and knows
answers only as the words `yes`, `no` and `not-known`. Where both readings agree on every case
tried, one of two independent mistakes would have to be the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

KINDS = (
    "nudes-shared",
    "sextortion",
    "sexual-messages",
    "grooming",
    "exposure",
    "abuse-images-by-child",
    "adult-depicted",
    "adult-indecent-images",
    "colleague-concern",
    "bullying",
    "upskirting",
    "extremism",
    "gangs-exploitation",
    "harmful-sites",
)
REVIEW = (
    "without-consent",
    "malice-or-pressure",
    "passed-beyond",
    "public-online",
    "large-age-gap",
    "extra-vulnerable",
    "repeat",
    "impact-serious",
    "risks-manageable",
)
QUESTIONS = (
    "life-in-danger",
    "immediate-risk",
    "offline-meeting",
    "adult-involved",
    "adult-in-trust",
    "adult-has-contact",
    "own-child-shown",
    "suspect-close",
    "under-13",
    "blackmailed",
    "coerced",
    "groomed",
    "capacity-doubt",
    "sexual-acts",
    "acts-unusual",
    "acts-violent",
    "significant-harm",
    "drawn-in",
    "child-at-risk",
    "evidence-at-risk",
    "telling-family-risks-harm",
    "severe",
    "on-school-device",
    "staff-viewed",
    *REVIEW,
)
KIND_ANSWERS = {
    "sextortion": ("blackmailed",),
    "grooming": ("groomed",),
    "adult-indecent-images": ("adult-involved",),
    "colleague-concern": ("adult-involved", "adult-in-trust"),
}
CRITERIA = {
    "adult": ("any", ("adult-involved",)),
    "coercion-or-capacity": ("any", ("blackmailed", "coerced", "groomed", "capacity-doubt")),
    "immediate-risk": ("any", ("life-in-danger", "immediate-risk", "offline-meeting")),
    "unusual-or-violent": ("any", ("acts-unusual", "acts-violent")),
    "sexual-acts-under-13": ("all", ("under-13", "sexual-acts")),
}
ACTS_CRITERIA = ("unusual-or-violent", "sexual-acts-under-13")
ACTS_QUESTIONS = ("under-13", "sexual-acts", "acts-unusual", "acts-violent")
ACTS_KINDS = {
    "nudes-shared",
    "sextortion",
    "grooming",
    "exposure",
    "upskirting",
    "abuse-images-by-child",
}
POLICE_FOR_ADULT_KINDS = {
    "nudes-shared",
    "sextortion",
    "sexual-messages",
    "grooming",
    "exposure",
    "upskirting",
    "abuse-images-by-child",
    "adult-indecent-images",
}
DELETABLE_KINDS = {
    "sexual-messages",
    "bullying",
    "extremism",
    "gangs-exploitation",
    "harmful-sites",
}
OUTCOMES = ("school-managed", "hold", "refer-today")
STRENGTHS = ("", "and-or", "must")
LEVELS = ("inform-early", "ask-first", "not-until-agreed")


class ContradictionError(Exception):
    """Two things given cannot both be true."""


@dataclass(frozen=True)
class Expected:
    outcome: str
    emergency: bool
    criteria: tuple[tuple[str, str, tuple[str, ...]], ...]
    refer_to: dict[str, str]
    tell_family: str
    duties: frozenset[str]
    do_not: frozenset[str]
    aggravating: tuple[str, ...]
    advice: frozenset[str]

    @property
    def result(self) -> "Result":
        return (self.outcome, tuple(sorted(self.refer_to.items())), self.tell_family)


Result = tuple[str, tuple[tuple[str, str], ...], str]
Kinds = Iterable[str]
Answers = Mapping[str, str]


def implied(kinds: Kinds, given: Answers) -> list[tuple[str, str]]:
    """Give each question that something else answers yes, with the kind or answer that does."""
    found = [(question, kind) for kind in kinds for question in KIND_ANSWERS.get(kind, ())]
    if given.get("life-in-danger") == "yes":
        found.append(("immediate-risk", "life-in-danger"))
    return found


def contradictions(kinds: Kinds, given: Answers) -> set[tuple[str, str]]:
    """Give the two names of each explicit no against what kinds or `life-in-danger` answer."""
    return {(name, by) for name, by in implied(kinds, given) if given.get(name) == "no"}


def settle(kinds: Kinds, given: Answers) -> dict[str, str]:
    """Complete the answers by what kinds and `life-in-danger` answer by themselves."""
    settled = {each: given.get(each, "not-known") for each in QUESTIONS}
    for name, _ in implied(kinds, given):
        if settled[name] == "no":
            raise ContradictionError
        settled[name] = "yes"
    return settled


def kleene(how: str, parts: list[str]) -> str:
    if how == "any":
        if "yes" in parts:
            return "yes"
        return "not-known" if "not-known" in parts else "no"
    if "no" in parts:
        return "no"
    return "not-known" if "not-known" in parts else "yes"


def criterion_status(criterion: str, settled: Answers) -> str:
    how, questions = CRITERIA[criterion]
    truth = kleene(how, [settled[each] for each in questions])
    return {"yes": "met", "no": "not-met", "not-known": "not-known"}[truth]


def criterion_because(criterion: str, settled: Answers) -> tuple[str, ...]:
    decisive = {"met": "yes", "not-met": "no", "not-known": "not-known"}
    wanted = decisive[criterion_status(criterion, settled)]
    asked = CRITERIA[criterion][1]
    return tuple(each for each in QUESTIONS if each in asked and settled[each] == wanted)


def criterion_applies(criterion: str, kinds: Kinds) -> bool:
    return criterion not in ACTS_CRITERIA or bool(ACTS_KINDS & set(kinds))


def question_applies(question: str, kinds: Kinds, settled: Answers) -> bool:
    if question in ACTS_QUESTIONS:
        return bool(ACTS_KINDS & set(kinds))
    if question == "drawn-in":
        return "extremism" in set(kinds)
    if question == "child-at-risk":
        return False
    if question in {"adult-in-trust", "adult-has-contact", "own-child-shown"}:
        return settled["adult-involved"] == "yes"
    if question == "suspect-close":
        return any(
            settled[each] != "no"
            for each in ("adult-involved", "blackmailed", "coerced", "groomed")
        )
    return True


def referral(kinds: Kinds, settled: Answers) -> dict[str, str]:
    """Rules 1 to 8 of England."""
    kinds = set(kinds)
    yes = {question for question, answer in settled.items() if answer == "yes"}
    found: list[tuple[str, str]] = []
    pair = [("police", "and-or"), ("childrens-social-care", "and-or")]
    met = [each for each in CRITERIA if criterion_status(each, settled) == "met"]
    only_colleague = kinds == {"colleague-concern"}
    if met and not (only_colleague and met == ["adult"]):
        found += pair  # 1
    if "adult-involved" in yes and kinds & POLICE_FOR_ADULT_KINDS:
        found.append(("police", "must"))  # 2
    if "adult-involved" in yes and ("adult-has-contact" in yes or "own-child-shown" in yes):
        found.append(("childrens-social-care", "must"))  # 3
    if "adult-involved" in yes and "adult-in-trust" in yes:
        found.append(("lado", "must"))  # 4
    if "significant-harm" in yes:
        found.append(("childrens-social-care", "must"))  # 5
    if "upskirting" in kinds:
        found.append(("police", "must"))  # 6
    if "abuse-images-by-child" in kinds:
        found += pair  # 7
    if "extremism" in kinds and "drawn-in" in yes:
        found.append(("prevent", "must"))  # 8
    strongest: dict[str, str] = {}
    for agency, strength in found:
        strongest[agency] = max(strength, strongest.get(agency, ""), key=STRENGTHS.index)
    return strongest


def outcome_of(kinds: Kinds, settled: Answers, refer_to: Mapping[str, str]) -> str:
    statuses = {each: criterion_status(each, settled) for each in CRITERIA}
    if refer_to or "met" in statuses.values():
        return "refer-today"
    if any(
        status == "not-known" and criterion_applies(each, kinds)
        for each, status in statuses.items()
    ):
        return "hold"
    if settled["significant-harm"] == "not-known":
        return "hold"
    if settled["drawn-in"] == "not-known" and "extremism" in set(kinds):
        return "hold"
    return "school-managed"


def family_of(kinds: Kinds, settled: Answers, outcome: str) -> str:
    if set(kinds) & {"colleague-concern", "adult-indecent-images"}:
        return "not-until-agreed"
    if settled["evidence-at-risk"] == "yes" or settled["suspect-close"] == "yes":
        return "not-until-agreed"
    if settled["adult-involved"] == "yes" and settled["suspect-close"] != "no":
        return "not-until-agreed"
    if outcome != "school-managed":
        return "ask-first"
    if settled["evidence-at-risk"] == "not-known":
        return "ask-first"
    if settled["telling-family-risks-harm"] != "no":
        return "ask-first"
    return "inform-early"


def result_of(kinds: Kinds, settled: Answers) -> Result:
    """Give the three things that `find_out` and the promise look at."""
    refer_to = referral(kinds, settled)
    outcome = outcome_of(kinds, settled, refer_to)
    return (outcome, tuple(sorted(refer_to.items())), family_of(kinds, settled, outcome))


def do_not_of(kinds: Kinds, settled: Answers, outcome: str, family: str) -> frozenset[str]:
    kinds = set(kinds)
    found = {"view-imagery", "copy-imagery"}
    if not kinds <= DELETABLE_KINDS:
        found.add("delete-yet")
    silent = ("adult-involved", "blackmailed", "coerced", "groomed", "evidence-at-risk")
    if kinds & {"colleague-concern", "adult-indecent-images"} or any(
        settled[each] != "no" for each in silent
    ):
        found.add("tell-suspect")
    if family == "not-until-agreed":
        found.add("tell-family-yet")
    if settled["on-school-device"] == "yes":
        found.add("use-device")
    if outcome == "refer-today":
        found.add("investigate")
    if kinds & {"sextortion", "grooming"}:
        found.add("pay-or-reply")
    if "extremism" in kinds:
        found.add("report-anonymously")
    return frozenset(found)


def aggravating_of(settled: Answers) -> tuple[str, ...]:
    return tuple(
        each for each in REVIEW if settled[each] == ("no" if each == "risks-manageable" else "yes")
    )


def duties_of(
    kinds: Kinds, settled: Answers, outcome: str, refer_to: Mapping[str, str]
) -> frozenset[str]:
    kinds = set(kinds)
    found = set()
    if outcome == "refer-today":
        found.add("refer")
    if outcome == "hold":
        found.add("find-out-or-consult")
    if settled["under-13"] == "yes" or aggravating_of(settled):
        found.add("consult")
    if "bullying" in kinds and settled["severe"] != "no":
        found.add("consult")
    if "yes" in [settled[each] for each in ("life-in-danger", "immediate-risk", "blackmailed")]:
        found.add("safe-tonight")
    if settled["staff-viewed"] == "yes":
        found.add("viewing-record")
    if "extremism" in kinds:
        found.add("talk-to-prevent-lead")
    if "lado" in refer_to:
        found.add("lado-contact")
    return frozenset(found)


def advice_of(settled: Answers) -> frozenset[str]:
    """Give the advice that rests on answers alone: `open-case` rests on people."""
    found = set()
    if settled["under-13"] == "yes" and criterion_status("sexual-acts-under-13", settled) != "met":
        found.add("under-13")
    if settled["adult-involved"] == "no":
        found.add("both-children")
    return frozenset(found)


def assess(kinds: Kinds, given: Answers) -> Expected:
    """Give the whole answer but for `find_out`; raises ContradictionError."""
    kinds = tuple(kinds)
    settled = settle(kinds, given)
    refer_to = referral(kinds, settled)
    outcome = outcome_of(kinds, settled, refer_to)
    family = family_of(kinds, settled, outcome)
    criteria = tuple(
        (each, criterion_status(each, settled), criterion_because(each, settled))
        for each in CRITERIA
        if criterion_applies(each, kinds) or criterion_status(each, settled) == "met"
    )
    return Expected(
        outcome=outcome,
        emergency=settled["life-in-danger"] == "yes",
        criteria=criteria,
        refer_to=refer_to,
        tell_family=family,
        duties=duties_of(kinds, settled, outcome, refer_to),
        do_not=do_not_of(kinds, settled, outcome, family),
        aggravating=aggravating_of(settled),
        advice=advice_of(settled),
    )


def trial(kinds: Kinds, settled: Answers, tried: Answers) -> Result:
    """Give the result if the not-known questions were answered as `tried`."""
    answers = {**settled, **tried}
    if answers["life-in-danger"] == "yes":
        answers["immediate-risk"] = "yes"
    return result_of(kinds, answers)


def open_questions(settled: Answers) -> tuple[str, ...]:
    return tuple(each for each in QUESTIONS if settled[each] == "not-known")


def find_out(kinds: Kinds, given: Answers) -> tuple[str, ...]:
    """Try every combination of yes and no of all not-known questions; for few of them only."""
    kinds = tuple(kinds)
    settled = settle(kinds, given)
    unknown = open_questions(settled)
    results = {
        values: trial(kinds, settled, dict(zip(unknown, values, strict=True)))
        for values in product(("no", "yes"), repeat=len(unknown))
    }
    found = []
    for place, question in enumerate(unknown):
        if question_applies(question, kinds, settled) and any(
            values[place] == "no"
            and result != results[(*values[:place], "yes", *values[place + 1 :])]
            for values, result in results.items()
        ):
            found.append(question)
    return tuple(found)


def contexts(unknown: tuple[str, ...], most: int) -> Iterator[frozenset[str]]:
    """Every choice of at most `most` of the not-known questions to be answered yes, the rest no."""
    for size in range(most + 1):
        for chosen in combinations(unknown, size):
            yield frozenset(chosen)


def witnesses(kinds: Kinds, given: Answers, *, most: int = 2) -> dict[str, frozenset[str]]:
    """Find out for any number of not-known questions; give a witness for each question found.

    A witness is the set of the other questions that are answered yes (all else no) so that this
    one's yes and no differ. Two others are enough for England: each step of the three results
    rises with the answers, and every smallest set of yes that reaches a step has at most three
    members (rule 3: adult, contact; the criterion of sexual acts: under 13, acts).
    """
    kinds = tuple(kinds)
    settled = settle(kinds, given)
    unknown = open_questions(settled)
    results: dict[frozenset[str], Result] = {}

    def result(chosen: frozenset[str]) -> Result:
        if chosen not in results:
            tried = {each: "yes" if each in chosen else "no" for each in unknown}
            results[chosen] = trial(kinds, settled, tried)
        return results[chosen]

    found: dict[str, frozenset[str]] = {}
    asked = [each for each in unknown if question_applies(each, kinds, settled)]
    for chosen in contexts(unknown, most):
        for question in asked:
            if question not in found and question not in chosen:
                both = (result(chosen), result(chosen | {question}))
                if both[0] != both[1]:
                    found[question] = chosen
    return {each: found[each] for each in QUESTIONS if each in found}
