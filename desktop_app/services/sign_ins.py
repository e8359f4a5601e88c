"""Who may sign in: asked before a password is, and before anything slow is loaded."""

from pathlib import Path

from desktop_app.vault import key_names


def sign_ins(path: Path) -> tuple[str, ...]:
    """Give the sign-in names in the key file of the vault at `path`; none if it cannot be read.

    What is wrong with it is said when somebody tries to open the vault.
    """
    return key_names.sign_ins(path)


def vault_mark(path: Path) -> str:
    """Give the last eight characters of the vault's id, as printed papers name it; or nothing."""
    return key_names.vault_id(path)[-8:]
