"""Whether someone is already known: asked, never assumed, and remembered once it was answered."""

from typing import Any

from PySide6.QtCore import Signal

from desktop_app.domain.drafting.draft import Draft
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services.people import Known
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Button, Card, hbox, label
from desktop_app.ui.wizard.typed_days import shown_day

_REFUSED = "not_the_same_person"
_SEPARATOR = "\n"


class Proposal(Card):
    """Asks whether this is someone of earlier incidents; nothing happens without an answer."""

    same = Signal()
    another = Signal()

    def __init__(self, known: Known) -> None:
        super().__init__()
        self.question = label(question(known), "strong")
        self.inside.addWidget(self.question)
        row = hbox(spacing=SPACE["m"])
        yes = Button(_("Yes, the same person"), identifier="person-same")
        yes.clicked.connect(self.same)
        no = Button(_("No, someone else"), identifier="person-another")
        no.clicked.connect(self.another)
        for button in (yes, no):
            button.setAccessibleDescription(self.question.text())
            row.addWidget(button)
        row.addStretch(1)
        self.inside.addLayout(row)


class Linked(Card):
    """Says that a person is one of earlier incidents, with the way to take that back."""

    another = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        row = hbox(spacing=SPACE["m"])
        said = _("{name} is the person of the earlier incidents, as you said.").format(name=name)
        row.addWidget(label(said, "hint"), 1)
        no = Button(_("Not the same person"), "quiet", identifier="person-unlink")
        no.clicked.connect(self.another)
        row.addWidget(no)
        self.inside.addLayout(row)


def question(known: Known) -> str:
    """Ask whether someone is the person known by this name."""
    if known.born is None:
        return ngettext(
            "Is this the {name} of {0} earlier incident?",
            "Is this the {name} of {0} earlier incidents?",
            known.incidents,
        ).format(known.incidents, name=known.name)
    return ngettext(
        "Is this the {name}, born {born}, of {0} earlier incident?",
        "Is this the {name}, born {born}, of {0} earlier incidents?",
        known.incidents,
    ).format(known.incidents, name=known.name, born=shown_day(known.born.isoformat()))


def refused(draft: Draft, row: dict[str, Any], known: Known) -> bool:
    """Say whether it was answered already that this is someone else."""
    return _key(row, known.id) in draft.notes.get(_REFUSED, "").split(_SEPARATOR)


def refuse(draft: Draft, row: dict[str, Any], person: str) -> None:
    """Remember that this is someone else."""
    said = [each for each in draft.notes.get(_REFUSED, "").split(_SEPARATOR) if each]
    draft.notes[_REFUSED] = _SEPARATOR.join([*said, _key(row, person)])


def _key(row: dict[str, Any], person: str) -> str:
    name = " ".join(str(row.get("name") or "").casefold().split())
    return f"{person} {name}"
