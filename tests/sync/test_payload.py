"""What was signed well may still be nonsense: it is quarantined, and never raises anything else."""

from typing import Any

import msgpack
import pytest
import zstandard

from outreach_app.domain.clock import MAX_STAMP, Edit, Rows
from outreach_app.sync import payload
from outreach_app.sync.errors import SetAside, State
from outreach_app.sync.keys import Device
from outreach_app.sync.payload import Mark, Payload
from outreach_app.sync.segment import LARGEST

DEVICE = Device.new().reborn()
ROW = bytes(range(16))
SAID = Payload(
    nonces=DEVICE.nonces,
    at=1_795_000_000_000,
    through=4,
    creates={"need": Rows(("title", "domains", "deleted"), [(ROW, 5, DEVICE.author, "banken", "[]", 0)] * 2)},
    edits=[
        Edit("need", ROW, 9, DEVICE.author, {"title": "zitbanken"}, ((5, DEVICE.author), (7, 123))),
        Edit("spot", ROW, 9, DEVICE.author, {"latitude": 51.5, "area": None}, ((5, 1),)),
    ],
    front={DEVICE.log: Mark(3, 2, bytes(32))},
    want={DEVICE.log: [1, 2]},
    digest="aa",
)


def decoded(content: Any) -> Payload:
    data = zstandard.compress(msgpack.packb(content))
    return payload.decode(data, DEVICE.keys.verify, DEVICE.log)


def content() -> dict[str, Any]:
    said: dict[str, Any] = msgpack.unpackb(zstandard.decompress(payload.encode(SAID)))
    return said


def test_what_is_said_is_heard() -> None:
    assert payload.decode(payload.encode(SAID), DEVICE.keys.verify, DEVICE.log) == SAID
    assert SAID.changes == 4 and SAID.authors() == {DEVICE.author}


def test_what_a_newer_program_adds_is_no_harm() -> None:
    assert decoded(content() | {"new_things": [1]}) == SAID


@pytest.mark.parametrize(
    "change",
    [
        {"v": "1"},
        {"at": -1},
        {"through": 1},
        {"logs": DEVICE.nonces[0]},
        {"logs": [b"short"]},
        {"front": {b"x": (1, 2, bytes(32))}},
        {"want": [1]},
        {"new": {"need": []}},
        {"new": {"need": [["title"], [ROW], [5], [DEVICE.author]]}},
        {"new": {"need": [["title"], [ROW], [5], [DEVICE.author], ["a", "b"]]}},
        {"new": {"need": [["title", "title"], [ROW], [5], [DEVICE.author], ["a"], ["b"]]}},
        {"new": {"need": [["title"], [b"short"], [5], [DEVICE.author], ["a"]]}},
        {"new": {"need": [["title"], [ROW], [MAX_STAMP], [DEVICE.author], ["a"]]}},
        {"new": {"need": [["title"], [ROW], [True], [DEVICE.author], ["a"]]}},
        {"new": {"need": [["title"], [ROW], [5], [DEVICE.author], [["a"]]]}},
        {"new": {"need": [["title"], [ROW], [5], [DEVICE.author], [1 << 63]]}},
        {"new": {"need": [["title"], [ROW], [5], [DEVICE.author], [float("nan")]]}},
        {"new": {"need": [["title"], [ROW], [5], [DEVICE.author], [True]]}},
        {"new": []},
        {"edits": [[]]},
        {"edits": [["need", ROW, 9, DEVICE.author, ["title"], []]]},
        {"edits": [["need", ROW, 9, DEVICE.author, {"title": {}}, []]]},
        {"edits": [["need", ROW, 9, DEVICE.author, {"title": "a"}, [[5]]]]},
        {"edits": [["need", ROW, -9, DEVICE.author, {"title": "a"}, []]]},
        {"edits": {"need": 1}},
    ],
)
def test_what_no_program_writes_is_quarantined(change: dict[str, Any]) -> None:
    with pytest.raises(SetAside) as caught:
        decoded(content() | change)

    assert caught.value.state is State.QUARANTINED


@pytest.mark.parametrize(
    "change", [{"logs": [bytes(8)]}, {"edits": [["need", ROW, 9, DEVICE.author ^ 1, {"title": "a"}, []]]}]
)
def test_patches_of_another_laptop_are_quarantined(change: dict[str, Any]) -> None:
    with pytest.raises(SetAside) as caught:
        decoded(content() | change)

    assert "another laptop" in caught.value.reason


def test_a_newer_version_is_no_nonsense() -> None:
    with pytest.raises(SetAside) as caught:
        decoded({"v": payload.VERSION + 1})

    assert caught.value.state is State.NEWER


@pytest.mark.parametrize("told", [True, False])
def test_a_bomb_does_not_go_off(told: bool) -> None:
    packer = zstandard.ZstdCompressor(write_content_size=told)
    bomb = packer.compress(bytes(LARGEST + 1))

    with pytest.raises(SetAside) as caught:
        payload.decode(bomb, DEVICE.keys.verify, DEVICE.log)

    assert caught.value.state is State.QUARANTINED and len(bomb) < 10_000


@pytest.mark.parametrize("name", ["logs", "new", "edits", "front", "want", "through", "digest"])
def test_noise_is_quarantined(name: str) -> None:
    said = content()
    noises: list[Any] = [
        None,
        -1,
        1.5,
        True,
        b"",
        b"ab",
        {"a": 1},
        {b"a": [[]]},
        [None],
        [[None]],
        [[[b"a"], "b"]],
    ]
    for noise in noises:
        with pytest.raises(SetAside):
            decoded(said | {name: noise})
