"""Who uses the vault: the list, and the doors to what can be changed about it."""

from desktop_app.domain.roles import LEAD
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import staff
from desktop_app.services.casework_words import short_date
from desktop_app.services.staff import Member
from desktop_app.services.trust_messages import role_words
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.pressable import Beside, Row
from desktop_app.ui.widgets import Button, Note, Page, label
from desktop_app.ui.wizard.words import lead_here


class PeoplePage(Page):
    """Everyone who can sign in, with their role and since when, and everyone who left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("People"), _("Settings"))
        self._desk = desk
        self.back_wanted.connect(desk.open_settings)
        everyone = staff.everyone(desk.session)
        me = next(each for each in everyone if each.me)
        self._leads = me.office in LEAD
        if not self._leads:
            said = _("The {lead} or the head teacher adds and removes people.")
            self.add(Note(said.format(lead=lead_here(desk.session))))
        self._warn_of_one_key(everyone)
        for each in everyone:
            if not each.removed:
                self._row(each)
        if self._leads:
            self._adding()
        self._own(me)
        self._left([each for each in everyone if each.removed])
        self.column.addStretch(1)

    def _warn_of_one_key(self, everyone: tuple[Member, ...]) -> None:
        """Say that one person alone is one accident away from nobody."""
        if sum(each.holds_key and not each.removed for each in everyone) > 1:
            return
        self.add(
            Note(
                _(
                    "Only one person can open these records. Add a deputy or the head teacher, so "
                    "that somebody can act when that person is away."
                ),
                icon="triangle-alert",
                kind="warn",
            )
        )

    def _row(self, who: Member) -> None:
        title = _("{name} (you)").format(name=who.called) if who.me else who.called
        lines = [
            _("{role}  ·  signs in as {sign_in}").format(
                role=role_words(who.office), sign_in=who.sign_in
            ),
            _("Here since {day}").format(day=short_date(who.since)),
        ]
        row = Row(title, lines, identifier=f"person:{who.sign_in}")
        row.clicked.connect(lambda: self._desk.open_settings(f"person:{who.id}"))
        row.setEnabled(self._leads)
        self.add(row)

    def _adding(self) -> None:
        add = self._way(_("&Add a person"), "add-person", "primary")
        admit = self._way(_("Let in a &prepared person…"), "admit")
        self.add(Beside([add, admit]))

    def _own(self, me: Member) -> None:
        self.add(label(_("Yours"), "h2"))
        ways = [self._way(_("&Change my password"), "password")]
        if self._leads:
            ways.append(self._way(_("Make a new &recovery key"), "recovery"))
        self.add(Beside(ways))
        self.add(label(_("You sign in as {0}.").format(me.sign_in), "small"))

    def _way(self, words: str, section: str, kind: str = "") -> Button:
        button = Button(words, kind, identifier=f"people-{section}")
        button.clicked.connect(lambda: self._desk.open_settings(section))
        return button

    def _left(self, left: list[Member]) -> None:
        if not left:
            return
        self.add(label(_("No longer here"), "h2"))
        for each in left:
            self.add(
                label(_("{name}, {role}").format(name=each.called, role=role_words(each.office)))
            )
        self.add(label(_("Their entries in the log keep their names."), "small"))
