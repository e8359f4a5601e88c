"""What was decided, who signed, who was told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """The DSL decided; `decision` is one of `decision.DECISIONS`, `reason` is never empty.

    `further_review` holds the DSL's words by topic; `consulted` the fields of a consultation
    (`agency`, `person`, `at`, `reference`, `advice`) for a decision taken on advice.
    """

    TYPE: ClassVar[str] = "decision.made"
    decision: str
    reason: str
    at: str
    by: str = ""
    review_on: str | None = None
    further_review: Mapping[str, str] = field(default_factory=dict)
    consulted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignOffAsked:
    """The head teacher (or who stands in) was asked to sign the decision."""

    TYPE: ClassVar[str] = "sign-off.asked"
    name: str
    role: str
    at: str


@dataclass(frozen=True, slots=True)
class SignOffGiven:
    """The decision was signed or declined; `result` is `signed` or `declined`.

    `own_key` says that the head teacher answered in the program, so that the entry's own signature
    is theirs; else it was on paper, and the entry's author recorded it.
    """

    TYPE: ClassVar[str] = "sign-off.given"
    result: str
    name: str
    role: str
    at: str
    view: str = ""
    own_key: bool = False


@dataclass(frozen=True, slots=True)
class AgencyContacted:
    """An agency was rung or written to; `said` is what it said, in its own words.

    `family_may_be_told` records an agreement with it: `yes`, `no` or empty when not raised.
    """

    TYPE: ClassVar[str] = "agency.contacted"
    agency: str
    at: str
    person: str = ""
    reference: str = ""
    said: str = ""
    by: str = ""
    family_may_be_told: str = ""


@dataclass(frozen=True, slots=True)
class ActionTaken:
    """Something was done for the children or about the devices."""

    TYPE: ClassVar[str] = "action.taken"
    what: str
    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class FormMade:
    """A form was made of the record; `digest` is the SHA-256 (hex) of the file that left."""

    TYPE: ClassVar[str] = "form.made"
    form: str
    digest: str
    pages: int
    reason: str
    about: str | None = None
