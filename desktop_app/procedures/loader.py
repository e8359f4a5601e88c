"""A procedure's folder in, a `Procedure` out; every fault in the folder is told in one go."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.domain.errors import ProcedureFaultyError
from desktop_app.domain.procedure import Agency, Procedure, Source
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures import rule_tables, sanity, task_tables
from desktop_app.procedures.conditions import NATIONS, Words
from desktop_app.procedures.context import Context
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.folder import FILES, digest, read_folder
from desktop_app.procedures.table import Table, is_id, note_repeats, unread_table
from desktop_app.procedures.toml_file import parse_toml
from desktop_app.runtime.i18n import gettext as _

_VERSION = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")
_LONGEST_VERSION = 32


@dataclass(frozen=True, slots=True)
class _Head:
    """What `procedure.toml` says."""

    id: str
    version: str
    title: str
    area: str
    nation: str
    publisher: str
    source_date: date
    state_of_source: str
    pair: tuple[str, ...]
    agencies: tuple[Agency, ...]
    sources: dict[str, Source]


def load_procedure(folder: Path, catalogue: Catalogue) -> Procedure:
    """Read one version of a procedure from `<id>/<version>/`.

    Raises `ProcedureFaultyError` with every fault; its source is `<id>/<version>`.
    """
    faults = Faults()
    procedure = read_procedure(folder, catalogue, faults)
    if procedure is None:
        raise ProcedureFaultyError(faults.found(), source="/".join(folder.resolve().parts[-2:]))
    return procedure


def read_procedure(folder: Path, catalogue: Catalogue, faults: Faults) -> Procedure | None:
    """Give the procedure of a folder, or none after noting every fault."""
    folder = folder.resolve()
    raw = read_folder(folder, faults)
    parsed = {name: parse_toml(raw[name], name, faults) for name in FILES if name in raw}
    read = {name: data for name, data in parsed.items() if data is not None}
    file = {
        name: Table(read[name], name, faults) if name in read else unread_table() for name in FILES
    }
    head = _head(file["procedure.toml"], folder)
    context = _context(catalogue, head, read, faults)
    referral, watches = rule_tables.read_referral(file["referral.toml"], context)
    family, family_texts = rule_tables.read_family(file["family.toml"], context)
    procedure = Procedure(
        id=head.id,
        version=head.version,
        title=head.title,
        area=head.area,
        nation=head.nation,
        publisher=head.publisher,
        source_date=head.source_date,
        state_of_source=head.state_of_source,
        digest=digest(raw),
        agencies=head.agencies,
        pair=head.pair,
        criteria=rule_tables.read_criteria(file["criteria.toml"], context),
        referral=referral,
        watches=watches,
        family=family,
        family_texts=family_texts,
        outcome_texts=rule_tables.read_outcomes(file["outcomes.toml"]),
        duties=task_tables.read_duties(file["duties.toml"], context),
        do_not=task_tables.read_do_not(file["do_not.toml"], context),
        advice=task_tables.read_advice(file["advice.toml"], context),
        topics=task_tables.read_guidance(file["guidance.toml"], context),
        services=task_tables.read_services(file["services.toml"], context),
    )
    if not len(faults):
        sanity.note_the_impossible(procedure, catalogue, faults)
    return None if len(faults) else procedure


def _head(table: Table, folder: Path) -> _Head:
    head = _Head(
        id=table.name("id"),
        version=_version(table),
        title=table.text("title"),
        area=table.text("area"),
        nation=_nation(table),
        publisher=table.text("publisher"),
        source_date=table.day("source_date"),
        state_of_source=table.text("state_of_source"),
        pair=table.names("pair", optional=True),
        agencies=tuple(_agency(each) for each in table.tables("agency")),
        sources=_sources(table),
    )
    table.close()
    faults = table.faults
    ids = [each.id for each in head.agencies]
    note_repeats(f"{table.where}: agency", ids, faults)
    for each in head.pair:
        if each and each not in ids:
            faults.add(table.place("pair"), "unknown-agency", each)
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
    agency = Agency(table.name("id"), table.text("name"))
    table.close()
    return agency


def _sources(head: Table) -> dict[str, Source]:
    tables = head.tables("source")
    ids = [each.name("id") for each in tables]
    note_repeats(f"{head.where}: source", ids, head.faults)
    return {name: _source(each) for name, each in zip(ids, tables, strict=True) if name}


def _source(table: Table) -> Source:
    document, section = table.text("document"), table.text("section")
    recalled = table.flag("recalled")
    table.close()
    label = f"{document}, {section}"
    if recalled:
        mark = _("to be checked against the document")
        label = f"{label} ({mark})"
    return Source(document, section, recalled=recalled, label=label)


def _context(
    catalogue: Catalogue, head: _Head, read: dict[str, dict[str, object]], faults: Faults
) -> Context:
    """Give what the other files are read with; what could not be read holds nothing up."""
    knows_head = "procedure.toml" in read
    words = Words(
        questions=frozenset(catalogue.bit),
        kinds=frozenset(catalogue.kind_by_id),
        about_imagery=frozenset(each.id for each in catalogue.kinds if each.about_imagery),
        criteria=_criteria_named(read["criteria.toml"]) if "criteria.toml" in read else None,
        agencies=frozenset(each.id for each in head.agencies) if knows_head else None,
    )
    if not knows_head:
        return Context(words, None, None, faults)
    return Context(words, head.pair, head.sources, faults)


def _criteria_named(data: dict[str, object]) -> frozenset[str]:
    """Give the ids of the criteria before they are read, since rules name them."""
    tables = data.get("criterion")
    named = (
        [each.get("id") for each in tables if isinstance(each, dict)]
        if isinstance(tables, list)
        else []
    )
    return frozenset(each for each in named if isinstance(each, str) and is_id(each))
