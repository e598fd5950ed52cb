"""Which backups stay, whatever their dates."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.workspace.keeping import DAYS, MONTHS, OLDEST, RECENT, WEEKS, kept

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 400 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=60
)


@given(MOMENTS)
def test_few_stay_and_the_newest_of_each_period_are_among_them(made: list[datetime]) -> None:
    stay = kept(made, NOW)

    young = [at for at in made if NOW - at <= OLDEST]
    assert stay <= set(young)
    assert len(stay) <= RECENT + DAYS + WEEKS + MONTHS
    assert set(sorted(set(young), reverse=True)[:RECENT]) <= stay
    assert all(max(at for at in young if at.date() == day) in stay for day in days(young)[:DAYS])
    assert all(max(at for at in young if month(at) == one) in stay for one in months(young)[:MONTHS])
    assert kept(stay, NOW) == stay


@given(st.sets(st.integers(0, 360), min_size=1))
def test_thinned_out_day_by_day_a_backup_of_every_month_remains(opened: set[int]) -> None:
    """A laptop opened on some days of a year, with a backup and the rule on each of them."""
    stay: set[datetime] = set()
    for day in sorted(opened):
        now = NOW + timedelta(days=day)
        stay = kept([*stay, now], now)

    moments = [NOW + timedelta(days=day) for day in sorted(opened)]
    young = [at for at in moments if moments[-1] - at <= OLDEST]
    assert stay <= set(young) and {*days(young)[:DAYS]} <= {at.date() for at in stay}
    assert {*months(young)[:MONTHS]} <= {month(at) for at in stay}


def days(moments: list[datetime]) -> list[date]:
    return sorted({at.date() for at in moments}, reverse=True)


def months(moments: list[datetime]) -> list[tuple[int, int]]:
    return sorted({month(at) for at in moments}, reverse=True)


def month(at: datetime) -> tuple[int, int]:
    return at.year, at.month
