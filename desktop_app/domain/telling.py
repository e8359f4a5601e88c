"""Whether telling the family was agreed, and in which call (contract section 5, `tell_family`)."""

from collections.abc import Sequence
from typing import NamedTuple

_WITHOUT_TIME = "~"  # after every time: what has none counts in the order in which it was noted


class Raised(NamedTuple):
    """A call in which it was raised: the agency, when (ISO 8601, local), and `yes` or `no`."""

    agency: str
    at: str
    answer: str


def agreed_in(calls: Sequence[Raised]) -> int | None:
    """Give the place of the call that agreed to it, or None while it is not agreed.

    An agency's newest word counts, by the time of the call and not by when it was noted. As long as
    the newest word of any of them is no, it is no.
    """
    by_time = sorted(range(len(calls)), key=lambda at: (calls[at].at or _WITHOUT_TIME, at))
    newest = {calls[place].agency: place for place in by_time}
    if not newest or any(calls[place].answer != "yes" for place in newest.values()):
        return None
    return max(newest.values(), key=by_time.index)
