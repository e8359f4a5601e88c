"""The national procedure against the contract, rule by rule, through `assess`."""

from collections.abc import Iterable
from datetime import date

import pytest

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import assess
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.facts import Facts, settle
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.loader import load_procedure
from desktop_app.runtime import paths

SATURDAY = date(2026, 11, 21)

IMAGERY_CRITERIA = {
    "nudes-shared",
    "sextortion",
    "grooming",
    "exposure",
    "upskirting",
    "abuse-images-by-child",
}
POLICE_FOR_AN_ADULT = IMAGERY_CRITERIA | {"sexual-messages", "adult-indecent-images"}
ALWAYS_REFERRED = {
    "sextortion",
    "grooming",
    "adult-indecent-images",
    "colleague-concern",
    "upskirting",
    "abuse-images-by-child",
}
NOTHING_TO_DELETE = {
    "sexual-messages",
    "bullying",
    "extremism",
    "gangs-exploitation",
    "harmful-sites",
}


@pytest.fixture(scope="module")
def procedure(catalogue: Catalogue) -> Procedure:
    return load_procedure(paths.procedures_folder() / "ukcis-2024" / "1", catalogue)


class Desk:
    """Asks the procedure; what is not said is answered no, where it can be."""

    def __init__(self, procedure: Procedure, catalogue: Catalogue) -> None:
        self.procedure = procedure
        self.catalogue = catalogue

    def ask(
        self, kinds: str, yes: str = "", unknown: str = "", *, open_case: bool = False
    ) -> Assessment:
        """Give the assessment of these kinds with these answers, all others no."""
        names = tuple(kinds.split())
        given = dict.fromkeys(self.catalogue.bit, Answer.NO)
        given["risks-manageable"] = Answer.YES
        given |= dict.fromkeys(unknown.split(), Answer.NOT_KNOWN)
        given |= dict.fromkeys(yes.split(), Answer.YES)
        implied = {q for kind in names for q in self.catalogue.kind_by_id[kind].implies}
        if "life-in-danger" in yes.split():
            implied.add("immediate-risk")
        given |= dict.fromkeys(implied, Answer.YES)
        answers, faults = settle(self.catalogue, kinds=names, given=given, people=(), then=SATURDAY)
        assert faults == ()
        facts = Facts(names, answers, SATURDAY, open_case=open_case)
        return assess(self.procedure, self.catalogue, facts)

    def kinds(self) -> Iterable[str]:
        """Give every kind there is."""
        return self.catalogue.kind_by_id


@pytest.fixture(scope="module")
def desk(procedure: Procedure, catalogue: Catalogue) -> Desk:
    return Desk(procedure, catalogue)


def agencies(found: Assessment) -> dict[str, str]:
    return {each.agency: str(each.strength) for each in found.refer_to}


AND_OR = {"police": "and-or", "childrens-social-care": "and-or"}

CRITERIA = {
    "adult": {"adult-involved"},
    "coercion-or-capacity": {"blackmailed", "coerced", "groomed", "capacity-doubt"},
    "immediate-risk": {"life-in-danger", "immediate-risk", "offline-meeting"},
    "unusual-or-violent": {"acts-unusual", "acts-violent"},
}


@pytest.mark.parametrize(
    ("criterion", "answer"),
    [(name, answer) for name, answers in CRITERIA.items() for answer in sorted(answers)],
)
def test_each_answer_of_an_any_of_meets_its_criterion_and_refers_today(
    desk: Desk, criterion: str, answer: str
) -> None:
    found = desk.ask("nudes-shared", yes=answer)
    met = {each.id: each.because for each in found.criteria if each.status == "met"}
    assert set(met) == {criterion}
    assert answer in met[criterion]
    assert found.outcome == "refer-today"
    assert agencies(found).items() >= {"childrens-social-care": "and-or"}.items()


def test_sexual_acts_and_under_13_are_needed_together(desk: Desk) -> None:
    both = desk.ask("nudes-shared", yes="under-13 sexual-acts")
    met = {each.id: each.because for each in both.criteria if each.status == "met"}
    assert met == {"sexual-acts-under-13": ("under-13", "sexual-acts")}
    assert agencies(both) == AND_OR
    for one in ("under-13", "sexual-acts"):
        assert desk.ask("nudes-shared", yes=one).outcome == "school-managed"


