"""Human references: `YYYY-XXXXXX`, six Crockford base32 characters from the end of a UUIDv7."""

from uuid import UUID

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 6
_BITS = 5


def reference_of(incident: str, *, year: int) -> str:
    """Give the reference of an incident from its id (a UUID) and the year it was recorded.

    Raises ValueError when the id is no UUID.
    """
    rest = UUID(incident).int
    letters = []
    for _ in range(_LENGTH):
        rest, place = divmod(rest, 1 << _BITS)
        letters.append(_CROCKFORD[place])
    return f"{year:04d}-{''.join(reversed(letters))}"
