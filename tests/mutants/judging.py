"""Says what notices that the rules are spoilt: reading, worked cases, or the second reading."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from desktop_app.domain.assess import assess
from desktop_app.domain.errors import ProcedureFaultyError
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from tests.domain import oracle, samples
from tests.domain.against import assessed, differences, lists_differ
from tests.domain.oracle_places import PLACES, Place
from tests.domain.samples import Sample
from tests.procedures import worked_cases

_DRAWN = 4000
_KEPT = 240
_SETS_OF_KINDS = 30
_FOR_CODE = 120
_WITH_FIND_OUT = 40
_TURNED = ("nudes-shared", "bullying", "colleague-concern")
_BASES: tuple[tuple[str, ...], ...] = ((), ("adult-involved",))


def notices(resources: Path, places: tuple[Place, ...], *, steps: bool) -> str:
    """Give what notices that the rules in `resources` are not sound, "" if nothing does.

    With `steps`, every single answer is turned as well, kind by kind, and only what the places name
    is read anew.
    """
    library = Library(resources)
    if steps:
        _share_what_is_sound(library, places)
    try:
        for each in places:
            library.get(each.id, each.version)
    except ProcedureFaultyError:
        return "refused on reading"
    for each in places:
        found = next(_of_place(library, each, steps=steps), "")
        if found:
            return found
    return ""


def _share_what_is_sound(library: Library, places: tuple[Place, ...]) -> None:
    """Spare a library the reading of what the mutant leaves as it is: reading takes the longest."""
    changed = {(each.id, each.version) for each in places}
    sound = _sound()
    kept = {(each.id, each.version): each for each in sound.all()}
    vars(library)["catalogue"] = sound.catalogue
    vars(library)["_loaded"].update({key: kept[key] for key in kept.keys() - changed})


@cache
def _sound() -> Library:
    return Library(resources_folder())


def _of_place(library: Library, place: Place, *, steps: bool) -> Iterator[str]:
    if any(_worked(library, place)):
        yield "worked cases"
    for number, sample in enumerate((*_samples(), *_steps()) if steps else _samples()[:_FOR_CODE]):
        found = assessed(library, place, sample)
        for name, _, _ in differences(place, sample, found, find_out=number < _WITH_FIND_OUT):
            yield f"second reading, {name}"
        if lists_differ(library, place, sample, found):
            yield "second reading, lists"


def _worked(library: Library, place: Place) -> Iterator[str]:
    document = worked_cases.FOLDER / f"{place.id}.md"
    if place.switched_off or place.version != library.versions[place.id][-1]:
        return
    procedure = library.get(place.id, place.version)
    for case in _cases(document):
        switched = frozenset(case.listed("switched off") or ())
        rules = library.switched_off(procedure, switched)
        found = assess(rules, library.catalogue, case.facts(library.catalogue))
        yield from worked_cases.differences(case, found)


@cache
def _cases(document: Path) -> tuple[worked_cases.WorkedCase, ...]:
    return worked_cases.read_cases(document) if document.exists() else ()


@cache
def _samples() -> tuple[Sample, ...]:
    """Draw samples of few sets of kinds: to make rules ready for one takes the most time."""
    drawn = list(samples.draw(5, _DRAWN))
    alone = {each.kinds for each in drawn if len(each.kinds) == 1}
    together = [each.kinds for each in drawn if len(each.kinds) > 1]
    kept = alone | set(together[: _SETS_OF_KINDS - len(alone)])
    return tuple(each for each in drawn if each.kinds in kept)[:_KEPT]


@cache
def _steps() -> tuple[Sample, ...]:
    return tuple(
        step
        for kind in oracle.KINDS
        for yes in _BASES
        for step in samples.single_steps((kind,), *yes)
        if kind in _TURNED or not yes
    )


def places_of(procedure: str, version: str) -> tuple[Place, ...]:
    """Give the places that a version of a procedure stands for, its switch off as well."""
    return tuple(each for each in PLACES if (each.id, each.version) == (procedure, version))
