"""Lists that a procedure gives to work through: what the record shows of each line as done."""

from dataclasses import dataclass

from desktop_app.domain.guidance import CheckItem, Checklist
from desktop_app.domain.procedure import SCHOOL
from desktop_app.domain.roles import Role
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import casework
from desktop_app.services.rights import CASEWORK, require_colleague_concern, verb
from desktop_app.services.sessions import Session


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A line of a list; `done_at` is the time as the record has it, empty while it is not done."""

    item: CheckItem
    is_done: bool
    done_at: str


def is_ticked(checklist: Checklist) -> bool:
    """Say whether the school ticks the lines with their time; others are read, and talked over."""
    return checklist.timed and checklist.owner == SCHOOL


def as_done(item: CheckItem) -> str:
    """Give the action that says that a line was done; `listed` knows it again by the text."""
    return _("Done: {step}").format(step=item.text)


def listed(state: IncidentState, checklist: Checklist) -> tuple[ListedItem, ...]:
    """Give the lines of a list as the record of an incident has them."""
    found = []
    for item in checklist.items:
        acts = [each for each in state.actions if each.what.endswith(item.text)]
        found.append(ListedItem(item, bool(acts), acts[-1].at if acts else ""))
    return tuple(found)


@verb(*CASEWORK, colleagues_only=(Role.HEAD,))
def tick(session: Session, reference: str, item: CheckItem) -> IncidentState:
    """Note that a line was done just now. Raises what `casework.add_action` raises."""
    kinds = casework.read(session, reference).kinds
    require_colleague_concern(session, "checklists.tick", kinds)
    return casework.add_action(session, reference, as_done(item), "")
