import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer
from desktop_app.domain.decision import CONSULTED_FIELDS
from desktop_app.domain.errors import Fault
from desktop_app.domain.events.codec import canonical, encode
from desktop_app.domain.events.decisions import SignOffAsked, SignOffGiven
from desktop_app.domain.incident import DETAILS, LONGEST_TEXT
from desktop_app.domain.intake.incoming import FIELDS, Incoming, read_incoming
from desktop_app.domain.people import PERSON_DETAILS, ROLES, STATUSES
from desktop_app.services.problems import problems
from tests.domain import oracle
from tests.domain.england import BY_HAND

LEAST: dict[str, Any] = {"kinds": ["bullying"], "aware_at": "2026-11-20T17:40"}
PERSON: dict[str, Any] = {"role": "depicted"}
EMOJI = "\U0001f600"


def read(given_object: object, *, place: str = "") -> tuple[Incoming | None, tuple[Fault, ...]]:
    return read_incoming(given_object, BY_HAND.catalogue, place=place)


def taken(**more: object) -> Incoming:
    found, faults = read({**LEAST, **more})
    assert faults == ()
    assert found is not None
    return found


def refused(given_object: object, *, place: str = "") -> list[tuple[str, str]]:
    found, faults = read(given_object, place=place)
    assert found is None
    assert faults
    known = problems()
    assert all(each.problem in known for each in faults), "each has its sentence"
    return [(each.where, each.problem) for each in faults]


def wrong(**more: object) -> list[tuple[str, str]]:
    return refused({**LEAST, **more})


def test_the_least_that_can_be_given_is_kinds_and_a_time() -> None:
    found = taken()
    assert found.kinds == ("bullying",)
    assert found.facts.answers == {}
    assert found.facts.day == date(2026, 11, 20)
    assert (found.known_at, found.occurred_at, found.procedure) == (None, None, None)
    assert (found.people, found.decision, found.sign_off, found.details) == ((), None, (), {})


def test_the_object_of_the_contract_is_taken_whole() -> None:
    found = taken(
        kinds=["nudes-shared"],
        answers={"adult-involved": "no", "coerced": "not-known", "continuum": "problematic"},
        narrative="as told",
        reported_by="a pupil",
        came_to_light="in tutor time",
        occurred_at="2026-11-19",
        platforms=["one", "two"],
        procedure="ukcis-2024",
        sealed_to=["DSL"],
        people=[
            {
                "role": "depicted",
                "name": "A. Example",
                "born": "2011-05-03",
                "age": None,
                "year_group": "9",
                "person": None,
                "status": [],
                "school": "Oak Hill",
                "lives_in": "Derby",
                "social_worker": "B. Example",
            }
        ],
    )
    assert found.facts.answers == {"adult-involved": Answer.NO}
    assert found.given == {
        "adult-involved": "no",
        "coerced": "not-known",
        "continuum": "problematic",
    }
    assert found.facts.open_case
    (person,) = found.people
    assert (person.id, person.born, person.age, person.roles) == (
        "",
        date(2011, 5, 3),
        None,
        ("depicted",),
    )
    assert found.sealed_to == ("DSL",)


@pytest.mark.parametrize(
    "field", ["kinds", "aware_at", "answers", "people", "narrative", "platforms", "decision"]
)
def test_null_is_what_was_left_out(field: str) -> None:
    if field in LEAST:
        assert wrong(**{field: None}) == [(field, "missing")]
    else:
        assert taken(**{field: None}) == taken()


def test_the_days_that_duties_count_from_are_known_at_before_aware_at() -> None:
    assert taken(known_at="2026-11-22T08:00").facts.day == date(2026, 11, 22)
    assert taken(known_at="").facts.day == date(2026, 11, 20)


def test_an_age_is_taken_on_the_day_it_happened_before_the_day_it_was_noticed() -> None:
    people = [{"role": "sharer", "born": "2008-11-20"}]
    assert taken(people=people).facts.answers == {"adult-involved": Answer.YES}
    assert taken(people=people, occurred_at="2026-11-19").facts.answers == {}


