"""What points at one person in free text, and what only looks like it."""

from itertools import pairwise

import pytest

from outreach_app.domain.norms import find


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("bel 0471 23 45 67", "phone"),
        ("0471/23.45.67", "phone"),
        ("+32 471 23 45 67", "phone"),
        ("0032 9 123 45 67", "phone"),
        ("09 123 45 67", "phone"),
        ("jonge.gast@example.org", "email"),
        ("insta @vlasakker_09", "handle"),
        ("rood, 1-ABC-123", "plate"),
        ("85.07.30-033.28", "national_number"),
        ("85073003328", "national_number"),
        ("geboren op 3 mei 2009", "birth_date"),
        ("geb. 2009", "birth_date"),
        ("née le 3 mai 2009", "birth_date"),
        ("12/03/2008", "birth_date"),
        ("2008-03-12", "birth_date"),
    ],
)
def test_what_points_at_someone_is_found_once(text: str, kind: str) -> None:
    assert [finding.kind for finding in find(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Zone naast de sporthal: € 9.800, actie 3.2 meerjarenplan.",
        "14/04/2026 van 19 tot 22 uur, punt 12",
        "01/02/2026 10u00 – 12u00",
        "46 rondes, 120 ontmoetingen, 740 contacten",
        "2019–2023, september 2025 tot april 2026",
        "Ondernemingsnummer BE 0123.456.789",
        "12345678901",
        "E313, R4, artikel 1, 0,2 VTE + € 1.500",
    ],
)
def test_policy_prose_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_findings_stand_where_they_were_found_and_do_not_overlap() -> None:
    text = "Mail jan@example.org of bel 0471 23 45 67, 0471 23 45 67"
    found = find(text)
    assert [finding.kind for finding in found] == ["email", "phone", "phone"]
    assert all(text[finding.start : finding.end] == finding.excerpt for finding in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_long_nonsense_takes_no_time() -> None:
    for text in ("a" * 10**5, "0" * 10**5, "1." * 50_000, "geboren " * 10_000, "@" * 10**5):
        assert len(find(text)) < 10
