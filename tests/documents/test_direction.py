import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents.direction import as_seen, runs_leftwards
from desktop_app.documents.fonts import fonts_in
from desktop_app.documents.styles import BODY
from desktop_app.documents.text import Gate, Turned
from tests.builders_forms import FONTS

SHALOM = "\u05e9\u05dc\u05d5\u05dd"
SALAM = "\u0633\u0644\u0627\u0645"


def anything(_: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("plain", "plain"),
        (SHALOM, SHALOM[::-1]),
        (f"she said {SHALOM}.", f"she said {SHALOM[::-1]}."),
        (f"{SHALOM} 123", f"123 {SHALOM[::-1]}"),
        (f"a {SHALOM} ({SHALOM}) b", f"a ({SHALOM[::-1]}) {SHALOM[::-1]} b"),
        (f"{SHALOM} Amal {SHALOM}", f"{SHALOM[::-1]} Amal {SHALOM[::-1]}"),
    ],
)
def test_a_line_is_put_into_the_order_in_which_it_is_seen(written: str, seen: str) -> None:
    assert as_seen(written, anything) == seen


def test_arabic_letters_take_the_shapes_that_they_have_beside_their_neighbours() -> None:
    initial_seen, medial_lam, final_alef, isolated_meem = "\ufeb3", "\ufee0", "\ufe8e", "\ufee1"

    assert as_seen(SALAM, anything) == isolated_meem + final_alef + medial_lam + initial_seen


def test_a_shape_that_no_font_has_leaves_the_letter_as_it_is() -> None:
    assert as_seen(SALAM, lambda _: False) == SALAM[::-1]


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_no_character_is_lost_or_made_up_by_the_order(text: str) -> None:
    turned = str.maketrans("([{<\u00ab", ")]}>\u00bb")
    seen = as_seen(text, lambda _: False)

    assert sorted(seen.translate(turned)) == sorted(text.translate(turned))


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N"]), max_size=60))
def test_text_that_runs_rightwards_alone_stays_as_it_is(text: str) -> None:
    if not runs_leftwards(text):
        assert (
            text == ""
            or as_seen(text, anything) == text
            or any(each in "\u0660\u06f0" for each in text)
        )


def test_a_turned_line_keeps_the_words_as_they_were_written() -> None:
    (line,) = Gate(fonts_in(FONTS)).lines(f"name: {SALAM}", BODY, 300)

    assert isinstance(line, Turned)
    assert line.written == f"name: {SALAM}"
