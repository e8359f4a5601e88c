"""Forms on paper: drawn from the record, written where the user chose, noted in the log."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import __version__
from desktop_app.domain.errors import PersonMissingError
from desktop_app.domain.events.decisions import FormMade
from desktop_app.domain.procedure import Outcome, Procedure
from desktop_app.domain.reasons import Reason
from desktop_app.domain.roles import Role
from desktop_app.domain.state.incident import IncidentState, fold
from desktop_app.procedures.library import Library
from desktop_app.runtime.i18n import ngettext
from desktop_app.runtime.paths import fonts_folder
from desktop_app.services import out_files
from desktop_app.services.incidents import read_incident
from desktop_app.services.own_key import own_key_entries
from desktop_app.services.rights import CASEWORK, EVERYONE, require_colleague_concern, verb
from desktop_app.services.school import procedure_of_school, procedure_then
from desktop_app.services.switched import switched_then, what_is_off
from desktop_app.services.wording import catalogue_in_language, procedure_in_language
from desktop_app.vault.vault import Vault

if TYPE_CHECKING:
    from desktop_app.documents.printing import Printing

_LONGEST_NUMBER = 6
_HAVE_A_FORM = ("childrens-social-care", "social-services", "police")


@dataclass(frozen=True, slots=True)
class Export:
    """What is asked for: a form, of an incident, about one person or not, and why.

    `about` is a person's id, or their number in the record (the first person is 1): a name has no
    place in an argument.
    """

    form: str
    reference: str
    about: str | None = None
    reason: str = Reason.BY_COMMAND.value


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a form is drawn from, read out of the vault: drawing it needs nothing else."""

    export: Export
    state: IncidentState
    printing: "Printing"


@verb(*EVERYONE)
def prepare(vault: Vault, library: Library, wanted: Export, *, at: datetime) -> Drawing:
    """Read what a form is drawn from, as the incident is now; `drawn` may then run in any thread.

    Raises what `read_incident` raises, and PersonMissingError.
    """
    state = read_incident(vault, wanted.reference)
    return _prepared(vault, library, state, _about_id(state, wanted), at=at)


def drawn(drawing: Drawing) -> bytes:
    """Draw a form; nothing is written anywhere, and nothing noted. Raises what `draw` raises."""
    from desktop_app.documents.registry import draw as draw_form

    wanted = drawing.export
    return draw_form(wanted.form, drawing.state, drawing.printing, about=wanted.about)


@verb(*EVERYONE)
def draw(
    vault: Vault, library: Library, state: IncidentState, export: Export, *, at: datetime
) -> bytes:
    """Draw a form of an incident as it is now; nothing is written anywhere.

    Raises FormNotApplicableError when the form makes no sense for the incident as it is,
    PersonMissingError when the person is not in it, FormUnknownError for a form nobody has.
    """
    return drawn(_prepared(vault, library, state, export, at=at))


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def note_printed(vault: Vault, drawing: Drawing, data: bytes, *, at: datetime) -> FormMade:
    """Note in the log that a form, as it was drawn, went to a printer."""
    state = read_incident(vault, drawing.export.reference)
    require_colleague_concern(vault, "exports.note_printed", state.kinds)
    made = _made(replace(drawing.export, reason=Reason.PRINTED.value), data)
    _note(vault, state, made, at)
    return made


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def export(vault: Vault, library: Library, wanted: Export, *, to: Path, at: datetime) -> FormMade:
    """Draw a form, write it to `to`, and note in the log that it was made.

    The file is written aside and takes its name only once the log holds the event, so that no form
    leaves without a trace. Raises what `draw` and `read_incident` raise, FileInTheWayError when
    something other than an earlier PDF stands at `to`, and OSError that names `to`.
    """
    out_files.check_place(vault.path, to)
    state = read_incident(vault, wanted.reference)
    require_colleague_concern(vault, "exports.export", state.kinds)
    wanted = _about_id(state, wanted)
    data = draw(vault, library, state, wanted, at=at)
    made = _made(wanted, data)
    out_files.write_then(to, data, lambda: _note(vault, state, made, at))
    return made


@verb(*EVERYONE)
def letter(
    vault: Vault, library: Library, *, title: str, paragraphs: Sequence[str], at: datetime
) -> bytes:
    """Draw a letter that says nothing of any incident; see `services.letters`."""
    from desktop_app.documents.letter import letter as draw_letter

    procedure = procedure_of_school(vault, library)
    return draw_letter(title, paragraphs, _printing(vault, library, procedure, at=at))


