"""The rules that the tests of the domain are run on: as shipped, and written out by hand."""

from pathlib import Path

import pytest

from desktop_app.procedures.library import Library
from tests.domain.england import BY_HAND, Rules

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def shipped() -> Rules:
    library = Library(RESOURCES)
    return Rules(library.get("ukcis-2024"), library.catalogue)


@pytest.fixture(scope="session", params=["shipped", "by hand"])
def rules(request: pytest.FixtureRequest, shipped: Rules) -> Rules:
    return {"shipped": shipped, "by hand": BY_HAND}[request.param]
