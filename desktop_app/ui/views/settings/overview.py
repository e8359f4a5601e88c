"""The first page of the settings: a door to each section, with how it stands."""

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.pressable import Door
from desktop_app.ui.widgets import Page


class OverviewPage(Page):
    """What can be set, and how it is set now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Settings"))
        self._desk = desk
        self.back_wanted.connect(desk.open_home)
        self._door(_("Whom to ring"), self._contacts(), icon="phone", section="contacts")
        self._door(
            _("How the window looks, and when it locks"),
            _("Light or dark, size of the text, language, minutes until it locks."),
            icon="eye-off",
            section="look",
        )

    def _door(self, title: str, hint: str, *, icon: str, section: str) -> None:
        door = Door(title, hint, icon=icon, kind="door", identifier=f"settings-{section}")
        door.clicked.connect(lambda: self._desk.open_settings(section))
        self.add(door)

    def _contacts(self) -> str:
        book = self._desk.contacts.book
        if book.faulty:
            return _("Something in the file of contacts cannot be used: look here.")
        number = len(book.contacts)
        if not number:
            return _("No number is set yet. Begin with your council's front door.")
        said = ngettext("{number} contact is set.", "{number} contacts are set.", number)
        return said.format(number=number)
