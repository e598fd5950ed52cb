"""Where in a long list a page of rows begins: from a row that is known already, or from either end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Start:
    """The rows that follow `beside`, the key of a row; or that come before it, where it is read `backwards`.

    None is the end that one comes from. `skip` so many rows first: cheaper the fewer they are.
    """

    beside: Any = None
    skip: int = 0
    backwards: bool = False

    def in_order(self, rows: Sequence[T]) -> Sequence[T]:
        """What was read, in the order of the list."""
        return rows[::-1] if self.backwards else rows


FIRST = Start()
"""From the first row on."""
