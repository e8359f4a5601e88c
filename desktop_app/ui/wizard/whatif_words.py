"""Says in sentences what a yes or a no to an open question would do."""

from collections.abc import Sequence

from desktop_app.domain.procedure import Outcome, Procedure, Strength, TellFamily
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.whatif import Change
from desktop_app.ui.wizard.words import agency_name, capital, one_after_another, one_or_another


def change_words(procedure: Procedure, change: Change, outcome: str) -> str:
    """Give what the answer would do; `outcome` is the outcome as it is now."""
    if change.is_none:
        return _nothing(outcome)
    said = [
        _("ring 999 at once.") if change.emergency else "",
        _outcome(procedure, change),
        _family(change.tell_family),
    ]
    return " ".join(
        each if not place else capital(each) for place, each in enumerate(filter(None, said))
    )


def _nothing(outcome: str) -> str:
    if outcome == Outcome.HOLD:
        return _("not enough by itself: other answers still decide.")
    return _("nothing changes by itself.")


def _outcome(procedure: Procedure, change: Change) -> str:
    named = _named(procedure, change.named)
    if change.outcome is Outcome.REFER_TODAY:
        return _("refer today: {agencies}.").format(agencies=named) if named else _("refer today.")
    if change.outcome is Outcome.SCHOOL_MANAGED:
        return _("no referral is required; it is managed in school.")
    if change.outcome is Outcome.HOLD:
        return _("no referral is required for certain any more; it has to be settled.")
    if named:
        return _("the result stays, and these must be told: {agencies}.").format(agencies=named)
    if change.spared:
        spared = one_after_another([agency_name(procedure, each) for each in change.spared])
        return _("the result stays; no longer required: {agencies}.").format(agencies=spared)
    return ""


def _named(procedure: Procedure, named: Sequence[tuple[str, Strength]]) -> str:
    """Give agencies with their strength; those of a pair are said as one choice."""
    pair = [agency_name(procedure, each) for each, how in named if how is Strength.AND_OR]
    firm = [agency_name(procedure, each) for each, how in named if how is Strength.MUST]
    choice = [_("{pair} (at least one of them)").format(pair=one_or_another(pair))] if pair else []
    return one_after_another([*firm, *choice])


def _family(level: TellFamily | None) -> str:
    if level is None:
        return ""
    return {
        TellFamily.NOT_UNTIL_AGREED: _("the family is not told until an agency agrees."),
        TellFamily.ASK_FIRST: _("ask an agency before the family is told."),
        TellFamily.INFORM_EARLY: _("the family can be told today."),
    }[level]
