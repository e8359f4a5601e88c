"""Keeps Python 3.11 alive under PySide6 6.12, whose bindings give `None` back once too often.

They are compiled for a Python in which `None`, `True` and `False` are immortal (3.12, PEP 683):
they count no reference when a call returns one of them, and take one away afterwards. On Python
3.11 every slot and every overridden method that returns nothing costs `None` a reference, and every
signal emitted costs `True` one. A process has a few thousand of them; when they are spent it ends
with "none_dealloc: deallocating None". Measured with PySide6 6.12.0 and Python 3.11.7.
"""

import ctypes
import sys

_IMMORTAL_SINCE = (3, 12)
_SPARE = 1 << (sys.maxsize.bit_length() - 8)
_SINGLETONS: tuple[object, ...] = (None, True, False, Ellipsis, NotImplemented)


def keep_immortals() -> None:
    """Give `None` and its like more references than a process can spend; twice is as once.

    Does nothing on a Python in which they cannot die. To be called before thousands of slots ran.
    """
    if sys.version_info >= _IMMORTAL_SINCE:
        return
    for each in _SINGLETONS:
        if sys.getrefcount(each) < _SPARE // 2:
            ctypes.c_ssize_t.from_address(id(each)).value += _SPARE
