"""How the window looks, what it speaks, and when it locks."""

from desktop_app.runtime import i18n
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.ui.desk import Desk
from desktop_app.ui.settings import LEAST_ZOOM, MOST_IDLE_MINUTES, MOST_ZOOM, SYSTEM
from desktop_app.ui.widgets import ChoiceGroup, Page, label

_ZOOM_STEPS = (100, 125, 150, 175, 200)
_MINUTES = (1, 2, 5, 10, MOST_IDLE_MINUTES)
# Languages are called what those who speak them call them.
_LANGUAGES = {"en": "English", "cy": "Cymraeg"}


class LooksPage(Page):
    """Every choice holds at once, and is kept for this user of this computer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("How the window looks, and when it locks"), _("Settings"))
        self._desk = desk
        self.back_wanted.connect(desk.open_settings)
        self.add(label(_("Each choice holds at once, for you on this computer."), "hint"))
        self._theme()
        self._zoom()
        self._idle()
        self._language()

    def _theme(self) -> None:
        settings = self._desk.settings
        group = ChoiceGroup(
            _("Colours"),
            [
                (SYSTEM, _("As the computer has them"), ""),
                ("light", _("Light"), ""),
                ("dark", _("Dark"), ""),
                ("contrast", _("High contrast"), ""),
            ],
            identifier="look-theme",
        )
        group.set_value(settings.theme)

        def choose(value: str) -> None:
            settings.theme = value
            self._desk.change_looks()

        group.chosen.connect(choose)
        self.add(group)

    def _zoom(self) -> None:
        settings = self._desk.settings
        group = ChoiceGroup(
            _("Size of the text"),
            [(str(each), _("{number} %").format(number=each), "") for each in _ZOOM_STEPS],
            identifier="look-zoom",
        )
        group.set_value(str(round(settings.zoom * 100)))

        def choose(value: str) -> None:
            settings.zoom = min(max(int(value) / 100, LEAST_ZOOM), MOST_ZOOM)
            self._desk.change_looks()

        group.chosen.connect(choose)
        self.add(group)
        self.add(label(_("Ctrl and plus or minus do the same on every page."), "small"))

    def _idle(self) -> None:
        settings = self._desk.settings
        steps = sorted({*_MINUTES, settings.idle_minutes})
        group = ChoiceGroup(
            _("Lock when nobody has touched the keyboard or the mouse for"),
            [
                (
                    str(each),
                    ngettext("{number} minute", "{number} minutes", each).format(number=each),
                    "",
                )
                for each in steps
            ],
            identifier="look-idle",
        )
        group.set_value(str(settings.idle_minutes))

        def choose(value: str) -> None:
            settings.idle_minutes = int(value)
            self._desk.change_looks()

        group.chosen.connect(choose)
        self.add(group)
        said = _(
            "It also locks when the computer sleeps or its own screen is locked, where the system "
            "says so. Ctrl+L locks at once; F9 hides the screen and no more."
        )
        self.add(label(said, "small"))

    def _language(self) -> None:
        known = i18n.available_languages()
        settings = self._desk.settings
        group = ChoiceGroup(
            _("Language"),
            [(each, _LANGUAGES.get(each, each), "") for each in known],
            identifier="look-language",
        )
        group.set_value(settings.language or i18n.SOURCE_LANGUAGE)

        def choose(value: str) -> None:
            settings.language = value
            self._desk.say(_("The language holds from the next time the program opens."))

        group.chosen.connect(choose)
        self.add(group)
