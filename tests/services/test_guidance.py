from dataclasses import fields, replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import conditions
from desktop_app.domain.answers import Answer, Status
from desktop_app.domain.conditions import AllOf, AnyOf, Condition, NotNo, Yes
from desktop_app.domain.guidance import SourceState
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.source import Today
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services.condition_words import ConditionWords
from desktop_app.services.guidance import section_of, sections
from desktop_app.services.guidance_changes import ChangeKind, changes
from desktop_app.services.guidance_entries import Entry, Section
from desktop_app.services.guidance_search import MOST_HITS, GuidanceIndex, folded

LIBRARY = Library(resources_folder())
DAY = date(2026, 11, 22)
EVERY_PROCEDURE = pytest.mark.parametrize(
    ("wanted", "version"),
    [(name, version) for name, versions in LIBRARY.versions.items() for version in versions],
)


@cache
def read(wanted: str = "ukcis-2024", version: str | None = None) -> tuple[Section, ...]:
    return sections(LIBRARY.get(wanted, version), LIBRARY.catalogue, on=DAY)


def entries(procedure: Procedure) -> dict[str, Entry]:
    found = sections(procedure, LIBRARY.catalogue, on=DAY)
    return {entry.anchor: entry for section in found for entry in section.entries}


def anchors_of(procedure: Procedure) -> set[str]:
    lists = (
        ("rule", procedure.referral),
        ("criterion", procedure.criteria),
        ("duty", procedure.duties),
        ("do-not", procedure.do_not),
        ("advice", procedure.advice),
        ("law", procedure.law),
        ("service", procedure.services),
        ("term", procedure.terms),
        ("checklist", procedure.checklists),
        ("question", LIBRARY.catalogue.questions),
        ("kind", LIBRARY.catalogue.kinds),
        ("state", procedure.states_on(DAY)),
    )
    found = {f"{kind}:{each.id}" for kind, items in lists for each in items}
    found |= {f"checklist:{one.id}/{each.id}" for one in procedure.checklists for each in one.items}
    found |= {f"topic:{topic.id}/{each.id}" for topic in procedure.topics for each in topic.points}
    found |= {f"contact:{each.role}" for each in procedure.contacts}
    found |= {f"family:{level}" for level in procedure.family_texts}
    return found | {f"outcome:{outcome}" for outcome in procedure.outcome_texts}


@EVERY_PROCEDURE
def test_everything_in_a_procedure_has_its_place_in_the_guidance(wanted: str, version: str) -> None:
    procedure = LIBRARY.get(wanted, version)
    found = {entry.anchor for section in read(wanted, version) for entry in section.entries}
    assert found - {"state"} == anchors_of(procedure)


@EVERY_PROCEDURE
def test_every_entry_says_something_and_every_rule_names_its_source(
    wanted: str, version: str
) -> None:
    for anchor, entry in entries(LIBRARY.get(wanted, version)).items():
        assert entry.name, anchor
        if anchor.split(":")[0] in {"rule", "criterion", "duty", "do-not", "advice", "topic"}:
            assert entry.source, anchor


@EVERY_PROCEDURE
def test_no_id_of_ours_is_shown_in_the_words_of_a_condition(wanted: str, version: str) -> None:
    procedure = LIBRARY.get(wanted, version)
    ids = [each.id for each in LIBRARY.catalogue.questions if "-" in each.id]
    for anchor, entry in entries(procedure).items():
        told = "\n".join(entry.details)
        assert not [each for each in ids if each in told], anchor


@pytest.mark.parametrize(
    ("anchor", "section"),
    [
        ("rule:adult-police", "rules"),
        ("topic:viewing", "topic:viewing"),
        ("topic:viewing/rule", "topic:viewing"),
        ("duties", "duties"),
        ("checklist:strategy-discussion", "checklists"),
    ],
)
def test_an_anchor_leads_to_its_section(anchor: str, section: str) -> None:
    found = section_of(read(), anchor)
    assert found is not None
    assert found.id == section


@pytest.mark.parametrize("anchor", ["", "rule:none", "rule", "topic:view"])
def test_an_anchor_that_is_none_leads_nowhere(anchor: str) -> None:
    assert section_of(read(), anchor) is None


def test_a_rule_is_told_with_whom_it_names_when_it_holds_and_where_it_comes_from() -> None:
    rule = entries(LIBRARY.get("ukcis-2024", "1"))["rule:adult-contact"]
    assert rule.title == "Must be told: Children's social care"
    (when,) = rule.details
    first, second, third, *others = when.split("\n")
    assert first == "When: All of these:"
    assert second == (
        "– “Is an adult taking part, or is there reason to think so?” is answered: yes."  # noqa: RUF001  # a dash, as shown
    )
    assert third.endswith("Any of these:")
    assert all(each.startswith("    ") for each in others)


