"""What happened to the vault itself, entry by entry, as sentences: who was let in, what was kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.documents.words import reason_words
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.keeping import (
    BackupMade,
    BackupRehearsed,
    BackupRestored,
    CaptureAllowed,
    DifferenceAccepted,
    ListExported,
    LogCountersigned,
    LogExported,
    SessionOpened,
)
from desktop_app.domain.events.school import ProcedureChosen, ProcedureKept, RuleSwitched
from desktop_app.domain.events.vaults import (
    PasswordChanged,
    ProjectionRebuilt,
    RecoveryRenewed,
    RecoveryUsed,
    UserAdded,
    UserChanged,
    UserRemoved,
    UserRenewed,
    VaultCreated,
    VaultMigrated,
    VaultRekeyed,
)
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services.capture import why_words
from desktop_app.services.casework_words import short_time
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.services.school_story import switched_words
from desktop_app.services.trust_messages import role_words
from desktop_app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to the vault: its entry, when (short words), who, and what."""

    position: int
    when: str
    who: str
    sentence: str


@verb(*EVERYONE)
def happened(vault: Vault) -> tuple[Happened, ...]:
    """Give everything that happened to the vault itself, the newest first."""
    names = {each.id: each.name or each.sign_in for each in vault.users()}
    found = [
        Happened(
            entry.position,
            short_time(entry.at),
            names.get(entry.author, ""),
            vault_words(entry.event, names),
        )
        for entry in vault.of_vault()
    ]
    return tuple(reversed(found))


def vault_words(event: Event, names: Mapping[str, str]) -> str:
    """Give our sentence for an event of the vault; `names` are those of users by id."""
    match event:
        case UserAdded() | UserChanged() | UserRemoved() | UserRenewed() | PasswordChanged():
            return _of_people(event, names)
        case RecoveryUsed() | RecoveryRenewed() | VaultRekeyed():
            return _of_keys(event, names)
        case BackupMade() | BackupRehearsed() | BackupRestored():
            return _of_copies(event)
        case LogCountersigned() | LogExported() | ListExported():
            return _of_the_log(event)
        case ProcedureChosen() | ProcedureKept() | RuleSwitched():
            return _of_the_school(event)
        case SessionOpened() | CaptureAllowed() | DifferenceAccepted():
            return _of_the_window(event)
        case VaultCreated():
            return _("The vault was made")
        case VaultMigrated():
            return _("The tables were brought up to date; the copy {0} was kept").format(event.copy)
        case ProjectionRebuilt():
            return _("The tables to browse were made anew from the log")
        case _:
            return _("Something that this version has no words for")


def _of_people(
    event: UserAdded | UserChanged | UserRemoved | UserRenewed | PasswordChanged,
    names: Mapping[str, str],
) -> str:
    who = names.get(event.user) or _("Someone")
    match event:
        case UserAdded():
            return _("{who} was let in as {role}").format(who=who, role=role_words(event.office))
        case UserChanged():
            return _("{who} is {role} from now on").format(who=who, role=role_words(event.office))
        case UserRemoved():
            said = _("{who} has left and may not open what is saved from now on").format(who=who)
            return f"{said}: {event.reason}" if event.reason.strip() else said
        case UserRenewed():
            return _("{who} has new keys, for the password was lost").format(who=who)
        case PasswordChanged():
            return _("{who} changed their password").format(who=who)


def _of_keys(event: RecoveryUsed | RecoveryRenewed | VaultRekeyed, names: Mapping[str, str]) -> str:
    match event:
        case RecoveryUsed():
            said = _("The paper recovery key opened the vault for {who}")
            return said.format(who=names.get(event.user) or _("Someone"))
        case RecoveryRenewed():
            return _("A new paper recovery key was made; the old one opens nothing saved later")
        case VaultRekeyed():
            return _("The whole vault was written anew under a new key")


def _of_copies(event: BackupMade | BackupRehearsed | BackupRestored) -> str:
    match event:
        case BackupMade():
            said = _("Backup made: {file}, up to entry {entry}, kept at {place}")
            return said.format(file=event.file, entry=event.entry, place=event.place)
        case BackupRehearsed():
            said = _("Backup {file} was opened to prove that it does: it ends at entry {entry}")
            return said.format(file=event.file, entry=event.entry)
        case BackupRestored():
            said = _("This vault is the backup {file} put back, which ended at entry {entry}")
            return said.format(file=event.file, entry=event.entry)


def _of_the_log(event: LogCountersigned | LogExported | ListExported) -> str:
    match event:
        case LogCountersigned():
            return _("The log was countersigned up to entry {0}").format(event.entry)
        case LogExported():
            said = (
                _("The log was exported with its content, up to entry {entry}. Reason: {reason}")
                if event.with_content
                else _("The log was exported, up to entry {entry}. Reason: {reason}")
            )
            return said.format(entry=event.entries, reason=reason_words(event.reason))
        case ListExported():
            said = ngettext(
                "A list of {rows} incident was exported. Reason: {reason}",
                "A list of {rows} incidents was exported. Reason: {reason}",
                event.rows,
            )
            return said.format(rows=event.rows, reason=reason_words(event.reason))


def _of_the_school(event: ProcedureChosen | ProcedureKept | RuleSwitched) -> str:
    match event:
        case ProcedureChosen():
            said = _("New incidents are assessed by {procedure}.")
            return said.format(procedure=event.procedure)
        case ProcedureKept():
            said = _("The procedure {procedure}, version {version}, was kept with the record")
            return said.format(procedure=event.procedure, version=event.version)
        case RuleSwitched():
            return switched_words(event)


def _of_the_window(event: SessionOpened | CaptureAllowed | DifferenceAccepted) -> str:
    match event:
        case DifferenceAccepted():
            said = _("“I know why”: the log was not what was seen here up to entry {seen}")
            return said.format(seen=event.seen)
        case SessionOpened():
            if not event.wrong_before:
                return _("Opened")
            said = ngettext(
                "Opened, after {number} wrong password",
                "Opened, after {number} wrong passwords",
                event.wrong_before,
            )
            return said.format(number=event.wrong_before)
        case CaptureAllowed():
            said = ngettext(
                "Pictures of the screen allowed for {minutes} minute. Reason: {reason}",
                "Pictures of the screen allowed for {minutes} minutes. Reason: {reason}",
                event.minutes,
            )
            return said.format(minutes=event.minutes, reason=why_words(event.reason))
