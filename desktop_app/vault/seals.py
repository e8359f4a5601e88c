"""Sealed incidents: closed by keys, not by a filter (architecture.md section 4).

A seal is a 32-byte key, sealed to each person who may read the incident and to the outside
recovery key. In the log a sealed event shows its author, its time and the seal's id; what
happened, to which incident, under which type, is in a padded box. Those who hold the key read and
search it in memory; nothing of it ever stands in the tables made from the log.

One more reader is given the key with the event that names them. When a reader is taken off, what
follows stands under a new seal; its first event carries, inside its box, the key of the seal before
it, so that an incident spans its seals for whoever reads on, and ends at the old one for whoever
was taken off.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.errors import EntryUnreadableError, SealUnknownError
from desktop_app.domain.events.reading import ReaderNamed, ReaderTakenOff
from desktop_app.vault import seal_boxes
from desktop_app.vault.envelope import Said, Stored
from desktop_app.vault.keyslots import UserKeys
from desktop_app.vault.seal_boxes import OUTSIDE, Opened, Seal, bound_to, key_for, open_box

__all__ = ["OUTSIDE", "Opened", "Seal", "Seals", "bound_to", "key_for", "open_box"]

_BROKEN: Final = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
_Read = tuple[Stored, Opened]


class Seals:
    """The seals that one user holds in one open vault, read from the log when first needed."""

    def __init__(self, *, vault: str, user: str, keys: UserKeys) -> None:
        self._vault = vault
        self._user = user
        self._keys = keys
        self._started: dict[str, Seal] = {}
        self.forget()

    def forget(self) -> None:
        """Take back what was rolled back: the next event of a new seal is its first again."""
        self._written: set[str] = set()
        self._given_next: dict[str, Mapping[str, bytes]] = {}
        self._held: dict[str, Seal] = {}
        self._first: dict[str, Stored] = {}  # of every seal, held or not
        self._closed: defaultdict[str, list[Stored]] = defaultdict(list)  # no key to them yet
        self._opened: dict[int, _Read] = {}
        self._seen: _View | None = None
        self._unreadable: list[tuple[str, Stored]] = []
        self.read_to = 0

    def anew(self) -> "Seals":
        """Return the seals of the same user with nothing read yet."""
        return Seals(vault=self._vault, user=self._user, keys=self._keys)

    # --- writing ---

    def start(self, to: Mapping[str, bytes], *, after: str | None = None) -> str:
        """Make a seal; its key boxes go out with its first event.

        `after` is the seal that it takes the place of, which this user must hold: `to` are then
        those who were given its key. Raises EntryUnreadableError where what tells of that is not
        what was signed: no box binds it, and whoever holds the vault key could add themselves.
        """
        former = None if after is None else self._known(after)
        for row in () if after is None else self._carriers(after):
            if not seal_boxes.is_whole(row):
                raise EntryUnreadableError(row.position)
        seal = seal_boxes.start(self._vault, to=to, former=former and Seal(former.id, former.key))
        self._started[seal.id] = seal
        return seal.id

    def give(self, seal: str | None, to: Mapping[str, bytes]) -> None:
        """Send a seal's key out with its next event, to each X25519 public key, by user id.

        Raises SealUnknownError where there is no seal.
        """
        if seal is None:
            raise SealUnknownError
        self._given_next[seal] = to

    def close(self, said: Said, *, seal: str, event_id: str) -> Said:
        """Return `said` under a seal that this user started or holds; raises SealUnknownError."""
        known = self._known(seal)
        if seal in self._written:
            known = Seal(known.id, known.key)
        self._written.add(seal)
        to = self._given_next.pop(seal, {})
        more = seal_boxes.boxes(known, vault=self._vault, to=to)
        whole = Seal(known.id, known.key, (*known.boxes, *more), known.former)
        return seal_boxes.close(said, seal=whole, vault=self._vault, event_id=event_id)

    def settle(self) -> None:
        """Keep no key of a seal whose boxes went out: from now on the log says who holds it."""
        for seal in self._written:
            self._started.pop(seal, None)
        self._written.clear()

    def _known(self, seal: str) -> Seal:
        known = self._started.get(seal) or self._held.get(seal)
        if known is None:
            raise SealUnknownError
        return known

    # --- reading ---

    def take(self, rows: list[Stored]) -> None:
        """Read sealed events that were not read before, in order.

        One that cannot be read is kept apart: whoever can write to the log could otherwise keep
        everyone from reading on.
        """
        for row in rows:
            seal = seal_boxes.seal_of(row)
            self._first.setdefault(seal, row)
            try:
                found = key_for(row, vault=self._vault, user=self._user, keys=self._keys)
                if found is not None:
                    self._hold(found)
                self._open(row)
            except _BROKEN:
                self._unreadable.append((seal, row))
            self.read_to = row.position
        if rows:
            self._seen = None

    def _hold(self, found: Seal) -> None:
        """Take a seal's key, and read what came before it; a key counts if it opens the beginning.

        Otherwise whoever is no reader could shut one out, with a key box that is none.
        """
        first = self._first.get(found.id)
        if found.id in self._held or first is None:
            return
        if not seal_boxes.is_of(first, seal=found, vault=self._vault):
            return
        self._held[found.id] = Seal(found.id, found.key)
        for row in self._closed.pop(found.id, ()):
            try:
                self._open(row)
            except _BROKEN:
                self._unreadable.append((found.id, row))

    def _open(self, row: Stored) -> None:
        said = open_box(row, seals=self._held, vault=self._vault)
        if said is None:
            self._closed[seal_boxes.seal_of(row)].append(row)
            return
        self._opened[row.position] = (row, said)
        if said.former is not None and self._first[said.seal].id == row.id:
            self._hold(said.former)

    @property
    def entries(self) -> tuple[_Read, ...]:
        """Every sealed event of which this user is a reader and that belongs, in order."""
        return self._view.entries

    @property
    def unreadable(self) -> tuple[tuple[str, int], ...]:
        """Seal and position of every sealed event that is not as it should be.

        Those that this user should be able to read and cannot, and those that stand under a seal
        whose place another has taken: written by somebody who was taken off.
        """
        broken = [(seal, row.position) for seal, row in self._unreadable]
        return (*broken, *self._view.strays)

    def broken_of(self, incident: str) -> int | None:
        """Return the position of a sealed event of an incident that cannot be read, or None.

        One whose author never had the key is no part of it: else whoever can write to the log could
        keep its readers from reading on.
        """
        for seal, _ in self._view.spans.get(incident, ()) if self._unreadable else ():
            given = self._given(seal)
            for broken, row in self._unreadable:
                if broken == seal and seal_boxes.author_of(row) in given:
                    return row.position
        return None

    def of_incident(self, incident: str) -> str | None:
        """Return the seal that an incident stands under now, among those that were read.

        Raises SealUnknownError where this user was taken off: nothing is to be added in the clear.
        """
        if incident in self._view.closed:
            raise SealUnknownError
        span = self._view.spans.get(incident)
        return span[-1][0] if span else None

    def begins_at(self, incident: str) -> int | None:
        """Return the position of an incident's first sealed event, among those that were read."""
        span = self._view.spans.get(incident)
        return span[0][1] if span else None

    def readers(self, incident: str) -> dict[str, int]:
        """Return who may read what is added to an incident, with where they were given the key.

        As those say who held the key then: the seal's first event, and each that names a reader.
        Raises SealUnknownError where this user was taken off.
        """
        seal = self.of_incident(incident)
        return {} if seal is None else self._given(seal)

    def _given(self, seal: str) -> dict[str, int]:
        rows = self._carriers(seal)
        return {who: row.position for row in rows for who in seal_boxes.carried_to(row)}

    def _carriers(self, seal: str) -> list[Stored]:
        """Return the events that carry a seal's key: its first, and each that names a reader."""
        named = (row for row, o in self.entries if o.seal == seal and o.type == ReaderNamed.TYPE)
        return [self._first[seal], *named]

    @property
    def _view(self) -> "_View":
        if self._seen is None:
            self._seen = _view_of(self._opened, held=self._held, user=self._user)
        return self._seen


