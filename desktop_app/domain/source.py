"""Where a sentence comes from, and what holds today where its document is overtaken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from.

    `recalled` is true when the sentence was recalled from the document named and has not been
    read there again; `label` then says so in words, since it is printed wherever the rule is.
    `lines` are the lines of the captured text that it stands on, for whoever checks the procedure.
    """

    document: str
    section: str
    recalled: bool
    label: str
    lines: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """What holds today in place of what the document says, and where that comes from."""

    text: str
    source: Source
