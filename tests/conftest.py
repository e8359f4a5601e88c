"""What holds for every test: no screen is needed, and logging can be put back as it was."""

import logging
import os
from collections.abc import Iterator

import pytest

from desktop_app.runtime.immortals import keep_immortals

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
keep_immortals()


@pytest.fixture
def logging_put_back() -> Iterator[None]:
    """Let a test set up the log of the process; put everything back behind it."""
    root = logging.getLogger()
    handlers, level = tuple(root.handlers), root.level
    yield
    logging.captureWarnings(capture=False)
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session", autouse=True)
def desk_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what a desk remembers of vaults away from the desk of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("desk")))
        yield
