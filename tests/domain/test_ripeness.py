"""The ripeness list: each item on its own."""

from dataclasses import replace
from datetime import date

import pytest

from outreach_app.domain.ripeness import RipenessFacts, checklist

RIPE = RipenessFacts(
    title="Geen plek om te zitten",
    problem="Door de pleinwerken verdween de vaste ontmoetingsplek.",
    judged=frozenset({"clear", "neutral", "recognised", "shared"}),
    needs=[("Zitplekken", date(2026, 9, 2))],
    consulted=["Groendienst"],
    lead="Marijke",
    decision_requested="Plaats vóór 1 juli 2026 vijf banken.",
    cost_type="invest",
    track="align",
    causes="Meubilair werd weggehaald en niet vervangen.",
    texts=[("Cost", "€ 9.800")],
)


def test_a_ripe_signal_passes_all_twelve_in_the_order_of_the_vocabulary() -> None:
    checks = checklist(RIPE)
    assert [check.item for check in checks] == [
        *("clear", "neutral", "recognised", "shared", "verified", "service_consulted"),
        *("lead_named", "decision_requested", "cost_known", "privacy", "track_chosen", "cause_named"),
    ]
    assert all(check.ok and check.why for check in checks)


@pytest.mark.parametrize(
    ("change", "failing", "why"),
    [
        ({"title": " "}, "clear", "title"),
        ({"problem": ""}, "clear", "problem"),
        ({"judged": RIPE.judged - {"neutral"}}, "neutral", "judged"),
        ({"needs": []}, "verified", "No need"),
        ({"needs": [*RIPE.needs, ("Schaduw", None)]}, "verified", "Schaduw"),
        ({"consulted": []}, "service_consulted", "service"),
        ({"lead": ""}, "lead_named", "Nobody"),
        ({"decision_requested": "\n"}, "decision_requested", "decision"),
        ({"cost_type": ""}, "cost_known", "cost"),
        ({"track": ""}, "track_chosen", "aligned"),
        ({"causes": " "}, "cause_named", "cause"),
        ({"texts": [("Problem", "Bel 0471 23 45 67")]}, "privacy", "0471 23 45 67"),
    ],
)
def test_one_gap_fails_one_item_and_says_which(change: dict[str, object], failing: str, why: str) -> None:
    failed = [check for check in checklist(replace(RIPE, **change)) if not check.ok]  # type: ignore[arg-type]
    assert [check.item for check in failed] == [failing]
    assert why in failed[0].why
