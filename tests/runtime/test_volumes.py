"""Where a file lies, asked of invented computers: one table a system, and what each table is for."""

import json
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.runtime import mac_volumes, volumes
from desktop_app.runtime.place_kinds import Drive, Mounted, PlaceKind, System
from desktop_app.runtime.volumes import kind_of

LOCAL, NETWORK, MAPPED, CLOUD, REMOVABLE, TEMPORARY = PlaceKind

# --- Linux

TABLE = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
23 22 0:20 / /proc rw - proc proc rw
30 22 8:17 / /media/ab/STICK rw,nosuid - vfat /dev/sdb1 rw
31 22 8:33 / /media/ab/Blue\040disk rw - ext4 /dev/sdc1 rw
32 22 0:50 / /srv/school rw - cifs //server/school rw
33 22 0:51 / /home/ab/server rw - fuse.sshfs ab@server:/home rw
34 22 0:52 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
35 22 0:53 / /mnt/nfs rw - nfs4 server:/export rw
36 22 0:54 / /mnt/odd rw - fuse.newfs server:/export rw
37 22 0:55 / /mnt/share rw - newshare //server/x rw
38 22 0:56 / /mnt/drive rw - fuse.google-drive-ocamlfuse google-drive-ocamlfuse rw
39 22 0:57 / /mnt/host rw - 9p host rw
40 22 0:58 / /mnt/vm rw - virtiofs shared rw
41 22 0:59 / /mnt/box rw - overlay overlay rw
42 22 8:5 / /mnt/twice rw - ext4 /dev/sda5 rw
43 22 0:60 / /mnt/twice rw - nfs server:/twice rw
44 22 254:0 /var/lib /mnt/bound rw - ext4 /dev/vda1 rw
45 22 0:61 / /mnt/user rw - fuse.bindfs /home/ab rw
a line that is none
"""
STICKS = {"8:17", "8:33", "254:0"}

LINUX = System(
    platform="linux",
    home="/home/ab",
    temporary="/cleared",
    mounts=TABLE,
    is_detachable=lambda device, _source: device in STICKS,
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/ab/.local/share/safeguarding-desk/safeguarding.vault", LOCAL),
        ("/root/x.vault", LOCAL),
        ("/opt/vaults/x.vault", LOCAL),
        ("/cleared/x.vault", TEMPORARY),
        ("/cleared", LOCAL),
        ("/cleared-not/x.vault", LOCAL),
        ("/media/ab/STICK/x.vault", REMOVABLE),
        ("/media/ab/STICKY/x.vault", LOCAL),
        ("/media/ab/Blue disk/x.vault", REMOVABLE),
        ("/srv/school/x.vault", NETWORK),
        ("/home/ab/server/deep/x.vault", NETWORK),
        ("/run/user/1000/gvfs/smb-share:server=s,share=x/x.vault", NETWORK),
        ("/mnt/nfs/x.vault", NETWORK),
        ("/mnt/odd/x.vault", NETWORK),
        ("/mnt/share/x.vault", NETWORK),
        ("/mnt/drive/x.vault", CLOUD),
        ("/mnt/host/x.vault", LOCAL),
        ("/mnt/vm/x.vault", LOCAL),
        ("/mnt/box/x.vault", LOCAL),
        ("/mnt/twice/x.vault", NETWORK),
        ("/mnt/bound/x.vault", LOCAL),
        ("/mnt/user/x.vault", LOCAL),
        ("/home/ab/Nextcloud/x.vault", CLOUD),
        ("/home/ab/Dropbox (Westmarsh)/records/x.vault", CLOUD),
        ("/home/ab/Box/x.vault", CLOUD),
        ("/home/ab/work/Box/x.vault", LOCAL),
        ("/home/ab/MEGA/x.vault", CLOUD),
        ("/data/dropbox/x.vault", CLOUD),
        ("/data/Dropbox.vault", LOCAL),
        ("/cleared/Dropbox/x.vault", CLOUD),
    ],
)
def test_a_place_on_linux(path: str, expected: PlaceKind) -> None:
    assert kind_of(path, system=LINUX) is expected


def test_a_container_on_an_overlay_is_a_computer_of_its_own() -> None:
    table = """
