"""A disk in miniature: what was written, what was made durable, and what a power cut may leave.

After ALICE (Pillai and others, OSDI 2014). A file's content and a folder's names become durable
by themselves, each by its own fsync. What was not made durable may be there or not, in any order,
a write may be torn at a sector, and a file may have grown while its bytes are still zeros.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

SECTOR: Final = 512

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at a place in a file; `inode` is the file, whatever its name."""

    inode: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file made shorter or longer; one that only grew has zeros at its end."""

    inode: int
    size: int
    only_grew: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """Names of a folder changed at once: each name to a file, or to none."""

    folder: str
    changes: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Sync:
    """What was written to a file is durable now."""

    inode: int


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """The names in a folder are durable now."""

    folder: str


@dataclass(frozen=True, slots=True)
class Told:
    """The program acknowledged a step."""

    said: str


Deed = Write | Cut | Name | Sync | SyncFolder | Told
Pending = Write | Cut | Name
Filter = Callable[[Pending], bool]


@dataclass(slots=True)
class Disk:
    """What is durable, and in order what is not yet."""

    contents: dict[int, bytearray]
    names: dict[str, int]
    pending: list[Pending] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def do(self, deed: Deed) -> None:
        """Take one deed of the program."""
        if isinstance(deed, Told):
            self.told.append(deed.said)
        elif isinstance(deed, Sync):
            self._settle(lambda p: isinstance(p, (Write, Cut)) and p.inode == deed.inode)
        elif isinstance(deed, SyncFolder):
            self._settle(lambda p: isinstance(p, Name) and p.folder == deed.folder)
        else:
            self.pending.append(deed)

    def _settle(self, is_durable: Filter) -> None:
        for each in self.pending:
            if is_durable(each):
                _apply(each, self.contents, self.names)
        self.pending = [each for each in self.pending if not is_durable(each)]

    def after(self, kept: Iterable[Pending]) -> Files:
        """Give the files that are found when just these of the pending deeds reached the disk."""
        deeds = list(kept)
        touched = {each.inode for each in deeds if not isinstance(each, Name)}
        contents = {
            inode: bytearray(data) if inode in touched else data
            for inode, data in self.contents.items()
        }
        names = dict(self.names)
        for each in deeds:
            _apply(each, contents, names)
        return {name: bytes(contents.get(inode, b"")) for name, inode in names.items()}


def _apply(deed: Pending, contents: dict[int, bytearray], names: dict[str, int]) -> None:
    if isinstance(deed, Name):
        for name, inode in deed.changes:
            if inode is None:
                names.pop(name, None)
            else:
                names[name] = inode
        return
    content = contents.setdefault(deed.inode, bytearray())
    end = deed.size if isinstance(deed, Cut) else deed.offset + len(deed.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if isinstance(deed, Cut):
        if not deed.only_grew:
            del content[end:]
    else:
        content[deed.offset : end] = deed.data


class Kind(Enum):
    """What reaches the disk: nothing or all or one sort; all but one, or one; a torn write; any."""

    PLAIN = 0
    ALONE = 1
    TORN = 2
    DRAWN = 3


def survivors(
    pending: list[Pending], *, kind: Kind, draw: random.Random
) -> Iterator[list[Pending]]:
    """Give sets of pending deeds that a power cut at this moment may have left."""
    if kind is Kind.PLAIN:
        yield []
        yield pending
        yield [each for each in pending if not isinstance(each, Name)]
        yield [each for each in pending if isinstance(each, Name)]
    elif kind is Kind.ALONE:
        for number, each in enumerate(pending):
            yield [*pending[:number], *pending[number + 1 :]]
            yield [each]
    elif kind is Kind.TORN:
        yield from _torn(pending)
    else:
        yield _drawn(pending, draw)


def _torn(pending: list[Pending]) -> Iterator[list[Pending]]:
    """Tear the newest write at each sector: its beginning is there, or its end."""
    last = next((n for n in reversed(range(len(pending))) if isinstance(pending[n], Write)), None)
    if last is None:
        return
    write = pending[last]
    assert isinstance(write, Write)
    for at in _sectors(write):
        beginning = Write(write.inode, write.offset, write.data[:at])
        end = Write(write.inode, write.offset + at, write.data[at:])
        yield [*pending[:last], beginning, *pending[last + 1 :]]
        yield [*pending[:last], end, *pending[last + 1 :]]
        yield [beginning]


def _sectors(write: Write) -> range:
    """Give where a write crosses into another sector: the disk itself writes a sector whole."""
    return range(SECTOR - write.offset % SECTOR, len(write.data), SECTOR)


def _drawn(pending: list[Pending], draw: random.Random) -> list[Pending]:
    """Draw which deeds are there, in which order, which are torn, which are zeros as yet."""
    chance = draw.choice((0.2, 0.5, 0.8, 0.95))
    kept = [_spoilt(each, draw) for each in pending if draw.random() < chance]
    if draw.random() < 0.5:
        data = [each for each in kept if not isinstance(each, Name)]
        draw.shuffle(data)
        kept = [*data, *(each for each in kept if isinstance(each, Name))]
    return kept


def _spoilt(deed: Pending, draw: random.Random) -> Pending:
    fate = draw.random()
    if not isinstance(deed, Write) or fate > 0.3 or len(deed.data) <= 1:
        return deed
    if fate < 0.05:
        return Cut(deed.inode, deed.offset + len(deed.data), only_grew=True)
    places = _sectors(deed)
    if not places:
        return deed
    at = draw.choice(places)
    if fate < 0.18:
        return Write(deed.inode, deed.offset, deed.data[:at])
    return Write(deed.inode, deed.offset + at, deed.data[at:])
