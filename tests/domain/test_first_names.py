"""Names in free text: found as workers type them, and not where a word or a place only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.first_names import Known, listed
from outreach_app.domain.norms import INSTEAD, LABELS, find
from outreach_app.paths import RESOURCES

NAMES = sorted(listed())
MISTAKABLE = 0.015
"""How many of the most used words may be taken for a name when they stand in a sentence with a capital."""


def found(text: str, known: Known | None = None) -> list[str]:
    return [finding.excerpt for finding in find(text, known or Known()) if finding.kind == "name"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ahmed was er", ["Ahmed"]),
        ("bel ahmed eens", ["ahmed"]),
        ("met Yassine El Khatib gepraat", ["Yassine El Khatib"]),
        ("Ahmed B. zei", ["Ahmed B."]),
        ("Emma's broer en Ahmeds moto", ["Emma", "Ahmed"]),
        ("Jan-Willem en Anne-Sophie", ["Jan-Willem", "Anne-Sophie"]),
        ("dat zei Roos ook", ["Roos"]),
        ("Mark wil werk", ["Mark"]),
        ("😀 Noor 😀", ["Noor"]),
        ("Roos in bloei, de roos bloeit, rozen", []),
        ("In mei. Elke dag. Ken de weg. Storm op komst", []),
        ("Sint-Jan, Koning Albert, Prins Filip", []),
        ("OCMW, ALI en VDAB", []),
        ("Ahmed Bouazzastraat", []),
        ("Job gezocht. Ben er geweest.", []),
    ],
)
def test_names_are_found_as_they_are_typed(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_what_is_known_is_nobody_in_particular() -> None:
    known = Known(["Huis van Emma", "Noor Lammens", "Jan Palfijn"])

    assert found("Huis van Emma is open, zegt Noor Lammens in Jan Palfijn", known) == []
    assert found("Emma zegt dat Noor in de Jan zat", known) == ["Emma", "Noor", "Jan"]


@pytest.mark.parametrize("language", ["nl", "common-nl"])
def test_hardly_a_common_word_is_taken_for_a_name(language: str) -> None:
    words = (RESOURCES / "wordlists" / f"{language}.txt").read_text("utf-8").split()
    assert [word for word in words if found(f"we zagen {word} op het plein")] == []
    assert len([word for word in words if found(f"{word.capitalize()} was er ook")]) <= len(words) * MISTAKABLE
    assert len([word for word in words if found(f"we zagen {word.capitalize()} ook")]) <= len(words) * MISTAKABLE


@pytest.mark.parametrize("file", ["demo/lindervoorde.toml", "help/threat_model.md"])
def test_prose_without_young_people_is_left_alone(file: str) -> None:
    """The people of the demo are colleagues and partners, and known."""
    known = Known(["Marijke Dewaele", "Noor Lammens", "Ilyas Ferhat", "Els Rombouts", "Pieter Vandamme"])
    text = (RESOURCES / file).read_text("utf-8")
    assert [name for name in found(text, known) if name not in ("Linde",)] == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("woont Kerkstraat 12 bus 3", "Kerkstraat 12 bus 3"),
        ("Groenlaan 4 bij tante", "Groenlaan 4"),
        ("rue de la Gare 5", "rue de la Gare 5"),
        ("12, rue de la Gare", "12, rue de la Gare"),
    ],
)
def test_an_address_is_a_street_with_a_house(text: str, address: str) -> None:
    assert [(finding.kind, finding.excerpt) for finding in find(text)] == [("address", address)]


@pytest.mark.parametrize(
    "text", ["Kerkplein 6 jongens", "Kerkplein 19u30", "op het Kerkplein 19.30", "markt 3 banken"]
)
def test_a_count_at_a_square_is_no_address(text: str) -> None:
    assert find(text) == []


@given(st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), max_size=12).map(" ".join))
def test_whatever_is_typed_findings_lie_apart_inside_the_text(text: str) -> None:
    at = 0
    for finding in find(text):
        assert at <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.excerpt
        at = finding.end


@given(st.sampled_from([name for name in NAMES if len(name) > 3 and not listed()[name]]), st.booleans())
def test_an_unmistakable_name_is_found_in_any_sentence(name: str, small: bool) -> None:
    written = name if small else name[0].upper() + name[1:]
    assert found(f"We zagen {written} gisteren") == [written]
    assert found("We zagen iemand gisteren") == []


@given(
    st.sampled_from(sorted(LABELS)), st.sampled_from(["Ahmed", "0470 12 34 56", "a.b@example.org", "1-ABC-123"])
)
def test_what_is_put_in_its_place_points_at_nobody(kind: str, typed: str) -> None:
    assert find(f"Zag {INSTEAD[kind]} gisteren met {INSTEAD['name']}") == []
    assert find(f"Zag {typed} gisteren")
