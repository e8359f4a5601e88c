"""The main job, headless, on invented incidents: a practice vault and the forms it needs."""

import secrets
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.domain.errors import PracticeCaseFaultyError
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.domain.roles import Role
from desktop_app.procedures.library import Library
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import exports, incidents, school
from desktop_app.services.practice_cases import practice_cases
from desktop_app.services.rights import verb
from desktop_app.services.vaults import FIRST_USER
from desktop_app.vault.vault import Vault, create_vault

FORMS_FOR_FIRST = 14
_PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True)
class Practice:
    """What is asked for."""

    folder: Path
    procedure: str
    incidents: int
    seed: int
    all_forms: bool


def run(
    library: Library, wanted: Practice, *, now: datetime, tell: Callable[[str], None]
) -> tuple[Path, str]:
    """Make a practice vault in the folder, record, assess and draw; tell one line an incident.

    Nothing that lies in the folder is overwritten. Gives the vault's path and its password, which
    stands nowhere else.
    """
    library.get(wanted.procedure)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    path = _free_name(wanted.folder)
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    vault, _keys = create_vault(path, password=password, sign_in=FIRST_USER, at=now, practice=True)
    with closing(vault):
        cases = practice_cases(
            library,
            wanted.procedure,
            number=wanted.incidents,
            seed=wanted.seed,
            now=now,
        )
        for place, case in enumerate(cases):
            case["procedure"] = wanted.procedure
            reference = _record(vault, library, case, at=now)
            draws = wanted.all_forms or place < FORMS_FOR_FIRST
            files = _draw(vault, library, reference, wanted.folder, at=now) if draws else ()
            tell(_line(vault, reference, files))
    return path, password


@verb(Role.DSL)
def record_all(vault: Vault, library: Library, *, seed: int, now: datetime) -> None:
    """Record the fourteen that reach every kind and outcome; no form is drawn."""
    with vault.transaction():
        for case in practice_cases(
            library, school.DEFAULT_PROCEDURE, number=FORMS_FOR_FIRST, seed=seed, now=now
        ):
            _record(vault, library, case, at=now)


def _record(vault: Vault, library: Library, case: dict[str, object], *, at: datetime) -> str:
    incoming, faults = read_incoming(case, library.catalogue)
    if incoming is None:
        raise PracticeCaseFaultyError(*faults)
    return incidents.record(vault, library, incoming, source=_("practice incident"), at=at)


def _draw(
    vault: Vault, library: Library, reference: str, folder: Path, *, at: datetime
) -> tuple[str, ...]:
    state = incidents.read_incident(vault, reference)
    files = []
    for form in exports.forms_needed(state):
        name = f"{reference}-{form}.pdf"
        exports.export(vault, library, exports.Export(form, reference), to=folder / name, at=at)
        files.append(name)
    return tuple(files)


def _line(vault: Vault, reference: str, files: tuple[str, ...]) -> str:
    state = incidents.read_incident(vault, reference)
    named = state.assessed.result["refer_to"] if state.assessed else ()
    agencies = ",".join(each["agency"] for each in named) or "-"
    return f"{reference}  {state.outcome}  {agencies}  {' '.join(files) or '-'}"


def _free_name(folder: Path) -> Path:
    number = 1
    while True:
        path = folder / (f"practice-{number}.vault" if number > 1 else "practice.vault")
        if not path.exists() and not path.with_suffix(".keys").exists():
            return path
        number += 1
