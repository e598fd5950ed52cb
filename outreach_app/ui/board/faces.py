"""What the cards of needs and signals say, in words."""

from dataclasses import replace

from outreach_app.domain.feedback import FEEDBACK_DAYS
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.domain.waiting import SILENT_DAYS
from outreach_app.i18n import _, day, ngettext
from outreach_app.store.board import Came, Dealt, OnCard
from outreach_app.ui.icons_of import DOMAIN_ICONS
from outreach_app.ui.widgets.board.face import Face
from outreach_app.ui.widgets.marks import STATES


def signal_face(card: OnCard, dealt: Dealt) -> Face:
    """A signal: what it is about, who leads it, what stands behind it, and how long it waits for an answer."""
    face = replace(_common(card, dealt), person=card.lead, place=", ".join(card.areas))
    if card.state in ("scheduled", "fed_back"):
        face = _with_badge(face, "signal_state", card.state, dealt.terms)
    icon, tone, words = _waiting(card, dealt)
    face = replace(face, foot=words, foot_icon=icon, foot_tone=tone)
    lead = _("Lead: {name}").format(name=card.lead) if card.lead else _("Nobody leads it yet.")
    return replace(face, name=_named(face, dealt.terms.label("signal_state", card.state), lead))


def need_face(card: OnCard, dealt: Dealt) -> Face:
    """A need: what it is about, how often it came up, and whether young people confirmed it."""
    face = _common(card, dealt)
    if card.confirmed_on:
        words = _("Confirmed by young people on {day}").format(day=day(card.confirmed_on, "d MMM y"))
        face = replace(face, foot=words, foot_icon="circle-check")
    return replace(face, name=_named(face, dealt.terms.label("need_state", card.state)))


def figures(came: Came) -> tuple[str, str]:
    """How often something came up, where and when."""
    encounters, spots, dates = len(came.encounters), len(came.spots), len(came.dates)
    where = ngettext("{n} spot", "{n} spots", spots)
    when = ngettext("{n} date", "{n} dates", dates)
    said = ngettext("{n} encounter", "{n} encounters", encounters)
    return said, _("{spots}, {dates}").format(spots=_together(where), dates=_together(when))


def _together(counted: str) -> str:
    """A number stands beside what it counts."""
    return counted.replace(" ", "\N{NO-BREAK SPACE}")


def _common(card: OnCard, dealt: Dealt) -> Face:
    first, *more = card.domains or ("",)
    over = dealt.terms.label("domain", first) if first else ""
    face = Face(card.id, card.title)
    if over:
        also = f" +{len(more)}" if more else ""
        face = replace(face, over=over + also, icon=DOMAIN_ICONS.get(first, "circle"))
    if not card.came.encounters:
        return replace(face, figure=_("No encounters yet"))
    figure, also = figures(card.came)
    return replace(face, figure=figure, also=also, bars=tuple(card.came.lately(dealt.today)))


def _with_badge(face: Face, vocabulary: str, state: str, terms: Vocabularies) -> Face:
    """Where a column holds several states, a card says which one is its own."""
    icon, tone = STATES.get(state, ("circle", "plain"))
    return replace(face, badge=terms.label(vocabulary, state), badge_icon=icon, tone=tone)


def _waiting(card: OnCard, dealt: Dealt) -> tuple[str, str, str]:
    """Icon, tone and words of what is to come, or has not."""
    if card.sent is not None and card.state in ("submitted", "scheduled"):
        return _answer(card, dealt)
    if card.sent is not None and card.state == "decided" and not card.sent.youth_told:
        days = (dealt.today - (card.sent.since or dealt.today)).days
        untold = ngettext(
            "Young people have not heard it for {n} day", "Young people have not heard it for {n} days", days
        )
        return "message-square", "red" if days > FEEDBACK_DAYS else "amber", untold
    if card.outcome and card.state in ("decided", "fed_back", "closed"):
        return "gavel", "text2", dealt.terms.label("outcome", card.outcome)
    if card.steps:
        return "footprints", "text2", ngettext("{n} step taken", "{n} steps taken", card.steps)
    return "", "text2", ""


def _answer(card: OnCard, dealt: Dealt) -> tuple[str, str, str]:
    """Of what was sent. A session to come is told by its date, silence by its length."""
    sent = card.sent
    assert sent is not None
    session, today = sent.session, dealt.today
    if session is not None and session >= today:
        return "calendar", "text2", _("Session on {day}").format(day=day(session, "d MMMM"))
    if session is not None:
        days = (today - session).days
        told = ngettext("Session {n} day ago, no decision noted", "Session {n} days ago, no decision noted", days)
        return "circle-alert", "red" if days >= SILENT_DAYS else "amber", told
    days = (today - (sent.since or today)).days
    if days >= SILENT_DAYS:
        return "circle-alert", "red", ngettext("No reply for {n} day", "No reply for {n} days", days)
    return "send", "text2", ngettext("Sent {n} day ago", "Sent {n} days ago", days)


def _named(face: Face, state: str, *more: str) -> str:
    """All of a card for a screen reader."""
    figure = ", ".join(part for part in (face.figure, face.also) if part)
    parts = (face.title, state, face.over, face.place, figure, face.foot, *more)
    return ". ".join(part.rstrip(".") for part in parts if part)
