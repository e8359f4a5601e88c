"""The tables themselves: what they are, what they can hold, and what stands on the disk."""

from importlib import resources
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.vault import canon
from desktop_app.vault.envelope import PROGRAM
from desktop_app.vault.vault import FLOOR, create_vault
from tests.vault_builders import AT, School, fill, raw

MAY_HOLD_BYTES = {
    ("event", "body"),
    ("event", "hash"),
    ("event", "sig"),
    ("payload", "salt"),
    ("payload", "body"),
    ("draft", "box"),
}
TABLES = {
    "meta",
    "event",
    "payload",
    "entry_of",
    "user",
    "incident",
    "incident_text",
    "incident_words",
    "incident_person",
    "person_names",
    "draft",
    "_sqlite_migrations",
}
CANARIES = (
    "Gwendolyn Canary",
    "pelicanword",
    "draftcanary",
    "four plain words here",
    "2026-CANARY",
)


def test_all_steps_together_give_the_schema_that_is_written_down(school: School) -> None:
    tool = raw(school.path, school.unlock())
    found = [
        f"{row[0]};\n"
        for row in tool.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        )
    ]
    tool.close()
    written = resources.files("desktop_app.vault.migrations").joinpath("schema.sql")
    assert written.read_text(encoding="utf-8") == "\n".join(found)


def test_no_column_can_hold_an_image(school: School) -> None:
    tool = raw(school.path, school.unlock())
    tables = tool.execute("SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main'")
    kinds = {name: (kind, strict) for name, kind, strict in tables if name != "sqlite_schema"}
    assert {name for name, (kind, _) in kinds.items() if kind != "shadow"} == TABLES
    held = set()
    for name, (kind, strict) in kinds.items():
        if kind != "table" or name == "_sqlite_migrations":
            continue
        assert strict, name
        for column, declared in tool.execute(
            "SELECT name, type FROM pragma_table_info(?)", (name,)
        ):
            assert declared in {"TEXT", "INTEGER", "BLOB"}, (name, column)
            if declared == "BLOB":
                held.add((name, column))
    tool.close()
    assert held == MAY_HOLD_BYTES
    words = " ".join([*kinds, *(column for _, column in held)])
    for word in ("attach", "image", "photo", "picture", "file", "media"):
        assert word not in words


def test_no_name_word_or_password_stands_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "v.sgv"
    vault, keys = create_vault(
        path, password="four plain words here", at=AT, name="Gwendolyn Canary", cost=FLOOR
    )
    fill(vault)
    vault.save_draft("d", {"narrative": "pelicanword draftcanary", "ref": "2026-CANARY"}, at=AT)
    vault.search("pelicanword")
    vault.close()
    printed = [row.replace(" ", "") for row in (*keys.paper, *keys.outside)]
    for file in tmp_path.iterdir():
        data = file.read_bytes()
        for canary in (*CANARIES, "Account number", "Testname", *printed):
            for form in (canary, canary.lower()):
                assert form.encode() not in data
                assert form.encode("utf-16-le") not in data
    assert sorted(each.name for each in tmp_path.iterdir()) == ["v.keys", "v.sgv"]


def test_what_lies_beside_an_open_vault_is_encrypted_and_goes_with_it(school: School) -> None:
    vault = school.open()
    vault.save_draft("d", {"n": "pelicanword " * 5000}, at=AT)
    fill(vault)
    vault.search("account")
    beside = {each.name: each.read_bytes() for each in school.path.parent.glob("*-*")}
    vault.close()
    assert set(beside) == {"school.sgv-journal"}
    for word in (b"pelicanword", b"Account", b"account", b"CREATE"):
        assert word not in beside["school.sgv-journal"]
    assert sorted(each.name for each in school.path.parent.iterdir()) == [
        "school.keys",
        "school.sgv",
    ]


@pytest.mark.parametrize("secret", ["keys", "vault_keys", "box"])
def test_nothing_secret_shows_when_an_object_is_printed(school: School, secret: str) -> None:
    shown = repr(school.unlock())
    assert secret not in shown
    assert school.unlock().vault_keys[0].hex() not in shown


def test_the_version_in_every_entry_is_the_programs() -> None:
    project = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{PROGRAM}"\n' in project


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
    max_leaves=10,
)


@settings(deadline=None)
@given(VALUES)
def test_canonical_bytes_are_those_of_rfc_8785_and_read_back(value: object) -> None:
    data = canon.canonical(value)
    assert data == rfc8785.dumps(value)  # type: ignore[arg-type]  # a JSON value
    assert canon.parse(data) == value
