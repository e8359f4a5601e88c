"""Which procedures can be read in the guidance: the one in force, and every other version at hand."""

from typing import NamedTuple

from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.days import month_words
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.guidance_entries import name_of
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.services.school import chosen_procedure, procedure_in_force
from desktop_app.services.sessions import Session
from desktop_app.services.wording import procedure_in_language


class Volume(NamedTuple):
    """One version of a procedure; `name` is `<id>@<version>`."""

    name: str
    title: str
    about: str


@verb(*EVERYONE)
def open_volume(session: Session, name: str = "") -> Procedure:
    """Give a procedure by `<id>@<version>`, else the one in force, in the language in force.

    What this school has switched off is off in it. Raises ProcedureUnknownError.
    """
    wanted, _at, version = name.partition("@")
    wanted = wanted or chosen_procedure(session.vault, session.library)
    found = procedure_in_force(session.vault, session.library, wanted, version or None)
    return procedure_in_language(found)


@verb(*EVERYONE)
def volumes(session: Session) -> tuple[Volume, ...]:
    """Give every version of every procedure, the newest of each first."""
    library = session.library
    return tuple(
        _volume(procedure_in_language(library.get(wanted, version)), own=library.is_own(wanted))
        for wanted, versions in library.versions.items()
        for version in reversed(versions)
    )


def _volume(procedure: Procedure, *, own: bool) -> Volume:
    about = _("{area}. {publisher}, {day}. Version {version}.").format(
        area=procedure.area,
        publisher=procedure.publisher,
        day=month_words(procedure.source_date),
        version=procedure.version,
    )
    more = (
        about,
        _("Your school's or partnership's own.") if own else "",
        "" if procedure.offered else _("Kept to read old decisions."),
    )
    return Volume(name_of(procedure), procedure.title, " ".join(filter(None, more)))
