from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.assess import assess
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.conditions import AgencyNamed
from desktop_app.domain.facts import Facts
from desktop_app.domain.procedure import Clock, Duty
from tests.domain import oracle
from tests.domain.england import BY_HAND, DAY, SOURCE, Rules

ALL_NO = dict.fromkeys(oracle.QUESTIONS, "no")
ADULT_KINDS = ("adult-indecent-images", "colleague-concern")
PEER_KINDS = tuple(each for each in oracle.KINDS if each not in oracle.KIND_ANSWERS)


def all_no_but(kinds: tuple[str, ...] = (), **answers: str) -> dict[str, str]:
    implied = {each: "yes" for kind in kinds for each in oracle.KIND_ANSWERS.get(kind, ())}
    given = {name.replace("_", "-"): answer for name, answer in answers.items()}
    return {**ALL_NO, **implied, **given}


def judged(rules: Rules, *kinds: str, **answers: str) -> Assessment:
    return rules.assess(kinds, all_no_but(kinds, **answers))


def agencies(found: Assessment) -> Mapping[str, str]:
    return {each.agency: str(each.strength) for each in found.refer_to}


PAIR = {"police": "and-or", "childrens-social-care": "and-or"}


def test_all_answered_no_about_images_among_children_is_kept_in_school(rules: Rules) -> None:
    found = judged(rules, "nudes-shared", risks_manageable="yes")
    assert found.outcome == "school-managed"
    assert found.refer_to == ()
    assert found.tell_family == "inform-early"
    assert found.find_out == ()
    assert [each.status for each in found.criteria] == ["not-met"] * 5


def test_nothing_answered_is_held_and_never_kept_in_school(rules: Rules) -> None:
    for kind in ("nudes-shared", "sexual-messages", "bullying", "exposure", "harmful-sites"):
        found = rules.assess((kind,), {})
        assert (found.outcome, found.tell_family) == ("hold", "ask-first")


@pytest.mark.parametrize(
    ("answers", "criterion"),
    [
        ({"blackmailed": "yes"}, "coercion-or-capacity"),
        ({"coerced": "yes"}, "coercion-or-capacity"),
        ({"groomed": "yes"}, "coercion-or-capacity"),
        ({"capacity_doubt": "yes"}, "coercion-or-capacity"),
        ({"life_in_danger": "yes", "immediate_risk": "yes"}, "immediate-risk"),
        ({"immediate_risk": "yes"}, "immediate-risk"),
        ({"offline_meeting": "yes"}, "immediate-risk"),
        ({"acts_unusual": "yes"}, "unusual-or-violent"),
        ({"acts_violent": "yes"}, "unusual-or-violent"),
        ({"under_13": "yes", "sexual_acts": "yes"}, "sexual-acts-under-13"),
    ],
    ids=lambda each: "+".join(each) if isinstance(each, dict) else "",
)
def test_rule_1_a_met_criterion_names_police_and_social_care_as_a_pair_in_every_kind(
    rules: Rules, answers: dict[str, str], criterion: str
) -> None:
    for kind in ("nudes-shared", "bullying", "harmful-sites", "exposure", "adult-depicted"):
        found = judged(rules, kind, **answers)
        assert found.outcome == "refer-today"
        assert agencies(found) == PAIR
        met = [each for each in found.criteria if each.status == "met"]
        yes = tuple(name for name in oracle.QUESTIONS if answers.get(name.replace("-", "_")))
        assert [(each.id, each.because) for each in met] == [(criterion, yes)]
        assert all(each.because == yes for each in found.refer_to)


def test_rule_1_needs_more_than_the_adult_where_a_colleague_is_the_only_kind(rules: Rules) -> None:
    found = judged(rules, "colleague-concern")
    assert agencies(found) == {"lado": "must"}
    assert found.outcome == "refer-today"
    assert [each.id for each in found.criteria if each.status == "met"] == ["adult"]
    with_another = judged(rules, "colleague-concern", "bullying")
    assert agencies(with_another) == {**PAIR, "lado": "must"}
    with_coercion = judged(rules, "colleague-concern", coerced="yes")
    assert agencies(with_coercion) == {**PAIR, "lado": "must"}


@pytest.mark.parametrize("kind", oracle.KINDS)
def test_rule_2_an_adult_means_the_police_must_be_told_in_the_kinds_named(
    rules: Rules, kind: str
) -> None:
    found = judged(rules, kind, adult_involved="yes")
    expected = "must" if kind in oracle.POLICE_FOR_ADULT_KINDS else "and-or"
    if kind == "colleague-concern":
        assert "police" not in agencies(found)
    elif kind == "upskirting":
        assert agencies(found)["police"] == "must"
    else:
        assert agencies(found)["police"] == expected


