"""The rules for a new password, and four words to take instead of one that will not do.

At least twelve characters and nothing else about their kind; not one of those that many people
use; not built on names that others here know; and a guess count of 10^8 or more, which is score 3
of zxcvbn (Wheeler, USENIX Security 2016). Nothing is said of passwords that stand already: a
vault opens with whatever opened it before.
"""

import functools
import gzip
import math
import re
import secrets
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from typing import Any, Final

from desktop_app.domain.errors import PasswordTooShortError
from desktop_app.domain.trust_errors import PasswordWeakError
from desktop_app.runtime.paths import resources_folder

LEAST: Final = 12
WORDS_OFFERED: Final = 4
_GOOD_SCORE: Final = 3
_MOST_ESTIMATED: Final = 40  # characters: of more, the estimate can take longer than one waits
_SHORTEST_NAME: Final = 3
_LEAST_BESIDE_NAMES: Final = 6
# What anybody tries first against a program of this name, in a school.
_EXPECTED: Final = (
    *("safeguarding", "safeguard", "desk", "safeguardingdesk", "dsl", "deputy", "designated"),
    *("lead", "head", "headteacher", "teacher", "school", "academy", "college", "primary"),
    *("secondary", "pupil", "child", "children", "protection", "password", "vault", "secret"),
)
_WORDS: Final = re.compile(r"[^\W\d_]+")


def check(password: str, *, about: Collection[str] = ()) -> None:
    """Raise unless a new password is fit to open a vault.

    `about` are names that others know: the person's own, the sign-in name, the school's. Raises
    PasswordTooShortError, or PasswordWeakError, which says why.
    """
    word = unicodedata.normalize("NFKC", password)
    if len(word) < LEAST:
        raise PasswordTooShortError(LEAST)
    if word.casefold() in _common():
        raise PasswordWeakError("common")
    names = _inputs(about)
    if len(_without(word.casefold(), names)) < _LEAST_BESIDE_NAMES:
        raise PasswordWeakError("about-you")
    found = _estimated(word[:_MOST_ESTIMATED], names)
    if found["score"] < _GOOD_SCORE:
        raise PasswordWeakError(_why(found["sequence"]))


def four_words() -> str:
    """Give four words picked by the system's own chance, as a password to take or leave."""
    words = word_list()
    chosen: list[str] = []
    while len(chosen) < WORDS_OFFERED:
        word = secrets.choice(words)
        if word not in chosen:
            chosen.append(word)
    return " ".join(chosen)


def bits_offered() -> float:
    """Give how many bits of chance four offered words hold."""
    number = len(word_list())
    return math.log2(math.perm(number, WORDS_OFFERED))


@functools.cache
def word_list() -> tuple[str, ...]:
    """Give the words to offer: the EFF's large list without what is unfit for a school."""
    file = resources_folder() / "words" / "eff-large.txt"
    return tuple(file.read_text(encoding="ascii").split())


@functools.cache
def _common() -> frozenset[str]:
    file = resources_folder() / "words" / "common-passwords.txt.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return frozenset(lines.read().split("\n"))


def _inputs(about: Collection[str]) -> list[str]:
    """Give the names that a password must not lean on: whole, without spaces, and word by word."""
    names: list[str] = []
    for each in about:
        plain = unicodedata.normalize("NFKC", each).casefold().strip()
        names += [plain, plain.replace(" ", ""), *_WORDS.findall(plain)]
    return [each for each in (*names, *_EXPECTED) if len(each) >= _SHORTEST_NAME]


def _without(word: str, names: list[str]) -> str:
    """Give the letters and digits that are left of a password when every name is taken out."""
    for name in sorted(names, key=len, reverse=True):
        word = word.replace(name, "")
    return "".join(letter for letter in word if letter.isalnum())


def _estimated(word: str, names: list[str]) -> Mapping[str, Any]:
    # Loaded by name, when the first new password is looked at: it takes as long to load as the
    # first page takes to paint, and no command but the one that makes a vault needs it.
    found: Mapping[str, Any] = import_module("zxcvbn").zxcvbn(word, user_inputs=names)
    return found


def _why(parts: Sequence[Mapping[str, Any]]) -> str:
    """Name what the longest stretch of a password is, as far as it was recognised."""
    longest = max(parts, key=lambda part: len(part["token"]))
    pattern = str(longest["pattern"])
    if any(part.get("dictionary_name") == "user_inputs" for part in parts):
        return "about-you"
    named = {"spatial": "keyboard", "repeat": "repeat", "sequence": "sequence", "date": "date"}
    return named.get(pattern, "guessed")
