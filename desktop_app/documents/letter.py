"""A letter on plain paper, which says nothing of any incident."""

from collections.abc import Sequence

from desktop_app.documents.layout import Sheet
from desktop_app.documents.printing import Printing


def letter(title: str, paragraphs: Sequence[str], printing: Printing) -> bytes:
    """Draw a letter: its title, then its paragraphs; the line ends within one stay."""
    sheet = Sheet(printing, title=title, reference="")
    sheet.heading(title)
    for each in paragraphs:
        sheet.text(each, before=9)
    return sheet.to_bytes()