def test_what_holds_today_stands_beside_what_the_document_says() -> None:
    procedure = LIBRARY.get("ukcis-2024")
    rule = procedure.referral[0]
    changed = replace(rule, today=Today("Now otherwise.", rule.source))
    entry = entries(replace(procedure, referral=(changed, *procedure.referral[1:])))[
        f"rule:{rule.id}"
    ]
    assert (entry.text, entry.today) == (rule.text, "Now otherwise.")
    assert entry.today_source == rule.source.label


def test_a_rule_that_is_switched_off_says_so_and_what_that_takes_away() -> None:
    procedure = LIBRARY.get("haringey-2023")
    on = entries(procedure)["rule:every-image"]
    off = entries(procedure.switched_off(frozenset({"every-image"})))["rule:every-image"]
    assert on.caption == ""
    assert off.caption == "Switched off in part"
    assert off.details[0].startswith("Switched off by this school.")
    assert procedure.switchable[0].switch in off.details[0]


def test_a_state_of_the_source_is_told_from_its_day_on() -> None:
    state = SourceState("review-passed", "To be looked at again.", date(2026, 11, 22), warns=True)
    procedure = replace(LIBRARY.get("ukcis-2024"), states=(state,))
    before = sections(procedure, LIBRARY.catalogue, on=date(2026, 11, 21))
    assert section_of(before, "state:review-passed") is None
    entry = entries(procedure)["state:review-passed"]
    assert (entry.title, entry.text) == ("Out of date", "To be looked at again.")


def simple(kind: type) -> Condition:
    """Give a condition of a class with one sensible value in each of its fields."""
    values = {
        "question": "under-13",
        "criterion": "adult",
        "outcome": "hold",
        "level": "ask-first",
        "agency": "police",
        "nation": "wales",
        "kinds": frozenset({"bullying"}),
        "answers": frozenset({Answer.NO}),
        "statuses": frozenset({Status.NOT_MET}),
        "rules": frozenset({"criteria"}),
        "parts": (Yes("under-13"), NotNo("coerced")),
    }
    made: Condition = kind(**{each.name: values[each.name] for each in fields(kind)})
    return made


EVERY_CONDITION = conditions.Condition.__args__


@pytest.mark.parametrize("kind", EVERY_CONDITION, ids=lambda kind: kind.__name__)
def test_every_condition_of_the_language_can_be_said_in_words(kind: type) -> None:
    said = ConditionWords(LIBRARY.get("ukcis-2024"), LIBRARY.catalogue).lines(simple(kind))
    assert len(said) > len("In Wales")


def test_two_conditions_that_differ_are_said_differently() -> None:
    say = ConditionWords(LIBRARY.get("ukcis-2024"), LIBRARY.catalogue)
    said = {say.lines(simple(kind)) for kind in EVERY_CONDITION}
    assert len(said) == len(EVERY_CONDITION)
    parts = (Yes("under-13"), Yes("coerced"))
    assert say.lines(AnyOf(parts)) != say.lines(AllOf(parts))
    assert say.lines(AnyOf(parts[:1])) == say.lines(parts[0])
    assert say.lines(AllOf(())) == ""


# --- search ---


def test_words_are_found_by_their_beginning_whatever_their_case_and_accents() -> None:
    section = Section("one", "One", "", (Entry("a:1", "Café rules", "The teacher's gâteau."),))
    index = GuidanceIndex([section])
    for words in ("caf", "CAFÉ rul", "gateau", "teachers gat", "“the", "one"):
        assert [hit.entry.anchor for hit in index.find(words)] == ["a:1"], words
    for words in ("", "  ", "afé", "cafe tea-cake", "..."):
        assert index.find(words) == (), words


def test_what_has_the_words_in_its_name_comes_first() -> None:
    below = Entry("a:1", "Other", "About deletion and devices.")
    above = Entry("a:2", "Deletion", "Of images.")
    index = GuidanceIndex([Section("one", "One", "", (below, above))])
    assert [hit.entry.anchor for hit in index.find("delet")] == ["a:2", "a:1"]


def test_a_search_gives_a_page_of_hits_and_no_more() -> None:
    many = tuple(Entry(f"a:{number}", "Word", "") for number in range(MOST_HITS + 5))
    assert len(GuidanceIndex([Section("one", "One", "", many)]).find("word")) == MOST_HITS


