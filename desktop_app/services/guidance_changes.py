"""What is different between two versions of a procedure, or two procedures, sentence by sentence."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.guidance import sections
from desktop_app.services.guidance_entries import Entry

# A sentence ends with its point, and where a line ends.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z\s])|\n+")
# They belong to the program, whichever procedure is used.
_NO_PART_OF_A_PROCEDURE = frozenset({"questions", "kinds"})


class ChangeKind(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that the other one lacks, or that says something else there.

    `gone` are the sentences of the old that the new lacks, `new` those that it has beside.
    """

    kind: ChangeKind
    section: str
    anchor: str
    name: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changes(
    old: Procedure, new: Procedure, catalogue: Catalogue, *, on: date
) -> tuple[Change, ...]:
    """Give what differs, in the order of the new one, what is gone last."""
    before, after = _entries(old, catalogue, on), _entries(new, catalogue, on)
    found: list[Change] = []
    for anchor, (section, name, sentences) in after.items():
        if anchor not in before:
            found.append(Change(ChangeKind.ADDED, section, anchor, name, (), sentences))
            continue
        former = before[anchor][2]
        gone = tuple(each for each in former if each not in sentences)
        added = tuple(each for each in sentences if each not in former)
        if gone or added:
            found.append(Change(ChangeKind.CHANGED, section, anchor, name, gone, added))
    found += [
        Change(ChangeKind.REMOVED, section, anchor, name, sentences, ())
        for anchor, (section, name, sentences) in before.items()
        if anchor not in after
    ]
    return tuple(found)


_Said = tuple[str, str, tuple[str, ...]]


def _entries(procedure: Procedure, catalogue: Catalogue, on: date) -> dict[str, _Said]:
    """Give section, name and sentences by anchor; entries of one anchor are taken together."""
    found: dict[str, _Said] = {}
    for section in sections(procedure, catalogue, on=on):
        if section.id in _NO_PART_OF_A_PROCEDURE:
            continue
        for entry in section.entries:
            said = _sentences(entry)
            if entry.anchor in found:
                said = (*found[entry.anchor][2], *said)
            found[entry.anchor] = (section.title, entry.name, said)
    return found


def _sentences(entry: Entry) -> tuple[str, ...]:
    today = _("Today: {text}").format(text=entry.today) if entry.today else ""
    parts = (
        entry.caption,
        entry.title,
        entry.text,
        *entry.details,
        today,
        _("Source: {source}").format(source=entry.source) if entry.source else "",
    )
    return tuple(
        sentence.strip() for part in parts for sentence in _SENTENCE.split(part) if sentence.strip()
    )
