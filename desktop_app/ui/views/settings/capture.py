"""Pictures of the screen: kept out where the system can, allowed for a while with a reason."""

from typing import Final

from PySide6.QtCore import Qt

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import capture, messages
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextLine
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.widgets import Button, ChoiceGroup, Field, Note, Page, Problem

_OTHER: Final = "other"


class CapturePage(Page):
    """Says how it stands, and lets whoever is signed in allow pictures for a while."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Pictures of the screen"), _("Settings"))
        self._desk = desk
        self.back_wanted.connect(desk.open_settings)
        self._kept_out = Note("", icon="eye-off")
        self._seen = Note("", icon="triangle-alert", kind="warn")
        self.add(self._kept_out)
        self.add(self._seen)
        if desk.capture.is_available:
            self._choices()
        self._show_state()
        self.column.addStretch(1)
        desk.capture.changed.connect(self._show_state)

    def _choices(self) -> None:
        self.why = ChoiceGroup(
            _("Why must this window be seen in pictures of the screen?"),
            [
                (capture.REASONS[0], _("&Training, with practice cases if at all possible"), ""),
                (capture.REASONS[1], _("&Remote support"), _("Close what they need not see.")),
                (capture.REASONS[2], _("&Assistive technology that reads the screen"), ""),
                (_OTHER, _("S&omething else"), ""),
            ],
            identifier="capture-why",
        )
        self.why.chosen.connect(self._chosen)
        self.add(self.why)
        self.words = TextLine()
        self._words_field = Field(
            _("In a few &words"),
            self.words,
            _("They stand in the log for good. Name no child."),
            identifier="capture-words",
        )
        self._words_field.hide()
        self.add(self._words_field)
        self.minutes = ChoiceGroup(
            _("For how long?"),
            [
                (str(each), ngettext("{0} minute", "{0} minutes", each).format(each), "")
                for each in capture.MINUTES
            ],
            identifier="capture-minutes",
        )
        self.minutes.set_value(str(capture.MINUTES[0]))
        self.add(self.minutes)
        self.go = Button(_("A&llow pictures"), "primary", identifier="capture-allow")
        self.go.clicked.connect(self.allow)
        self.stop = Button(_("&Keep them out again now"), identifier="capture-stop")
        self.stop.clicked.connect(self._end)
        self.add(at_left(self.go, self.stop))

    def _chosen(self, why: str) -> None:
        self._words_field.setVisible(why == _OTHER)
        if why == _OTHER:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def allow(self) -> None:
        """Check the reason, note it in the log, and allow pictures."""
        why = self.why.value()
        reason = self.words.text().strip() if why == _OTHER else why
        problem = "" if reason else _("Say why this window must be seen.")
        self.why.show_problem(problem)
        if problem:
            self.show_problems([Problem(problem, self.words if why == _OTHER else self.why)])
            return
        self.clear_problems()
        minutes = int(self.minutes.value())
        try:
            capture.allow(self._desk.session, minutes=minutes, reason=reason)
        except SafeguardingError as error:
            self.show_problems([Problem(messages.sentence(error), self.go)])
            return
        self._desk.capture.allow(minutes)
        self._desk.say(state_words(self._desk))

    def _end(self) -> None:
        self._desk.capture.forbid()
        self._desk.say(state_words(self._desk))
        self.focus_first()

    def _show_state(self) -> None:
        shield = self._desk.capture
        seen = not shield.is_available or shield.refused or shield.minutes_left > 0
        for note in (self._kept_out, self._seen):
            note.set_text(state_words(self._desk))
            note.setVisible(seen == (note is self._seen))
        if shield.is_available:
            self.stop.setVisible(shield.minutes_left > 0)


def state_words(desk: Desk) -> str:
    """Give how it stands with pictures of the screen, in a sentence or two."""
    shield = desk.capture
    if not shield.is_available:
        return _(
            "This system has no way to keep a window out of pictures of the screen: screenshots, "
            "recordings and shared screens show it. Close it, or press F9, before you share yours."
        )
    left = shield.minutes_left
    if left:
        said = ngettext(
            "Pictures of the screen show this window for {0} minute more. Then it is kept out "
            "again by itself.",
            "Pictures of the screen show this window for {0} minutes more. Then it is kept out "
            "again by itself.",
            left,
        )
        return said.format(left)
    if shield.refused:
        return _(
            "Windows did not agree to keep every window out of pictures of the screen. Take none, "
            "and share no screen, while a record is open."
        )
    return _(
        "Screenshots, recordings and shared screens leave this window out, as far as Windows keeps "
        "to that. Nothing here stops a camera."
    )
