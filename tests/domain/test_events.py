import json
from dataclasses import fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, get_type_hints

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.answers import Answer
from desktop_app.domain.errors import EventUnreadableError
from desktop_app.domain.events.codec import (
    CLASSES,
    Event,
    canonical,
    decode,
    encode,
)
from desktop_app.domain.events.incidents import AnswerGiven, DetailsGiven, IncidentRecorded

TYPES = sorted(CLASSES)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = st.text(st.characters(min_codepoint=0, max_codepoint=127), max_size=12)
whole = st.integers(-(2**53) + 1, 2**53 - 1)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), whole, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=20,
)


def of_type(hint: object) -> st.SearchStrategy[object]:
    """Give values of a field's type, as the events use them."""
    written = str(hint)
    if hint is str:
        return texts
    if hint is int:
        return whole
    if hint is bool:
        return st.booleans()
    if "tuple[str" in written:
        return st.lists(texts, max_size=3).map(tuple)
    if "Mapping[str, str]" in written:
        return st.dictionaries(names, texts, max_size=3)
    if "Mapping[str, typing.Any]" in written:
        return st.dictionaries(names, values.map(tupled), max_size=3)
    if "None" in written:
        return st.one_of(st.none(), whole if "int" in written else texts)
    raise AssertionError(written)


def tupled(value: object) -> object:
    """Give the value with tuples for lists, as a decoded event holds it."""
    if isinstance(value, list):
        return tuple(tupled(each) for each in value)
    if isinstance(value, dict):
        return {name: tupled(each) for name, each in value.items()}
    return value


@st.composite
def events(draw: st.DrawFn, event_type: str) -> Event:
    found = CLASSES[event_type]
    hints = get_type_hints(found)
    made: Any = found
    event: Event = made(**{each.name: draw(of_type(hints[each.name])) for each in fields(found)})
    return event


def test_every_class_has_a_type_of_its_own_with_a_noun_and_a_verb() -> None:
    assert len(CLASSES) >= 15
    assert {each.TYPE for each in CLASSES.values()} == set(CLASSES)
    assert all(each.count(".") == 1 for each in CLASSES)


@pytest.mark.parametrize("event_type", TYPES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_event_comes_back_as_it_was_through_its_canonical_bytes(
    event_type: str, data: st.DataObject
) -> None:
    event = data.draw(events(event_type))
    found_type, payload = encode(event)
    assert found_type == event_type
    stored = canonical(payload)
    again = decode(found_type, json.loads(stored))
    assert again == event
    assert canonical(encode(again)[1]) == stored


@pytest.mark.parametrize("event_type", TYPES)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_field_that_nobody_knows_is_refused(event_type: str, data: st.DataObject) -> None:
    payload = encode(data.draw(events(event_type)))[1]
    with pytest.raises(EventUnreadableError) as caught:
        decode(event_type, {**payload, "colour": "red"})
    assert caught.value.event_type == event_type


@pytest.mark.parametrize("event_type", TYPES)
def test_an_event_with_nothing_in_it_is_refused_unless_nothing_is_needed(event_type: str) -> None:
    if event_type == DetailsGiven.TYPE:
        assert decode(event_type, {}) == DetailsGiven()
        return
    with pytest.raises(EventUnreadableError):
        decode(event_type, {})


def test_an_unknown_type_is_refused_and_named() -> None:
    with pytest.raises(EventUnreadableError) as caught:
        decode("incident.painted", {})
    assert caught.value.event_type == "incident.painted"


def test_a_field_that_came_later_may_be_left_out_of_an_older_event() -> None:
    payload = {"question": "coerced", "answer": "yes"}
    assert decode(AnswerGiven.TYPE, payload) == AnswerGiven("coerced", "yes")


def test_lists_come_back_as_tuples_that_nobody_can_change() -> None:
    payload = {"reference": "r", "kinds": ["bullying"], "aware_at": "a", "procedure": "p"}
    event = decode(IncidentRecorded.TYPE, payload)
    assert isinstance(event, IncidentRecorded)
    assert event.kinds == ("bullying",)


@given(value=values)
@settings(max_examples=300, deadline=None)
def test_the_canonical_bytes_are_those_of_an_independent_reading_of_rfc_8785(
    value: object,
) -> None:
    plain: Any = value
    assert canonical(value) == rfc8785.dumps(plain)


@given(value=values)
@settings(max_examples=300, deadline=None)
def test_canonical_bytes_read_back_are_the_same_value_and_the_same_bytes(value: object) -> None:
    stored = canonical(value)
    assert json.loads(stored) == value
    assert canonical(json.loads(stored)) == stored


def test_every_control_character_is_written_as_the_standard_writes_it() -> None:
    text = "".join(map(chr, range(0x100))) + "\u2028\u2029\ufeff\U0001f600"
    assert canonical(text) == rfc8785.dumps(text)
    assert canonical("\x00\x1f\x7f") == b'"\\u0000\\u001f\x7f"'


def test_names_are_sorted_and_no_space_is_left() -> None:
    assert (
        canonical({"b": [1, None, True], "a": "x", "B": {}})
        == b'{"B":{},"a":"x","b":[1,null,true]}'
    )


def test_tuples_read_only_mappings_and_words_of_an_enumeration_are_written_as_what_they_are() -> (
    None
):
    value = (MappingProxyType({"answer": Answer.NOT_KNOWN, "given": ()}),)
    assert canonical(value) == b'[{"answer":"not-known","given":[]}]'
    assert issubclass(Answer, StrEnum)


@pytest.mark.parametrize("value", [1.0, 0.5, float("nan"), float("inf"), -0.0])
def test_a_number_with_a_fraction_is_refused_wherever_it_stands(value: float) -> None:
    for each in (value, [value], {"a": {"b": (value,)}}):
        with pytest.raises(TypeError):
            canonical(each)


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object(), {1: "a"}, {"é": "a"}, {None: 1}])
def test_what_has_no_single_written_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), 10**40])
def test_a_whole_number_that_others_would_round_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match="int"):
        canonical([value])
    assert canonical(2**53 - 1) == b"9007199254740991"
    assert canonical(1 - 2**53) == b"-9007199254740991"


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        canonical({"a": "\ud800"})
