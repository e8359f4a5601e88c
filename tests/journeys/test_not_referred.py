from pathlib import Path

from desktop_app.domain.decision import IncidentStatus
from tests.builders_answers import REVIEW
from tests.journeys.case import (
    answer,
    begin,
    choose,
    go_on,
    person,
    record,
    save_form,
    to_the_children,
    to_the_result,
    write,
)
from tests.journeys.hands import Hands
from tests.journeys.place import Place

REASON = "Two friends, one picture, deleted by agreement; both families are on board."


def test_a_decision_not_to_refer_is_reviewed_signed_and_printed(
    place: Place, tmp_path: Path
) -> None:
    window = place.unlocked()
    begin(window, "nudes-shared", "She sent it to him; he showed nobody.")
    person(window, "Amina Yusuf", "9", "depicted", "sharer")
    person(window, "Ben Okoro", "9", "recipient")
    to_the_children(window)
    answer(window, "no", "under-13")
    go_on(window, "answer-capacity-doubt:no")
    answer(window, "no", "blackmailed", "coerced", "groomed", "capacity-doubt")
    to_the_result(window)
    result = window.wait_focus(identifier="outcome")
    assert "Manage in school" in result.name
    reviewed_and_decided(window)
    reference = record(window)
    paper = save_form(window, "not-referred", tmp_path / "not-referred.pdf")
    window.close_window()
    what_stands_in_the_vault(place, reference)
    for words in (reference, REASON, "Invented Head", "Amina Yusuf"):
        assert words in paper


def reviewed_and_decided(window: Hands) -> None:
    """Answer the further review, which stands before the decision; have the head sign it."""
    go_on(window, "parents_told")
    go_on(window, "who_has_them_tonight")
    go_on(window, "answer-repeat:no")
    answer(window, "no", *REVIEW)
    answer(window, "yes", "risks-manageable")
    go_on(window, "decision:not-referred")
    choose(window, "decision:not-referred")
    write(window, "decision-reason", REASON)
    choose(window, "sign-off-result:signed")
    write(window, "sign-off-name", "Invented Head")
    write(window, "sign-off-view", "I agree.")
    go_on(window, "change:decision")


def what_stands_in_the_vault(place: Place, reference: str) -> None:
    state = place.only_incident()
    assert state.reference == reference
    assert state.outcome == "school-managed"
    assert state.status is IncidentStatus.NOT_REFERRED
    assert state.decision.made is not None
    assert state.decision.made.decision == "not-referred"
    assert state.decision.made.reason == REASON
    assert state.decision.given is not None
    assert state.decision.given.name == "Invented Head"
    assert {question: state.answers[question].answer for question in REVIEW} == dict.fromkeys(
        REVIEW, "no"
    )
    assert [each.form for each in state.forms] == ["not-referred"]
    assert place.drafts() == 0
