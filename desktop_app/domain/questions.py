"""The catalogue: every question that may be asked, in asking order, and every kind."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.domain.answers import Answer
from desktop_app.domain.conditions import Condition
from desktop_app.domain.kinds import Kind


class AnswerForm(StrEnum):
    """What an answer to a question looks like."""

    YES_NO = "yes-no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the DSL is asked.

    `applies` says when it is asked at all. `implied_by` names questions whose yes answers this
    one yes as well. `aggravates_when` is set for the questions of the further review: the answer
    that counts as an aggravating feature. `effort` orders what can be found out: 0 needs no
    child to be asked (a date of birth, a register), 1 a colleague, 2 a child.
    """

    id: str
    asks: str
    help: str
    matter: str
    applies: Condition
    form: AnswerForm = AnswerForm.YES_NO
    choices: tuple[str, ...] = ()
    implied_by: tuple[str, ...] = ()
    aggravates_when: Answer | None = None
    effort: int = 2


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """All questions in asking order and all kinds; compared by identity."""

    questions: tuple[Question, ...]
    kinds: tuple[Kind, ...]
    matters: dict[str, str] = field(default_factory=dict)
    by_id: dict[str, Question] = field(init=False)
    kind_by_id: dict[str, Kind] = field(init=False)
    bit: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Index the questions: `bit` gives each yes-no question its place in a bit mask."""
        object.__setattr__(self, "by_id", {each.id: each for each in self.questions})
        object.__setattr__(self, "kind_by_id", {each.id: each for each in self.kinds})
        yes_no = [each.id for each in self.questions if each.form is AnswerForm.YES_NO]
        object.__setattr__(self, "bit", {name: 1 << place for place, name in enumerate(yes_no)})

    def in_asking_order(self, mask: int) -> tuple[str, ...]:
        """Give the ids of the questions whose bits are set in `mask`, in asking order."""
        return tuple(name for name, bit in self.bit.items() if mask & bit)
