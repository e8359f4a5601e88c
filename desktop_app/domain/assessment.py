"""What the rules said about one set of facts, and its JSON (contract section 5)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.domain.answers import Status
from desktop_app.domain.procedure import Outcome, Strength, TellFamily


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion that applies or is met, with the answers that decide its status."""

    id: str
    status: Status
    because: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Referral:
    """One agency, how firmly it is named, and the answers or kinds (`kind:...`) that name it."""

    agency: str
    strength: Strength
    because: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class DueDuty:
    """A duty that this assessment brings.

    `due` is None where its clock has not started; `starts_with` then says what starts it, if that
    is known. `today` is what holds today where the document is overtaken, with its source.
    """

    id: str
    owner: str
    due: date | None
    text: str
    source: str
    starts_with: str = ""
    today: str = ""


@dataclass(frozen=True, slots=True)
class GivenAdvice:
    """Advice that this assessment brings; `today` as for a duty."""

    id: str
    text: str
    source: str
    today: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer; never edited, only followed by a newer one.

    `switched_off` are the rules that the school had switched off when it was given.
    """

    procedure: str
    version: str
    outcome: Outcome
    emergency: bool
    criteria: tuple[CriterionResult, ...]
    refer_to: tuple[Referral, ...]
    tell_family: TellFamily
    duties: tuple[DueDuty, ...]
    do_not: tuple[str, ...]
    find_out: tuple[str, ...]
    aggravating: tuple[str, ...]
    advice: tuple[GivenAdvice, ...]
    switched_off: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give the object of contract section 5, its names in that order."""
        return {
            "procedure": {"id": self.procedure, "version": self.version},
            "outcome": str(self.outcome),
            "emergency": self.emergency,
            "criteria": [
                {
                    "id": each.id,
                    "status": str(each.status),
                    "because": list(each.because),
                    "source": each.source,
                }
                for each in self.criteria
            ],
            "refer_to": [
                {
                    "agency": each.agency,
                    "strength": str(each.strength),
                    "because": list(each.because),
                    "source": each.source,
                }
                for each in self.refer_to
            ],
            "tell_family": str(self.tell_family),
            "duties": [
                {
                    "id": each.id,
                    "owner": each.owner,
                    "due": each.due.isoformat() if each.due else None,
                    "text": each.text,
                    "source": each.source,
                    "starts_with": each.starts_with,
                    "today": each.today,
                }
                for each in self.duties
            ],
            "do_not": list(self.do_not),
            "find_out": list(self.find_out),
            "aggravating": list(self.aggravating),
            "advice": [
                {"id": each.id, "text": each.text, "source": each.source, "today": each.today}
                for each in self.advice
            ],
            "switched_off": list(self.switched_off),
        }
