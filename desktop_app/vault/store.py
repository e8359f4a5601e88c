"""An open vault: the one door through which the rest of the program reads and writes it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import (
    SafeguardingError,
    SealedToNobodyError,
    VaultDiskFailingError,
    VaultDiskFullError,
    VaultReadOnlyError,
)
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.entry import Entry
from desktop_app.domain.events.reading import ReaderNamed, ReaderTakenOff, Resealed
from desktop_app.domain.trust_errors import RekeyUnfinishedError
from desktop_app.vault import (
    copying,
    engine,
    envelope,
    files,
    introductions,
    keyring,
    rebuilding,
    sealed_readers,
)
from desktop_app.vault.copying import Opening, Progress
from desktop_app.vault.engine import Connection
from desktop_app.vault.keyring import Holder, KeyRing
from desktop_app.vault.reading import translated
from desktop_app.vault.writing import Writer


class Vault(Writer):
    """An open vault and its signed-in user; made by `create_vault` and `open_vault`.

    Every method raises the errors of the machine (VaultDiskFullError, VaultDamagedError …) beside
    those it names, and VaultClosedError after `close`. One thread uses it, the one that opened it.
    """

    def __init__(self, path: Path, *, connection: Connection, vault: str, holder: Holder) -> None:
        super().__init__(path, connection=connection, vault=vault, holder=holder)
        self._when_closed: list[Callable[[], None]] = []

    def put_keys(self, ring: KeyRing, events: Sequence[Event], *, at: datetime) -> None:
        """Write the next key file (`KeyRing.turned`) with the events that tell of it.

        The log first, with a copy of the key file in the same transaction; then the file beside V.
        When it fails before the log was written nothing has happened; after that it raises
        RekeyUnfinishedError, and the next opening, or the next change, writes the file. Raises
        VaultFaultError inside a transaction.
        """
        self._refuse_in_transaction()
        ready = files.prepared(ring.path, ring.keyfile.data)
        try:
            with self.transaction():
                self.append(events, incident=None, at=at)
                keyring.keep(self._connection, ring)
        except BaseException:
            ready.unlink(missing_ok=True)
            raise
        self.keyring = ring
        try:
            self._put_file(ready)
        except SafeguardingError as error:
            raise RekeyUnfinishedError(self.path) from error

    def write_keys(self) -> None:
        """Let the key file beside V have the bytes that V has of it, where it does not yet."""
        self.keyring = keyring.believed(
            self._connection, self.keyring, private=self._keys.sealing, older_keys=True
        )
        if self.keyring.waits:
            # A file that took V's place must be durable before the key file that it needs.
            with files.disk_faults(self.path):
                files.sync_folder(self.path.parent)
            self._put_file(files.prepared(self.keyring.path, self.keyring.keyfile.data))

    def _put_file(self, ready: Path) -> None:
        files.put(ready, self.keyring.path)
        self.keyring = replace(self.keyring, waits=False)
        disk = (VaultDiskFullError, VaultReadOnlyError, VaultDiskFailingError)
        with suppress(*disk), self.transaction():
            keyring.written(self._connection)

    @translated
    def check_pages(self) -> None:
        """Raise VaultDamagedError unless every page of the file is as it was written."""
        copying.check_pages(self._connection, self.path)

    def move(self, mover: Callable[[Connection], tuple[Connection, KeyRing]]) -> None:
        """Let `mover` put another file in the place of this one, and go on with what it returns.

        It is given the open connection, and closes it. Raises VaultFaultError inside a transaction.
        """
        self._refuse_in_transaction()
        with engine.faults(self.path):
            connection, self.keyring = mover(self._connection)
            self._connect(connection)

    @translated
    def start_seal(self, user_ids: Sequence[str]) -> str:
        """Return a new seal that these users, and the outside recovery key, can open.

        It stands in the log from the first event that is appended under it. Raises
        SealedToNobodyError without a user, UserUnknownError for an id that the log does not know,
        UserRemovedError for somebody who has left, EntryUnreadableError where the log is not as it
        was signed: whoever holds the vault key could have put their own in a reader's place.
        """
        if not user_ids:
            raise SealedToNobodyError
        return self._seals.start(self._introduced().to_seal_to(user_ids, self.path))

    def _introduced(self) -> introductions.Introductions:
        self._known = self._known or introductions.verified(self._log, self.users())
        return self._known

    def name_reader(self, incident: str, user: str, *, at: datetime) -> tuple[Entry, ...]:
        """Let one more user read a sealed incident, all of it; one who reads it changes nothing.

        Raises NotAReaderError where the signed-in user does not read it, and, for the one who is
        named, what `start_seal` raises.
        """
        if any(each.user.id == user and not each.lost for each in self.readers_of(incident)):
            return ()
        with self.transaction():
            self._seals.give(
                self._sealed.seal_of(incident), self._introduced().keys_of([user], self.path)
            )
            return self.append([ReaderNamed(user)], incident=incident, at=at)

    def take_reader_off(self, incident: str, user: str, *, at: datetime) -> tuple[Entry, ...]:
        """Close what is added to a sealed incident from here on to a user; others read on.

        What they could read until now they may have kept. Raises NotAReaderError where the
        signed-in user, or the one to be taken off, does not read it; LastReaderError where nobody
        who can open the vault would be left; EntryUnreadableError as `start_seal` does.
        """
        left, off = sealed_readers.parted(self.readers_of(incident), user)
        with self.transaction():
            to = self._introduced().to_seal_to(left, self.path)
            new = self._seals.start(to, after=self._sealed.seal_of(incident))
            last = self.append([ReaderTakenOff(each) for each in off], incident=incident, at=at)
            return last + self.append([Resealed(left)], incident=incident, at=at, seal=new)

    @translated
    def save_draft(self, draft: str, content: Mapping[str, Any], *, at: datetime) -> None:
        """Keep what is being typed; `content` is anything that `canonical` takes."""
        self._drafts.save(draft, content, saved_at=envelope.utc(at))

    @translated
    def discard_draft(self, draft: str) -> None:
        """Remove a draft, if it is there."""
        self._drafts.discard(draft)

    def rebuild(self) -> int:
        """Make every table anew from the log; return how many open incidents there are.

        Raises EntryUnreadableError or IncidentMissingError when the log cannot be read.
        """
        with self.transaction():
            self._log.flush()
            return rebuilding.rebuild(self._connection, self._log)

    @property
    def opening(self) -> Opening:
        """What opens a copy of this vault; a secret, as the vault's key is in it."""
        return Opening(self.id, self.keyring.in_force, self.user.id, self._keys)

    @translated
    def copy_to(self, target: Path, *, progress: Progress | None = None) -> None:
        """Copy the vault's file to `target` while it is open, under the same key.

        `progress` is called with (done, total) pages between slices, and may raise to stop.
        """
        copying.copy(self._connection, target, opening=self.opening, progress=progress)

    def when_closed(self, call: Callable[[], None]) -> None:
        """Have something called once the file is closed."""
        self._when_closed.append(call)

    def close(self) -> None:
        """Close the file and give up its lock; closing twice does nothing."""
        engine.close(self._connection)
        while self._when_closed:
            self._when_closed.pop()()
