import math
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import PasswordTooShortError
from desktop_app.domain.trust_errors import PasswordWeakError
from desktop_app.services import messages, passwords, sessions, vaults

AT = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "password",
    [
        "four plain words here",
        "four words for a test",
        "four generated words here",
        "kept for every later version",
        "tŷ yn y ddôl",
        "coffee train fish",
        "kX9-vQm2!tRz",
        "no capital and no digit is asked for",
    ],
)
def test_a_password_that_is_long_and_not_guessed_will_do(password: str) -> None:
    passwords.check(password, about=("A. Bee", "AB"))


@pytest.mark.parametrize(
    "password", ["", "elevenchars", "Aa1!Aa1!Aa1", "\N{LATIN SMALL LIGATURE FI}x" * 3]
)
def test_eleven_characters_are_too_few_whatever_they_are(password: str) -> None:
    with pytest.raises(PasswordTooShortError) as refused:
        passwords.check(password)
    assert refused.value.least == 12


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("123456789987654321", "common"),
        ("QWERTYqwerty", "common"),
        ("Chickenwing101", "common"),
        ("qwertyuiop[]asdf", "keyboard"),
        ("abababababababab", "repeat"),
        ("mnopqrstuvwxyz", "sequence"),
        ("love12.11.1978", "date"),
        ("Safeguarding2026", "about-you"),
        ("Safeguarding Desk", "about-you"),
    ],
)
def test_what_is_tried_first_is_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(PasswordWeakError) as refused:
        passwords.check(password)
    assert refused.value.why == why


def test_a_password_built_on_a_name_that_others_know_is_refused() -> None:
    about = ("Marigold Featherstonehaugh", "MF", "Little Westmarsh Primary School")
    for password in ("Marigold Featherstonehaugh", "LittleWestmarsh1"):
        passwords.check(password)  # to those who know nobody here
        with pytest.raises(PasswordWeakError) as refused:
            passwords.check(password, about=about)
        assert refused.value.why == "about-you"


def test_every_reason_has_its_own_sentence_that_says_what_to_change() -> None:
    whys = ("common", "about-you", "keyboard", "repeat", "sequence", "date", "guessed")
    said = [messages.sentence(PasswordWeakError(why)) for why in whys]
    assert len(set(said)) == len(whys)
    assert all("Please" in each for each in said)


def test_four_words_are_offered_that_the_rules_take_themselves() -> None:
    seen = set()
    for _number in range(30):
        offered = passwords.four_words()
        words = offered.split(" ")
        assert len(set(words)) == 4
        assert set(words) <= set(passwords.word_list())
        passwords.check(offered)
        seen.add(offered)
    assert len(seen) == 30


def test_four_words_hold_forty_eight_bits_of_chance() -> None:
    words = passwords.word_list()
    assert len(words) == len(set(words))
    assert all(4 <= len(word) <= 8 and word.isascii() and word.islower() for word in words)
    assert passwords.bits_offered() >= 48
    assert math.isclose(passwords.bits_offered(), 4 * math.log2(len(words)), abs_tol=0.01)


def test_the_longest_password_is_looked_at_in_a_moment() -> None:
    start = time.perf_counter()
    for password in ("4@8({[<36|!1709$5+7%2" * 400, "a1" * 5000, "пароль和密码" * 1000):
        with_reason(password)
    assert time.perf_counter() - start < 10


@given(st.text(max_size=100))
def test_no_text_does_anything_but_pass_or_be_refused(password: str) -> None:
    with_reason(password)


def with_reason(password: str) -> str:
    try:
        passwords.check(password, about=(password[:8],))
    except PasswordTooShortError:
        return "short"
    except PasswordWeakError as refused:
        return refused.why
    return ""


def test_the_estimator_is_loaded_only_when_a_new_password_is_looked_at() -> None:
    code = "import sys; from desktop_app.services import passwords, vaults; print('zxcvbn' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"


def test_the_lists_say_whose_they_are() -> None:
    folder = ROOT / "resources" / "words"
    for name in ("eff-large", "common-passwords"):
        assert "Creative Commons" in (folder / f"{name}-LICENCE.txt").read_text(
            encoding="utf-8"
        ).replace("\n", " ")


def test_a_vault_is_not_made_with_a_password_that_is_tried_first(tmp_path: Path) -> None:
    path = tmp_path / "school.vault"
    with pytest.raises(PasswordWeakError):
        vaults.create(path, password="qwertyuiop[]asdf", sign_in="AB", at=AT)
    with pytest.raises(PasswordWeakError):
        sessions.make_vault(
            path, password="A. Bumblebee", sign_in="AB", name="A. Bumblebee", role="", at=AT
        )
    assert list(tmp_path.iterdir()) == []
