"""Slow work beside the window: a plain function in a thread, its result back on the window's own.

The functions below load what they need when they run, so that nothing slow is loaded before the
first window is painted.
"""

import gc
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot
from typing_extensions import override

from desktop_app.runtime.i18n import gettext as _

if TYPE_CHECKING:
    from desktop_app.domain.procedure import Procedure
    from desktop_app.domain.questions import Catalogue
    from desktop_app.services.backups import Restored
    from desktop_app.services.contact_book import ContactBook
    from desktop_app.services.guidance_entries import Section
    from desktop_app.services.recovering import Fresh, Recovered
    from desktop_app.services.sessions import RecoveryKeys, Session, Unlocked

_running: set["Job"] = set()


class Restoring(NamedTuple):
    """Which backup goes where, and who opens it; `sign_in` is empty where there is one user."""

    file: Path
    target: Path
    password: str
    sign_in: str
    at: datetime

    @override
    def __repr__(self) -> str:
        """Show nothing that is secret."""
        return "Restoring()"


class Job(QObject):
    """One piece of slow work; made by `run`, and kept alive until its result was handed over."""

    _ended = Signal(object, object)

    def __init__(
        self, done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        super().__init__()
        self._done = done
        self._failed = failed
        self._wanted = True
        self._thread: threading.Thread | None = None
        self._ended.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def drop(self) -> None:
        """Cancel: the work goes on unseen, and whatever comes of it is thrown away."""
        self._wanted = False

    def begin(self, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        """Run the function in a thread of its own.

        Meanwhile Python collects no circles of garbage: it would do so in whichever thread asks
        for memory, and what Qt made must not be taken apart beside the window's own.
        """
        _running.add(self)
        gc.disable()
        self._thread = threading.Thread(target=self.work, args=(function, arguments), daemon=True)
        self._thread.start()

    def work(self, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        """Run the function here, in whatever thread this is, and report what came of it."""
        result: object = None
        error: BaseException | None = None
        try:
            result = function(*arguments)
        except BaseException as raised:  # noqa: BLE001  # the window's thread is told of everything
            error = raised
        try:
            self._ended.emit(result, error)
        except RuntimeError:
            return  # the program ended in the meantime and took this object with it

    @Slot(object, object)
    def _hand_over(self, result: object, error: BaseException | None) -> None:
        if self._thread is not None:
            self._thread.join()  # it has nothing left to do, and must not be the last to let go
        _running.discard(self)
        if not _running:
            gc.enable()
        if not self._wanted:
            return
        if error is not None:
            self._failed(error)
        else:
            self._done(result)


def run(
    function: Callable[..., object],
    *arguments: object,
    done: Callable[[Any], None],
    failed: Callable[[BaseException], None],
) -> Job:
    """Run a function in a thread; hand its result, or what it raised, over in this one.

    A function that takes part in this must not touch the vault's connection or a widget.
    """
    job = Job(done, failed)
    job.begin(function, arguments)
    return job


def derive(path: Path, password: str, sign_in: str | None) -> "Unlocked":
    """Give what the password opens; raises what `sessions.derive` raises."""
    from desktop_app.services import sessions

    return sessions.derive(path, password, sign_in)


def is_my_password(session: "Session", password: str) -> bool:
    """Say whether this is the password of whoever is signed in; see `sessions.is_my_password`."""
    from desktop_app.services import sessions

    return sessions.is_my_password(session, password)


def sign_in(path: Path, password: str, name: str | None, now: datetime) -> "Unlocked":
    """Give what the password opens, wrong ones counted; raises what `sign_in.derive` raises."""
    from desktop_app.services import sign_in as desk

    return desk.derive(path, password, name, now=now)


def seconds_left(path: Path, now: datetime) -> int:
    """Give how long nobody may try a password here; see `sign_in.seconds_left`."""
    from desktop_app.services import sign_in as desk

    return desk.seconds_left(path, now=now)


def unlock_with_paper(path: Path, rows: "Sequence[str]") -> "Recovered":
    """Give what the paper key opens; raises what `recovering.unlock` raises."""
    from desktop_app.services import recovering

    return recovering.unlock(path, rows)


def new_keys_with_paper(path: Path, recovered: "Recovered", name: str, password: str) -> "Fresh":
    """Give new keys behind a new password; raises what `recovering.new_keys` raises."""
    from desktop_app.services import recovering

    return recovering.new_keys(path, recovered, name, password)


def make_vault(  # noqa: PLR0913, PLR0917  # a thread's arguments go by their places
    path: Path, password: str, sign_in: str, name: str, role: str, at: datetime
) -> "RecoveryKeys":
    """Make a vault; raises what `sessions.make_vault` raises."""
    from desktop_app.services import sessions

    return sessions.make_vault(
        path, password=password, sign_in=sign_in, name=name, role=role, at=at
    )


def restore(asked: "Restoring", step: Callable[[int, int], None]) -> "Restored":
    """Put a backup back; raises what `backups.restore` raises, and what `step` raises."""
    from desktop_app.services import backups

    who = backups.Who(asked.password, asked.sign_in or None)
    return backups.restore(
        asked.file, asked.target, who=who, at=asked.at, progress=step, for_commands=False
    )


def restored_words(done: "Restored") -> tuple[str, ...]:
    """Give what is said of a backup that was put back."""
    from desktop_app.services import backup_words

    return backup_words.restored(done)


def draw_colleague_card(procedure: str, book: "ContactBook", at: datetime) -> bytes:
    """Draw the card of a concern about a colleague, by the id of the procedure in force here."""
    from desktop_app.services import colleague_card_paper

    return colleague_card_paper.card_on_paper(procedure, book, at)


def draw_guidance(
    procedure: "Procedure",
    catalogue: "Catalogue",
    sections: "Sequence[Section]",
    *,
    at: datetime,
    user: str,
) -> bytes:
    """Draw sections of the guidance."""
    from desktop_app.services import guidance_paper

    return guidance_paper.guidance_on_paper(procedure, catalogue, sections, at=at, user=user)


def open_session(
    path: Path,
    unlocked: "Unlocked",
    now: Callable[[], datetime],
    *,
    knowingly: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> "Session":
    """Open the vault, in the window's own thread: this is no job, but what a job makes possible.

    Raises what `sessions.open_session` raises, and PlaceRefusedError for a vault of real cases that
    lies where none may live.
    """
    from desktop_app.services import places, sessions

    return sessions.open_session(
        path, unlocked, now, knowingly=knowingly, place=places.check_live, progress=progress
    )


def keep_seen(session: "Session") -> None:
    """Keep how far the log goes for who opened it; no job either. A closed vault is left alone."""
    from desktop_app.services import sessions

    sessions.keep_seen(session, session.seen.place if session.seen is not None else {})


class Trouble(NamedTuple):
    """What kept a job from its result, in a sentence; `about` names what can be put right.

    `seconds` are to be waited before it can be tried again.
    """

    about: str
    sentence: str
    seconds: int = 0


def trouble(error: BaseException) -> Trouble:
    """Give the sentence for what somebody at this computer can put right; raise anything else.

    `about` is `password`, `sign-in`, `wait`, `not-as-seen` for what opens when somebody says that
    they know why, or empty for what is none of them.
    """
    from desktop_app.domain import errors, trust_errors
    from desktop_app.services import messages

    if isinstance(error, errors.SignInNeededError):
        return Trouble("sign-in", _("Choose who you are."))
    if isinstance(error, errors.SafeguardingError) and not messages.is_ours(error):
        if isinstance(error, trust_errors.TooManyTriesError):
            return Trouble("wait", messages.sentence(error), error.seconds)
        about = {
            errors.PasswordRefusedError: "password",
            trust_errors.KeyFileOlderError: "not-as-seen",
            trust_errors.HistoryOlderError: "not-as-seen",
            trust_errors.VaultSwappedError: "not-as-seen",
        }
        return Trouble(about.get(type(error), ""), messages.sentence(error))
    if isinstance(error, OSError):
        return Trouble("", messages.system_sentence(error))
    raise error


def wrong_place(path: Path) -> str:
    """Give the sentence for a place where no vault may be made, empty where one may."""
    from desktop_app.domain.trust_errors import PlaceRefusedError
    from desktop_app.services import places

    try:
        places.check_new(path)
    except PlaceRefusedError as error:
        return trouble(error).sentence
    return ""


def missing(path: Path) -> Trouble:
    """Give the sentence for a vault that is not where it was."""
    from desktop_app.domain import errors

    return trouble(errors.VaultMissingError(path))
