"""Why something left the vault as a file or on paper: the reasons that the log knows by name."""

from enum import StrEnum
from typing import Final

LONGEST_REASON: Final = 500


class Reason(StrEnum):
    """A reason as it stands in the log; whatever else stands there are a person's own words."""

    BY_COMMAND = "by command"
    PRINTED = "printed"
    SAVED = "saved"
    MEETING = "referral or meeting"
    COURT = "court or police"
    REQUEST = "asked for by a pupil or parent"
    INSPECTION = "asked for by an inspector"
    NEXT_SCHOOL = "next school"


# What a person chooses from before a file is made; the rest the program records by itself.
CHOICES: Final = (
    Reason.MEETING,
    Reason.COURT,
    Reason.REQUEST,
    Reason.INSPECTION,
    Reason.NEXT_SCHOOL,
)
_NAMED: Final = frozenset(str(each) for each in Reason)


def in_own_words(words: str) -> str:
    """Give a person's own words as they are recorded: in one line, and never taken for a named one.

    Whoever types "printed" made a file all the same: their words stand in quotes then.
    """
    plain = "".join(each if each.isprintable() else " " for each in words)
    said = " ".join(plain.split())[:LONGEST_REASON]
    return f"“{said}”" if said.casefold() in _NAMED else said
