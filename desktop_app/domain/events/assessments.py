"""What the rules said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Assessed:
    """The procedure was applied to what was known.

    `answers` are the settled answers it looked at; `result` is the JSON of contract section 5;
    `digest` the SHA-256 of the procedure's files. It is never edited, only followed by a newer one.
    """

    TYPE: ClassVar[str] = "incident.assessed"
    procedure: str
    version: str
    digest: str
    answers: Mapping[str, str]
    result: Mapping[str, Any]
