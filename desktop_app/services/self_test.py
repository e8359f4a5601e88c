"""What an installed copy runs to prove itself: the whole way, in a vault that is then removed."""

import secrets
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from desktop_app.documents.registry import FORMS
from desktop_app.domain.errors import SelfTestError
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.procedures.library import Library
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import exports, incidents, school
from desktop_app.services.practice_cases import practice_cases
from desktop_app.services.vaults import FIRST_USER
from desktop_app.vault.vault import Vault, create_vault, open_vault

_CASES = 14


def run(library: Library, *, now: datetime, tell: Callable[[str], None]) -> None:
    """Open a temporary vault, record, assess, draw every form, verify, remove it.

    Tells a line a step; raises SelfTestError, or whatever went wrong, at the first step that fails.
    """
    procedures = library.all()
    tell(_("procedures: {number} loaded").format(number=len(procedures)))
    with tempfile.TemporaryDirectory(prefix="safeguarding-desk-") as folder:
        path = Path(folder) / "self-test.vault"
        password = secrets.token_urlsafe(16)
        create_vault(path, password=password, sign_in=FIRST_USER, at=now, practice=True)[0].close()
        with closing(open_vault(path, password=password)) as vault:
            tell(_("vault: made and opened"))
            references = _record_all(vault, library, now)
            tell(_("incidents: {number} recorded and assessed").format(number=len(references)))
            tell(_("forms: {drawn} drawn").format(drawn=_draw_all(vault, library, references, now)))
            if not vault.verify().ok:
                raise SelfTestError("verify")
            tell(_("vault: verified. {head}").format(head=vault.head().short))
    if Path(folder).exists():
        raise SelfTestError("remove")
    tell(_("vault: removed"))


def _record_all(vault: Vault, library: Library, now: datetime) -> list[str]:
    references = []
    cases = practice_cases(library, school.DEFAULT_PROCEDURE, number=_CASES, seed=1, now=now)
    for case in cases:
        incoming, _faults = read_incoming(case, library.catalogue)
        if incoming is None:
            raise SelfTestError("record")
        references.append(incidents.record(vault, library, incoming, source="self-test", at=now))
    return references


def _draw_all(vault: Vault, library: Library, references: list[str], now: datetime) -> int:
    """Draw what each incident needs; between them that is every form there is."""
    drawn: list[str] = []
    for reference in references:
        state = incidents.read_incident(vault, reference)
        for form in exports.forms_needed(state):
            data = exports.draw(vault, library, state, exports.Export(form, reference), at=now)
            if not data.startswith(b"%PDF-"):
                raise SelfTestError(f"draw {form}")
            drawn.append(form)
    if set(drawn) != set(FORMS):
        raise SelfTestError("draw")
    return len(drawn)
