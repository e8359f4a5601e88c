"""Drafts: what was typed so far, sealed to its author, a moment after it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from uuid_utils import uuid7

from desktop_app.domain.drafting import look as looking
from desktop_app.domain.drafting.draft import Draft, Way, from_content
from desktop_app.domain.errors import BadInputError, DraftMissingError
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.domain.roles import Role
from desktop_app.services import incidents, school
from desktop_app.services.calendar import bank_holidays
from desktop_app.services.rights import (
    CASEWORK,
    COLLEAGUE_CONCERN,
    EVERYONE,
    require_colleague_concern,
    verb,
)
from desktop_app.services.wording import catalogue_in_language, procedure_in_language
from desktop_app.vault.vault import Vault

if TYPE_CHECKING:
    from desktop_app.services.sessions import Session

ABOUT_STAFF = COLLEAGUE_CONCERN


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft as the home page lists it; `saved_at` is UTC.

    `incident` is the reference of the incident to which it will be added, empty for a new one.
    """

    id: str
    saved_at: str
    kinds: tuple[str, ...]
    way: Way
    incident: str = ""


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def start(session: "Session", way: Way, *, about_staff: bool = False) -> Draft:
    """Begin an incident that the school knows of since this minute; it is kept at once."""
    require_colleague_concern(session, "drafts.start", (ABOUT_STAFF,) if about_staff else ())
    draft = begin(session, way, about_staff=about_staff)
    keep(session, draft)
    return draft


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def begin(session: "Session", way: Way, *, about_staff: bool = False) -> Draft:
    """Begin an incident as `start` does, and leave it to whoever shows it to keep it.

    So that a full disk keeps nobody from seeing whom to ring.
    """
    require_colleague_concern(session, "drafts.begin", (ABOUT_STAFF,) if about_staff else ())
    now = session.now()
    draft = Draft(id=str(uuid7()), way=way)
    draft.record["aware_at"] = f"{now:%Y-%m-%dT%H:%M}"
    draft.record["procedure"] = school.chosen_procedure(session.vault, session.library)
    if about_staff:
        draft.notes["about_staff"] = "yes"
        draft.record["kinds"] = [ABOUT_STAFF]
    return draft


@verb(*EVERYONE)
def note_on(session: "Session", incident: str) -> Draft:
    """Begin what is to be added to an incident, by its reference; it is kept once it is saved."""
    draft = Draft(id=str(uuid7()), way=Way.TIME)
    draft.record["aware_at"] = f"{session.now():%Y-%m-%dT%H:%M}"
    draft.notes["incident"] = incident
    return draft


@verb(*EVERYONE)
def keep(session: "Session", draft: Draft) -> None:
    """Save a draft in the vault."""
    save(session.vault, draft.id, draft.content(), at=session.now())


@verb(*EVERYONE)
def resume(session: "Session", draft: str) -> Draft:
    """Give a draft to go on with; raises DraftMissingError."""
    return from_content(draft, read(session.vault, draft))


def says_nothing(draft: Draft) -> bool:
    """Say whether nobody has chosen, ticked or typed anything in a draft yet."""
    return not (draft.ticks or draft.notes or whole(draft).keys() - {"aware_at", "procedure"})


@verb(*EVERYONE)
def listing(session: "Session") -> tuple[DraftLine, ...]:
    """Give this user's drafts, the newest first; one that cannot be read keeps nobody from the rest.

    It stays in the vault, and is listed with no kind; going on with it says what is wrong.
    """
    lines = []
    for row in session.vault.drafts():
        try:
            draft = from_content(row.id, read(session.vault, row.id))
        except DraftMissingError:
            draft = Draft(row.id, Way.TIME)
        incident = draft.notes.get("incident", "")
        lines.append(DraftLine(row.id, row.saved_at, tuple(draft.kinds), draft.way, incident))
    return tuple(lines)


@verb(*EVERYONE)
def throw_away(session: "Session", draft: str) -> None:
    """Remove a draft for good."""
    discard(session.vault, draft)


@verb(*EVERYONE)
def look(session: "Session", draft: Draft) -> looking.Look:
    """Apply the draft's procedure to what can be read of it."""
    vault, library = session.vault, session.library
    wanted = draft.text("procedure") or school.chosen_procedure(vault, library)
    procedure = school.procedure_in_force(vault, library, wanted)
    return looking.look(
        draft,
        procedure=procedure_in_language(procedure),
        catalogue=catalogue_in_language(session.library.catalogue),
        now=session.now(),
        holidays=bank_holidays,
    )


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def finish(session: "Session", draft: Draft) -> str:
    """Record the incident and drop the draft, in one transaction; give the reference.

    Raises BadInputError with every fault of what was typed; the draft stays then.
    """
    incoming, faults = read_incoming(whole(draft), session.library.catalogue)
    require_colleague_concern(session, "drafts.finish", draft.kinds)
    if incoming is None:
        raise BadInputError(faults)
    with session.vault.transaction():
        reference = incidents.record(
            session.vault, session.library, incoming, source="", at=session.now()
        )
        session.vault.discard_draft(draft.id)
    return reference


def whole(draft: Draft) -> dict[str, Any]:
    """Give the record as `record` takes it: without rows that hold nothing, and empty parts."""
    given = {name: value for name, value in draft.record.items() if value not in ("", [], {}, None)}
    for name in ("people", "contacts", "actions", "seen_by_staff"):
        rows = [_filled(row) for row in given.get(name, ())]
        # Someone of whom only the part is known, such as an adult suspected, is someone.
        nothing = {"at", "by"} if name != "people" else set()
        given[name] = [row for row in rows if set(row) - nothing]
    if name_of_nothing := [name for name, value in given.items() if value == []]:
        given = {name: value for name, value in given.items() if name not in name_of_nothing}
    return given


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in ("", [], {}, None)}


@verb(*EVERYONE)
def save(vault: Vault, draft: str | None, body: Mapping[str, Any], *, at: datetime) -> str:
    """Keep what was typed so far; give the draft's id (a new one when `draft` is None)."""
    kept = draft or str(uuid7())
    with vault.transaction():
        vault.save_draft(kept, body, at=at)
    return kept


@verb(*EVERYONE)
def read(vault: Vault, draft: str) -> dict[str, Any]:
    """Give a draft of this user's own; raises DraftMissingError if there is none with this id."""
    return vault.read_draft(draft)


@verb(*EVERYONE)
def discard(vault: Vault, draft: str) -> None:
    """Throw a draft away."""
    with vault.transaction():
        vault.discard_draft(draft)
