from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.desk import Desk
from desktop_app.ui.wizard.mnemonics import RESERVED, with_keys


def key(title: str) -> str:
    """Give the letter after the ampersand that makes a key, or an empty text."""
    place = title.replace("&&", "  ").find("&")
    return title[place + 1].casefold() if place >= 0 else ""


def test_every_kind_has_a_key_of_its_own_that_the_window_does_not_use(desk: Desk) -> None:
    titles = [each.title for each in desk.session.catalogue.kinds]
    keys = [key(each) for each in with_keys(titles)]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set(RESERVED)


def test_the_first_letter_of_a_word_that_no_other_title_has_comes_first() -> None:
    assert with_keys(["Online grooming", "Online drills"], reserved="") == [
        "Online &grooming",
        "Online &drills",
    ]


@given(st.lists(st.text(alphabet="abcé &-1", max_size=8), max_size=8))
def test_titles_keep_their_words_and_no_key_is_given_twice(titles: list[str]) -> None:
    marked = with_keys(titles, reserved="b")
    keys = [key(each) for each in marked if key(each)]
    assert len(set(keys)) == len(keys)
    assert "b" not in keys
    for before, after in zip(titles, marked, strict=True):
        assert after.replace("&&", "\0").replace("&", "").replace("\0", "&") == before
