"""Reads what was done, whom one rang, what was decided and who signed."""

from desktop_app.domain.decision import CONSULTED_FIELDS, Decision, SignOff
from desktop_app.domain.events.decisions import (
    ActionTaken,
    AgencyContacted,
    DecisionMade,
    SignOffAsked,
    SignOffGiven,
)
from desktop_app.domain.events.incidents import SeenByStaff
from desktop_app.domain.intake.reading import Reader

_CONTACT = ("agency", "at", "person", "reference", "said", "by", "family_may_be_told")
_ACTION = ("what", "at", "by")
_DECISION = ("decision", "reason", "at", "by", "review_on", "further_review", "consulted")
_ASKED = ("result", "name", "role", "at", "view")
_SEEN = ("who", "at", "how", "why", "agreed_by", "present", "where", "afterwards")


def read_contacts(reader: Reader) -> tuple[AgencyContacted, ...]:
    """Read calls and letters to agencies."""
    found = []
    for each in reader.many("contacts"):
        each.only(_CONTACT)
        found.append(
            AgencyContacted(
                agency=each.text("agency", needed=True),
                at=each.moment("at", needed=True) or "",
                person=each.text("person"),
                reference=each.text("reference"),
                said=each.text("said"),
                by=each.text("by"),
                family_may_be_told=each.word("family_may_be_told", ("yes", "no"), "not-yes-or-no"),
            )
        )
    return tuple(found)


def read_actions(reader: Reader) -> tuple[ActionTaken, ...]:
    """Read what was done."""
    found = []
    for each in reader.many("actions"):
        each.only(_ACTION)
        found.append(
            ActionTaken(
                what=each.text("what", needed=True), at=each.moment("at") or "", by=each.text("by")
            )
        )
    return tuple(found)


def read_seen_by_staff(reader: Reader) -> tuple[SeenByStaff, ...]:
    """Read the viewing register."""
    found = []
    for each in reader.many("seen_by_staff"):
        each.only(_SEEN)
        texts = {name: each.text(name) for name in _SEEN if name not in {"who", "at"}}
        found.append(
            SeenByStaff(who=each.text("who", needed=True), at=each.moment("at") or "", **texts)
        )
    return tuple(found)


def read_decision(reader: Reader) -> DecisionMade | None:
    """Read the decision, if one was taken."""
    inner = reader.inner("decision")
    if inner is None:
        return None
    inner.only(_DECISION)
    decision = inner.word("decision", tuple(Decision), "unknown-decision")
    if inner.raw("decision") in (None, ""):
        inner.fault("decision", "missing")
    consulted = inner.inner("consulted")
    if consulted is not None:
        consulted.only(CONSULTED_FIELDS)
    return DecisionMade(
        decision=decision,
        reason=inner.text("reason", needed=True),
        at=inner.moment("at", needed=True) or "",
        by=inner.text("by"),
        review_on=inner.day("review_on"),
        further_review=inner.named_texts("further_review", None),
        consulted=inner.named_texts("consulted", CONSULTED_FIELDS) if consulted else {},
    )


def read_sign_off(reader: Reader) -> tuple[SignOffAsked | SignOffGiven, ...]:
    """Read where the head teacher's sign-off stands: asked, signed or declined on paper."""
    inner = reader.inner("sign_off")
    if inner is None:
        return ()
    inner.only(_ASKED)
    results = (SignOff.ASKED, SignOff.SIGNED, SignOff.DECLINED)
    result = inner.word("result", tuple(results), "unknown-sign-off")
    if inner.raw("result") in (None, ""):
        inner.fault("result", "missing")
    name = inner.text("name", needed=True)
    role = inner.text("role", needed=True)
    at = inner.moment("at", needed=True) or ""
    if result == SignOff.ASKED:
        return (SignOffAsked(name, role, at),)
    return (SignOffGiven(result, name, role, at, inner.text("view")),)
