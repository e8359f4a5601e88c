"""Everything wrong with a folder, gathered so that it can be told in one go."""

from desktop_app.domain.errors import Fault


class Faults:
    """A list that grows while files are read; `limit` keeps a hopeless file from filling memory."""

    limit = 500

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, where: str, problem: str, *about: str) -> None:
        """Note one fault: its place, the key of its sentence, the ids or values it names."""
        fault = Fault(where, problem, tuple(shortened(each) for each in about))
        if len(self._found) < self.limit and fault not in self._found:
            self._found.append(fault)

    def has(self, *problems: str) -> bool:
        """Say whether a fault of one of these sorts was noted."""
        return any(each.problem in problems for each in self._found)

    def found(self) -> tuple[Fault, ...]:
        """Give what was noted so far, in the order of reading."""
        return tuple(self._found)

    def __len__(self) -> int:
        return len(self._found)


def shortened(value: str) -> str:
    """Give a value as it may stand in a message: printable, and no longer than 80 characters."""
    longest = 80
    plain = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in value)
    return plain if len(plain) <= longest else plain[: longest - 1] + "\N{HORIZONTAL ELLIPSIS}"
