import subprocess
import sys
from pathlib import Path

from desktop_app.runtime import crashes

ROOT = Path(__file__).resolve().parents[2]
CRASH = """
import os, resource, signal, sys
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
from desktop_app import cli
cli.main(["procedures"])
print(resource.getrlimit(resource.RLIMIT_CORE), file=sys.stderr)
os.kill(os.getpid(), signal.SIGSEGV)
"""


def test_a_program_that_crashes_leaves_no_file_with_its_memory(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CRASH],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == -11, done.stderr
    assert done.stderr == "(0, 0)\n"
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


class Kernel:
    def __init__(self) -> None:
        self.asked: list[int] = []

    def WerSetFlags(self, flags: int) -> int:  # noqa: N802  # as Windows names it
        self.asked.append(flags)
        return 0


def test_windows_is_asked_to_leave_the_heap_out_of_its_reports() -> None:
    kernel = Kernel()
    crashes.leave_heap_out(kernel)
    assert kernel.asked == [1]
    crashes.leave_heap_out(object())
