"""What the result page says on top: what to do now, first."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.answers import Answer, Status
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.procedure import Outcome, TellFamily
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.calls import Call
from desktop_app.ui.wizard.telling import consulted_names, known_numbers, names_to_ring

REFER, FIND, MANAGE, AMBER = "refer", "find", "manage", "amber"
_CONSULT = "consult"


@dataclass(frozen=True, slots=True)
class Panel:
    """The outcome panel: `kind` is one of the kit's, the rest is shown and read out in order."""

    kind: str
    caption: str
    title: str
    lead: str
    steps: tuple[str, ...]


def panel(look: Look, *, calls: Sequence[Call] = ()) -> Panel:
    """Give the words of the panel; without a kind of incident there is nothing to judge yet.

    `calls` are those that can be made now.
    """
    assessment = look.assessment
    if assessment is None:
        return Panel(
            FIND,
            _("No result yet"),
            _("Choose what kind of incident it is"),
            _("The rules look at the kind first. Everything you have typed is kept."),
            (),
        )
    if assessment.outcome is Outcome.REFER_TODAY:
        return _refer(look, assessment, calls)
    if assessment.outcome is Outcome.HOLD:
        return _hold(look)
    return _manage(look, assessment)


def _refer(look: Look, assessment: Assessment, calls: Sequence[Call]) -> Panel:
    steps = [
        _("Ring 999 now, if nobody has. Everything else can wait.") if assessment.emergency else "",
        _ring(look, assessment, calls),
        _family_step(assessment),
        _("Do not delay to find out what is not known.") if _unknown(assessment) else "",
        _consult_step(look, assessment),
    ]
    return Panel(
        REFER,
        _("Emergency") if assessment.emergency else _("What the rules say"),
        _("Ring 999 now, then refer today") if assessment.emergency else _("Refer today"),
        _because(look, assessment),
        tuple(filter(None, steps)),
    )


def _ring(look: Look, assessment: Assessment, calls: Sequence[Call]) -> str:
    """Say whom to ring; in an emergency 999 has been said, and who is told follows from there."""
    if not assessment.refer_to:
        return ""
    if assessment.emergency:
        said = _("Then refer to {agencies}. Keep the name and the reference you are given.")
        return said.format(agencies=names_to_ring(look, {}))
    said = _("Ring {agencies}. Then write. Keep the name and the reference you are given.")
    return said.format(agencies=names_to_ring(look, known_numbers(look, calls)))


def _because(look: Look, assessment: Assessment) -> str:
    titles = {each.id: each.title for each in look.procedure.criteria}
    met = [titles[each.id] for each in assessment.criteria if each.status is Status.MET]
    if len(met) == 1:
        return _("One criterion is met: {criterion}.").format(criterion=met[0])
    if met:
        return _("{number} criteria are met: {criteria}.").format(
            number=len(met), criteria="; ".join(met)
        )
    return _("A rule of the procedure requires it, whatever the five criteria say.")


def _hold(look: Look) -> Panel:
    return Panel(
        FIND,
        _("What the rules say"),
        _("Not settled yet: find out today"),
        _(
            "Something that decides is not known. Not known is not no, so this cannot be closed. "
            "It ends in one of three ways, today:"
        ),
        (
            _("You find it out, by asking and never by looking. The list is below."),
            _("Or you refer. In doubt you always may."),
            _(
                "Or you ask {agencies}, and they advise that no referral is needed: their advice "
                "in their words, a review date, and the head teacher's signature."
            ).format(agencies=consulted_names(look)),
        ),
    )


def _manage(look: Look, assessment: Assessment) -> Panel:
    amber = bool(assessment.aggravating)
    lead = _("Manage it in school.")
    if look.about_imagery:
        lead = _("Manage in school, with the head teacher's signature.")
    if amber:
        lead = _("{lead} Yet this makes it worse than most: {features}").format(
            lead=lead, features=" ".join(features(look))
        )
    steps = [
        _consult_step(look, assessment),
        _("Complete the further review, write your reasons, and ask the head teacher to sign.")
        if look.about_imagery
        else _("Write down what you decide and why."),
        _family_step(assessment),
        _("Refer at any time if something new comes to light."),
    ]
    return Panel(
        AMBER if amber else MANAGE,
        _("What the rules say"),
        _("No referral is required, but ask for advice") if amber else _("No referral is required"),
        lead,
        tuple(filter(None, steps)),
    )


def features(look: Look) -> list[str]:
    """Give the aggravating features that are known, each with its answer."""
    found = look.assessment.aggravating if look.assessment else ()
    questions = [look.catalogue.by_id[each] for each in found]
    return [
        _("{question} Yes.").format(question=each.asks)
        if each.aggravates_when is Answer.YES
        else _("{question} No.").format(question=each.asks)
        for each in questions
    ]


def _consult_step(look: Look, assessment: Assessment) -> str:
    if all(each.id != _CONSULT for each in assessment.duties):
        return ""
    if assessment.outcome is Outcome.REFER_TODAY:
        return ""
    return _("Ask {agencies} for advice today, and write down who advised what.").format(
        agencies=consulted_names(look)
    )


def _family_step(assessment: Assessment) -> str:
    return {
        TellFamily.NOT_UNTIL_AGREED: _(
            "Do not tell the family yet. Whether, by whom and when is your first question in the call."
        ),
        TellFamily.ASK_FIRST: _(
            "Ask in the call before you tell the family: whether, by whom, what and when."
        ),
        TellFamily.INFORM_EARLY: _(
            "Tell the parents or carers of each child today, in person or by telephone, not by letter."
        ),
    }[assessment.tell_family]


def _unknown(assessment: Assessment) -> bool:
    return bool(assessment.find_out) or any(
        each.status is Status.NOT_KNOWN for each in assessment.criteria
    )
