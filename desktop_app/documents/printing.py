"""What a form needs beside the record: the rules and questions it cites, and who prints it when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A rule that the school had switched off when the incident was assessed.

    `what` says in a sentence what that takes away; `decided_by` is the person in the partnership,
    `letter` its letter's reference, `letter_date` its day, `at` when it was recorded (ISO 8601).
    """

    what: str
    decided_by: str
    letter: str
    letter_date: str
    at: str


@dataclass(frozen=True, slots=True)
class Printing:
    """One printing of a form.

    `procedure` is the version that the assessment used. `printed_at` is local time. `log_head` is
    the line that fixes the event log (docs/formats.md), printed on the last page only. `practice` marks every page.
    `earlier_form` says which form this one replaces, as words, where there is one. `users` gives
    the names of the authors of entries by their user ids. `switched_off` are rules that the
    assessment left out. `own_keys` are the entries that a head teacher signed in the program.
    """

    procedure: Procedure
    catalogue: Catalogue
    printed_at: datetime
    user: str
    log_head: str
    practice: bool
    program_version: str
    fonts: Path
    language: str = "en-GB"
    earlier_form: str = ""
    users: Mapping[str, str] = field(default_factory=dict)
    switched_off: tuple[SwitchedOff, ...] = ()
    own_keys: frozenset[int] = frozenset()
