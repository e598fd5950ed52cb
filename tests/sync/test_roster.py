"""Revocations, new keys, acceptances: the same team and the same key to write with, whatever came first."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.domain.fields import Id
from outreach_app.sync import circle as circles
from outreach_app.sync import epochs, team
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import SetAside, State
from outreach_app.sync.keys import Device
from outreach_app.sync.rekeying import rekeyed, tended
from outreach_app.sync.roster import Roster
from outreach_app.sync.team import COORDINATOR, WORKER, Cut, Statement

PEOPLE = [Device.new() for _ in range(5)]
NOOR, SAM, LIEN, EVE, ILSE = PEOPLE
KEYS = [bytes([n]) * 32 for n in range(4)]
FOUNDED = circles.founded(NOOR, KEYS[0], 1)
TEAM = FOUNDED.team
EPOCHS = FOUNDED.epochs
LAST = bytes(range(32))
YEAR = 366 * 24 * 3600 * 1000


def admits(by: Device, of: Device, role: str = COORDINATOR, at: int = 2) -> Statement:
    assert EPOCHS is not None
    return team.admit(by, TEAM, of.keys, role, EPOCHS, at)


def puts_out(by: Device, of: Device, kept: Iterable[Statement] = (), last: bytes = LAST) -> Statement:
    cut = Cut({Id("aa" * 16): (7, last)})
    return team.revoke(by, TEAM, of.id, cut, [one.hash for one in kept], 9)


def hands_out(by: Device, key: bytes, to: Iterable[Device], at: int) -> Statement:
    return team.rekey(by, TEAM, key, [one.keys for one in to], (), at)


def circle_of(device: Device, *statements: Statement) -> Circle:
    return circles.joining(device, FOUNDED.founding).including(statements)


def heard(*statements: Statement) -> Roster:
    return Roster.of(TEAM, [FOUNDED.founding, *statements])


@st.composite
def stories(draw: st.DrawFn) -> list[Statement]:
    """Anything that anyone could say, allowed or not."""
    person, said = st.sampled_from(PEOPLE), [FOUNDED.founding]
    for _turn in range(draw(st.integers(1, 12))):
        by, of, at = draw(person), draw(person), draw(st.integers(2, 50))
        kind = draw(st.sampled_from(["admit", "admit", "admit", "revoke", "rekey", "accept"]))
        if kind == "admit":
            said.append(admits(by, of, draw(st.sampled_from([WORKER, COORDINATOR])), at))
        elif kind == "revoke":
            said.append(puts_out(by, of, draw(st.lists(st.sampled_from(said), max_size=3)), bytes([at]) * 32))
        elif kind == "rekey":
            said.append(hands_out(by, draw(st.sampled_from(KEYS)), draw(st.lists(person)), at))
        else:
            said.append(team.accept(by, TEAM, bytes([at]) * 32, at))
    return said


@settings(max_examples=60, deadline=None)
@given(stories(), st.randoms())
def test_every_order_gives_the_same_team_and_the_same_key(said: list[Statement], chance: random.Random) -> None:
    held = [team.epoch_id(key) for key in KEYS]
    roster = Roster.of(TEAM, said)
    counted = [one for one in said if one.hash in roster.counted]
    chance.shuffle(said)
    again = Roster.of(TEAM, [*said, *said[:3]])
    shuffled = [one for one in said if one.hash in again.counted]

    assert again == roster
    assert epochs.current(shuffled, again.revoked, held) == epochs.current(counted, roster.revoked, held)
    assert set(roster.active).isdisjoint(roster.revoked)
    assert roster.role(NOOR.id) == COORDINATOR  # to whom work is credited never changes


@settings(max_examples=40, deadline=None)
@given(stories())
def test_nobody_is_let_in_again(said: list[Statement]) -> None:
    roster = Roster.of(TEAM, said)
    later = [admits(NOOR, one, at=60) for one in PEOPLE]

    assert set(roster.revoked) <= set(Roster.of(TEAM, [*said, *later]).revoked)


def test_what_who_left_had_said_still_counts_and_nothing_later() -> None:
    known, unknown = admits(SAM, LIEN), admits(SAM, EVE, at=30)
    rekeying, accepting = hands_out(SAM, KEYS[1], [SAM], 40), team.accept(SAM, TEAM, LAST, 40)

    roster = heard(admits(NOOR, SAM), known, puts_out(NOOR, SAM, [known]), unknown, rekeying, accepting)

    assert roster.coordinators == [NOOR.id, LIEN.id]
    assert EVE.id not in roster.members and roster.role(SAM.id) == COORDINATOR
    assert {one.hash for one in (unknown, rekeying, accepting)}.isdisjoint(roster.counted)
    assert roster.revoked == {SAM.id: {LAST}} and not roster.accepted


def test_two_who_put_each_other_out_are_both_out_and_their_work_counts() -> None:
    roster = heard(admits(NOOR, SAM), admits(SAM, LIEN, WORKER), puts_out(NOOR, SAM), puts_out(SAM, NOOR))

    assert set(roster.revoked) == {NOOR.id, SAM.id}
    assert all(cut == {LAST} for cut in roster.revoked.values())


def test_whoever_is_let_in_by_one_who_left_puts_nobody_out() -> None:
    puppet = [admits(SAM, EVE, at=30), puts_out(EVE, NOOR)]

    roster = heard(admits(NOOR, SAM), puts_out(NOOR, SAM), *puppet)

    assert set(roster.revoked) == {SAM.id}


def test_nobody_moves_their_own_cut() -> None:
    own, late = puts_out(SAM, SAM, last=bytes(32)), admits(SAM, EVE, at=30)
    alone = heard(admits(NOOR, SAM), own)
    both = heard(admits(NOOR, SAM), own, late, puts_out(SAM, SAM, [late]), puts_out(NOOR, SAM))
    with_help = heard(
        admits(NOOR, SAM),
        admits(NOOR, LIEN),
        puts_out(NOOR, SAM),
        puts_out(NOOR, LIEN),
        puts_out(LIEN, SAM, (), b"\1" * 32),
    )

    assert alone.revoked == {SAM.id: {bytes(32)}}
    assert both.revoked == {SAM.id: {LAST}} and EVE.id not in both.members
    assert with_help.revoked[SAM.id] == {LAST}


def test_the_cut_of_one_who_left_later_still_holds() -> None:
    cut = puts_out(SAM, LIEN)

    roster = heard(admits(NOOR, SAM), admits(NOOR, LIEN), cut, puts_out(NOOR, SAM, [cut]))

    assert roster.revoked[LIEN.id] == {LAST}


@pytest.mark.parametrize(
    "said", [puts_out(LIEN, NOOR), hands_out(LIEN, KEYS[1], [LIEN], 9), team.accept(LIEN, TEAM, LAST, 9)]
)
def test_what_a_worker_may_not_say_is_ignored_and_named(said: Statement) -> None:
    circle = circle_of(SAM, admits(NOOR, SAM), admits(NOOR, LIEN, WORKER), said)

    assert not circle.roster.revoked and said.hash not in circle.statements
    with pytest.raises(SetAside) as ignored:
        circle.judge(said)
    assert ignored.value.state is State.IGNORED
    forged = team.parse(said.data[:-64] + EVE.signing.sign(said.data[:-64]).signature)
    with pytest.raises(SetAside) as damaged:
        circle.judge(forged)
    assert damaged.value.state is State.DAMAGED


def test_two_new_keys_at_once_are_both_readable_and_all_write_with_one() -> None:
    start = [admits(NOOR, SAM), admits(NOOR, LIEN, WORKER)]
    by_noor, by_sam = (
        rekeyed(circle_of(one, *start).including([]) if one is not NOOR else FOUNDED.including(start), 20)
        for one in (NOOR, SAM)
    )
    every = {**by_noor.statements, **by_sam.statements}.values()

    ends = [by_noor.including(every), by_sam.including(every), circle_of(LIEN, *every)]

    held = [circle.epochs for circle in ends]
    assert held[0] is not None and len(held[0].keys) == 3
    assert held[0] == held[1] == held[2]


def test_a_new_key_is_for_neither_who_is_out_nor_whose_term_is_over() -> None:
    circle = FOUNDED.including(
        [admits(NOOR, SAM), admits(NOOR, LIEN, WORKER, at=2), admits(NOOR, EVE, at=2 + YEAR)]
    )
    out = puts_out(NOOR, SAM)
    circle = rekeyed(circle.including([out]), YEAR + 9)
    made = next(one for one in circle.statements.values() if one.kind == team.REKEY)

    assert {id.hex() for id in made.body["sealed"]} == {NOOR.id, EVE.id}
    assert circle_of(SAM, *circle.statements.values()).epochs is None
    assert tended(circle, YEAR + 9).statements == circle.statements, "nobody else is to have it yet"
    renewed = circle.including([team.admit(NOOR, TEAM, LIEN.keys, WORKER, circle.epochs, YEAR + 9)])  # type: ignore[arg-type]
    assert circle_of(LIEN, *renewed.statements.values()).epochs == renewed.epochs


def test_who_lacks_a_key_is_given_it_and_a_key_that_someone_has_who_left_is_replaced() -> None:
    start = [admits(NOOR, SAM)]
    noor, sam = rekeyed(FOUNDED.including(start), 20), circle_of(SAM, *start)
    assert sam.epochs is not None
    newcomer = team.admit(SAM, TEAM, LIEN.keys, WORKER, sam.epochs, 21)
    both = [*noor.statements.values(), newcomer]
    before = circle_of(LIEN, *both)

    healed = tended(noor.including(both), 30)
    after = before.including(healed.statements.values())
    left = tended(healed.including([puts_out(NOOR, SAM)]), 40)

    assert before.epochs is not None and healed.epochs is not None and left.epochs is not None
    assert len(before.epochs.keys) == 1 and after.epochs == healed.epochs
    assert left.epochs.current not in healed.epochs.keys
    assert tended(left, 50).statements == left.statements
