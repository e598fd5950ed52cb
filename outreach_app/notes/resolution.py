"""A proposed resolution: its articles on paper, and the same words for the system of a municipality."""

from xml.sax.saxutils import escape

from outreach_app.domain.notes import NoteSource
from outreach_app.i18n import _, number
from outreach_app.notes.prose import MOST_CHARACTERS, MOST_LINES
from outreach_app.notes.text import articles, lines

Article = tuple[str, list[str]]


def numbered(text: str) -> list[Article]:
    """Its articles as (label, lines): numbered here unless they bring their own numbers."""
    found = articles(text[:MOST_CHARACTERS])[:MOST_LINES]
    return [
        (own or _("Article {number}").format(number=number(place)), body)
        for place, (own, body) in enumerate(found, start=1)
    ]


def as_text(source: NoteSource) -> str:
    """Who resolves, then an article a paragraph; nothing where there is no resolution yet."""
    parts = [f"{label}. " + "\n".join(body) for label, body in numbered(source.note.resolution)]
    return "\n\n".join([*_formula(source), *parts]) if parts else ""


def as_html(source: NoteSource) -> str:
    """The same with the labels in bold and nothing else: whoever pastes it brings the looks."""
    opening = [f"<p>{escape(line)}</p>" for line in _formula(source)]
    parts = [
        f"<p><strong>{escape(label)}.</strong> {'<br/>'.join(map(escape, body))}</p>"
        for label, body in numbered(source.note.resolution)
    ]
    return "\n".join([*opening, *parts]) if parts else ""


def _formula(source: NoteSource) -> list[str]:
    return lines(source.standing.formula[:MOST_CHARACTERS])
