"""Applying a procedure to facts."""

from typing import Any

from desktop_app.domain.assess import assess
from desktop_app.domain.assessment import Assessment
from desktop_app.domain.errors import BadInputError, Fault
from desktop_app.domain.facts import Facts
from desktop_app.domain.intake.incoming import Incoming, read_incoming
from desktop_app.domain.procedure import Procedure
from desktop_app.procedures.library import Library
from desktop_app.services.calendar import bank_holidays
from desktop_app.services.json_input import parse


def assess_facts(library: Library, procedure: Procedure, facts: Facts) -> Assessment:
    """Apply a procedure to settled facts, with the bank holidays that its clocks need."""
    return assess(procedure, library.catalogue, facts, holidays=bank_holidays(facts.day))


def assess_json(
    library: Library, procedure_id: str, data: bytes, *, source: str
) -> dict[str, Any] | list[dict[str, Any]]:
    """Assess one object of contract section 4, or a list of them, in the same order.

    Raises BadInputError with every fault of every object, by its place, before anything is
    assessed; ProcedureUnknownError if nobody has the procedure.
    """
    procedure = library.get(procedure_id)
    given = parse(data, source=source)
    many = given if isinstance(given, list) else [given]
    places = [f"[{place}]" if isinstance(given, list) else "" for place in range(len(many))]
    found: list[Incoming] = []
    faults: list[Fault] = []
    for each, place in zip(many, places, strict=True):
        incoming, wrong = read_incoming(each, library.catalogue, place=place)
        faults += wrong
        if incoming is not None:
            faults += unknown_procedure(library, incoming, place=place)
            found.append(incoming)
    if faults:
        raise BadInputError(tuple(faults), source=source)
    results = [assess_facts(library, procedure, each.facts).as_json() for each in found]
    return results if isinstance(given, list) else results[0]


def unknown_procedure(library: Library, incoming: Incoming, *, place: str) -> tuple[Fault, ...]:
    """Give the fault of naming a procedure that nobody has, if it is one."""
    if incoming.procedure is None or library.has(incoming.procedure):
        return ()
    known = tuple(library.versions)
    where = f"{place}.procedure" if place else "procedure"
    return (Fault(where, "unknown-procedure", known),)
