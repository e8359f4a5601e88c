"""Backups as bytes: one spelling is read, everything else is refused and named."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typing_extensions import override

from desktop_app.domain.errors import VaultError, VaultNotAFileError
from desktop_app.domain.trust_errors import (
    BackupDamagedError,
    BackupForeignError,
    BackupMissingError,
    BackupNewerError,
)
from desktop_app.vault import bundle
from desktop_app.vault.canon import canonical, parse
from desktop_app.vault.manifest import LARGEST, Manifest, part_of_bytes

VAULT = bytes(range(0, 256, 5))
KEYS = b'{"format":"safeguarding-desk-keys"}'
REFUSED = (BackupDamagedError, BackupForeignError)


def a_manifest(vault: bytes = VAULT, keys: bytes = KEYS) -> Manifest:
    return Manifest(
        vault="01936b1e-7c00-7000-8000-000000000001",
        made_at="2026-11-20T17:40:00.000Z",
        program="0.4.0",
        schema=2,
        entry=137,
        hash="ab" * 32,
        gen=3,
        vault_file=part_of_bytes(vault),
        keys_file=part_of_bytes(keys),
    )


def as_bytes(said: Manifest, vault: bytes = VAULT, keys: bytes = KEYS) -> bytes:
    file = io.BytesIO()
    bundle.write(file, said, keys=keys, vault=io.BytesIO(vault))
    return file.getvalue()


GOOD = as_bytes(a_manifest())


def unpacked(path: Path) -> Manifest:
    return bundle.unpack(path, vault=path.with_name("v"), keys=path.with_name("k"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "b.sgbackup"
    file.write_bytes(GOOD)
    return file


def test_a_backup_gives_back_what_went_into_it(path: Path) -> None:
    assert bundle.check(path) == bundle.read_manifest(path) == unpacked(path) == a_manifest()
    assert path.with_name("v").read_bytes() == VAULT
    assert path.with_name("k").read_bytes() == KEYS
    assert path.stat().st_size == bundle.size_of(a_manifest())


def test_any_zip_program_can_take_a_backup_apart(path: Path) -> None:
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        assert file.namelist() == ["manifest.json", "keys", "vault"]
        assert file.read("vault") == VAULT
        assert file.read("keys") == KEYS
        said = parse(file.read("manifest.json"))
    assert isinstance(said, dict)
    assert said["line"].startswith("Log 00000001 · entry 137 · ")


def test_progress_is_told_to_the_end(path: Path) -> None:
    told: list[tuple[int, int]] = []
    bundle.check(path, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(VAULT), len(VAULT))


def test_a_flipped_bit_in_any_byte_is_found(path: Path) -> None:
    for place in range(len(GOOD)):
        for bit in {place % 8, 7}:
            wrong = bytearray(GOOD)
            wrong[place] ^= 1 << bit
            path.write_bytes(wrong)
            with pytest.raises(REFUSED):
                bundle.check(path)


def test_every_truncation_is_found(path: Path) -> None:
    for length in range(len(GOOD)):
        path.write_bytes(GOOD[:length])
        with pytest.raises(REFUSED):
            bundle.check(path)


def test_bytes_after_the_end_or_before_the_beginning_are_found(path: Path) -> None:
    for wrong in (GOOD + b"\0", GOOD + GOOD, b"\0" + GOOD, b"MZ" * 60 + GOOD):
        path.write_bytes(wrong)
        with pytest.raises(REFUSED):
            bundle.check(path)


def test_what_is_damaged_is_named(path: Path) -> None:
    places = {
        "manifest.json": GOOD.index(b"safeguarding-desk-backup"),
        "keys": GOOD.index(KEYS),
        "vault": GOOD.index(VAULT),
        "form": GOOD.index(b"PK\x01\x02"),
    }
    for what, place in places.items():
        wrong = bytearray(GOOD)
        wrong[place] ^= 1
        path.write_bytes(wrong)
        with pytest.raises(BackupDamagedError) as told:
            bundle.check(path)
        assert told.value.what == what
    path.write_bytes(GOOD[:-1])
    with pytest.raises(BackupDamagedError) as told:
        bundle.check(path)
    assert told.value.what == "size"


def test_what_is_no_backup_is_told_from_a_damaged_one(path: Path) -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("word/document.xml", "<w/>" * 40)
    for foreign in (b"", b"PK", b"%PDF-1.7\n" * 20, other.getvalue()):
        path.write_bytes(foreign)
        with pytest.raises(BackupForeignError):
            bundle.read_manifest(path)


def test_nothing_there_or_a_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BackupMissingError):
        bundle.check(tmp_path / "none.sgbackup")
    with pytest.raises(VaultNotAFileError):
        bundle.check(tmp_path)


def made_by_zipfile(*members: tuple[str, bytes], kind: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, kind)
    return file.getvalue()


MANIFEST = a_manifest().as_bytes()


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize(
    "make",
    [
        lambda: made_by_zipfile(
            ("manifest.json", MANIFEST), ("keys", KEYS), ("../../vault", VAULT)
        ),
        lambda: made_by_zipfile(("manifest.json", MANIFEST), ("/etc/x", KEYS), ("vault", VAULT)),
        lambda: made_by_zipfile(
            ("manifest.json", MANIFEST), ("keys", KEYS), ("vault", VAULT), ("vault", b"another")
        ),
        lambda: made_by_zipfile(
            ("manifest.json", MANIFEST), ("manifest.json", MANIFEST), ("keys", KEYS)
        ),
        lambda: made_by_zipfile(
            ("manifest.json", MANIFEST),
            ("keys", KEYS),
            ("vault", bytes(50_000_000)),
            kind=zipfile.ZIP_DEFLATED,
        ),
        lambda: made_by_zipfile(("manifest.json", b"{" * 1_000_000)),
        lambda: made_by_zipfile(("manifest.json", b"[" * 100_000 + b"]" * 100_000)),
        lambda: made_by_zipfile(("manifest.json", MANIFEST)),
        lambda: made_by_zipfile(("vault", VAULT), ("keys", KEYS), ("manifest.json", MANIFEST)),
    ],
    ids=[
        "a path upwards",
        "a path from the root",
        "a member twice",
        "the manifest twice",
        "a bomb",
        "a huge manifest",
        "a deep manifest",
        "nothing else",
        "another order",
    ],
)
def test_a_hostile_zip_is_refused_and_nothing_is_written(
    make: Callable[[], bytes], path: Path
) -> None:
    path.write_bytes(make())
    with pytest.raises(REFUSED):
        bundle.check(path)
    before = sorted(each.name for each in path.parent.iterdir())
    with pytest.raises(REFUSED):
        unpacked(path)
    written = sum(each.stat().st_size for each in path.parent.iterdir() if each.name not in before)
    assert written <= len(GOOD)


def changed(**members: object) -> bytes:
    """Give a backup whose manifest says something else, in the right spelling all round."""
    content = parse(MANIFEST)
    assert isinstance(content, dict)
    data = canonical({**content, **members})
    return around(data)


def around(data: bytes) -> bytes:
    said = a_manifest()

    class Other(Manifest):
        __slots__ = ()

        @override
        def as_bytes(self) -> bytes:
            return data

    other = Other(**{name: getattr(said, name) for name in Manifest.__slots__})
    return as_bytes(other)


@pytest.mark.parametrize(
    "members",
    [
        {"v": 0},
        {"v": True},
        {"entry": 0},
        {"entry": "137"},
        {"entry": 138},
        {"hash": "AB" * 32},
        {"hash": "cd" * 32},
        {"line": "Log 00000001 · entry 137 · all is well"},
        {"vault": "../../etc/passwd"},
        {"made_at": "yesterday"},
        {"made_at": "2026-11-20T17:40:00.000Z/../x"},
        {"gen": -1},
        {"schema": 0},
        {"program": "x" * 41},
        {"more": 1},
        {"files": {}},
        {"files": {"keys": {"bytes": 1, "sha256": "ab" * 32}}},
        {"files": {"vault": 1, "keys": 2}},
        {
            "files": {
                "vault": {"bytes": LARGEST + 1, "sha256": "ab" * 32},
                "keys": {"bytes": 1, "sha256": "ab" * 32},
            }
        },
        {
            "files": {
                "vault": {"bytes": 1, "sha256": "ab" * 32},
                "keys": {"bytes": 65_537, "sha256": "ab" * 32},
            }
        },
    ],
    ids=str,
)
def test_a_manifest_that_this_program_would_not_write_is_refused(
    members: dict[str, object], path: Path
) -> None:
    path.write_bytes(changed(**members))
    with pytest.raises(BackupDamagedError) as told:
        bundle.read_manifest(path)
    assert told.value.what == "manifest.json"


def test_a_manifest_spelt_in_another_way_is_refused(path: Path) -> None:
    for data in (MANIFEST.replace(b":137,", b":137.0,"), MANIFEST + b" ", b" " + MANIFEST):
        path.write_bytes(around(data))
        with pytest.raises(BackupDamagedError):
            bundle.read_manifest(path)


def test_a_backup_of_a_newer_program_is_told_from_a_damaged_one(path: Path) -> None:
    path.write_bytes(changed(v=2, program="0.9.0", compressed=True))
    with pytest.raises(BackupNewerError) as told:
        bundle.read_manifest(path)
    assert told.value.written_by == "0.9.0"


def test_sizes_that_are_announced_and_not_there_are_no_memory(path: Path) -> None:
    parts = {"bytes": LARGEST, "sha256": "ab" * 32}
    path.write_bytes(changed(files={"vault": parts, "keys": {**parts, "bytes": 65_536}}))
    with pytest.raises(BackupDamagedError) as told:
        bundle.check(path)
    assert told.value.what == "size"


def test_nothing_that_stands_is_written_over(path: Path) -> None:
    for name in ("v", "k"):
        path.with_name(name).write_bytes(b"mine")
        with pytest.raises(VaultError):
            unpacked(path)
        assert path.with_name(name).read_bytes() == b"mine"
        path.with_name(name).unlink()
        path.with_name({"v": "k", "k": "v"}[name]).unlink(missing_ok=True)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_bytes_at_all_are_more_than_refused(path: Path, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(GOOD)))
    other = data.draw(st.binary(max_size=200))
    wrong = data.draw(
        st.sampled_from(
            [GOOD[:cut] + other, GOOD[:cut] + other + GOOD[cut + len(other) :], other + GOOD[cut:]]
        )
    )
    path.write_bytes(wrong)
    if wrong == GOOD:
        assert bundle.check(path) == a_manifest()
    else:
        with pytest.raises(REFUSED):
            bundle.check(path)
