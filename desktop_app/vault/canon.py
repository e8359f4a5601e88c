"""Strict reading of canonical bytes: what is read back must be the only way to write it."""

import json

from desktop_app.domain.events.codec import canonical

__all__ = ["NotCanonicalError", "canonical", "hexed", "members", "parse", "text", "whole"]


class NotCanonicalError(ValueError):
    """Bytes that are no canonical JSON, or an object without the members it must have."""


def parse(data: bytes) -> object:
    """Return the value that `data` spells, refusing every other spelling of it.

    Twice the same key, spaces, floats, another order of keys: all of them make other bytes than
    those of `canonical`, and raise NotCanonicalError.
    """
    try:
        value: object = json.loads(data)
        again = canonical(value)
    except (ValueError, TypeError, RecursionError):
        raise NotCanonicalError from None
    if again != data:
        raise NotCanonicalError
    return value


def members(value: object, names: frozenset[str]) -> dict[str, object]:
    """Return `value` as an object that has exactly the members `names`.

    Raises NotCanonicalError when it is no object, lacks one or has one more.
    """
    if not isinstance(value, dict) or value.keys() != names:
        raise NotCanonicalError
    return value


def text(value: object, *, most: int = 200) -> str:
    """Return `value` as a string of at most `most` characters; raises NotCanonicalError."""
    if not isinstance(value, str) or len(value) > most:
        raise NotCanonicalError
    return value


def whole(value: object, *, least: int, most: int) -> int:
    """Return `value` as a whole number from `least` to `most`; raises NotCanonicalError."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise NotCanonicalError
    return value


def hexed(value: object, *, length: int | None = None) -> bytes:
    """Return the bytes of a string of lower-case hexadecimal digits, `length` of them if given.

    Raises NotCanonicalError.
    """
    digits = text(value, most=1 << 16)
    try:
        data = bytes.fromhex(digits)
    except ValueError:
        raise NotCanonicalError from None
    if data.hex() != digits or length not in {None, len(data)}:
        raise NotCanonicalError
    return data
