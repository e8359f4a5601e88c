"""What the DSL may decide, and when a decision stands (contract section 5, Outcome)."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.errors import Fault
from desktop_app.domain.events.decisions import DecisionMade
from desktop_app.domain.procedure import Outcome


class Decision(StrEnum):
    """A decision of the DSL."""

    REFER = "refer"
    NOT_REFERRED = "not-referred"
    NOT_REFERRED_ON_ADVICE = "not-referred-on-advice"


class SignOff(StrEnum):
    """Where the head teacher's sign-off stands."""

    NOT_NEEDED = "not-needed"
    NOT_ASKED = "not-asked"
    ASKED = "asked"
    SIGNED = "signed"
    DECLINED = "declined"


class IncidentStatus(StrEnum):
    """Where an incident stands, for the log."""

    TO_DECIDE = "to-decide"
    REFER_NOW = "refer-now"
    REFERRED = "referred"
    AWAITING_SIGN_OFF = "awaiting-sign-off"
    NOT_REFERRED = "not-referred"


CONSULTED_AGENCIES = ("police", "childrens-social-care", "social-services")
CONSULTED_FIELDS = ("agency", "person", "at", "reference", "advice")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a decision is measured against: the newest assessment and what was asked."""

    outcome: str
    about_imagery: bool
    unanswered_in_review: tuple[str, ...]


def hindrances(made: DecisionMade, standing: Standing) -> tuple[Fault, ...]:
    """Give every reason why this decision cannot be taken now; none means that it stands.

    A referral can always be decided. `refer-today` can end in nothing else. `hold` can end
    without a referral only on the advice of police or social care, recorded in full, with a
    review date. `school-managed` may be kept in school; about imagery only after the further
    review (contract section 5, Outcome; national advice, March 2024, recalled).
    """
    if made.decision == Decision.REFER:
        return ()
    needed_outcome = {
        Decision.NOT_REFERRED: Outcome.SCHOOL_MANAGED,
        Decision.NOT_REFERRED_ON_ADVICE: Outcome.HOLD,
    }[Decision(made.decision)]
    if standing.outcome != needed_outcome:
        about = (made.decision, standing.outcome)
        return (Fault("decision.decision", "decision-not-open", about),)
    faults = []
    if made.decision == Decision.NOT_REFERRED_ON_ADVICE:
        faults += [
            Fault(f"decision.consulted.{name}", "missing")
            for name in CONSULTED_FIELDS
            if not made.consulted.get(name, "").strip()
        ]
        agency = made.consulted.get("agency")
        if agency and agency not in CONSULTED_AGENCIES:
            faults.append(
                Fault("decision.consulted.agency", "not-an-agency-to-consult", CONSULTED_AGENCIES)
            )
        if made.review_on is None:
            faults.append(Fault("decision.review_on", "missing"))
    if standing.about_imagery:
        faults += [
            Fault(f"answers.{question}", "further-review-unanswered", (question,))
            for question in standing.unanswered_in_review
        ]
    return tuple(faults)
