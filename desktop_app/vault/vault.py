"""The names that services use of this package: a vault is made, opened, read and written."""

from desktop_app.vault.checking import VerifyReport
from desktop_app.vault.drafts import DraftRow
from desktop_app.vault.first_look import FirstLook
from desktop_app.vault.head import Head
from desktop_app.vault.joining import Fresh, Joining, fresh_slot, prepare_user
from desktop_app.vault.joining import code as joining_code
from desktop_app.vault.joining import read as read_joining
from desktop_app.vault.keyring import KeyRing
from desktop_app.vault.keyslots import FLOOR, Cost, PasswordSlot
from desktop_app.vault.making import RecoveryKeys, create_vault
from desktop_app.vault.opening import Unlocked, open_unlocked, open_vault, unlock
from desktop_app.vault.own_password import change_password, prepared_password, put_password
from desktop_app.vault.people_keys import (
    MOST_USERS,
    add_user,
    admit,
    change_user,
    put_renewed,
    remove_user,
    renew_user,
)
from desktop_app.vault.recovering import (
    Recovered,
    fresh_keys,
    recover,
    recover_with,
    renew_recovery,
    unlock_with_recovery,
)
from desktop_app.vault.sealed_readers import SealedReader
from desktop_app.vault.search import IncidentRow, PersonRow
from desktop_app.vault.store import Vault
from desktop_app.vault.users import User
from desktop_app.vault.verification import FINDINGS, Finding

__all__ = [
    "FINDINGS",
    "FLOOR",
    "MOST_USERS",
    "Cost",
    "DraftRow",
    "Finding",
    "FirstLook",
    "Fresh",
    "Head",
    "IncidentRow",
    "Joining",
    "KeyRing",
    "PasswordSlot",
    "PersonRow",
    "Recovered",
    "RecoveryKeys",
    "SealedReader",
    "Unlocked",
    "User",
    "Vault",
    "VerifyReport",
    "add_user",
    "admit",
    "change_password",
    "change_user",
    "create_vault",
    "fresh_keys",
    "fresh_slot",
    "joining_code",
    "open_unlocked",
    "open_vault",
    "prepare_user",
    "prepared_password",
    "put_password",
    "put_renewed",
    "read_joining",
    "recover",
    "recover_with",
    "remove_user",
    "renew_recovery",
    "renew_user",
    "unlock",
    "unlock_with_recovery",
]
