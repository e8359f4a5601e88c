"""Bytes of a TOML file in, a table out; what cannot be read becomes a fault with its line.

A folder may come from outside the school, so size, line length and depth are bounded before the
parser sees the text: `tomllib` itself has no bounds, and takes hours over a long dotted key.
"""

import codecs
import re
import tomllib

from desktop_app.procedures.faults import Faults

LARGEST_FILE = 256 * 1024
LONGEST_LINE = 4_000
DEEPEST = 12

_LINE = re.compile(r"at line (\d+)")
_LONG_KEY_DOTS = 8
_LONG_KEY = re.compile(r"(?:[\w\"'-]{1,64}[ \t]{0,8}\.[ \t]{0,8}){8}")


def parse_toml(raw: bytes, name: str, faults: Faults) -> dict[str, object] | None:
    """Give the table that the bytes say, or none after noting why they cannot be read.

    Faults: `toml-too-large` (about: KiB allowed), `byte-order-mark`, `not-utf-8` (line),
    `line-too-long` (line, characters allowed), `too-deep` (levels allowed), `not-toml` (line).
    """
    text = _decode(raw, name, faults)
    if text is None or not _lines_are_sane(text, name, faults):
        return None
    try:
        table = tomllib.loads(text)
    except RecursionError:
        faults.add(name, "too-deep", str(DEEPEST))
        return None
    except ValueError as error:  # TOMLDecodeError, and int() on a number of thousands of digits
        found = _LINE.search(str(error))
        faults.add(name, "not-toml", found[1] if found else str(text.count("\n") + 1))
        return None
    if _depth(table) <= DEEPEST:
        return table
    faults.add(name, "too-deep", str(DEEPEST))
    return None


def _decode(raw: bytes, name: str, faults: Faults) -> str | None:
    """Give the bytes as text, if there are not too many of them and they are UTF-8."""
    if len(raw) > LARGEST_FILE:
        faults.add(name, "toml-too-large", str(LARGEST_FILE // 1024))
        return None
    if raw.startswith(codecs.BOM_UTF8):
        faults.add(name, "byte-order-mark")
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        faults.add(name, "not-utf-8", str(raw.count(b"\n", 0, error.start) + 1))
        return None


def _lines_are_sane(text: str, name: str, faults: Faults) -> bool:
    """Refuse lines that only an attack or an accident would write."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            faults.add(name, "line-too-long", str(number), str(LONGEST_LINE))
            return False
        if line.count(".") >= _LONG_KEY_DOTS and _LONG_KEY.search(line):
            faults.add(name, "too-deep", str(DEEPEST))
            return False
    return True


def _depth(value: object) -> int:
    """Count the levels of tables and lists, going no further than one beyond what is allowed."""
    level, rank = 0, [value]
    while rank and level <= DEEPEST:
        inner: list[object] = []
        for each in rank:
            if isinstance(each, dict):
                inner.extend(each.values())
            elif isinstance(each, list):
                inner.extend(each)
        nested = any(isinstance(each, dict | list) for each in rank)
        level += nested
        rank = inner if nested else []
    return level
