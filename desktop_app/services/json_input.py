"""JSON from a file or from standard input, read strictly: no name twice, nothing but JSON."""

import json
from typing import Any

from desktop_app.domain.errors import BadInputError, Fault

LARGEST = 64 * 1024 * 1024


def parse(data: bytes, *, source: str) -> object:
    """Give the value that the bytes hold.

    `source` names the input in messages. Raises BadInputError when the bytes are too many, are not
    UTF-8 or not JSON, hold a name twice in one object, or are nested too deeply.
    """
    if len(data) > LARGEST:
        raise _bad(source, "file-too-large", str(LARGEST // (1024 * 1024)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _bad(source, "not-utf-8", str(line)) from None
    try:
        return json.loads(text, object_pairs_hook=_no_name_twice, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _bad(source, "not-json", str(error.lineno), str(error.colno)) from None
    except _NotJsonError as error:
        raise _bad(source, *error.args) from None
    except RecursionError:
        raise _bad(source, "nested-too-deeply") from None
    except ValueError:
        raise _bad(source, "number-too-long") from None


class _NotJsonError(Exception):
    """Something that Python reads as JSON and nobody else does."""


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NotJsonError("name-twice")
    return found


def _no_constant(_: str) -> object:
    raise _NotJsonError("not-a-json-number")


def _bad(source: str, problem: str, *about: str) -> BadInputError:
    return BadInputError((Fault(".", problem, about),), source=source)
