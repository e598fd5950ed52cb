"""What every synced record has, described or not."""

from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from outreach_app.domain.fields import Base, Id, new_id


class Record(Base):
    """A synced row. Author, created and updated are read from its clock, never columns of their own.

    `id` is what others point at; `n` is this laptop's own row number (the full-text index hangs on it).
    """

    __abstract__ = True

    singular: ClassVar[str]
    plural: ClassVar[str]
    """Source texts for headings and messages."""
    slug: ClassVar[str]
    """The plural used on the command line, in JSON and in search results: `signal-notes`."""
    register: ClassVar[bool] = False
    """Written by the program alone: nobody adds, changes or deletes one by hand."""
    named_by: ClassVar[str] = "title"
    """The field that names a record."""
    private_if: ClassVar[str] = ""
    """The flag that keeps a row on this laptop, if the kind has one. Chosen when the row is made."""

    in_team_only: ClassVar[bool] = False
    """Whether these records are handed over to no other team, not even to a support centre."""
    handed_over_if: ClassVar[str] = ""
    """The flag that must be set before one is."""
    stays_inside: ClassVar[bool] = False
    """Whether no list of these leaves the vault: its rows would be exact figures about few."""
    for_participants: ClassVar[bool] = False
    """Whether only those who were at its meeting, and coordinators, read these."""

    n: Mapped[int] = mapped_column(primary_key=True, init=False)
    id: Mapped[Id] = mapped_column(unique=True, default_factory=new_id)
    stamp: Mapped[int] = mapped_column(default=0, init=False)
    author: Mapped[int] = mapped_column(default=0, init=False)
    team: Mapped[Id | None] = mapped_column(default=None)
    deleted: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0, init=False)
    """Local: moves with every write, a merge's too, so that saving over a newer edit is noticed."""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.revision} if hasattr(cls, "__table__") else {}

    @property
    def stays_here(self) -> bool:
        """Whether this row never leaves the laptop."""
        return bool(self.private_if and getattr(self, self.private_if))

    @property
    def caption(self) -> str:
        """What names this record in a list or a picker, from its own columns alone."""
        return str(getattr(self, self.named_by) or "")


UNSYNCED = frozenset({"n", "id", "stamp", "author", "team", "revision"})
"""Columns of a record that no patch carries: its keys and clock, or this laptop's own."""

__all__ = ["UNSYNCED", "Id", "Record"]
