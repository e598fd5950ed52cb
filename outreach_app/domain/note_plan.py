"""The templates of a note: which sections it has, in which order, under which heading, within how many words.

A template is built in; what a team makes of it (order, headings, budgets, standing texts, what is left out) is
laid over it, section by section. The order is that of a reader in a hurry: what is asked first, annexes last.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.i18n import N_, gettext

Template = Literal["nota", "bundel", "reply"]
TEMPLATES: tuple[Template, ...] = get_args(Template)
YEARLY = "yearly"
"""The template of the yearly report of signals, which is no note of one signal."""

MOST_PAGES = 2
"""A4, without annexes."""
ALONE = ("decision", "problem")
"""What the first half page says: enough for a reader who reads no further."""

_WORDS = {"decision": 60, "problem": 60, "figures": 100, "causes": 80, "steps": 40, "proposal": 100}
_OF_A_YEAR = ("key_figures", "states", "realised")
_ORDER: Mapping[str, Sequence[str]] = {
    "nota": tuple(name for name in BUILT_IN["note_section"] if name not in _OF_A_YEAR),
    "bundel": ("head", "problem", "figures", "quotes", "causes", "steps", "support"),
    "reply": ("head", "problem", "figures", "quotes", "causes", "steps", "proposal", "follow_up", "annexes"),
    YEARLY: _OF_A_YEAR,
}
_REQUIRED: Mapping[str, frozenset[str]] = {
    "nota": frozenset({"head", "decision", "problem", "figures", "resolution"}),
    "bundel": frozenset({"head", "problem", "figures"}),
    "reply": frozenset({"head", "problem", "proposal"}),
    YEARLY: frozenset({"key_figures"}),
}
_TITLES: Mapping[tuple[str, str], str] = {
    ("reply", "problem"): N_("Your question"),
    ("reply", "proposal"): N_("Our answer"),
}
_STANDING: Mapping[tuple[str, str], str] = {
    ("reply", "problem"): N_("You asked what we meet in the street. This is what we can say about it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """What a team made of one section; empty and zero stand for what is built in."""

    template: str = ""
    section: str = ""
    position: int = 0
    left_out: bool = False
    title: str = ""
    words: int = 0
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """One section of a template as it stands now; `title` and `standing` are in the current language, unless the
    team wrote its own."""

    name: str
    title: str
    words: int = 0
    """Budget; 0 where there is none."""
    standing: str = ""
    left_out: bool = False
    required: bool = False


def template_of(code: str) -> Template:
    """The template with this code; of an unknown one, a nota."""
    return code if code in TEMPLATES else "nota"


def required(template: str, section: str) -> bool:
    """Whether a note made from this template cannot do without this section."""
    return section in _REQUIRED.get(template, ())


def plan(template: str, own: Iterable[SectionText] = ()) -> list[Planned]:
    """Every section in its order, those left out too. The head stays first: nothing can stand above it."""
    laid = {text.section: text for text in own if text.template == template}
    order = _ORDER[template]

    def place(name: str) -> tuple[bool, int, int]:
        built_in = order.index(name)
        text = laid.get(name)
        return name != "head", text.position if text and text.position else (built_in + 1) * STEP, built_in

    return [_planned(template, name, laid.get(name, SectionText())) for name in sorted(order, key=place)]


def printed(template: str, own: Iterable[SectionText] = ()) -> list[Planned]:
    """The sections that stand on paper."""
    return [one for one in plan(template, own) if not one.left_out]


STEP = 10
"""Between the built-in places, so that one can be moved without the others."""


def _planned(template: str, name: str, own: SectionText) -> Planned:
    needed, names = required(template, name), BUILT_IN["note_section"]
    return Planned(
        name,
        own.title or gettext(_TITLES.get((template, name)) or names[name]),
        own.words or _WORDS.get(name, 0),
        own.standing or gettext(_STANDING.get((template, name), "")),
        own.left_out and not needed,
        needed,
    )


def words_in(text: str) -> int:
    return len(text.split())
