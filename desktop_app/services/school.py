"""What the school has settled: the procedure for new incidents, and rules that are switched off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from desktop_app.domain.errors import BadInputError, Fault
from desktop_app.domain.events.school import ProcedureChosen, ProcedureKept, RuleSwitched
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.roles import Role
from desktop_app.domain.state.incident import IncidentState
from desktop_app.procedures.library import Library
from desktop_app.services.rights import CASEWORK, EVERYONE, verb
from desktop_app.vault.vault import Vault

DEFAULT_PROCEDURE = "ukcis-2024"


class InSession(Protocol):
    """What is needed of an open session (`sessions.Session`, which stands above this module)."""

    @property
    def vault(self) -> Vault:
        """The open vault."""
        ...

    @property
    def library(self) -> Library:
        """The procedures."""
        ...

    @property
    def now(self) -> Callable[[], datetime]:
        """A clock that gives moments with their time zone."""
        ...


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule that is switched off: who in the partnership said so, by which letter; when, by whom.

    `at` is UTC, `by` a user's id; `letter_date` is as it was given, ISO 8601.
    """

    procedure: str
    rule: str
    decided_by: str
    letter: str
    letter_date: str
    reason: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class School:
    """The procedure for new incidents, and every rule that is switched off now."""

    procedure: str
    switches: tuple[Switch, ...]

    def off(self, procedure: str) -> frozenset[str]:
        """Give the rules of a procedure that are switched off."""
        return frozenset(each.rule for each in self.switches if each.procedure == procedure)


@verb(*EVERYONE)
def school_of(vault: Vault) -> School:
    """Give what the school has settled, by the vault's own log."""
    procedure = DEFAULT_PROCEDURE
    switches: dict[tuple[str, str], Switch] = {}
    for entry in vault.of_vault():
        event = entry.event
        if isinstance(event, ProcedureChosen):
            procedure = event.procedure
        elif isinstance(event, RuleSwitched):
            key = (event.procedure, event.rule)
            switches.pop(key, None)
            if event.off:
                switches[key] = Switch(
                    procedure=event.procedure,
                    rule=event.rule,
                    decided_by=event.decided_by,
                    letter=event.letter,
                    letter_date=event.letter_date,
                    reason=event.reason,
                    at=entry.at,
                    by=entry.author,
                )
    return School(procedure, tuple(switches.values()))


@verb(*EVERYONE)
def procedure_in_force(
    vault: Vault, library: Library, procedure: str, version: str | None = None
) -> Procedure:
    """Give a procedure with the rules left out that this school has switched off.

    One of the school's own whose folder is gone is given as the vault kept it. Raises what
    `Library.get` raises.
    """
    remember(vault, library)
    return library.switched_off(library.get(procedure, version), school_of(vault).off(procedure))


@verb(*EVERYONE)
def procedure_then(vault: Vault, library: Library, state: IncidentState) -> Procedure:
    """Give the procedure by which an incident was last assessed, as it was in force then."""
    remember(vault, library)
    assessed = state.assessed
    if assessed is None:
        return library.get(state.procedure)
    found = library.get(assessed.procedure, assessed.version, assessed.digest)
    return library.switched_off(found, frozenset(assessed.result.get("switched_off", ())))


@verb(*EVERYONE)
def chosen_procedure(vault: Vault, library: Library) -> str:
    """Give the procedure for new incidents: the school's, or the default where nobody has it."""
    remember(vault, library)
    chosen = school_of(vault).procedure
    return chosen if library.has(chosen) else DEFAULT_PROCEDURE


@verb(*EVERYONE)
def remember(vault: Vault, library: Library) -> None:
    """Tell the library of the school's own procedures that the vault keeps."""
    for kept in _kept(vault):
        library.remember(kept)


@verb(*EVERYONE)
def keep_procedure(vault: Vault, library: Library, procedure: Procedure, *, at: datetime) -> None:
    """Keep the files of a procedure of the school's own in the vault, once, before it is used."""
    wanted = library.to_keep(procedure)
    if wanted is not None and all(each.digest != wanted.digest for each in _kept(vault)):
        vault.append([wanted], incident=None, at=at)


def _kept(vault: Vault) -> Iterator[ProcedureKept]:
    return (each.event for each in vault.of_vault() if isinstance(each.event, ProcedureKept))


@verb(*EVERYONE)
def procedure_of_school(vault: Vault, library: Library) -> Procedure:
    """Give the procedure for new incidents, as it is in force in this school."""
    return procedure_in_force(vault, library, chosen_procedure(vault, library))


@verb(*CASEWORK)
def choose_procedure(session: InSession, procedure: str) -> School:
    """Settle by which procedure new incidents are assessed. Raises ProcedureUnknownError."""
    chosen = session.library.get(procedure)
    if school_of(session.vault).procedure != procedure:
        with session.vault.transaction():
            keep_procedure(session.vault, session.library, chosen, at=session.now())
            session.vault.append([ProcedureChosen(procedure)], incident=None, at=session.now())
    return school_of(session.vault)


@verb(Role.DSL)
def switch_rule(  # noqa: PLR0913  # keyword-only, each its own fact about the partnership's letter
    session: InSession,
    *,
    procedure: str,
    rule: str,
    off: bool,
    decided_by: str = "",
    letter: str = "",
    letter_date: str = "",
    reason: str = "",
) -> School:
    """Switch a rule off, or on again (contract section 5, rule 9).

    Raises BadInputError where the rule cannot be switched, or where who, the letter or its date
    are missing: it is off only once the partnership has said so in writing.
    """
    known = {each.id for each in session.library.get(procedure).switchable}
    faults = [] if rule in known else [Fault("rule", "cannot-be-switched", (rule,))]
    if off:
        given = {"decided_by": decided_by, "letter": letter, "letter_date": letter_date}
        faults += [Fault(name, "missing") for name, text in given.items() if not text.strip()]
        faults += _day_faults(letter_date, session.now().date())
    if faults:
        raise BadInputError(tuple(faults))
    event = RuleSwitched(
        procedure=procedure,
        rule=rule,
        off=off,
        decided_by=decided_by.strip(),
        letter=letter.strip(),
        letter_date=letter_date.strip(),
        reason=reason.strip(),
    )
    session.vault.append([event], incident=None, at=session.now())
    return school_of(session.vault)


def _day_faults(text: str, today: date) -> list[Fault]:
    if not text.strip():
        return []
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return [Fault("letter_date", "not-a-day")]
    return [Fault("letter_date", "in-the-future")] if day > today else []
