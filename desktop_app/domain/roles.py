"""Who may do what: the four roles of a vault's users."""

from enum import StrEnum


class Role(StrEnum):
    """What a user may do in this vault; a job title, which stands on forms, is another thing.

    A DSL may do everything. A deputy stands in for the DSL in all casework. A head teacher reads,
    signs off and countersigns, and records and runs a concern about a colleague. An administrator
    holds no key to the records.
    """

    DSL = "dsl"
    DEPUTY = "deputy"
    HEAD = "head"
    ADMINISTRATOR = "administrator"


HOLD_THE_KEY = frozenset({Role.DSL, Role.DEPUTY, Role.HEAD})
LEAD = frozenset({Role.DSL, Role.HEAD})
"""Those who may let people in and out, and restore a backup."""
