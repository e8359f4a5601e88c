from tests.journeys.case import (
    answer,
    begin,
    choose,
    go_on,
    person,
    record,
    to_the_children,
    to_the_result,
    write,
)
from tests.journeys.hands import Hands
from tests.journeys.place import Place
from tests.journeys.screen import until

ACCOUNT = "A pupil said that a picture of her is in a group chat."
SAVED_WITHIN = 2.0  # seconds after typing stopped (issue 3)


def test_a_hold_outlives_a_kill_and_ends_when_the_fact_is_found_out(place: Place) -> None:
    window = place.unlocked()
    begin(window, "nudes-shared", "")
    killed_while_writing(place, window)
    window = place.unlocked()
    the_draft_is_offered(window)
    every_question_but_one(window)
    reference = recorded_as_it_stands(window)
    found_out(window, reference)
    window.close_window()
    state = place.only_incident()
    assert state.reference == reference
    assert state.narrative == ACCOUNT
    assert [each.result["outcome"] for each in state.assessments] == ["hold", "school-managed"]
    assert list(state.assessments[0].result["find_out"]) == ["capacity-doubt"]
    assert state.answers["capacity-doubt"].answer == "no"
    assert state.answers["capacity-doubt"].how == "Asked the SENCO"
    assert place.drafts() == 0


def killed_while_writing(place: Place, window: Hands) -> None:
    window.key("alt+Left")
    write(window, "account-narrative", ACCOUNT)
    until(lambda: window.text("account-narrative") == ACCOUNT, "every key to arrive")
    typed = place.vault.stat().st_mtime_ns
    until(
        lambda: place.vault.stat().st_mtime_ns > typed, "the draft to be kept", limit=SAVED_WITHIN
    )
    window.kill()


def the_draft_is_offered(window: Hands) -> None:
    window.press(part="Go on", role="push button")
    assert window.text("account-narrative") == ACCOUNT
    go_on(window, "person-name")
    person(window, "Amina Yusuf", "9", "depicted")


def every_question_but_one(window: Hands) -> None:
    to_the_children(window)
    answer(window, "no", "under-13")
    go_on(window, "answer-capacity-doubt:no")
    answer(window, "no", "blackmailed", "coerced", "groomed")
    answer(window, "not-known", "capacity-doubt")
    to_the_result(window)


def recorded_as_it_stands(window: Hands) -> str:
    result = window.wait_focus(identifier="outcome")
    assert "Not settled yet" in result.name
    window.press("rail:finish")
    return record(window)


def found_out(window: Hands, reference: str) -> None:
    window.press("open-incident")
    window.wait_for(role="heading", name=reference)
    window.press("incident-find-out")
    choose(window, "find-out-answer:capacity-doubt:no")
    write(window, "find-out-how:capacity-doubt", "Asked the SENCO")
    window.press("find-out-record")
    window.wait_for(identifier="outcome", part="Manage in school")
