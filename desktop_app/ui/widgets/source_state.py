"""The state of the document that the rules come from, wherever they are used."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.domain.procedure import Procedure
from desktop_app.services.procedure_words import out_of_date_words, state_words
from desktop_app.ui.widgets.basics import Note


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