def write_pdf(data: bytes, *, to: Path, open_vault: Path | None) -> None:
    """Write a PDF that no incident's log knows of. Raises as `export` does for the place.

    `open_vault` is the file of the vault that is open in this process, if one is.
    """
    out_files.check_place(open_vault, to)
    out_files.write_then(to, data, lambda: None)


def forms_needed(state: IncidentState) -> tuple[str, ...]:
    """Give the forms that an incident needs as it is: always its own record."""
    needed = ["incident"]
    assessed = state.assessed
    if state.outcome == Outcome.REFER_TODAY or state.decision.stands_as_referral:
        named = {each["agency"] for each in assessed.result["refer_to"]} if assessed else set()
        if named & {"childrens-social-care", "social-services"} or not named:
            needed.append("referral")
        if "police" in named:
            needed.append("police")
    elif state.decision.made is not None:
        needed.append("not-referred")
    return tuple(needed)


def _prepared(
    vault: Vault, library: Library, state: IncidentState, export: Export, *, at: datetime
) -> Drawing:
    from desktop_app.documents.printing import SwitchedOff

    procedure = procedure_then(vault, library, state)
    plain = _printing(vault, library, procedure, at=at)
    printing = replace(
        plain,
        earlier_form=_earlier(state, export, at),
        own_keys=own_key_entries(vault, state),
        switched_off=tuple(
            SwitchedOff(
                what=what_is_off(plain.procedure, each.rule),
                decided_by=each.decided_by,
                letter=each.letter,
                letter_date=each.letter_date,
                at=each.at,
            )
            for each in switched_then(vault, state)
        ),
    )
    return Drawing(export, state, printing)


def _printing(vault: Vault, library: Library, procedure: Procedure, *, at: datetime) -> "Printing":
    from desktop_app.documents.printing import Printing

    return Printing(
        procedure=procedure_in_language(procedure),
        catalogue=catalogue_in_language(library.catalogue),
        printed_at=at,
        user=vault.user.name or vault.user.sign_in,
        log_head=vault.head().short,
        practice=vault.practice,
        program_version=__version__,
        fonts=fonts_folder(),
        users={each.id: each.name or each.sign_in for each in vault.users()},
    )


def _about_id(state: IncidentState, wanted: Export) -> Export:
    return replace(wanted, about=_person_id(state, wanted.about))


def _made(wanted: Export, data: bytes) -> FormMade:
    return FormMade(
        form=wanted.form,
        digest=hashlib.sha256(data).hexdigest(),
        pages=_pages(data),
        reason=wanted.reason,
        about=wanted.about,
    )


def agencies_without_form(state: IncidentState) -> tuple[str, ...]:
    """Give the agencies to be told that no form is made for in this version, by their ids."""
    named = state.assessed.result["refer_to"] if state.assessed else ()
    return tuple(each["agency"] for each in named if each["agency"] not in _HAVE_A_FORM)


def _person_id(state: IncidentState, about: str | None) -> str | None:
    """Give the id of the person meant by a number; anything else is taken for an id itself."""
    if about is None or not (about.isascii() and about.isdigit()):
        return about
    number = int(about) if len(about) < _LONGEST_NUMBER else 0
    if not 1 <= number <= len(state.people):
        raise PersonMissingError(about)
    return state.people[number - 1].id


def _earlier(state: IncidentState, export: Export, at: datetime) -> str:
    """Say which form this one replaces: the newest of its kind about the same person, if any."""
    made = [
        (entry, entry.event)
        for entry in state.entries
        if isinstance(entry.event, FormMade)
        and (entry.event.form, entry.event.about) == (export.form, export.about)
    ]
    if not made or export.form == "incident":
        return ""
    entry, form = made[-1]
    when = datetime.fromisoformat(entry.at).astimezone(at.tzinfo)
    said = ngettext(
        "{pages} page, made {when}",
        "{pages} pages, made {when}",
        form.pages,
    )
    return said.format(pages=form.pages, when=f"{when:%d/%m/%Y %H:%M}")


def _note(vault: Vault, state: IncidentState, made: FormMade, at: datetime) -> None:
    with vault.transaction():
        entries = vault.append([made], incident=state.id, at=at)
        vault.project(fold((*state.entries, *entries)))


def _pages(data: bytes) -> int:
    from desktop_app.documents.registry import page_count

    return page_count(data)
