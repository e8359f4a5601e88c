"""Sentences that are read in haste: what they say of a parent, another school and of IT."""

import pytest

from desktop_app.domain.procedure import Procedure
from desktop_app.procedures.library import Library
from desktop_app.runtime import paths

LIBRARY = Library(paths.resources_folder())
WHOLE = [
    LIBRARY.get(name, version)
    for name, version in (
        ("ukcis-2024", "2"),
        ("haringey-2023", "1"),
        ("kent-medway-2016", "1"),
        ("derby-derbyshire-2024", "1"),
        ("derbyshire-2016-draft", "1"),
        ("all-wales-2021", "1"),
    )
]
every_procedure = pytest.mark.parametrize("procedure", WHOLE, ids=lambda each: each.id)


@every_procedure
def test_it_cannot_be_read_as_if_a_parent_did_not_keep_the_child_safe(procedure: Procedure) -> None:
    for level in ("not-until-agreed", "ask-first"):
        words = procedure.family_texts[level]
        assert "may not be what" not in words
        assert "what keeps the child safe tonight: a parent who is not suspected" in words


@every_procedure
def test_another_school_is_spoken_to_even_where_no_agency_has_a_part(procedure: Procedure) -> None:
    text = next(each.text for each in procedure.duties if each.id == "other-setting")
    assert "wait until" in text
    assert text.index("If it is re") < text.index("wait until")


@every_procedure
def test_it_is_not_the_suspected_person_who_is_told_to_keep_the_logs(procedure: Procedure) -> None:
    text = next(each.text for each in procedure.duties if each.id == "preserve-logs")
    assert "suspected works in IT" in text
