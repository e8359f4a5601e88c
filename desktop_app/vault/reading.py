"""What is read of an open vault: the log, incidents, people, drafts, and whether all of it holds."""

import functools
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from desktop_app.domain.errors import (
    UserUnknownError,
)
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.state.incident import IncidentState
from desktop_app.vault import (
    browsing,
    checking,
    engine,
    keyslots,
    log_export,
    search,
    users,
)
from desktop_app.vault.checking import Progress, VerifyReport
from desktop_app.vault.drafts import DraftRow, Drafts
from desktop_app.vault.engine import Connection
from desktop_app.vault.entries import entry
from desktop_app.vault.envelope import SEALED
from desktop_app.vault.event_log import VAULT_SCOPE, EventLog
from desktop_app.vault.head import Head
from desktop_app.vault.keyring import Holder
from desktop_app.vault.keyslots import PasswordSlot
from desktop_app.vault.sealed_log import SealedLog
from desktop_app.vault.sealed_readers import SealedReader
from desktop_app.vault.seals import Seals
from desktop_app.vault.search import IncidentRow, PersonRow
from desktop_app.vault.users import User

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")
_This = TypeVar("_This", bound="Reader")


def translated(
    method: Callable[Concatenate[_This, _Given], _Result],
) -> Callable[Concatenate[_This, _Given], _Result]:
    """Let a method raise our own errors in place of the driver's."""

    @functools.wraps(method)
    def run(vault: _This, /, *args: _Given.args, **kwargs: _Given.kwargs) -> _Result:
        with engine.faults(vault.path):
            return method(vault, *args, **kwargs)

    return run


