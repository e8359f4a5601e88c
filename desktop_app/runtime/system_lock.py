"""A lock of the system's on an open file: it goes with the process, however that ends."""

import sys

if sys.platform == "win32":
    import msvcrt

    def hold(handle: int) -> None:
        """Take the lock of an open file, or raise OSError at once where another has it."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def hold(handle: int) -> None:
        """Take the lock of an open file, or raise OSError at once where another has it."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
