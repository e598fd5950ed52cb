"""Questions that nobody waits for any more: the next letter was typed, or the list scrolled on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

_STEPS = 20_000
"""Of the database's machine between two looks: about a millisecond."""


@contextmanager
def breaking_off(session: Session, still: Callable[[], bool]) -> Iterator[None]:
    """Within, a statement ends with an error soon after `still` said no."""
    raw: Any = session.connection().connection.dbapi_connection
    raw.set_progress_handler(lambda: not still(), _STEPS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)
