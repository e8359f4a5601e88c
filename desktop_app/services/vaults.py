"""Making, opening, checking and rebuilding a vault."""

from datetime import datetime
from functools import partial
from pathlib import Path

from desktop_app.domain.events.vaults import ProjectionRebuilt
from desktop_app.runtime import lock_file
from desktop_app.services import passwords, places
from desktop_app.services.rights import CASEWORK, EVERYONE, verb
from desktop_app.services.sign_in import (
    begin_anew,
    check_as_seen,
    derive,
    forget_place,
    seen_here,
)
from desktop_app.vault.vault import (
    FirstLook,
    RecoveryKeys,
    Vault,
    VerifyReport,
    create_vault,
    open_unlocked,
)

FIRST_USER = "DSL"


def create(path: Path, *, password: str, sign_in: str, at: datetime) -> RecoveryKeys:
    """Make a vault and its key file; give both recovery keys, this once.

    Raises what `passwords.check` raises, and what the vault raises: the file is there already, the
    place cannot be written.
    """
    passwords.check(password, about=(sign_in,))
    vault, keys = create_vault(path, password=password, sign_in=sign_in, at=at)
    vault.close()
    forget_place(path)
    return keys


def unlock(path: Path, *, password: str, sign_in: str | None, at: datetime) -> Vault:
    """Open a vault for a command and say beside it who has it; the caller closes it.

    Wrong passwords are counted at this desk. Raises TooManyTriesError, what opening raises,
    PlaceRefusedError where no vault of real cases may live, and what `check_as_seen` raises: a
    command has nobody who could say that they know why. Nothing was written by then.
    """
    unlocked = derive(path, password, sign_in, now=at)
    seen = seen_here(path, unlocked)

    def admit(look: FirstLook) -> None:
        places.check_live(look, for_commands=True)
        check_as_seen(look, unlocked, seen)

    vault = open_unlocked(path, unlocked, admit=admit)
    begin_anew(vault.id)
    lock_file.note(path)
    vault.when_closed(partial(lock_file.forget, path))
    return vault


@verb(*EVERYONE)
def verify(vault: Vault) -> VerifyReport:
    """Check pages, events, signatures and projection, and give the head of the log."""
    return vault.verify()


@verb(*CASEWORK)
def rebuild(vault: Vault, *, at: datetime) -> int:
    """Make the tables to browse and search anew from the log; give how many incidents they hold."""
    with vault.transaction():
        incidents = vault.rebuild()
        vault.append([ProjectionRebuilt(incidents)], incident=None, at=at)
    return incidents
