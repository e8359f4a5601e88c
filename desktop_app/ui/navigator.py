"""Goes from page to page: the only place that knows them all. Loaded after the first paint."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import drafts, messages, school
from desktop_app.services.rights import allows
from desktop_app.ui import coming_back
from desktop_app.ui.calls import CallNotes
from desktop_app.ui.colleague_card import ColleagueCardPage
from desktop_app.ui.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.views.guidance import GuidancePage
from desktop_app.ui.views.home import HomePage
from desktop_app.ui.views.incident import IncidentPage
from desktop_app.ui.views.incident_log import LogPage
from desktop_app.ui.views.preview import PreviewPage
from desktop_app.ui.views.settings import settings_page
from desktop_app.ui.wizard.print_page import PrintPage
from desktop_app.ui.wizard.shell import WizardShell
from desktop_app.ui.wizard.words import lead_here


class Navigator(QObject):
    """Puts the page that was asked for into the window."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self.window = window
        self.desk = desk
        self.calls = CallNotes(desk, window)
        self._back: Callable[[], object] = self.open_home
        self._again: Callable[[], object] = self.open_home
        self._shown: dict[str, str] = {}
        self._connect()
        window.show_signed_in(user=desk.session.user_name, practice=desk.session.practice)

    def _connect(self) -> None:
        desk, window = self.desk, self.window
        for signal in (desk.home_wanted, window.home_wanted):
            signal.connect(self.open_home)
        for signal in (desk.log_wanted, window.log_wanted):
            signal.connect(self.open_log)
        desk.incident_wanted.connect(self.open_incident)
        desk.start_wanted.connect(self.start)
        desk.start_about_staff_wanted.connect(self.start_about_staff)
        desk.colleague_card_wanted.connect(self.open_colleague_card)
        desk.draft_wanted.connect(self.resume)
        desk.preview_wanted.connect(self.open_preview)
        desk.guidance_wanted.connect(self.open_guidance)
        window.guidance_wanted.connect(self.open_guidance)
        desk.call_note_wanted.connect(self.note_call)
        desk.call_change_wanted.connect(self.calls.change)
        desk.settings_wanted.connect(self.open_settings)
        window.settings_wanted.connect(self.open_settings)
        desk.looks_changed.connect(window.looks_changed)
        desk.said.connect(window.say)
        desk.saved.connect(window.show_saved)
        desk.not_saved.connect(window.show_not_saved)
        window.call_wanted.connect(self.note_call)
        window.capture_wanted.connect(partial(self.open_settings, "capture"))
        desk.capture.changed.connect(lambda: window.show_capture(desk.capture.minutes_left))

    # --- pages ---

    def open_home(self) -> None:
        """Show the first page, and remember what is in force for what is read before unlocking."""
        session = self.desk.session
        self.desk.settings.procedure = school.chosen_procedure(session.vault, session.library)
        self._show(lambda: HomePage(self.desk), _("Home"), "home")

    def open_log(self) -> None:
        """Show the incident log."""
        self._show(lambda: LogPage(self.desk), _("Incident log"), "log")

    def open_incident(self, reference: str) -> None:
        """Show an incident; coming back to it from another page is no new opening."""
        opened = False

        def made() -> QWidget:
            nonlocal opened
            page = IncidentPage(self.desk, reference, returning=opened)
            opened = True
            return page

        self._show(made, reference, "incident", reference)

    def open_preview(self, reference: str, form: str) -> None:
        """Show a form; going back shows the page that asked for it."""
        here = isinstance(self.window.page, IncidentPage | PrintPage)
        back = self._again if here else partial(self.open_incident, reference)

        def made() -> QWidget:
            page = PreviewPage(self.desk, reference, form)
            page.back_wanted.connect(back)
            return page

        self._show(made, reference, "preview", reference, form)

    def open_settings(self, section: str = "") -> None:
        """Show the settings, or one section of them; see `views.settings.ways`."""
        self._show(lambda: settings_page(self.desk, section), _("Settings"), "settings", section)

    def open_guidance(self, anchor: str = "", procedure: str = "") -> None:
        """Show the guidance; going back shows the page that one came from, as it was left."""
        back = self._back = self._way_back()

        def made() -> QWidget:
            page = GuidancePage(self.desk, anchor, procedure)
            page.back_wanted.connect(back)
            return page

        self._show(made, _("Guidance"), "guidance")

    def _way_back(self) -> Callable[[], object]:
        """Give what shows the page in view again."""
        page = self.window.page
        if isinstance(page, GuidancePage):
            return self._back
        if isinstance(page, WizardShell):
            blank = drafts.says_nothing(page.draft)
            return self.open_home if blank else partial(self.resume, page.draft.id)
        return self._again

    def start(self, way: Way) -> None:
        """Begin a new incident."""
        self._write(lambda: drafts.begin(self.desk.session, way))

    def start_about_staff(self) -> None:
        """Begin a concern about someone who works here: who may read it comes first."""
        self._write(lambda: drafts.begin(self.desk.session, Way.TIME, about_staff=True))

    def open_colleague_card(self) -> None:
        """Show whom to tell about a concern about a colleague; going back goes home."""

        def made() -> QWidget:
            page = ColleagueCardPage(
                self.desk.settings.procedure,
                self.desk.contacts,
                self.desk.session.now,
                self.desk.session,
            )
            page.back_wanted.connect(self.open_home)
            return page

        self._show(made, _("Whom to tell"), "card")

    def resume(self, draft: str) -> None:
        """Go on with a draft, be it an incident or the note of a call."""
        try:
            found = drafts.resume(self.desk.session, draft)
        except SafeguardingError as error:
            self.window.show_trouble(messages.sentence(error))
            return
        incident = found.notes.get("incident")
        if incident:
            self.open_incident(incident)
            self.calls.resume(found)
        else:
            self._write(lambda: found)

    def _write(self, begin: Callable[[], Draft]) -> None:
        def made() -> QWidget:
            shell = WizardShell(self.desk, begin())
            shell.recorded.connect(self.show_print_page)
            shell.left.connect(self.open_home)
            shell.saved.connect(self.window.show_saved)
            shell.not_saved.connect(self.window.show_not_saved)
            return shell

        self._show(made, _("New incident"), "draft")

    def show_print_page(self, reference: str) -> None:
        """Show what to print of an incident that was just recorded."""
        made = partial(PrintPage, self.desk, reference)
        if not self._show(made, reference, "incident", reference):
            # Whoever is not among its readers cannot see it any more: it is recorded all the same.
            self.open_home()
            self.window.show_trouble(
                _("Recorded: {reference}. It cannot be shown to you.").format(reference=reference)
            )

    def note_call(self, agency: str = "") -> None:
        """Open a call note over the page, or say who notes calls here."""
        page = self.window.page
        allowed = allows(self.desk.session, "drafts.start")
        if isinstance(page, IncidentPage):
            allowed = page.takes_calls
        if not allowed and not isinstance(page, WizardShell):
            self.window.show_trouble(
                _("Calls are noted by the {lead} or a deputy. Tell them.").format(
                    lead=lead_here(self.desk.session)
                )
            )
            return
        self.calls.open(over=page, agency=agency)

    def where(self) -> dict[str, str]:
        """Give the page in view as a few words, to come back to it; see `coming_back`."""
        return coming_back.where(self.window.page, self._shown)

    def go_back_to(self, place: Mapping[str, str]) -> None:
        """Show the page that `where` gave."""
        coming_back.go_back_to(self.desk, place)

    def _show(self, make: Callable[[], QWidget], title: str, named: str, *about: str) -> bool:
        """Make a page and show it; what keeps it from being made is said, and the old one stays.

        `named` and what it is `about` are how `coming_back` names it.
        """
        if not self.save_now():
            return False
        self._drop_blank()
        try:
            page = make()
        except SafeguardingError as error:
            self.window.show_trouble(messages.sentence(error))
            return False
        self.calls.close()
        self._again = partial(self._show, make, title, named, *about)
        self._shown = dict(zip((coming_back.PAGE, "about", "in"), (named, *about), strict=False))
        self.window.show_page(page, title)
        return True

    def _drop_blank(self) -> None:
        """Leave no draft behind in which nothing was said: whoever looks for theirs finds it."""
        page = self.window.page
        if isinstance(page, WizardShell) and drafts.says_nothing(page.draft):
            with suppress(SafeguardingError):
                drafts.throw_away(self.desk.session, page.draft.id)

    def save_now(self) -> bool:
        """Save what is being typed; False, with the reason in view, when that failed."""
        page = self.window.page
        kept = True
        if isinstance(page, WizardShell | IncidentPage) and page.unsaved:
            kept = page.save()
        return self.calls.save() and kept
