"""What an incident's newest assessment requires, and what of it the record shows as done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.decision import CONSULTED_AGENCIES, IncidentStatus
from desktop_app.domain.procedure import SCHOOL
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _

_TOLD_BY = {
    "consult": CONSULTED_AGENCIES,
    "lado-contact": ("lado", "designated-officer"),
    "talk-to-prevent-lead": ("prevent",),
}


# What ends these stands in the record itself: an agency told, an answer, a decision.
_ENDED_BY_RECORD = frozenset({"refer", "find-out-or-consult", "consult", "lado-contact"})


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty of the newest assessment. `due` is None where its clock has not started.

    `starts_with` says what starts it then; `today` is what holds today where the document is
    overtaken. What an agency owns is expected by its day, and never overdue here.
    """

    id: str
    owner: str
    due: date | None
    text: str
    source: str
    done: bool
    overdue: bool
    starts_with: str = ""
    today: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether the school does it, and not an agency that the school only waits for."""
        return self.owner == SCHOOL

    @property
    def can_be_ticked(self) -> bool:
        """Whether somebody can say that it is done; others end by what is recorded."""
        return self.is_ours and self.id not in _ENDED_BY_RECORD

    @property
    def as_done(self) -> str:
        """The action that says that it was done; `duties` knows it again by the text."""
        return _("Done: {duty}").format(duty=self.text)


def duties(state: IncidentState, on: date) -> tuple[DutyLine, ...]:
    """Give every duty of the newest assessment, as it stands on a day, in the procedure's order.

    The record shows a duty as done by what it asks for (the agency told, the viewing written up)
    or by an action that says so.
    """
    if state.assessed is None:
        return ()
    lines = []
    for each in state.assessed.result["duties"]:
        due = date.fromisoformat(each["due"]) if each["due"] else None
        done = _is_done(state, each["id"], each["text"])
        lines.append(
            DutyLine(
                id=each["id"],
                owner=each["owner"],
                due=due,
                text=each["text"],
                source=each["source"],
                done=done,
                overdue=not done and each["owner"] == SCHOOL and due is not None and due < on,
                starts_with=each.get("starts_with", ""),
                today=each.get("today", ""),
            )
        )
    return tuple(lines)


def due_today(state: IncidentState, on: date) -> tuple[DutyLine, ...]:
    """Give the school's duties that are due on a day or were due before it and are not done."""
    return tuple(
        line
        for line in duties(state, on)
        if line.is_ours and not line.done and line.due is not None and line.due <= on
    )


def expected(state: IncidentState, on: date) -> tuple[DutyLine, ...]:
    """Give what agencies own and have not been noted to have done, the soonest first."""
    waiting = [line for line in duties(state, on) if not line.is_ours and not line.done]
    return tuple(sorted(waiting, key=lambda line: line.due or date.max))


def _is_done(state: IncidentState, duty: str, text: str) -> bool:
    if any(action.what.endswith(text) for action in state.actions):
        return True
    if duty == "refer":
        return state.status is IncidentStatus.REFERRED
    if duty == "find-out-or-consult":
        return state.decision.made is not None
    if duty == "viewing-record":
        return bool(state.seen_by_staff)
    return _was_told(state, _TOLD_BY.get(duty, ()))


def _was_told(state: IncidentState, agencies: Collection[str]) -> bool:
    return any(contact.agency in agencies for contact in state.contacts)
