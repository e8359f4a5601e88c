"""What an incident asks for, by whose clock: the school's duties, and what agencies are to do."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework import DutyLine
from desktop_app.services.casework_words import short_day
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.incident.lists import Listed
from desktop_app.ui.widgets import Button, Tag, label
from desktop_app.ui.wizard.sourced import link_to
from desktop_app.ui.wizard.words import agency_name, capital

Done = Callable[[str], None]


def due_parts(due: Sequence[DutyLine], asked: "Asked") -> Iterator[QWidget]:
    """Give what is due today under its heading."""
    yield label(_("Due today"), "h2", heading=True)
    if due:
        yield _list(due, asked)
    else:
        yield label(_("No duty with a date is due today."), "hint")


def later_parts(
    later: Sequence[DutyLine], others: Sequence[DutyLine], asked: "Asked"
) -> Iterator[QWidget]:
    """Give what is due later, and what others do, each under its heading."""
    if later:
        yield label(_("Due later"), "h2", heading=True)
        yield _list(later, asked)
    if others:
        yield label(_("What others do, and when to expect it"), "h2", heading=True)
        yield label(
            _("These clocks are theirs. If nothing is heard by the day, ring and ask."), "hint"
        )
        yield _list(others, asked)


class Asked:
    """The procedure whose words are shown, what a press on “Done” does, and where links lead.

    Whoever only reads has nothing to press: `done` is None.
    """

    def __init__(self, procedure: Procedure, done: Done | None, desk: Desk) -> None:
        self.procedure = procedure
        self.done = done
        self.desk = desk
        self.texts = {duty.id: duty.text for duty in procedure.duties}


def _list(lines: Sequence[DutyLine], asked: Asked) -> Listed:
    listed = Listed()
    for line in lines:
        text = asked.texts.get(line.id, line.text)
        whose = "" if line.is_ours else capital(agency_name(asked.procedure, line.owner))
        today = _("Today: {text}").format(text=line.today) if line.today else ""
        # One label, not three: each costs time before the page is in view.
        more = "\n".join(filter(None, (_by_when(line), whose, line.source)))
        listed.row([(text, ""), (today, ""), (more, "small")], _side(line, text, asked))
    return listed


def _by_when(line: DutyLine) -> str:
    """Say by when, or what starts the clock; what is due today stands under its heading."""
    if line.due is None:
        if not line.starts_with:
            return ""
        return _("The clock starts with: {start}").format(start=line.starts_with)
    if not line.is_ours:
        return _("Expected by {day}").format(day=short_day(line.due))
    return _("Due {day}").format(day=short_day(line.due))


def _side(line: DutyLine, text: str, asked: Asked) -> list[QWidget]:
    side: list[QWidget] = []
    if line.overdue and line.due is not None:
        said = _("Since {day}").format(day=short_day(line.due))
        side.append(Tag(said, "red", "octagon-alert"))
    done = asked.done
    if line.can_be_ticked and done is not None:
        button = Button(_("Done"), identifier=f"duty-done-{line.id}")
        button.setAccessibleName(_("Done: {duty}").format(duty=text))
        button.clicked.connect(lambda: done(line.id))
        side.append(button)
    side.append(link_to(asked.desk, asked.procedure, f"duty:{line.id}", text))
    return side
