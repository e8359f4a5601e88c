"""An envelope is read by the one spelling it may have; the reading before it is the oracle here."""

import json
from collections.abc import Mapping
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.domain.events.codec import canonical
from desktop_app.vault import envelope
from desktop_app.vault.envelope import Linked, Said

NAMES: Final = frozenset(
    [
        "v",
        "id",
        "vault",
        "parents",
        "aprev",
        "aseq",
        "actor",
        "key",
        "at",
        "type",
        "case",
        "app",
        "pack",
        "ph",
    ]
)
PLAIN: Final = {
    "v": 1,
    "id": "0192",
    "vault": "0193",
    "parents": ["ab" * 32],
    "aprev": "cd" * 32,
    "aseq": 7,
    "actor": "0194",
    "key": "ef" * 8,
    "at": "2026-11-20T17:40:00.000Z",
    "type": "answer.given",
    "case": "0195",
    "app": "0.4.0",
    "pack": None,
    "ph": "01" * 32,
}


def written(said: Mapping[str, Any]) -> bytes:
    """Write an envelope out, as the program did to hold it against what it had read."""
    for name in ("case", "pack", "type"):
        if not isinstance(said[name], str | None):
            raise TypeError(name)
    own = "null" if said["aprev"] is None else f'"{said["aprev"]}"'
    parents = ",".join(f'"{each}"' for each in said["parents"])
    case, pack, kind = (canonical(said[name]).decode() for name in ("case", "pack", "type"))
    return (
        f'{{"actor":"{said["actor"]}","app":"{said["app"]}","aprev":{own},"aseq":{said["aseq"]},'
        f'"at":"{said["at"]}","case":{case},"id":"{said["id"]}","key":"{said["key"]}",'
        f'"pack":{pack},"parents":[{parents}],"ph":"{said["ph"]}","type":{kind},"v":1,'
        f'"vault":"{said["vault"]}"}}'
    ).encode()


def read_before(body: bytes) -> dict[str, Any] | None:
    """Read an envelope as 0.3.0 did: read the JSON, write it out, and compare."""
    try:
        said = json.loads(body)
        genuine = said.keys() == NAMES and type(said["aseq"]) is int and written(said) == body
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return said if genuine else None


def read_now(body: bytes) -> dict[str, Any] | None:
    said = envelope.read(body)
    if said is None:
        return None
    return {
        "v": 1,
        "id": said.id,
        "vault": said.vault,
        "parents": json.loads(f"[{said.parents_spelt}]"),
        "aprev": json.loads(said.aprev_spelt),
        "aseq": int(said.aseq_spelt),
        "actor": said.actor,
        "key": said.key,
        "at": said.at,
        "type": said.type,
        "case": said.case,
        "app": said.app,
        "pack": json.loads(said.pack_spelt),
        "ph": said.ph,
    }


texts = st.text(max_size=12) | st.sampled_from(
    ["", "\\", '"', "\n", "\x00", "\x7f", "\u2028", "é", "😀", "\ud800", "null", "é\x1f\\u0041"]
)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**5000 // 7),
    st.floats(),
    texts,
    st.lists(texts, max_size=3),
    st.dictionaries(texts, texts, max_size=2),
)


def spelt(said: Mapping[str, Any], *, sort: bool, tight: bool, ascii_only: bool) -> bytes:
    marks = (",", ":") if tight else (", ", ":")
    text = json.dumps(said, sort_keys=sort, separators=marks, ensure_ascii=ascii_only)
    return text.encode("utf-8", "surrogatepass")


@given(
    changes=st.dictionaries(st.sampled_from([*PLAIN, "other"]), values, max_size=4),
    sort=st.booleans() | st.just(value=True),
    tight=st.booleans() | st.just(value=True),
    ascii_only=st.booleans() | st.just(value=False),
)
def test_whatever_stands_in_an_envelope_it_is_read_or_refused_as_before(
    changes: dict[str, Any], *, sort: bool, tight: bool, ascii_only: bool
) -> None:
    try:
        body = spelt(PLAIN | changes, sort=sort, tight=tight, ascii_only=ascii_only)
    except ValueError:  # a number of thousands of digits cannot be written either
        return
    assert read_now(body) == read_before(body)


@given(place=st.integers(0, 600), cut=st.integers(0, 3), put=st.binary(max_size=3))
@example(place=0, cut=0, put=b"\xef\xbb\xbf")
@example(place=1, cut=0, put=b" ")
def test_an_envelope_with_bytes_cut_out_and_put_in_is_read_or_refused_as_before(
    place: int, cut: int, put: bytes
) -> None:
    whole = spelt(PLAIN, sort=True, tight=True, ascii_only=False)
    body = whole[:place] + put + whole[place + cut :]
    assert read_now(body) == read_before(body)


@pytest.mark.parametrize("digit", range(0x20))
@pytest.mark.parametrize("form", ["\\u{:04x}", "\\u{:04X}", "\\x{:02x}", "{}"])
def test_every_control_character_has_its_one_spelling(digit: int, form: str) -> None:
    spelling = chr(digit) if form == "{}" else form.format(digit)
    whole = spelt(PLAIN, sort=True, tight=True, ascii_only=False)
    body = whole.replace(b'"answer.given"', f'"{spelling}"'.encode())
    assert read_now(body) == read_before(body)


@pytest.mark.parametrize("letter", '"\\/bfnrtuaé')
def test_every_escape_has_its_one_spelling(letter: str) -> None:
    whole = spelt(PLAIN, sort=True, tight=True, ascii_only=False)
    body = whole.replace(b'"answer.given"', f'"\\{letter}"'.encode())
    assert read_now(body) == read_before(body)


@given(kind=texts, case=st.none() | texts, pack=st.none() | texts)
def test_what_is_written_is_read_back(kind: str, case: str | None, pack: str | None) -> None:
    linked = Linked("vault", "actor", "key", None, None, 1)
    try:
        body = envelope.envelope(Said(kind, b"", case, pack), linked, ident="i", at="a", ph="p")
    except ValueError:
        assert any("\ud800" <= each <= "\udfff" for each in f"{kind}{case}{pack}")
        return
    said = envelope.read(body)
    assert said is not None
    assert (said.type, said.case, json.loads(said.pack_spelt)) == (kind, case, pack)
