"""The sections of a signal note as they are written: their fields, how complete each is, how many words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from outreach_app.domain.note_plan import Template, printed, words_in
from outreach_app.domain.notes import NoteSource
from outreach_app.domain.records import Evidence, Feedback, Quote, Record, Signal, SignalNote, Step
from outreach_app.i18n import _
from outreach_app.ui.widgets.option import Option


class Fullness(StrEnum):
    FULL = "full"
    PART = "part"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Section:
    """Typed here are fields of the signal and of the note; `related` are records that hang on the signal."""

    name: str
    icon: str
    signal: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    """Of those fields: what a reader cannot do without."""
    related: type[Record] | None = None
    title: str = ""
    """The heading its template gives it."""
    words: int = 0
    """Its budget; 0 for none."""


SECTIONS = (
    Section(
        "head",
        "type",
        signal=("title", "areas"),
        note=(
            "date",
            "addressee_kind",
            "addressee",
            "session_date",
            "agenda_number",
            "discussed",
            "confidentiality",
            "distribution",
        ),
        needed=("title", "addressee"),
    ),
    Section(
        "decision",
        "gavel",
        note=("decision_requested",),
        needed=("decision_requested",),
    ),
    Section("problem", "eye", signal=("problem",), needed=("problem",)),
    Section("figures", "table-2", related=Evidence),
    Section("quotes", "quote", related=Quote),
    Section("causes", "git-merge", signal=("causes",), needed=("causes",)),
    Section("steps", "footprints", related=Step),
    Section(
        "proposal",
        "lightbulb",
        note=("proposal", "alternative", "doing_nothing", "cost_type", "cost", "plan_code"),
        needed=("proposal", "cost_type"),
    ),
    Section("support", "handshake", signal=("support",), needed=("support",)),
    Section(
        "follow_up",
        "message-square",
        signal=("follow_up",),
        needed=("follow_up",),
        related=Feedback,
    ),
    Section(
        "resolution",
        "landmark",
        note=("resolution",),
        needed=("resolution",),
    ),
    Section("annexes", "paperclip", note=("annexes",), needed=("annexes",)),
)

STILL_OPEN = frozenset({"session_date", "agenda_number"})
"""What the session adds to a note that was submitted; all else is frozen with it."""


BY_NAME = {section.name: section for section in SECTIONS}


def sections_of(template: Template, source: NoteSource) -> Sequence[Section]:
    """What the template has, in its order."""
    return [replace(BY_NAME[one.name], title=one.title, words=one.words) for one in printed(template, source.plan)]


def template_options() -> list[Option]:
    """Short names: they stand beside each other."""
    return [Option("nota", _("Note")), Option("bundel", _("Bundle")), Option("reply", _("Reply"))]


ICONS = {section.name: section.icon for section in SECTIONS} | {
    "key_figures": "trending-up",
    "states": "flag",
    "realised": "lightbulb",
}
"""Of every section that a template can have."""


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


def words_of(section: Section, source: NoteSource) -> int:
    """How many words were typed for this section; its records on the side count too where they are printed."""
    typed = [str(_value(section, name, source) or "") for name in _TEXTS.get(section.name, ())]
    if section.name == "steps":
        typed += [text for step in source.steps for text in (step.summary, step.result)]
    if section.name == "figures":
        typed += [one.summary for one in source.evidence]
    return sum(map(words_in, typed))


_TEXTS = {
    "decision": ("decision_requested",),
    "problem": ("problem",),
    "causes": ("causes",),
    "proposal": ("proposal", "alternative", "doing_nothing", "cost"),
    "support": ("support",),
    "follow_up": ("follow_up",),
    "resolution": ("resolution",),
    "annexes": ("annexes",),
}
"""The fields that have a budget together; a date or an addressee is no text."""
