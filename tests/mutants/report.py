"""What became of every mutant, as a page to read: `docs/mutants.md`."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from tests.mutants.mutant import Mutant

_REASONS = Path(__file__).with_name("reasons.toml")
_HEAD = """# Mutants: every rule spoilt in turn

`make mutants` changes one thing at a time in the procedure files (an entry left out, a part of an any-of or all-of left out or the one made the other, an answer turned, a kind left out, a strength, level, owner or day weakened) and in the modules of `desktop_app/domain` that decide (an operator, a constant, a branch, a part), and sees what notices it. This page is what it wrote. Words and sources are not touched here: `tests/procedures` holds those.

| what notices it | what that is |
| --- | --- |
| reading | the procedure is refused, by the check that every procedure goes through |
| cases | a worked case of `tests/data/cases` comes out otherwise |
| second reading | outcome, agencies, family, criteria, duties, prohibitions, advice or what to find out differ from the reading of the contract in `tests/domain/oracle*.py` |
| sweep | a combination of answers breaks the promise, the contract or the national floor |
| error | the rules stop with an error, or never come to an end |
| tests | a test in `tests/domain` or `tests/procedures` fails |
"""
_COLUMNS = ("reading", "cases", "second reading", "sweep", "error", "tests", "not noticed")


@cache
def _reasons() -> tuple[dict[str, str], ...]:
    return tuple(tomllib.loads(_REASONS.read_text(encoding="utf-8"))["survivor"])


def reason_for(mutant: Mutant) -> str:
    """Give the reason why nothing need notice a mutant, "" if none was written."""
    for each in _reasons():
        if fnmatchcase(mutant.file, each["file"]) and fnmatchcase(mutant.what, each["what"]):
            return each["reason"]
    return ""


def written(outcome: Sequence[tuple[Mutant, str]]) -> str:
    """Write the page."""
    by_file: dict[str, Counter[str]] = {}
    for mutant, verdict in outcome:
        by_file.setdefault(mutant.file, Counter())[_column(verdict)] += 1
    total = sum(by_file.values(), Counter[str]())
    lines = [_HEAD, f"| file | mutants | {' | '.join(_COLUMNS)} |", "| --- " * 9 + "|"]
    for file, counts in [*by_file.items(), ("all", total)]:
        cells = " | ".join(str(counts[each] or "") for each in _COLUMNS)
        lines.append(f"| {file} | {counts.total()} | {cells} |")
    lines += ["", "## Not noticed, and why", ""]
    grouped: dict[str, list[Mutant]] = {}
    for mutant, verdict in outcome:
        if not verdict:
            grouped.setdefault(reason_for(mutant) or "No reason written.", []).append(mutant)
    for reason, mutants in grouped.items():
        lines += [reason, "", *(f"- {each.file}: `{each.what}`" for each in mutants), ""]
    return "\n".join(lines).rstrip() + "\n"


def _column(verdict: str) -> str:
    names = {"refused on reading": "reading", "worked cases": "cases", "": "not noticed"}
    word = verdict.partition(",")[0].partition(":")[0]
    return names.get(word, word)
