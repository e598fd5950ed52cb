"""The sections of a signal note in the order of its reader, and how complete each is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from outreach_app.domain.notes import NoteSource
from outreach_app.domain.records import Evidence, Feedback, Quote, Record, Signal, SignalNote, Step
from outreach_app.i18n import N_


class Fullness(StrEnum):
    FULL = "full"
    PART = "part"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Section:
    """Typed here are fields of the signal and of the note; `related` are records that hang on the signal."""

    name: str
    label: str
    icon: str
    signal: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    """Of those fields: what a reader cannot do without."""
    related: type[Record] | None = None
    in_bundle: bool = True
    """A bundle states problems only."""


SECTIONS = (
    Section(
        "head",
        N_("Title and header"),
        "type",
        signal=("title", "areas"),
        note=("date", "addressee", "session_date", "agenda_number", "discussed", "confidentiality"),
        needed=("title", "addressee"),
    ),
    Section(
        "decision",
        N_("Decision requested"),
        "gavel",
        note=("decision_requested",),
        needed=("decision_requested",),
        in_bundle=False,
    ),
    Section("problem", N_("Occasion and problem"), "eye", signal=("problem",), needed=("problem",)),
    Section("figures", N_("Facts and figures"), "table-2", related=Evidence),
    Section("quotes", N_("Voice of young people"), "quote", related=Quote),
    Section("causes", N_("Causes and consequences"), "git-merge", signal=("causes",), needed=("causes",)),
    Section("steps", N_("Already tried"), "footprints", related=Step),
    Section(
        "proposal",
        N_("Proposal and cost"),
        "lightbulb",
        note=("proposal", "alternative", "doing_nothing", "cost_type", "cost", "plan_code"),
        needed=("proposal", "cost_type"),
        in_bundle=False,
    ),
    Section("support", N_("Support base"), "handshake", signal=("support",), needed=("support",)),
    Section(
        "follow_up",
        N_("Follow-up and feedback"),
        "message-square",
        signal=("follow_up",),
        needed=("follow_up",),
        related=Feedback,
    ),
    Section(
        "resolution",
        N_("Proposed resolution"),
        "landmark",
        note=("resolution",),
        needed=("resolution",),
        in_bundle=False,
    ),
    Section("annexes", N_("Annexes"), "paperclip", note=("annexes",), needed=("annexes",)),
)

STILL_OPEN = frozenset({"session_date", "agenda_number"})
"""What the session adds to a note that was submitted; all else is frozen with it."""


def sections_of(template: str) -> Sequence[Section]:
    return [section for section in SECTIONS if template == "nota" or section.in_bundle]


def owner_of(section: Section, name: str) -> type[Record]:
    return Signal if name in section.signal else SignalNote


def fullness(section: Section, source: NoteSource) -> Fullness:
    """How far this section is, judged by what it would print."""
    match section.name:
        case "figures":
            return Fullness.FULL if source.figures else Fullness.PART if source.evidence else Fullness.EMPTY
        case "quotes":
            return Fullness.FULL if len(source.quotes) > 1 else Fullness.PART if source.quotes else Fullness.EMPTY
        case "steps":
            return Fullness.FULL if source.steps else Fullness.EMPTY
    said = [_value(section, name, source) for name in section.needed]
    others = [_value(section, name, source) for name in (*section.signal, *section.note)]
    if all(said):
        return Fullness.FULL
    return Fullness.PART if any(others) else Fullness.EMPTY


def _value(section: Section, name: str, source: NoteSource) -> Any:
    return getattr(source.signal if name in section.signal else source.note, name, None)
