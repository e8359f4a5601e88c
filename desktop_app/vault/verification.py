"""The log read from its first entry to its last, everything that is wrong reported.

What this can and cannot show stands in `docs/formats.md`, "What the log proves".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop_app.domain.events.vaults import UserAdded, VaultCreated
from desktop_app.vault import canon, envelope
from desktop_app.vault.canon import NotCanonicalError
from desktop_app.vault.envelope import Stored

Said = dict[str, Any]  # an envelope, read
_NO_PARENT: Final[list[str]] = []


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
    "user",  # a user introduced twice, or badly
    "beginning",  # the log does not begin as a log of this vault
    "pages",  # the file's pages are damaged
    "scope",  # an entry is filed under another incident than it names
    "users",  # the table of users is not what the log gives
    "projection",  # an incident's rows are not what the log gives
    "search-index",  # a search index is not what the rows give
    "sealed",  # a sealed entry that this user holds the key of cannot be opened
    "incident",  # an incident's entries cannot be read as one
)


@dataclass(slots=True)
class _Chain:
    """What is known on the way through the log."""

    vault: str
    position: int = 0
    last: bytes | None = None
    authors: dict[str, tuple[int, str]] = field(default_factory=dict)
    keys: dict[str, tuple[str, Ed25519PublicKey]] = field(default_factory=dict)
    users: set[str] = field(default_factory=set)
    staged: dict[str, tuple[str, Ed25519PublicKey]] = field(default_factory=dict)
    run: tuple[str, str] | None = None
    run_start: int = 0


def verify_log(
    rows: Iterable[Stored], *, vault: str, seen: Callable[[Stored, Said], None] | None = None
) -> Iterator[Finding]:
    """Yield everything that is wrong with the log, in its order; nothing when all is well.

    `seen` is given each entry with its envelope, so that the log is read once for all checks.
    """
    chain = _Chain(vault)
    for row in rows:
        if row.position != chain.position + 1:
            yield Finding("position", chain.position + 1)
        said = envelope.read(row.body)
        if said is None:
            yield Finding("form", row.position)
        else:
            yield from _links(row, said, chain)
            yield from _content(row, said, chain)
            yield from _signed(row, said, chain)
            if seen is not None:
                seen(row, said)
        chain.position, chain.last = row.position, row.hash
    if chain.position == 0:
        yield Finding("beginning")
    if chain.run is not None:
        yield Finding("unsigned", chain.position)


def _links(row: Stored, said: Said, chain: _Chain) -> Iterator[Finding]:
    """Check hash, identity, what it follows, and what its author said before."""
    if envelope.event_hash(row.body) != row.hash:
        yield Finding("hash", row.position)
    if said["id"] != row.id or said["vault"] != chain.vault:
        yield Finding("identity", row.position)
    if said["parents"] != ([chain.last.hex()] if chain.last else _NO_PARENT):
        yield Finding("order", row.position)
    count, own = chain.authors.get(said["actor"], (0, None))
    if (said["aseq"], said["aprev"]) != (count + 1, own):
        yield Finding("own-order", row.position)
    chain.authors[said["actor"]] = (said["aseq"], row.hash.hex())


def _content(row: Stored, said: Said, chain: _Chain) -> Iterator[Finding]:
    """Hold the payload against its hash, and see who is introduced by it."""
    if row.payload is None or row.salt is None:
        yield Finding("content-missing", row.position)
        return
    if envelope.payload_hash(row.salt, row.payload) != said["ph"]:
        yield Finding("content", row.position)
        return
    if row.position == 1 or said["type"] in {VaultCreated.TYPE, UserAdded.TYPE}:
        yield from _introduced(row, said, chain)


def _introduced(row: Stored, said: Said, chain: _Chain) -> Iterator[Finding]:
    """Take in the vault's beginning and the keys of those who are introduced."""
    is_beginning = said["type"] == VaultCreated.TYPE
    if (row.position == 1) != is_beginning:
        yield Finding("beginning", row.position)
        return
    try:
        content = canon.parse(row.payload or b"")
        if is_beginning:
            vault = canon.text(content["vault"]) if isinstance(content, dict) else ""
            if vault != chain.vault:
                yield Finding("beginning", row.position)
            return
        user, public = _user_and_key(content)
    except (NotCanonicalError, KeyError):
        yield Finding("user", row.position)
        return
    name = envelope.key_id(public)
    if user in chain.users or name in chain.keys or name in chain.staged:
        yield Finding("user", row.position)
    chain.users.add(user)
    # A key keeps its first owner: whoever introduces it again spoils nothing that it signed.
    if name not in chain.keys:
        chain.staged.setdefault(name, (user, Ed25519PublicKey.from_public_bytes(public)))


def _user_and_key(content: object) -> tuple[str, bytes]:
    if not isinstance(content, dict):
        raise NotCanonicalError
    canon.hexed(content["sealing_public"], length=32)
    public = canon.hexed(content["signing_public"], length=32)
    return canon.text(content["user"]), public


def _signed(row: Stored, said: Said, chain: _Chain) -> Iterator[Finding]:
    """Close a run of entries by one author at the one that its author signed."""
    author = (said["actor"], said["key"])
    if chain.run is None:
        chain.run, chain.run_start = author, row.position
    elif chain.run != author:
        yield Finding("unsigned", row.position - 1)
        chain.run, chain.run_start = author, row.position
        chain.staged.clear()
    if row.sig is None:
        return
    # The first user signs the introduction of their own key: it is the one with no other witness.
    known = chain.keys | chain.staged if chain.run_start == 1 else chain.keys
    user, key = known.get(said["key"], ("", None))
    if key is None or user != said["actor"]:
        yield Finding("key", row.position)
    else:
        try:
            key.verify(row.sig, envelope.signed_bytes(row.hash))
        except InvalidSignature:
            yield Finding("signature", row.position)
        else:
            chain.keys |= chain.staged
    chain.staged.clear()
    chain.run = None
