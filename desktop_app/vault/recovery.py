"""Recovery keys as a person reads them off paper and types them back.

256 random bits, printed as four rows of thirteen Crockford base32 characters and one check
character (the last row carries four spare zero bits), in groups of seven. The check is a weighted
sum over GF(32) with weights 2, 4, 8 …: any one wrong character in a row, and any two that were
swapped, change it, so a wrong row can be named.
"""

import os
from typing import Final

from desktop_app.domain.errors import RecoveryKeyError

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES: Final = {letter: value for value, letter in enumerate(ALPHABET)} | {
    "O": 0,
    "I": 1,
    "L": 1,
}
KEY_BYTES: Final = 32
_ROWS: Final = 4
_ROW: Final = 13  # characters of key in a row; a check character follows
_SPARE_BITS: Final = _ROWS * _ROW * 5 - KEY_BYTES * 8
_GROUP: Final = 7


def base32(data: bytes, *, characters: int) -> str:
    """Return the first `characters` Crockford base32 characters of `data`, from its first bit."""
    bits = int.from_bytes(data, "big") << 5
    total = len(data) * 8 + 5
    return "".join(ALPHABET[bits >> (total - 5 * (i + 1)) & 31] for i in range(characters))


def check_character(characters: str) -> str:
    """Return the check character of up to 30 base32 characters.

    It is the sum over GF(2)[x]/(x^5+x^2+1) of each value times x^i, i counted from 1.
    """
    total = 0
    for index, letter in enumerate(characters, start=1):
        value = _VALUES[letter]
        for _ in range(index):
            value = value << 1 ^ (0b100101 if value & 16 else 0)
        total ^= value
    return ALPHABET[total]


def new_key() -> bytes:
    """Return 256 fresh random bits."""
    return os.urandom(KEY_BYTES)


def new_rows() -> tuple[str, ...]:
    """Return the rows of a new key, which is of no vault until it is put in force."""
    return printed(new_key())


def printed(key: bytes) -> tuple[str, ...]:
    """Return the rows to print for a 32-byte key."""
    letters = base32(key, characters=_ROWS * _ROW)
    rows = [letters[i : i + _ROW] for i in range(0, len(letters), _ROW)]
    return tuple(_grouped(row + check_character(row)) for row in rows)


def _grouped(row: str) -> str:
    return " ".join(row[i : i + _GROUP] for i in range(0, len(row), _GROUP))


def typed(rows: tuple[str, ...]) -> bytes:
    """Return the 32-byte key that was typed back.

    Case, spaces and hyphens do not matter; O reads as 0, I and L as 1. Raises RecoveryKeyError,
    which names each wrong row.
    """
    cleaned = [row.upper().replace(" ", "").replace("-", "") for row in rows]
    wrong = [n for n, row in enumerate(cleaned, start=1) if not _right(row)]
    wrong += range(len(cleaned) + 1, _ROWS + 1)
    if wrong or len(cleaned) > _ROWS:
        raise RecoveryKeyError(tuple(wrong) or tuple(range(_ROWS + 1, len(cleaned) + 1)))
    bits = 0
    for row in cleaned:
        for letter in row[:-1]:
            bits = bits << 5 | _VALUES[letter]
    if bits & ((1 << _SPARE_BITS) - 1):
        raise RecoveryKeyError((_ROWS,))
    return (bits >> _SPARE_BITS).to_bytes(KEY_BYTES, "big")


def _right(row: str) -> bool:
    if len(row) != _ROW + 1 or any(letter not in _VALUES for letter in row):
        return False
    return _VALUES[check_character(row[:-1])] == _VALUES[row[-1]]