@dataclass(frozen=True, slots=True)
class _View:
    """What was read, in order: which events belong to an incident, and which stray.

    `spans` are an incident's seals in their order, with where each begins; `closed` the incidents
    that this user was taken off.
    """

    spans: dict[str, list[tuple[str, int]]]
    closed: frozenset[str]
    entries: tuple[_Read, ...]
    strays: tuple[tuple[str, int], ...]


def _view_of(opened: Mapping[int, _Read], *, held: Mapping[str, Seal], user: str) -> _View:
    in_order = [opened[place] for place in sorted(opened)]
    spans = _spans(in_order, held)
    off = {
        said.seal
        for _, said in in_order
        if said.type == ReaderTakenOff.TYPE and said.payload.get("user") == user
    }
    closed = frozenset(case for case, span in spans.items() if span[-1][0] in off)
    entries, strays = [], []
    for row, said in in_order:
        if said.case is not None and not _belongs(row.position, said.seal, spans[said.case]):
            strays.append((said.seal, row.position))
        elif said.case not in closed:
            entries.append((row, said))
    return _View(spans, closed, tuple(entries), tuple(strays))


def _spans(in_order: list[_Read], held: Mapping[str, Seal]) -> dict[str, list[tuple[str, int]]]:
    """Give the seals of each incident.

    One begins with its first event, and goes on with the first seal that carries the key of the one
    before: nobody but a reader can have made that.
    """
    spans: dict[str, list[tuple[str, int]]] = {}
    for row, said in in_order:
        if said.case is None:
            continue
        span = spans.setdefault(said.case, [(said.seal, row.position)])
        former, last = said.former, span[-1][0]
        if former is not None and former.id == last and held[last].key == former.key:
            span.append((said.seal, row.position))
    return spans


def _belongs(position: int, seal: str, span: list[tuple[str, int]]) -> bool:
    """Say whether an event stands under a seal of its incident, before the next one took over."""
    seals = [each for each, _ in span]
    if seal not in seals:
        return False
    next_one = seals.index(seal) + 1
    return next_one == len(span) or position < span[next_one][1]