def test_and_or_stays_listed_when_its_partner_is_must(rules: Rules) -> None:
    found = judged(rules, "nudes-shared", adult_involved="yes")
    assert agencies(found) == {"police": "must", "childrens-social-care": "and-or"}
    found = judged(rules, "bullying", coerced="yes", significant_harm="yes")
    assert agencies(found) == {"police": "and-or", "childrens-social-care": "must"}


@pytest.mark.parametrize("contact", ["adult_has_contact", "own_child_shown"])
def test_rule_3_an_adult_with_children_means_social_care_must_be_told(
    rules: Rules, contact: str
) -> None:
    found = judged(rules, "adult-depicted", adult_involved="yes", **{contact: "yes"})
    assert agencies(found) == {"police": "and-or", "childrens-social-care": "must"}
    unclear = judged(rules, "adult-depicted", adult_involved="not-known", **{contact: "yes"})
    assert (unclear.outcome, unclear.refer_to) == ("hold", ())


def test_rule_4_an_adult_in_trust_means_the_lado_must_be_told(rules: Rules) -> None:
    found = judged(rules, "bullying", adult_involved="yes", adult_in_trust="yes")
    assert agencies(found) == {**PAIR, "lado": "must"}
    lado = found.refer_to[[each.agency for each in found.refer_to].index("lado")]
    assert lado.because == ("adult-involved", "adult-in-trust")
    assert "lado-contact" in {each.id for each in found.duties}
    assert "lado" not in agencies(judged(rules, "bullying", adult_in_trust="yes"))


def test_rule_5_significant_harm_means_social_care_must_be_told_alone(rules: Rules) -> None:
    found = judged(rules, "harmful-sites", significant_harm="yes")
    assert agencies(found) == {"childrens-social-care": "must"}
    assert found.refer_to[0].because == ("significant-harm",)
    assert found.outcome == "refer-today"


def test_rule_6_upskirting_means_the_police_must_be_told_whatever_the_answers(
    rules: Rules,
) -> None:
    found = judged(rules, "upskirting")
    assert agencies(found) == {"police": "must"}
    assert found.refer_to[0].because == ("kind:upskirting",)
    assert found.outcome == "refer-today"


def test_rule_7_abuse_images_held_by_a_child_name_the_pair_whatever_the_answers(
    rules: Rules,
) -> None:
    found = judged(rules, "abuse-images-by-child")
    assert agencies(found) == PAIR
    assert all(each.because == ("kind:abuse-images-by-child",) for each in found.refer_to)


def test_rule_8_prevent_must_be_told_of_extremism_alone(rules: Rules) -> None:
    assert agencies(judged(rules, "extremism", drawn_in="yes")) == {"prevent": "must"}
    other = judged(rules, "bullying", drawn_in="yes")
    assert (other.outcome, other.refer_to) == ("school-managed", ())


def test_a_question_not_known_holds_only_where_it_applies(rules: Rules) -> None:
    assert judged(rules, "extremism", drawn_in="not-known").outcome == "hold"
    assert judged(rules, "bullying", drawn_in="not-known").outcome == "school-managed"
    for kind in PEER_KINDS:
        found = judged(rules, kind, significant_harm="not-known")
        assert found.outcome == ("hold" if not found.refer_to else "refer-today")
        found = judged(rules, kind, acts_unusual="not-known")
        if kind in {"upskirting", "abuse-images-by-child"}:
            assert found.outcome == "refer-today"
        else:
            assert (found.outcome == "hold") == (kind in oracle.ACTS_KINDS)


def test_in_england_the_question_of_wales_changes_nothing(rules: Rules) -> None:
    with_yes, with_no = (judged(rules, "bullying", child_at_risk=each) for each in ("yes", "no"))
    assert with_yes == with_no


def test_what_does_not_apply_counts_all_the_same_when_it_meets_a_criterion(rules: Rules) -> None:
    found = judged(rules, "bullying", acts_violent="yes")
    assert [each.id for each in found.criteria] == [
        "adult",
        "coercion-or-capacity",
        "immediate-risk",
        "unusual-or-violent",
    ]
    assert (found.outcome, agencies(found)) == ("refer-today", PAIR)
    close = judged(rules, "bullying", suspect_close="yes")
    assert close.tell_family == "not-until-agreed"


