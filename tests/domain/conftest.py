"""The rules that the tests of the domain are run on."""

import pytest

from tests.domain.england import BY_HAND, Rules


@pytest.fixture(scope="session", params=[BY_HAND], ids=["by hand"])
def rules(request: pytest.FixtureRequest) -> Rules:
    found = request.param
    assert isinstance(found, Rules)
    return found
