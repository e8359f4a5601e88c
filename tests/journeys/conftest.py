"""One screen for all journeys of a process."""

from collections.abc import Iterator

import pytest

from tests.journeys.screen import Screen


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    with Screen() as opened:
        yield opened
