"""Every way in which a condition of a procedure file is spoilt, one at a time."""

from collections.abc import Iterator

Given = object
Spoilt = tuple[str, Given]

_GROUPS = {"any": "all", "all": "any"}
_LISTS = ("kind", "kind_beyond", "only_kinds", "only_rules")
_AMONG = {"is": ("yes", "no", "not-known"), "status": ("met", "not-met", "not-known")}
_SWAPPED = {"criterion": "criterion_not_ruled_out", "criterion_not_ruled_out": "criterion"}
_OUTCOMES = ("school-managed", "hold", "refer-today")
_WORDS = {
    "outcome": _OUTCOMES,
    "outcome_at_least": _OUTCOMES,
    "tell_family": ("inform-early", "ask-first", "not-until-agreed"),
}
_OTHER_CIRCUMSTANCE = {
    "aggravated": "open_case",
    "open_case": "other_area",
    "other_setting": "other_area",
    "other_area": "other_setting",
    "about_imagery": "aggravated",
}


def spoilt(condition: Given) -> Iterator[Spoilt]:
    """Give the condition with one thing in it changed, and what that is."""
    if isinstance(condition, str):
        yield f"{condition} need only not be no", {"not_no": condition}
        yield f"{condition} turned to no", {"answer": condition, "is": ["no"]}
    elif isinstance(condition, dict):
        yield from _table(condition)


def _table(table: dict[str, Given]) -> Iterator[Spoilt]:
    for key, value in table.items():
        if isinstance(value, list):
            yield from _of_list(table, key, value)
        elif key == "not_no":
            yield f"{value} must be yes", value
        elif key in _SWAPPED:
            yield f"{key} {value} becomes {_SWAPPED[key]}", {_SWAPPED[key]: value}
        elif key in _WORDS:
            for word in _WORDS[key]:
                if word != value:
                    yield f"{key} {value} becomes {word}", {**table, key: word}
        elif key in _OTHER_CIRCUMSTANCE:
            yield f"{key} becomes another", {_OTHER_CIRCUMSTANCE[key]: True}


def _of_list(table: dict[str, Given], key: str, value: list[Given]) -> Iterator[Spoilt]:
    if key in _GROUPS:
        yield from _group(key, value)
    elif key in _LISTS:
        yield from _without_one(table, key, value)
    elif key in _AMONG:
        others = [each for each in _AMONG[key] if each not in value]
        yield f"{key} turned round", {**table, key: others}
        yield from _without_one(table, key, value)


def _group(key: str, parts: list[Given]) -> Iterator[Spoilt]:
    if len(parts) > 1:
        yield f"{key} becomes {_GROUPS[key]}", {_GROUPS[key]: parts}
        for place in range(len(parts)):
            yield f"{key} without part {place + 1}", {key: [*parts[:place], *parts[place + 1 :]]}
    for place, part in enumerate(parts):
        for what, changed in spoilt(part):
            whole = [*parts[:place], changed, *parts[place + 1 :]]
            yield f"{key}, part {place + 1}: {what}", {key: whole}


def _without_one(table: dict[str, Given], key: str, names: list[Given]) -> Iterator[Spoilt]:
    if len(names) > 1:
        for name in names:
            yield f"{key} without {name}", {**table, key: [each for each in names if each != name]}
