"""One event as it stands in the log."""

from dataclasses import dataclass

from desktop_app.domain.events.codec import Event


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with its place, its author (user id) and its time (UTC, `...Z`).

    `incident` is None for what happens to the vault itself. `sealed` says that it was read with a
    key of its own.
    """

    position: int
    id: str
    incident: str | None
    author: str
    at: str
    event: Event
    sealed: bool = False
