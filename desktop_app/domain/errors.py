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


# documents


class FormNotApplicableError(SafeguardingError):
    """This form makes no sense for the incident as it stands; `why` is a key for the sentence.

    `why` is one of `not-assessed`, `no-decision`, `decided-to-refer` and `refer-today`.
    """

    def __init__(self, form: str, *, why: str) -> None:
        super().__init__(form, why)
        self.form = form
        self.why = why


class PersonMissingError(SafeguardingError):
    """Nobody with this id stands in the incident."""

    def __init__(self, person: str) -> None:
        super().__init__(person)
        self.person = person


class FormUnknownError(SafeguardingError):
    """There is no form of this name."""

    def __init__(self, form: str, known: tuple[str, ...]) -> None:
        super().__init__(form)
        self.form = form
        self.known = known
