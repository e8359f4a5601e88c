"""Who may sign at which place of a log: as the log itself introduces, renews and removes people.

What an entry says about keys holds only once the signature that closes its run is good: until then
it is staged, and a run that turns out forged leaves nothing behind. The rules stand in
`docs/formats.md`, "Who may sign".
"""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop_app.domain.events.vaults import (
    RecoveryRenewed,
    RecoveryUsed,
    UserAdded,
    UserChanged,
    UserRemoved,
    UserRenewed,
    VaultCreated,
)
from desktop_app.domain.roles import LEAD, Role
from desktop_app.vault import canon, envelope
from desktop_app.vault.canon import NotCanonicalError

KINDS: Final = frozenset(
    {
        VaultCreated.TYPE,
        UserAdded.TYPE,
        UserChanged.TYPE,
        UserRemoved.TYPE,
        UserRenewed.TYPE,
        RecoveryUsed.TYPE,
        RecoveryRenewed.TYPE,
    }
)
_KEY_BYTES: Final = 32
_WITNESS: Final = b"SG-RECOVERY-v1\0"


@dataclass(frozen=True, slots=True)
class _Person:
    """One user as the log leaves them: the short name of their key, their office."""

    key: str
    office: str
    removed: bool = False


@dataclass(slots=True)
class _Known:
    """People by id, keys that may sign by short name, every key there was, the paper key (hex)."""

    people: dict[str, _Person] = field(default_factory=dict)
    keys: dict[str, tuple[str, Ed25519PublicKey]] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)
    paper: str = ""
    paper_signing: str = ""

    def copy(self) -> "_Known":
        return replace(self, people=dict(self.people), keys=dict(self.keys), ever=set(self.ever))


class _Refused(Exception):  # noqa: N818  # never leaves this module: what is wrong with one entry
    """An entry about people or keys that does not hold; its argument is the finding."""


def witnessed(vault: str, *, after: bytes, signing_public: bytes) -> bytes:
    """Return what the paper key signs when it lets somebody take a new key.

    `after` is the hash of the entry before, so that a witness serves at that place alone.
    """
    return _WITNESS + vault.encode() + b"\0" + after + signing_public


