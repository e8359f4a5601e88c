"""Catalogues of translations as files: `.po` for people, `.mo` for programs; entries out.

Both may come from outside the school: they are read as data alone, with bounds, and nothing in
them (such as a rule for plurals) is ever worked out.
"""

import re
import struct
from typing import NamedTuple

from desktop_app.procedures.faults import Faults

LARGEST_CATALOGUE = 2 * 1024 * 1024
_CONTEXT_END = "\x04"
_PLURAL_END = "\x00"
_LITTLE, _BIG = b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"
_MO_HEADER = 20
_MO_ROW = 8

_KEYWORD = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)[ \t]+(".*")')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


class Entry(NamedTuple):
    """One sentence of a catalogue; `translated` is false where its translation is empty or fuzzy."""

    context: str
    sentence: str
    translated: bool
    where: str


def read_po(raw: bytes, name: str, faults: Faults) -> list[Entry]:
    """Give the entries of a `.po` file; its header and entries given up (`#~`) are no entries.

    Faults: `not-utf-8` (line), `not-po` (line).
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(name, "not-utf-8", str(raw.count(b"\n", 0, error.start) + 1))
        return []
    reading = _Po(name)
    for number, line in enumerate(text.split("\n"), start=1):
        if not reading.take(line.strip(), number):
            faults.add(name, "not-po", str(number))
            return []
    return reading.finished()


def read_mo(raw: bytes, name: str, faults: Faults) -> list[Entry]:
    """Give the entries of a `.mo` file. Fault: `not-mo`."""
    try:
        pairs = [*zip(_mo_texts(raw, at=12), _mo_texts(raw, at=16), strict=True)]
    except (ValueError, struct.error):
        faults.add(name, "not-mo")
        return []
    found = []
    for place, (key, said) in enumerate(pairs, start=1):
        context, _, sentence = key.rpartition(_CONTEXT_END)
        if key:
            where = f"{name}: entry[{place}]"
            found.append(Entry(context, sentence.split(_PLURAL_END)[0], bool(said), where))
    return found


def _mo_texts(raw: bytes, *, at: int) -> list[str]:
    """Give the texts of the table whose place stands at `at`; ValueError if there is none."""
    order = {_LITTLE: "<", _BIG: ">"}.get(raw[:4])
    if order is None or len(raw) < _MO_HEADER:
        raise ValueError
    count, start = (
        struct.unpack_from(f"{order}8xI", raw)[0],
        struct.unpack_from(f"{order}I", raw, at)[0],
    )
    if start + count * _MO_ROW > len(raw):
        raise ValueError
    rows = struct.iter_unpack(f"{order}II", raw[start : start + count * _MO_ROW])
    texts = [(length, raw[place : place + length]) for length, place in rows]
    if any(len(text) != length for length, text in texts):
        raise ValueError
    return [text.decode("utf-8") for _, text in texts]


class _Po:
    """One `.po` file in the reading, line by line."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._entries: list[Entry] = []
        self._fields: dict[str, str] = {}
        self._last = ""
        self._fuzzy = self._next_fuzzy = False
        self._line = 0

    def take(self, line: str, number: int) -> bool:
        """Take one line; false if it is no line of such a file."""
        if not line:
            return True
        if line.startswith("#"):
            self._next_fuzzy |= line.startswith("#,") and "fuzzy" in line
            return True
        keyword = _KEYWORD.fullmatch(line)
        if keyword is None:
            return self._add(line)
        field, quoted = keyword[1], keyword[2]
        if field == "msgctxt" or (field == "msgid" and self._last != "msgctxt"):
            self._close()
            self._line = number
        if field in self._fields:
            return False
        self._last, self._fields[field] = field, ""
        return self._add(quoted)

    def finished(self) -> list[Entry]:
        """Give all entries."""
        self._close()
        return self._entries

    def _add(self, quoted: str) -> bool:
        string = _STRING.fullmatch(quoted)
        if string is None or not self._last:
            return False
        said = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), string[1])
        self._fields[self._last] += said
        return True

    def _close(self) -> None:
        """Keep the entry that ends here; the one without a sentence is the file's header."""
        fields, fuzzy = self._fields, self._fuzzy
        self._fields, self._last = {}, ""
        self._fuzzy, self._next_fuzzy = self._next_fuzzy, False
        if fields.get("msgid"):
            said = all(text for field, text in fields.items() if field.startswith("msgstr"))
            where = f"{self._name}: line {self._line}"
            context = fields.get("msgctxt", "")
            self._entries.append(Entry(context, fields["msgid"], said and not fuzzy, where))
