"""What the system keeps of a program that crashes: never its memory, where records stand plainly.

Linux and macOS write a core file, Windows a report with parts of the heap; both can be refused by
the program itself (setrlimit(2); Microsoft Learn, "WerSetFlags").
"""

import sys
from contextlib import suppress
from typing import Any, Final

if sys.platform == "win32":
    import ctypes
else:
    import resource

_NO_HEAP: Final = 0x1  # WER_FAULT_REPORTING_FLAG_NOHEAP

Kernel32 = Any  # the system's own library; its function is looked up by name


def keep_memory_out() -> None:
    """Have no copy of this process's memory written, nor of those that it starts.

    Where the system refuses to promise that, the program runs all the same.
    """
    if sys.platform == "win32":
        leave_heap_out(ctypes.WinDLL("kernel32"))
    else:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leave_heap_out(kernel32: Kernel32) -> None:
    """Ask Windows to leave the heap out of its reports; a Windows that cannot is let be."""
    with suppress(AttributeError):
        kernel32.WerSetFlags(_NO_HEAP)