class Signers:
    """Followed along the log: `begin` a run of entries, `take` those about people, `close` it."""

    def __init__(self, vault: str) -> None:
        self._vault = vault
        self._known = _Known()
        self._staged: _Known | None = None
        self._author = ""
        self._first = False
        self._taken_over = ""  # the key that the paper key witnessed in this run, by its short name

    def begin(self, author: str, *, first: bool) -> None:
        """Start a run by one author; `first`: the log's own first, which introduces its author."""
        self._staged, self._taken_over = None, ""
        self._author, self._first = author, first

    def take(self, kind: str, payload: bytes, *, after: bytes, opens: bool) -> str:
        """Take in an entry of a type in `KINDS`; return what is wrong with it, or an empty text.

        `after` is the hash of the entry before; `opens` says that the run begins with this one.
        """
        staged = (self._staged or self._known).copy()
        try:
            content = canon.parse(payload)
            if not isinstance(content, dict) or not all(map(_is_plain, content.items())):
                return "user"
            if kind == RecoveryUsed.TYPE:
                self._take_over(staged, content, after=after, opens=opens)
            else:
                self._check_office(kind, content)
                self._step(staged, kind, content)
        except _Refused as refused:
            return str(refused)
        except (NotCanonicalError, KeyError):
            return "user"
        self._staged = staged
        return ""

    @property
    def changing(self) -> bool:
        """Whether this run says something about keys, which its signature must settle first."""
        return self._staged is not None

    def key_of(self, author: str, name: str) -> Ed25519PublicKey | None:
        """Return the key with this short name if it may close this run of the author's."""
        own = self._staged is not None and (self._first or self._taken_over == name)
        known = self._staged if own and self._staged is not None else self._known
        owner, key = known.keys.get(name, ("", None))
        return key if owner == author else None

    def is_removed(self, author: str) -> bool:
        """Say whether an author had been removed before this run."""
        person = self._known.people.get(author)
        return person is not None and person.removed

    def close(self, *, good: bool) -> None:
        """End the run: what it said about people holds if its signature is good."""
        if good and self._staged is not None:
            self._known = self._staged
        self._staged = None

    def _step(self, known: _Known, kind: str, content: dict[str, Any]) -> None:
        match kind:
            case VaultCreated.TYPE:
                self._begin_log(known, content)
            case RecoveryRenewed.TYPE:
                _renew_paper(known, content)
            case UserAdded.TYPE:
                _add(known, content)
            case UserChanged.TYPE:
                user = _present(known, content)
                known.people[user] = replace(known.people[user], office=content["office"])
            case UserRemoved.TYPE:
                user = _present(known, content)
                known.people[user] = replace(known.people[user], removed=True)
            case UserRenewed.TYPE:
                self._renew(known, content)

    def _check_office(self, kind: str, content: dict[str, Any]) -> None:
        person = self._known.people.get(self._author)
        of_own_keys = kind == UserRenewed.TYPE and content.get("user") == self._author
        own = bool(self._taken_over) and (of_own_keys or kind == RecoveryRenewed.TYPE)
        if person is not None and not own and person.office not in LEAD:
            raise _Refused("office")

    def _begin_log(self, known: _Known, content: dict[str, Any]) -> None:
        if content["vault"] != self._vault:
            raise _Refused("beginning")
        _renew_paper(known, content)

    def _renew(self, known: _Known, content: dict[str, Any]) -> None:
        user = _present(known, content)
        own_by_paper = bool(self._taken_over) and _key_name(content) == self._taken_over
        # Nobody gives themselves a new key but with the paper key's witness.
        if (user == self._author) != own_by_paper:
            raise _Refused("user")
        known.keys.pop(known.people[user].key, None)
        _give_key(known, user, content)

    def _take_over(
        self, known: _Known, content: dict[str, Any], *, after: bytes, opens: bool
    ) -> None:
        user, public, witness = content["user"], _public(content), content["witness"]
        person = known.people.get(user)
        fits = opens and user == self._author and person is not None and not person.removed
        if not fits or content["recovery_public"] != known.paper:
            raise _Refused("recovery")
        if known.paper_signing:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(known.paper_signing))
            said = witnessed(self._vault, after=after, signing_public=public)
            try:
                key.verify(canon.hexed(witness), said)
            except (InvalidSignature, NotCanonicalError):
                raise _Refused("recovery") from None
        elif witness:
            raise _Refused("recovery")
        self._taken_over = envelope.key_id(public)


def _renew_paper(known: _Known, content: dict[str, Any]) -> None:
    paper = content["recovery_public"]
    signing = content.get("recovery_signing_public", "")
    if signing:
        canon.hexed(signing, length=_KEY_BYTES)
    elif known.paper_signing:
        # From then on anybody could say that the paper was used.
        raise _Refused("recovery")
    known.paper, known.paper_signing = paper, signing


def _add(known: _Known, content: dict[str, Any]) -> None:
    user = content["user"]
    if user in known.people:
        raise _Refused("user")
    known.people[user] = _Person("", content.get("office", str(Role.DSL)))
    _give_key(known, user, content)


def _is_plain(member: tuple[str, object]) -> bool:
    """Say whether a member is a text, as they all are but the mark of a practice vault."""
    name, value = member
    return isinstance(value, bool if name == "practice" else str)


def _present(known: _Known, content: dict[str, Any]) -> str:
    """Return the id of the user that an entry is about, who must be there and not removed."""
    user: str = content["user"]
    person = known.people.get(user)
    if person is None or person.removed:
        raise _Refused("user")
    return user


def _public(content: dict[str, Any]) -> bytes:
    return canon.hexed(content["signing_public"], length=_KEY_BYTES)


def _key_name(content: dict[str, Any]) -> str:
    return envelope.key_id(_public(content))


def _give_key(known: _Known, user: str, content: dict[str, Any]) -> None:
    """Let a user sign with a key that nobody ever had: it keeps its first owner."""
    canon.hexed(content["sealing_public"], length=_KEY_BYTES)
    name = _key_name(content)
    if name in known.ever:
        raise _Refused("user")
    known.ever.add(name)
    known.keys[name] = (user, Ed25519PublicKey.from_public_bytes(_public(content)))
    known.people[user] = replace(known.people[user], key=name)
