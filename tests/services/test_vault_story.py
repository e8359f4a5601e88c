"""Sentences for what happened to the vault itself, and who read an incident."""

from dataclasses import MISSING, fields
from typing import Any

import pytest

from desktop_app.domain.events.codec import CLASSES, Event
from desktop_app.domain.events.keeping import CaptureAllowed, SessionOpened
from desktop_app.domain.events.reading import IncidentViewed, ReaderNamed
from desktop_app.domain.events.vaults import UserRemoved
from desktop_app.services import capture
from desktop_app.services.reading_words import reading_words
from desktop_app.services.vault_story import vault_words

OF_INCIDENTS = {
    "action",
    "agency",
    "answer",
    "assessment",
    "decision",
    "details",
    "form",
    "imagery",
    "incident",
    "person",
    "sign-off",
}
GIVEN: dict[str, Any] = {"str": "dsl", "int": 7, "bool": True, "Mapping": {}}
OF_THE_VAULT = [each for each in CLASSES.values() if each.TYPE.split(".")[0] not in OF_INCIDENTS]


def example(kind: type[Event]) -> Event:
    return kind(
        **{
            each.name: GIVEN[str(getattr(each.type, "__name__", each.type))]
            for each in fields(kind)
            if each.default is MISSING
        }
    )


@pytest.mark.parametrize("kind", OF_THE_VAULT, ids=lambda kind: kind.TYPE)
def test_everything_that_can_happen_to_the_vault_has_its_sentence(kind: type[Event]) -> None:
    assert "no words for" not in vault_words(example(kind), {"dsl": "Sam Example"})


def test_events_of_the_vault_were_found() -> None:
    assert len(OF_THE_VAULT) >= 20


def test_somebody_who_left_is_named_with_the_reason() -> None:
    said = vault_words(UserRemoved("u1", "new post"), {"u1": "Sam Example"})
    assert said.startswith("Sam Example has left")
    assert said.endswith(": new post")


def test_wrong_passwords_before_a_visit_are_told() -> None:
    assert "after 3 wrong passwords" in vault_words(SessionOpened(3, 10), {})
    assert vault_words(SessionOpened(0, 10), {}) == "Opened"


def test_why_pictures_were_allowed_is_said_in_the_language_in_force(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(capture, "_", str.upper)
    for reason in capture.REASONS:
        assert vault_words(CaptureAllowed(15, reason), {}).endswith(reason.upper())
    typed = CaptureAllowed(15, "a visit by governors")
    assert vault_words(typed, {}).endswith("a visit by governors")


def test_who_looked_at_what_is_told_by_the_name_of_the_form() -> None:
    assert reading_words(IncidentViewed("record"), {}, nation="england") == "Record opened"
    assert "olice" in reading_words(IncidentViewed("form:police"), {}, nation="england")
    assert "Sam" in reading_words(ReaderNamed("u1"), {"u1": "Sam Example"}, nation="england")
