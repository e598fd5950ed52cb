"""Vaults for tests: stretching a passphrase costs next to nothing here."""

import pytest
from nacl.pwhash import argon2id

from outreach_app.vault import slots


@pytest.fixture(autouse=True)
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "STRENGTH", slots.Strength(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN))