def test_kinds_stand_once_each_in_the_order_given() -> None:
    found = taken(kinds=["grooming", "bullying", "grooming"])
    assert found.kinds == ("grooming", "bullying")
    assert found.facts.answers == {"groomed": Answer.YES}


ODD: tuple[object, ...] = (True, 0, 1.5, "", "yes", [], ["yes"], {}, {"yes": 1}, [[]], [None])


@pytest.mark.parametrize("given_object", [None, [], "text", 5, True, [LEAST]], ids=repr)
def test_what_is_no_object_is_refused_with_its_place(given_object: object) -> None:
    assert refused(given_object) == [(".", "not-an-object")]
    assert refused(given_object, place="[3]") == [("[3]", "not-an-object")]


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"kinds": []}, ("kinds", "missing")),
        ({"kinds": "bullying"}, ("kinds", "not-a-list-of-texts")),
        ({"kinds": {"bullying": True}}, ("kinds", "not-a-list-of-texts")),
        ({"kinds": ["bullying", 5]}, ("kinds", "not-a-list-of-texts")),
        ({"kinds": ["bullying", "rudeness"]}, ("kinds[1]", "not-a-kind")),
        ({"aware_at": ""}, ("aware_at", "missing")),
        ({"aware_at": 20261120}, ("aware_at", "not-text")),
        ({"aware_at": "yesterday"}, ("aware_at", "not-a-time")),
        ({"aware_at": "2026-02-30"}, ("aware_at", "not-a-time")),
        ({"aware_at": "2026-11-20T25:00"}, ("aware_at", "not-a-time")),
        ({"aware_at": "2026-11-20 17:40"}, ("aware_at", "not-a-time")),
        ({"aware_at": "20261120"}, ("aware_at", "not-a-time")),
        ({"aware_at": "2026-W47-5"}, ("aware_at", "not-a-time")),
        ({"aware_at": "0001-01-01"}, ("aware_at", "not-a-time")),
        ({"aware_at": "9999-12-31T23:59"}, ("aware_at", "not-a-time")),
        ({"known_at": "soon"}, ("known_at", "not-a-time")),
        ({"occurred_at": ["2026-11-19"]}, ("occurred_at", "not-text")),
        ({"answers": ["coerced"]}, ("answers", "not-an-object")),
        ({"answers": {"coersed": "yes"}}, ("answers.coersed", "unknown-field")),
        ({"answers": {"coerced": "maybe"}}, ("answers.coerced", "unknown-answer")),
        ({"answers": {"coerced": "Yes"}}, ("answers.coerced", "unknown-answer")),
        ({"answers": {"coerced": True}}, ("answers.coerced", "unknown-answer")),
        ({"answers": {"coerced": None}}, ("answers.coerced", "unknown-answer")),
        ({"answers": {"coerced": ["yes"]}}, ("answers.coerced", "unknown-answer")),
        ({"answers": {"continuum": "yes"}}, ("answers.continuum", "unknown-answer")),
        ({"answers": {"coerced": "normal"}}, ("answers.coerced", "unknown-answer")),
        ({"how": {"coersed": "x"}}, ("how.coersed", "unknown-field")),
        ({"how": {"coerced": 5}}, ("how.coerced", "not-text")),
        ({"narrative": ["text"]}, ("narrative", "not-text")),
        ({"narrative": "x\ud800"}, ("narrative", "lone-surrogate")),
        ({"narrative": "\udfff\ud800"}, ("narrative", "lone-surrogate")),
        ({"platforms": {"a": "b"}}, ("platforms", "not-a-list-of-texts")),
        ({"platforms": ["a", "\udc00"]}, ("platforms[1]", "lone-surrogate")),
        ({"sealed_to": [5]}, ("sealed_to", "not-a-list-of-texts")),
        ({"procedure": 5}, ("procedure", "not-text")),
        ({"details": {"colour": "red"}}, ("details.colour", "unknown-field")),
        ({"details": []}, ("details", "not-an-object")),
        ({"colour": "red"}, ("colour", "unknown-field")),
        ({"a name of a child": "x"}, ("…", "unknown-field")),
        ({"people": {"role": "depicted"}}, ("people", "not-a-list")),
        ({"people": [PERSON, "x"]}, ("people[1]", "not-an-object")),
        ({"people": [{}]}, ("people[0].role", "missing")),
        ({"people": [{"role": "pupil"}]}, ("people[0].role[0]", "unknown-role")),
        ({"people": [{"role": {"a": 1}}]}, ("people[0].role", "not-a-list-of-texts")),
        ({"people": [{**PERSON, "age": True}]}, ("people[0].age", "not-a-number-between")),
        ({"people": [{**PERSON, "age": 12.0}]}, ("people[0].age", "not-a-number-between")),
        ({"people": [{**PERSON, "age": "12"}]}, ("people[0].age", "not-a-number-between")),
        ({"people": [{**PERSON, "age": -1}]}, ("people[0].age", "not-a-number-between")),
        ({"people": [{**PERSON, "age": 151}]}, ("people[0].age", "not-a-number-between")),
        ({"people": [{**PERSON, "born": "3/5/2011"}]}, ("people[0].born", "not-a-day")),
        ({"people": [{**PERSON, "born": "2011-05-03T10:00"}]}, ("people[0].born", "not-a-day")),
        ({"people": [{**PERSON, "born": "2011-02-29"}]}, ("people[0].born", "not-a-day")),
        ({"people": [{**PERSON, "year_group": True}]}, ("people[0].year_group", "not-text")),
        ({"people": [{**PERSON, "status": ["x"]}]}, ("people[0].status[0]", "unknown-status")),
        ({"people": [{**PERSON, "details": {"x": "y"}}]}, ("people[0].details.x", "unknown-field")),
        ({"people": [{**PERSON, "photo": "x"}]}, ("people[0].photo", "unknown-field")),
        ({"seen_by_staff": [{}]}, ("seen_by_staff[0].who", "missing")),
        ({"seen_by_staff": [{"who": "x", "at": "noon"}]}, ("seen_by_staff[0].at", "not-a-time")),
        ({"actions": [{"what": ""}]}, ("actions[0].what", "missing")),
        ({"actions": "phoned"}, ("actions", "not-a-list")),
        ({"contacts": [{"at": "2026-11-20"}]}, ("contacts[0].agency", "missing")),
        ({"contacts": [{"agency": "police"}]}, ("contacts[0].at", "missing")),
        ({"decision": "refer"}, ("decision", "not-an-object")),
        ({"sign_off": []}, ("sign_off", "not-an-object")),
    ],
)
def test_each_thing_wrong_is_named_by_its_place(
    more: dict[str, object], fault: tuple[str, str]
) -> None:
    assert wrong(**more) == [fault]


