"""A key pressed in the search box of the log, until the rows it finds are painted.

10,000 incidents, without a screen. Every letter of every text is one key; the time runs from just
before the key is delivered until the rows that it finds have come and everything that changed has
been painted. The value is the 95th percentile of all keys.
"""

import os
import statistics
import time
from typing import Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.services import sessions
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.incident_log import LogPage
from tests.benchmarks.full_vault import full_vault
from tests.benchmarks.home import dressed, opened
from tests.benchmarks.result import Result

GOAL_MS: Final = 33.0
_ROUNDS: Final = 3
_LONGEST_WAIT: Final = 5.0
_TYPED: Final = (
    "pupil came",
    "testname inv",
    "case 77",
    "phoned",
    "another made-up9",
    "2026-0012",
    "zanzibar",
    "sc",
    "a",
    "s",
)


class _Looked:
    """Notes that new rows have come."""

    def __init__(self) -> None:
        self.since = False

    def note(self) -> None:
        """Note it."""
        self.since = True


def run() -> list[Result]:
    """Type every text letter by letter, several times over."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = dressed()
    session = opened(full_vault())
    page = LogPage(Desk(session, ViewSettings(None)))
    page.resize(1366, 728)
    page.show()
    page.focus_first()
    application.processEvents()
    looked = _Looked()
    page.model.modelReset.connect(looked.note)
    took = [
        each
        for _ in range(_ROUNDS)
        for text in _TYPED
        for each in _typed(application, page, looked, text)
    ]
    page.close()
    page.deleteLater()
    application.processEvents()
    sessions.close(session)
    slowest = statistics.quantiles(took, n=100)[94]
    return [
        Result(
            name="a key in the search box to painted rows, 10,000 incidents, 95th percentile",
            value=slowest,
            unit="ms",
            goal=GOAL_MS,
            holds=slowest < GOAL_MS,
        )
    ]


def _typed(application: QApplication, page: LogPage, looked: _Looked, text: str) -> list[float]:
    if page.words.text():
        looked.since = False
        page.words.clear()
        _wait(application, looked)
    took = []
    for letter in text:
        looked.since = False
        start = time.perf_counter()
        QTest.keyClicks(page.words, letter)
        _wait(application, looked)
        took.append((time.perf_counter() - start) * 1000)
    return took


def _wait(application: QApplication, looked: _Looked) -> None:
    """Run the event loop until the rows have come, and once more: that paints them."""
    until = time.perf_counter() + _LONGEST_WAIT
    while not looked.since and time.perf_counter() < until:
        application.processEvents()
    if not looked.since:
        raise AssertionError("nothing was looked for")
    application.processEvents()
