"""What a note says that an older one did not, line by line."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.notes.comparing import Difference, differences
from outreach_app.notes.content import compose
from tests.notes.samples import VLASAKKER


def test_the_same_note_differs_in_nothing() -> None:
    assert differences(compose(VLASAKKER, "nota"), compose(VLASAKKER, "nota")) == []


def test_what_was_written_anew_stands_beside_what_it_was() -> None:
    now = replace(VLASAKKER, note=replace(VLASAKKER.note, decision_requested="Plaats zes banken."), quotes=())
    found = differences(compose(VLASAKKER, "nota"), compose(now, "nota"))
    asked = [one for one in found if one.section == "Decision requested"]
    assert asked == [Difference("Decision requested", VLASAKKER.note.decision_requested, "Plaats zes banken.")]
    assert any(one.section == "Voice of young people" and one.was and one.now != one.was for one in found)


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_every_line_that_went_or_came_is_told(before: list[str], after: list[str]) -> None:
    def paper(lines: list[str]) -> object:
        return compose(replace(VLASAKKER, signal=replace(VLASAKKER.signal, causes="\n".join(lines))), "nota")

    found = differences(paper(before), paper(after))  # type: ignore[arg-type]
    gone = [one.was for one in found if one.was and one.was in "abc"]
    came = [one.now for one in found if one.now and one.now in "abc"]
    left = sorted(before)
    for line in gone:
        left.remove(line)
    assert sorted([*left, *came]) == sorted(after)
