"""What the school settled, entry by entry of the vault's log, as sentences for the settings."""

from dataclasses import dataclass

from desktop_app.domain.events.school import ProcedureChosen, RuleSwitched
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.casework_words import short_date, short_time
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Settled:
    """One thing that was settled: when (short words), by whom of this school, and what."""

    when: str
    who: str
    sentence: str


@verb(*EVERYONE)
def settled(vault: Vault) -> tuple[Settled, ...]:
    """Give everything that was settled for all incidents, the newest first."""
    names = {each.id: each.name or each.sign_in for each in vault.users()}
    found = []
    for entry in vault.of_vault():
        event = entry.event
        if isinstance(event, ProcedureChosen):
            said = _("New incidents are assessed by {procedure}.")
            sentence = said.format(procedure=event.procedure)
        elif isinstance(event, RuleSwitched):
            sentence = switched_words(event)
        else:
            continue
        who = names.get(entry.author, "")
        found.append(Settled(short_time(entry.at), who, sentence))
    return tuple(reversed(found))


def switched_words(event: RuleSwitched) -> str:
    """Give what was switched, and by whose letter."""
    if not event.off:
        said = _("The rule “{rule}” of {procedure} was switched on again.")
        words = said.format(rule=event.rule, procedure=event.procedure)
    else:
        said = _(
            "The rule “{rule}” of {procedure} was switched off: decided by {decided_by}, letter "
            "{letter} of {day}."
        )
        words = said.format(
            rule=event.rule,
            procedure=event.procedure,
            decided_by=event.decided_by,
            letter=event.letter,
            day=short_date(event.letter_date),
        )
    if not event.reason:
        return words
    return _("{sentence} Reason: {reason}").format(sentence=words, reason=event.reason)
