"""Lists, search, drafts, and the tables made from the log."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import DraftMissingError, VaultReadOnlyError
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.incidents import DetailsGiven
from desktop_app.domain.state.incident import IncidentState, fold
from desktop_app.vault.vault import IncidentRow, Vault
from tests.vault_builders import (
    AT,
    School,
    add_user,
    answers,
    fresh_id,
    open_as,
    person,
    raw,
    recorded,
    save,
)


def references(rows: Sequence[IncidentRow]) -> list[str]:
    return [row.reference for row in rows]


def renewed(vault: Vault, state: IncidentState, *events: Event) -> IncidentState:
    with vault.transaction():
        vault.append(events, incident=state.id, at=AT)
        now = fold(vault.of_incident(state.id))
        vault.project(now)
    return now


def test_the_newest_come_first_a_page_at_a_time(school: School) -> None:
    vault = school.open()
    for number in range(7):
        save(vault, [recorded(f"2026-PAGE0{number}")])
    first = vault.newest(limit=4)
    second = vault.newest(limit=4, before=first[-1].number)
    assert references(first) == [f"2026-PAGE0{n}" for n in (6, 5, 4, 3)]
    assert references(second) == ["2026-PAGE02", "2026-PAGE01", "2026-PAGE00", "2026-AAAAA2"]
    assert first[0].kinds == ("nudes-shared",)
    assert first[0].status == "to-decide"
    vault.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("account", 3),
        ("ACCOUNT evening", 3),
        ("acc", 3),
        ("number 1", 1),
        ("2026-AAAAA1", 1),
        ("nobody2", 1),
        ("estname", 3),
        ("testname nobody0", 1),
        ("sleep", 3),
        ("sle account", 0),
        ("account sle", 3),
        ("zanzibar", 1),
        ("Oddname", 1),
        ("nothing-like-it", 0),
        ("", 0),
        ('"', 0),
        ("*", 0),
        ("account OR zebra", 0),
        ("narrative:account", 0),
        ("acc* ", 3),
        ('account" OR "zebra', 0),
        ("account\0evening", 3),
        ("\ud800", 0),
        ("(", 0),
        ("NEAR(account evening)", 0),
        ("-account", 3),
        ("account AND", 0),
    ],
)
def test_search_takes_words_and_nothing_else(school: School, query: str, found: int) -> None:
    vault = school.open()
    assert len(vault.search(query)) == found
    vault.close()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)
@given(st.lists(st.text(max_size=30), min_size=20, max_size=20))
def test_no_query_fails(school: School, queries: list[str]) -> None:
    vault = school.open()
    for query in queries:
        vault.search(query)
        vault.people_like(query, None)
    vault.close()


def test_search_ignores_accents_and_finds_inside_names(school: School) -> None:
    vault = school.open()
    save(vault, [recorded("2026-WELSH0", "Cafodd Siân neges o Lanfŷl."), person("Łukasz O'Neill")])
    assert references(vault.search("sian llanf")) == []
    assert references(vault.search("sian lanfyl")) == ["2026-WELSH0"]
    assert references(vault.search("ukas")) == ["2026-WELSH0"]
    assert references(vault.search("o'neill")) == ["2026-WELSH0"]
    vault.close()


def test_search_gives_the_newest_first_each_once_and_pages(school: School) -> None:
    vault = school.open()
    for number in range(5):
        save(
            vault,
            [recorded(f"2026-MANY0{number}", "walrus"), person("Walrus Ann"), person("Ann Walrus")],
        )
    assert references(vault.search("walrus", limit=3)) == [f"2026-MANY0{n}" for n in (4, 3, 2)]
    last = vault.search("walrus", limit=3)[-1].number
    assert references(vault.search("walrus", limit=3, before=last)) == [
        "2026-MANY01",
        "2026-MANY00",
    ]
    vault.close()


def test_what_was_corrected_is_no_longer_found_by_its_old_words(school: School) -> None:
    vault = school.open()
    ident = fresh_id()
    state = save(
        vault, [recorded("2026-FIXED0", "hippopotamus"), person("Old Namely", ident=ident)]
    )
    renewed(vault, state, recorded("2026-FIXED0", "rhinoceros"), person("New Namely", ident=ident))
    assert references(vault.search("hippopotamus")) == []
    assert references(vault.search("rhinoceros")) == ["2026-FIXED0"]
    assert references(vault.search("old namely")) == []
    assert references(vault.search("new namely")) == ["2026-FIXED0"]
    assert vault.verify().ok
    vault.close()


def test_a_later_event_renews_the_rows(school: School) -> None:
    vault = school.open()
    state = fold(vault.of_incident(school.open_id))
    renewed(vault, state, DetailsGiven({"worry": "chimpanzee"}), person("Third Person"))
    assert references(vault.search("chimpanzee")) == [school.open_reference]
    assert references(vault.newest())[-1] == school.open_reference
    assert vault.verify().ok
    vault.close()


def test_people_already_known_are_proposed_the_likeliest_first(school: School) -> None:
    vault = school.open()
    known = fresh_id()
    for number in range(2):
        save(
            vault,
            [
                recorded(f"2026-PERS0{number}"),
                person("Megan Testperson", born="2012-02-29", ident=known),
                person("Megan Otherwise"),
            ],
        )
    same_birth = fresh_id()
    save(
        vault,
        [recorded("2026-PERS09"), person("Someone Else", born="2012-02-29", ident=same_birth)],
    )
    found = vault.people_like("megan testperson", date(2012, 2, 29))
    assert [row.id for row in found[:2]] == [known, same_birth]
    assert found[0].incidents == 2
    assert found[0].same_birth
    assert found[0].same_words == 2
    assert {row.name for row in found[2:]} == {"Megan Otherwise"}
    assert [row.id for row in vault.people_like("", date(2012, 2, 29))] == [known, same_birth]
    assert vault.people_like("Zz", None) == ()
    assert vault.knows_person(known)
    assert not vault.knows_person(fresh_id())
    vault.close()


def test_rebuilding_gives_the_same_tables(school: School) -> None:
    vault = school.open()
    state = fold(vault.of_incident(school.open_id))
    renewed(vault, state, DetailsGiven({"worry": "b", "asked_for": "a"}), person("Added Later"))
    vault.close()

    def tables() -> list[object]:
        tool = raw(school.path, school.unlock())
        found = [
            tool.execute(statement).fetchall()
            for statement in (
                "SELECT * FROM entry_of",
                "SELECT * FROM user",
                "SELECT * FROM incident",
                "SELECT * FROM incident_text",
                "SELECT * FROM incident_person",
            )
        ]
        tool.close()
        return found

    before = tables()
    vault = school.open()
    assert vault.rebuild() == 3
    assert len(vault.search("account")) == 3
    assert len(vault.search("nobody")) == 3
    assert vault.verify().ok
    vault.close()
    assert tables() == before


CHANGES = {
    "UPDATE incident SET outcome = 'school-managed' WHERE number = 3": ("projection", 3),
    "UPDATE incident_text SET narrative = 'x' WHERE number = 3": ("projection", 3),
    "UPDATE incident_person SET name = 'x'": ("projection", 3),
    "DELETE FROM incident_person": ("search-index", None),
    "INSERT INTO incident_person VALUES (7, 3, 'x', '[]', 'Planted', NULL, '')": ("projection", 3),
    "INSERT INTO incident_person VALUES (7168, 7, 'x', '[]', 'Planted', NULL, '')": (
        "projection",
        7,
    ),
    "INSERT INTO incident_words (incident_words) VALUES ('delete-all')": ("search-index", None),
    "INSERT INTO incident SELECT 999, 'x', reference, recorded_at, aware_at, kinds, outcome,"
    " status, procedure, 0 FROM incident LIMIT 1": ("projection", 999),
    "DELETE FROM entry_of WHERE position = 4": ("scope", 4),
    "UPDATE entry_of SET position = 99 WHERE position = 4": ("scope", 99),
    "UPDATE user SET role = 'head'": ("users", None),
    "UPDATE user SET office = 'head'": ("users", None),
    "UPDATE user SET removed = 1": ("users", None),
    "UPDATE incident SET aggravating = 2 WHERE number = 3": ("projection", 3),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_table_that_is_not_what_the_log_gives_is_found_and_made_good(
    school: School, change: str
) -> None:
    tool = raw(school.path, school.unlock())
    tool.execute(change)
    tool.close()
    vault = school.open()
    found = {(f.what, f.position) for f in vault.verify().findings}
    assert CHANGES[change] in found
    vault.rebuild()
    assert vault.verify().ok
    vault.close()


def test_a_file_that_may_only_be_read_is_not_said_to_be_wrong(school: School) -> None:
    vault = school.open()
    held = vars(vault)["_connection"]
    held.set_authorizer(None)
    held.execute("PRAGMA query_only = ON")
    with pytest.raises(VaultReadOnlyError):
        vault.verify()
    vault.close()


def test_a_draft_comes_back_as_it_was(school: School) -> None:
    vault = school.open()
    content = {
        "answers": {"coerced": "not-known"},
        "narrative": "ŵ\0\u202e",
        "page": 3,
        "on": [True, None],
    }
    vault.save_draft("draft-2", content, at=AT)
    assert vault.read_draft("draft-2") == content
    vault.save_draft("draft-2", content | {"page": 4}, at=AT.replace(hour=18))
    assert vault.read_draft("draft-2")["page"] == 4
    assert [(row.id, row.saved_at[11:16]) for row in vault.drafts()] == [
        ("draft-2", "18:40"),
        ("draft-1", "17:40"),
    ]
    vault.discard_draft("draft-2")
    vault.discard_draft("draft-2")
    with pytest.raises(DraftMissingError):
        vault.read_draft("draft-2")
    vault.close()
    again = school.open()
    assert again.read_draft("draft-1") == {"narrative": "draftcanary"}
    again.close()


def test_a_draft_is_its_authors_alone(school: School) -> None:
    vault = school.open()
    keys = add_user(vault, "HT")
    head = vault.user_by_sign_in("HT").id
    vault.close()
    other = open_as(school, head, keys, sign_in="HT")
    assert other.drafts() == ()
    with pytest.raises(DraftMissingError):
        other.read_draft("draft-1")
    with pytest.raises(DraftMissingError):
        other.save_draft("draft-1", {}, at=AT)
    other.discard_draft("draft-1")
    other.close()
    tool = raw(school.path, school.unlock())
    tool.execute("UPDATE draft SET author = ?", (head,))
    (box,) = tool.execute("SELECT box FROM draft").fetchone()
    tool.close()
    assert b"draftcanary" not in box
    other = open_as(school, head, keys, sign_in="HT")
    with pytest.raises(DraftMissingError):
        other.read_draft("draft-1")
    other.close()


def test_an_answer_alone_leaves_the_search_text_as_it_is(school: School) -> None:
    vault = school.open()
    state = fold(vault.of_incident(school.open_id))
    renewed(vault, state, *answers(("coerced", "no")))
    assert len(vault.search("account")) == 3
    assert vault.verify().ok
    vault.close()
