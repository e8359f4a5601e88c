"""Every mutant of the procedure files: what decides, one thing changed at a time.

Sentences and sources are left alone here: other tests hold those. An entry of a local procedure
that only gives an inherited one other words decides nothing and is left alone as well.
"""

import copy
import json
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.mutants.conditions import spoilt
from tests.mutants.mutant import Mutant

DECIDING = {
    "referral.toml": ("rule", "watch"),
    "criteria.toml": ("criterion",),
    "family.toml": ("rule",),
    "duties.toml": ("duty",),
    "do_not.toml": ("do_not",),
    "advice.toml": ("advice",),
    "checklists.toml": ("checklist",),
}
CONDITIONS = ("when", "when_switched_off", "applies")
_DECIDES = {*CONDITIONS, "always", "due", "owner", "strength", "level", "agencies", "question"}
_OWN = {*CONDITIONS, "always", "level", "question"}  # without: words for an inherited entry
_WEAKER = {
    "must": ("and-or",),
    "and-or": ("must",),
    "not-until-agreed": ("ask-first", "inform-early"),
    "ask-first": ("inform-early", "not-until-agreed"),
    "inform-early": ("ask-first",),
}

_KEYS = {"id", "source"}

Table = dict[str, Any]


def mutants(root: Path, folder: Path) -> Iterator[Mutant]:
    """Give every mutant of one version of a procedure; `root` is the project's folder."""
    extends = "extends" in tomllib.loads((folder / "procedure.toml").read_text(encoding="utf-8"))
    for name, lists in DECIDING.items():
        file = folder / name
        if not file.exists():
            continue
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for key in lists:
            for place, entry in enumerate(data.get(key, ())):
                if extends and not _DECIDES & set(entry):
                    continue
                for what, changed in _of_entry(entry, own=not extends or bool(_OWN & set(entry))):
                    spoilt_data = copy.deepcopy(data)
                    spoilt_data[key][place : place + 1] = changed
                    where = f"{key} {_name(entry, place)}: {what}"
                    yield Mutant(str(file.relative_to(root)), where, written(spoilt_data))


def _name(entry: Table, place: int) -> str:
    return str(entry.get("id") or entry.get("question") or f"{entry.get('level')} {place + 1}")


def _of_entry(entry: Table, *, own: bool) -> Iterator[tuple[str, list[Table]]]:
    if own:
        yield "left out", []
    for key in CONDITIONS:
        if key in entry:
            for what, changed in spoilt(entry[key]):
                yield f"{key}: {what}", [{**entry, key: changed}]
    for key in ("strength", "level"):
        for word in _WEAKER.get(entry.get(key, ""), ()):
            yield f"{key} {entry[key]} becomes {word}", [{**entry, key: word}]
    agencies = entry.get("agencies", [])
    if len(agencies) > 1:
        for agency in agencies:
            fewer = [each for each in agencies if each != agency]
            yield f"without {agency}", [{**entry, "agencies": fewer}]
    if entry.get("when") and "strength" not in entry and "level" not in entry:
        always = {key: value for key, value in entry.items() if key != "when"}
        yield "always", [{**always, "always": True}]
    yield from _of_due(entry, own=own)


def _of_due(entry: Table, *, own: bool) -> Iterator[tuple[str, list[Table]]]:
    if "owner" in entry and entry["owner"] == "school":
        yield "owned by prevent", [{**entry, "owner": "prevent"}]
    elif "owner" in entry:
        yield "owned by the school", [{**entry, "owner": "school"}]
    due = entry.get("due")
    if due is None:
        return
    if own:
        yield "due never", [{key: value for key, value in entry.items() if key != "due"}]
    if due == "same-day":
        yield "due a working day later", [{**entry, "due": {"working_days": 1}}]
    elif isinstance(due, dict) and "starts_with" not in due:
        ((clock, count),) = due.items()
        yield "due later", [{**entry, "due": {clock: count * 2 + 1}}]
        yield "due the same day", [{**entry, "due": "same-day"}]


def written(data: Table) -> str:
    """Write a file of a procedure as TOML: plain keys, then each list of tables."""
    lines: list[str] = []
    tables = {key: value for key, value in data.items() if isinstance(value, dict)}
    lists = {key: value for key, value in data.items() if _is_list_of_tables(value)}
    for key, value in data.items():
        if key not in tables and key not in lists:
            lines.append(f"{key} = {_value(value)}")
    for key, each in lists.items():
        for table in each:
            lines += [f"[[{key}]]", *_entries(table, key)]
    for key, table in tables.items():
        lines += [f"[{key}]", *_entries(table, key)]
    return "\n".join(lines) + "\n"


def _entries(table: Table, key: str) -> Iterator[str]:
    inner = {name: value for name, value in table.items() if _is_list_of_tables(value)}
    for name, value in table.items():
        if name not in inner:
            yield f"{name} = {_value(value)}"
    for name, tables in inner.items():
        for each in tables:
            yield f"[[{key}.{name}]]"
            yield from _entries(each, f"{key}.{name}")


def _is_list_of_tables(value: object) -> bool:
    """Tell entries with an id of their own from the parts of a condition."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, dict) and bool(_KEYS & set(each)) for each in value)
    )


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ",\n".join(map(_value, value)) + "]"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
