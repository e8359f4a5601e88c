"""Every form by its name in the contract (section 6), its module loaded when it is drawn."""

from collections.abc import Callable
from importlib import import_module

from desktop_app.documents.printing import Printing
from desktop_app.domain.errors import FormUnknownError
from desktop_app.domain.state.incident import IncidentState

Draw = Callable[..., bytes]

FORMS: dict[str, str] = {
    "referral": "desktop_app.documents.referral:referral",
    "police": "desktop_app.documents.police:police",
    "not-referred": "desktop_app.documents.not_referred:not_referred",
    "incident": "desktop_app.documents.incident:incident",
}


def form(name: str) -> Draw:
    """Give the function that draws a form; raises FormUnknownError for a name that is none."""
    if name not in FORMS:
        raise FormUnknownError(name, tuple(FORMS))
    module, function = FORMS[name].split(":")
    found: Draw = getattr(import_module(module), function)
    return found


def draw(name: str, state: IncidentState, printing: Printing, *, about: str | None = None) -> bytes:
    """Draw a form: the same record and printing give the same bytes.

    Raises FormUnknownError, FormNotApplicableError where the form makes no sense for the incident
    as it stands, and PersonMissingError when `about` is not in it.
    """
    return form(name)(state, printing, about=about)
