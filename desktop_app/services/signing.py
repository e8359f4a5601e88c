"""The head teacher's answer to a decision, given in the program with their own key."""

from desktop_app.domain.decision import SignOff
from desktop_app.domain.errors import BadInputError, Fault
from desktop_app.domain.events.decisions import SignOffGiven
from desktop_app.domain.roles import Role
from desktop_app.domain.state.incident import IncidentState, fold
from desktop_app.services import casework, standing
from desktop_app.services.decisions import signing_faults
from desktop_app.services.rights import EVERYONE, office_of, verb
from desktop_app.services.sessions import Session
from desktop_app.services.trust_messages import role_words


@verb(Role.HEAD)
def sign(session: Session, reference: str, *, agrees: bool, view: str = "") -> IncidentState:
    """Sign a decision, or decline to: the entry carries the head teacher's own signature.

    `view` is what they say about it, in their own words. Raises BadInputError when there is nothing
    to sign, when it was answered before, when the head teacher took the decision themselves, or
    when what is known by now no longer allows it.
    """
    state = casework.read(session, reference)
    faults = signing_faults(session.library.catalogue, state, signs=agrees)
    if not faults and _decided_by(state) == session.vault.user.id:
        faults = (Fault("sign_off", "decided-by-signer"),)
    if faults:
        raise BadInputError(faults)
    given = SignOffGiven(
        result=str(SignOff.SIGNED if agrees else SignOff.DECLINED),
        name=session.user_name,
        role=_title(session),
        at=f"{session.now():%Y-%m-%dT%H:%M}",
        view=view.strip(),
        own_key=True,
    )
    with session.vault.transaction():
        entries = session.vault.append([given], incident=state.id, at=session.now())
        now = fold((*state.entries, *entries))
        session.vault.project(now)
    return now


@verb(*EVERYONE)
def may_sign(session: Session, state: IncidentState) -> bool:
    """Say whether a decision waits for this user's own key."""
    return (
        office_of(session) is Role.HEAD
        and standing.may_be_signed(state)
        and _decided_by(state) != session.vault.user.id
    )


def _title(session: Session) -> str:
    """Give the head teacher's own title, which stands on forms."""
    title = session.vault.user.role.strip()
    return role_words(Role.HEAD) if title in {"", Role.HEAD} else title


def _decided_by(state: IncidentState) -> str:
    """Give the id of who recorded the decision that holds now."""
    made = state.decision.made
    return next((each.author for each in reversed(state.entries) if each.event is made), "")
