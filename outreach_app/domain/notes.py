"""What a signal note is made of: plain values, so that a submitted note can be frozen and printed again unchanged.

References are names already, terms are codes. Only what may appear on paper has a place here: each field of
`SignalText`, `NoteText`, `StandingText`, `StepText`, `EvidenceText`, `NeedText`, `FeedbackText` and `TeamText` is
the field of the same name that its record marks `in_note` (a test holds them together).
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints

from outreach_app.domain.note_plan import SectionText

FORMAT = 1
"""Of the frozen JSON. Readers ignore what they do not know and leave what is absent empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamText:
    """Who sends the note."""

    name: str
    municipality: str = ""
    service: str = ""
    contact: str = ""
    organisation: str = ""
    sender: str = ""
    colour: str = ""
    logo: Mapping[str, Any] = field(default_factory=dict)
    """`png`: the picture in base64, as `domain.letterhead` makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalText:
    title: str
    areas: tuple[str, ...] = ()
    """Names."""
    problem: str = ""
    causes: str = ""
    support: str = ""
    follow_up: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteText:
    """The SignalNote's own fields; all empty while nobody has made one."""

    number: str = ""
    date: datetime.date | None = None
    addressee_kind: str = ""
    addressee: str = ""
    session_date: datetime.date | None = None
    agenda_number: str = ""
    discussed: str = ""
    confidentiality: str = ""
    distribution: str = ""
    decision_requested: str = ""
    proposal: str = ""
    alternative: str = ""
    doing_nothing: str = ""
    cost_type: str = ""
    cost: str = ""
    plan_code: str = ""
    resolution: str = ""
    annexes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingText:
    """What notes to this kind of addressee always say."""

    opening: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedText:
    title: str
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepText:
    """Something that was tried; `organisation` is a name."""

    date: datetime.date | None = None
    route: str = ""
    organisation: str = ""
    summary: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceText:
    """External or partner evidence. Own registration stands in `NoteSource.figures`."""

    kind: str = "external"
    summary: str = ""
    source: str = ""
    period_from: datetime.date | None = None
    period_to: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackText:
    """What an audience was told already."""

    audience: str = "youth"
    date: datetime.date | None = None
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermText:
    """A term the team added or relabelled: frozen along, so that relabelling it leaves old paper as it was."""

    vocabulary: str
    code: str
    nl: str = ""
    en: str = ""
    fr: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSource:
    """Everything a note may say. The order of every tuple is the order on paper."""

    team: TeamText
    signal: SignalText
    note: NoteText = field(default_factory=NoteText)
    standing: StandingText = field(default_factory=StandingText)
    language: str = "nl"
    """The team's; a note may be asked for in another."""
    needs: tuple[NeedText, ...] = ()
    quotes: tuple[str, ...] = ()
    """Words whose speaker allowed printing; no others belong here."""
    steps: tuple[StepText, ...] = ()
    evidence: tuple[EvidenceText, ...] = ()
    feedback: tuple[FeedbackText, ...] = ()
    figures: Mapping[str, Any] | None = None
    """`Evidence.figures` as frozen: guarded, shown values only. None while nothing is frozen."""
    terms: tuple[TermText, ...] = ()
    plan: tuple[SectionText, ...] = ()
    """What the team made of the templates: frozen along, so that a submitted note keeps its order and headings."""

    @property
    def domains(self) -> tuple[str, ...]:
        """Codes of the life domains of all needs, each once, in their order."""
        return tuple(dict.fromkeys(code for need in self.needs for code in need.domains))

    @property
    def records(self) -> int:
        """How many records speak in the note: the signal, and what hangs on it."""
        return 1 + sum(map(len, (self.needs, self.quotes, self.steps, self.evidence, self.feedback)))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; the same source always gives the same values."""
        return {"format": FORMAT, **_plain(self)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The source that `to_json` was asked of; neither key order nor newer fields matter."""
        source: Self = _read(cls, values)
        return source


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _read(hint, value[name]) for name, hint in hints.items() if name in value})
    if isinstance(kind, UnionType):
        return None if value is None else _read(get_args(kind)[0], value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], part) for part in value)
    return datetime.date.fromisoformat(value) if kind is datetime.date else value
