"""Where a form is written, and what it can never destroy."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.errors import BadInputError, FileInTheWayError
from desktop_app.domain.events.decisions import FormMade
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import exports, incidents
from desktop_app.vault.vault import FLOOR, Vault, create_vault

NOW = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)
OPEN = {"kinds": ["bullying"], "aware_at": "2026-11-20", "narrative": "Words at break."}
SEALED = OPEN | {"kinds": ["colleague-concern"], "sealed_to": ["DSL"]}


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(resources_folder())


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    path = tmp_path_factory.mktemp("exports") / "school.vault"
    made, _keys = create_vault(path, password="four words for a test", at=NOW, cost=FLOOR)
    yield made
    made.close()


def record(vault: Vault, library: Library, given: Mapping[str, object] | None = None) -> str:
    incoming, faults = read_incoming(given or OPEN, library.catalogue)
    assert incoming is not None, faults
    return incidents.record(vault, library, incoming, source="a test", at=NOW)


def export(vault: Vault, library: Library, reference: str, to: Path) -> FormMade:
    return exports.export(vault, library, exports.Export("incident", reference), to=to, at=NOW)


def test_a_form_is_for_the_eyes_of_its_user_alone_and_takes_the_place_of_an_older_one(
    vault: Vault, library: Library, tmp_path: Path
) -> None:
    to = tmp_path / "form.pdf"
    to.write_bytes(b"%PDF-1.4 an older one")
    left = tmp_path / ".form.pdf.part"
    left.write_bytes(b"what a killed export left")
    left.chmod(0o666)
    export(vault, library, record(vault, library), to)
    assert to.read_bytes().startswith(b"%PDF-")
    assert len(to.read_bytes()) > 10_000
    assert to.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["form.pdf"]


@pytest.mark.parametrize("ending", [".vault", ".keys"])
@pytest.mark.parametrize("linked", [False, True])
def test_a_form_never_takes_the_place_of_the_vault_or_of_its_key_file(
    vault: Vault, library: Library, tmp_path: Path, ending: str, *, linked: bool
) -> None:
    reference = record(vault, library)
    target = vault.path.with_suffix(ending)
    to = tmp_path / "link.pdf" if linked else target
    if linked:
        os.link(target, to)
    before, head = target.stat(), vault.head()
    with pytest.raises(FileInTheWayError) as refused:
        export(vault, library, reference, to)
    assert refused.value.path == str(to)
    after = target.stat()
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)
    assert vault.head() == head


def test_what_is_no_form_is_not_written_over_and_nothing_is_noted(
    vault: Vault, library: Library, tmp_path: Path
) -> None:
    reference = record(vault, library)
    head = vault.head()
    text, folder, pipe = (tmp_path / name for name in ("letter.txt", "folder", "pipe"))
    text.write_bytes(b"a letter")
    folder.mkdir()
    os.mkfifo(pipe)
    for to, error in (
        (text, FileInTheWayError),
        (folder, IsADirectoryError),
        (pipe, FileInTheWayError),
    ):
        with pytest.raises(error):
            export(vault, library, reference, to)
    with pytest.raises(FileNotFoundError):
        export(vault, library, reference, tmp_path / "no" / "form.pdf")
    assert vault.head() == head
    assert text.read_bytes() == b"a letter"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "letter.txt", "pipe"]


def test_a_form_put_where_a_link_stands_leaves_what_the_link_leads_to(
    vault: Vault, library: Library, tmp_path: Path
) -> None:
    other, to = tmp_path / "other.pdf", tmp_path / "link.pdf"
    other.write_bytes(b"%PDF-1.4 theirs")
    to.symlink_to(other)
    export(vault, library, record(vault, library), to)
    assert other.read_bytes() == b"%PDF-1.4 theirs"
    assert not to.is_symlink()


def test_no_caller_can_record_a_concern_about_a_colleague_in_the_open(
    vault: Vault, library: Library
) -> None:
    incoming, _ = read_incoming(OPEN | {"kinds": ["colleague-concern"]}, library.catalogue)
    assert incoming is not None
    head = vault.head()
    with pytest.raises(BadInputError):
        incidents.record(vault, library, incoming, source="a test", at=NOW)
    assert vault.head() == head


def test_that_a_sealed_incident_was_put_on_paper_is_sealed_as_well(
    vault: Vault, library: Library, tmp_path: Path
) -> None:
    reference = record(vault, library, SEALED)
    before = vault.head().position
    export(vault, library, reference, tmp_path / "form.pdf")
    (noted,) = vault.since(before)
    assert isinstance(noted.event, FormMade)
    assert noted.sealed
    assert reference not in {row.reference for row in vault.newest()}
    assert vault.verify().ok
