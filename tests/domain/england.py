"""The catalogue and the procedure for England written out by hand, so that rules need no file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.answers import Answer, Status
from desktop_app.domain.assess import Verdict, assess, verdict
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.conditions import (
    ALWAYS,
    AgencyNamed,
    Aggravated,
    AllOf,
    AnswerIs,
    AnyKind,
    AnyOf,
    Condition,
    CriterionIs,
    CriterionMet,
    KindBeyond,
    NotNo,
    OnlyKinds,
    OpenCase,
    OutcomeAtLeast,
    OutcomeIs,
    TellFamilyIs,
    Yes,
)
from desktop_app.domain.errors import Fault
from desktop_app.domain.facts import Facts, settle
from desktop_app.domain.kinds import Kind
from desktop_app.domain.people import Person
from desktop_app.domain.procedure import (
    Advice,
    Agency,
    Clock,
    Criterion,
    DoNot,
    Duty,
    FamilyRule,
    Outcome,
    Procedure,
    ReferralRule,
    Strength,
    TellFamily,
    Watch,
)
from desktop_app.domain.questions import AnswerForm, Catalogue, Question
from desktop_app.domain.source import Source
from tests.domain import oracle

SOURCE = Source("contract", "5", recalled=False, label="contract, 5")
DAY = date(2026, 11, 20)
SILENT = ("adult-involved", "blackmailed", "coerced", "groomed")
PAIR = ("police", "childrens-social-care")
AGENCIES = ("police", "childrens-social-care", "lado", "prevent")


@dataclass(frozen=True)
class Rules:
    """A procedure with the catalogue it is asked by."""

    procedure: Procedure
    catalogue: Catalogue

    def settled(
        self, kinds: tuple[str, ...], given: Mapping[str, str], people: tuple[Person, ...] = ()
    ) -> tuple[dict[str, Answer], tuple[Fault, ...]]:
        answers = {name: Answer(each) for name, each in given.items()}
        return settle(self.catalogue, kinds=kinds, given=answers, people=people, then=DAY)

    def facts(self, kinds: tuple[str, ...], given: Mapping[str, str], *, day: date = DAY) -> Facts:
        answers, faults = self.settled(kinds, given)
        assert faults == ()
        return Facts(kinds, answers, day)

    def assess(
        self, kinds: tuple[str, ...], given: Mapping[str, str], *, day: date = DAY
    ) -> Assessment:
        return assess(self.procedure, self.catalogue, self.facts(kinds, given, day=day))

    def verdict(self, kinds: tuple[str, ...], given: Mapping[str, str]) -> Verdict:
        return verdict(self.procedure, self.catalogue, self.facts(kinds, given))


def _any_yes(*questions: str) -> Condition:
    return AnyOf(tuple(Yes(each) for each in questions))


def _all_yes(*questions: str) -> Condition:
    return AllOf(tuple(Yes(each) for each in questions))


def _any_not_no(*questions: str) -> Condition:
    return AnyOf(tuple(NotNo(each) for each in questions))


def _kind(*kinds: str) -> Condition:
    return AnyKind(frozenset(kinds))


def _applies(question: str) -> Condition:
    if question in oracle.ACTS_QUESTIONS:
        return _kind(*oracle.ACTS_KINDS)
    if question in {"adult-in-trust", "adult-has-contact", "own-child-shown"}:
        return Yes("adult-involved")
    return {
        "suspect-close": _any_not_no(*SILENT),
        "drawn-in": _kind("extremism"),
        "child-at-risk": AnyOf(()),
    }.get(question, ALWAYS)


def _aggravates(question: str) -> Answer | None:
    if question not in oracle.REVIEW:
        return None
    return Answer.NO if question == "risks-manageable" else Answer.YES


def catalogue_by_hand() -> Catalogue:
    no_child_asked = {"under-13", "capacity-doubt", "on-school-device", "large-age-gap"}
    questions = [
        Question(
            each,
            asks=each,
            help="",
            matter="",
            applies=_applies(each),
            implied_by=("life-in-danger",) if each == "immediate-risk" else (),
            aggravates_when=_aggravates(each),
            effort=0 if each in no_child_asked else 2,
        )
        for each in oracle.QUESTIONS
    ]
    choices = ("normal", "inappropriate", "problematic", "abusive", "violent")
    questions.append(
        Question(
            "continuum",
            asks="",
            help="",
            matter="",
            applies=AnyOf(()),
            form=AnswerForm.CHOICE,
            choices=choices,
        )
    )
    kinds = tuple(
        Kind(each, each, "", implies=oracle.KIND_ANSWERS.get(each, ())) for each in oracle.KINDS
    )
    return Catalogue(tuple(questions), kinds)


def _criteria() -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            each,
            title="",
            meaning="",
            when=_any_yes(*questions) if how == "any" else _all_yes(*questions),
            applies=_kind(*oracle.ACTS_KINDS) if each in oracle.ACTS_CRITERIA else ALWAYS,
            source=SOURCE,
        )
        for each, (how, questions) in oracle.CRITERIA.items()
    )


def _rule(
    name: str, agencies: tuple[str, ...], strength: Strength, when: Condition
) -> ReferralRule:
    return ReferralRule(name, agencies, strength, when, "", SOURCE)


def _referral() -> tuple[ReferralRule, ...]:
    others = AnyOf(tuple(CriterionMet(each) for each in oracle.CRITERIA if each != "adult"))
    adult = AllOf((KindBeyond(frozenset({"colleague-concern"})), CriterionMet("adult")))
    in_adult_kinds = _kind(*oracle.POLICE_FOR_ADULT_KINDS)
    contact = _any_yes("adult-has-contact", "own-child-shown")
    care = ("childrens-social-care",)
    must = Strength.MUST
    return (
        _rule("1", PAIR, Strength.AND_OR, AnyOf((others, adult))),
        _rule("2", ("police",), must, AllOf((Yes("adult-involved"), in_adult_kinds))),
        _rule("3", care, must, AllOf((Yes("adult-involved"), contact))),
        _rule("4", ("lado",), must, AllOf((Yes("adult-involved"), Yes("adult-in-trust")))),
        _rule("5", care, must, Yes("significant-harm")),
        _rule("6", ("police",), must, _kind("upskirting")),
        _rule("7", PAIR, Strength.AND_OR, _kind("abuse-images-by-child")),
        _rule("8", ("prevent",), must, AllOf((_kind("extremism"), Yes("drawn-in")))),
    )


def _family() -> tuple[FamilyRule, ...]:
    silent = TellFamily.NOT_UNTIL_AGREED
    ask = TellFamily.ASK_FIRST
    adult = AllOf((Yes("adult-involved"), NotNo("suspect-close")))
    return tuple(
        FamilyRule(level, when, SOURCE)
        for level, when in (
            (silent, _kind("colleague-concern", "adult-indecent-images")),
            (silent, _any_yes("evidence-at-risk", "suspect-close")),
            (silent, adult),
            (ask, OutcomeAtLeast(Outcome.HOLD)),
            (ask, _any_not_no("evidence-at-risk", "telling-family-risks-harm")),
        )
    )


def _duties() -> tuple[Duty, ...]:
    severe = AllOf((_kind("bullying"), NotNo("severe")))
    conditions: dict[str, Condition] = {
        "refer": OutcomeIs(Outcome.REFER_TODAY),
        "find-out-or-consult": OutcomeIs(Outcome.HOLD),
        "consult": AnyOf((Yes("under-13"), Aggravated(), severe)),
        "safe-tonight": _any_yes("life-in-danger", "immediate-risk", "blackmailed"),
        "viewing-record": Yes("staff-viewed"),
        "talk-to-prevent-lead": _kind("extremism"),
        "lado-contact": AgencyNamed("lado"),
    }
    return tuple(
        Duty(name, "school", when, Clock.SAME_DAY, 0, "", SOURCE)
        for name, when in conditions.items()
    )


def _do_not() -> tuple[DoNot, ...]:
    about_adult = _kind("colleague-concern", "adult-indecent-images")
    conditions: dict[str, Condition] = {
        "view-imagery": ALWAYS,
        "copy-imagery": ALWAYS,
        "delete-yet": KindBeyond(frozenset(oracle.DELETABLE_KINDS)),
        "tell-suspect": AnyOf((about_adult, _any_not_no(*SILENT, "evidence-at-risk"))),
        "tell-family-yet": TellFamilyIs(TellFamily.NOT_UNTIL_AGREED),
        "use-device": Yes("on-school-device"),
        "investigate": OutcomeIs(Outcome.REFER_TODAY),
        "pay-or-reply": _kind("sextortion", "grooming"),
        "report-anonymously": _kind("extremism"),
    }
    return tuple(DoNot(name, when, "", "", SOURCE) for name, when in conditions.items())


def _advice() -> tuple[Advice, ...]:
    not_met = CriterionIs("sexual-acts-under-13", frozenset({Status.NOT_MET, Status.NOT_KNOWN}))
    conditions: dict[str, Condition] = {
        "under-13": AllOf((Yes("under-13"), not_met)),
        "both-children": AnswerIs("adult-involved", frozenset({Answer.NO})),
        "open-case": OpenCase(),
        "only-bullying": OnlyKinds(frozenset({"bullying"})),
    }
    return tuple(Advice(name, when, "", SOURCE) for name, when in conditions.items())


def procedure_by_hand() -> Procedure:
    return Procedure(
        id="ukcis-2024",
        version="1",
        title="",
        area="England",
        nation="england",
        publisher="",
        source_date=date(2024, 3, 11),
        state_of_source="",
        digest="",
        agencies=tuple(Agency(each, each) for each in AGENCIES),
        pair=PAIR,
        criteria=_criteria(),
        referral=_referral(),
        watches=(
            Watch("significant-harm", ALWAYS, SOURCE),
            Watch("drawn-in", _kind("extremism"), SOURCE),
        ),
        family=_family(),
        family_texts={},
        outcome_texts={},
        duties=_duties(),
        do_not=_do_not(),
        advice=_advice(),
        topics=(),
        services=(),
    )


BY_HAND = Rules(procedure_by_hand(), catalogue_by_hand())
