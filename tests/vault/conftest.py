"""One vault is made for all tests, and copied for each; a password is stretched once."""

import functools
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.vault import keyslots
from desktop_app.vault.vault import FLOOR, RecoveryKeys, create_vault
from tests.vault_builders import AT, PASSWORD, School, fill


@pytest.fixture(scope="session", autouse=True)
def _stretched_once() -> Iterator[None]:
    """Keep what a password, a salt and a cost give: the costs themselves stay real."""
    patch = pytest.MonkeyPatch()
    patch.setattr(keyslots, "stretch", functools.cache(keyslots.stretch))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> tuple[School, RecoveryKeys]:
    path = tmp_path_factory.mktemp("made") / "school.sgv"
    vault, keys = create_vault(path, password=PASSWORD, at=AT, name="Canary Headname", cost=FLOOR)
    first, sealed = fill(vault)
    vault.save_draft("draft-1", {"narrative": "draftcanary"}, at=AT)
    vault.close()
    return School(path, first.id, first.reference, sealed.id, sealed.reference), keys


@pytest.fixture
def school(_made: tuple[School, RecoveryKeys], tmp_path: Path) -> School:
    made, _ = _made
    for each in (made.path, made.path.with_suffix(".keys")):
        shutil.copy(each, tmp_path / each.name)
    return replace(made, path=tmp_path / made.path.name)


@pytest.fixture
def paper(_made: tuple[School, RecoveryKeys]) -> RecoveryKeys:
    return _made[1]
