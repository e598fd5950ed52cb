"""Who is in the team follows from signed statements, whatever their order and whoever else puts files there."""

import random
from typing import cast

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.fields import Id
from outreach_app.sync import circle as circles
from outreach_app.sync import team
from outreach_app.sync.errors import SetAside, State
from outreach_app.sync.keys import Device
from outreach_app.sync.roster import Roster
from outreach_app.sync.team import COORDINATOR, WORKER, Epochs, Statement

NOOR, SAM, LIEN, EVE = (Device.new() for _ in range(4))
CIRCLE = circles.founded(NOOR, bytes(range(32)), 1)
EPOCHS = cast(Epochs, CIRCLE.epochs)


def admission(by: Device, of: Device, role: str = WORKER, epochs: Epochs = EPOCHS, now: int = 2) -> Statement:
    return team.admit(by, CIRCLE.team, of.keys, role, epochs, now)


STATEMENTS = [
    CIRCLE.founding,
    admission(NOOR, SAM, COORDINATOR),
    admission(SAM, LIEN),
    admission(SAM, LIEN, COORDINATOR, now=5),
    admission(EVE, EVE, COORDINATOR),
]


@given(st.permutations(STATEMENTS))
def test_every_order_gives_the_same_team(statements: list[Statement]) -> None:
    roster = Roster.of(CIRCLE.team, statements)

    assert {id: one.role for id, one in roster.members.items()} == {
        NOOR.id: COORDINATOR,
        SAM.id: COORDINATOR,
        LIEN.id: COORDINATOR,
    }
    assert roster.members[LIEN.id].admitted_at == 2
    assert len(roster.counted) == 4


def test_statements_that_come_one_by_one_count_once_their_signer_does() -> None:
    circle = circles.joining(LIEN, CIRCLE.founding).including([STATEMENTS[2]])
    with pytest.raises(SetAside) as unknown:
        circle.judge(STATEMENTS[2])

    circle = circle.including(STATEMENTS[1:3])

    assert unknown.value.state is State.UNKNOWN
    assert circle.admitted and circle.role == WORKER
    assert circle.epochs == EPOCHS


def test_a_worker_admits_nobody() -> None:
    wrongly = admission(LIEN, EVE)
    circle = CIRCLE.including([STATEMENTS[1], STATEMENTS[2], wrongly])

    assert circle.roster.role(EVE.id) == ""
    with pytest.raises(SetAside) as ignored:
        circle.judge(wrongly)
    assert ignored.value.state is State.IGNORED


def test_an_admission_needs_the_signature_of_who_it_names() -> None:
    true = STATEMENTS[1].data
    forged = true[:-64] + EVE.signing.sign(true[:-64]).signature

    assert Roster.of(CIRCLE.team, [CIRCLE.founding, team.parse(forged)]).role(SAM.id) == ""


def test_another_key_under_an_epochs_name_is_not_taken() -> None:
    swapped = Epochs(EPOCHS.current, {EPOCHS.current: bytes(32)})
    circle = circles.joining(SAM, CIRCLE.founding).including([admission(NOOR, SAM, epochs=swapped)])

    assert circle.role == WORKER and circle.epochs is None and not circle.admitted


def test_the_teams_id_is_its_founding() -> None:
    again = team.parse(CIRCLE.founding.data)
    other = circles.founded(NOOR, bytes(range(32)), 2).founding

    assert (again.team, again.fingerprint) == (CIRCLE.team, CIRCLE.founding.fingerprint)
    assert other.team != CIRCLE.team and other.fingerprint != again.fingerprint


def test_no_name_stands_in_the_clear_and_coordinators_read_it() -> None:
    request = team.ask(LIEN, CIRCLE.team, (NOOR.keys, SAM.keys), "Lien Verdonck", 3)

    assert b"Lien" not in request.data and b"Verdonck" not in request.data
    assert [team.name_in(request, one) for one in (NOOR, SAM, EVE)] == ["Lien Verdonck", "Lien Verdonck", ""]


def test_a_request_speaks_only_for_its_own_signer() -> None:
    request = team.ask(LIEN, CIRCLE.team, (NOOR.keys,), "Lien", 3).data
    body = msgpack.unpackb(request[40:-64]) | {"verify": EVE.keys.verify, "box": EVE.keys.box}
    stolen = request[:40] + msgpack.packb(body)

    with pytest.raises(SetAside):
        team.parse(stolen + EVE.signing.sign(stolen).signature)


def test_every_cut_and_every_altered_byte_is_noticed_or_counts_for_nothing() -> None:
    data = STATEMENTS[1].data
    for length in range(len(data)):
        with pytest.raises(SetAside):
            team.parse(data[:length])
            raise SetAside(State.IGNORED, "a shorter statement parses, but carries no signature")
    for place in range(len(data)):
        try:
            altered = team.parse(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        except SetAside:
            continue
        assert Roster.of(CIRCLE.team, [CIRCLE.founding, altered]).members.keys() == {NOOR.id}


@given(st.binary(max_size=300), st.randoms())
def test_nonsense_is_set_aside(noise: bytes, chance: random.Random) -> None:
    kind = chance.randrange(1, 4)
    unsigned = team.MAGIC + bytes([team.SUITE, kind, 0, 0]) + bytes(16) + bytes.fromhex(EVE.id) + noise

    with pytest.raises(SetAside):
        team.parse(unsigned + EVE.signing.sign(unsigned).signature)


def test_each_laptop_is_one_worker() -> None:
    other = Id("ab" * 16)

    assert team.worker_id(CIRCLE.team, SAM.id) == team.worker_id(CIRCLE.team, SAM.id)
    assert len({team.worker_id(one, device.id) for one in (CIRCLE.team, other) for device in (SAM, LIEN)}) == 4
