"""What every table of a procedure is read with: its words, its sources, where faults go."""

from dataclasses import dataclass

from desktop_app.domain.conditions import ALWAYS, AnyOf, Condition
from desktop_app.domain.procedure import Source
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
    them could not be read.
    """

    words: Words
    pair: tuple[str, ...] | None
    sources: dict[str, Source] | None
    faults: Faults

    def when(
        self, table: Table, forms: frozenset[str], *, may_be_always: bool = False
    ) -> Condition:
        """Give when something holds; `always = true` must be said, where it makes sense at all."""
        if may_be_always and table.has("always"):
            if not table.flag("always"):
                self.faults.add(table.place("always"), "only-true", "always")
            return ALWAYS
        given = table.take("when")
        read = given and Reader(self.words, forms, self.faults).read(given)
        return read or NEVER

    def applies(self, table: Table) -> Condition:
        """Give the kinds to which something applies: to all, where the key is left out."""
        given = table.take("applies", optional=True)
        read = given and Reader(self.words, KINDS_ONLY, self.faults).read(given)
        return read or ALWAYS

    def source(self, table: Table) -> Source:
        """Give the source that a table names; there must be one."""
        given = table.take("source")
        if given is None or self.sources is None:
            return _UNREAD
        if isinstance(given.value, str) and given.value in self.sources:
            return self.sources[given.value]
        self.faults.add(given.where, "unknown-source", str(given.value))
        return _UNREAD
