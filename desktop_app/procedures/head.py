"""The first file of a procedure, `procedure.toml`: what it is, whom it names, where it comes from."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.domain.guidance import SourceState
from desktop_app.domain.procedure import Agency, Procedure
from desktop_app.domain.source import Source
from desktop_app.procedures.conditions import NATIONS
from desktop_app.procedures.table import Table, note_repeats
from desktop_app.runtime.i18n import gettext as _

_VERSION = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")
_LONGEST_VERSION = 32
_EXTENDS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*@[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Head:
    """What `procedure.toml` says; agencies, pair and sources are its own alone, not the base's."""

    id: str
    version: str
    title: str
    area: str
    nation: str
    publisher: str
    source_date: date
    state_of_source: str
    extends: str
    offered: bool
    states: tuple[SourceState, ...]
    pair: tuple[str, ...]
    agencies: tuple[Agency, ...]
    sources: dict[str, Source]


def read_extends(table: Table) -> str:
    """Give the `<id>@<version>` that the procedure adds to, or an empty text."""
    given = table.take("extends", optional=True)
    if given is None:
        return ""
    if isinstance(given.value, str) and _EXTENDS.fullmatch(given.value):
        return given.value
    table.faults.add(given.where, "not-a-base", str(given.value))
    return ""


def read_head(table: Table, folder: Path, *, extends: str, base: Procedure | None) -> Head:
    """Give the head; `extends` was taken from the table before, with `read_extends`."""
    adds = bool(extends)
    head = Head(
        id=table.name("id"),
        version=_version(table),
        title=table.line("title"),
        area=table.line("area"),
        nation=_nation(table),
        publisher=table.line("publisher"),
        source_date=table.day("source_date"),
        state_of_source=table.text("state_of_source"),
        extends=extends,
        offered=not table.has("offered") or table.flag("offered"),
        states=tuple(_state(each) for each in table.tables("state", optional=True)),
        pair=() if adds else table.names("pair", optional=True),
        agencies=tuple(_agency(each) for each in table.tables("agency", optional=adds)),
        sources=_sources(table),
    )
    table.close()
    faults = table.faults
    ids = [each.id for each in head.agencies]
    note_repeats(f"{table.where}: agency", ids, faults)
    note_repeats(f"{table.where}: state", [each.id for each in head.states], faults)
    for each in head.pair:
        if each and each not in ids:
            faults.add(table.place("pair"), "unknown-agency", each)
    for each in head.sources.keys() & (base.sources.keys() if base else ()):
        faults.add(table.place("source"), "source-of-base", each)
    if base is not None and head.nation and head.nation != base.nation:
        faults.add(table.place("nation"), "other-nation", head.nation, base.nation)
    if head.id and head.version and (head.id, head.version) != (folder.parent.name, folder.name):
        expected = f"{head.id}/{head.version}"
        faults.add(table.where, "folder-name", expected, f"{folder.parent.name}/{folder.name}")
    return head


def _version(table: Table) -> str:
    given = table.take("version")
    if given is None:
        return ""
    value = given.value
    if isinstance(value, str) and len(value) <= _LONGEST_VERSION and _VERSION.fullmatch(value):
        return value
    table.faults.add(given.where, "not-a-version", str(value))
    return ""


def _nation(table: Table) -> str:
    given = table.take("nation")
    if given is None or given.value in NATIONS:
        return "" if given is None else str(given.value)
    table.faults.add(given.where, "unknown-word", str(given.value), ", ".join(NATIONS))
    return ""


def _agency(table: Table) -> Agency:
    agency = Agency(table.name("id"), table.line("name"))
    table.close()
    return agency


def _state(table: Table) -> SourceState:
    state = SourceState(
        id=table.name("id"),
        text=table.text("text"),
        from_day=table.day("from") if table.has("from") else None,
        warns=table.flag("warns"),
    )
    table.close()
    return state


def _sources(head: Table) -> dict[str, Source]:
    tables = head.tables("source")
    ids = [each.name("id") for each in tables]
    note_repeats(f"{head.where}: source", ids, head.faults)
    return {name: _source(each) for name, each in zip(ids, tables, strict=True) if name}


def _source(table: Table) -> Source:
    document, section = table.text("document"), table.text("section")
    recalled = table.flag("recalled")
    lines = table.text("lines", optional=True)
    table.close()
    label = f"{document}, {section}"
    if recalled:
        mark = _("to be checked against the document")
        label = f"{label} ({mark})"
    return Source(document, section, recalled=recalled, label=label, lines=lines)
