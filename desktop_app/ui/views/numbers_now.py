"""The numbers that answer at this moment, for whoever must ring before anything else."""

from desktop_app.domain.contacts import ROLE_OF_AGENCY
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.calendar import bank_holidays
from desktop_app.services.calls import standing_calls
from desktop_app.services.contacts import Phones
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Card, hbox, label, telephone, vbox


class NumbersNow(Card):
    """A line for each number that was set, with when the other one answers; no examples."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        now = desk.session.now()
        phones = Phones(desk.contacts.book.contacts, now, bank_holidays(now.date()))
        for call in standing_calls(phones):
            row = hbox(spacing=SPACE["m"])
            words = vbox()
            words.addWidget(label(call.name, "strong"))
            if call.note:
                words.addWidget(label(call.note, "small"))
            row.addLayout(words, 1)
            if call.number:
                row.addWidget(telephone(call.number))
            elif call.agency in ROLE_OF_AGENCY:
                row.addWidget(self._set(desk, call.name, ROLE_OF_AGENCY[call.agency]))
            self.inside.addLayout(row)

    @staticmethod
    def _set(desk: Desk, name: str, role: str) -> Button:
        button = Button(_("Set the number"), identifier=f"set-{role}")
        button.setAccessibleName(_("Set the number: {name}").format(name=name))
        button.clicked.connect(lambda: desk.open_settings(f"contact:new:{role}"))
        return button
