"""The state of the document that the rules come from, wherever they are used."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.procedure_words import out_of_date_words, state_words
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets.basics import Note, Picture, hbox, label
from desktop_app.ui.widgets.where_from import Go, where_from


class SourceState(Note):
    """What is to be known of the document on a day; amber where it is out of date.

    `only_warnings` leaves out what does not make it out of date.
    """

    def __init__(self, procedure: Procedure, on: date, *, only_warnings: bool = False) -> None:
        self.lines = _lines(procedure, on, only_warnings=only_warnings)
        old = procedure.is_out_of_date(on)
        super().__init__(
            "\n".join(self.lines), "triangle-alert" if old else "info", "warn" if old else "note"
        )


def source_state(procedure: Procedure, on: date, *, only_warnings: bool = False) -> QWidget | None:
    """Give the note, or None where there is nothing to say."""
    note = SourceState(procedure, on, only_warnings=only_warnings)
    return note if note.lines else None


def _lines(procedure: Procedure, on: date, *, only_warnings: bool) -> tuple[str, ...]:
    head = out_of_date_words(procedure, on)
    said = state_words(procedure, on, only_warnings=only_warnings)
    return (head, *said) if head else said


class SourceStrip(QFrame):
    """The line over a page that works by a document which is out of date, with the way to it."""

    def __init__(self, words: str, go: Go) -> None:
        super().__init__()
        self.setObjectName("note")
        self.setProperty("kind", "amber")
        self.setAccessibleIdentifier("source-strip")
        row = hbox(self, (SPACE["xl"], 2, SPACE["l"], 2), SPACE["m"])
        row.addWidget(Picture("triangle-alert", "amber", 18))
        row.addWidget(label(words, "small"), 1)
        link = where_from(go, "about", words, _("More"))
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)


def source_strip(procedure: Procedure, on: date, go: Go) -> SourceStrip | None:
    """Give the line, or None for a document that is not out of date."""
    words = out_of_date_words(procedure, on)
    return SourceStrip(words, go) if words else None
