import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop_app import __version__
from desktop_app.services import drafts, incidents, school
from desktop_app.services.log_files import verifier
from desktop_app.vault import restoring
from desktop_app.vault.restoring import Who
from desktop_app.vault.vault import Vault, open_vault
from tests.vault_builders import AT

FOLDER = Path(__file__).resolve().parents[1] / "data" / "vaults"
KEPT = sorted(FOLDER.glob("*.vault"))
BACKUPS = sorted(FOLDER.glob("*.sgbackup"))
LOGS = sorted(FOLDER.glob("*.log.json"))

Kept = tuple[Vault, dict[str, Any]]


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    for ending in (".vault", ".keys"):
        shutil.copy(request.param.with_suffix(ending), tmp_path)
    said = json.loads(request.param.with_suffix(".json").read_text(encoding="utf-8"))
    name = tmp_path / request.param.name
    vault = open_vault(name, password=said["password"], sign_in=said.get("sign_in"))
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


def test_who_may_do_what_and_who_left_is_read_from_a_kept_vault(kept: Kept) -> None:
    vault, said = kept
    found = {each.sign_in: "left" if each.removed else each.office for each in vault.users()}
    assert found == said.get("people", {"DSL": "dsl"})


@pytest.mark.parametrize("backup", BACKUPS, ids=lambda path: path.stem)
def test_a_kept_backup_is_restored_with_all_that_is_in_it(backup: Path, tmp_path: Path) -> None:
    said = json.loads(backup.with_suffix(".json").read_text(encoding="utf-8"))
    who, target = Who(said["password"], said["sign_in"]), tmp_path / "back.vault"
    restored = restoring.restore(backup, target, who=who, at=AT)
    with closing(open_vault(target, password=who.password, sign_in=who.sign_in)) as vault:
        assert vault.verify().ok
        for reference, told in said["incidents"].items():
            assert incidents.read_incident(vault, reference).narrative == told["narrative"]
    assert restored.head.position > len(said["incidents"])


@pytest.mark.parametrize("log", LOGS, ids=lambda path: path.name)
def test_a_kept_log_is_proved_by_the_program_that_is_shipped_for_it(
    log: Path, tmp_path: Path
) -> None:
    anchors = tmp_path / "anchors.txt"
    anchors.write_text("", encoding="utf-8")
    command = [sys.executable, str(verifier()), str(log), str(anchors)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_backup_and_a_log_of_this_version_are_kept() -> None:
    assert __version__ in {path.stem for path in BACKUPS}
    assert f"{__version__}.log.json" in {path.name for path in LOGS}
