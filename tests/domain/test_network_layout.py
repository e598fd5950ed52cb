"""The picture of the network is the same wherever it is drawn."""

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.fields import Id
from outreach_app.domain.network_layout import network_layout

GROUPS = st.dictionaries(
    st.uuids().map(lambda id: Id(id.hex)), st.sampled_from(["club", "school", ""]), max_size=60
)


@given(GROUPS)
def test_everybody_has_a_place_of_their_own_whatever_the_order(groups: dict[Id, str]) -> None:
    places = network_layout(groups)
    assert set(places) == set(groups) and len(set(places.values())) == len(groups)
    assert all(hypot(*place) <= 1.0001 for place in places.values())
    assert network_layout(dict(reversed(groups.items()))) == places
