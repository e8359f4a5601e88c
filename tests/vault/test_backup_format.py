"""`docs/formats.md`, "Backup", followed to the letter, with nothing of ours but the vault itself."""

import hashlib
import json
import struct
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

import pytest
import rfc8785

from desktop_app.vault import backup
from desktop_app.vault.vault import open_vault
from tests.vault_builders import AT, PASSWORD, School, raw


@pytest.fixture
def file(school: School, tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    with closing(school.open()) as vault:
        return backup.backup(vault, folder, at=AT).path


def test_the_members_are_those_that_the_manifest_describes(file: Path, school: School) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_STORED}
    assert list(members) == ["manifest.json", "keys", "vault"]
    said = json.loads(members["manifest.json"])
    assert members["manifest.json"] == rfc8785.dumps(said)
    assert set(said) == {
        "format",
        "v",
        "vault",
        "made_at",
        "program",
        "schema",
        "entry",
        "hash",
        "line",
        "gen",
        "files",
    }
    assert (said["format"], said["v"]) == ("safeguarding-desk-backup", 1)
    assert said["files"] == {
        name: {
            "bytes": len(members[name]),
            "sha256": hashlib.sha256(members[name]).hexdigest(),
        }
        for name in ("keys", "vault")
    }
    assert members["keys"] == school.path.with_suffix(".keys").read_bytes()
    salt = hashlib.sha256(b"SG-VAULT-v1\0" + said["vault"].encode()).digest()[:16]
    assert members["vault"][:16] == salt
    assert file.name == f"school-20261120-174000-e{said['entry']}.sgbackup"


def test_side_by_side_the_members_are_a_vault_that_ends_where_the_manifest_says(
    file: Path, school: School, tmp_path: Path
) -> None:
    with zipfile.ZipFile(file) as archive:
        (tmp_path / "X").write_bytes(archive.read("vault"))
        (tmp_path / "X.keys").write_bytes(archive.read("keys"))
        said = json.loads(archive.read("manifest.json"))
    tool = raw(tmp_path / "X", school.unlock())
    newest = tool.execute("SELECT position, hash FROM event ORDER BY position DESC LIMIT 1")
    position, digest = newest.fetchone()
    schema = tool.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0]
    tool.close()
    assert (said["entry"], said["hash"], str(said["schema"])) == (position, digest.hex(), schema)
    with closing(open_vault(tmp_path / "X", password=PASSWORD)) as vault:
        head = vault.head()
        assert said["line"].startswith(f"Log {said['vault'][-8:]} · entry {position} · ")
        assert said["line"].endswith(head.code)
        assert vault.verify().ok


def test_every_byte_of_the_zip_follows_from_the_description(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        members = [(name.encode(), archive.read(name)) for name in archive.namelist()]
    body, central = b"", b""
    for name, data in members:
        common = struct.pack(
            "<HHHHHLLLHH", 10, 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), 0
        )
        central += b"PK\x01\x02" + struct.pack("<H", 10) + common
        central += struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + common + name + data
    end = struct.pack("<HHHHLLH", 0, 0, 3, 3, len(central), len(body), 0)
    assert file.read_bytes() == body + central + b"PK\x05\x06" + end