def test_the_criteria_on_what_is_shown_apply_to_six_kinds(desk: Desk) -> None:
    for kind in desk.kinds():
        listed = [each.id for each in desk.ask(kind).criteria]
        shown = ["unusual-or-violent", "sexual-acts-under-13"]
        expected = ["adult", "coercion-or-capacity", "immediate-risk"]
        assert listed == expected + (shown if kind in IMAGERY_CRITERIA else [])


def test_a_criterion_that_does_not_apply_counts_when_it_is_met(desk: Desk) -> None:
    found = desk.ask("harmful-sites", yes="acts-violent")
    assert found.outcome == "refer-today"
    assert "unusual-or-violent" in [each.id for each in found.criteria]


def test_rule_1_is_not_brought_by_the_adult_in_a_concern_about_a_colleague_alone(
    desk: Desk,
) -> None:
    assert agencies(desk.ask("colleague-concern")) == {"lado": "must"}
    more = desk.ask("colleague-concern bullying")
    assert agencies(more) == AND_OR | {"lado": "must"}
    forced = desk.ask("colleague-concern", yes="coerced")
    assert agencies(forced) == AND_OR | {"lado": "must"}


def test_rule_2_names_the_police_for_an_adult_in_eight_kinds_and_no_other(desk: Desk) -> None:
    musts = {
        kind
        for kind in set(desk.kinds()) - {"upskirting"}
        if agencies(desk.ask(kind, yes="adult-involved")).get("police") == "must"
    }
    assert musts == POLICE_FOR_AN_ADULT - {"upskirting"}


@pytest.mark.parametrize("answer", ["adult-has-contact", "own-child-shown"])
def test_rule_3_names_social_care_where_the_adult_is_near_children(desk: Desk, answer: str) -> None:
    with_adult = desk.ask("adult-indecent-images", yes=answer)
    assert agencies(with_adult) == {"police": "must", "childrens-social-care": "must"}
    assert agencies(desk.ask("bullying", yes=answer)) == {}


def test_rule_4_names_the_lado_for_an_adult_in_trust(desk: Desk) -> None:
    assert agencies(desk.ask("bullying", yes="adult-involved adult-in-trust"))["lado"] == "must"
    assert "lado" not in agencies(desk.ask("bullying", yes="adult-in-trust"))


def test_rule_5_names_social_care_for_significant_harm_in_every_kind(desk: Desk) -> None:
    for kind in desk.kinds():
        found = desk.ask(kind, yes="significant-harm")
        assert agencies(found)["childrens-social-care"] == "must"


def test_rule_6_names_the_police_for_upskirting(desk: Desk) -> None:
    found = desk.ask("upskirting")
    assert agencies(found) == {"police": "must"}
    assert found.refer_to[0].because == ("kind:upskirting",)


def test_rule_7_names_the_pair_for_a_child_with_abuse_images(desk: Desk) -> None:
    assert agencies(desk.ask("abuse-images-by-child")) == AND_OR


def test_rule_8_names_prevent_only_with_the_kind(desk: Desk) -> None:
    assert agencies(desk.ask("extremism", yes="drawn-in")) == {"prevent": "must"}
    assert agencies(desk.ask("bullying", yes="drawn-in")) == {}


def test_an_and_or_stays_listed_when_its_partner_is_a_must(desk: Desk) -> None:
    found = desk.ask("nudes-shared", yes="adult-involved")
    assert agencies(found) == {"police": "must", "childrens-social-care": "and-or"}


def test_six_kinds_are_referred_whatever_is_answered(desk: Desk) -> None:
    referred = {kind for kind in desk.kinds() if desk.ask(kind).outcome == "refer-today"}
    assert referred == ALWAYS_REFERRED


@pytest.mark.parametrize(
    "question",
    [
        *["adult-involved", "coerced", "capacity-doubt", "offline-meeting", "acts-violent"],
        "significant-harm",
    ],
)
def test_an_unknown_that_could_refer_holds(desk: Desk, question: str) -> None:
    assert desk.ask("nudes-shared", unknown=question).outcome == "hold"


def test_drawn_in_holds_only_where_it_applies(desk: Desk) -> None:
    assert desk.ask("extremism", unknown="drawn-in").outcome == "hold"
    assert desk.ask("bullying", unknown="drawn-in").outcome == "school-managed"


