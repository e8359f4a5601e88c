"""One entry of the guidance, and one difference between two procedures, as cards."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext
from desktop_app.services.guidance_changes import Change, ChangeKind
from desktop_app.services.guidance_entries import Entry
from desktop_app.ui.widgets import Card, Note, Tag, label, paint_focus


class ReadCard(Card):
    """A card that takes the focus, so that it is read out whole; `said` is what it says."""

    def __init__(self, said: Sequence[str], identifier: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleIdentifier(identifier)
        self.setAccessibleName("\n".join(each for each in said if each))

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if self.hasFocus():
            paint_focus(self)

    def line(self, text: str, name: str = "") -> None:
        """Add words if there are any."""
        if text:
            self.inside.addWidget(_label(text, name))


class EntryCard(ReadCard):
    """An entry: what the document says, what holds today, and where both come from."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        today = _("Today: {text}").format(text=entry.today) if entry.today else ""
        source = _("Source: {source}").format(source=entry.source) if entry.source else ""
        since = (
            _("Source of what holds today: {source}").format(source=entry.today_source)
            if entry.today
            else ""
        )
        said = (entry.caption, entry.title, entry.text, today, *entry.details, source, since)
        super().__init__(said, entry.anchor)
        self.line(entry.caption, "caption")
        self.line(entry.title, "strong")
        self.line(entry.text)
        if today:
            self.inside.addWidget(Note(today, "info"))
        for each in entry.details:
            self.line(each, "hint")
        self.line(source, "small")
        self.line(since, "small")


class ChangeCard(ReadCard):
    """A difference: what was added, what is gone, or the sentences of both."""

    def __init__(self, change: Change) -> None:
        kind = _kind_word(change.kind)
        gone = _sentences(pgettext("sentences", "Gone:"), change.gone)
        new = _sentences(pgettext("sentences", "New:"), change.new)
        changed = change.kind is ChangeKind.CHANGED
        super().__init__((kind, change.section, change.name, gone, new), f"change-{change.anchor}")
        tone = "amber" if change.kind is ChangeKind.REMOVED else "plain"
        self.inside.addWidget(Tag(kind, tone), 0, Qt.AlignmentFlag.AlignLeft)
        self.line(change.section, "caption")
        if changed:
            self.line(change.name, "strong")
        self.line(gone)
        self.line(new)


def _sentences(head: str, sentences: Sequence[str]) -> str:
    return "\n".join((head, *sentences)) if sentences else ""


def _kind_word(kind: ChangeKind) -> str:
    return {
        ChangeKind.ADDED: pgettext("change", "Added"),
        ChangeKind.CHANGED: pgettext("change", "Changed"),
        ChangeKind.REMOVED: pgettext("change", "Removed"),
    }[kind]


def _label(text: str, name: str) -> QLabel:
    return label(text, name)
