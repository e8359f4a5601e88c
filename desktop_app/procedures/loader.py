"""A procedure's folder in, a `Procedure` out; every fault in the folder is told in one go."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from desktop_app.domain.errors import ProcedureFaultyError
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures import extending, guidance_tables, rule_tables, sanity, task_tables
from desktop_app.procedures.conditions import Words
from desktop_app.procedures.context import Context
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.folder import ALWAYS_NEEDED, FILES, NEEDED, digest, read_folder
from desktop_app.procedures.head import Head, read_extends, read_head
from desktop_app.procedures.parts import Parts
from desktop_app.procedures.plain_files import Sort, real, sort_of
from desktop_app.procedures.table import Table, is_id, unread_table
from desktop_app.procedures.toml_file import parse_toml

Bases = Callable[[str], Procedure | None]
"""Gives the procedure called `<id>@<version>`, or none."""


def no_bases(_name: str) -> Procedure | None:
    """Give nothing: for a folder that is read on its own."""
    return None


@dataclass(frozen=True, slots=True)
class Read:
    """A procedure that was read without a fault, what its own files hold, and their bytes."""

    procedure: Procedure
    own: Parts
    files: Mapping[str, bytes]


def load_procedure(folder: Path, catalogue: Catalogue, bases: Bases = no_bases) -> Procedure:
    """Read one version of a procedure from `<id>/<version>/`.

    Raises `ProcedureFaultyError` with every fault; its source is `<id>/<version>`.
    """
    faults = Faults()
    read = read_procedure(folder, catalogue, faults, bases)
    if read is None:
        raise ProcedureFaultyError(faults.found(), source="/".join(real(folder).parts[-2:]))
    return read.procedure


def read_procedure(
    folder: Path, catalogue: Catalogue, faults: Faults, bases: Bases = no_bases
) -> Read | None:
    """Give the procedure of a folder, or none after noting every fault."""
    folder = real(folder)
    raw = read_folder(folder, faults)
    there = None
    if sort_of(folder) is Sort.FOLDER:
        there = frozenset(name for name in FILES if os.path.lexists(folder / name))
    return _read(_Given(raw, there, folder), catalogue, faults, bases)


def read_kept(
    files: Mapping[str, bytes], name: str, catalogue: Catalogue, faults: Faults, bases: Bases
) -> Read | None:
    """Give the procedure `<id>/<version>` from files that were kept elsewhere than in a folder."""
    kept = {each: files[each] for each in FILES if each in files}
    return _read(_Given(kept, frozenset(kept), Path(name)), catalogue, faults, bases)


@dataclass(frozen=True, slots=True)
class _Given:
    """The files that could be read, the names of those that are there at all, and their folder."""

    raw: Mapping[str, bytes]
    there: frozenset[str] | None
    folder: Path


def _read(given: _Given, catalogue: Catalogue, faults: Faults, bases: Bases) -> Read | None:
    parsed = {name: parse_toml(raw, name, faults) for name, raw in given.raw.items()}
    read = {name: data for name, data in parsed.items() if data is not None}
    file = {
        name: Table(read[name], name, faults) if name in read else unread_table() for name in FILES
    }
    extends = read_extends(file["procedure.toml"])
    base = bases(extends) if extends else None
    if extends and base is None:
        faults.add("procedure.toml: extends", "unknown-base", extends)
    if given.there is not None:
        # Of a head that cannot be read nobody knows whether it extends another procedure.
        whole = not extends and "procedure.toml" in read
        for name in NEEDED if whole else ALWAYS_NEEDED:
            if name not in given.there:
                faults.add(name, "missing-file")
    head = read_head(file["procedure.toml"], given.folder, extends=extends, base=base)
    if extends and base is None:  # nothing that the other files name could be known
        return None
    own = _parts(file, _context(catalogue, head, base, read, faults))
    if len(faults):
        return None
    procedure = _procedure(head, base, own, digest(given.raw, base))
    sanity.note_the_impossible(procedure, own, catalogue, faults)
    if not faults.has(*sanity.TOO_MUCH):  # it would take too long to compare with the base
        extending.note_what_is_taken_away(procedure, own, catalogue, faults)
    return None if len(faults) else Read(procedure, own, given.raw)


def _parts(file: dict[str, Table], context: Context) -> Parts:
    referral, watches = rule_tables.read_referral(file["referral.toml"], context)
    family, family_texts = rule_tables.read_family(file["family.toml"], context)
    return Parts(
        criteria=rule_tables.read_criteria(file["criteria.toml"], context),
        referral=referral,
        watches=watches,
        family=family,
        family_texts=family_texts,
        outcome_texts=rule_tables.read_outcomes(file["outcomes.toml"], context),
        duties=task_tables.read_duties(file["duties.toml"], context),
        do_not=task_tables.read_do_not(file["do_not.toml"], context),
        advice=task_tables.read_advice(file["advice.toml"], context),
        topics=guidance_tables.read_guidance(file["guidance.toml"], context),
        services=guidance_tables.read_services(file["services.toml"], context),
        law=guidance_tables.read_law(file["law.toml"], context),
        terms=guidance_tables.read_glossary(file["glossary.toml"], context),
        checklists=guidance_tables.read_checklists(file["checklists.toml"], context),
        contacts=guidance_tables.read_contacts(file["contacts.toml"], context),
    )


def _procedure(head: Head, base: Procedure | None, own: Parts, digest_of_files: str) -> Procedure:
    whole = own if base is None else extending.merged(base, own)
    of_base = () if base is None else base.agencies
    return Procedure(
        id=head.id,
        version=head.version,
        title=head.title,
        area=head.area,
        nation=head.nation,
        publisher=head.publisher,
        source_date=head.source_date,
        state_of_source=head.state_of_source,
        digest=digest_of_files,
        agencies=extending.merged_agencies(of_base, head.agencies),
        pair=head.pair if base is None else base.pair,
        extends=head.extends,
        offered=head.offered,
        states=head.states,
        sources={**(base.sources if base else {}), **head.sources},
        base=base,
        **{each.name: getattr(whole, each.name) for each in fields(Parts)},
    )


def _context(
    catalogue: Catalogue,
    head: Head,
    base: Procedure | None,
    read: dict[str, dict[str, object]],
    faults: Faults,
) -> Context:
    """Give what the other files are read with; what could not be read holds nothing up."""
    knows_head = "procedure.toml" in read
    agencies = {each.id for each in (*(base.agencies if base else ()), *head.agencies)}
    words = Words(
        questions=frozenset(catalogue.bit),
        kinds=frozenset(catalogue.kind_by_id),
        about_imagery=frozenset(each.id for each in catalogue.kinds if each.about_imagery),
        criteria=_named("criteria.toml", "criterion", base and base.criteria, read),
        rules=_named("referral.toml", "rule", base and base.referral, read),
        agencies=frozenset(agencies) if knows_head else None,
    )
    if not knows_head:
        return Context(words, None, None, faults, base)
    pair = head.pair if base is None else base.pair
    sources = {**(base.sources if base else {}), **head.sources}
    return Context(words, pair, sources, faults, base)


def _named(
    name: str, key: str, of_base: object, read: dict[str, dict[str, object]]
) -> frozenset[str] | None:
    """Give the ids of criteria or rules before they are read, since others name them."""
    inherited = (
        frozenset(each.id for each in of_base) if isinstance(of_base, tuple) else frozenset[str]()
    )
    if name not in read:
        return inherited if isinstance(of_base, tuple) else None
    tables = read[name].get(key)
    named = (
        [each.get("id") for each in tables if isinstance(each, dict)]
        if isinstance(tables, list)
        else []
    )
    return inherited | {each for each in named if isinstance(each, str) and is_id(each)}
