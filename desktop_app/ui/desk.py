"""What every page is handed: the open session, the view settings, and the ways to other pages."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.procedure import Procedure
from desktop_app.services.contact_shelf import ContactShelf
from desktop_app.services.contacts import Phones, phones
from desktop_app.services.incident_log import Query
from desktop_app.services.sessions import Session
from desktop_app.ui.capture import CaptureShield

if TYPE_CHECKING:
    from desktop_app.ui.settings import ViewSettings


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where the log was left for an incident: what was looked for, and the row that was marked."""

    query: Query
    row: int


class Desk(QObject):
    """The session and the ways to go; a page asks, the navigator goes."""

    home_wanted = Signal()
    settings_wanted = Signal(str)
    looks_changed = Signal()
    log_wanted = Signal()
    incident_wanted = Signal(str)
    start_wanted = Signal(Way)
    start_about_staff_wanted = Signal()
    colleague_card_wanted = Signal()
    draft_wanted = Signal(str)
    preview_wanted = Signal(str, str)
    guidance_wanted = Signal(str, str)
    call_note_wanted = Signal(str)
    call_change_wanted = Signal(int)
    said = Signal(str)
    saved = Signal()
    not_saved = Signal(str)

    def __init__(
        self,
        session: Session,
        settings: "ViewSettings",
        contacts: ContactShelf | None = None,
        capture: CaptureShield | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.contacts = contacts or ContactShelf(settings.contacts_file)
        self.capture = capture or CaptureShield(parent=self)
        self.log_place: LogPlace | None = None
        self.under_way: set[str] = set()  # long work that must not be begun twice, by its name
        self.knows_history = False  # whether somebody said that they know why it is another one

    def phones(self, procedure: Procedure, lives_in: tuple[str, ...] = ()) -> Phones:
        """Give the numbers there are at this minute; see `services.contacts.phones`."""
        return phones(self.contacts.book, procedure, self.session.now(), lives_in)

    def open_home(self) -> None:
        """Go to the first page."""
        self.home_wanted.emit()

    def open_log(self) -> None:
        """Go to the incident log."""
        self.log_wanted.emit()

    def open_incident(self, reference: str) -> None:
        """Go to an incident's own page."""
        self.incident_wanted.emit(reference)

    def open_settings(self, section: str = "") -> None:
        """Go to the settings, or to one section of them; see `views.settings`."""
        self.settings_wanted.emit(section)

    def change_looks(self) -> None:
        """Have the window follow the view settings, which somebody changed."""
        self.looks_changed.emit()

    def start(self, way: Way) -> None:
        """Begin a new incident."""
        self.start_wanted.emit(way)

    def start_about_staff(self) -> None:
        """Begin a concern about someone who works here."""
        self.start_about_staff_wanted.emit()

    def open_colleague_card(self) -> None:
        """Show whom to tell about a concern about a colleague."""
        self.colleague_card_wanted.emit()

    def resume(self, draft: str) -> None:
        """Go on with a draft."""
        self.draft_wanted.emit(draft)

    def preview(self, reference: str, form: str) -> None:
        """Show a form of an incident."""
        self.preview_wanted.emit(reference, form)

    def open_guidance(self, anchor: str = "", procedure: str = "") -> None:
        """Show the guidance at an anchor (`services.guidance`), of a procedure `<id>@<version>`.

        Without an anchor its sections are shown; without a procedure it is the one in force.
        """
        self.guidance_wanted.emit(anchor, procedure)

    def note_call(self, agency: str = "") -> None:
        """Open a call note over the page, to an agency by its id if one is known."""
        self.call_note_wanted.emit(agency)

    def change_call(self, number: int) -> None:
        """Open the note of a call that stands in the incident being written, by its place from 0."""
        self.call_change_wanted.emit(number)

    def say(self, sentence: str) -> None:
        """Show a short sentence in the window's header and have it read out."""
        self.said.emit(sentence)
