"""Keeps None, True and False alive under Python 3.11, where PySide6 6.12 would use them up.

PySide6 6.12 is built as for interpreters in which these objects are never counted (3.12 and later,
PEP 683). Under 3.11 every call of Qt that gives nothing takes a reference of None away, every
signal that is emitted one of True, and after some five thousand calls the interpreter stops with
"deallocating None". Giving them more references than can ever be taken is all that can be done
from here.
"""

import sys

_PLENTY = sys.maxsize // 2
_SINGLETONS = (None, True, False, NotImplemented, Ellipsis)

if sys.version_info < (3, 12):
    import ctypes

    def keep() -> None:
        """Make sure that Qt can be called without end. Doing it again changes nothing."""
        for each in _SINGLETONS:
            # The count is the first field of every object of CPython 3.11 (Include/object.h).
            ctypes.c_ssize_t.from_address(id(each)).value = _PLENTY

else:

    def keep() -> None:
        """Do nothing: these objects are not counted."""
