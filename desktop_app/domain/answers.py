"""Answers and statuses in strong Kleene logic: unknown is not no.

The three truth values stand in the order no < not known < yes. `any` is the greatest and `all`
the least of its parts, which is Kleene's strong logic (contract section 5, Criteria).
"""

from collections.abc import Iterable
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


def any_of(answers: Iterable[Answer]) -> Answer:
    """Give yes if one is yes, no if all are no (or there are none), else not known."""
    found = set(answers)
    if Answer.YES in found:
        return Answer.YES
    return Answer.NOT_KNOWN if Answer.NOT_KNOWN in found else Answer.NO


def all_of(answers: Iterable[Answer]) -> Answer:
    """Give no if one is no, yes if all are yes (or there are none), else not known."""
    found = set(answers)
    if Answer.NO in found:
        return Answer.NO
    return Answer.NOT_KNOWN if Answer.NOT_KNOWN in found else Answer.YES
