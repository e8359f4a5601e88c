"""The names that services use of this package: a vault is made, opened, read and written."""

from desktop_app.vault.checking import VerifyReport
from desktop_app.vault.drafts import DraftRow
from desktop_app.vault.head import Head
from desktop_app.vault.keyslots import FLOOR, Cost
from desktop_app.vault.making import RecoveryKeys, create_vault
from desktop_app.vault.opening import Unlocked, open_unlocked, open_vault, unlock
from desktop_app.vault.sealed_readers import SealedReader
from desktop_app.vault.search import IncidentRow, PersonRow
from desktop_app.vault.store import Vault
from desktop_app.vault.users import User
from desktop_app.vault.verification import FINDINGS, Finding

__all__ = [
    "FINDINGS",
    "FLOOR",
    "Cost",
    "DraftRow",
    "Finding",
    "Head",
    "IncidentRow",
    "PersonRow",
    "RecoveryKeys",
    "SealedReader",
    "Unlocked",
    "User",
    "Vault",
    "VerifyReport",
    "create_vault",
    "open_unlocked",
    "open_vault",
    "unlock",
]
