"""Which page a section of the settings is: `desk.open_settings` takes these names.

Empty is the overview. `contacts` lists them; `contact:own:<place>`, `contact:example:<place>` and
`contact:new:<role>` are a page for one. `procedure` chooses the one in force (`procedure:old` among
all of them), `rule:<id>` is the switch of one of its rules, `letter:<id>` the draft letter about it,
`look` how the window looks, `capture` about pictures of the screen, `backups` the copies of the
vault, and `trust` whether all of it is as it was written.
"""

from desktop_app.ui.desk import Desk
from desktop_app.ui.views.settings.backups import BackupsPage
from desktop_app.ui.views.settings.capture import CapturePage
from desktop_app.ui.views.settings.contact import ContactPage
from desktop_app.ui.views.settings.contact_list import ContactsPage
from desktop_app.ui.views.settings.letter import LetterPage
from desktop_app.ui.views.settings.looks import LooksPage
from desktop_app.ui.views.settings.overview import OverviewPage
from desktop_app.ui.views.settings.procedure import ProcedurePage
from desktop_app.ui.views.settings.rule import RulePage
from desktop_app.ui.views.settings.trust import TrustPage
from desktop_app.ui.widgets import Page


def settings_page(desk: Desk, section: str = "") -> Page:
    """Give the page of a section; the overview for a name that is none."""
    name, _colon, about = section.partition(":")
    if name == "contacts":
        return ContactsPage(desk)
    if name == "contact":
        return ContactPage(desk, about)
    if name == "procedure":
        return ProcedurePage(desk, old_ones=about == "old")
    if name == "rule":
        return RulePage(desk, about)
    if name == "letter":
        return LetterPage(desk, about)
    if name == "capture":
        return CapturePage(desk)
    if name == "backups":
        return BackupsPage(desk)
    if name == "trust":
        return TrustPage(desk)
    if name == "look":
        return LooksPage(desk)
    return OverviewPage(desk)
