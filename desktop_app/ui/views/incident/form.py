"""A small form that opens in the page of an incident; what is typed is a draft at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.errors import BadInputError, SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import drafts, messages
from desktop_app.services.problems import problem_sentence
from desktop_app.ui.accessible import announce
from desktop_app.ui.desk import Desk
from desktop_app.ui.safe_text import TextBox, TextLine
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.pressable import Frame
from desktop_app.ui.widgets import (
    Button,
    ChoiceGroup,
    DayLine,
    Field,
    MomentLine,
    Problem,
    hbox,
    label,
    vbox,
)

_SAVE_AFTER_MS, _TRY_AGAIN_MS = 600, 3000
FORM, INCIDENT = "form", "incident"


class InPlaceForm(Frame):
    """Fields by name, kept in a draft while they are typed, and one verb at the end.

    A subclass gives NAME, fills `column` in `build`, says what is missing in `faults`, and does the
    verb in `record`, which gives the sentence that says what was done.
    """

    NAME = ""
    done = Signal(str)
    closed = Signal()
    refused = Signal(list)

    def __init__(self, desk: Desk, reference: str, title: str, draft: Draft | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.reference = reference
        self._draft = draft
        self.ended = False
        self.values: dict[str, str] = dict(draft.notes) if draft else {}
        self.places: dict[str, QWidget] = {}
        self._dirty = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.save)
        margin = SPACE["l"]
        self.column = vbox(self, (margin, margin, margin, margin), SPACE["l"])
        self.heading = label(title, "h2", heading=True)
        self.column.addWidget(self.heading)
        self.build()
        self._buttons()

    # --- for subclasses ---

    def build(self) -> None:
        """Put the fields in."""
        raise NotImplementedError

    def faults(self) -> list[Problem]:
        """Say what keeps this from being recorded."""
        return []

    def record(self) -> str:
        """Record it; give the sentence that says so. May raise SafeguardingError."""
        raise NotImplementedError

    def words(self) -> str:
        """Give the words of the button that records it."""
        return _("&Record it")

    def choice(self, name: str, title: str, options: list[tuple[str, str, str]]) -> ChoiceGroup:
        """Add a choice."""
        group = ChoiceGroup(title, options, identifier=f"{self.NAME}-{name}")
        if name in self.values:
            group.set_value(self.values[name])
        group.chosen.connect(lambda value: self.write(name, value))
        self.places[name] = group
        self.column.addWidget(group)
        return group

    def line(self, name: str, title: str, hint: str = "") -> Field:
        """Add a line of text."""
        return self._typed(name, title, hint, TextLine())

    def day(self, name: str, title: str, hint: str = "") -> Field:
        """Add a day, kept as it can be read."""
        return self._dated(name, title, hint, DayLine())

    def moment(self, name: str, title: str, hint: str = "") -> Field:
        """Add a moment, kept as it can be read."""
        return self._dated(name, title, hint, MomentLine())

    def text(self, name: str, title: str, hint: str = "") -> Field:
        """Add a box of text."""
        box = TextBox()
        box.setPlainText(self.values.get(name, ""))
        box.textChanged.connect(lambda: self.write(name, box.toPlainText()))
        return self._put(name, Field(title, box, hint, identifier=f"{self.NAME}-{name}"), box)

    def _typed(self, name: str, title: str, hint: str, line: TextLine) -> Field:
        line.setText(self.values.get(name, ""))
        line.textChanged.connect(lambda text: self.write(name, text))
        return self._put(name, Field(title, line, hint, identifier=f"{self.NAME}-{name}"), line)

    def _dated(self, name: str, title: str, hint: str, line: DayLine | MomentLine) -> Field:
        line.setText(self.values.get(name, ""))
        line.textChanged.connect(lambda _text: self.write(name, line.text()))
        return self._put(name, Field(title, line, hint, identifier=f"{self.NAME}-{name}"), line)

    def _put(self, name: str, field: Field, editor: QWidget) -> Field:
        self.places[name] = editor
        self.column.addWidget(field)
        return field

    def value(self, name: str) -> str:
        """Give what stands in a field; a day or a moment in ISO 8601, empty if it is none."""
        place = self.places.get(name)
        if isinstance(place, DayLine | MomentLine):
            return place.iso() or ""
        return self.values.get(name, "")

    def lacking(self, **sentences: str) -> list[Problem]:
        """Give a problem for each field, by name, in which nothing (readable) stands."""
        return [
            Problem(sentence, self.places[name])
            for name, sentence in sentences.items()
            if not self.value(name).strip()
        ]

    def unreadable(self, **sentences: str) -> list[Problem]:
        """Give a problem for each day or moment, by name, in which something else stands."""
        return [
            Problem(sentence, self.places[name])
            for name, sentence in sentences.items()
            if self.values.get(name, "").strip() and not self.value(name)
        ]

    # --- what is typed, kept ---

    def write(self, name: str, value: str) -> None:
        """Take what was typed; it is in the vault a moment after the last key."""
        self.values[name] = value
        self._dirty = True
        self._soon.start(_SAVE_AFTER_MS)

    @property
    def unsaved(self) -> bool:
        """Say whether something was typed that is not in the vault yet."""
        return self._dirty

    def save(self) -> bool:
        """Keep what was typed; False, and said, when that failed: then it is tried again soon."""
        self._soon.stop()
        session = self.desk.session
        try:
            if self._draft is None:
                self._draft = drafts.note_on(session, self.reference)
            named = {FORM: self.NAME, INCIDENT: self.reference}
            self._draft.notes = {**self.values, **named}
            drafts.keep(session, self._draft)
        except SafeguardingError as error:
            self._soon.start(_TRY_AGAIN_MS)
            self.desk.not_saved.emit(messages.sentence(error))
            return False
        self._dirty = False
        self.desk.saved.emit()
        return True

    def _buttons(self) -> None:
        row = hbox(spacing=SPACE["m"])
        keep = Button(self.words(), "primary", identifier=f"{self.NAME}-record")
        keep.clicked.connect(self.finish)
        away = Button(_("Do not record it"), identifier=f"{self.NAME}-cancel")
        away.clicked.connect(self._ask)
        self._away, self._asked = away, False
        row.addWidget(keep)
        row.addWidget(away)
        row.addStretch(1)
        self.column.addLayout(row)

    def finish(self) -> None:
        """Record it, or say what is missing; a second press, quicker than the page, does nothing."""
        if self.ended:
            return
        found = self.faults()
        if found:
            self.refused.emit(found)
            return
        try:
            said = self.record()
        except BadInputError as error:
            sentences = dict.fromkeys(problem_sentence(fault) for fault in error.faults)
            self.refused.emit([Problem(each, self) for each in sentences])
            return
        except SafeguardingError as error:
            self.refused.emit([Problem(messages.sentence(error), self)])
            return
        self._end(lambda: self.done.emit(said))

    def _ask(self) -> None:
        """Ask once more before words are lost."""
        typed = any(isinstance(each, TextBox) and each.text() for each in self.places.values())
        if self._asked or not typed:
            self.cancel()
            return
        self._asked = True
        self._away.setText(_("Yes, throw away what I typed"))
        announce(self._away, self._away.text(), assertive=True)

    def cancel(self) -> None:
        """Throw away what was typed."""
        self._end(self.closed.emit)

    def _end(self, then: Callable[[], None]) -> None:
        self.ended = True
        self._dirty = False
        self._soon.stop()
        draft, self._draft = self._draft, None
        try:
            if draft is not None:
                drafts.throw_away(self.desk.session, draft.id)
        except SafeguardingError as error:
            self.desk.say(messages.sentence(error))
        then()

    def focus_first(self) -> None:
        """Put the focus on the first field."""
        first = next(iter(self.places.values()), self)
        if isinstance(first, ChoiceGroup):
            first.focus_first()
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if self.unsaved:
            self.save()
        super().hideEvent(event)
