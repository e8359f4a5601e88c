"""Make the vault that is kept of a released version (`make keep-vault`), once, before its release.

Every later version must open it, its backup and its exported log:
`tests/vault/test_kept_vaults.py`. Its incidents and people are invented.
"""

import json
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from desktop_app import __version__  # noqa: E402  # the path is set just above
from desktop_app.domain.intake.incoming import read_incoming  # noqa: E402  # as above
from desktop_app.domain.roles import Role  # noqa: E402  # as above
from desktop_app.procedures.library import Library  # noqa: E402  # as above
from desktop_app.runtime.paths import resources_folder  # noqa: E402  # as above
from desktop_app.services import (  # noqa: E402  # as above
    backups,
    countersigning,
    drafts,
    incidents,
    school,
)
from desktop_app.services.practice_cases import practice_cases  # noqa: E402  # as above
from desktop_app.services.sessions import Session  # noqa: E402  # as above
from desktop_app.vault import people_keys  # noqa: E402  # as above
from desktop_app.vault.backup import Place  # noqa: E402  # as above
from desktop_app.vault.vault import FLOOR, Vault, create_vault, open_vault  # noqa: E402  # as above

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
        people = _people(vault)
    finally:
        vault.close()
    _countersign(path, library)
    _leave(path)
    said = {
        "password": PASSWORD,
        "sign_in": "DSL",
        "incidents": expected,
        "school": settled,
        "people": people,
    }
    text = json.dumps(said, indent=1, ensure_ascii=False)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return 0


def _people(vault: Vault) -> dict[str, str]:
    """Let a head teacher and a deputy in, and take the deputy out: the vault gets a new key."""
    for sign_in, office in (("HT", Role.HEAD), ("DEP", Role.DEPUTY)):
        user = people_keys.add_user(
            vault,
            sign_in=sign_in,
            name=f"Invented {office}",
            role=str(office),
            office=office,
            password=PASSWORD,
            at=NOW,
            cost=FLOOR,
        )
    people_keys.remove_user(vault, user.id, reason="A new post", at=NOW)
    sealed = vault.sealed_incidents()[0]
    head = vault.user_by_sign_in("HT")
    vault.name_reader(sealed.id, head.id, at=NOW)
    return {each.sign_in: "left" if each.removed else each.office for each in vault.users()}


def _countersign(path: Path, library: Library) -> None:
    """Sign for the log as the head teacher."""
    with closing(open_vault(path, password=PASSWORD, sign_in="HT")) as vault:
        countersigning.countersign(Session(vault, library, lambda: NOW))


def _leave(path: Path) -> None:
    """Leave a backup and the log as a file beside the vault."""
    with closing(open_vault(path, password=PASSWORD, sign_in="DSL")) as vault:
        stick = Place(label="An invented stick", kind="removable", device="stick-1")
        made = backups.make(vault, path.parent, at=NOW, place=stick)
        path.with_suffix(".log.json").write_bytes(vault.export_log(with_content=True, at=NOW))
    made.path.replace(path.with_suffix(".sgbackup"))


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
