from collections.abc import Iterator

import pytest

from desktop_app.domain.events.keeping import ListExported
from desktop_app.vault.vault import Vault, open_vault
from tests.vault_builders import AT, PASSWORD, School, recorded, save


def rows_said(vault: Vault) -> list[int]:
    found = [each.event for each in vault.of_vault()]
    return [each.rows for each in found if isinstance(each, ListExported)]


def note(vault: Vault, rows: int) -> None:
    vault.append([ListExported(rows, "printed")], incident=None, at=AT)


@pytest.fixture
def vault(school: School) -> Iterator[Vault]:
    opened = open_vault(school.path, password=PASSWORD)
    yield opened
    opened.close()


class GivenUpError(Exception):
    pass


def given_up(vault: Vault, rows: int) -> None:
    with vault.transaction():
        note(vault, rows)
        assert rows_said(vault)[-1] == rows
        raise GivenUpError


def test_what_happens_to_the_vault_is_read_on_from_where_it_was_read_to(vault: Vault) -> None:
    assert rows_said(vault) == []
    note(vault, 1)
    save(vault, [recorded("2026-ZZZZZZ")])
    note(vault, 2)
    assert rows_said(vault) == [1, 2]
    with vault.transaction():
        note(vault, 3)
        assert rows_said(vault) == [1, 2, 3]
        note(vault, 4)
    assert rows_said(vault) == [1, 2, 3, 4]
    positions = [each.position for each in vault.of_vault()]
    assert positions == sorted(set(positions))


def test_what_was_given_up_is_gone_and_what_stood_before_stands(vault: Vault) -> None:
    note(vault, 1)
    assert rows_said(vault) == [1]
    with pytest.raises(GivenUpError):
        given_up(vault, 2)
    assert rows_said(vault) == [1]
    note(vault, 3)
    assert rows_said(vault) == [1, 3]
