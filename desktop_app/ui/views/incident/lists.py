"""The lists on the page of an incident: what is due, who was told, what the record lacks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.drafting.look import Look
from desktop_app.domain.procedure import Outcome, Strength, TellFamily
from desktop_app.domain.state.incident import IncidentState
from desktop_app.domain.telling import Raised, agreed_in
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import short_time
from desktop_app.services.rights import allows
from desktop_app.services.standing import ToldLine, missing, told
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.pressable import Frame
from desktop_app.ui.widgets import Button, Line, Note, Tag, hbox, label, vbox
from desktop_app.ui.wizard.words import agency_name, capital


class Listed(Frame):
    """Rows in a frame, with a thin rule between them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = vbox(self, (SPACE["l"], SPACE["s"], SPACE["l"], SPACE["s"]), SPACE["s"])

    def row(self, lines: Sequence[tuple[str, str]], side: Sequence[QWidget] = ()) -> None:
        """Add a row: texts with the names of their looks, and what stands at the right."""
        if self._rows.count():
            self._rows.addWidget(Line())
        row = hbox(spacing=SPACE["m"])
        words = vbox(spacing=2)
        for text, look in lines:
            if text:
                words.addWidget(label(text, look))
        row.addLayout(words, 1)
        for each in side:
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rows.addLayout(row)


def told_list(state: IncidentState, look: Look, desk: Desk) -> Listed:
    """Give every agency that is named, told or not, and those that were told besides."""
    listed = Listed()
    may_call = allows(desk.session, "casework.note_call", state.kinds)
    named = told(state, look.procedure)
    for line in named:
        _told_row(listed, line, look, desk, may_call=may_call)
    for contact in state.contacts:
        if all(contact.agency != each.agency for each in named):
            name = capital(agency_name(look.procedure, contact.agency))
            said = _("Told {when}").format(when=short_time(contact.at))
            listed.row(
                [(name, "strong"), (contact.person, "small")], [Tag(said, "green", "circle-check")]
            )
    return listed


def family_note(state: IncidentState, look: Look) -> Note | None:
    """Say whether the family may be told; once an agency has agreed, who did and when."""
    if look.assessment is None:
        return None
    level = look.assessment.tell_family
    calls = [each for each in state.contacts if each.agency != "other"]
    raised = [each for each in calls if each.family_may_be_told]
    place = agreed_in([Raised(each.agency, each.at, each.family_may_be_told) for each in raised])
    if level is not TellFamily.INFORM_EARLY and place is not None:
        agreed = raised[place]
        said = _(
            "Telling the family was agreed by {agency} on {when}. Tell what was agreed, and no more."
        ).format(agency=agency_name(look.procedure, agreed.agency), when=short_time(agreed.at))
        return Note(said, "circle-check")
    if level is TellFamily.NOT_UNTIL_AGREED:
        return Note(look.procedure.family_texts[level], "triangle-alert", "warn")
    return Note(look.procedure.family_texts[level], "info")


def nobody_named(outcome: str) -> str:
    """Say why no agency is listed."""
    if outcome == Outcome.HOLD:
        return _(
            "No agency is named as long as this is not settled. In doubt, you may always refer."
        )
    return _("Nobody outside the school has to be told.")


def _told_row(listed: Listed, line: ToldLine, look: Look, desk: Desk, *, may_call: bool) -> None:
    name = capital(agency_name(look.procedure, line.agency))
    side: list[QWidget] = []
    lines = [(name, "strong")]
    if line.contacts:
        newest = line.contacts[-1]
        said = _("Told {when}").format(when=short_time(newest.at))
        side.append(Tag(said, "green", "circle-check"))
        spoken = ", ".join(each for each in (newest.person, newest.reference) if each.strip())
        lines.append((spoken, "small"))
    elif line.needed:
        side.append(Tag(_("Not told yet"), "red", "octagon-alert"))
        if line.strength is Strength.AND_OR:
            lines.append((_("At least one of the agencies named must be told."), "small"))
    else:
        side.append(Tag(_("Can be told too"), "plain", "info"))
    if may_call:
        button = Button(_("Note a call"), identifier=f"told-call-{line.agency}")
        button.setAccessibleName(_("Note a call: {agency}").format(agency=name))
        button.clicked.connect(lambda: desk.note_call(line.agency))
        side.append(button)
    listed.row(lines, side)


def missing_list(state: IncidentState) -> Listed | None:
    """Give what the record lacks, or None where it lacks nothing."""
    found = missing(state)
    if not found:
        return None
    words = {
        "account": _("The account: nobody has written down yet what was said."),
        "people": _("The people: nobody is entered."),
        "viewing": _("The viewing record: a member of staff has seen the imagery."),
        "decision": _("Your decision, with your reasons."),
        "signature-ask": _("The head teacher's signature: nobody was asked yet."),
        "signature": _("The head teacher's answer."),
    }
    listed = Listed()
    for each in found:
        listed.row([(words[each], "")])
    return listed
