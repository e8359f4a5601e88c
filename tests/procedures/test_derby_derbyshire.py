"""Derby and Derbyshire, the chapter of 2024 and the draft before it; and what both stand on."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from desktop_app.domain.opening_hours import is_open, read_hours
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.source import Source, Today
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths
from tests.procedures.desk import SATURDAY, Desk

TODAY = date(2026, 11, 20)
LIBRARY = Library(paths.resources_folder())
FIRST = LIBRARY.get("ukcis-2024", "1")
SECOND = LIBRARY.get("ukcis-2024", "2")
CHAPTER = LIBRARY.get("derby-derbyshire-2024", "1")
DRAFT = LIBRARY.get("derbyshire-2016-draft", "1")

DUTIES_BY_NAME = (
    "confirm-in-writing",
    "chase-acknowledgement",
    "social-care-decision",
    "preserve-logs",
    "tell-child-of-helplines",
    "support-plan-each-child",
    "support-for-those-told",
    "other-setting",
    "tell-other-areas",
    "harmful-behaviour-procedure",
    "review",
    "strategy-discussion",
    "child-protection-conference",
    "single-assessment",
    "exploitation-procedure",
    "tell-head-or-chair",
    "list-access",
    "police-with-lado",
)
PENALTIES = re.compile(r"prison|imprison|sentence of|\bfined?\b|\byears in\b", re.IGNORECASE)


def decides(procedure: Procedure) -> list[object]:
    """Give all that an outcome, a referral, the family and the prohibitions hang on."""
    return [
        [(each.id, each.when, each.applies) for each in procedure.criteria],
        [(each.id, each.when, each.agencies, each.strength) for each in procedure.referral],
        [(each.question, each.applies) for each in procedure.watches],
        [(each.level, each.when) for each in procedure.family],
        [(each.id, each.when) for each in procedure.do_not],
    ]


def overtaken(procedure: Procedure) -> Iterator[tuple[str, Today]]:
    """Give what says in its own words and what holds today, by id."""
    points = [each for topic in procedure.topics for each in topic.points]
    items = [each for checklist in procedure.checklists for each in checklist.items]
    listed = (
        procedure.referral,
        procedure.duties,
        procedure.do_not,
        procedure.advice,
        procedure.law,
        procedure.services,
        points,
        items,
    )
    for part in listed:
        for each in part:
            if each.today is not None:
                yield each.id, each.today


def sources_named(procedure: Procedure) -> dict[str, Source]:
    return {name: each for name, each in procedure.sources.items() if each.lines}


@pytest.mark.parametrize("procedure", [SECOND, CHAPTER, DRAFT], ids=lambda each: each.id)
def test_neither_the_second_version_nor_derbyshire_decides_anything_otherwise(
    procedure: Procedure,
) -> None:
    assert decides(procedure) == decides(FIRST)


def test_the_second_version_has_every_duty_by_name_after_those_of_the_first() -> None:
    ids = {each.id for each in SECOND.duties}
    assert ids == {*DUTIES_BY_NAME, *(each.id for each in FIRST.duties)}
    of_first = {each.id: each.text for each in FIRST.duties}
    assert {each.id: each.text for each in SECOND.duties if each.id in of_first} == of_first


def test_what_was_advice_and_is_now_a_duty_is_said_once() -> None:
    advice = {each.id for each in SECOND.advice}
    assert {each.id for each in FIRST.advice} - advice == {"support-for-those-told"}


@pytest.mark.parametrize("procedure", [CHAPTER, DRAFT], ids=lambda each: each.id)
def test_the_meeting_of_the_lado_is_expected_within_five_working_days(procedure: Procedure) -> None:
    found = Desk(procedure, LIBRARY.catalogue).ask("colleague-concern")
    meeting = next(each for each in found.duties if each.id == "lado-meeting")
    assert (meeting.owner, meeting.due) == ("lado", date(2026, 11, 27))


def test_the_draft_says_what_holds_today_of_the_meeting_it_only_has_considered() -> None:
    found = Desk(DRAFT, LIBRARY.catalogue).ask("grooming", yes="adult-involved adult-in-trust")
    meeting = next(each for each in found.duties if each.id == "lado-meeting")
    assert "consider" in meeting.text
    assert "convened within five working days" in meeting.today


def test_images_of_known_children_bring_a_strategy_discussion_of_the_same_day() -> None:
    desk = Desk(CHAPTER, LIBRARY.catalogue)
    known = desk.ask("adult-indecent-images", yes="own-child-shown")
    due = {each.id: each.due for each in known.duties}
    assert due["strategy-same-day"] == date(2026, 11, 21)
    unknown = desk.ask("adult-indecent-images")
    assert "strategy-same-day" not in {each.id for each in unknown.duties}


def test_the_draft_is_superseded_and_never_offered_and_the_chapter_says_it_is_under_review() -> (
    None
):
    assert not DRAFT.offered
    assert DRAFT.is_out_of_date(TODAY)
    assert DRAFT.states_on(TODAY)[0].id == "superseded"
    assert CHAPTER.offered
    assert not CHAPTER.is_out_of_date(TODAY)
    states = [each.id for each in CHAPTER.states_on(TODAY)]
    assert states == ["under-review", "identified-by-content"]


OVERTAKEN_BOTH_TIMES = {
    "adult-police",
    "possession",
    "meeting-a-child",
    "sexual-communication",
    "think-you-know",
}
OVERTAKEN_IN_THE_DRAFT = {
    "lado-meeting",
    "bullying",
    "what",
    "extremism",
    "report",
    "harmful-sites",
    "obsession",
    "national-advice",
    "scope",
    "draft-misuse",
    "draft-police",
    "parents-guide-2015",
}


@pytest.mark.parametrize(
    ("procedure", "ids"),
    [
        (CHAPTER, OVERTAKEN_BOTH_TIMES),
        (DRAFT, OVERTAKEN_BOTH_TIMES | OVERTAKEN_IN_THE_DRAFT),
    ],
    ids=["2024", "draft"],
)
def test_every_overtaken_point_says_what_holds_today_and_whence(
    procedure: Procedure, ids: set[str]
) -> None:
    found = dict(overtaken(procedure))
    assert set(found) == ids
    captured = set(sources_named(procedure).values())
    for each in found.values():
        assert each.text
        assert each.source not in captured


@pytest.mark.parametrize("procedure", LIBRARY.all(), ids=lambda each: f"{each.id}@{each.version}")
def test_no_law_is_told_with_a_penalty(procedure: Procedure) -> None:
    for each in procedure.law:
        today = each.today.text if each.today else ""
        assert not PENALTIES.search(f"{each.act} {each.in_force} {each.text} {today}"), each.id


@pytest.mark.parametrize("procedure", [CHAPTER, DRAFT], ids=lambda each: each.id)
def test_the_three_checklists_of_social_care_keep_every_line(procedure: Procedure) -> None:
    lists = {each.id: each for each in procedure.checklists}
    for base in SECOND.checklists:
        assert lists[base.id].owner == base.owner
        ids = [each.id for each in lists[base.id].items]
        assert ids[: len(base.items)] == [each.id for each in base.items]
    assert lists["risk-information"].owner == "childrens-social-care"
    assert len(lists["strategy-discussion"].items) == 10
    assert len(lists["early-indicators"].items) == 7
    assert len(lists["risk-information"].items) == 22


def test_derbys_number_for_evenings_is_not_offered_for_the_county() -> None:
    numbers = {each.area: (each.number, each.hours) for each in CHAPTER.contacts}
    assert numbers["Derbyshire"] == ("01629 533190", "")
    assert "Mon-Fri 17:00-24:00" in numbers["Derby"][1]
    assert all(each.out_of_hours != "01332 786968" for each in CHAPTER.contacts)


def test_derbys_line_for_evenings_answers_all_night_after_a_bank_holiday_too() -> None:
    line = next(each for each in CHAPTER.contacts if each.area == "Derby")
    hours = read_hours(line.hours)
    assert hours is not None
    bank_holiday = date(2027, 5, 31)
    moments = [
        "2026-11-20T16:59",
        "2026-11-20T17:40",
        "2027-05-30T12:00",
        "2027-05-31T12:00",
        "2027-06-01T02:00",  # the night after the bank holiday
        "2027-06-01T09:00",
    ]
    open_at = [is_open(hours, datetime.fromisoformat(each), {bank_holiday}) for each in moments]
    assert open_at == [False, True, True, True, True, False]


@pytest.mark.parametrize("kind", ["grooming", "sextortion", "gangs-exploitation"])
def test_the_procedure_on_exploitation_is_used_for_sexual_exploitation_as_well(kind: str) -> None:
    found = Desk(CHAPTER, LIBRARY.catalogue).ask(kind)
    due = {each.id: each.due for each in found.duties}
    assert due["exploitation-procedure"] == SATURDAY


def test_the_foot_of_a_page_says_that_the_chapter_is_under_review() -> None:
    assert "under review" in CHAPTER.state_of_source.split(". ")[0]


IN_THEIR_OWN_WORDS = """
    refer lado-contact lado-meeting strategy-discussion strategy-same-day strategy-on-arrest
    single-assessment tell-other-areas harmful-behaviour-procedure radicalisation-procedure
    support-plan-each-child support-for-those-told
