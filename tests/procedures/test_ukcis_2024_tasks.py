"""What follows from an outcome in the national procedure: the family, prohibitions, duties, advice."""

import pytest

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import assess
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.facts import Facts
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from tests.procedures.desk import SATURDAY, Desk

NOTHING_TO_DELETE = {
    "sexual-messages",
    "bullying",
    "extremism",
    "gangs-exploitation",
    "harmful-sites",
}


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


@pytest.mark.parametrize(
    ("kinds", "yes", "unknown", "advice"),
    [
        ("sexual-messages", "", "", "both-children"),
        ("sexual-messages", "adult-involved", "", "not-the-end"),
        ("sexual-messages", "", "adult-involved", "known-only-online not-the-end"),
        ("sexual-messages", "blackmailed", "", "both-children sextortion not-the-end"),
        ("sexual-messages", "groomed", "", "both-children grooming not-the-end"),
        ("sextortion", "", "", "both-children sextortion ai-made help-with-removal not-the-end"),
        ("grooming", "", "", "both-children grooming help-with-removal not-the-end"),
        ("nudes-shared", "", "", "both-children ai-made help-with-removal decide-with-the-head"),
        (
            "nudes-shared",
            "repeat",
            "",
            "both-children ai-made help-with-removal decide-with-the-head amber",
        ),
        ("exposure", "", "", "both-children exposure decide-with-the-head"),
        (
            "abuse-images-by-child",
            "",
            "",
            "both-children ai-made child-with-abuse-images not-the-end",
        ),
        ("adult-depicted", "", "", "both-children ai-made adult-shown decide-with-the-head"),
        ("adult-indecent-images", "", "", "support-for-those-told not-the-end"),
        (
            "colleague-concern",
            "",
            "",
            "concern-about-colleague support-for-those-told not-the-end",
        ),
        ("bullying", "", "", "both-children bullying"),
        ("upskirting", "", "", "both-children victim-may-be-staff not-the-end"),
        ("extremism", "", "", "both-children extremism"),
        ("gangs-exploitation", "", "", "both-children exploitation"),
        ("harmful-sites", "", "", "both-children harmful-sites"),
    ],
)
def test_advice_is_given_where_it_helps_and_nowhere_else(
    desk: Desk, kinds: str, yes: str, unknown: str, advice: str
) -> None:
    found = desk.ask(kinds, yes=yes, unknown=unknown)
    assert [each.id for each in found.advice] == advice.split()
