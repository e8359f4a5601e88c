import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app import __version__
from desktop_app.services import drafts, incidents, school
from desktop_app.vault.vault import Vault, open_vault

FOLDER = Path(__file__).resolve().parents[1] / "data" / "vaults"
KEPT = sorted(FOLDER.glob("*.vault"))

Kept = tuple[Vault, dict[str, Any]]


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    for ending in (".vault", ".keys"):
        shutil.copy(request.param.with_suffix(ending), tmp_path)
    said = json.loads(request.param.with_suffix(".json").read_text(encoding="utf-8"))
    vault = open_vault(tmp_path / request.param.name, password=said["password"])
    yield vault, said
    vault.close()


def test_a_vault_of_this_version_is_kept() -> None:
    assert __version__ in {path.stem for path in KEPT}


def test_a_kept_vault_holds_what_was_recorded_in_it(kept: Kept) -> None:
    vault, said = kept
    expected = said["incidents"]
    assert len(expected) >= 14
    for reference, told in expected.items():
        state = incidents.read_incident(vault, reference)
        assert {
            "kinds": list(state.kinds),
            "outcome": state.outcome,
            "status": str(state.status),
            "narrative": state.narrative,
            "people": [person.name for person in state.people],
            "sealed": state.sealed,
        } == told
    assert drafts.read(vault, "kept-draft") == {"narrative": "typed so far"}


def test_what_the_school_settled_is_read_from_a_kept_vault(kept: Kept) -> None:
    vault, said = kept
    found = school.school_of(vault)
    settled = said.get("school", {"procedure": school.DEFAULT_PROCEDURE, "off": []})
    assert found.procedure == settled["procedure"]
    assert sorted(found.off(found.procedure)) == settled["off"]


def test_a_kept_vault_verifies_before_and_after_its_tables_are_made_anew(kept: Kept) -> None:
    vault, _ = kept
    assert vault.verify().ok
    with vault.transaction():
        vault.rebuild()
    assert vault.verify().ok
