"""One spoilt piece of the rules, and what became of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """A file with one thing in it changed.

    `file` is its path in the project; `content` the whole file as changed; `what` says where and
    what in a few words that stay the same as long as that place does.
    """

    file: str
    what: str
    content: str

    @property
    def name(self) -> str:
        return f"{self.file}: {self.what}"
