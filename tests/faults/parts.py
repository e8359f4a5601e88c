"""The parts of the proof: each is run by itself, and can be left and taken up again."""

from collections.abc import Callable
from functools import partial
from typing import Final

from tests.faults import (
    clocks,
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
SHARES: Final = 2  # the many pages of the large vault, in so many parts


def _kills(*names: str) -> list[Line]:
    return [killing.line(flow) for flow in FLOWS if flow.name in names]


def _calls(*names: str) -> list[Line]:
    return [injecting.line(flow) for flow in FLOWS if flow.name in names]


def _short_calls() -> list[Line]:
    return [injecting.line(Saving(words=40)), *_calls("key file")]


def _cuts(*names: str) -> list[Line]:
    return [cutting.line(flow, short=_STATES[flow.name]) for flow in FLOWS if flow.name in names]


_STATES: Final = {
    "save": 100,
    "key file": 40,
    "backup": 50,
    "restore": 40,
    "re-key": 50,
    "migrate": 40,
}


def _flips() -> list[Line]:
    return [
        damaging.cut_short(),
        damaging.flipped_keys(digest_made_right=False),
        damaging.flipped_keys(digest_made_right=True),
        damaging.cut_keys(),
    ]


def _share(number: int) -> list[Line]:
    return [damaging.flipped_pages(number, of=SHARES)]


def _strain() -> list[Line]:
    return [
        *(straining.full(flow) for flow in FLOWS if flow.name != "migrate"),
        *(straining.read_only(flow) for flow in FLOWS[:2]),
        clocks.line(),
        racing.line(),
    ]


# Each is under 45 minutes long, and may run beside any other.
PARTS: Final[dict[str, Callable[[], list[Line]]]] = {
    "kills-save-keys": partial(_kills, "save", "key file", "migrate"),
    "kills-backup": partial(_kills, "backup"),
    "kills-restore": partial(_kills, "restore"),
    "kills-rekey": partial(_kills, "re-key"),
    "calls-save-keys": partial(_calls, "save", "key file"),
    "calls-backup": partial(_calls, "backup"),
    "calls-restore": partial(_calls, "restore"),
    "calls-rekey-migrate": partial(_calls, "re-key", "migrate"),
    "cuts-save-keys": partial(_cuts, "save", "key file"),
    "cuts-backup-restore": partial(_cuts, "backup", "restore"),
    "cuts-rekey": partial(_cuts, "re-key"),
    "cuts-migrate": partial(_cuts, "migrate"),
    **{f"flips-{number + 1}": partial(_share, number) for number in range(SHARES)},
    "flips-keys": _flips,
    "strain": _strain,
    "others": lambda: [swapping.line(), passwords.line()],
    "days": lambda: [leaks.line()],
}


def short_kills() -> list[Line]:
    """Give all lines of kill -9, which the short set runs as one part."""
    return [killing.line(flow) for flow in FLOWS]


# What the short set runs; every call that writes is failed in two flows only.
SHORT: Final[dict[str, Callable[[], list[Line]]]] = {
    "kills": short_kills,
    "calls": _short_calls,
    "cuts": partial(_cuts, *_STATES),
    "flips": lambda: [damaging.flipped_pages(0, of=1), *_flips()],
    "strain": _strain,
    "others": PARTS["others"],
    "days": PARTS["days"],
}
