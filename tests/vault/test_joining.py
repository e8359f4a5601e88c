"""A prepared user's file: what is in it, and that nothing in its place does any harm."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import PasswordTooShortError, SignInNameError
from desktop_app.domain.roles import Role
from desktop_app.domain.trust_errors import JoiningFileError
from desktop_app.vault import joining, recovery
from desktop_app.vault.canon import canonical
from tests.vault_builders import School

NEW = "five other plain words here"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@pytest.fixture
def prepared(school: School) -> bytes:
    return joining.prepare_user(
        school.unlock().keyfile,
        sign_in="DD",
        name="Invented Deputy",
        role="Deputy head",
        office=Role.DEPUTY,
        password=NEW,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_refused(prepared: bytes, data: bytes) -> None:
    for each in (data, prepared + data if data else b"", prepared[: len(data)]):
        with pytest.raises(JoiningFileError):
            joining.read(each)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None
)
@given(st.data(), VALUES)
def test_no_value_anywhere_makes_the_reader_fail_otherwise(
    prepared: bytes, data: st.DataObject, value: object
) -> None:
    content = json.loads(prepared)
    place = content
    name = data.draw(st.sampled_from(sorted(content)))
    while isinstance(place[name], dict) and data.draw(st.booleans()):
        place = place[name]
        name = data.draw(st.sampled_from(sorted(place)))
    place[name] = value
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    with suppress(JoiningFileError):
        joining.read(text.encode("utf-8", "surrogatepass"))


def test_a_file_that_is_too_large_is_refused(prepared: bytes) -> None:
    content = json.loads(prepared)
    content["name"] = "x" * joining.LARGEST
    with pytest.raises(JoiningFileError):
        joining.read(canonical(content))


def test_the_code_is_over_every_byte_and_can_be_read_out(prepared: bytes) -> None:
    code = joining.code(prepared)
    letters = code.replace("-", "")
    assert recovery.check_character(letters[:-1]) == letters[-1]
    assert joining.code(prepared.replace(b"Deputy head", b"Deputy Head")) != code


def test_neither_the_password_nor_a_key_stands_in_it(prepared: bytes) -> None:
    said = joining.read(prepared)
    assert said.slot.user.encode() in prepared
    assert NEW.encode() not in prepared
    assert set(json.loads(prepared)) == {"format", "v", "vault", "slot", "name", "role", "office"}


def test_what_cannot_become_a_user_is_not_prepared(school: School) -> None:
    keys = school.unlock().keyfile

    def prepare(sign_in: str = "DD", name: str = "", password: str = NEW) -> bytes:
        return joining.prepare_user(
            keys, sign_in=sign_in, name=name, role="", office=Role.HEAD, password=password
        )

    with pytest.raises(PasswordTooShortError):
        prepare(password="short")
    with pytest.raises(SignInNameError):
        prepare(sign_in="two words")
    with pytest.raises(JoiningFileError):
        prepare(name="x" * 501)