"""
FORBIDDEN_IN_THEIR_OWN_WORDS = "view-imagery tell-suspect tell-family-yet"
ADVISED_IN_THEIR_OWN_WORDS = "bullying extremism harmful-sites exposure"


def in_own_words(procedure: Procedure, part: str) -> set[str]:
    """Give the ids of a part whose words come from the procedure's own document."""
    own = set(sources_named(procedure).values())
    return {each.id for each in getattr(procedure, part) if each.source in own}


@pytest.mark.parametrize(
    ("procedure", "more_duties", "more_forbidden", "no_rule"),
    [
        (CHAPTER, {"exploitation-procedure"}, set(), {"prevent"}),
        (DRAFT, set(), {"report-anonymously"}, {"prevent", "upskirting"}),
    ],
    ids=["2024", "draft"],
)
def test_what_the_document_says_itself_is_said_in_its_place(
    procedure: Procedure, more_duties: set[str], more_forbidden: set[str], no_rule: set[str]
) -> None:
    assert in_own_words(procedure, "duties") == {*IN_THEIR_OWN_WORDS.split(), *more_duties}
    forbidden = {*FORBIDDEN_IN_THEIR_OWN_WORDS.split(), *more_forbidden}
    assert in_own_words(procedure, "do_not") == forbidden
    assert in_own_words(procedure, "advice") >= set(ADVISED_IN_THEIR_OWN_WORDS.split())
    rules = {each.id for each in procedure.referral}
    assert in_own_words(procedure, "referral") == rules - no_rule
    assert in_own_words(procedure, "criteria") == {each.id for each in procedure.criteria}
    lists = {"strategy-discussion", "early-indicators", "risk-information"}
    assert in_own_words(procedure, "checklists") == lists
