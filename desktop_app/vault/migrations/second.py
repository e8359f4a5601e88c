"""Step 2: who may do what, who has left, and what calls for a second look."""

from typing import Final

from sqlite_utils import Database

_STEPS: Final = (
    # One of `domain.roles.Role`, and whether the user has left (1).
    "ALTER TABLE user ADD COLUMN office TEXT NOT NULL DEFAULT 'dsl'",
    "ALTER TABLE user ADD COLUMN removed INTEGER NOT NULL DEFAULT 0",
    # How many aggravating features the newest assessment names.
    "ALTER TABLE incident ADD COLUMN aggravating INTEGER NOT NULL DEFAULT 0",
)


def apply(db: Database) -> None:
    """Add the columns; `rebuild` fills them."""
    for statement in _STEPS:
        db.execute(statement)
