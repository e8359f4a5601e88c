"""One vault with a lead, a deputy and a head teacher, each with keys and a session of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from desktop_app.domain.events.vaults import UserAdded
from desktop_app.domain.intake.incoming import read_incoming
from desktop_app.domain.roles import Role
from desktop_app.procedures.library import Library
from desktop_app.runtime.paths import resources_folder
from desktop_app.services import casework, incidents
from desktop_app.services.sessions import Session
from desktop_app.vault import keyslots
from desktop_app.vault.keyslots import PasswordSlot, UserKeys
from desktop_app.vault.vault import FLOOR, Unlocked, create_vault, open_unlocked, unlock
from tests.builders_answers import ALL_NO, REVIEWED
from tests.vault_builders import fresh_id

NOW: Final = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PASSWORD: Final = "four words for a test"
NAMES: Final = {Role.DSL: "Dee Lead", Role.DEPUTY: "Ada Deputy", Role.HEAD: "Hal Head"}

_DECIDED: Final = {"decision": "not-referred", "reason": "Managed with both families."}


@dataclass(frozen=True, slots=True)
class Staff:
    """A closed vault and the keys of everyone who uses it."""

    path: Path
    lead: Unlocked
    keys: dict[str, tuple[str, UserKeys]]
    library: Library

    @contextmanager
    def session(self, office: str, *, now: datetime = NOW) -> Iterator[Session]:
        """Open the vault as the user with this office, and close it again."""
        vault = open_unlocked(self.path, self.unlocked(office))
        try:
            yield Session(vault, self.library, lambda: now)
        finally:
            vault.close()

    def unlocked(self, office: str) -> Unlocked:
        """Give the keys of a user as a password would."""
        if office == Role.DSL:
            return self.lead
        user, keys = self.keys[office]
        slot = PasswordSlot(
            id=fresh_id(),
            user=user,
            sign_in=office,
            gen=1,
            cost=FLOOR,
            salt=bytes(keyslots.SALT_BYTES),
            sealing_public=keys.sealing_public,
            signing_public=keys.signing_public,
        )
        return replace(self.lead, slot=slot, keys=keys)


def staff_of(folder: Path) -> Staff:
    """Make a vault with a lead, a deputy and a head teacher."""
    path = folder / "school.vault"
    vault, _keys = create_vault(path, password=PASSWORD, name=NAMES[Role.DSL], at=NOW, cost=FLOOR)
    keys = {}
    for office in (Role.DEPUTY, Role.HEAD):
        own = keyslots.new_keys()
        added = UserAdded(
            user=fresh_id(),
            sign_in=str(office),
            name=NAMES[office],
            role="",
            sealing_public=own.sealing_public.hex(),
            signing_public=own.signing_public.hex(),
            office=str(office),
        )
        vault.append([added], incident=None, at=NOW)
        keys[str(office)] = (added.user, own)
    vault.close()
    return Staff(path, unlock(path, password=PASSWORD), keys, Library(resources_folder()))


def record(session: Session, **given: Any) -> str:  # noqa: ANN401  # an incident's fields, any of them
    """Record an incident as a session's user and give its reference."""
    whole = {"kinds": ["nudes-shared"], "aware_at": "2026-11-20T09:15"} | given
    incoming, faults = read_incoming(whole, session.library.catalogue)
    assert incoming is not None, faults
    return incidents.record(
        session.vault, session.library, incoming, source="a test", at=session.now()
    )


def decided(session: Session) -> str:
    """Record an incident and a decision that waits for the head teacher's signature."""
    reference = record(session, answers=ALL_NO | REVIEWED)
    casework.decide(session, reference, _DECIDED)
    return reference