def test_a_contact_says_yes_no_or_nothing_about_the_family() -> None:
    contact = {"agency": "police", "at": "2026-11-20T18:00"}
    for word in ("yes", "no", ""):
        (found,) = taken(contacts=[{**contact, "family_may_be_told": word}]).contacts
        assert found.family_may_be_told == word
    expected = [("contacts[0].family_may_be_told", "not-yes-or-no")]
    assert wrong(contacts=[{**contact, "family_may_be_told": "perhaps"}]) == expected


DECISION: dict[str, object] = {
    "decision": "not-referred-on-advice",
    "reason": "as advised",
    "at": "2026-11-20T18:00",
    "review_on": "2026-12-04",
    "further_review": {"repeat": "nothing before", "risks-manageable": "yes, by form tutor"},
    "consulted": dict.fromkeys(CONSULTED_FIELDS, "as told"),
}


def test_a_decision_is_read_whole_and_its_faults_are_named() -> None:
    found = taken(decision=DECISION).decision
    assert found is not None
    assert found.further_review == DECISION["further_review"]
    assert found.consulted == DECISION["consulted"]
    assert found.review_on == "2026-12-04"
    assert wrong(decision={}) == [
        ("decision.decision", "missing"),
        ("decision.reason", "missing"),
        ("decision.at", "missing"),
    ]
    assert wrong(decision={**DECISION, "decision": "wait"}) == [
        ("decision.decision", "unknown-decision")
    ]
    assert wrong(decision={**DECISION, "review_on": "soon"}) == [
        ("decision.review_on", "not-a-day")
    ]
    consulted = {"consulted": {"agency": 5, "rank": "x"}}
    assert set(wrong(decision={**DECISION, **consulted})) == {
        ("decision.consulted.agency", "not-text"),
        ("decision.consulted.rank", "unknown-field"),
    }


