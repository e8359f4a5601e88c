"""Rows of a recovery key while somebody types them off paper: which of them is wrong."""

from collections.abc import Sequence
from typing import Final

from desktop_app.vault.recovery import ALPHABET, check_character

ROWS: Final = 4
LENGTH: Final = 14  # thirteen characters of the key and one to check them with
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})


def plain(row: str) -> str:
    """Give a row as it is compared: capitals or not, spaces and hyphens do not matter."""
    return row.upper().translate(_READ_AS)


def is_whole(row: str) -> bool:
    """Say whether a row has all of its characters."""
    return len(plain(row)) >= LENGTH


def is_right(row: str) -> bool:
    """Say whether a row is one that can stand on paper: its last character checks the others."""
    letters = plain(row)
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return False
    return check_character(letters[:-1]) == letters[-1]


def wrong_rows(typed: Sequence[str], printed: Sequence[str] | None = None) -> tuple[int, ...]:
    """Give the places, from 0, of the rows that are not right.

    Held against the printed rows where they are at hand, else each against its own last character.
    """
    if printed is None:
        return tuple(place for place, row in enumerate(typed) if not is_right(row))
    pairs = zip(typed, printed, strict=True)
    return tuple(place for place, (row, to_be) in enumerate(pairs) if plain(row) != plain(to_be))
