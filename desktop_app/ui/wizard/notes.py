"""Notes that come and go with what is typed, and are read out when they come."""

from desktop_app.ui.accessible import announce
from desktop_app.ui.widgets import Note


def appear(note: Note, *, on: bool) -> None:
    """Show a note or take it away; on a page that is in view, it is read out when it comes."""
    was_there = not note.isHidden()
    note.setVisible(on)
    if on and not was_there and note.isVisible():
        announce(note, note.text())
