"""Who read an incident, and who may."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class IncidentViewed:
    """A user opened the incident; `what` is `record`, or `form:police` for a form on screen."""

    TYPE: ClassVar[str] = "incident.viewed"
    what: str


@dataclass(frozen=True, slots=True)
class ReaderNamed:
    """One more user may read a sealed incident, all of it."""

    TYPE: ClassVar[str] = "incident.reader-named"
    user: str


@dataclass(frozen=True, slots=True)
class Resealed:
    """What follows stands under a new seal, whose key `readers` (user ids) were given."""

    TYPE: ClassVar[str] = "incident.resealed"
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReaderTakenOff:
    """A user may not read what is added to a sealed incident from here on."""

    TYPE: ClassVar[str] = "incident.reader-taken-off"
    user: str
