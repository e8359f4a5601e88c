"""The parts of the proof: each is run by itself, and can be left and taken up again."""

from collections.abc import Callable
from typing import Final

from tests.faults import (
    cutting,
    damaging,
    injecting,
    killing,
    leaks,
    passwords,
    racing,
    straining,
    swapping,
)
from tests.faults.flows import Flow, Saving
from tests.faults.keeping_flows import BackingUp, Migrating, Restoring
from tests.faults.key_flows import ChangingPassword, Rekeying
from tests.faults.lines import Line

FLOWS: Final[tuple[Flow, ...]] = (
    Saving(),
    ChangingPassword(),
    BackingUp(),
    Restoring(),
    Rekeying(),
    Migrating(),
)


def kills() -> list[Line]:
    """Give the lines of kill -9 at random moments."""
    return [killing.line(flow) for flow in FLOWS]


def calls() -> list[Line]:
    """Give the lines of the two flows whose every call is failed in the short set too."""
    return [injecting.line(flow) for flow in FLOWS[:2]]


def cuts() -> list[Line]:
    """Give the lines of simulated power cuts."""
    return [cutting.line(flow) for flow in FLOWS]


def flips() -> list[Line]:
    """Give the lines of damage that the short set tries, on a small vault."""
    return [
        damaging.flipped_pages(0, of=1),
        damaging.cut_short(),
        damaging.flipped_keys(digest_made_right=False),
        damaging.flipped_keys(digest_made_right=True),
        damaging.cut_keys(),
    ]


def strain() -> list[Line]:
    """Give the lines of full disks, closed folders and processes that race."""
    return [
        *(straining.full(flow) for flow in FLOWS if flow.name != "migrate"),
        *(straining.read_only(flow) for flow in FLOWS[:2]),
        racing.line(),
    ]


def others() -> list[Line]:
    """Give the lines of what was put back or in, of wrong passwords, and of clocks."""
    return [swapping.line(), passwords.line()]


def days() -> list[Line]:
    """Give the line of working days under watch."""
    return [leaks.line()]


PARTS: Final[dict[str, Callable[[], list[Line]]]] = {
    "kills": kills,
    "calls": calls,
    "cuts": cuts,
    "flips": flips,
    "strain": strain,
    "others": others,
    "days": days,
}
