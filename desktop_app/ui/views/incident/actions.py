"""What can be done on the page of an incident, and what one may only read of it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop_app.domain.drafting.look import Look
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import exports, rights, signing, standing
from desktop_app.services.casework_words import form_words
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.incident import find_out
from desktop_app.ui.views.pressable import Beside
from desktop_app.ui.widgets import Button, label
from desktop_app.ui.wizard.words import in_wales, lead_words

Press = tuple[str, str, Callable[[], object]]  # words, identifier, what it does

_POSSIBLE: Final = ("referral", "police")


def may_add(desk: Desk, state: IncidentState) -> bool:
    """Say whether this user adds to an incident, and does not only read and sign it."""
    return rights.allows(desk.session, "casework.add_action", state.kinds)


def presses(
    desk: Desk, state: IncidentState, look: Look, open_form: Callable[[str], object]
) -> list[Press]:
    """Give what this user can do with an incident as it stands, the most urgent first."""
    found: list[Press] = []
    if signing.may_sign(desk.session, state):
        words = _("Sig&n, or decline to sign")
        found.append((words, "incident-sign", partial(open_form, "sign")))
    if not may_add(desk, state):
        return found
    if standing.may_be_signed(state) and not found:
        words = _("The head teacher's sig&nature")
        found.append((words, "incident-sign-off", partial(open_form, "sign-off")))
    if find_out.is_needed(look):
        words = _("An&swer what was found out")
        found.append((words, "incident-find-out", partial(open_form, "find-out")))
    another = _("Record another &decision") if state.decision.made else _("Record the &decision")
    return [
        *found,
        (_("Note a call (F2)"), "incident-call", desk.note_call),
        (_("&Add what was done"), "incident-action", partial(open_form, "action")),
        (another, "incident-decision", partial(open_form, "decision")),
    ]


def reading_only(desk: Desk, state: IncidentState, look: Look) -> str:
    """Say why there is nothing to press, and who adds to the record; empty where one may."""
    if may_add(desk, state):
        return ""
    lead = lead_words(wales=in_wales(look.procedure))
    if signing.may_sign(desk.session, state):
        return _(
            "A decision waits for your signature. Everything else is added by the {lead} or a "
            "deputy."
        ).format(lead=lead)
    return _(
        "You read this record as head teacher. The {lead} or a deputy adds to it. A decision that "
        "needs your signature can be signed here."
    ).format(lead=lead)


def papers(desk: Desk, state: IncidentState, look: Look) -> Iterator[QWidget]:
    """Give a button for each form of an incident: those that it needs, and those that it may."""
    needed = exports.forms_needed(state)
    words, wales = _("Preview: {form}"), in_wales(look.procedure)
    named = {each: form_words(each, wales=wales) for each in (*needed, *_POSSIBLE)}

    def press(form: str, said: str) -> Press:
        return said, f"incident-form-{form}", partial(desk.preview, state.reference, form)

    yield flow([press(each, words.format(form=named[each])) for each in needed])
    others = [each for each in _POSSIBLE if each not in needed]
    if others:
        yield label(_("Not needed as it stands, but possible:"), "small")
        yield flow([press(each, named[each]) for each in others], kind="quiet")


def flow(buttons: Sequence[Press], *, kind: str = "") -> QWidget:
    """Give buttons side by side, or one below the other where there is no room."""
    made: list[QWidget] = []
    for words, identifier, press in buttons:
        button = Button(words, kind, identifier=identifier)
        button.clicked.connect(partial(_pressed, press))
        made.append(button)
    return Beside(made)


def _pressed(press: Callable[[], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002  # Qt hands it over so
    press()