601 500 0:105 / / rw - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/A
602 601 0:106 / /data rw - 9p data rw
603 601 8:1 /host /work rw - ext4 /dev/sda1 rw
"""
    inside = replace(LINUX, mounts=table)
    for path in ("/x.vault", "/data/x.vault", "/work/x.vault", "/home/ab/x.vault"):
        assert kind_of(path, system=inside) is LOCAL


def test_a_computer_that_tells_nothing_is_taken_for_its_own_disk() -> None:
    assert kind_of("/anywhere/x.vault", system=System(platform="linux")) is LOCAL


# --- Windows

HOME = r"C:\Users\ab"
DRIVES = {
    "C:": Drive(type=3, bus=17),
    "D:": Drive(type=3, bus=11, label="Data"),
    "E:": Drive(type=2, label="STICK"),
    "F:": Drive(type=3, bus=7, label="Elements"),
    "G:": Drive(type=3, label="Google Drive"),
    "H:": Drive(type=4, label="Home"),
    "I:": Drive(type=3, bus=12),
    "R:": Drive(type=6),
    "S:": Drive(type=3, substituted=True),
    "V:": Drive(type=5),
}


def windows_drive(path: str) -> Drive:
    return DRIVES[path[:2].upper()]


WINDOWS = System(
    platform="win32",
    home=HOME,
    temporary=HOME + r"\AppData\Local\Temp",
    environment={
        "SystemDrive": "C:",
        "OneDrive": HOME + r"\Cloud of the school",
        "APPDATA": HOME + r"\AppData\Roaming",
    },
    drive_of=windows_drive,
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (HOME + r"\AppData\Local\safeguarding-desk\safeguarding.vault", LOCAL),
        (r"D:\Records\x.vault", LOCAL),
        (r"d:\Records\x.vault", LOCAL),
        (r"\\server\share\x.vault", NETWORK),
        (r"\\?\UNC\server\share\x.vault", NETWORK),
        (r"\\localhost\c$\x.vault", NETWORK),
        (r"\\?\D:\Records\x.vault", LOCAL),
        (r"H:\x.vault", MAPPED),
        (r"S:\x.vault", MAPPED),
        (r"E:\x.vault", REMOVABLE),
        (r"F:\x.vault", REMOVABLE),
        (r"I:\x.vault", REMOVABLE),
        (r"V:\x.vault", REMOVABLE),
        (r"G:\My Drive\x.vault", CLOUD),
        (r"R:\x.vault", TEMPORARY),
        (HOME + r"\appdata\local\TEMP\x.vault", TEMPORARY),
        (HOME + r"\Cloud of the school\Documents\x.vault", CLOUD),
        (HOME + r"\cloud of THE school\x.vault", CLOUD),
        (HOME + r"\OneDrive - Westmarsh School\Documents\x.vault", CLOUD),
        (HOME + r"\iCloudDrive\x.vault", CLOUD),
        (HOME + r"\Box\x.vault", CLOUD),
        (HOME + r"\Documents\x.vault", LOCAL),
    ],
)
def test_a_place_on_windows(path: str, expected: PlaceKind) -> None:
    assert kind_of(path, system=WINDOWS) is expected


def test_a_letter_keeps_its_kind_though_following_it_leads_to_the_share() -> None:
    followed = replace(WINDOWS, spellings=lambda path: (path.replace("H:", r"\\server\home"), path))
    assert kind_of(r"H:\x.vault", system=followed) is MAPPED


def test_the_system_s_own_disk_may_hang_on_anything() -> None:
    started_from_usb = replace(WINDOWS, drive_of=lambda _path: Drive(type=3, bus=7))
    assert kind_of(r"C:\Records\x.vault", system=started_from_usb) is LOCAL
    assert kind_of(r"D:\Records\x.vault", system=started_from_usb) is REMOVABLE


# --- macOS

VOLUMES = {
    "/": Mounted("apfs", 0x5000, "/"),
    "/System/Volumes/Data": Mounted("apfs", 0x1000, "/System/Volumes/Data"),
    "/Users": Mounted("apfs", 0x1000, "/System/Volumes/Data"),
    "/Volumes/STICK": Mounted("msdos", 0x1200, "/Volumes/STICK"),
    "/Volumes/Second": Mounted("apfs", 0x1000, "/Volumes/Second"),
    "/Volumes/school": Mounted("smbfs", 0, "/Volumes/school"),
    "/Volumes/remote": Mounted("macfuse", 0x1000, "/Volumes/remote"),
    "/Volumes/new": Mounted("newfs", 0, "/Volumes/new"),
}


def mac_volume(path: str) -> Mounted:
    return VOLUMES[max((each for each in VOLUMES if path.startswith(each)), key=len)]


MAC = System(
    platform="darwin",
    home="/Users/ab",
    temporary="/private/var/folders/zz/T",
    mounted=mac_volume,
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/Users/ab/Library/Application Support/safeguarding-desk/safeguarding.vault", LOCAL),
        ("/Users/ab/Documents/x.vault", LOCAL),
        ("/private/var/folders/zz/T/x.vault", TEMPORARY),
        ("/Volumes/STICK/x.vault", REMOVABLE),
        ("/Volumes/Second/x.vault", REMOVABLE),
        ("/Volumes/school/x.vault", NETWORK),
        ("/Volumes/remote/x.vault", NETWORK),
        ("/Volumes/new/x.vault", NETWORK),
        ("/Users/ab/Library/Mobile Documents/com~apple~CloudDocs/x.vault", CLOUD),
        ("/Users/ab/Library/CloudStorage/OneDrive-Westmarsh/x.vault", CLOUD),
        ("/Users/ab/Dropbox/x.vault", CLOUD),
    ],
)
def test_a_place_on_a_mac(path: str, expected: PlaceKind) -> None:
    assert kind_of(path, system=MAC) is expected


def test_documents_that_icloud_took_over_are_in_the_cloud() -> None:
    drive = "/Users/ab/Library/Mobile Documents/com~apple~CloudDocs/Documents"
    taken = replace(MAC, is_there=lambda path: path == drive)
    assert kind_of("/Users/ab/Documents/x.vault", system=taken) is CLOUD
    assert kind_of("/Users/ab/Desktop/x.vault", system=taken) is LOCAL


def test_what_macos_says_of_a_volume_is_read_at_its_places() -> None:
    said = bytearray(2168)
    said[64:68] = (0x1200).to_bytes(4, "little")
    said[72:78] = b"msdos\0"
    said[88:103] = b"/Volumes/STICK\0"
    assert mac_volumes.read(bytes(said)) == Mounted("msdos", 0x1200, "/Volumes/STICK")


# --- folders that a program copies away

DROPBOX = json.dumps({"personal": {"path": "/data/db", "host": 1}, "business": None})
NEXTCLOUD = "[Accounts]\n0\\Folders\\1\\localPath=/data/next/\n0\\Folders\\1\\paused=false\n"


@pytest.mark.parametrize(
    ("file", "text", "folder"),
    [
        ("/home/ab/.dropbox/info.json", DROPBOX, "/data/db"),
        ("/home/ab/.config/Nextcloud/nextcloud.cfg", NEXTCLOUD, "/data/next"),
        ("/home/ab/.config/ownCloud/owncloud.cfg", NEXTCLOUD, "/data/next"),
        ("/home/ab/.config/onedrive/config", 'sync_dir = "~/School"\n', "/home/ab/School"),
    ],
)
def test_a_folder_that_a_program_s_own_settings_name_is_known(
    file: str, text: str, folder: str
) -> None:
    set_up = replace(LINUX, text_of=lambda path: text if path == file else "")
    assert kind_of(f"{folder}/deep/x.vault", system=set_up) is CLOUD
    assert kind_of(f"{folder}-not/x.vault", system=set_up) is LOCAL


@pytest.mark.parametrize("text", ["", "{", "[]", '{"personal": 1}', '{"personal": {"path": 1}}'])
def test_settings_that_make_no_sense_name_no_folder(text: str) -> None:
    odd = replace(LINUX, text_of=lambda _path: text)
    assert kind_of("/data/db/x.vault", system=odd) is LOCAL


@pytest.mark.parametrize(
    "mark", [".dropbox.cache", ".849C9593-D756-4E56-8D6E-42412F2A707B", ".stfolder"]
)
def test_what_a_program_leaves_in_its_folder_gives_it_away(mark: str) -> None:
    marked = replace(LINUX, is_there=lambda path: path == f"/data/plain/{mark}")
    assert kind_of("/data/plain/deep/x.vault", system=marked) is CLOUD
    assert kind_of("/data/other/x.vault", system=marked) is LOCAL


# --- this computer


def test_links_are_followed_for_the_vault_and_for_the_key_file_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "cleared"))
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "x.vault").touch()
    (tmp_path / "plain" / "way").symlink_to(tmp_path / "Dropbox")
    (tmp_path / "Dropbox" / "link.vault").symlink_to(tmp_path / "plain" / "x.vault")
    (tmp_path / "plain" / "out.vault").symlink_to(tmp_path / "Dropbox" / "x.vault")
    assert kind_of(tmp_path / "plain" / "x.vault") is LOCAL
    assert kind_of(tmp_path / "plain" / "way" / "x.vault") is CLOUD
    assert kind_of(tmp_path / "Dropbox" / "link.vault") is CLOUD
    assert kind_of(tmp_path / "plain" / "out.vault") is CLOUD
    assert kind_of(tmp_path / "Dropbox" / ".." / "plain" / "x.vault") is LOCAL


def test_a_place_that_is_not_made_yet_has_its_kind_already(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert kind_of(tmp_path / "later" / "x.vault") is TEMPORARY
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "cleared"))
    assert kind_of(tmp_path / "later" / "x.vault") is LOCAL
    assert kind_of(tmp_path / "cleared" / "x.vault") is TEMPORARY


def test_a_path_that_begins_elsewhere_is_asked_about_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "cleared"))
    (tmp_path / "OneDrive").mkdir()
    monkeypatch.chdir(tmp_path / "OneDrive")
    assert kind_of("x.vault") is CLOUD
    monkeypatch.setenv("HOME", str(tmp_path / "OneDrive"))
    assert kind_of("~/x.vault") is CLOUD


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_a_system_that_cannot_be_asked_is_taken_for_its_own_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "cleared"))
    here = volumes.this_system()
    assert here.drive_of(str(tmp_path)) == Drive(type=3)
    assert here.mounted(str(tmp_path / "later")) == Mounted("", 0x5000, "/")
    elsewhere = replace(here, platform=platform, spellings=lambda path: (path,))
    assert kind_of(tmp_path / "x.vault", system=elsewhere) is LOCAL


def test_the_table_of_this_computer_can_be_read() -> None:
    here = volumes.this_system()
    assert here.platform == sys.platform
    assert " / / " in here.mounts
    assert here.text_of(os.devnull) == ""
    assert here.text_of("/there/is/none") == ""


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([LINUX, WINDOWS, MAC]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.text(),
    st.text(),
)
def test_whatever_a_path_a_table_or_settings_say_there_is_an_answer(
    computer: System, path: str, table: str, text: str
) -> None:
    strange = replace(
        computer,
        mounts=table,
        text_of=lambda _path: text,
        drive_of=lambda _path: Drive(type=3),
        mounted=lambda _path: Mounted(text, 0, table),
    )
    assert kind_of(path, system=strange) in PlaceKind
