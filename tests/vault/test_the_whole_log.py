from itertools import product

import pytest

from desktop_app.domain.decision import IncidentStatus
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.decisions import DecisionMade, SignOffGiven
from desktop_app.domain.state.incident import IncidentState
from desktop_app.vault.vault import Vault
from tests.vault_builders import AT, School, fresh_id, person, recorded, save


def assessed(outcome: str) -> Assessed:
    result = {"outcome": outcome, "duties": [], "refer_to": []}
    return Assessed("ukcis-2024", "1", "0" * 64, {}, result)


def decided(decision: str) -> DecisionMade:
    return DecisionMade(decision, "a reason", "2026-11-20T18:00")


SIGNED = SignOffGiven("signed", "Head", "Head teacher", "2026-11-20T19:00")
STAGES: dict[str, list[Event]] = {
    "2026-CLOSED": [assessed("school-managed"), decided("not-referred"), SIGNED],
    "2026-DECIDE": [assessed("school-managed")],
    "2026-SIGN00": [assessed("school-managed"), decided("not-referred")],
    "2026-HOLD00": [assessed("hold")],
    "2026-REFER0": [assessed("refer-today")],
    "2026-REFER1": [assessed("hold"), decided("refer")],
}


def filled(vault: Vault, *, sealed: tuple[str, ...] = ()) -> dict[str, IncidentState]:
    made = {}
    for reference, events in STAGES.items():
        seal = vault.start_seal([vault.user.id]) if reference in sealed else None
        made[reference] = save(vault, [recorded(reference, "walrus"), *events], seal=seal)
    return made


def references(vault: Vault, numbers: tuple[int, ...]) -> list[str]:
    return [row.reference for row in vault.rows(numbers)]


@pytest.mark.parametrize("sealed", [(), ("2026-HOLD00",), ("2026-REFER1", "2026-CLOSED")])
def test_every_number_comes_newest_first_sealed_ones_among_them(
    school: School, sealed: tuple[str, ...]
) -> None:
    vault = school.open()
    filled(vault, sealed=sealed)
    numbers = vault.numbers()
    assert list(numbers) == sorted(numbers, reverse=True)
    assert references(vault, numbers)[: len(STAGES)] == list(STAGES)[::-1]
    assert school.sealed_reference in references(vault, numbers)
    assert len(numbers) == len(STAGES) + 4
    vault.close()


@pytest.mark.parametrize("sealed", [(), ("2026-HOLD00", "2026-REFER0")])
def test_filters_and_words_each_narrow_what_the_other_leaves(
    school: School, sealed: tuple[str, ...]
) -> None:
    vault = school.open()
    filled(vault, sealed=sealed)
    everything = {row.number: row for row in vault.rows(vault.numbers())}
    for words, outcome, status in product(
        ("", "walrus", "walr", "zebra"),
        ("", "hold", "refer-today"),
        ("", "refer-now", "to-decide"),
    ):
        found = vault.numbers(words, outcome=outcome, status=status)
        expected = [
            number
            for number, row in everything.items()
            if outcome in {"", row.outcome}
            and status in {"", row.status}
            and (not words or (words != "zebra" and row.reference in STAGES))
        ]
        assert list(found) == expected
    vault.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("account", 3),
        ("testname nobody0", 1),
        ("estname", 3),
        ("2026-AAAAA1", 1),
        ("account sle", 3),
        ("zanzibar", 1),
        ("Oddname", 1),
        ("   ", 4),
        ("", 4),
        ('"', 0),
        ("*", 0),
        ("nothing-like-it", 0),
        ("\ud800", 0),
        ("account\0evening", 3),
    ],
)
def test_words_find_what_search_finds(school: School, words: str, found: int) -> None:
    vault = school.open()
    numbers = vault.numbers(words)
    assert len(numbers) == found
    if words.strip():
        assert numbers == tuple(row.number for row in vault.search(words))
    vault.close()


def test_rows_come_in_the_order_asked_for_and_missing_ones_are_left_out(school: School) -> None:
    vault = school.open()
    filled(vault, sealed=("2026-SIGN00",))
    wanted = vault.numbers()[::-1]
    assert [row.number for row in vault.rows((*wanted, 1 << 40))] == list(wanted)
    assert vault.rows(()) == ()
    assert [row.sealed for row in vault.rows(vault.numbers("walrus", status="awaiting-sign-off"))]
    vault.close()


@pytest.mark.parametrize("sealed", [(), ("2026-REFER1", "2026-SIGN00"), tuple(STAGES)])
def test_the_most_urgent_comes_first_whether_sealed_or_not(
    school: School, sealed: tuple[str, ...]
) -> None:
    vault = school.open()
    filled(vault, sealed=sealed)
    found = vault.to_do()
    assert [row.reference for row in found][:4] == [
        "2026-REFER0",
        "2026-REFER1",
        "2026-HOLD00",
        "2026-SIGN00",
    ]
    assert "2026-CLOSED" not in {row.reference for row in found}
    assert len(found) == vault.waiting() == len(STAGES) - 1 + 4
    assert {row.reference for row in found if row.sealed} == {
        *(set(sealed) - {"2026-CLOSED"}),
        school.sealed_reference,
    }
    assert vault.to_do(2) == found[:2]
    vault.close()


def test_among_equals_what_was_known_longest_comes_first(school: School) -> None:
    vault = school.open()
    filled(vault)
    waiting = [row for row in vault.to_do() if row.status == IncidentStatus.TO_DECIDE]
    known = [(row.outcome != "hold", row.aware_at, row.number) for row in waiting]
    assert known == sorted(known)
    vault.close()


def test_a_sealed_incident_is_as_its_newest_entry_leaves_it(school: School) -> None:
    vault = school.open()
    assert vault.numbers("chimpanzee") == ()
    with vault.transaction():
        vault.append(
            [person("Chimpanzee Added", ident=fresh_id())], incident=school.sealed_id, at=AT
        )
    assert references(vault, vault.numbers("chimpanzee")) == [school.sealed_reference]
    vault.close()


def test_what_was_taken_back_is_not_found(school: School) -> None:
    vault = school.open()
    assert vault.numbers("chimpanzee") == ()

    def add_and_fail() -> None:
        with vault.transaction():
            added = person("Chimpanzee Added")
            vault.append([added], incident=school.sealed_id, at=AT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_fail()
    assert vault.numbers("chimpanzee") == ()
    assert len(vault.numbers()) == 4
    vault.close()