def test_reasons_of_a_criterion_are_the_answers_that_decide_it(rules: Rules) -> None:
    def because(criterion: str, **answers: str) -> tuple[str, ...]:
        found = judged(rules, "nudes-shared", **answers).criteria
        return next(each.because for each in found if each.id == criterion)

    pressure = "coercion-or-capacity"
    assert because(pressure) == ("blackmailed", "coerced", "groomed", "capacity-doubt")
    assert because(pressure, capacity_doubt="yes", coerced="yes", groomed="not-known") == (
        "coerced",
        "capacity-doubt",
    )
    assert because(pressure, capacity_doubt="not-known", blackmailed="not-known") == (
        "blackmailed",
        "capacity-doubt",
    )
    young = "sexual-acts-under-13"
    assert because(young) == ("under-13", "sexual-acts")
    assert because(young, under_13="yes") == ("sexual-acts",)
    assert because(young, sexual_acts="not-known") == ("under-13",)
    assert because(young, under_13="yes", sexual_acts="not-known") == ("sexual-acts",)
    assert because(young, under_13="yes", sexual_acts="yes") == ("under-13", "sexual-acts")
    both = because(young, under_13="not-known", sexual_acts="not-known")
    assert both == ("under-13", "sexual-acts")


def test_life_in_danger_is_an_emergency_and_answers_immediate_risk(rules: Rules) -> None:
    found = rules.assess(("bullying",), {"life-in-danger": "yes"})
    assert found.emergency
    criterion = next(each for each in found.criteria if each.id == "immediate-risk")
    assert criterion.because == ("life-in-danger", "immediate-risk")
    assert not rules.assess(("bullying",), {"immediate-risk": "yes"}).emergency


@pytest.mark.parametrize(
    ("kinds", "answers", "level"),
    [
        (("colleague-concern",), {}, "not-until-agreed"),
        (("adult-indecent-images",), {}, "not-until-agreed"),
        (("bullying", "colleague-concern"), {}, "not-until-agreed"),
        (("bullying",), {"evidence_at_risk": "yes"}, "not-until-agreed"),
        (("bullying",), {"suspect_close": "yes"}, "not-until-agreed"),
        (
            ("bullying",),
            {"adult_involved": "yes", "suspect_close": "not-known"},
            "not-until-agreed",
        ),
        (("bullying",), {"adult_involved": "yes", "suspect_close": "no"}, "ask-first"),
        (("bullying",), {"coerced": "yes", "suspect_close": "not-known"}, "ask-first"),
        (("bullying",), {"coerced": "yes"}, "ask-first"),
        (("bullying",), {"coerced": "not-known"}, "ask-first"),
        (("bullying",), {"evidence_at_risk": "not-known"}, "ask-first"),
        (("bullying",), {"telling_family_risks_harm": "yes"}, "ask-first"),
        (("bullying",), {"telling_family_risks_harm": "not-known"}, "ask-first"),
        (("bullying",), {}, "inform-early"),
        (("bullying",), {"suspect_close": "not-known"}, "inform-early"),
    ],
)
def test_what_the_family_may_be_told(
    rules: Rules, kinds: tuple[str, ...], answers: dict[str, str], level: str
) -> None:
    assert judged(rules, *kinds, **answers).tell_family == level


def test_imagery_is_never_viewed_or_copied(rules: Rules) -> None:
    for kind in oracle.KINDS:
        assert {"view-imagery", "copy-imagery"} <= set(judged(rules, kind).do_not)


def test_nothing_is_deleted_yet_unless_no_kind_is_about_images(rules: Rules) -> None:
    for kind in oracle.KINDS:
        deletable = kind in oracle.DELETABLE_KINDS
        assert ("delete-yet" in judged(rules, kind).do_not) != deletable
        assert "delete-yet" in judged(rules, kind, "exposure").do_not
    assert "delete-yet" not in judged(rules, "bullying", "extremism").do_not


@pytest.mark.parametrize(
    "question", ["adult_involved", "blackmailed", "coerced", "groomed", "evidence_at_risk"]
)
def test_the_suspect_is_not_told_unless_nobody_can_be_warned(rules: Rules, question: str) -> None:
    assert "tell-suspect" not in judged(rules, "bullying").do_not
    for answer in ("yes", "not-known"):
        assert "tell-suspect" in judged(rules, "bullying", **{question: answer}).do_not


