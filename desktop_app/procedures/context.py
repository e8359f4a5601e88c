"""What every table of a procedure is read with: its words, its sources, where faults go."""

from dataclasses import dataclass
from typing import Any

from desktop_app.domain.conditions import ALWAYS, AnyOf, Condition
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.source import Source, Today
from desktop_app.procedures.conditions import KINDS_ONLY, Reader, Words
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.table import Table

NEVER = AnyOf(())
_UNREAD = Source("", "", recalled=True, label="")


@dataclass(frozen=True, slots=True)
class Context:
    """One procedure in the reading.

    What cannot be read is replaced by something harmless so that reading goes on: no procedure
    is ever made where a fault was noted. `pair` and `sources` are none where the file that lists
    them could not be read. `base` is the procedure that this one extends, if it does.
    """

    words: Words
    pair: tuple[str, ...] | None
    sources: dict[str, Source] | None
    faults: Faults
    base: Procedure | None = None

    def in_base(self, part: str, name: str) -> Any | None:  # noqa: ANN401  # whatever is listed there
        """Give what the base has of this id in one of its lists, or None."""
        listed = getattr(self.base, part) if self.base is not None else ()
        return next((each for each in listed if each.id == name), None)

    def when(
        self,
        table: Table,
        forms: frozenset[str],
        *,
        may_be_always: bool = False,
        inherited: Condition | None = None,
    ) -> Condition:
        """Give when something holds; `always = true` must be said, where it makes sense at all.

        What has the id of something in the base may leave it out: then it is the base's.
        """
        if may_be_always and table.has("always"):
            if not table.flag("always"):
                self.faults.add(table.place("always"), "only-true", "always")
            return ALWAYS
        if inherited is not None and not table.has("when"):
            return inherited
        given = table.take("when")
        read = given and Reader(self.words, forms, self.faults).read(given)
        return read or NEVER

    def either(self, table: Table, forms: frozenset[str], inherited: Condition | None) -> Condition:
        """Give when a task holds: where the base says so, and where this procedure adds to it."""
        found = self.when(table, forms, may_be_always=True, inherited=inherited)
        if inherited is None or found in {ALWAYS, inherited}:
            return found
        return AnyOf((inherited, found))

    def applies(self, table: Table, inherited: Condition | None = None) -> Condition:
        """Give the kinds to which something applies: to all (or as in the base) if left out."""
        given = table.take("applies", optional=True)
        if given is None and inherited is not None:
            return inherited
        read = given and Reader(self.words, KINDS_ONLY, self.faults).read(given)
        return read or ALWAYS

    def source(self, table: Table, key: str = "source") -> Source:
        """Give the source that a table names; there must be one."""
        given = table.take(key)
        if given is None or self.sources is None:
            return _UNREAD
        if isinstance(given.value, str) and given.value in self.sources:
            return self.sources[given.value]
        self.faults.add(given.where, "unknown-source", str(given.value))
        return _UNREAD

    def today(self, table: Table) -> Today | None:
        """Give what holds today where the document is overtaken, with its own source."""
        if table.has("today"):
            return Today(table.text("today"), self.source(table, "today_source"))
        if table.has("today_source"):
            self.faults.add(table.place("today_source"), "missing-key", "today")
            table.take("today_source")
        return None
