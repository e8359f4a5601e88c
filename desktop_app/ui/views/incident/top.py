"""The outcome panel of an incident: what is to be done now, as it stands."""

from collections.abc import Sequence

from desktop_app.domain.decision import Decision, IncidentStatus, SignOff
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.procedure import Outcome
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.calls import Call, calls_for
from desktop_app.services.casework_words import short_time
from desktop_app.services.contacts import areas_of
from desktop_app.services.standing import told
from desktop_app.ui.desk import Desk
from desktop_app.ui.wizard.result_words import AMBER, FIND, MANAGE, REFER, Panel, panel
from desktop_app.ui.wizard.telling import consulted_names, known_numbers, names_to_ring
from desktop_app.ui.wizard.words import agency_name, capital, one_after_another


def calls_of(desk: Desk, look: Look, state: IncidentState) -> tuple[Call, ...]:
    """Give the calls to make now for an incident, with the number that answers."""
    areas = areas_of((each.roles, each.lives_in) for each in state.people)
    return calls_for(look, desk.phones(look.procedure, areas))


def panel_of(
    look: Look, state: IncidentState, calls: Sequence[Call] = (), *, signs: bool = False
) -> Panel:
    """Give the words of the panel; what the rules say is said as on the result page.

    `calls` are those that can be made now; `signs`: a decision waits for the key of whoever reads.
    """
    match state.status:
        case IncidentStatus.REFERRED:
            return _referred(look, state)
        case IncidentStatus.AWAITING_SIGN_OFF:
            return _awaiting(look, state, signs=signs)
        case IncidentStatus.NOT_REFERRED:
            return _not_referred(look, state)
        case IncidentStatus.REFER_NOW if state.outcome != Outcome.REFER_TODAY:
            return _decided_to_refer(look, state, calls)
        case _:
            return panel(look, calls=calls)


def _referred(look: Look, state: IncidentState) -> Panel:
    procedure = look.procedure
    waiting = [
        agency_name(procedure, each.agency) for each in told(state, procedure) if each.needed
    ]
    first = state.contacts[0] if state.contacts else None
    lead = (
        _("{agency} was told on {when}.").format(
            agency=capital(agency_name(look.procedure, first.agency)), when=short_time(first.at)
        )
        if first
        else ""
    )
    if waiting:
        steps = [
            _("Ring now: {agencies}. Nobody has told them yet.").format(
                agencies=one_after_another(waiting)
            )
        ]
        return Panel(
            REFER, _("Referred"), _("Referred, but not everyone is told"), lead, tuple(steps)
        )
    return Panel(
        MANAGE,
        _("Where it stands"),
        _("Referred"),
        lead,
        (
            _("Send the written form if it has not gone yet."),
            _("If you hear nothing, ring again and note who said what."),
        ),
    )


def _decided_to_refer(look: Look, state: IncidentState, calls: Sequence[Call]) -> Panel:
    declined = state.decision.sign_off is SignOff.DECLINED
    lead = (
        _("The head teacher declined to sign the decision not to refer.")
        if declined
        else _("You decided to refer, whatever the rules ask for.")
    )
    names = names_to_ring(look, known_numbers(look, calls)) or consulted_names(look)
    return Panel(
        REFER,
        _("Where it stands"),
        _("Refer today: nobody is told yet"),
        lead,
        (_("Ring: {agencies}. Keep the name and the reference.").format(agencies=names),),
    )


def _awaiting(look: Look, state: IncidentState, *, signs: bool) -> Panel:
    asked = state.decision.asked
    lead = (
        _("{name}, {role}, was asked on {when}.").format(
            name=asked.name, role=asked.role, when=short_time(asked.at)
        )
        if asked
        else _("The head teacher has not been asked yet.")
    )
    answer = (
        (
            _("Read the decision and its reasons, and record your answer below."),
            _("If you decline to sign, it is referred."),
        )
        if signs
        else (
            _("Print the decision, have it signed, and note the answer below."),
            _("If the head teacher declines to sign, it is referred."),
        )
    )
    steps = [
        *_changed_since(look, state),
        *answer,
        _("Nothing is deleted before it is signed."),
    ]
    return Panel(
        AMBER,
        _("Decided, not signed"),
        _("Your signature is needed") if signs else _("The head teacher's signature is needed"),
        lead if asked or not signs else "",
        tuple(steps),
    )


def _not_referred(look: Look, state: IncidentState) -> Panel:
    given, made = state.decision.given, state.decision.made
    lead = (
        _("Signed by {name}, {role}, on {when}.").format(
            name=given.name, role=given.role, when=short_time(given.at)
        )
        if given
        else ""
    )
    review = made.review_on if made else None
    steps = [
        *_changed_since(look, state),
        _("To be reviewed on {day}.").format(day=short_time(review)) if review else "",
        _("Refer at any time if something new comes to light."),
    ]
    return Panel(
        AMBER if _changed_since(look, state) or _aggravated(look) else MANAGE,
        _("Where it stands"),
        _("Not referred, and signed"),
        lead,
        tuple(each for each in steps if each),
    )


def _aggravated(look: Look) -> bool:
    return look.assessment is not None and bool(look.assessment.aggravating)


def _changed_since(look: Look, state: IncidentState) -> tuple[str, ...]:
    """Say where a decision no longer fits what is known now."""
    made = state.decision.made
    fits = {
        Decision.NOT_REFERRED.value: Outcome.SCHOOL_MANAGED,
        Decision.NOT_REFERRED_ON_ADVICE.value: Outcome.HOLD,
    }.get(made.decision if made else "")
    if fits is None or look.outcome in {fits, Outcome.SCHOOL_MANAGED}:
        return ()
    return (_("Something was found out since: this decision no longer fits. Decide anew."),)


def is_urgent(found: Panel) -> bool:
    """Say whether a panel asks for something at once."""
    return found.kind in {REFER, FIND}
