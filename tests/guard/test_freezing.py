"""Figures behind a signal: a sensitive topic needs more heads, and no figure of it tells the rest of another."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from outreach_app.domain.fields import Id
from outreach_app.domain.freezing import Subject, Topic
from outreach_app.domain.periods import Span
from outreach_app.domain.registration import AreaFacts, Met, Registration, Visited
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.guard.closed import closed_counts
from outreach_app.guard.freezing import frozen_figures
from outreach_app.guard.publishing import Publication

SPAN = Span(date(2025, 1, 1), date(2025, 3, 31))
WITHHELD = {"rounds": None, "encounters": None, "contacts": None}
Group = tuple[Sequence[str], int, Sequence[str]]
"""The needs of an encounter, its heads, and its life domains."""


def frozen(needs: dict[str, Sequence[str]], groups: Sequence[Group]) -> dict[str, Any]:
    """Needs by title with their life domains, and who was met, one after the other in three months."""
    visits = [Visited(n, f"2025-0{n % 3 + 1}-05", "v", "") for n in range(len(groups))]
    met = [
        Met(*visit, "evening", "youth", heads, (("unknown", heads),), tuple(domains), tuple(about))
        for visit, (about, heads, domains) in zip(visits, groups, strict=True)
    ]
    registration = Registration({"v": AreaFacts("Vlasakker")}, {}, visits, met, Vocabularies())
    topics = [Topic(Id(title), title, domains) for title, domains in needs.items()]
    publication = Publication(closed_counts(registration, ["2025-Q1"]), (), "note")
    return frozen_figures(publication, Subject(topics), {}, SPAN)


def contacts(figures: dict[str, Any]) -> tuple[Any, ...]:
    return (figures["all"]["contacts"], figures["about"]["contacts"], *(n["contacts"] for n in figures["needs"]))


def others(n: int = 4) -> list[Group]:
    return [((), 9, ("leisure",))] * n


def test_a_sensitive_need_asks_ten_heads_of_its_own_figures_and_of_every_table_over_it() -> None:
    few: list[Group] = [(("worry",), 2, ())] * 3
    figures = frozen({"worry": ("mental_health",)}, [*few, *others()])
    assert figures["about"] == WITHHELD == {name: figures["needs"][0][name] for name in WITHHELD}
    assert contacts(figures) == (40, None, None)
    assert all(cell["suppressed"] for table in figures["tables"] for cell in table["cells"])
    assert contacts(frozen({"worry": ("leisure",)}, [*few, *others()])) == (40, 5, 5)
    assert contacts(frozen({"worry": ("mental_health",)}, [*few, *few, *others()])) == (50, 10, 10)
    cells = [
        cell
        for table in frozen({"worry": ("health",)}, [*few * 3, *others()])["tables"]
        for cell in table["cells"]
    ]
    assert all(cell["contacts"] is None or cell["contacts"] >= 10 for cell in cells)


def test_so_does_a_need_that_came_up_only_where_something_sensitive_did() -> None:
    said: list[Group] = [(("quiet",), 2, ("leisure", "justice"))] * 3
    assert contacts(frozen({"quiet": ()}, [*said, *others()])) == (40, None, None)
    mixed: list[Group] = [*said, (("quiet",), 2, ("leisure",))]
    assert contacts(frozen({"quiet": ()}, [*mixed, *others()])) == (45, 10, 10)


def test_one_sensitive_need_makes_the_signal_sensitive_and_no_difference_gives_it_away() -> None:
    worry: list[Group] = [(("worry",), 2, ())] * 3
    bench: list[Group] = [(("bench",), 5, ())] * 6
    figures = frozen({"worry": ("home",), "bench": ("leisure",)}, [*worry, *bench, *others()])
    assert contacts(figures) == (70, 35, None, None), "36 less 30 would be the 6 that are withheld"
    enough = frozen({"worry": ("home",), "bench": ("leisure",)}, [*worry * 2, *bench, *others()])
    assert contacts(enough) == (80, 40, 10, 30)


def test_what_a_sensitive_topic_leaves_of_all_is_no_small_group_either() -> None:
    bench: list[Group] = [(("bench",), 5, ())] * 6
    others_there: list[Group] = [*bench, *[((), 3, ())] * 3]
    assert contacts(frozen({"bench": ("health",)}, others_there)) == (None, 30, 30)
    assert contacts(frozen({"bench": ("health",)}, bench)) == (None, 30, 30), "all of them would be everybody"
    assert contacts(frozen({"bench": ()}, others_there)) == (40, 30, 30), "rounding hides five well enough"
    assert contacts(frozen({"bench": ()}, bench)) == (30, 30, 30)
