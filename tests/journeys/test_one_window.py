from tests.journeys.place import PASSWORD, Place


def test_a_second_start_says_in_a_sentence_who_has_the_vault_and_ends(place: Place) -> None:
    first = place.start()
    first.wait_focus(identifier="password")
    second = place.start()
    said = second.wait_for(role="label", part="is open in another window on this computer")
    assert f"process {first.pid}" in said.name
    second.key("alt+c")
    assert second.ended() == 1
    first.wait_focus(identifier="password")
    first.close_window()


def test_a_window_that_was_killed_is_no_hindrance_to_the_next(place: Place) -> None:
    first = place.start()
    first.wait_focus(identifier="password")
    first.kill()
    second = place.unlocked()
    second.close_window()


def test_locking_ends_the_process_and_a_fresh_one_asks_for_the_password(place: Place) -> None:
    window = place.unlocked()
    window.key("ctrl+l")
    assert window.ended() == 0
    fresh = place.successor(window)
    fresh.wait_focus(identifier="password")
    assert fresh.text("password") in {"", "Password"}
    fresh.type(PASSWORD)
    fresh.key("Return")
    fresh.wait_for(identifier="header-home")
    fresh.close_window()


def test_a_wrong_password_is_said_and_the_next_one_opens(place: Place) -> None:
    window = place.start()
    window.wait_focus(identifier="password")
    window.type("not the password")
    window.key("Return")
    window.wait_for(part="password")
    window.wait_focus(identifier="password")
    window.type(PASSWORD)
    window.key("Return")
    window.wait_for(identifier="header-home")
    window.close_window()
