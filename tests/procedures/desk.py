"""A desk that asks a procedure about short lists of answers."""

from collections.abc import Iterable
from datetime import date

from desktop_app.domain.answers import Answer
from desktop_app.domain.assess import assess
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.facts import Facts, settle
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue

SATURDAY = date(2026, 11, 21)


class Desk:
    """Asks the procedure; what is not said is answered no, where it can be."""

    def __init__(self, procedure: Procedure, catalogue: Catalogue) -> None:
        self.procedure = procedure
        self.catalogue = catalogue

    def ask(
        self, kinds: str, yes: str = "", unknown: str = "", *, open_case: bool = False
    ) -> Assessment:
        """Give the assessment of these kinds with these answers, all others no."""
        names = tuple(kinds.split())
        given = dict.fromkeys(self.catalogue.bit, Answer.NO)
        given["risks-manageable"] = Answer.YES
        given |= dict.fromkeys(unknown.split(), Answer.NOT_KNOWN)
        given |= dict.fromkeys(yes.split(), Answer.YES)
        implied = {q for kind in names for q in self.catalogue.kind_by_id[kind].implies}
        if "life-in-danger" in yes.split():
            implied.add("immediate-risk")
        given |= dict.fromkeys(implied, Answer.YES)
        answers, faults = settle(self.catalogue, kinds=names, given=given, people=(), then=SATURDAY)
        assert faults == ()
        facts = Facts(names, answers, SATURDAY, open_case=open_case)
        return assess(self.procedure, self.catalogue, facts)

    def kinds(self) -> Iterable[str]:
        """Give every kind there is."""
        return self.catalogue.kind_by_id
