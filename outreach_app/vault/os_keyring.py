"""The system's own keyring, where the package `keyring` is installed and finds one it can use."""

import importlib.util
from contextlib import suppress
from typing import TYPE_CHECKING

from outreach_app.vault.errors import KeyringRefused

if TYPE_CHECKING:
    from types import ModuleType

SERVICE = "Vindplaats"


def usable() -> bool:
    """Whether secrets can be kept there. Asks the system, which may take a while."""
    if importlib.util.find_spec("keyring") is None:
        return False
    ring = _ring()
    try:
        return float(ring.get_keyring().priority) > 0
    except (RuntimeError, ring.errors.KeyringError):  # how a backend says that it is not for this system
        return False


def put(vault: bytes, secret: bytes) -> None:
    """Raises KeyringRefused."""
    ring = _ring()
    try:
        ring.set_password(SERVICE, vault.hex(), secret.hex())
    except ring.errors.KeyringError as error:
        raise KeyringRefused from error


def get(vault: bytes) -> bytes | None:
    """None where there is none, or none that we wrote. Raises KeyringRefused."""
    ring = _ring()
    try:
        return bytes.fromhex(ring.get_password(SERVICE, vault.hex()) or "") or None
    except ring.errors.KeyringError as error:
        raise KeyringRefused from error
    except ValueError:
        return None


def forget(vault: bytes) -> None:
    """What is not there, or cannot be reached, is of no use without its slot."""
    ring = _ring()
    with suppress(ring.errors.KeyringError):
        ring.delete_password(SERVICE, vault.hex())


def _ring() -> "ModuleType":
    """Raises KeyringRefused where the package is missing."""
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        raise KeyringRefused from error
    return keyring
