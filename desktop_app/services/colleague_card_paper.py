"""The card of a concern about a colleague on paper: one sheet, with nothing of a case on it."""

from datetime import datetime

from desktop_app import __version__
from desktop_app.documents.colleague_card import draw_card
from desktop_app.documents.printing import Printing
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import fonts_folder, resources_folder
from desktop_app.services.colleague_card import colleague_card, procedure_without_vault
from desktop_app.services.contact_book import ContactBook


def card_on_paper(procedure: str, book: ContactBook, at: datetime) -> bytes:
    """Draw the card by the procedure in force here, by its id, with the numbers of the school."""
    found = procedure_without_vault(procedure)
    printing = Printing(
        procedure=found,
        catalogue=Library(resources_folder()).catalogue,
        printed_at=at,
        user="",
        log_head="",
        practice=False,
        program_version=__version__,
        fonts=fonts_folder(),
    )
    return draw_card(colleague_card(found, book, at), printing)