def test_the_other_prohibitions_come_when_the_contract_says(rules: Rules) -> None:
    def forbidden(*kinds: str, **answers: str) -> set[str]:
        return set(judged(rules, *kinds, **answers).do_not)

    for kind in ADULT_KINDS:
        assert {"tell-suspect", "tell-family-yet", "investigate"} <= forbidden(kind)
    assert "tell-family-yet" in forbidden("bullying", suspect_close="yes")
    assert "tell-family-yet" not in forbidden("bullying", coerced="yes")
    assert "use-device" in forbidden("bullying", on_school_device="yes")
    assert "use-device" not in forbidden("nudes-shared", on_school_device="not-known")
    assert "investigate" in forbidden("upskirting")
    assert "investigate" not in forbidden("bullying", coerced="not-known")
    for kind in oracle.KINDS:
        assert ("pay-or-reply" in forbidden(kind)) == (kind in {"sextortion", "grooming"})
        assert ("report-anonymously" in forbidden(kind)) == (kind == "extremism")


def duties(found: Assessment) -> dict[str, date | None]:
    return {each.id: each.due for each in found.duties}


def test_each_duty_comes_when_the_contract_says(rules: Rules) -> None:
    def owed(*kinds: str, **answers: str) -> set[str]:
        return set(duties(judged(rules, *kinds, **answers))) & {
            "refer",
            "find-out-or-consult",
            "consult",
            "safe-tonight",
            "viewing-record",
            "talk-to-prevent-lead",
            "lado-meeting",
            "lado-contact",
        }

    calm = {"risks_manageable": "yes"}
    assert owed("harmful-sites", **calm) == set()
    assert owed("harmful-sites") == {"consult"}
    assert owed("harmful-sites", **calm, coerced="yes") == {"refer"}
    assert owed("harmful-sites", **calm, coerced="not-known") == {"find-out-or-consult"}
    assert owed("harmful-sites", **calm, under_13="yes") == {"consult"}
    assert owed("harmful-sites", **calm, repeat="yes") == {"consult"}
    assert owed("nudes-shared", **calm, under_13="yes") == {"consult"}
    assert owed("bullying", **calm) == set()
    for severe in ("yes", "not-known"):
        assert owed("bullying", **calm, severe=severe) == {"consult"}
        assert owed("harmful-sites", **calm, severe=severe) == set()
    assert owed("bullying", **calm, severe="yes", under_13="yes", repeat="yes") == {"consult"}
    assert owed("bullying", **calm, immediate_risk="yes") == {"refer", "safe-tonight"}
    assert owed("bullying", **calm, blackmailed="yes") == {"refer", "safe-tonight"}
    assert owed("sextortion", **calm) == {"refer", "safe-tonight"}
    assert owed("nudes-shared", **calm, staff_viewed="yes") == {"viewing-record"}
    assert owed("nudes-shared", **calm, staff_viewed="not-known") == set()
    assert owed("extremism", **calm) == {"talk-to-prevent-lead"}
    assert owed("colleague-concern", **calm) == {"refer", "lado-contact"}


@pytest.mark.parametrize(
    "day",
    [date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22), date(2026, 12, 25)],
    ids=["Friday", "Saturday", "Sunday", "Christmas Day"],
)
def test_the_schools_own_duties_are_due_on_the_day_itself_whatever_day_it_is(
    rules: Rules, day: date
) -> None:
    answers, _ = rules.settled(
        ("colleague-concern", "extremism", "bullying"), {"staff-viewed": "yes", "under-13": "yes"}
    )
    facts = Facts(("colleague-concern", "extremism", "bullying"), answers, day)
    holidays = {date(2026, 12, 25), date(2026, 12, 28)}
    found = duties(assess(rules.procedure, rules.catalogue, facts, holidays=holidays))
    for duty in ("refer", "consult", "viewing-record", "talk-to-prevent-lead", "lado-contact"):
        assert found[duty] == day


def test_a_clock_of_the_agencies_has_a_date_only_once_it_has_started(rules: Rules) -> None:
    for kind in oracle.KINDS:
        for duty in rules.assess((kind,), {}).duties:
            assert duty.due is None or duty.due >= DAY
            assert duty.owner


