"""One screen for all journeys of a process; what it shows when a test fails is kept."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.journeys.place import ROOT, Place
from tests.journeys.screen import Screen


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    with Screen() as opened:
        yield opened


@pytest.fixture
def place(screen: Screen, tmp_path: Path) -> Iterator[Place]:
    """Give a home of its own to each test, with a vault in it."""
    mine = Place(screen, tmp_path / "home")
    mine.make_vault()
    yield mine
    mine.end_all()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of the screen, while it still shows what the test failed on."""
    report = yield
    screen = item.funcargs.get("screen") if isinstance(item, pytest.Function) else None
    if call.when == "call" and report.failed and isinstance(screen, Screen):
        file = ROOT / "build" / "journeys" / f"{item.name}.png"
        screen.picture(file)
        report.sections.append(("what the screen showed", str(file)))
    return report
