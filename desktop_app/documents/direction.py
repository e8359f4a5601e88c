"""Writing from right to left, as far as a form needs it: a name, a quotation, a line.

PDF draws glyphs from left to right in the order given, so a line that holds Hebrew or Arabic is
put into the order in which it is seen (Unicode Standard Annex 9, rules W1 to L2 without explicit
embeddings, which the gate prints as code points), and Arabic letters take the shapes that they
have beside their neighbours (Unicode Standard, chapter 9, by the presentation forms).
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import groupby

_RIGHT = frozenset({"R", "AL"})
_STRONG = frozenset({"L", "R", "AL"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN", "ET", "ES", "CS"})
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_JOINING_ON, _JOINING_BACK = (
    frozenset({"<initial>", "<medial>"}),
    frozenset({"<final>", "<medial>"}),
)
_FORM = {
    (True, True): "<medial>",
    (True, False): "<final>",
    (False, True): "<initial>",
    (False, False): "<isolated>",
}
_FORMS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFEFD))


def runs_leftwards(text: str) -> bool:
    """Say whether the text holds a letter of a script that runs from right to left."""
    return any(unicodedata.bidirectional(each) in _RIGHT for each in text)


def as_seen(line: str, can_draw: Callable[[str], bool]) -> str:
    """Give the characters of a line in the order, and the shapes, in which they are seen.

    A shape that `can_draw` denies is left as the letter is by itself.
    """
    shaped = _shaped(line, can_draw)
    levels = _levels(shaped)
    order = list(range(len(shaped)))
    for level in range(max(levels), 0, -1):
        for high, places in groupby(
            list(enumerate(order)), key=lambda pair: levels[pair[1]] >= level
        ):
            if high:
                found = [place for place, _ in places]
                order[found[0] : found[-1] + 1] = order[found[0] : found[-1] + 1][::-1]
    return "".join(
        shaped[place].translate(_MIRRORED) if levels[place] % 2 else shaped[place]
        for place in order
    )


def _levels(line: str) -> list[int]:
    """Give the level of each character: odd ones run leftwards."""
    types = [unicodedata.bidirectional(each) or "L" for each in line]
    base = next((kind in _RIGHT for kind in types if kind in _STRONG), False)
    types = _numbers_settled(types, "R" if base else "L")
    types = _brackets_settled(line, types, "R" if base else "L")
    types = _neutrals_settled(types, "R" if base else "L")
    return [_level(kind, int(base)) for kind in types]


def _level(kind: str, base: int) -> int:
    """Give the implicit level (rules I1 and I2)."""
    if kind == "R":
        return 1
    if kind in {"EN", "AN"}:
        return 2
    return 2 if base else 0


def _numbers_settled(types: list[str], base: str) -> list[str]:
    """Settle marks and numbers by what stands before them (rules W1 to W7)."""
    settled: list[str] = []
    strong = before = base
    for place, kind in enumerate(types):
        after = types[place + 1] if place + 1 < len(types) else base
        found = before if kind == "NSM" else kind
        if found == "EN" and strong == "AL":
            found = "AN"
        elif found in {"ES", "CS"} and before == after == "EN":
            found = "AN" if strong == "AL" else "EN"
        elif found == "ET" and "EN" in {before, after}:
            found = "EN"
        strong = found if found in _STRONG else strong
        before = found
        if found == "EN" and strong == "L":
            found = "L"
        settled.append("R" if found == "AL" else found)
    return settled


def _brackets_settled(line: str, types: list[str], base: str) -> list[str]:
    """Let both brackets of a pair go the same way (rule N0)."""
    settled = list(types)
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for place, character in enumerate(line):
        if character in _BRACKETS and types[place] == "ON":
            opened.append(place)
        elif opened and character == _BRACKETS[line[opened[-1]]]:
            pairs.append((opened.pop(), place))
    for first, last in sorted(pairs):
        inside = {_sided(kind) for kind in settled[first + 1 : last]} - {""}
        before = next((_sided(kind) for kind in reversed(settled[:first]) if _sided(kind)), base)
        if inside:
            settled[first] = settled[last] = base if base in inside else before
    return settled


def _neutrals_settled(types: list[str], base: str) -> list[str]:
    """Let spaces and signs go with what stands on both sides of them (rules N1 and N2)."""
    settled: list[str] = []
    groups = [(kind, len(list(part))) for kind, part in groupby(types, key=_sided)]
    for place, (kind, length) in enumerate(groups):
        found = kind
        if not kind:
            left = groups[place - 1][0] if place else base
            right = groups[place + 1][0] if place + 1 < len(groups) else base
            found = left if left == right else base
        start = len(settled)
        settled += [found if not kind else types[start + each] for each in range(length)]
    return settled


def _sided(kind: str) -> str:
    """Give the side that a character stands for: numbers count as running leftwards."""
    if kind in _NEUTRAL:
        return ""
    return "L" if kind == "L" else "R"


def _shaped(line: str, can_draw: Callable[[str], bool]) -> str:
    """Give Arabic letters the form that they have beside their neighbours."""
    forms = _forms()
    if not any(each in forms for each in line):
        return line
    letters = [place for place, each in enumerate(line) if not _passed_over(each)]
    shown = list(line)
    joined = False
    for here, there in zip(letters, [*letters[1:], -1], strict=True):
        shapes = forms.get(line[here], {})
        onward = forms.get(line[there], {}) if there >= 0 else {}
        joins = bool(shapes.keys() & _JOINING_ON and onward.keys() & _JOINING_BACK)
        shape = shapes.get(_FORM[joined and bool(shapes.keys() & _JOINING_BACK), joins], "")
        if shape and can_draw(shape):
            shown[here] = shape
        joined = joins
    return "".join(shown)


def _passed_over(character: str) -> bool:
    """Say whether joining looks through a character: a vowel sign over a letter."""
    return unicodedata.category(character) == "Mn"


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, str]]:
    """Give for each Arabic letter its presentation forms by the name of the form."""
    found: dict[str, dict[str, str]] = {}
    for code in (each for span in _FORMS for each in span):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if len(letters) == 1 and form in {"<isolated>", "<final>", "<initial>", "<medial>"}:
            found.setdefault(chr(int(letters[0], 16)), {})[form] = chr(code)
    return found
