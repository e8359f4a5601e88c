"""The log read from its first entry to its last, everything that is wrong reported.

What this can and cannot show stands in `docs/formats.md`, "What the log proves".
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.events.vaults import VaultCreated
from desktop_app.vault import envelope, signatures, signers
from desktop_app.vault.envelope import Envelope, Stored, quoted
from desktop_app.vault.signatures import Signature
from desktop_app.vault.signers import Signers

_HASH_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `what` is one of FINDINGS, `position` the entry, if it is one."""

    what: str
    position: int | None = None


# Every kind of finding; `services.messages` has a sentence for each.
FINDINGS: Final = (
    "position",  # entries are missing, or stand at a place that is not theirs
    "form",  # an envelope is no envelope
    "hash",  # an envelope is not the one that was hashed
    "identity",  # an envelope of another entry, or of another vault
    "order",  # an entry does not follow the one before it
    "own-order",  # an author's entry does not follow that author's last one
    "content",  # the content is not the one that was signed
    "content-missing",  # the content is not there
    "unsigned",  # entries that no signature of their author closes
    "key",  # a signature by a key that the log did not introduce for its author
    "signature",  # a signature that is not over these entries
    "user",  # a user introduced twice, renewed, changed or removed who is not there, or badly
    "office",  # somebody looked after people or keys who may not
    "recovery",  # the paper key was used and did not witness it, or was made unable to
    "removed",  # an entry by somebody who had been removed
    "beginning",  # the log does not begin as a log of this vault
    "pages",  # the file's pages are damaged
    "schema",  # the file's tables, indexes and triggers are not those that the program makes
    "scope",  # an entry is filed under another incident than it names
    "users",  # the table of users is not what the log gives
    "projection",  # an incident's rows are not what the log gives
    "search-index",  # a search index is not what the rows give
    "sealed",  # a sealed entry that this user holds the key of cannot be opened
    "incident",  # an incident's entries cannot be read as one
)


class _Chain:
    """What is known on the way through the log, and what was found wrong since last asked."""

    def __init__(self, vault: str) -> None:
        self.vault = vault
        self.position = 0
        self.last = b""
        self._last_spelt = ""
        self.wrong: list[Finding] = []
        self.waiting: list[Signature] = []
        self._authors: dict[str, tuple[int, str]] = {}
        self._signers = Signers(vault)
        self._run: tuple[str, str] | None = None  # whose entries wait for a signature, by which key

    def take(self, row: Stored, said: Envelope, spelt: str) -> None:
        """Hold one entry against what it says, what it follows, and who may have written it.

        `spelt` is its hash as envelopes spell it.
        """
        self._links(row, said, spelt)
        actor = said.actor
        run = (actor, said.key)
        opens = run != self._run
        if opens:
            if self._run is not None:
                self._found("unsigned", row.position - 1)
            self._run = run
            self._signers.begin(actor, first=row.position == 1)
        kind = said.type
        if self._is_whole(row, said.ph) and (kind in signers.KINDS or row.position == 1):
            self._about_people(row, kind, opens=opens)
        if row.sig is not None:
            self._close(row, row.sig, actor, said.key)

    def follow(self, row: Stored, spelt: str) -> None:
        """Let the next entry follow this one."""
        self.position, self.last, self._last_spelt = row.position, row.hash, spelt

    def end(self) -> None:
        """Say what the end of the log lacks."""
        if self.position == 0:
            self.wrong.append(Finding("beginning"))
        if self._run is not None:
            self._found("unsigned", self.position)

    def _found(self, what: str, position: int) -> None:
        self.wrong.append(Finding(what, position))

    def _links(self, row: Stored, said: Envelope, spelt: str) -> None:
        """Check hash, identity, what it follows, and what its author said before."""
        if envelope.event_hash(row.body) != row.hash:
            self._found("hash", row.position)
        if said.id != row.id or said.vault != self.vault:
            self._found("identity", row.position)
        if said.parents_spelt != self._last_spelt:
            self._found("order", row.position)
        count, own = self._authors.get(said.actor, (0, "null"))
        said_count = int(said.aseq_spelt)
        if said_count != count + 1 or said.aprev_spelt != own:
            self._found("own-order", row.position)
        self._authors[said.actor] = (said_count, spelt)

    def _is_whole(self, row: Stored, ph: str) -> bool:
        """Hold the payload against its hash."""
        if row.payload is None or row.salt is None:
            self._found("content-missing", row.position)
            return False
        # Of another length, the salt would hold some of the content, or the content of the salt.
        salted = len(row.salt) == envelope.SALT_BYTES
        if not salted or envelope.payload_hash(row.salt, row.payload) != ph:
            self._found("content", row.position)
            return False
        return True

    def _about_people(self, row: Stored, kind: str | None, *, opens: bool) -> None:
        """Take in the log's beginning, and who may sign from here on."""
        if kind is None or (row.position == 1) != (kind == VaultCreated.TYPE):
            self._found("beginning", row.position)
            return
        after = self.last or bytes(_HASH_BYTES)
        problem = self._signers.take(kind, row.payload or b"", after=after, opens=opens)
        if problem:
            self._found(problem, row.position)

    def _close(self, row: Stored, sig: bytes, actor: str, name: str) -> None:
        """Close a run of entries by one author at the one that its author signed."""
        self._run = None
        if self._signers.is_removed(actor):
            self._found("removed", row.position)
        key = self._signers.key_of(actor, name)
        if key is None:
            self._found("key", row.position)
            self._signers.close(good=False)
            return
        signature = Signature(row.position, key, sig, row.hash)
        if not self._signers.changing:
            self.waiting.append(signature)
            return
        # Whose signatures count from here on hangs on this one.
        good = signature.is_good()
        self._signers.close(good=good)
        if not good:
            self._found("signature", row.position)


def verify_log(
    rows: Iterable[Stored], *, vault: str, seen: Callable[[Stored, Envelope], None] | None = None
) -> Iterator[Finding]:
    """Yield everything that is wrong with the log; nothing when all is well.

    In the log's order, but for signatures, which are checked beside the reading and told at the
    end. `seen` is given each entry with its envelope, so that the log is read once for all checks.
    """
    with _nothing_collected():
        chain = _Chain(vault)
        for row in rows:
            if row.position != chain.position + 1:
                yield Finding("position", chain.position + 1)
            said, spelt = envelope.read(row.body), quoted(row.hash.hex())
            if said is None:
                yield Finding("form", row.position)
            else:
                chain.take(row, said, spelt)
                if seen is not None:
                    seen(row, said)
            chain.follow(row, spelt)
            if chain.wrong:
                yield from chain.wrong
                chain.wrong.clear()
        chain.end()
        yield from chain.wrong
        for position in signatures.bad(chain.waiting):
            yield Finding("signature", position)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep the collector of circles away: there are none, and it would go through every entry."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
