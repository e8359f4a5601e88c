"""A session: one user's open vault with the procedures, from unlocking to locking.

Deriving the key is slow on purpose and may run in any thread; opening the file with it is fast,
and the thread that opens it is the only one that may use it.
"""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from desktop_app.domain.errors import PasswordRefusedError
from desktop_app.domain.events.keeping import DifferenceAccepted, SessionOpened
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.library import Library
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.paths import own_procedure_folders, resources_folder
from desktop_app.services import passwords, practice, sign_in
from desktop_app.services.rights import EVERYONE, verb
from desktop_app.services.sign_in import forget_place
from desktop_app.services.sign_ins import sign_ins
from desktop_app.services.vaults import FIRST_USER
from desktop_app.services.wording import catalogue_in_language
from desktop_app.vault.first_look import Admit
from desktop_app.vault.keyslots import LEAST_PASSWORD, UserKeys
from desktop_app.vault.own_password import check_own_password
from desktop_app.vault.vault import (
    FirstLook,
    RecoveryKeys,
    Unlocked,
    Vault,
    create_vault,
    open_unlocked,
    unlock,
)

__all__ = [
    "LEAST_PASSWORD",
    "RecoveryKeys",
    "Session",
    "Unlocked",
    "close",
    "derive",
    "is_my_password",
    "make_vault",
    "open_practice",
    "open_session",
    "sign_ins",
]

_PASSWORD_BYTES = 12
_PRACTICE_SEED = 1


@dataclass(frozen=True, slots=True)
class Session:
    """An open vault, the procedures, and a clock that gives moments with their time zone.

    `seen` is what this user last saw of the vault at this desk, None where nothing is known; `keys`
    are the user's own, with which that is kept, and None where nothing is to be kept.
    """

    vault: Vault
    library: Library
    now: Callable[[], datetime]
    seen: sign_in.Seen | None = None
    keys: UserKeys | None = field(default=None, repr=False)

    @property
    def practice(self) -> bool:
        """Whether this is a vault of invented cases."""
        return self.vault.practice

    @property
    def user_name(self) -> str:
        """The user's own name, or the sign-in name where none was given."""
        return self.vault.user.name or self.vault.user.sign_in

    @property
    def catalogue(self) -> Catalogue:
        """The questions and kinds in the language in force."""
        return catalogue_in_language(self.library.catalogue)


def derive(path: Path, password: str, sign_in: str | None) -> Unlocked:
    """Give what the password opens; slow on purpose, touches no connection, fit for any thread.

    Nothing is counted: that is `services.sign_in.derive`. Raises what `vault.opening.unlock` raises.
    """
    return unlock(path, password=password, sign_in=sign_in or None)


