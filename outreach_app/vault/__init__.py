"""The laptop's secret: key slots, lock, recovery code. Never opens the database itself."""

from outreach_app.vault.opening import (
    DATABASE,
    OpenVault,
    change_passphrase,
    create,
    unlock,
    unlock_with_code,
)

__all__ = ["DATABASE", "OpenVault", "change_passphrase", "create", "unlock", "unlock_with_code"]
