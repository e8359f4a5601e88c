"""What is asked of Windows about a drive, and of Linux about a disk, by stand-ins of both."""

import ctypes
from pathlib import Path
from typing import Any

import pytest

from desktop_app.runtime import linux_mounts, windows_drives
from desktop_app.runtime.place_kinds import Drive


class Kernel:
    """Answers like `kernel32` about one drive."""

    def __init__(  # noqa: PLR0913  # each its own fact about a drive
        self,
        *,
        type_: int = 3,
        bus: int = 11,
        label: str = "Data",
        target: str = r"\Device\HarddiskVolume3",
        root: str = "D:\\",
        handle: int | None = 7,
    ) -> None:
        self.type = type_
        self.bus = bus
        self.label = label
        self.target = target
        self.root = root
        self.handle = handle
        self.closed: list[int | None] = []
        self.asked_for: list[str] = []

    def GetVolumePathNameW(self, _path: str, found: Any, _room: int) -> int:  # noqa: ANN401, N802  # as Windows names it, and ctypes' own buffer
        found.value = self.root
        return int(bool(self.root))

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802  # as Windows names it
        self.asked_for.append(root)
        return self.type

    def QueryDosDeviceW(self, letter: str, target: Any, _room: int) -> int:  # noqa: ANN401, N802  # as above
        self.asked_for.append(letter)
        target.value = self.target
        return len(self.target)

    def GetVolumeInformationW(self, _root: str, label: Any, *_more: object) -> int:  # noqa: ANN401, N802  # as above
        label.value = self.label
        return 1

    def CreateFileW(self, device: str, *_more: object) -> int | None:  # noqa: N802  # as above
        self.asked_for.append(device)
        return self.handle

    def DeviceIoControl(self, *given: Any) -> int:  # noqa: ANN401, N802  # as above
        answer = given[4]
        ctypes.memmove(ctypes.addressof(answer) + 28, self.bus.to_bytes(4, "little"), 4)
        return 1

    def CloseHandle(self, handle: int | None) -> int:  # noqa: N802  # as above
        self.closed.append(handle)
        return 1


def test_a_disk_tells_its_type_its_bus_and_its_name() -> None:
    kernel = Kernel(bus=7, label="Elements")
    found = windows_drives.drive_of(r"D:\Records\x.vault", kernel32=kernel)
    assert found == Drive(type=3, bus=7, label="Elements")
    assert kernel.closed == [7]
    assert kernel.asked_for == ["D:\\", "\\\\.\\D:", "D:"]


def test_a_letter_that_stands_for_a_folder_is_found_by_what_was_typed() -> None:
    kernel = Kernel(target=r"\??\C:\Users\ab\OneDrive", root="C:\\")
    found = windows_drives.drive_of(r"S:\x.vault", kernel32=kernel)
    assert found.substituted
    assert kernel.asked_for[-1] == "S:"


@pytest.mark.parametrize("handle", [None, -1, ctypes.c_void_p(-1).value])
def test_a_disk_that_may_not_be_asked_tells_no_bus(handle: int | None) -> None:
    kernel = Kernel(handle=handle, bus=7)
    assert windows_drives.drive_of(r"D:\x.vault", kernel32=kernel).bus == 0
    assert kernel.closed == []


def test_a_volume_without_a_letter_is_asked_by_its_root() -> None:
    kernel = Kernel(root="\\\\?\\Volume{0a}\\", bus=7)
    assert windows_drives.drive_of(r"D:\Hung\in\x.vault", kernel32=kernel).bus == 0
    assert kernel.asked_for[0] == "\\\\?\\Volume{0a}\\"
    kernel = Kernel(root="")
    windows_drives.drive_of(r"D:\x.vault", kernel32=kernel)
    assert kernel.asked_for[0] == "D:\\"


class Disks:
    """A `/sys` with a few disks in it."""

    def __init__(self, folder: Path) -> None:
        self.sys = folder
        self.blocks = folder / "dev" / "block"
        self.blocks.mkdir(parents=True)
        (folder / "class" / "block").mkdir(parents=True)

    def add(self, name: str, device: str, *, under: str, removable: int) -> Path:
        disk = self.sys / "devices" / under / "block" / name
        disk.mkdir(parents=True)
        (disk / "removable").write_text(f"{removable}\n", encoding="ascii")
        (self.blocks / device).symlink_to(disk)
        (self.sys / "class" / "block" / name).symlink_to(disk)
        return disk

    def part(self, disk: Path, name: str, device: str) -> None:
        (disk / name).mkdir()
        (self.blocks / device).symlink_to(disk / name)
        (self.sys / "class" / "block" / name).symlink_to(disk / name)

    def above(self, name: str, device: str, below: Path) -> None:
        disk = self.add(name, device, under="virtual", removable=0)
        (disk / "slaves").mkdir()
        (disk / "slaves" / below.name).symlink_to(below)

    def loose(self, device: str, source: str = "") -> bool:
        return linux_mounts.is_detachable(device, source, sys=self.sys)


def test_a_disk_that_can_be_unplugged_is_known_by_its_mark_or_its_plug(tmp_path: Path) -> None:
    disks = Disks(tmp_path)
    inner = disks.add("sda", "8:0", under="pci0000:00/ata1", removable=0)
    disks.part(inner, "sda1", "8:1")
    stick = disks.add("sdb", "8:16", under="pci0000:00/ata2", removable=1)
    disks.part(stick, "sdb1", "8:17")
    plugged = disks.add("sdc", "8:32", under="pci0000:00/usb2/2-1", removable=0)
    disks.part(plugged, "sdc1", "8:33")
    disks.above("dm-0", "253:0", plugged / "sdc1")
    disks.above("dm-1", "253:1", inner / "sda1")
    assert [disks.loose(each) for each in ("8:0", "8:1", "253:1")] == [False] * 3
    assert [disks.loose(each) for each in ("8:16", "8:17", "8:32", "8:33")] == [True] * 4
    assert disks.loose("253:0")
    assert disks.loose("0:45", "/dev/sdc1")
    assert not disks.loose("0:45", "/dev/sda1")
    assert not disks.loose("0:45", "overlay")