@pytest.mark.parametrize("name", ["caf\u00e9", "a child said", "\ud800", "x" * 41, ""])
def test_a_topic_of_the_further_review_is_an_id_and_never_a_text(name: str) -> None:
    for text in ("words", 5):
        faults = wrong(decision={**DECISION, "further_review": {name: text}})
        assert faults == [("decision.further_review.…", "unknown-field")]


def test_whatever_decision_is_taken_can_be_written_down() -> None:
    found = taken(decision=DECISION).decision
    assert found is not None
    assert json.loads(canonical(encode(found)[1]))["further_review"] == DECISION["further_review"]


def test_a_sign_off_is_asked_signed_or_declined() -> None:
    signed = {"name": "A. Head", "role": "head teacher", "at": "2026-11-20T18:00", "view": "agreed"}
    assert taken(sign_off={**signed, "result": "asked"}).sign_off == (
        SignOffAsked("A. Head", "head teacher", "2026-11-20T18:00"),
    )
    for result in ("signed", "declined"):
        assert taken(sign_off={**signed, "result": result}).sign_off == (
            SignOffGiven(result, "A. Head", "head teacher", "2026-11-20T18:00", "agreed"),
        )
    assert wrong(sign_off={**signed, "result": "agreed"}) == [
        ("sign_off.result", "unknown-sign-off")
    ]
    assert wrong(sign_off={**signed, "result": "not-asked"}) == [
        ("sign_off.result", "unknown-sign-off")
    ]
    assert wrong(sign_off={}) == [
        ("sign_off.result", "missing"),
        ("sign_off.name", "missing"),
        ("sign_off.role", "missing"),
        ("sign_off.at", "missing"),
    ]


def test_every_role_status_and_detail_of_the_contract_is_taken() -> None:
    people = [{"role": list(ROLES), "status": list(STATUSES), "year_group": 9}]
    people[0]["details"] = dict.fromkeys(PERSON_DETAILS, "as told")
    found = taken(people=people, details=dict.fromkeys(DETAILS, "as told"))
    assert found.people[0].roles == ROLES
    assert found.people[0].status == STATUSES
    assert found.people[0].year_group == "9"
    assert set(found.details) == set(DETAILS)
    assert all(found.people[0].detail(each) == "as told" for each in PERSON_DETAILS)


def test_all_faults_of_an_object_are_named_at_once_with_its_place_in_the_list() -> None:
    faults = refused(
        {
            "kinds": ["sextortion", "rudeness"],
            "aware_at": "2026-11-20",
            "answers": {"blackmailed": "no", "coersed": "yes"},
            "people": [{"role": "pupil"}],
            "narrative": 5,
        },
        place="[2]",
    )
    assert set(faults) == {
        ("[2].kinds[1]", "not-a-kind"),
        ("[2].answers.blackmailed", "no-against-kind"),
        ("[2].answers.coersed", "unknown-field"),
        ("[2].people[0].role[0]", "unknown-role"),
        ("[2].narrative", "not-text"),
    }


@pytest.mark.parametrize(
    ("kind", "question"),
    [(kind, each) for kind, found in oracle.KIND_ANSWERS.items() for each in found],
)
def test_a_no_against_a_kind_names_both(kind: str, question: str) -> None:
    _, faults = read({**LEAST, "kinds": [kind], "answers": {question: "no"}})
    assert faults == (Fault(f"answers.{question}", "no-against-kind", (question, kind)),)
    unsure = taken(kinds=[kind], answers={question: "not-known"})
    assert unsure.facts.answers[question] is Answer.YES
    assert unsure.given == {question: "not-known"}


