import pytest

from desktop_app.domain.decision import Decision
from desktop_app.services.decisions import choices, standing_of
from tests.builders import a_catalogue

REFER, KEPT, ON_ADVICE = Decision.REFER, Decision.NOT_REFERRED, Decision.NOT_REFERRED_ON_ADVICE


@pytest.mark.parametrize(
    ("outcome", "is_open"),
    [
        ("refer-today", {REFER}),
        ("hold", {REFER, ON_ADVICE}),
        ("school-managed", {REFER, KEPT}),
    ],
)
def test_only_the_decisions_that_the_outcome_allows_are_open(
    outcome: str, is_open: set[Decision]
) -> None:
    standing = standing_of(a_catalogue(), ("nudes-shared",), (), outcome)
    found = choices(standing)
    assert [each.decision for each in found] == list(Decision)
    assert {each.decision for each in found if each.is_open} == is_open
    assert all(not each.faults for each in found if not each.is_open)


def test_a_decision_not_to_refer_about_imagery_names_each_question_of_the_review_not_asked() -> (
    None
):
    catalogue = a_catalogue()
    review = [each.id for each in catalogue.questions if each.aggravates_when is not None]
    asked = review[1:]
    standing = standing_of(catalogue, ("nudes-shared",), asked, "school-managed")
    (kept,) = (each for each in choices(standing) if each.decision is KEPT)
    assert [each.about for each in kept.faults] == [(review[0],)]


def test_advice_that_ends_a_hold_is_asked_for_in_full_with_a_review_date() -> None:
    standing = standing_of(a_catalogue(), ("bullying",), (), "hold")
    (advised,) = (each for each in choices(standing) if each.decision is ON_ADVICE)
    assert {each.where for each in advised.faults} == {
        "decision.review_on",
        *(
            f"decision.consulted.{name}"
            for name in ("agency", "person", "at", "reference", "advice")
        ),
    }