def test_an_unknown_that_does_not_apply_does_not_hold(desk: Desk) -> None:
    assert desk.ask("bullying", unknown="acts-violent").outcome == "school-managed"


@pytest.mark.parametrize(
    ("kinds", "yes", "unknown", "level"),
    [
        ("colleague-concern", "", "", "not-until-agreed"),
        ("adult-indecent-images", "", "", "not-until-agreed"),
        ("bullying", "evidence-at-risk", "", "not-until-agreed"),
        ("bullying", "suspect-close", "", "not-until-agreed"),
        ("nudes-shared", "adult-involved", "suspect-close", "not-until-agreed"),
        ("nudes-shared", "adult-involved", "", "ask-first"),
        ("nudes-shared", "coerced", "", "ask-first"),
        ("nudes-shared", "", "significant-harm", "ask-first"),
        ("bullying", "", "evidence-at-risk", "ask-first"),
        ("bullying", "telling-family-risks-harm", "", "ask-first"),
        ("bullying", "", "telling-family-risks-harm", "ask-first"),
        ("bullying", "", "suspect-close", "inform-early"),
        ("nudes-shared", "under-13 repeat", "", "inform-early"),
    ],
)
def test_who_may_be_told_follows_the_contract(
    desk: Desk, kinds: str, yes: str, unknown: str, level: str
) -> None:
    assert desk.ask(kinds, yes=yes, unknown=unknown).tell_family == level


def test_both_upper_levels_say_what_releases_them_and_what_keeps_a_child_safe_tonight(
    procedure: Procedure,
) -> None:
    for level in ("not-until-agreed", "ask-first"):
        words = procedure.family_texts[level]
        assert "first question of the call" in words
        assert "who agreed" in words
        assert "releases" in words
        assert "safe tonight" in words
    assert "today" in procedure.family_texts["inform-early"]


def test_what_must_not_be_done_comes_in_the_order_of_the_contract(
    desk: Desk, procedure: Procedure
) -> None:
    order = "view-imagery copy-imagery delete-yet tell-suspect tell-family-yet use-device"
    order += " investigate pay-or-reply report-anonymously"
    assert [each.id for each in procedure.do_not] == order.split()
    everything = desk.ask("sextortion extremism", yes="evidence-at-risk on-school-device")
    assert list(everything.do_not) == order.split()


def test_looking_and_copying_are_never_allowed(desk: Desk) -> None:
    for kind in desk.kinds():
        assert desk.ask(kind).do_not[:2] == ("view-imagery", "copy-imagery")


def test_deleting_is_forbidden_unless_no_kind_has_anything_to_delete(desk: Desk) -> None:
    for kind in desk.kinds():
        assert ("delete-yet" in desk.ask(kind).do_not) == (kind not in NOTHING_TO_DELETE)
    assert "delete-yet" in desk.ask("bullying nudes-shared").do_not


@pytest.mark.parametrize(
    "question", ["adult-involved", "blackmailed", "coerced", "groomed", "evidence-at-risk"]
)
def test_the_person_suspected_is_not_told_while_there_may_be_one(desk: Desk, question: str) -> None:
    assert "tell-suspect" not in desk.ask("bullying").do_not
    assert "tell-suspect" in desk.ask("bullying", unknown=question).do_not
    assert "tell-suspect" in desk.ask("bullying", yes=question).do_not


@pytest.mark.parametrize(
    ("kinds", "yes", "do_not"),
    [
        ("colleague-concern", "", "tell-suspect"),
        ("adult-indecent-images", "", "tell-family-yet"),
        ("nudes-shared", "on-school-device", "use-device"),
        ("nudes-shared", "coerced", "investigate"),
        ("sextortion", "", "pay-or-reply"),
        ("grooming", "", "pay-or-reply"),
        ("extremism", "", "report-anonymously"),
    ],
)
def test_each_prohibition_stands_where_the_contract_says(
    desk: Desk, kinds: str, yes: str, do_not: str
) -> None:
    assert do_not in desk.ask(kinds, yes=yes).do_not
    assert do_not not in desk.ask("nudes-shared").do_not


