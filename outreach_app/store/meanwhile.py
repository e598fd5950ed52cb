"""Two who write the same field of one record without seeing each other: neither is lost, both are shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field, Id, Kind, fields_of
from outreach_app.domain.records import Record
from outreach_app.i18n import N_, _
from outreach_app.store.changes import clock_of_cell
from outreach_app.store.conflicts import DELETED
from outreach_app.store.differences import Difference, Version, Wording
from outreach_app.store.errors import ChangedMeanwhile

MINE, THEIRS = "A", "B"
"""The letters of what was typed, and of what stands there now."""


class FieldsChanged(ChangedMeanwhile):
    """A form was saved over fields that were not any more what it had shown."""

    message = N_("While you were typing, {fields} was changed too, here or by a colleague.")
    advice = N_("Choose what stays. What you typed is still there, and nothing was saved yet.")

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__(fields=", ".join(_called(one) for one in differences))
        self.differences = differences
        """Of each such field what was typed, what stands there, and what would keep both."""


_OUT = Field(N_("Taken out here"), name=DELETED, kind=Kind.FLAG)


def _called(one: Difference) -> str:
    if one.name == DELETED:
        return one.part
    return f"{one.label} ({one.part})" if one.part else one.label


class Answer(NamedTuple):
    """What somebody chose of a difference, having seen what stood there."""

    taken: str
    seen: Any


Answers = Mapping[tuple[Id, str], Answer]
"""By record and field."""


def answered(chosen: Sequence[tuple[Difference, str]]) -> Answers:
    """As `Meanwhile` takes it, of its differences and of the letter that was taken of each."""
    return {(Id(one.record), one.name): Answer(taken, one.value(THEIRS)) for one, taken in chosen}


class Meanwhile:
    """Several records that are saved at once: all that was written to them unseen is asked about together."""

    def __init__(self, session: Session, answers: Answers | None = None) -> None:
        self._session, self._answers = session, answers or {}
        self._wording: Wording | None = None
        self._differences: list[Difference] = []

    def settled(
        self, found: Record, names: Sequence[str], seen: Sequence[Any], mine: tuple[Any, ...], part: str
    ) -> tuple[Any, ...]:
        """What these fields, which are one thing to their writer, are to become where `mine` was typed.

        `seen` are what they may be without anyone being asked; `part` is what the record is called there.
        """
        now = tuple(getattr(found, name) for name in names)
        described = {field.name: field for field in fields_of(type(found))}
        fields = [described[name] for name in names]
        if now == mine or now in seen or fields[0].low_stakes:
            return mine
        one = self._difference(found, fields, now, mine, part)
        answer = self._answers.get((found.id, names[0]))
        if answer is None or answer.seen != now:
            self._differences.append(one)
            return now
        taken: tuple[Any, ...] = one.value(answer.taken)
        return taken

    def stays(self, found: Record, now: Any, told: Sequence[str], at: int, part: str) -> bool:
        """Whether a record stays that was taken out while `now` was written in it, which in words is `told`.

        As long as nobody chose it does, and is asked about; `at` is when that was written.
        """
        answer = self._answers.get((found.id, DELETED))
        if answer is not None and answer.seen == now:
            return answer.taken != MINE
        there = Version(THEIRS, now, "\n".join([_("Keep it"), *told]), _("What stands there now"), at)
        out = Version(MINE, None, _("Take it out of the round"), _("What you did"), 0)
        self._differences.append(Difference(_OUT, [there, out], record=found.id, part=part))
        return True

    @property
    def wording(self) -> Wording:
        self._wording = self._wording or Wording(self._session)
        return self._wording

    def refuse(self) -> None:
        """Raises FieldsChanged for all that nobody has answered yet."""
        if self._differences:
            raise FieldsChanged(self._differences)

    def _difference(
        self, found: Record, fields: Sequence[Field], now: tuple[Any, ...], mine: tuple[Any, ...], part: str
    ) -> Difference:
        wording = self.wording

        def text(values: tuple[Any, ...]) -> str:
            told = (wording.text(field, value) for field, value in zip(fields, values, strict=True))
            return next(filter(None, told), "")

        stamp = max(clock_of_cell(self._session, found, field.name)[0] for field in fields)
        kept, kept_text = wording.united(fields[0], [now[0], mine[0]]) if len(fields) == 1 else (None, "")
        return Difference(
            fields[0],
            [
                Version(MINE, mine, text(mine), _("What you typed"), 0),
                Version(THEIRS, now, text(now), _("What stands there now"), stamp >> 16),
            ],
            united=None if kept is None else (kept,),
            united_text=kept_text,
            record=found.id,
            part=part,
        )


def refuse_unseen(session: Session, found: Record, written: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
    """Raises FieldsChanged where a field is not what its writer saw and is to become something else again."""
    differences = list(_differences(session, found, written, seen))
    if differences:
        raise FieldsChanged(differences)


def _differences(
    session: Session, found: Record, written: Mapping[str, Any], seen: Mapping[str, Any]
) -> Iterator[Difference]:
    wording = Wording(session)
    for field in fields_of(type(found)):
        name = field.name
        if name not in written or name not in seen:
            continue
        now, mine = getattr(found, name), written[name]
        if now in (seen[name], mine):
            continue
        stamp, _author = clock_of_cell(session, found, name)
        kept, text = wording.united(field, [now, mine])
        yield Difference(
            field,
            [
                Version(MINE, mine, wording.text(field, mine), _("What you typed"), 0),
                Version(THEIRS, now, wording.text(field, now), _("What stands there now"), stamp >> 16),
            ],
            united=kept,
            united_text=text,
        )
