"""The laptop's secret: key slots, lock, recovery code. Never opens the database itself."""

from outreach_app.vault.opening import (
    DATABASE,
    OpenVault,
    change_passphrase,
    create,
    forget_keyring,
    id_of,
    offers_keyring,
    refuse_if_open,
    unlock,
    unlock_with_code,
    unlock_with_keyring,
)
from outreach_app.vault.slots import FILE as KEYS

__all__ = [
    "DATABASE",
    "KEYS",
    "OpenVault",
    "change_passphrase",
    "create",
    "forget_keyring",
    "id_of",
    "offers_keyring",
    "refuse_if_open",
    "unlock",
    "unlock_with_code",
    "unlock_with_keyring",
]