@pytest.mark.parametrize(
    ("kinds", "yes", "unknown", "duties"),
    [
        ("nudes-shared", "", "", ""),
        ("nudes-shared", "coerced", "", "refer"),
        ("nudes-shared", "", "coerced", "find-out-or-consult"),
        ("nudes-shared", "under-13", "", "consult"),
        ("harmful-sites", "under-13", "", "consult"),
        ("nudes-shared", "malice-or-pressure", "", "consult"),
        ("bullying", "severe", "", "consult"),
        ("bullying", "", "severe", "consult"),
        ("bullying", "", "", ""),
        ("nudes-shared", "", "severe", ""),
        ("nudes-shared", "life-in-danger", "", "refer safe-tonight"),
        ("nudes-shared", "immediate-risk", "", "refer safe-tonight"),
        ("sextortion", "", "", "refer safe-tonight"),
        ("nudes-shared", "staff-viewed", "", "viewing-record"),
        ("extremism", "", "", "talk-to-prevent-lead"),
        ("colleague-concern", "", "", "refer lado-contact"),
    ],
)
def test_each_duty_comes_where_the_contract_says_and_is_due_that_very_day(
    desk: Desk, kinds: str, yes: str, unknown: str, duties: str
) -> None:
    found = desk.ask(kinds, yes=yes, unknown=unknown).duties
    assert [each.id for each in found] == duties.split()
    assert {(each.owner, each.due) for each in found} <= {("school", SATURDAY)}


def test_risks_that_cannot_be_managed_call_for_advice(desk: Desk, catalogue: Catalogue) -> None:
    answers = dict.fromkeys(catalogue.bit, Answer.NO)
    found = assess(desk.procedure, catalogue, Facts(("nudes-shared",), answers, SATURDAY))
    assert found.aggravating == ("risks-manageable",)
    assert [each.id for each in found.duties] == ["consult"]
    assert found.outcome == "school-managed"


def test_advice_on_a_child_under_13_ends_when_the_criterion_is_met(desk: Desk) -> None:
    def advised(found: Assessment) -> bool:
        return "under-13" in [each.id for each in found.advice]

    assert advised(desk.ask("nudes-shared", yes="under-13"))
    assert advised(desk.ask("nudes-shared", yes="under-13", unknown="sexual-acts"))
    assert not advised(desk.ask("nudes-shared", yes="under-13 sexual-acts"))
    assert not advised(desk.ask("nudes-shared"))


def test_advice_on_both_children_and_on_an_open_case(desk: Desk) -> None:
    peers = [each.id for each in desk.ask("nudes-shared", open_case=True).advice]
    assert {"both-children", "open-case"} <= set(peers)
    for found in (
        desk.ask("nudes-shared", yes="adult-involved"),
        desk.ask("nudes-shared", unknown="adult-involved"),
    ):
        assert not {"both-children", "open-case"} & {each.id for each in found.advice}


def test_every_result_names_its_source(desk: Desk) -> None:
    found = desk.ask("sextortion extremism", yes="significant-harm drawn-in staff-viewed")
    sources = [each.source for each in found.criteria]
    sources += [each.source for each in found.refer_to]
    sources += [each.source for each in found.duties]
    sources += [each.source for each in found.advice]
    assert len(sources) > 12
    assert all(sources)


def test_an_emergency_is_one_whatever_the_kind(desk: Desk) -> None:
    assert desk.ask("harmful-sites", yes="life-in-danger").emergency
    assert not desk.ask("harmful-sites", yes="immediate-risk").emergency


def test_guidance_covers_what_the_issue_asks_for_and_each_point_has_a_source(
    procedure: Procedure,
) -> None:
    topics = {each.id: each.points for each in procedure.topics}
    wanted = "first-review further-review interviewing viewing devices parents deletion"
    assert topics.keys() >= {*wanted.split(), "recording", "sign-off", "support"}
    first = {each.id for each in topics["first-review"]}
    assert first >= {f"r{number}" for number in range(1, 10)}
    further = {each.id for each in topics["further-review"]}
    assert further >= {f"f{number}" for number in range(1, 12)}
    assert all(point.source.document for points in topics.values() for point in points)
    assert all(service.source.document for service in procedure.services)


def test_what_was_recalled_says_so_on_paper(procedure: Procedure) -> None:
    sign_off = next(each for each in procedure.topics if each.id == "sign-off")
    assert sign_off.points[0].source.recalled
    assert "to be checked against the document" in sign_off.points[0].source.label


def test_the_five_criteria_were_read_and_not_recalled(procedure: Procedure) -> None:
    assert len(procedure.criteria) == 5
    assert not any(each.source.recalled for each in procedure.criteria)
