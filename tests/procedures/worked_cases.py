"""Reads the worked cases of a procedure, which stand as a document in `tests/data/cases`.

A case is a heading `## 1. Title`, a story, and a list of `- name: what`. What may stand in the
list is `NAMES`; the first five must, each once, and at least `tell`, `family` and `decided by`.
Answers that kinds or other answers bring by themselves need not be written.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_app.domain.answers import Answer
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.facts import Facts, settle
from desktop_app.domain.questions import Catalogue

FOLDER = Path(__file__).parents[1] / "data" / "cases"
DAY = date(2026, 11, 20)
ALL_OTHERS = "all others"
NOTHING = ("nothing", "nobody", "none")
REQUIRED = ("kinds", "outcome", "tell", "family", "decided by")
NAMES = (
    *REQUIRED,
    "yes",  # answers; what stands in none of the three lists is not known
    "no",  # answers, or "all others": every yes-no question in neither other list, risks-manageable too
    "not known",  # answers, where "all others" would take them
    "circumstances",  # any of CIRCUMSTANCES
    "switched off",  # rules that the school has switched off
    "duties",  # each must be there; others may
    "no duties",  # none of them may be there
    "do not",  # each must be there
    "need not",  # none of them may be there
    "advice",  # each must be there
    "no advice",  # none of them may be there
    "met",  # exactly these criteria are met, or "nothing"
    "find out",  # exactly these, or "nothing"
    "aggravating",  # exactly these, or "nothing"
    "due",  # a duty and its day, "never" where its clock has not started
)
CIRCUMSTANCES = ("open-case", "other-setting", "other-area")
_CASE = re.compile(r"^## (\d+)\. (.+)$")
_LINE = re.compile(r"^- ([a-z ]+): (.+)$")
_BETWEEN_SOURCES = re.compile(r'(?<="\)); ')  # a section may have a semicolon of its own
_SOURCE = re.compile(r'^([a-z0-9-]+) \("(.+)"\)$')


class CaseError(Exception):
    """A worked case that cannot be read: which one, and why."""


@dataclass(frozen=True)
class WorkedCase:
    """One case as it is written; lists that are left out are None."""

    procedure: str
    number: int
    title: str
    story: str
    lines: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.procedure} {self.number}"

    def listed(self, name: str) -> tuple[str, ...] | None:
        """Give the ids in a line, none for "nothing"; None if the line is left out."""
        text = self.lines.get(name)
        if text is None:
            return None
        return () if text in NOTHING else tuple(each.strip() for each in text.split(","))

    def told(self) -> dict[str, str]:
        """Give the agencies of `tell` with their strengths."""
        pairs = [each.rpartition(" ") for each in self.listed("tell") or ()]
        if any(strength not in {"must", "and-or"} for _, _, strength in pairs):
            raise CaseError(self.name, "tell: an agency and must or and-or")
        return {agency: strength for agency, _, strength in pairs}

    def due(self) -> dict[str, str]:
        """Give the days of `due` as they are written, by the ids of duties."""
        pairs = [each.rpartition(" ") for each in self.listed("due") or ()]
        return {duty: day for duty, _, day in pairs}

    def decided_by(self) -> tuple[tuple[str, str], ...]:
        """Give the sources of `decided by`: their ids and sections."""
        parts = _BETWEEN_SOURCES.split(self.lines["decided by"])
        found = [_SOURCE.match(each) for each in parts]
        if None in found:
            raise CaseError(self.name, 'decided by: source-id ("section"); ...')
        return tuple((each[1], each[2]) for each in found if each)

    def facts(self, catalogue: Catalogue) -> Facts:
        """Give the facts of the case, on DAY; raises CaseError for what the catalogue lacks."""
        kinds = self.listed("kinds") or ()
        given = self._answers(catalogue, kinds)
        answers, faults = settle(catalogue, kinds=kinds, given=given, people=(), then=DAY)
        if faults:
            raise CaseError(self.name, "contradiction", faults)
        circumstances = self.listed("circumstances") or ()
        if not set(circumstances) <= set(CIRCUMSTANCES):
            raise CaseError(self.name, "circumstances", circumstances)
        named = {each.replace("-", "_"): True for each in circumstances}
        return Facts(kinds, answers, DAY, **named)

    def _answers(self, catalogue: Catalogue, kinds: tuple[str, ...]) -> dict[str, Answer]:
        unknown_kinds = set(kinds) - set(catalogue.kind_by_id)
        if unknown_kinds:
            raise CaseError(self.name, "kinds", unknown_kinds)
        lists = {
            Answer.YES: self.listed("yes") or (),
            Answer.NOT_KNOWN: self.listed("not known") or (),
            Answer.NO: self.listed("no") or (),
        }
        others = ALL_OTHERS in lists[Answer.NO]
        named = [(each, how) for how, ids in lists.items() for each in ids if each != ALL_OTHERS]
        given = dict(named)
        faulty = set(given) - set(catalogue.bit)
        if faulty or len(given) != len(named):
            raise CaseError(self.name, "unknown question, or one answered twice", faulty)
        if others:
            implied = self._implied(catalogue, kinds, lists[Answer.YES])
            given |= {each: Answer.NO for each in catalogue.bit if each not in {*given, *implied}}
        return given

    @staticmethod
    def _implied(catalogue: Catalogue, kinds: tuple[str, ...], yes: tuple[str, ...]) -> set[str]:
        by_kinds = {each for kind in kinds for each in catalogue.kind_by_id[kind].implies}
        by_answers = {each.id for each in catalogue.questions if set(each.implied_by) & set(yes)}
        return by_kinds | by_answers


def differences(case: WorkedCase, found: Assessment) -> list[str]:
    """Give the names of the lines in which an assessment is not what the document says."""
    told = {each.agency: str(each.strength) for each in found.refer_to}
    same = {
        "outcome": case.lines["outcome"] == found.outcome,
        "tell": case.told() == told,
        "family": case.lines["family"] == found.tell_family,
        "met": _exactly(case, "met", [each.id for each in found.criteria if each.status == "met"]),
        "find out": _exactly(case, "find out", found.find_out),
        "aggravating": _exactly(case, "aggravating", found.aggravating),
    }
    days = {each.id: str(each.due or "never") for each in found.duties}
    same["due"] = case.due().items() <= days.items()
    there = {
        ("duties", "no duties"): set(days),
        ("do not", "need not"): set(found.do_not),
        ("advice", "no advice"): {each.id for each in found.advice},
    }
    for (wanted, unwanted), ids in there.items():
        same[wanted] = set(case.listed(wanted) or ()) <= ids
        same[unwanted] = ids.isdisjoint(case.listed(unwanted) or ())
    return [name for name, holds in same.items() if not holds]


def _exactly(case: WorkedCase, name: str, ids: Iterable[str]) -> bool:
    listed = case.listed(name)
    return listed is None or listed == tuple(ids)


def documents() -> tuple[Path, ...]:
    """Give the files with worked cases, one a procedure, by the procedure's id."""
    return tuple(sorted(FOLDER.glob("*.md")))


def read_cases(document: Path) -> tuple[WorkedCase, ...]:
    """Read every case of a document; raises CaseError with the case and what is wrong."""
    cases: list[WorkedCase] = []
    for part in re.split(r"(?m)^(?=## )", document.read_text(encoding="utf-8"))[1:]:
        heading, *rest = part.splitlines()
        found = _CASE.match(heading)
        if not found:
            raise CaseError(document.stem, "heading", heading)
        number, title = int(found[1]), found[2]
        story = " ".join(each.strip() for each in rest if each and not _is_line(each)).strip()
        lines = _lines(f"{document.stem} {number}", rest)
        cases.append(WorkedCase(document.stem, number, title, story, lines))
    return tuple(cases)


def _is_line(text: str) -> bool:
    return text.startswith("- ")


def _lines(case: str, rest: list[str]) -> dict[str, str]:
    lines: dict[str, str] = {}
    for text in filter(_is_line, rest):
        found = _LINE.match(text)
        if not found or found[1] not in NAMES or found[1] in lines:
            raise CaseError(case, "line", text)
        lines[found[1]] = found[2].strip()
    missing = [each for each in REQUIRED if each not in lines]
    if missing:
        raise CaseError(case, "missing", missing)
    return lines
