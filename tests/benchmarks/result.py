"""One measured figure, as `build/bench.json` holds it (contract section 2)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """A figure beside its goal; floor and ours are the two medians behind a ratio."""

    name: str
    value: float
    unit: str
    goal: float
    holds: bool
    floor: float | None = None
    ours: float | None = None
