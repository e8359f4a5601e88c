"""Writes the matrix of `tests/services/roles.toml` into docs/roles.md: `python -m tests.roles_page`."""

import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "roles.md"
ROWS: Final = ROOT / "tests" / "services" / "roles.toml"
WORDS: Final = {"yes": "yes", "own": "colleague", "no": "no"}
_BEGIN, _END = "<!-- matrix -->", "<!-- end of the matrix -->"


def as_it_should_be() -> str:
    """Give the page with the matrix as it was typed by hand."""
    rows = [
        f"| `{name}` | {' | '.join(WORDS[cell] for cell in cells.split())} |"
        for table in tomllib.loads(ROWS.read_text(encoding="utf-8")).values()
        for name, cells in table.items()
    ]
    head = ["| verb | DSL | deputy | head |", "| --- | --- | --- | --- |"]
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    return "\n".join([before + _BEGIN, *head, *rows, _END + after])


if __name__ == "__main__":
    PAGE.write_text(as_it_should_be(), encoding="utf-8")
