"""Every error a person can meet. They carry facts; `services.messages` writes the sentence."""

from dataclasses import dataclass


class SafeguardingError(Exception):
    """The root: something could not be done, and the person is told what and why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input.

    `where` is the place in it (`people[2].born`, `referral.toml: rule[3].when`), `problem` a key
    that `services.messages` has a sentence for, `about` the ids or values that it names. No text
    that a person wrote about a case ever stands in it.
    """

    where: str
    problem: str
    about: tuple[str, ...] = ()


class BadInputError(SafeguardingError):
    """Something that was given cannot be taken; `faults` lists all of it, `source` names it."""

    def __init__(self, faults: tuple[Fault, ...], *, source: str = "") -> None:
        super().__init__(len(faults))
        self.faults = faults
        self.source = source


class ProcedureFaultyError(BadInputError):
    """A procedure folder cannot be used."""


class ProcedureUnknownError(SafeguardingError):
    """No procedure has this id (or not this version)."""

    def __init__(self, procedure: str, known: tuple[str, ...]) -> None:
        super().__init__(procedure)
        self.procedure = procedure
        self.known = known
