"""What the pages of the wizard share: the draft and what the rules make of it."""

from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.drafting.look import Look
from desktop_app.services import drafts
from desktop_app.services.calls import Call, calls_for
from desktop_app.services.contacts import Phones, areas_in
from desktop_app.ui.desk import Desk


class Wizard:
    """An incident being written down. The shell looks again after every change."""

    def __init__(self, desk: Desk, draft: Draft) -> None:
        self.desk = desk
        self.draft = draft
        self.look: Look = drafts.look(desk.session, draft)

    def phones(self) -> Phones:
        """Give the numbers that are known, for this incident and for this minute."""
        return self.desk.phones(self.look.procedure, areas_in(self.draft.record))

    def calls(self) -> tuple[Call, ...]:
        """Give the calls to make now, the most urgent first."""
        return calls_for(self.look, self.phones())

    def look_again(self) -> Look:
        """Apply the rules to the draft as it is now."""
        self.look = drafts.look(self.desk.session, self.draft)
        return self.look
