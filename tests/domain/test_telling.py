from desktop_app.domain.telling import Raised, agreed_in

POLICE, COUNCIL = "police", "childrens-social-care"


def test_nothing_is_agreed_before_anybody_agreed() -> None:
    assert agreed_in([]) is None
    assert agreed_in([Raised(POLICE, "2026-11-20T17:45", "no")]) is None


def test_the_newest_word_of_an_agency_counts_whenever_it_was_noted() -> None:
    first_no = Raised(POLICE, "2026-11-20T17:45", "no")
    then_yes = Raised(POLICE, "2026-11-20T18:30", "yes")
    assert agreed_in([first_no, then_yes]) == 1
    assert agreed_in([then_yes, first_no]) == 0


def test_one_yes_does_not_override_the_no_of_another() -> None:
    calls = [
        Raised(POLICE, "2026-11-20T17:45", "no"),
        Raised(COUNCIL, "2026-11-20T18:30", "yes"),
    ]
    assert agreed_in(calls) is None
    assert agreed_in([*calls, Raised(POLICE, "2026-11-20T19:00", "yes")]) == 2


def test_a_call_without_a_time_counts_in_the_order_in_which_it_was_noted() -> None:
    calls = [Raised(POLICE, "2026-11-20T17:45", "yes"), Raised(POLICE, "", "no")]
    assert agreed_in(calls) is None
