"""What the files of a procedure hold beside its head, as they were read or as they were merged."""

from dataclasses import dataclass

from desktop_app.domain.guidance import Checklist, ExampleContact, Law, Service, Term, Topic
from desktop_app.domain.procedure import (
    Advice,
    Criterion,
    DoNot,
    Duty,
    FamilyRule,
    ReferralRule,
    Watch,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything of a procedure that stands in lists; the names are those of `Procedure`."""

    criteria: tuple[Criterion, ...]
    referral: tuple[ReferralRule, ...]
    watches: tuple[Watch, ...]
    family: tuple[FamilyRule, ...]
    family_texts: dict[str, str]
    outcome_texts: dict[str, str]
    duties: tuple[Duty, ...]
    do_not: tuple[DoNot, ...]
    advice: tuple[Advice, ...]
    topics: tuple[Topic, ...]
    services: tuple[Service, ...]
    law: tuple[Law, ...]
    terms: tuple[Term, ...]
    checklists: tuple[Checklist, ...]
    contacts: tuple[ExampleContact, ...]
