"""Files that leave the vault, where the place does not take them."""

import errno
import os
from pathlib import Path

import pytest

from desktop_app.services import out_files


def test_a_place_that_cannot_be_written_is_told_by_the_name_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "log.json"

    def refused(path: Path, *, missing_ok: bool = False) -> None:
        assert missing_ok
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(OSError, match=r"log\.json") as told:
        out_files.write_then(to, b"x", lambda: None)
    assert (told.value.errno, told.value.filename) == (errno.EROFS, str(to))
