"""The kinds of incident (contract section 4, Kinds)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of incident.

    `implies` are questions that the kind answers yes by itself. `about_imagery` says whether a
    decision not to refer needs the further review of the national advice. `sealed` says that who
    may read the record is settled before anything else is written.
    """

    id: str
    title: str
    meaning: str
    implies: tuple[str, ...] = ()
    about_imagery: bool = False
    sealed: bool = False
