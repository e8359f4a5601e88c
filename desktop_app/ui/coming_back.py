"""The page that somebody was on when the window locked, and the way back to it.

It is kept as a few words (`desk_notes`, in a box that this user's own keys open): which page, and
what it is about by its reference or id. What was typed there is a draft in the vault already.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop_app.services import drafts
from desktop_app.services.incident_log import Query
from desktop_app.ui.desk import Desk, LogPlace
from desktop_app.ui.views.guidance import GuidancePage
from desktop_app.ui.views.incident_log import LogPage
from desktop_app.ui.wizard.shell import WizardShell

PAGE: Final = "page"
_LONGEST: Final = 200  # characters of one word; what is longer is no place of ours
_LARGEST_ROW: Final = 1_000_000


def where(page: QWidget | None, shown: Mapping[str, str]) -> dict[str, str]:
    """Give the place in view; `shown` is what the navigator was asked to show."""
    if isinstance(page, WizardShell):
        blank = drafts.says_nothing(page.draft)
        return {} if blank else {PAGE: "draft", "about": page.draft.id}
    found = dict(shown)
    if isinstance(page, LogPage):
        query = page.query()
        found |= {"words": query.words, "outcome": query.outcome, "status": query.status}
        found["row"] = str(max(0, page.table.currentIndex().row()))
    elif isinstance(page, GuidancePage):
        found["about"], found["in"] = page.where()
    return {name: value for name, value in found.items() if value and len(value) <= _LONGEST}


def go_back_to(desk: Desk, place: Mapping[str, str]) -> None:
    """Show a page again, as far as it can be shown still; the one in view stays otherwise."""
    about, within = place.get("about", ""), place.get("in", "")
    match place.get(PAGE, ""):
        case "draft":
            desk.resume(about)
        case "incident":
            desk.open_incident(about)
        case "preview":
            desk.preview(about, within)
        case "settings":
            desk.open_settings(about)
        case "guidance":
            desk.open_guidance(about, within)
        case "card":
            desk.open_colleague_card()
        case "log":
            query = Query(place.get("words", ""), place.get("outcome", ""), place.get("status", ""))
            row = place.get("row", "")
            number = min(int(row), _LARGEST_ROW) if row.isascii() and row.isdigit() else 0
            desk.log_place = LogPlace(query, number)
            desk.open_log()
        case _:
            return
