"""Answers and statuses in strong Kleene logic: unknown is not no.

The three truth values stand in the order no < not known < yes. `any` is the greatest and `all`
the least of its parts (contract section 5, Criteria); `rules` works that out.
"""

from enum import StrEnum


class Answer(StrEnum):
    """What is known about one question."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


class Status(StrEnum):
    """What is known about one criterion."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_KNOWN = "not-known"


STATUS_OF = {
    Answer.YES: Status.MET,
    Answer.NO: Status.NOT_MET,
    Answer.NOT_KNOWN: Status.NOT_KNOWN,
}
