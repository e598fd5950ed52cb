"""A proposal keeps all that was said, says nothing twice, and is not made where it would be a third opinion."""

import re

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.fields import Field, Kind
from outreach_app.domain.uniting import united

LIST, TALLY = Field("", kind=Kind.TERMS), Field("", kind=Kind.TALLY)
PROSE, LINE = Field("", multiline=True), Field("")

CODES = st.sampled_from(("home", "work", "housing", "leisure"))
TALLIES = st.dictionaries(CODES, st.integers(1, 4))
SENTENCES = st.lists(
    st.sampled_from(("Er is geen bank.", "Het is er donker!", "Wie eerst is, zit.", "De rest staat.", "Ja.")),
    max_size=5,
)
PROSES = SENTENCES.map(" ".join)


@given(st.lists(st.lists(CODES, unique=True), min_size=2, max_size=4))
def test_lists_are_united_and_nothing_is_in_them_twice(lists: list[list[str]]) -> None:
    together = united(LIST, lists)
    assert set(together) == {code for one in lists for code in one}
    assert len(together) == len(set(together))
    assert together[: len(set(lists[0]))] == lists[0]


@given(st.lists(TALLIES, min_size=2, max_size=4))
def test_counts_are_never_added_up(tallies: list[dict[str, int]]) -> None:
    proposal = united(TALLY, tallies)
    most = {code: max(one.get(code, 0) for one in tallies) for one in tallies for code in one}
    assert proposal == (most if most in tallies else None)


@given(st.lists(PROSES, min_size=2, max_size=3))
def test_texts_stand_under_each_other_whole(texts: list[str]) -> None:
    proposal = united(PROSE, texts)
    if proposal is None:
        assert all(len(text.split()) <= 3 for text in texts)
        return
    assert all(sentence in proposal for text in texts for sentence in re.split(r"(?<=[.!]) ", text))
    assert united(PROSE, [proposal, proposal]) == proposal
    assert len(proposal) <= sum(map(len, texts)) + len(texts)


def test_what_texts_have_in_common_stands_once() -> None:
    same = "Slaapt sinds vrijdag buiten. "
    assert united(PROSE, [same + "Wil mee naar het JAC.", same + "Boete aan het station."]) == (
        same + "Wil mee naar het JAC.\nBoete aan het station."
    )
    assert united(PROSE, ["Er is een bank te weinig.", "een bank te weinig."]) == "Er is een bank te weinig."
    assert united(PROSE, ["", "Er is een bank te weinig."]) == "Er is een bank te weinig."
    assert united(PROSE, ["Er zijn veel bankjes kapot.", "veel bank"]) == "Er zijn veel bankjes kapot.\nveel bank"


def test_what_is_one_or_the_other_gets_no_proposal() -> None:
    assert united(PROSE, ["Banken", "Lampen stuk"]) is None
    assert united(LINE, ["Plek om te zitten aan het kanaal", "Plek om te schuilen aan het kanaal"]) is None
    assert united(Field("", kind=Kind.INTEGER), [4, 5]) is None
    assert united(PROSE, ["een twee drie vier " * 1000, "vijf zes zeven acht " * 1000]) is None
