"""What founding and asking answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Founded:
    """What the maker of a team tells those who will join it."""

    fingerprint: str
    team_fingerprint: str


@dataclass(frozen=True)
class Asked:
    """What a newcomer tells a coordinator, and should hear from one."""

    fingerprint: str
    team_fingerprint: str