def open_session(  # noqa: PLR0913  # keyword-only, each its own fact about this opening
    path: Path,
    unlocked: Unlocked,
    now: Callable[[], datetime],
    *,
    knowingly: bool = False,
    place: Admit | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Session:
    """Open the vault with the keys that `derive` gave, in the thread that will use it; fast.

    The log keeps that it was opened, and how many wrong passwords came before; what this user has
    seen by now is for `keep_seen`, once nobody waits any more. `place` refuses it where it may not
    lie. `knowingly` opens it although it is not as it was seen here, and the log keeps that too.
    `progress` is called with (done, total) where the whole vault must be copied first, as one of an
    older version is. Raises what `place` and `sign_in.check_as_seen` raise, before anything is
    written;
    AdministratorError, UserRemovedError, VaultInUseError, VaultDamagedError, VaultTooNewError,
    VaultAlteredError.
    """
    seen = sign_in.last_seen(path, unlocked)
    found: DifferenceAccepted | None = None

    def admit(look: FirstLook) -> None:
        nonlocal found
        if place is not None:
            place(look)
        if not knowingly:
            sign_in.check_as_seen(look, unlocked, seen)
        found = sign_in.difference(look, sign_in.seen_here(path, unlocked))

    if not unlocked.vault_keys and not knowingly:
        sign_in.check_key_file(path, unlocked, seen)
    vault = open_unlocked(path, unlocked, older_keys=knowingly, admit=admit, progress=progress)
    try:
        return _begun(Session(vault, _library(), now, seen, unlocked.keys), accepted=found)
    except BaseException:
        vault.close()
        raise


def _begun(session: Session, accepted: DifferenceAccepted | None) -> Session:
    """Write in the log that the vault was opened; give the session as it begins."""
    vault, seen = session.vault, session.seen
    wrong = sign_in.untold(vault.id)
    opened = SessionOpened(wrong_before=wrong, seen=seen.position if seen else 0)
    events: list[SessionOpened | DifferenceAccepted] = [opened]
    if accepted is not None:
        events.append(accepted)
    vault.append(events, incident=None, at=session.now())
    sign_in.begin_anew(vault.id)
    sign_in.note_told(vault.id, wrong)
    if accepted is None or session.keys is None:
        return session
    # What was seen before stands no more: from here on this log is what was seen.
    sign_in.keep_seen(vault, session.keys, place={}, knowingly=True)
    return replace(session, seen=None)


@verb(*EVERYONE)
def keep_seen(session: Session, place: Mapping[str, str]) -> None:
    """Keep, for this user at this desk, how far the log goes, and the page they are on."""
    if session.keys is not None:
        sign_in.keep_seen(session.vault, session.keys, place=place)


@verb(*EVERYONE)
def is_my_password(session: Session, password: str) -> bool:
    """Say whether this is the password of whoever is signed in; slow on purpose, for any thread.

    It reads the key file alone: the vault's connection is not touched. A wrong one counts as one at
    the sign-in does. Raises TooManyTriesError, KeyFileMissingError, KeyFileTooNewError or
    KeyFileDamagedError.
    """
    path = session.vault.path
    try:
        with sign_in.counted(path, now=session.now()):
            check_own_password(session.vault, password)
    except PasswordRefusedError:
        return False
    return True


def make_vault(  # noqa: PLR0913  # keyword-only, each its own fact about the first user
    path: Path, *, password: str, sign_in: str, name: str, role: str, at: datetime
) -> RecoveryKeys:
    """Make a vault with its first user, close it again, and give both recovery keys this once.

    Slow on purpose (the password's cost is measured), fit for any thread. The folder is made if it
    is not there. Raises what `passwords.check` and `create_vault` raise, and OSError for a folder
    that cannot be made.
    """
    passwords.check(password, about=(sign_in, name))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    vault, keys = create_vault(
        path, password=password, sign_in=sign_in, name=name, role=role, at=at
    )
    vault.close()
    forget_place(path)
    return keys


def open_practice(now: Callable[[], datetime]) -> tuple[Session, Path]:
    """Open a session on invented incidents in a fresh temporary folder, which the caller removes.

    The password stands nowhere: with the folder, everything in it is gone.
    """
    folder = Path(tempfile.mkdtemp(prefix="safeguarding-desk-"))
    library = _library()
    path = folder / "practice.vault"
    try:
        vault, _keys = create_vault(
            path,
            password=secrets.token_urlsafe(_PASSWORD_BYTES),
            sign_in=FIRST_USER,
            name=_("Practice user"),
            at=now(),
            practice=True,
        )
        practice.record_all(vault, library, seed=_PRACTICE_SEED, now=now())
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Session(vault, library, now), folder


@verb(*EVERYONE)
def close(session: Session, place: Mapping[str, str] | None = None) -> None:
    """Close the vault and give up its lock; closing twice does nothing.

    `place` is the page to come back to, kept for this user at this desk.
    """
    keep_seen(session, place or {})
    session.vault.close()


def _library() -> Library:
    return Library(resources_folder(), *own_procedure_folders())
