"""The social map says what is missing, and nothing about what is there."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.areas import AreaNode, Areas
from outreach_app.domain.fields import Id
from outreach_app.domain.social_map import (
    Insight,
    Known,
    Needed,
    Offered,
    Partner,
    Person,
    SocialMap,
    in_words,
    insights,
    is_due,
)

TODAY = date(2026, 3, 15)
TOWN, ONE, OTHER = Id("a"), Id("b"), Id("c")
AREAS = Areas.of(
    [
        AreaNode(TOWN, "Stad", "municipality", None, None, None, None),
        AreaNode(ONE, "Akker", "neighbourhood", TOWN, None, None, None),
        AreaNode(OTHER, "Broek", "neighbourhood", TOWN, None, None, None),
    ]
)
DOMAINS = st.frozensets(st.sampled_from(["work", "leisure", "home"]))
WHERE = st.frozensets(st.sampled_from([TOWN, ONE, OTHER]))


def coded(found: SocialMap, code: str) -> list[Insight]:
    return [each for each in insights(found) if each.code == code]


@given(st.lists(st.tuples(WHERE, st.booleans()), max_size=5))
def test_a_neighbourhood_lacks_frontline_work_unless_somebody_stands_there(
    several: list[tuple[frozenset[Id], bool]],
) -> None:
    partners = [
        Partner(Id(str(n)), str(n), areas=areas, frontline=front) for n, (areas, front) in enumerate(several)
    ]
    told = [each for each in insights(SocialMap(TODAY, AREAS, partners)) if each.part == "frontline"]
    lacking = {link.id for each in told for link in each.links}
    wider = sum(front and TOWN in areas for areas, front in several)
    assert all((each.code == "only_wider") == bool(wider) for each in told)
    served = {area for areas, front in several if front for area in areas}
    assert lacking == {ONE, OTHER} - served


@given(st.lists(DOMAINS, max_size=4), st.lists(DOMAINS, max_size=4))
def test_offers_and_needs_that_share_a_domain_are_matched_both_ways(
    offered: list[frozenset[str]], asked: list[frozenset[str]]
) -> None:
    offers = [Offered(Id(f"o{n}"), "", domains=domains) for n, domains in enumerate(offered)]
    needs = [Needed(Id(f"n{n}"), "", domains) for n, domains in enumerate(asked)]
    found = SocialMap(TODAY, AREAS, offers=offers, needs=needs)
    alone = {link.id for each in insights(found) for link in each.links if each.part == "unmatched"}
    for mine, theirs in ((offers, needs), (needs, offers)):
        for each in mine:
            met = any(each.domains & other.domains for other in theirs)
            assert (each.id in alone) == (bool(each.domains) and not met)


@given(st.dates(date(2000, 1, 1), TODAY))
def test_details_are_asked_again_once_a_year_has_gone_by(confirmed: date) -> None:
    assert is_due(confirmed, TODAY) == (confirmed <= date(2025, 3, 15))
    assert is_due(None, TODAY)


@given(st.sets(st.sampled_from("abcd")))
def test_who_is_known_by_one_alone_is_named(by: set[str]) -> None:
    person = Person(Id("p"), "Els", Id("x"))
    found = SocialMap(
        TODAY,
        AREAS,
        [Partner(Id("x"), "OCMW")],
        [person],
        known=[Known(person.id, Id(each)) for each in sorted(by)],
    )
    assert bool(coded(found, "only_knower")) == (len(by) == 1)
    assert not coded(found, "nobody") and coded(found, "only_contact")


def test_small_and_unheard_this_year_and_pressure_are_said_in_words() -> None:
    club, other = Partner(Id("x"), "Club", small=True), Partner(Id("y"), "Groot")
    found = SocialMap(TODAY, AREAS, [club, other], heard={Id("x"): date(2025, 12, 31)}, met={ONE: 12})
    [unheard], [place] = coded(found, "unheard"), coded(found, "no_place")
    assert [link.name for link in unheard.links] == ["Club"]
    assert [link.id for link in place.links] == [ONE] and "12 contacts" in in_words(place)
    assert all(in_words(each) for each in insights(found))
    heard = SocialMap(
        TODAY,
        AREAS,
        [club],
        offers=[Offered(Id("o"), "Zaal", areas=frozenset({ONE}), kind="infrastructure")],
        heard={Id("x"): date(2026, 1, 1)},
        met={ONE: 12},
    )
    assert not coded(heard, "unheard") and not coded(heard, "no_place")
