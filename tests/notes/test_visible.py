"""What becomes readable when a note leaves, by what its template prints."""

from outreach_app.i18n import speaking
from outreach_app.notes.visible import visible
from tests.notes.samples import BARE, VLASAKKER


def test_quotes_names_figures_and_the_contact_are_told() -> None:
    with speaking("en"):
        told = visible(VLASAKKER, "nota")
        little = visible(BARE, "nota")

    assert told == [
        "2 quotes of young people",
        "Groendienst",
        "Vlasakker",
        "the team's figures, rounded",
        "jeugdopbouwwerk@lindervoorde.example",
    ]
    assert little == ["jeugdopbouwwerk@lindervoorde.example"]
