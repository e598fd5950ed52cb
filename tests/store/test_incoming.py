"""What a column can hold is told from the text where that is enough, and never told differently."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from outreach_app.domain.records import Encounter
from outreach_app.store.columns import shape_of
from outreach_app.store.incoming import fits

CODES = st.text('ab_-0"\\,:[]{}é ', max_size=4)
LISTS = st.lists(CODES, max_size=4)
TALLIES = st.dictionaries(CODES, st.integers(-2, 12), max_size=4)
DOMAINS, AGES = (shape_of(Encounter).types[name] for name in ("domains", "age_counts"))


def as_text(value: Any, order: bool) -> str:
    return json.dumps(value, sort_keys=order, separators=(",", ":"), ensure_ascii=False)


@given(LISTS)
@example(["home", "work"])
@example(["home", "home"])
@example([])
def test_a_list_fits_if_each_stands_in_it_once(codes: list[str]) -> None:
    assert fits(DOMAINS, [as_text(codes, False)]) == (len(set(codes)) == len(codes))


@given(TALLIES, st.booleans())
@example({"15_17": 4, "18_20": 2}, True)
@example({"18_20": 4, "15_17": 2}, False)
@example({"15_17": 0}, True)
@example({"a": 1, "a_b": 1, "a-b": 1}, True)
def test_a_tally_fits_if_it_is_in_order_and_without_zeros(counts: dict[str, int], order: bool) -> None:
    text = as_text(counts, order)
    assert fits(AGES, [text]) == (0 not in counts.values() and text == as_text(counts, True))


def test_what_only_looks_like_one_does_not_fit() -> None:
    for text in (
        '["home", "work"]',
        '["home",]',
        '["home"',
        '{"home":1}',
        "null",
        '["home"]\n',
        '[["home"]]',
        "[1]",
    ):
        assert not fits(DOMAINS, [text]), text
    for text in ('{"a":1,"a":2}', '{"a":01}', '{"a":1.0}', '{"a":true}', '["a"]', '{"a":"1"}', '{"a":1}\n'):
        assert not fits(AGES, [text]), text
