"""The catalogue that is shipped, against the contract, and faulty catalogues."""

from pathlib import Path

import pytest

from desktop_app.domain.answers import Answer
from desktop_app.domain.conditions import is_rising
from desktop_app.domain.errors import Fault, ProcedureFaultyError
from desktop_app.domain.questions import AnswerForm, Catalogue
from desktop_app.procedures.catalogue import load_catalogue
from tests.domain.oracle import QUESTIONS

KINDS = [
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
]

GOOD = """
[[matter]]
id = "safety"
title = "Safety"

[[kind]]
id = "bullying"
title = "Bullying"
meaning = "A child is bullied."

[[question]]
id = "severe"
asks = "Is it severe?"
help = "In doubt, not known."
matter = "safety"
applies = { kind = ["bullying"] }
"""


def faults_of(tmp_path: Path, text: str) -> tuple[Fault, ...]:
    path = tmp_path / "questions.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProcedureFaultyError) as caught:
        load_catalogue(path)
    assert caught.value.source == "questions.toml"
    return caught.value.faults


def test_questions_stand_in_the_asking_order_of_the_contract(catalogue: Catalogue) -> None:
    assert [each.id for each in catalogue.questions] == [*QUESTIONS, "continuum"]


def test_kinds_stand_in_the_order_of_the_contract(catalogue: Catalogue) -> None:
    assert [each.id for each in catalogue.kinds] == KINDS


def test_four_kinds_answer_questions_by_themselves(catalogue: Catalogue) -> None:
    assert {each.id: each.implies for each in catalogue.kinds if each.implies} == {
        "sextortion": ("blackmailed",),
        "grooming": ("groomed",),
        "adult-indecent-images": ("adult-involved",),
        "colleague-concern": ("adult-involved", "adult-in-trust"),
    }


def test_only_a_concern_about_a_colleague_is_sealed(catalogue: Catalogue) -> None:
    assert [each.id for each in catalogue.kinds if each.sealed] == ["colleague-concern"]


def test_danger_to_life_answers_immediate_risk(catalogue: Catalogue) -> None:
    implied = {each.id: each.implied_by for each in catalogue.questions if each.implied_by}
    assert implied == {"immediate-risk": ("life-in-danger",)}


def test_the_further_review_aggravates_by_yes_but_for_risks_that_cannot_be_managed(
    catalogue: Catalogue,
) -> None:
    found = {each.id: each.aggravates_when for each in catalogue.questions if each.aggravates_when}
    expected = dict.fromkeys(QUESTIONS[QUESTIONS.index("without-consent") : -1], Answer.YES)
    assert found == expected | {"risks-manageable": Answer.NO}


def test_continuum_is_the_only_choice_and_has_its_five_levels(catalogue: Catalogue) -> None:
    choices = {
        each.id: each.choices for each in catalogue.questions if each.form is AnswerForm.CHOICE
    }
    levels = ("normal", "inappropriate", "problematic", "abusive", "violent")
    assert choices == {"continuum": levels}


def test_what_applies_never_depends_on_an_answer_being_no(catalogue: Catalogue) -> None:
    assert all(is_rising(each.applies) for each in catalogue.questions)


def test_every_question_belongs_to_a_matter_and_matters_come_in_asking_order(
    catalogue: Catalogue,
) -> None:
    in_order = list(dict.fromkeys(each.matter for each in catalogue.questions))
    assert set(in_order) == set(catalogue.matters)
    assert len(in_order) == len(catalogue.matters)


def test_no_question_asks_what_anybody_saw(catalogue: Catalogue) -> None:
    content = [each for each in catalogue.questions if each.matter == "content"]
    assert content
    assert all("reported" in each.asks for each in content)


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('title = "Safety"', "", Fault("questions.toml: matter[1]", "missing-key", ("title",))),
        (
            'matter = "safety"',
            'matter = "harm"',
            Fault("questions.toml: question[1].matter", "unknown-matter", ("harm",)),
        ),
        (
            '["bullying"]',
            '["teasing"]',
            Fault("questions.toml: question[1].applies", "unknown-kind", ("teasing",)),
        ),
        (
            '{ kind = ["bullying"] }',
            '{ answer = "severe", is = ["no"] }',
            Fault("questions.toml: question[1].applies", "not-rising", ("answer",)),
        ),
        (
            '{ kind = ["bullying"] }',
            '{ criterion = "adult" }',
            Fault("questions.toml: question[1].applies", "not-here", ("criterion",)),
        ),
        (
            'matter = "safety"',
            'matter = "safety"\nimplied_by = ["life-in-danger"]',
            Fault(
                "questions.toml: question[1].implied_by", "unknown-question", ("life-in-danger",)
            ),
        ),
        (
            'matter = "safety"',
            'matter = "safety"\naggravates_when = "not-known"',
            Fault(
                "questions.toml: question[1].aggravates_when",
                "unknown-word",
                ("not-known", "yes, no"),
            ),
        ),
        (
            'matter = "safety"',
            'matter = "safety"\nform = "essay"',
            Fault("questions.toml: question[1].form", "unknown-word", ("essay", "yes-no, choice")),
        ),
        (
            'matter = "safety"',
            'matter = "safety"\nform = "choice"',
            Fault("questions.toml: question[1]", "missing-key", ("choices",)),
        ),
        (
            'matter = "safety"',
            'matter = "safety"\neffort = 3',
            Fault("questions.toml: question[1].effort", "not-a-number-between", ("0", "2")),
        ),
    ],
)
def test_a_faulty_catalogue_is_refused_with_place_and_fault(
    tmp_path: Path, good: str, bad: str, fault: Fault
) -> None:
    assert good in GOOD
    assert faults_of(tmp_path, GOOD.replace(good, bad)) == (fault,)


def test_the_same_question_twice_is_a_fault(tmp_path: Path) -> None:
    question = GOOD[GOOD.index("[[question]]") :]
    expected = Fault("questions.toml: question[2].id", "same-id-twice", ("severe",))
    assert faults_of(tmp_path, GOOD + question) == (expected,)
