from pathlib import Path

from desktop_app.domain.decision import IncidentStatus
from tests.journeys.case import answer, begin, choose, go_on, person, record, save_form, write
from tests.journeys.hands import Hands
from tests.journeys.place import Place

BEFORE, AFTER = "Her form tutor was told by a friend of Ami", "na before registration."


def test_a_referral_is_written_rung_recorded_and_saved(place: Place, tmp_path: Path) -> None:
    window = place.unlocked()
    begin(window, "nudes-shared", BEFORE)
    ring_in_the_middle_of_a_word(window)
    who_is_involved(window)
    every_question(window)
    result = window.wait_focus(identifier="outcome")
    assert "Refer today" in result.name
    decide(window)
    reference = record(window)
    paper = save_form(window, "referral", tmp_path / "referral.pdf")
    window.close_window()
    what_stands_in_the_vault(place, reference)
    for words in (reference, "Amina Yusuf", "Ben Okoro", BEFORE + AFTER, "Log 0417"):
        assert words in paper


def ring_in_the_middle_of_a_word(window: Hands) -> None:
    window.key("alt+Left")
    write(window, "account-narrative", "")
    window.key("ctrl+End", "F2")
    window.wait_focus(identifier="call-agency:childrens-social-care")
    choose(window, "call-agency:police")
    write(window, "call-person", "Invented call handler")
    write(window, "call-said", "Log 0417. Keep the children apart until an officer comes.")
    window.key("ctrl+Return")
    back = window.wait_focus(identifier="account-narrative")
    assert back.caret == len(BEFORE)
    window.type(AFTER)
    assert window.text("account-narrative") == BEFORE + AFTER
    go_on(window, "person-name")


def who_is_involved(window: Hands) -> None:
    person(window, "Amina Yusuf", "9", "depicted")
    person(window, "Ben Okoro", "10", "sharer")
    person(window, "Someone online", "age 25", "suspected-adult")
    go_on(window, "answer-sexual-acts:no")


def every_question(window: Hands) -> None:
    answer(window, "no", "sexual-acts", "acts-unusual", "acts-violent")
    go_on(window, "answer-on-school-device:no")
    assert window.one(identifier="answer-staff-viewed:no") is None, "the first page asked it"
    answer(window, "no", "on-school-device")
    go_on(window, "answer-life-in-danger:no")
    answer(window, "no", "life-in-danger", "immediate-risk", "offline-meeting")
    go_on(window, "answer-adult-in-trust:no")
    assert window.one(identifier="answer-adult-involved:no") is None, "known from an age"
    answer(window, "not-known", "adult-in-trust", "adult-has-contact", "own-child-shown")
    answer(window, "no", "suspect-close")
    go_on(window, "answer-under-13:no")
    answer(window, "no", "under-13")
    go_on(window, "answer-coerced:no")
    answer(window, "no", "blackmailed", "groomed", "capacity-doubt")
    answer(window, "not-known", "coerced")
    go_on(window, "answer-significant-harm:no")
    answer(window, "not-known", "significant-harm")
    go_on(window, "answer-evidence-at-risk:no")
    answer(window, "no", "evidence-at-risk", "telling-family-risks-harm")
    go_on(window, "outcome")


def decide(window: Hands) -> None:
    go_on(window, "parents_told")
    go_on(window, "who_has_them_tonight")
    write(window, "who_has_them_tonight", "Her grandmother")
    go_on(window, "decision:refer")
    choose(window, "decision:refer")
    write(window, "decision-reason", "An adult is involved.")
    go_on(window, "change:decision")


def what_stands_in_the_vault(place: Place, reference: str) -> None:
    state = place.only_incident()
    assert state.reference == reference
    assert state.kinds == ("nudes-shared",)
    assert state.outcome == "refer-today"
    assert state.status is IncidentStatus.REFERRED
    assert state.narrative == BEFORE + AFTER
    assert [each.name for each in state.people] == ["Amina Yusuf", "Ben Okoro", "Someone online"]
    assert [(each.agency, each.person) for each in state.contacts] == [
        ("police", "Invented call handler")
    ]
    assert state.decision.made is not None
    assert state.decision.made.reason == "An adult is involved."
    assert state.detail("who_has_them_tonight") == "Her grandmother"
    assert [each.form for each in state.forms] == ["referral"]
    assert place.drafts() == 0
