"""Who is told, in what order and how firmly, put into words once for the result and its list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop_app.domain.assessment import Referral
from desktop_app.domain.decision import CONSULTED_AGENCIES
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.procedure import Outcome, Procedure, Strength
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.calls import Call, first_calls
from desktop_app.ui.wizard.words import agency_name, capital, one_or_another, reasons

_FIRST_FOR_A_COLLEAGUE = ("lado", "designated-officer")
_COLLEAGUE = "colleague-concern"


@dataclass(frozen=True, slots=True)
class ToTell:
    """One line of the list: an agency, or the pair between which one chooses.

    `agencies` are ids, `within` the name or names as they stand within a sentence, `strength` and `why` words, `source` as the rules name it.
    """

    agencies: tuple[str, ...]
    within: str
    strength: str
    why: tuple[str, ...]
    source: str

    @property
    def who(self) -> str:
        """Give the name or names as they stand at the beginning of a line."""
        return capital(self.within)


def whom_to_tell(look: Look) -> tuple[ToTell, ...]:
    """Give who is told outside the school, in order; in a hold, who can be consulted instead."""
    assessment = look.assessment
    if assessment is None:
        return ()
    if assessment.outcome is Outcome.HOLD and not assessment.refer_to:
        return (_to_consult(look),)
    pair = [each for each in assessment.refer_to if each.strength is Strength.AND_OR]
    lines = [
        _line(look, each, alone=len(pair) == 1)
        for each in assessment.refer_to
        if each.strength is Strength.MUST or len(pair) == 1
    ]
    if len(pair) > 1:
        lines.insert(0, _pair(look, pair))
    return tuple(sorted(lines, key=lambda each: _place(look, each)))


def names_to_ring(look: Look, numbers: Mapping[str, str]) -> str:
    """Give everyone who must be told with the number that is known, as one says it in a sentence."""

    def name(agency: str) -> str:
        said = agency_name(look.procedure, agency)
        number = numbers.get(agency, "")
        return _("{agency} on {number}").format(agency=said, number=number) if number else said

    said = []
    for each in whom_to_tell(look):
        if each.strength == _enough_without():
            continue
        names = one_or_another([name(agency) for agency in each.agencies])
        pair = len(each.agencies) > 1
        said.append(_("{pair}, at least one of them").format(pair=names) if pair else names)
    return "; ".join(said)


def known_numbers(look: Look, calls: Iterable[Call]) -> dict[str, str]:
    """Give the number that answers now for each agency, with its caution; 999 only in danger."""
    return {agency: call.said for agency, call in calls_by_agency(look, calls).items()}


def calls_by_agency(look: Look, calls: Iterable[Call]) -> dict[str, Call]:
    """Give the call to make first to each agency; 999 only where someone is in danger."""
    in_danger = look.assessment is not None and look.assessment.emergency
    return first_calls(calls, emergency=in_danger)


def _place(look: Look, line: ToTell) -> tuple[bool, bool]:
    """Put the LADO first in a concern about a colleague, and what is not required last."""
    kinds = look.facts.kinds if look.facts else ()
    lado_leads = _COLLEAGUE in kinds and line.agencies[0] in _FIRST_FOR_A_COLLEAGUE
    return (not lado_leads, line.strength == _enough_without())


def _line(look: Look, referral: Referral, *, alone: bool) -> ToTell:
    firm = referral.strength is Strength.MUST
    strength = _("Must be told") if firm or not alone else _enough_without()
    return ToTell(
        agencies=(referral.agency,),
        within=agency_name(look.procedure, referral.agency),
        strength=strength,
        why=tuple(reasons(look.catalogue, referral.because)),
        source=referral.source,
    )


def _pair(look: Look, pair: list[Referral]) -> ToTell:
    names = [agency_name(look.procedure, each.agency) for each in pair]
    because = dict.fromkeys(reason for each in pair for reason in each.because)
    return ToTell(
        agencies=tuple(each.agency for each in pair),
        within=one_or_another(names),
        strength=_("At least one of them must be told; both can be"),
        why=tuple(reasons(look.catalogue, because)),
        source=pair[0].source,
    )


def consulted_agencies(procedure: Procedure) -> tuple[str, ...]:
    """Give the agencies whose advice can end a hold, those that this procedure knows."""
    known = {each.id for each in procedure.agencies}
    return tuple(each for each in CONSULTED_AGENCIES if each in known)


def consulted_names(look: Look) -> str:
    """Give the agencies whose advice can end a hold as one says them in a sentence."""
    agencies = consulted_agencies(look.procedure)
    return one_or_another([agency_name(look.procedure, each) for each in agencies])


def _to_consult(look: Look) -> ToTell:
    return ToTell(
        agencies=consulted_agencies(look.procedure),
        within=consulted_names(look),
        strength=_("To consult today, if you cannot find out what is not known"),
        why=(),
        source="",
    )


def _enough_without() -> str:
    return _("Can be told as well; telling the other one is enough")
