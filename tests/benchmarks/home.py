"""From a derived key to a usable first page, with 10,000 incidents in the vault.

What unlocking gives is handed over; the vault is opened, the page is made, shown and painted,
without a screen. The modules are loaded beforehand, as they are while the password is typed. Every
round opens the file anew, so that no page of it is in the memory of the database. The queries are
held against the same statements through the bare driver, each on a fresh connection.
"""

import os
import statistics
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QApplication

from desktop_app.runtime.immortals import keep_immortals
from desktop_app.runtime.paths import fonts_folder
from desktop_app.services import drafts, incident_log, sessions
from desktop_app.services.sessions import Session
from desktop_app.ui import theme
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import ViewSettings
from desktop_app.ui.views.home import MOST_ROWS, HomePage
from desktop_app.vault import browsing, engine
from tests.benchmarks.full_vault import FullVault, full_vault
from tests.benchmarks.result import Result
from tests.benchmarks.saving import bare
from tests.vault_builders import AT

GOAL_MS: Final = 150.0
GOAL_RATIO: Final = 1.5
_ROUNDS: Final = 15
_DRAFTS: Final = "SELECT id, saved_at, box FROM draft"


def run() -> list[Result]:
    """Measure both in rounds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = dressed()
    full = full_vault()
    usable = statistics.median(_usable(application, full) for _ in range(_ROUNDS))
    pairs = [_queries(full, number) for number in range(_ROUNDS)]
    ratio = statistics.median(ours / floor for floor, ours in pairs)
    return [
        Result(
            name="from a derived key to a usable first page, 10,000 incidents",
            value=usable,
            unit="ms",
            goal=GOAL_MS,
            holds=usable <= GOAL_MS,
        ),
        Result(
            name="the queries of the first page, against the bare SQL",
            value=ratio,
            unit="ratio",
            goal=GOAL_RATIO,
            holds=ratio <= GOAL_RATIO,
            floor=statistics.median(floor for floor, _ in pairs),
            ours=statistics.median(ours for _, ours in pairs),
        ),
    ]


def dressed() -> QApplication:
    """Give the application in the light look, without a screen."""
    keep_immortals()
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication([])
    theme.load_fonts(fonts_folder())
    theme.apply(application, "light")
    return application


def opened(full: FullVault) -> Session:
    """Open the vault with its keys."""
    return sessions.open_session(full.path, full.keys, now)


def now() -> datetime:
    """Give the moment at which the benchmark takes place."""
    return AT


def _usable(application: QApplication, full: FullVault) -> float:
    start = time.perf_counter()
    session = opened(full)
    page = HomePage(Desk(session, ViewSettings(None)))
    page.resize(1366, 728)
    page.show()
    page.focus_first()
    application.processEvents()
    took = (time.perf_counter() - start) * 1000
    page.close()
    page.deleteLater()
    sessions.close(session)
    application.processEvents()
    return took


def _queries(full: FullVault, number: int) -> tuple[float, float]:
    order = (_floor, _ours) if number % 2 else (_ours, _floor)
    took = {side: side(full) for side in order}
    return took[_floor], took[_ours]


def _ours(full: FullVault) -> float:
    session = opened(full)

    def asked() -> int:
        lines = incident_log.to_do(session, MOST_ROWS)
        return len(lines) + incident_log.waiting(session) + len(drafts.listing(session))

    took = _timed(asked)
    sessions.close(session)
    return took


def _floor(full: FullVault) -> float:
    connection = bare(full.path, full.keys)

    def asked() -> int:
        rows = connection.execute(browsing.TO_DO, (MOST_ROWS,)).fetchall()
        (waiting,) = connection.execute(browsing.TO_DO_COUNT).fetchone()
        return len(rows) + int(waiting) + len(connection.execute(_DRAFTS).fetchall())

    took = _timed(asked)
    engine.close(connection)
    return took


def _timed(asked: Callable[[], int]) -> float:
    start = time.perf_counter()
    found = asked()
    took = (time.perf_counter() - start) * 1000
    if found <= MOST_ROWS:
        raise AssertionError(found)
    return took
