"""How the team signs its paper."""

from outreach_app.domain.letterhead import is_colour, unpacked
from outreach_app.domain.notes import TeamText
from outreach_app.notes.blocks import Letterhead
from outreach_app.notes.text import lines, shorten

SENDER_LINES = 6


def of_team(team: TeamText) -> Letterhead:
    """As the team has it; a logo or a colour that is none is left out."""
    return Letterhead(
        name=shorten(team.organisation, 80),
        lines=tuple(shorten(line, 80) for line in lines(team.sender[:1000])[:SENDER_LINES]),
        colour=team.colour if is_colour(team.colour) else "",
        logo=unpacked(team.logo),
    )
