"""Who read an incident, and who may: sentences for its story."""

from collections.abc import Mapping

from desktop_app.domain.events.reading import IncidentViewed, ReaderNamed, ReaderTakenOff
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import form_words

_FORM = "form:"


def reading_words(
    event: IncidentViewed | ReaderNamed | ReaderTakenOff, users: Mapping[str, str], *, nation: str
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
                users.get(event.user) or _("Someone who is no longer a user")
            )
        case ReaderTakenOff():
            return _("{0} may not read what is added from now on").format(
                users.get(event.user) or _("Someone who is no longer a user")
            )
