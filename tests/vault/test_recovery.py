"""A code read from paper is forgiven its looks, and told where it is mistyped."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.vault import recovery
from outreach_app.vault.errors import RecoveryCodeIncomplete, RecoveryCodeMistyped

codes = st.binary(min_size=20, max_size=20)


@given(codes)
def test_what_is_printed_can_be_typed(code: bytes) -> None:
    paper = recovery.printed(code)

    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}", paper)
    assert recovery.typed(paper) == code
    assert recovery.typed(f" {paper.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')}\n") == code


@given(codes, st.data())
def test_every_wrong_character_is_told_by_its_group(code: bytes, data: st.DataObject) -> None:
    paper = recovery.printed(code)
    places = [place for place, character in enumerate(paper) if character != "-"]
    place = data.draw(st.sampled_from(places))
    wrong = data.draw(st.sampled_from(sorted(set("0123456789ABCDEFGHJKMNPQRSTVWXYZU") - {paper[place]})))

    with pytest.raises(RecoveryCodeMistyped) as caught:
        recovery.typed(paper[:place] + wrong + paper[place + 1 :])

    assert caught.value.values["group"] == place // 6 + 1


@given(codes)
def test_groups_in_another_order_are_a_typing_error(code: bytes) -> None:
    groups = recovery.printed(code).split("-")
    if groups[0] == groups[1]:
        return

    with pytest.raises(RecoveryCodeMistyped):
        recovery.typed("-".join([groups[1], groups[0], *groups[2:]]))


def test_a_code_cut_short_is_told_apart() -> None:
    with pytest.raises(RecoveryCodeIncomplete):
        recovery.typed(recovery.printed(bytes(20))[:-1])
