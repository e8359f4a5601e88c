from pathlib import Path

from tests.journeys.case import record, save_form
from tests.journeys.hands import Hands
from tests.journeys.place import Place

MOST_KEYS = 4


def test_from_unlock_to_the_number_takes_four_keys_and_nothing_typed(
    place: Place, tmp_path: Path
) -> None:
    window = place.unlocked()
    to_the_number(window)
    assert window.actions <= MOST_KEYS
    the_call_is_noted(window)
    the_rest_can_wait(window)
    reference = record(window)
    paper = save_form(window, "police", tmp_path / "police.pdf")
    window.close_window()
    state = place.only_incident()
    assert state.reference == reference
    assert state.kinds == ("sextortion",)
    assert state.outcome == "refer-today"
    assert [(each.agency, each.reference) for each in state.contacts] == [("police", "CAD 88")]
    assert state.narrative == ""
    assert place.drafts() == 0
    assert reference in paper
    assert "CAD 88" in paper


def to_the_number(window: Hands) -> None:
    """Go by keys alone: the first door has the focus, a letter names the kind."""
    window.wait_focus(identifier="home-now")
    window.key("Return")
    window.wait_focus(identifier="kind-nudes-shared")
    window.key("alt+s", "Return")
    strip = window.wait_for(identifier="strip", part="Refer today")
    assert "101" in strip.name
    assert "999" in strip.name
    assert "number not set" in strip.name
    window.wait_for(identifier="answer-life-in-danger:yes")


def the_call_is_noted(window: Hands) -> None:
    """Ring, and write it down, before any other question is answered."""
    window.key("F2")
    window.wait_focus(identifier="call-agency:childrens-social-care")
    window.key("p")
    window.wait_for(identifier="call-agency:police", state="checked")
    window.focus_on("call-reference")
    window.type("CAD 88")
    window.key("ctrl+Return")
    window.wait_for(role="heading", name="Safety first")


def the_rest_can_wait(window: Hands) -> None:
    """Answer by keys alone; what is not known is no hindrance to a record."""
    for question, said, keys in (
        ("life-in-danger", "no", ("Down", "space")),
        ("immediate-risk", "not-known", ("Down", "Down", "space")),
        ("offline-meeting", "not-known", ("Down", "Down", "space")),
    ):
        window.tab_to(f"answer-{question}:")
        window.key(*keys)
        window.wait_for(identifier=f"answer-{question}:{said}", state="checked")
    window.key("Return")
    window.wait_focus(identifier="outcome")
    window.tab_to("rail:finish", key="shift+Tab")
    window.key("space")
    window.wait_for(role="heading", name="Check your answers")
