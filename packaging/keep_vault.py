"""Make the vault that is kept of a released version (`make keep-vault`), once, before its release.

Every later version must open it: `tests/vault/test_kept_vaults.py`. Its incidents are invented.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from desktop_app import __version__  # noqa: E402  # the path is set just above
from desktop_app.domain.intake.incoming import read_incoming  # noqa: E402  # as above
from desktop_app.procedures.library import Library  # noqa: E402  # as above
from desktop_app.runtime.paths import resources_folder  # noqa: E402  # as above
from desktop_app.services import drafts, incidents, school  # noqa: E402  # as above
from desktop_app.services.practice_cases import practice_cases  # noqa: E402  # as above
from desktop_app.vault.vault import FLOOR, Vault, create_vault  # noqa: E402  # as above

LOCAL = "haringey-2023"
FOLDER = ROOT / "tests" / "data" / "vaults"
PASSWORD = "kept for every later version"  # noqa: S105  # it guards invented cases only
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def main() -> int:
    """Make vault, key file and what must be read from them; an earlier version's are never touched."""
    path = FOLDER / f"{__version__}.vault"
    vault, _keys = create_vault(path, password=PASSWORD, at=NOW, cost=FLOOR, practice=True)
    library = Library(resources_folder())
    try:
        references = [_record(vault, library, case) for case in _cases(library)]
        drafts.save(vault, "kept-draft", {"narrative": "typed so far"}, at=NOW)
        expected = {each: _expected(vault, each) for each in references}
        settled = _settle(vault, library)
    finally:
        vault.close()
    said = {"password": PASSWORD, "incidents": expected, "school": settled}
    text = json.dumps(said, indent=1, ensure_ascii=False)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return 0


def _settle(vault: Vault, library: Library) -> dict[str, object]:
    """Choose a local procedure, switch its rule off by a letter, and give what must be read."""
    desk = SimpleNamespace(vault=vault, library=library, now=lambda: NOW)
    school.choose_procedure(desk, LOCAL)
    school.switch_rule(
        desk,
        procedure=LOCAL,
        rule="every-image",
        off=True,
        decided_by="The partnership's chair",
        letter="HSCP/26/7",
        letter_date="2026-11-02",
        reason="As agreed with the partnership.",
    )
    found = school.school_of(vault)
    return {"procedure": found.procedure, "off": sorted(found.off(LOCAL))}


def _cases(library: Library) -> list[dict[str, object]]:
    cases = practice_cases(library, school.DEFAULT_PROCEDURE, number=14, seed=1, now=NOW)
    return list(cases)


def _record(vault: Vault, library: Library, case: dict[str, object]) -> str:
    incoming, faults = read_incoming(case, library.catalogue)
    if incoming is None:
        raise ValueError(faults)
    return incidents.record(vault, library, incoming, source="kept vault", at=NOW)


def _expected(vault: Vault, reference: str) -> dict[str, object]:
    state = incidents.read_incident(vault, reference)
    return {
        "kinds": list(state.kinds),
        "outcome": state.outcome,
        "status": str(state.status),
        "narrative": state.narrative,
        "people": [person.name for person in state.people],
        "sealed": state.sealed,
    }


if __name__ == "__main__":
    sys.exit(main())
