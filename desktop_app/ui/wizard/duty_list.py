"""The duties of a result under their headings: what to do, by when, and where it comes from."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from desktop_app.runtime.i18n import gettext as _
from desktop_app.ui.widgets import label
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.duty_groups import DutyGroup, below, duty_groups
from desktop_app.ui.wizard.parts import card, title
from desktop_app.ui.wizard.sourced import SourcedLine, sourced_points, way_to


def duty_parts(wizard: Wizard) -> Iterator[QWidget]:
    """Give a heading and a card for each group of duties that holds anything."""
    for group in duty_groups(wizard.look):
        yield title(group.title)
        if group.theirs:
            yield label(
                _("These clocks are theirs. If nothing is heard by the day, ring and ask."), "hint"
            )
        yield card(_points(group, wizard))


def _points(group: DutyGroup, wizard: Wizard) -> QWidget:
    procedure = wizard.look.procedure
    icon, colour = ("info", "muted") if group.theirs else ("clipboard-list", "primary")
    lines = [
        SourcedLine(f"duty:{each.id}", each.text, ("\n".join(below(each, procedure)),))
        for each in group.duties
    ]
    return sourced_points(lines, way_to(wizard.desk, procedure), icon=icon, colour=colour)
