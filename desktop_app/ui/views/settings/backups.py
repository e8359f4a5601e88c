"""The backups of the vault: how they stand, where they are, one made now, one proven to open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import backup_places, backup_words, backups
from desktop_app.services.backup_places import KnownPlace, age_words, kind_words
from desktop_app.services.backups import BackupState, Level
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.settings.backup_making import MakeBackup
from desktop_app.ui.views.settings.backup_proving import ProveBackup
from desktop_app.ui.widgets import Card, Line, Note, Page, Picture, Tag, hbox, label, vbox
from desktop_app.ui.wizard.parts import title

_LOOKS = {
    Level.GREEN: ("circle-check", "green"),
    Level.AMBER: ("triangle-alert", "amber"),
    Level.RED: ("octagon-alert", "red"),
}


class BackupsPage(Page):
    """How the backups stand comes first, then what can be done about it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Backups"), _("Settings"))
        self._desk = desk
        self.back_wanted.connect(desk.open_settings)
        self._standing_place = QWidget()
        self._standing_column = vbox(self._standing_place)
        self.standing: QWidget | None = None
        self.add(self._standing_place)
        self.make = MakeBackup(desk)
        self.make.made.connect(self.reload)
        self.add(title(_("Make a backup now")))
        self.add(self.make)
        self._places_place = QWidget()
        self._places_column = vbox(self._places_place, spacing=SPACE["s"])
        self._listed: QWidget | None = None
        self.add(self._places_place)
        self.prove = ProveBackup(desk)
        self.prove.proven.connect(self.reload)
        self.add(title(_("Prove that a backup opens")))
        self.add(self.prove)
        self.add(title(_("Put a backup back")))
        self.add(
            label(
                _(
                    "Lock this window. On the page that asks for the password choose “Another "
                    "vault, or a new one”, then “Put a backup back”. It goes to a new place: this "
                    "vault is left as it is."
                )
            )
        )
        self.reload()

    def reload(self) -> None:
        """Show how the backups stand by now."""
        session = self._desk.session
        now = session.now()
        state = backups.state(session.vault, now)
        self.standing = _put(self._standing_column, self.standing, Standing(state))
        known = PlacesList(backup_places.places(session.vault, now))
        self._listed = _put(self._places_column, self._listed, known)


def _put(column: QVBoxLayout, old: QWidget | None, new: QWidget) -> QWidget:
    """Put a widget in the place of the one that is there, which is then gone."""
    if old is not None:
        column.removeWidget(old)
        old.hide()
        old.deleteLater()
    column.addWidget(new)
    return new


class Standing(QWidget):
    """The whole in one panel, and the three numbers behind it: copies, devices, off site."""

    def __init__(self, state: BackupState) -> None:
        super().__init__()
        column = vbox(self, spacing=SPACE["s"])
        column.addWidget(standing_note(state))
        rows = Card()
        copies = ngettext(
            "{number} copy, the vault itself counted: there should be three",
            "{number} copies, the vault itself counted: there should be three",
            state.copies,
        )
        devices = ngettext(
            "{number} device: there should be two",
            "{number} devices: there should be two",
            state.devices,
        )
        away = (
            _("One copy lies outside the school")
            if state.off_site
            else _("No copy outside the school: there should be one")
        )
        measures = (
            ("copies", copies.format(number=state.copies)),
            ("devices", devices.format(number=state.devices)),
            ("off-site", away),
        )
        for key, words in measures:
            rows.inside.addLayout(_measure(words, good=key not in state.why))
        tried = state.rehearsed_days is not None
        rows.inside.addLayout(_measure(backup_words.rehearsal_words(state), good=tried))
        column.addWidget(rows)


def standing_note(state: BackupState) -> Note:
    """Give how the backups stand as one panel: what, and what to do first."""
    icon, kind = _LOOKS[state.level]
    said = "\n".join((backup_words.level_words(state), *backup_words.reasons(state)[:1]))
    return Note(said, icon, kind)


def _measure(words: str, *, good: bool) -> QHBoxLayout:
    icon, colour = ("circle-check", "green") if good else ("triangle-alert", "amber")
    row = hbox(spacing=SPACE["m"])
    row.addWidget(Picture(icon, colour), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words), 1)
    return row


class PlacesList(QWidget):
    """Where the backups are: what each place is called, how old its newest is, whether it counts."""

    def __init__(self, places: tuple[KnownPlace, ...]) -> None:
        super().__init__()
        column = vbox(self, spacing=SPACE["s"])
        column.addWidget(title(_("Where the backups are")))
        if not places:
            column.addWidget(label(_("No backup was made yet."), "hint"))
            return
        card = Card()
        for number, place in enumerate(places):
            if number:
                card.inside.addWidget(Line())
            card.inside.addLayout(_place_row(place))
        column.addWidget(card)


def _place_row(place: KnownPlace) -> QHBoxLayout:
    row = hbox(spacing=SPACE["m"])
    words = vbox(spacing=2)
    words.addWidget(label(place.label, "strong"))
    words.addWidget(label(place.file, "small"))
    words.addWidget(label(kind_words(place) or _("Nothing is known of the device"), "small"))
    row.addLayout(words, 1)
    if place.off_site:
        row.addWidget(Tag(_("Off site")), 0, Qt.AlignmentFlag.AlignTop)
    icon, kind = _LOOKS[place.level]
    age = age_words(place.age_days)
    if place.level is Level.RED:
        age = _("{age}: too old to count").format(age=age)
    elif place.level is Level.AMBER:
        age = _("{age}: renew it").format(age=age)
    row.addWidget(Tag(age, kind, icon), 0, Qt.AlignmentFlag.AlignTop)
    return row
