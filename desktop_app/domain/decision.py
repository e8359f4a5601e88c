"""What the DSL may decide, and when a decision stands (contract section 5, Outcome)."""

from enum import StrEnum


class Decision(StrEnum):
    """A decision of the DSL."""

    REFER = "refer"
    NOT_REFERRED = "not-referred"
    NOT_REFERRED_ON_ADVICE = "not-referred-on-advice"


class SignOff(StrEnum):
    """Where the head teacher's sign-off stands."""

    NOT_NEEDED = "not-needed"
    NOT_ASKED = "not-asked"
    ASKED = "asked"
    SIGNED = "signed"
    DECLINED = "declined"


class IncidentStatus(StrEnum):
    """Where an incident stands, for the log."""

    TO_DECIDE = "to-decide"
    REFER_NOW = "refer-now"
    REFERRED = "referred"
    AWAITING_SIGN_OFF = "awaiting-sign-off"
    NOT_REFERRED = "not-referred"


CONSULTED_FIELDS = ("agency", "person", "at", "reference", "advice")
