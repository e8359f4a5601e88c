"""A hand-made procedure in the shape of the national advice, for `tests.builders`."""

from datetime import date

from desktop_app.domain.conditions import (
    ALWAYS,
    AllOf,
    AnyKind,
    AnyOf,
    Condition,
    CriterionMet,
    KindBeyond,
    NotNo,
    OutcomeAtLeast,
    Yes,
)
from desktop_app.domain.guidance import Point, Service, Topic
from desktop_app.domain.procedure import (
    Advice,
    Agency,
    Clock,
    Criterion,
    DoNot,
    Duty,
    FamilyRule,
    Procedure,
    ReferralRule,
    Strength,
    TellFamily,
    Watch,
)
from desktop_app.domain.source import Source

_READ = Source("Sharing nudes and semi-nudes (2024)", "2", recalled=False, label="Advice 2024, 2")
_RECALLED = Source(
    "Sharing nudes and semi-nudes (2024)",
    "2.5",
    recalled=True,
    label="Advice 2024, 2.5 (to be checked against the document)",
)
_ACTS = AnyKind(frozenset({"nudes-shared", "sextortion", "grooming", "exposure", "upskirting"}))


def _any(*questions: str) -> AnyOf:
    return AnyOf(tuple(Yes(each) for each in questions))


def a_procedure() -> Procedure:
    """Give a small procedure: criteria, rules, texts and points enough for every form."""
    return Procedure(
        id="ukcis-2024",
        version="1",
        title="Sharing nudes and semi-nudes: advice for education settings",
        area="England",
        nation="england",
        publisher="UK Council for Internet Safety",
        source_date=date(2024, 3, 11),
        state_of_source="read in part; what is recalled is marked",
        digest="0" * 64,
        agencies=(
            Agency("police", "Police"),
            Agency("childrens-social-care", "Children's social care"),
            Agency("lado", "Local authority designated officer (LADO)"),
            Agency("prevent", "Prevent"),
        ),
        pair=("police", "childrens-social-care"),
        criteria=_criteria(),
        referral=_rules(),
        watches=(Watch("significant-harm", ALWAYS, _READ),),
        family=(
            FamilyRule(TellFamily.NOT_UNTIL_AGREED, Yes("evidence-at-risk"), _READ),
            FamilyRule(TellFamily.ASK_FIRST, NotNo("telling-family-risks-harm"), _READ),
            FamilyRule(TellFamily.ASK_FIRST, OutcomeAtLeast("hold"), _READ),
        ),
        family_texts={
            "not-until-agreed": "Do not tell the family until police or social care agree.",
            "ask-first": "Ask in the first call whether the family may be told.",
            "inform-early": "Tell the parents today, in person or by phone, not by letter.",
        },
        outcome_texts={
            "refer-today": "Refer today",
            "hold": "Hold: find out or consult today",
            "school-managed": "No referral is required",
        },
        duties=(
            Duty(
                "refer",
                "school",
                OutcomeAtLeast("refer-today"),
                Clock.SAME_DAY,
                0,
                "Refer on the day you became aware.",
                _READ,
            ),
        ),
        do_not=_do_not(),
        advice=(
            Advice("under-13", Yes("under-13"), "Strongly consider children's social care.", _READ),
        ),
        topics=_topics(),
        services=(
            Service(
                "report-remove",
                "Report Remove",
                "Asks for an image to be taken down",
                "Under 18",
                "",
                "childline.example",
                _RECALLED,
            ),
        ),
    )


def _criteria() -> tuple[Criterion, ...]:
    rows: tuple[tuple[str, str, Condition, Condition], ...] = (
        ("adult", "An adult is or may be involved", Yes("adult-involved"), ALWAYS),
        (
            "coercion-or-capacity",
            "A child was coerced, blackmailed or groomed, or may not be able to consent",
            _any("blackmailed", "coerced", "groomed", "capacity-doubt"),
            ALWAYS,
        ),
        (
            "immediate-risk",
            "A child is at immediate risk of harm",
            _any("life-in-danger", "immediate-risk", "offline-meeting"),
            ALWAYS,
        ),
        (
            "unusual-or-violent",
            "What was reported suggests acts that are unusual for the stage, or violent",
            _any("acts-unusual", "acts-violent"),
            _ACTS,
        ),
        (
            "sexual-acts-under-13",
            "Sexual acts are suggested and a child is under 13",
            AllOf((Yes("under-13"), Yes("sexual-acts"))),
            _ACTS,
        ),
    )
    return tuple(
        Criterion(name, title, f"{title}.", when, applies, _READ)
        for name, title, when, applies in rows
    )


def _rules() -> tuple[ReferralRule, ...]:
    met = AnyOf(
        tuple(
            CriterionMet(each)
            for each in (
                "coercion-or-capacity",
                "immediate-risk",
                "unusual-or-violent",
                "sexual-acts-under-13",
            )
        )
    )
    adult = AllOf((CriterionMet("adult"), KindBeyond(frozenset({"colleague-concern"}))))
    both = ("police", "childrens-social-care")
    trust = AllOf((Yes("adult-involved"), Yes("adult-in-trust")))
    return (
        ReferralRule(
            "criteria", both, Strength.AND_OR, AnyOf((met, adult)), "A criterion is met.", _READ
        ),
        ReferralRule(
            "adult-police",
            ("police",),
            Strength.MUST,
            AllOf((Yes("adult-involved"), _ACTS)),
            "An adult is involved.",
            _READ,
        ),
        ReferralRule(
            "position-of-trust",
            ("lado",),
            Strength.MUST,
            trust,
            "The adult works with children.",
            _READ,
        ),
    )


def _do_not() -> tuple[DoNot, ...]:
    rows = (
        ("view-imagery", "Do not look at the imagery."),
        ("copy-imagery", "Do not copy, print, share or store the imagery."),
        ("delete-yet", "Do not delete anything, and ask nobody to."),
        ("tell-suspect", "Do not tell the person suspected."),
        ("tell-family-yet", "Do not tell the family yet."),
        ("use-device", "Do not use the device."),
        ("investigate", "Do not investigate or interview."),
        ("pay-or-reply", "The child does not pay and does not reply."),
    )
    return tuple(DoNot(name, ALWAYS, text, "When police say so.", _READ) for name, text in rows)


def _topics() -> tuple[Topic, ...]:
    return (
        Topic(
            "further-review",
            "Further review",
            (
                Point("F1", "Why was it shared? Was anyone under pressure?", _RECALLED),
                Point("F2", "Was it shared beyond those it was meant for?", _RECALLED),
            ),
        ),
        Topic(
            "sign-off",
            "Sign-off",
            (Point("S1", "The head teacher signs a decision not to refer.", _RECALLED),),
        ),
    )