def test_a_clock_of_working_days_steps_over_weekends_and_bank_holidays_and_others_wait() -> None:
    lado = AgencyNamed("lado")
    meeting = Duty("lado-meeting", "lado", lado, Clock.WORKING_DAYS, 5, "", SOURCE)
    conference = Duty("conference", "care", lado, Clock.OTHER_START, 15, "", SOURCE, "a meeting")
    untimed = Duty("support", "school", lado, Clock.NONE, 0, "", SOURCE)
    procedure = replace(BY_HAND.procedure, duties=(meeting, conference, untimed))
    holidays = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
    given_days = {date(2026, 11, 20): date(2026, 11, 27), date(2026, 12, 24): date(2027, 1, 5)}
    for day, end in given_days.items():
        facts = BY_HAND.facts(("colleague-concern",), {}, day=day)
        found = duties(assess(procedure, BY_HAND.catalogue, facts, holidays=holidays))
        assert found == {"lado-meeting": end, "conference": None, "support": None}


def test_aggravating_features_are_listed_in_order_and_change_no_outcome(rules: Rules) -> None:
    found = judged(
        rules, "nudes-shared", **{each.replace("-", "_"): "yes" for each in oracle.REVIEW}
    )
    assert found.aggravating == oracle.REVIEW[:-1]
    worst = judged(
        rules,
        "nudes-shared",
        **{each.replace("-", "_"): "yes" for each in oracle.REVIEW[:-1]},
        risks_manageable="no",
    )
    assert worst.aggravating == oracle.REVIEW
    assert worst.outcome == "school-managed"
    unknown = judged(
        rules, "nudes-shared", **{each.replace("-", "_"): "not-known" for each in oracle.REVIEW}
    )
    assert unknown.aggravating == ()
    assert "consult" not in duties(unknown)


def advice(found: Assessment) -> set[str]:
    return {each.id for each in found.advice}


def test_a_child_under_13_is_advice_until_the_criterion_is_met(rules: Rules) -> None:
    assert "under-13" in advice(judged(rules, "nudes-shared", under_13="yes"))
    unclear = judged(rules, "nudes-shared", under_13="yes", sexual_acts="not-known")
    assert "under-13" in advice(unclear)
    met = judged(rules, "nudes-shared", under_13="yes", sexual_acts="yes")
    assert "under-13" not in advice(met)
    assert "under-13" in advice(judged(rules, "bullying", under_13="yes"))


def test_both_children_have_needs_only_where_no_adult_is_involved_for_certain(
    rules: Rules,
) -> None:
    assert "both-children" in advice(judged(rules, "nudes-shared"))
    for answer in ("yes", "not-known"):
        assert "both-children" not in advice(judged(rules, "nudes-shared", adult_involved=answer))


def test_a_social_worker_makes_an_open_case_and_changes_nothing_else(rules: Rules) -> None:
    plain = rules.facts(("bullying",), ALL_NO)
    with_worker = Facts(plain.kinds, plain.answers, plain.day, open_case=True)
    without, found = (
        assess(rules.procedure, rules.catalogue, each) for each in (plain, with_worker)
    )
    assert advice(found) - advice(without) == {"open-case"}
    assert (found.outcome, found.refer_to) == (without.outcome, without.refer_to)


def test_the_answer_as_json_has_the_names_of_the_contract_in_their_order(rules: Rules) -> None:
    found = judged(rules, "colleague-concern", under_13="yes").as_json()
    assert list(found) == [
        "procedure",
        "outcome",
        "emergency",
        "criteria",
        "refer_to",
        "tell_family",
        "duties",
        "do_not",
        "find_out",
        "aggravating",
        "advice",
        "switched_off",
    ]
    assert found["procedure"] == {"id": "ukcis-2024", "version": rules.procedure.version}
    assert list(found["criteria"][0]) == ["id", "status", "because", "source"]
    assert list(found["refer_to"][0]) == ["agency", "strength", "because", "source"]
    assert list(found["duties"][0]) == [
        "id",
        "owner",
        "due",
        "text",
        "source",
        "starts_with",
        "today",
    ]
    assert found["duties"][0]["due"] == "2026-11-20"
    assert list(found["advice"][0]) == ["id", "text", "source", "today"]


def test_two_kinds_are_judged_together_and_the_stronger_wins(rules: Rules) -> None:
    found = judged(rules, "upskirting", "abuse-images-by-child")
    assert agencies(found) == {"police": "must", "childrens-social-care": "and-or"}
    police = next(each for each in found.refer_to if each.agency == "police")
    assert police.because == ("kind:upskirting",)


def test_an_agency_is_shown_by_its_name_and_one_that_has_none_by_its_id(shipped: Rules) -> None:
    assert shipped.procedure.agency_name("lado") != "lado"
    assert shipped.procedure.agency_name("coastguard") == "coastguard"
