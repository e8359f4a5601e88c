"""Who read an incident, and who may: sentences for its story."""

from collections.abc import Mapping

from desktop_app.domain.events.reading import IncidentViewed, ReaderNamed, ReaderTakenOff, Resealed
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import form_words

_FORM = "form:"


def reading_words(
    event: IncidentViewed | ReaderNamed | ReaderTakenOff | Resealed,
    users: Mapping[str, str],
    *,
    nation: str,
) -> str:
    """Give our sentence for an event; `users` are names by id."""
    match event:
        case IncidentViewed():
            if not event.what.startswith(_FORM):
                return _("Record opened")
            form = event.what.removeprefix(_FORM)
            return _("Form looked at: {0}").format(form_words(form, wales=nation == "wales"))
        case ReaderNamed():
            return _("{0} may read this sealed incident from now on").format(
                _name(event.user, users)
            )
        case ReaderTakenOff():
            return _("{0} may not read what is added from now on").format(_name(event.user, users))
        case Resealed():
            names = ", ".join(_name(each, users) for each in event.readers)
            return _("Sealed anew. Who reads on: {0}").format(names)


def _name(user: str, users: Mapping[str, str]) -> str:
    return users.get(user) or _("Someone who is no longer a user")