@given(st.text())
def test_any_text_can_be_looked_for(words: str) -> None:
    index = GuidanceIndex(read()[:2])
    for hit in index.find(words):
        whole = folded(" ".join((hit.section.title, *hit.entry.lines, hit.entry.source)))
        assert all(f" {word}" in f" {whole}" for word in folded(words[:200]).split())


@pytest.mark.parametrize("words", ["delete", "parent", "social care", "view"])
def test_the_words_of_a_safeguarding_lead_are_found(words: str) -> None:
    assert GuidanceIndex(read()).find(words)


# --- what is different ---


def test_a_procedure_differs_in_nothing_from_itself() -> None:
    procedure = LIBRARY.get("ukcis-2024")
    assert changes(procedure, procedure, LIBRARY.catalogue, on=DAY) == ()


def test_what_was_added_changed_and_removed_is_told_sentence_by_sentence() -> None:
    old = LIBRARY.get("ukcis-2024", "1")
    first, second, *others = old.advice
    added = replace(first, id="ours", text="Something new. And more.")
    changed = replace(first, text=f"{first.text} One more sentence.")
    new = replace(old, advice=(added, changed, *others))
    found = changes(old, new, LIBRARY.catalogue, on=DAY)
    by_anchor = {each.anchor: each for each in found}
    assert set(by_anchor) == {"advice:ours", f"advice:{first.id}", f"advice:{second.id}"}
    assert by_anchor["advice:ours"].kind is ChangeKind.ADDED
    assert by_anchor["advice:ours"].new[:2] == ("Something new.", "And more.")
    one = by_anchor[f"advice:{first.id}"]
    assert (one.kind, one.gone, one.new) == (ChangeKind.CHANGED, (), ("One more sentence.",))
    assert by_anchor[f"advice:{second.id}"].kind is ChangeKind.REMOVED
    assert found[-1].kind is ChangeKind.REMOVED


@pytest.mark.parametrize("wanted", ["haringey-2023", "kent-medway-2016", "derby-derbyshire-2024"])
def test_a_local_procedure_takes_no_entry_of_the_national_advice_away(wanted: str) -> None:
    local = LIBRARY.get(wanted)
    assert local.base is not None
    found = changes(local.base, local, LIBRARY.catalogue, on=DAY)
    gone = [each.anchor for each in found if each.kind is ChangeKind.REMOVED]
    replaced = ("state", "checklist:")  # a list of the same name is the local one, line by line
    assert [each for each in gone if not each.startswith(replaced)] == []


# --- what each answer means ---


def told_of(question: str, wanted: str = "ukcis-2024") -> tuple[str, ...]:
    return entries(LIBRARY.get(wanted))[f"question:{question}"].details


def test_a_question_says_what_a_yes_and_what_not_knowing_decide() -> None:
    told = told_of("under-13")
    assert told[0] == (
        "Yes: it counts for the criterion “Sexual acts, and a child shown is under 13”."
    )
    assert "Not known: the result is not settled as long as this could decide it." in told


def test_a_question_that_not_knowing_decides_says_so() -> None:
    assert told_of("suspect-close")[0].startswith("Yes or not known: it counts against telling")


def test_what_an_answer_brings_to_be_done_stands_with_it() -> None:
    assert any(
        each.startswith("Yes: Write down how the imagery") for each in told_of("staff-viewed")
    )


def test_a_further_review_says_which_answer_makes_it_worse() -> None:
    assert told_of("repeat")[0].startswith("Yes: it makes it worse than most")
    assert told_of("risks-manageable")[0].startswith("No: it makes it worse than most")


def test_a_question_that_no_rule_looks_at_says_that_it_is_only_recorded() -> None:
    assert told_of("child-at-risk") == (
        "No rule of this procedure looks at it: it is recorded and printed.",
    )
    assert told_of("child-at-risk", "all-wales-2021")[0].startswith("Yes: it counts for a rule.")


def test_what_else_answers_a_question_is_told() -> None:
    assert any("Does someone need 999 now?" in each for each in told_of("immediate-risk"))
    assert any("Answered yes by the kind" in each for each in told_of("blackmailed"))


def test_a_kind_says_what_it_answers_and_which_rules_look_for_it() -> None:
    sextortion = entries(LIBRARY.get("haringey-2023"))["kind:sextortion"].details
    assert sextortion[0].startswith("It answers “Is there reason to believe a child has been black")
    upskirting = entries(LIBRARY.get("ukcis-2024"))["kind:upskirting"].details
    assert any("Upskirting is a criminal offence" in each for each in upskirting)
    colleague = entries(LIBRARY.get("ukcis-2024"))["kind:colleague-concern"].details
    assert "It counts against telling the family yet." in colleague