class Reader:
    """The reading half of `store.Vault`.

    Every method raises the errors of the machine (VaultDamagedError …) beside those it names, and
    VaultClosedError after the vault was closed.
    """

    def __init__(self, path: Path, *, connection: Connection, vault: str, holder: Holder) -> None:
        self.path = path
        self.id = vault
        self.user = holder.user
        self.keyring = holder.keyring
        self._keys = holder.keys
        self._seals = Seals(vault=vault, user=holder.user.id, keys=holder.keys)
        # Asked for at every key; read on from its end once something was added to it.
        self._about_vault: tuple[Entry, ...] = ()
        self._more_about_vault = True
        self._unwritten: dict[str, IncidentState] = {}
        self._connect(connection)

    def _connect(self, connection: Connection) -> None:
        """Read and write through this connection from now on."""
        user, keys = self.user.id, self._keys
        self._connection = connection
        self._log = EventLog(connection, vault=self.id, user=user, keys=keys)
        self._sealed = SealedLog(self._log, self._seals)
        self._drafts = Drafts(connection, self.id, user, keys)

    # --- the log ---

    def since(self, position: int = 0) -> Iterator[Entry]:
        """Yield the entries after a position; sealed ones that this user cannot open are left out.

        Raises EntryUnreadableError.
        """
        with engine.faults(self.path):
            opened = {row.position: said for row, said in self._sealed.read().entries}
            for row in self._log.rows(after=position):
                if row.position in opened:
                    yield entry(row, opened[row.position])
                elif _is_open(row.body):
                    yield entry(row)

    @translated
    def of_incident(self, incident: str) -> tuple[Entry, ...]:
        """Return an incident's entries, in order; none where it is sealed to others."""
        if not self._sealed.is_open(incident):
            return self._sealed.whole(incident)
        return tuple(entry(row) for row in self._log.rows_of(incident))

    @translated
    def of_vault(self) -> tuple[Entry, ...]:
        """Return what happened to the vault itself, in order."""
        if self._more_about_vault:
            after = self._about_vault[-1].position if self._about_vault else 0
            more = self._log.rows_of(VAULT_SCOPE, after=after)
            self._about_vault += tuple(entry(row) for row in more)
            self._more_about_vault = False
        return self._about_vault

    @translated
    def find_incident(self, reference: str) -> str | None:
        """Return the id of the incident with this reference, of those that this user may read."""
        # A sealed one first: anyone can write an open one of the same reference, to be taken for it.
        sealed = (s.id for s in self._sealed.states() if s.reference == reference)
        unwritten = (s.id for s in self._unwritten.values() if s.reference == reference)
        row = self._connection.execute(
            "SELECT id FROM incident WHERE reference = ? ORDER BY number", (reference,)
        ).fetchone()
        return next(sealed, str(row[0]) if row is not None else next(unwritten, None))

    @translated
    def head(self) -> Head:
        """Return the newest entry's place and hash."""
        return self._log.head()

    @translated
    def hash_at(self, position: int) -> str | None:
        """Return the hash (hex) of the entry at a position, or None: the log does not reach it."""
        found = self._connection.execute(
            "SELECT hash FROM event WHERE position = ?", (position,)
        ).fetchone()
        return None if found is None else bytes(found[0]).hex()

    @translated
    def export_log(self, *, with_content: bool, at: datetime) -> bytes:
        """Return the log as it is given to others to check; see `log_export`."""
        return log_export.export(self._log, with_content=with_content, at=at)

    @functools.cached_property
    def practice(self) -> bool:
        """Say whether this is a throw-away vault of invented cases; its first entry tells."""
        with engine.faults(self.path):
            beginning = users.beginning(self._connection)
        return beginning is not None and beginning.practice

    # --- sealed incidents, read when first asked for ---

    @translated
    def sealed_incidents(self) -> tuple[IncidentState, ...]:
        """Return the sealed incidents that this user may read, the newest first."""
        return tuple(reversed(self._sealed.states()))

    @translated
    def readers_of(self, incident: str) -> tuple[SealedReader, ...]:
        """Return who may read a sealed incident, in the order in which they were given its key.

        None for an incident that is not sealed. Raises NotAReaderError where this user reads none.
        """
        return self._sealed.readers(incident, users=self.users(), about_vault=self.of_vault())

    # --- to browse and search ---

    @translated
    def newest(self, limit: int = 100, before: int | None = None) -> tuple[IncidentRow, ...]:
        """Return the newest open incidents; the next page is `before` the last one's number."""
        return search.newest(self._connection, limit=limit, before=before or search.NEWEST)

    @translated
    def search(
        self, query: str, limit: int = 50, before: int | None = None
    ) -> tuple[IncidentRow, ...]:
        """Return the newest incidents with these words or a person of this name.

        Sealed ones that this user may read are looked through in memory.
        """
        return search.search(
            self._connection,
            query,
            limit=limit,
            before=before or search.NEWEST,
            sealed=tuple(self._sealed.states()),
        )

    @translated
    def numbers(
        self, words: str = "", *, outcome: str = "", status: str = "", limit: int | None = None
    ) -> tuple[int, ...]:
        """Return the number of every incident that matches, newest first; empty is any.

        Sealed ones that this user may read are among them. `limit` is the most that is wanted.
        """
        return browsing.numbers(
            self._connection,
            words,
            outcome=outcome,
            status=status,
            limit=limit,
            sealed=self._sealed.states(),
        )

    @translated
    def rows(self, numbers: Sequence[int]) -> tuple[IncidentRow, ...]:
        """Return the rows of these incidents in this order; one that is not there is left out."""
        return browsing.rows(self._connection, numbers, sealed=self._sealed.states())

    @translated
    def to_do(self, limit: int = 50) -> tuple[IncidentRow, ...]:
        """Return the incidents that wait for somebody, the most urgent first."""
        return browsing.to_do(self._connection, limit=limit, sealed=self._sealed.states())

    @translated
    def waiting(self) -> int:
        """Return how many incidents wait for somebody."""
        return browsing.waiting(self._connection, sealed=self._sealed.states())

    @translated
    def people_like(self, name: str, born: date | None) -> tuple[PersonRow, ...]:
        """Return people of open incidents who may be the one meant, the likeliest first.

        People of sealed incidents are left out: their ids must not stand in an open one.
        """
        return search.people_like(self._connection, name, born)

    @translated
    def knows_person(self, person: str) -> bool:
        """Say whether someone in an open incident has this id."""
        return search.knows_person(self._connection, person)

    @translated
    def users(self) -> tuple[User, ...]:
        """Return every user of the vault, in the order in which they were introduced."""
        return users.every(self._connection)

    def user_by_sign_in(self, name: str) -> User:
        """Return the user with this sign-in name, of those who have not left.

        Raises UserUnknownError.
        """
        for user in self.users():
            if keyslots.same_name(user.sign_in, name) and not user.removed:
                return user
        raise UserUnknownError(name)

    @translated
    def refresh_user(self) -> None:
        """Take the signed-in user as the log has them now."""
        self.user = users.known(self._connection, self.user.id)

    @translated
    def introduced(self, slot: PasswordSlot) -> bool:
        """Say whether a slot of the key file has the newest keys that the log gives its user."""
        with suppress(UserUnknownError):
            newest = users.newest_keys(self._connection, slot.user)
            return newest == (slot.sealing_public.hex(), slot.signing_public.hex())
        return False

    @property
    def paper_witness(self) -> str:
        """The public key (hex) that the newest paper key bears witness with; empty if none."""
        with engine.faults(self.path):
            return users.paper_keys(self._connection)[1]

    # --- drafts, and the whole ---

    @translated
    def read_draft(self, draft: str) -> dict[str, Any]:
        """Return a draft's content; raises DraftMissingError."""
        return self._drafts.read(draft)

    @translated
    def drafts(self) -> tuple[DraftRow, ...]:
        """Return this user's drafts, the newest first."""
        return self._drafts.mine()

    @translated
    def verify(self, progress: Progress | None = None) -> VerifyReport:
        """Check pages, log, signatures and every table made from it; report all that is wrong.

        `progress` is called now and then, in this thread, with how much is done, and of how much.
        """
        return checking.verify(
            self._connection, self.path, log=self._log, seals=self._seals, progress=progress
        )


def _is_open(body: bytes) -> bool:
    """Say whether an envelope is not that of a sealed event; one that cannot be read is not."""
    with suppress(ValueError, AttributeError, RecursionError):
        return bool(json.loads(body).get("type") != SEALED)
    return True
