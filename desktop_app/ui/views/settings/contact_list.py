"""Everyone the school rings, in order of trust, and whom it has no number for yet."""

from PySide6.QtWidgets import QWidget

from desktop_app.domain.contacts import ROLES, Contact
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import contacts, messages
from desktop_app.services.contact_words import (
    contact_title,
    hours_words,
    role_words,
    trust_words,
    way_words,
    when_words,
)
from desktop_app.services.contacts import Phones
from desktop_app.services.school import procedure_of_school
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Note, Page, Tag, hbox, label, telephone, vbox
from desktop_app.ui.wizard.parts import Framed, title

_NATIONS = {"lado": "england", "designated-officer": "wales", "police-prevent": "wales"}


class ContactsPage(Page):
    """The numbers that IT set, the school's own, and the examples that wait to be confirmed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Whom to ring"), _("Settings"))
        self._desk = desk
        self.back_wanted.connect(desk.open_settings)
        procedure = procedure_of_school(desk.session.vault, desk.session.library)
        self._examples = contacts.examples_of(procedure)
        self._phones = desk.phones(procedure)
        self._nation = procedure.nation
        self.add(
            label(
                _(
                    "Wherever the program says whom to ring, it shows the number that answers at "
                    "that moment. Nothing of a case is kept here."
                ),
                "hint",
            )
        )
        self._faults()
        self._own()
        self._set_by_it()
        self._to_confirm()
        self._missing()

    def _faults(self) -> None:
        for each in self._desk.contacts.book.faulty:
            head = _("{file} holds something that cannot be used; the rest of it is used.")
            lines = [head.format(file=each.file), *map(messages.fault_line, each.faults)]
            self.add(Note("\n".join(lines), icon="triangle-alert", kind="warn"))

    def _set_by_it(self) -> None:
        found = self._desk.contacts.book.set_by_it
        if not found:
            return
        self.add(title(_("Set by your school's IT")))
        self.add(label(_("These come first, and can only be changed by whoever set them."), "hint"))
        rows = Framed()
        for each in found:
            rows.add(ContactRow(each, self._phones))
        self.add(rows)

    def _own(self) -> None:
        own = self._desk.contacts.book.own
        self.add(title(_("Set here")))
        if not own:
            self.add(label(_("Nobody has set a number here yet."), "hint"))
            return
        rows = Framed()
        for place, each in enumerate(own):
            change = self._button(_("Change"), f"contact:own:{place}", contact_title(each))
            rows.add(ContactRow(each, self._phones, change))
        self.add(rows)

    def _to_confirm(self) -> None:
        """Show the examples for what nobody has set: each waits for somebody to stand for it."""
        waiting = [
            (place, each)
            for place, each in enumerate(self._examples)
            if not self._is_set(each.role, each.area)
        ]
        if not waiting:
            return
        self.add(title(_("To be confirmed")))
        said = _(
            "These stand in the document of the procedure in force. Ring each number or ask whose "
            "it is, and then keep it: until then it is marked wherever it is shown."
        )
        self.add(label(said, "hint"))
        rows = Framed()
        for place, each in waiting:
            words = _("Confirm or change")
            button = self._button(words, f"contact:example:{place}", contact_title(each))
            rows.add(ContactRow(each, self._phones, button))
        self.add(rows)

    def _missing(self) -> None:
        self.add(title(_("Add a contact")))
        rows = Framed()
        for role in ROLES:
            if _NATIONS.get(role, self._nation) != self._nation:
                continue
            row = QWidget()
            line = hbox(row, spacing=SPACE["m"])
            line.addWidget(label(role_words(role)), 1)
            if not self._is_set(role, ""):
                line.addWidget(Tag(_("Not set")))
            line.addWidget(self._button(_("Add"), f"contact:new:{role}", role_words(role)))
            rows.add(row)
        self.add(rows)

    def _is_set(self, role: str, area: str) -> bool:
        """Say whether somebody set a number for a role, in an area or anywhere."""
        own = Phones(self._desk.contacts.book.contacts, self._phones.moment)
        return bool(own.role(role, area) or (area and any(not e.area for e in own.role(role))))

    def _button(self, words: str, section: str, about: str) -> Button:
        button = Button(words, identifier=section)
        button.setAccessibleName(_("{action}: {name}").format(action=words, name=about))
        button.clicked.connect(lambda: self._desk.open_settings(section))
        return button


class ContactRow(QWidget):
    """A contact in a list: what it is, its numbers, whether it answers now, who stands for it."""

    def __init__(self, contact: Contact, phones: Phones, button: Button | None = None) -> None:
        super().__init__()
        row = hbox(self, spacing=SPACE["m"])
        words = vbox(spacing=2)
        words.addWidget(label(contact_title(contact), "strong"))
        for each in self._lines(contact, phones):
            words.addWidget(label(each, "small"))
        row.addLayout(words, 1)
        number = contact.number or contact.out_of_hours
        if number:
            row.addWidget(telephone(number))
        if button is not None:
            row.addWidget(button)

    @staticmethod
    def _lines(contact: Contact, phones: Phones) -> list[str]:
        hours, evening = hours_words(contact.hours), contact.out_of_hours
        found = [
            role_words(contact.role) if contact.name else "",
            _("Hours: {hours}.").format(hours=hours) if hours else "",
            _("Out of hours: {number}.").format(number=evening) if evening else "",
            _now(contact, phones),
            way_words(contact),
            contact.note,
            trust_words(contact),
        ]
        return [each for each in found if each]


def _now(contact: Contact, phones: Phones) -> str:
    """Say which of its numbers answers at this moment, where that is known."""
    found = phones.answering(contact)
    if found.open_now and found.number:
        return _("Answers now: {number}.").format(number=found.number)
    return when_words(found, phones.moment) if found.open_now is False else ""
