"""Every form by its name in the contract (section 6)."""

import io
from collections.abc import Callable

import pikepdf

from desktop_app.documents.incident import incident
from desktop_app.documents.not_referred import not_referred
from desktop_app.documents.police import police
from desktop_app.documents.printing import Printing
from desktop_app.documents.referral import referral
from desktop_app.domain.errors import FormUnknownError
from desktop_app.domain.state.incident import IncidentState

Draw = Callable[..., bytes]

FORMS: dict[str, Draw] = {
    "referral": referral,
    "police": police,
    "not-referred": not_referred,
    "incident": incident,
}


def form(name: str) -> Draw:
    """Give the function that draws a form; raises FormUnknownError for a name that is none."""
    if name not in FORMS:
        raise FormUnknownError(name, tuple(FORMS))
    return FORMS[name]


def page_count(data: bytes) -> int:
    """Give the number of pages of a form that was drawn."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def draw(name: str, state: IncidentState, printing: Printing, *, about: str | None = None) -> bytes:
    """Draw a form: the same record and printing give the same bytes.

    Raises FormUnknownError, FormNotApplicableError where the form makes no sense for the incident
    as it stands, and PersonMissingError when `about` is not in it.
    """
    return form(name)(state, printing, about=about)
