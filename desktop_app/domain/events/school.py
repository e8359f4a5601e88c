"""What the school settled for all its incidents: which procedure, and which rule is switched off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ProcedureChosen:
    """New incidents are assessed by this procedure from now on."""

    TYPE: ClassVar[str] = "school.procedure-chosen"
    procedure: str


@dataclass(frozen=True, slots=True)
class ProcedureKept:
    """A procedure of the school's own is used for the first time: its files, kept with the record.

    `digest` is that of the procedure (hex), `files` the text of each file by its name. Whatever
    becomes of the folder, what was assessed by it can be read as it was.
    """

    TYPE: ClassVar[str] = "school.procedure-kept"
    procedure: str
    version: str
    digest: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleSwitched:
    """A rule that may be switched off was switched off or on again (contract section 5, rule 9).

    The partnership has said so in writing: `decided_by` is the person there, `letter` the letter's
    reference, `letter_date` its day. `reason` is the school's own. All three may be empty when a
    rule is switched on again.
    """

    TYPE: ClassVar[str] = "school.rule-switched"
    procedure: str
    rule: str
    off: bool
    decided_by: str = ""
    letter: str = ""
    letter_date: str = ""
    reason: str = ""
