"""The parts of the proof: each is run by itself, and can be left and taken up again."""

from collections.abc import Callable
from typing import Final

from tests.faults import cutting, flows, injecting, killing
from tests.faults.lines import Line


def kills() -> list[Line]:
    """Give the lines of kill -9 at random moments."""
    return [killing.line(flow) for flow in flows.every()]


def calls() -> list[Line]:
    """Give the lines of the two flows whose every call is failed in the short set too."""
    return [injecting.line(flow) for flow in flows.every()[:2]]


def cuts() -> list[Line]:
    """Give the lines of simulated power cuts."""
    return [cutting.line(flow) for flow in flows.every()]


PARTS: Final[dict[str, Callable[[], list[Line]]]] = {"kills": kills, "calls": calls, "cuts": cuts}
