"""The lists that the procedure gives for an incident: those of the school's own with their ticks."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_app.domain.drafting.look import Look
from desktop_app.domain.guidance import CheckItem, Checklist
from desktop_app.domain.procedure import SCHOOL
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import short_time
from desktop_app.services.checklists import is_ticked, listed
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.incident.lists import Listed
from desktop_app.ui.widgets import Button, Tag, label, vbox
from desktop_app.ui.wizard.checklist import item_hint
from desktop_app.ui.wizard.folded_list import FoldedList
from desktop_app.ui.wizard.words import agency_name, capital

Ticked = Callable[[CheckItem], None]


def checklists_of(look: Look, state: IncidentState, done: Ticked | None) -> list[QWidget]:
    """Give every list that holds; `done` is called with a line that was done.

    Whoever only reads has nothing to tick: `done` is None.
    """
    ours = [each for each in look.checklists if is_ticked(each)]
    others = [each for each in look.checklists if not is_ticked(each)]
    folded = [FoldedList(each, _owner(look, each)) for each in others]
    return [*(_ticked(state, each, done) for each in ours), *folded]


def _owner(look: Look, checklist: Checklist) -> str:
    if checklist.owner == SCHOOL:
        return ""
    return capital(agency_name(look.procedure, checklist.owner))


def _ticked(state: IncidentState, checklist: Checklist, done: Ticked | None) -> QWidget:
    whole = QWidget()
    column = vbox(whole, spacing=SPACE["xs"])
    column.addWidget(label(checklist.title, "strong"))
    source = _("Source: {source}").format(source=checklist.source.label)
    column.addWidget(label(source, "small"))
    rows = Listed()
    for line in listed(state, checklist):
        side: list[QWidget] = []
        if line.is_done:
            when = short_time(line.done_at) if line.done_at else ""
            said = _("Done {when}").format(when=when).strip()
            side.append(Tag(said, "green", "circle-check"))
        elif done is not None:
            side.append(_done_button(checklist, line.item, done))
        rows.row([(line.item.text, ""), (item_hint(line.item, checklist), "small")], side)
    column.addWidget(rows)
    return whole


def _done_button(checklist: Checklist, item: CheckItem, done: Ticked) -> Button:
    button = Button(_("Done"), identifier=f"item-done-{checklist.id}-{item.id}")
    button.setAccessibleName(_("Done: {step}").format(step=item.text))
    button.clicked.connect(lambda: done(item))
    return button
