"""The first page of the settings: a door to each section, with how it stands."""

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import backup_words, backups, countersigning, school
from desktop_app.services.wording import procedure_in_language
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
            _("Procedure in force"), self._procedure(), icon="file-text", section="procedure"
        )
        self._switch()
        self._door(_("Backups"), self._backups(), icon="save", section="backups")
        self._door(
            _("Is everything as it was written?"),
            countersigning.standing_words(countersigning.countersign_state(desk.session)),
            icon="circle-check",
            section="trust",
        )
        self._door(
            _("How the window looks, and when it locks"),
            _("Light or dark, size of the text, language, minutes until it locks."),
            icon="eye-off",
            section="look",
        )
        self._door(_("Pictures of the screen"), self._capture(), icon="eye-off", section="capture")

    def _door(self, title: str, hint: str, *, icon: str, section: str) -> None:
        door = Door(title, hint, icon=icon, kind="door", identifier=f"settings-{section}")
        door.clicked.connect(lambda: self._desk.open_settings(section))
        self.add(door)

    def _switch(self) -> None:
        """Give the door to the switch of a rule, where the procedure in force has one."""
        session = self._desk.session
        chosen = school.chosen_procedure(session.vault, session.library)
        off = school.school_of(session.vault).off(chosen)
        for rule in session.library.get(chosen).switchable:
            said = _("In force, as the document says: every image is referred.")
            if rule.id in off:
                said = _("Switched off, as your partnership's letter allows.")
            self._door(
                _("The rule that every image is referred"),
                said,
                icon="circle-alert",
                section=f"rule:{rule.id}",
            )

    def _procedure(self) -> str:
        session = self._desk.session
        procedure = procedure_in_language(
            school.procedure_of_school(session.vault, session.library)
        )
        said = f"{procedure.area}: {procedure.title}."
        if procedure.is_out_of_date(session.now().date()):
            return _("{procedure} Its document is out of date.").format(procedure=said)
        return said

    def _capture(self) -> str:
        shield = self._desk.capture
        if not shield.is_available:
            return _("This system cannot keep the window out of them.")
        return (
            _("Allowed for now.") if shield.minutes_left else _("The window is kept out of them.")
        )

    def _backups(self) -> str:
        session = self._desk.session
        return backup_words.level_words(backups.state(session.vault, session.now()))

    def _contacts(self) -> str:
        book = self._desk.contacts.book
        if book.faulty:
            return _("Something in the file of contacts cannot be used: look here.")
        number = len(book.contacts)
        if not number:
            return _("No number is set yet. Begin with your council's front door.")
        said = ngettext("{number} contact is set.", "{number} contacts are set.", number)
        return said.format(number=number)
