"""Which page a section of the settings is: `desk.open_settings` takes these names.

Empty is the overview. `contacts` lists them; `contact:own:<place>`, `contact:example:<place>` and
`contact:new:<role>` are a page for one. `procedure` chooses the one in force (`procedure:old` among
all of them), `rule:<id>` is the switch of one of its rules, `letter:<id>` the draft letter about it,
`look` how the window looks, `capture` about pictures of the screen, `backups` the copies of the
vault, and `trust` whether all of it is as it was written. `people` lists who uses the vault;
`add-person` and `admit` let somebody in, `person:<id>`, `renew:<id>`, `leave:<id>`, `left:<id>`
and `no-key:<id>` are about one of them, `password` and `recovery` about one's own.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_app.services import staff
from desktop_app.services.staff import Member
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.settings.backups import BackupsPage
from desktop_app.ui.views.settings.capture import CapturePage
from desktop_app.ui.views.settings.contact import ContactPage
from desktop_app.ui.views.settings.contact_list import ContactsPage
from desktop_app.ui.views.settings.letter import LetterPage
from desktop_app.ui.views.settings.looks import LooksPage
from desktop_app.ui.views.settings.overview import OverviewPage
from desktop_app.ui.views.settings.people import PeoplePage
from desktop_app.ui.views.settings.people_add import AddPersonPage, AdmitPage
from desktop_app.ui.views.settings.people_leaving import LeavePage, LeftPage, NoKeyPage
from desktop_app.ui.views.settings.people_own import NewRecovery, OwnPasswordPage
from desktop_app.ui.views.settings.person import PersonPage, RenewPage
from desktop_app.ui.views.settings.procedure import ProcedurePage
from desktop_app.ui.views.settings.rule import RulePage
from desktop_app.ui.views.settings.trust import TrustPage

_PLAIN: dict[str, Callable[[Desk], QWidget]] = {
    "contacts": ContactsPage,
    "capture": CapturePage,
    "backups": BackupsPage,
    "trust": TrustPage,
    "look": LooksPage,
    "people": PeoplePage,
    "add-person": AddPersonPage,
    "admit": AdmitPage,
    "password": OwnPasswordPage,
    "recovery": NewRecovery,
}
_OF_A_PERSON: dict[str, Callable[[Desk, Member], QWidget]] = {
    "person": PersonPage,
    "renew": RenewPage,
    "leave": LeavePage,
    "left": LeftPage,
    "no-key": NoKeyPage,
}


def settings_page(desk: Desk, section: str = "") -> QWidget:
    """Give the page of a section; the overview for a name that is none."""
    name, _colon, about = section.partition(":")
    if name in _PLAIN:
        return _PLAIN[name](desk)
    if name == "contact":
        return ContactPage(desk, about)
    if name == "procedure":
        return ProcedurePage(desk, old_ones=about == "old")
    if name == "rule":
        return RulePage(desk, about)
    if name == "letter":
        return LetterPage(desk, about)
    who = staff.member(desk.session, about) if name in _OF_A_PERSON else None
    if who is not None:
        return _OF_A_PERSON[name](desk, who)
    return OverviewPage(desk)
