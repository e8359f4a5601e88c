"""What an X server without a monitor shows, read from the file that it draws into.

The file is a window dump (X Window Dump, version 7): a header of 32-bit words, most significant
byte first, then the colour map, then the rows. Reading it asks the X server nothing, so that
looking does not slow down what is looked at.
"""

import mmap
import struct
from pathlib import Path
from typing import Final, Self

from PySide6.QtGui import QImage

_WORDS: Final = 25
_SIZE, _WIDTH, _HEIGHT, _ROW, _COLOURS = 0, 4, 5, 12, 19
_COLOUR_BYTES: Final = 12
_OPAQUE: Final = 0xFFFFFF  # the byte above the three colours is of no use, and may hold anything
_STRIDE: Final = 13  # pixels from one that is looked at to the next; prime to the width


class Pixels:
    """The pixels of one screen, as they are at the moment of asking."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as opened:
            self._map = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        words = struct.unpack(f">{_WORDS}I", self._map[: _WORDS * 4])
        self.width, self.height, self._row = words[_WIDTH], words[_HEIGHT], words[_ROW]
        self._start = words[_SIZE] + words[_COLOURS] * _COLOUR_BYTES

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._map.close()

    def colours(self) -> set[int]:
        """Give the colours of every thirteenth pixel; a window drawn with words has several."""
        end = self._start + self._row * self.height
        with (
            memoryview(self._map) as whole,
            whole[self._start : end] as drawn,
            drawn.cast("I") as every,
            every[::_STRIDE] as some,
        ):
            return {each & _OPAQUE for each in set(some.tolist())}

    def save(self, file: Path) -> None:
        """Keep the screen as a PNG."""
        end = self._start + self._row * self.height
        drawn = self._map[self._start : end]
        picture = QImage(drawn, self.width, self.height, self._row, QImage.Format.Format_RGB32)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(str(file)):
            raise OSError(f"no picture could be written to {file}")