def test_a_no_against_life_in_danger_names_both() -> None:
    _, faults = read({**LEAST, "answers": {"life-in-danger": "yes", "immediate-risk": "no"}})
    expected = ("immediate-risk", "life-in-danger")
    assert faults == (Fault("answers.immediate-risk", "no-against-answer", expected),)
    unsure = taken(answers={"life-in-danger": "yes", "immediate-risk": "not-known"})
    assert unsure.facts.answers["immediate-risk"] is Answer.YES


def test_a_no_against_a_person_names_both() -> None:
    people = [{"role": "witness", "age": 40}, {"role": "suspected-adult", "age": 40}]
    _, faults = read({**LEAST, "people": people, "answers": {"adult-involved": "no"}})
    about = ("adult-involved", "people[1]")
    assert faults == (Fault("answers.adult-involved", "no-against-adult", about),)
    people = [{"role": "depicted", "year_group": "Year 7"}]
    _, faults = read({**LEAST, "people": people, "answers": {"under-13": "no"}})
    about = ("under-13", "people[0]")
    assert faults == (Fault("answers.under-13", "no-against-child-under-13", about),)


def test_text_is_kept_as_it_came_control_characters_included() -> None:
    text = "".join(map(chr, range(0xA1))) + "\u202e\u2028\ufeff\ufffe" + EMOJI + "\r\n "
    found = taken(narrative=text, people=[{**PERSON, "name": text}], platforms=[text])
    assert found.narrative == text
    assert found.people[0].name == text
    assert found.platforms == (text,)


def test_a_text_may_be_as_long_as_the_contract_says_and_not_a_character_longer() -> None:
    assert len(taken(narrative=EMOJI * LONGEST_TEXT).narrative) == LONGEST_TEXT == 100_000
    assert wrong(narrative="x" * (LONGEST_TEXT + 1)) == [("narrative", "text-too-long")]
    names = [{**PERSON, "name": "x" * (LONGEST_TEXT + 1)}]
    assert wrong(people=names) == [("people[0].name", "text-too-long")]
    assert wrong(platforms=["", "x" * (LONGEST_TEXT + 1)]) == [("platforms[1]", "text-too-long")]


def test_deep_nesting_is_a_fault_and_no_crash() -> None:
    deep: object = "x"
    for _ in range(50_000):
        deep = [deep]
    for field in FIELDS:
        assert refused({**LEAST, field: deep})


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("field", FIELDS)
def test_no_field_of_the_wrong_shape_is_a_crash(field: str, odd: object) -> None:
    found, faults = read({**LEAST, field: odd})
    assert (found is None) == bool(faults)
    for fault in faults:
        assert fault.where.startswith(field)


json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(
            [
                *FIELDS,
                *oracle.QUESTIONS,
                *oracle.KINDS,
                *ROLES,
                "yes",
                "no",
                "2026-11-20",
                "0001-01-01",
            ]
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(
                st.text(max_size=8),
                st.sampled_from([*FIELDS, *oracle.QUESTIONS, "role", "born", "age", "year_group"]),
            ),
            inner,
            max_size=6,
        ),
    ),
    max_leaves=25,
)
PLACE = re.compile(r"(?:\.|…|[A-Za-z0-9_-]+)(?:\[\d+\]|\.(?:[A-Za-z0-9_-]+|…))*")


@given(more=st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=8))
@settings(max_examples=250, deadline=None)
def test_hostile_input_gives_an_incident_or_faults_that_repeat_none_of_it(
    more: dict[str, object],
) -> None:
    found, faults = read({**LEAST, **more})
    assert (found is None) == bool(faults)
    known = problems()
    for fault in faults:
        assert fault.problem in known
        assert PLACE.fullmatch(fault.where), "a place is made of ids"
        assert all(re.fullmatch(r"[A-Za-z0-9_\[\]-]{1,60}|…", each) for each in fault.about)
    if found is not None:
        assert BY_HAND.assess(found.kinds, {k: str(v) for k, v in found.facts.answers.items()})
