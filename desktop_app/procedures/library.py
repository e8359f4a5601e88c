"""The procedures that are at hand, read once each."""

from functools import cached_property
from pathlib import Path

from desktop_app.domain.errors import Fault, ProcedureUnknownError
from desktop_app.domain.events.school import ProcedureKept
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.procedures.catalogue import load_catalogue
from desktop_app.procedures.faults import Faults
from desktop_app.procedures.kept import KeptProcedures, by_age
from desktop_app.procedures.loader import load_procedure
from desktop_app.procedures.own import Own, note_what_own_cannot_be, read_own
from desktop_app.procedures.plain_files import real


class Library:
    """The catalogue and the procedures in a folder such as `resources`.

    `own_folders` hold procedures of a school's or a partnership's own, as `<id>/<version>/`; they
    extend one that is shipped, and one that cannot be used keeps nobody from the rest.
    Nothing is read before it is asked for, and nothing twice, so that the same procedure is
    always the same object.
    """

    def __init__(self, resources_folder: Path, *own_folders: Path) -> None:
        self._folder = resources_folder
        self._own_folders = own_folders
        self._loaded: dict[tuple[str, str], Procedure] = {}
        self._switched: dict[tuple[str, str, frozenset[str]], Procedure] = {}
        self._loading: set[tuple[str, str]] = set()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The questions and kinds; raises `ProcedureFaultyError` if they cannot be read."""
        return load_catalogue(self._folder / "questions.toml")

    @cached_property
    def versions(self) -> dict[str, tuple[str, ...]]:
        """The versions of each procedure by its id, oldest first, the school's own included."""
        found: dict[str, list[str]] = {}
        for name, version in (*self._shipped, *self._own.read):
            found.setdefault(name, []).append(version)
        return {name: tuple(sorted(each, key=by_age)) for name, each in sorted(found.items())}

    @property
    def own_faults(self) -> tuple[tuple[Path, tuple[Fault, ...]], ...]:
        """The folders of the school's own procedures that cannot be used, with what is wrong."""
        return tuple(self._own.faulty)

    def is_own(self, procedure: str) -> bool:
        """Say whether a procedure is one of the school's own."""
        return any(name == procedure for name, _ in self._own.read)

    def cannot_be_own(self, procedure: Procedure, folder: Path) -> tuple[Fault, ...]:
        """Give why a procedure, read from `folder`, could not be one of the school's own.

        That is no reproach to one that is shipped.
        """
        if real(folder) in map(real, self._shipped.values()):
            return ()
        faults = Faults()
        note_what_own_cannot_be(procedure, self._shipped_ids, faults)
        return faults.found()

    def all(self) -> tuple[Procedure, ...]:
        """Give every version of every procedure, by id, oldest version first.

        Raises `ProcedureFaultyError` for the first folder that cannot be used.
        """
        return tuple(
            self.get(name, version) for name, each in self.versions.items() for version in each
        )

    def get(self, procedure: str, version: str | None = None, digest: str = "") -> Procedure:
        """Give a procedure in its newest version, or in the one that is named.

        One of the school's own that is not at hand, or has another digest than the one that is
        named, is given as the vault kept it (`remember`). Raises `ProcedureUnknownError` with the
        ids there are (or, for an unknown version, the versions as `<id>@<version>`), and
        `ProcedureFaultyError` if the folder cannot be used.
        """
        try:
            found = self._at_hand(procedure, version)
        except ProcedureUnknownError:
            kept = self._kept.get(procedure, version, digest)
            if kept is None:
                raise
            return kept
        if not digest or found.digest == digest:
            return found
        return self._kept.get(procedure, version, digest, exactly=True) or found

    def has(self, procedure: str) -> bool:
        """Say whether some version of a procedure is at hand, or kept in the vault."""
        return procedure in self.versions or self._kept.has(procedure)

    def remember(self, kept: ProcedureKept) -> None:
        """Learn of a procedure of the school's own that the vault keeps."""
        if kept.procedure not in self._shipped_ids:
            self._kept.add(kept)

    def to_keep(self, procedure: Procedure) -> ProcedureKept | None:
        """Give what a vault must keep of a procedure before it is used; none of a shipped one."""
        read = self._own.read.get((procedure.id, procedure.version))
        if read is None or read.procedure.digest != procedure.digest:
            return None
        files = {name: raw.decode("utf-8") for name, raw in read.files.items()}
        return ProcedureKept(procedure.id, procedure.version, procedure.digest, files)

    def _at_hand(self, procedure: str, version: str | None) -> Procedure:
        versions = self.versions.get(procedure)
        if versions is None:
            raise ProcedureUnknownError(procedure, tuple(self.versions))
        chosen = versions[-1] if version is None else version
        if chosen not in versions:
            known = tuple(f"{procedure}@{each}" for each in versions)
            raise ProcedureUnknownError(f"{procedure}@{chosen}", known)
        own = self._own.read.get((procedure, chosen))
        return own.procedure if own else self._load((procedure, chosen))

    def switched_off(self, procedure: Procedure, rules: frozenset[str]) -> Procedure:
        """Give a procedure with these rules switched off; the same object every time."""
        key = (procedure.id, procedure.version, rules)
        if key not in self._switched:
            self._switched[key] = procedure.switched_off(rules)
        return self._switched[key]

    def base(self, name: str) -> Procedure | None:
        """Give the procedure `<id>@<version>` that another one extends, or None if there is none.

        None as well for one that is being read just now: nothing extends itself.
        """
        procedure, _, version = name.partition("@")
        key = (procedure, version)
        if key not in self._shipped or key in self._loading:
            return None
        self._loading.add(key)
        try:
            return self._load(key)
        finally:
            self._loading.discard(key)

    def _load(self, key: tuple[str, str]) -> Procedure:
        if key not in self._loaded:
            self._loaded[key] = load_procedure(self._shipped[key], self.catalogue, self.base)
        return self._loaded[key]

    @cached_property
    def _shipped(self) -> dict[tuple[str, str], Path]:
        found = sorted((self._folder / "procedures").glob("*/*/procedure.toml"))
        return {(each.parents[1].name, each.parent.name): each.parent for each in found}

    @cached_property
    def _shipped_ids(self) -> frozenset[str]:
        return frozenset(name for name, _ in self._shipped)

    @cached_property
    def _own(self) -> Own:
        """The school's own procedures, read when the first is asked for."""
        return read_own(self._own_folders, self._shipped_ids, self.catalogue, self.base)

    @cached_property
    def _kept(self) -> KeptProcedures:
        return KeptProcedures(self.catalogue, self.base)
