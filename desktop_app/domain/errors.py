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


class EventUnreadableError(SafeguardingError):
    """An event has a type or a field that this program does not know."""

    def __init__(self, event_type: str) -> None:
        super().__init__(event_type)
        self.event_type = event_type


class IncidentMissingError(SafeguardingError):
    """No incident has this reference, or none that this user may read."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class ProcedureFaultyError(BadInputError):
    """A procedure folder cannot be used."""


class ProcedureUnknownError(SafeguardingError):
    """No procedure has this id (or not this version)."""

    def __init__(self, procedure: str, known: tuple[str, ...]) -> None:
        super().__init__(procedure)
        self.procedure = procedure
        self.known = known


class VaultError(SafeguardingError):
    """Something about one vault; `path` is where it lies."""

    def __init__(self, path: object) -> None:
        super().__init__(str(path))
        self.path = str(path)


class VaultMissingError(VaultError):
    """Nothing lies at the path."""


class VaultFolderMissingError(VaultError):
    """A new vault should lie in a folder that is not there."""


class VaultNotAFileError(VaultError):
    """A folder, or something else that is no file, lies at the path."""


class VaultEmptyError(VaultError):
    """The file holds nothing, or less than one page: its contents are gone."""


class VaultCutShortError(VaultError):
    """The file is no whole number of pages: a copy stopped part of the way."""


class VaultNotEncryptedError(VaultError):
    """The file is a plain SQLite database, made by some other program."""


class VaultForeignError(VaultError):
    """The vault and the key file beside it do not belong together."""


class VaultDamagedError(VaultError):
    """Bytes in the vault are not those that were written."""


class VaultExistsError(VaultError):
    """A new vault, or its key file, would overwrite what lies at the path."""


class VaultNameError(VaultError):
    """The vault's own name ends in `.keys`, which is its key file's ending."""


class VaultInUseError(VaultError):
    """Another process has the vault: its number (0: not known), its computer (empty: this one)."""

    def __init__(self, path: object, *, process: int = 0, computer: str = "") -> None:
        super().__init__(path)
        self.process, self.computer = process, computer


class VaultReadOnlyError(VaultError):
    """The file, or the folder it lies in, may not be written."""


class VaultDiskFullError(VaultError):
    """The disk has no room left; nothing of the unfinished save was kept."""


class VaultDiskFailingError(VaultError):
    """The disk could not read or write; nothing of the unfinished save was kept."""


class VaultTooNewError(VaultError):
    """The vault was written by a newer version of the program, whose version is `written_by`."""

    def __init__(self, path: object, *, written_by: str) -> None:
        super().__init__(path)
        self.written_by = written_by


class VaultAlteredError(VaultError):
    """Guards inside the vault (`what`: names of triggers or tables) are missing or changed."""

    def __init__(self, path: object, *, what: tuple[str, ...]) -> None:
        super().__init__(path)
        self.what = what


class VaultClosedError(SafeguardingError):
    """A closed vault was used: a fault of ours."""


class VaultFaultError(SafeguardingError):
    """The database refused a statement: a fault of ours. `code` is SQLite's name for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DriverUnsafeError(SafeguardingError):
    """The encrypted database does not work as required; `setting` names what is not as it must be."""

    def __init__(self, setting: str) -> None:
        super().__init__(setting)
        self.setting = setting


class KeyFileMissingError(VaultError):
    """The key file beside the vault is not there; `path` is where it should lie."""


class KeyFileDamagedError(VaultError):
    """The key file is not as it was written; `what` says which part (a word, for support)."""

    def __init__(self, path: object, *, what: str) -> None:
        super().__init__(path)
        self.what = what


class KeyFileTooNewError(VaultError):
    """The key file has a format that this version does not know."""


class PasswordRefusedError(VaultError):
    """Wrong password, or nobody with this sign-in name: which of the two is not said."""


class PasswordTooShortError(SafeguardingError):
    """A new password has fewer characters than `least`."""

    def __init__(self, least: int) -> None:
        super().__init__(least)
        self.least = least


class SignInNeededError(VaultError):
    """The vault has several users and none was named; `sign_ins` are their sign-in names."""

    def __init__(self, path: object, *, sign_ins: tuple[str, ...]) -> None:
        super().__init__(path)
        self.sign_ins = sign_ins


class SignInNameError(SafeguardingError):
    """A sign-in name is empty, too long, or has characters that cannot be typed or printed."""


class UserUnknownError(SafeguardingError):
    """No user of the vault has this sign-in name or id."""

    def __init__(self, user: str) -> None:
        super().__init__(user)
        self.user = user


class RecoveryKeyError(SafeguardingError):
    """A recovery key was typed wrongly; `rows` are the numbers of the wrong rows, from 1."""

    def __init__(self, rows: tuple[int, ...]) -> None:
        super().__init__(rows)
        self.rows = rows


class SealedToNobodyError(SafeguardingError):
    """A sealed incident must name at least one person who may read it."""


class SealUnknownError(SafeguardingError):
    """The signed-in user holds no key to this sealed incident."""


class DraftMissingError(SafeguardingError):
    """No draft of the signed-in user has this id."""


class EntryUnreadableError(SafeguardingError):
    """An entry of the log cannot be read: its content is not what was signed, or is not known."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class PasswordNotGivenError(SafeguardingError):
    """No password could be asked for: there is no keyboard to type it at."""


class PasswordsDifferError(SafeguardingError):
    """A new password was not typed the same way twice."""


class PasswordUnreadableError(SafeguardingError):
    """The first line of standard input is not UTF-8 text."""


class PracticeCaseFaultyError(SafeguardingError):
    """A practice incident that we ship cannot be recorded: a fault of ours."""


class SelfTestError(SafeguardingError):
    """A step of the self-test did not do what it must; `step` names it."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


class FormNotApplicableError(SafeguardingError):
    """This form makes no sense for the incident: `not-assessed`, `no-decision`, `decided-to-refer` or `refer-today`."""

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


class FileInTheWayError(SafeguardingError):
    """A form would overwrite something that is no form; `path` is where it stands."""

    def __init__(self, path: object) -> None:
        super().__init__(str(path))
        self.path = str(path)
