"""Tables beside each other and what norms ask of them, as rules over facts."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.fields import Id
from outreach_app.domain.overlap import Partner, Table, checks, in_words, overlaps, sits
from outreach_app.domain.table_norms import (
    Answer,
    Gathering,
    NormFacts,
    RegionYear,
    Standing,
    TableYear,
    months_later,
    norms,
    satisfied,
    spread,
)

TODAY = date(2026, 6, 1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def partner(name: str, *domains: str, frontline: bool = False, type: str = "", gone: bool = False) -> Partner:
    return Partner(Id(name), name, type, frozenset(domains), frontline, gone)


def table(name: str, *members: str, themes: str = "", **more: object) -> Table:
    seats = {Id(member): frozenset[str]() for member in members}
    return Table(Id(name), name, frozenset(themes.split()), seats, **more)  # type: ignore[arg-type]


def test_two_tables_share_members_and_themes() -> None:
    jwo = table("JWO", "green", "caw", themes="housing leisure")
    house = table("House", "caw", "bib", themes="leisure home")
    alone = table("Alone", "police", themes="justice")

    [found] = overlaps([jwo, house, alone])

    assert (found.members, found.themes) == (("caw",), ("leisure",))


@given(st.lists(st.sets(st.sampled_from("abcdef")), max_size=5))
def test_overlap_is_the_same_whichever_table_comes_first(members: list[set[str]]) -> None:
    tables = [table(str(n), *sorted(each)) for n, each in enumerate(members)]
    shared = {frozenset((o.one.id, o.other.id)): set(o.members) for o in overlaps(tables)}
    assert shared == {frozenset((o.one.id, o.other.id)): set(o.members) for o in overlaps(tables[::-1])}
    assert all(shared.values())


def test_what_a_table_lacks_is_said_in_words() -> None:
    partners = [
        partner("Parks", "public_space"),
        partner("Youth work", "leisure", frontline=True),
        partner("Old CAW", "home", gone=True),
        partner("Chess club", "leisure", type="association"),
        partner("Library", "leisure"),
    ]
    jwo = table("JWO", "Parks", "Old CAW", themes="leisure", lead=Id("an"), chair=Id("an"))
    good = table("Good", "Youth work", lead=Id("an"), chair=Id("jo"), backed=True)

    found = {(check.table, check.code): in_words(check) for check in checks([jwo, good, table("Empty")], partners)}

    assert {code for where, code in found if where == "JWO"} == {
        "gone",
        "not_invited",
        "frontline",
        "backing",
        "same",
    }
    assert (
        "Library, Youth work" in found[Id("JWO"), "not_invited"]
        or "Youth work, Library" in found[Id("JWO"), "not_invited"]
    )
    assert not [code for where, code in found if where == "Good"]
    assert "Old CAW" in found[Id("JWO"), "gone"] and (Id("Empty"), "no_members") in found
    assert found[None, "nowhere"].endswith("Library.")


def test_a_seat_is_taken_from_its_first_day_to_its_last() -> None:
    assert sits(None, None, TODAY) and sits(TODAY, TODAY, TODAY)
    assert not sits(TODAY + timedelta(1), None, TODAY) and not sits(None, TODAY - timedelta(1), TODAY)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_more_meetings_never_stand_worse(actual: int, planned: int, required: int) -> None:
    order = [Standing.SHORT, Standing.COMING, Standing.MET]
    now = order.index(satisfied(actual, planned, required, over=False))
    assert order.index(satisfied(actual + 1, planned, required, over=False)) >= now
    assert order.index(satisfied(actual, planned + 1, required, over=False)) >= now
    assert satisfied(actual, planned, required, over=True) in (Standing.MET, Standing.MISSED)


def test_norms_of_a_year_are_told_with_what_would_satisfy_them() -> None:
    meetings = [Gathering(date(2026, 3, 12), held=True), Gathering(date(2026, 9, 9), alderman=True)]
    facts = NormFacts(
        2026,
        TODAY,
        tables=[TableYear("JWO", 2, 1, meetings), TableYear("House", 2, 1)],
        regions=[RegionYear("Midden", towns=17, leads=0, exchanges=4, joint_services=0)],
        answers=[Answer("Benches", date(2026, 1, 10), date(2026, 4, 10)), Answer("Club", date(2026, 2, 1))],
    )

    found = {(one.norm, one.subject): one for one in norms(facts)}

    assert found["meetings", "JWO"].state is Standing.COMING
    assert found["alderman", "JWO"].state is Standing.COMING
    assert found["meetings", "House"].satisfy == "Plan 2 more meetings."
    assert found["exchanges", "Midden"].state is Standing.MET
    assert (found["municipalities", "Midden"].asked, found["municipalities", "Midden"].actual) == ("5–15", 17)
    assert found["leads", "Midden"].satisfy == "Name a lead."
    feedback = next(one for one in found.values() if one.norm == "feedback")
    assert (feedback.required, feedback.actual, feedback.state) == (2, 1, Standing.MISSED)
    assert "Club" in feedback.satisfy


@given(DAYS, st.lists(DAYS, max_size=4), st.integers(0, 6))
def test_missing_meetings_are_spread_over_what_is_left_of_the_year(today: date, taken: list[date], n: int) -> None:
    days = spread(2026, today, taken, n)
    assert len(days) == n
    assert all(day.weekday() in (1, 2, 3) and day >= today - timedelta(3) for day in days)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_months_later_is_that_many_months_later(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months and later.day <= day.day
