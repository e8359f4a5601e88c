"""Vaults to test with: invented incidents, and a second user by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2 as driver
import uuid_utils

from desktop_app.domain.events.codec import Event
from desktop_app.domain.events.incidents import AnswerGiven, DetailsGiven, IncidentRecorded
from desktop_app.domain.events.people import PersonInvolved
from desktop_app.domain.events.vaults import UserAdded
from desktop_app.domain.roles import Role
from desktop_app.domain.state.incident import IncidentState, fold
from desktop_app.vault import checks, keyslots, people_keys, sealing
from desktop_app.vault.engine import Connection
from desktop_app.vault.keyslots import PasswordSlot, UserKeys
from desktop_app.vault.users import User
from desktop_app.vault.vault import FLOOR, Unlocked, Vault, open_unlocked, open_vault, unlock

PASSWORD: Final = "four plain words here"
THEIRS: Final = "another four plain words"  # of whoever was let in
AT: Final = datetime(2026, 11, 20, 17, 40, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class School:
    """A closed vault with its incidents: references, and their ids."""

    path: Path
    open_id: str
    open_reference: str
    sealed_id: str
    sealed_reference: str

    def open(self) -> Vault:
        """Open it as its first user."""
        return open_vault(self.path, password=PASSWORD, sign_in="DSL")

    def unlock(self) -> Unlocked:
        """Give its keys."""
        return unlock(self.path, password=PASSWORD, sign_in="DSL")


def fresh_id() -> str:
    """Give a fresh id."""
    return str(uuid_utils.uuid7())


def recorded(reference: str, narrative: str = "A photo was passed on.") -> IncidentRecorded:
    """Give the first event of an incident."""
    return IncidentRecorded(
        reference=reference,
        kinds=("nudes-shared",),
        aware_at="2026-11-20T17:40",
        procedure="ukcis-2024",
        narrative=narrative,
    )


def person(name: str, *, born: str | None = None, ident: str | None = None) -> PersonInvolved:
    """Give someone who stands in an incident."""
    return PersonInvolved(person=ident or fresh_id(), roles=("depicted",), name=name, born=born)


def answers(*pairs: tuple[str, str]) -> list[Event]:
    """Give answers to questions."""
    return [AnswerGiven(question, answer) for question, answer in pairs]


def save(vault: Vault, events: Sequence[Event], *, seal: str | None = None) -> IncidentState:
    """Record a new incident as the program does: events and rows in one transaction."""
    incident = fresh_id()
    with vault.transaction():
        vault.append(events, incident=incident, at=AT, seal=seal)
        state = fold(vault.of_incident(incident))
        vault.project(state)
    return state


def fill(vault: Vault, *, incidents: int = 3) -> tuple[IncidentState, IncidentState]:
    """Record some open incidents and a sealed one, and give the first and the sealed one."""
    states = [
        save(
            vault,
            [
                recorded(f"2026-AAAAA{n}", f"Account number {n}: a message in the evening."),
                person(f"Testname Nobody{n}", born="2011-05-03"),
                DetailsGiven({"worry": "sleep", "asked_for": "advice"}),
                *answers(("adult-involved", "no"), ("under-13", "not-known")),
            ],
        )
        for n in range(incidents)
    ]
    seal = vault.start_seal([vault.user.id])
    sealed = save(
        vault,
        [recorded("2026-SEALED", "Zanzibar narrative"), person("Quillfeather Oddname")],
        seal=seal,
    )
    return states[0], sealed


def raw(path: Path, unlocked: Unlocked) -> Connection:
    """Open a vault's file as someone with the vault key and a database tool would."""
    key = sealing.subkey(unlocked.vault_keys[0], "sqlcipher")
    salt = checks.salt_of(unlocked.keyfile.vault)
    connection = driver.connect(str(path), isolation_level=None, timeout=0.1)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
    return connection


def add_user(vault: Vault, sign_in: str, *, role: str = "deputy") -> UserKeys:
    """Introduce one more user of the vault and give their keys."""
    keys = keyslots.new_keys()
    added = UserAdded(
        user=fresh_id(),
        sign_in=sign_in,
        name="",
        role=role,
        office=role,
        sealing_public=keys.sealing_public.hex(),
        signing_public=keys.signing_public.hex(),
    )
    vault.append([added], incident=None, at=AT)
    return keys


def let_in(vault: Vault, sign_in: str = "HT", office: str = Role.HEAD) -> User:
    """Let one more user in as the program does, with the password `THEIRS`."""
    return people_keys.add_user(
        vault,
        sign_in=sign_in,
        name="Invented Person",
        role="Head teacher",
        office=office,
        password=THEIRS,
        at=AT,
        cost=FLOOR,
    )


def open_as(school: School, user: str, keys: UserKeys, *, sign_in: str) -> Vault:
    """Open the vault as another user, who holds the vault key as every user does."""
    first = school.unlock()
    slot = PasswordSlot(
        id=fresh_id(),
        user=user,
        sign_in=sign_in,
        gen=1,
        cost=FLOOR,
        salt=bytes(keyslots.SALT_BYTES),
        sealing_public=keys.sealing_public,
        signing_public=keys.signing_public,
    )
    return open_unlocked(school.path, Unlocked(first.keyfile, slot, keys, first.vault_keys))
