"""A segment opens for those with its key, whole and as it was signed, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_app.domain.fields import Id
from outreach_app.sync import segment
from outreach_app.sync.errors import SetAside, State
from outreach_app.sync.keys import Device, author_of, log_of, same_fingerprint
from outreach_app.sync.segment import Header

DEVICE = Device.new()
EPOCH_KEY = bytes(range(32))
HEADER = Header(Id("11" * 16), DEVICE.id, Id("22" * 16), DEVICE.log, 7, bytes(range(32)))


def opened(data: bytes) -> bytes:
    found = segment.parse(data)
    segment.verify(found, DEVICE.keys.verify)
    return segment.unseal(found, segment.key_of(found, EPOCH_KEY))


@given(st.binary(max_size=2000))
def test_what_is_sealed_is_opened(payload: bytes) -> None:
    sealed = segment.seal(HEADER, payload, EPOCH_KEY, DEVICE.signing).sealed

    assert opened(sealed) == payload
    assert segment.parse(sealed).header == HEADER


def test_every_cut_and_every_altered_byte_is_noticed() -> None:
    sealed = segment.seal(HEADER, b"x", EPOCH_KEY, DEVICE.signing).sealed

    for length in range(len(sealed)):
        with pytest.raises(SetAside):
            opened(sealed[:length])
    for place in range(len(sealed)):
        with pytest.raises(SetAside):
            opened(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :])


def test_another_signer_and_another_key_are_told_apart() -> None:
    found = segment.seal(HEADER, b"x", EPOCH_KEY, DEVICE.signing)

    with pytest.raises(SetAside) as forged:
        segment.verify(found, Device.new().keys.verify)
    with pytest.raises(SetAside) as locked:
        segment.unseal(found, segment.key_of(found, bytes(32)))

    assert (forged.value.state, locked.value.state) == (State.DAMAGED, State.LOCKED)


def test_a_newer_format_is_no_damage() -> None:
    sealed = segment.seal(HEADER, b"x", EPOCH_KEY, DEVICE.signing).sealed

    with pytest.raises(SetAside) as newer:
        segment.parse(sealed[:4] + b"\x02" + sealed[5:])

    assert newer.value.state is State.NEWER


@settings(max_examples=50)
@given(st.integers(0, 1 << 17))
def test_padding_hides_sizes_at_little_cost(size: int) -> None:
    padded = segment.padded(bytes(size))

    assert segment.unpadded(padded) == bytes(size)
    assert size < len(padded) <= max(256, (size + 4) * 1.12)


def test_names_are_short_lower_case_ascii() -> None:
    assert HEADER.name == f"{DEVICE.log}/0000000007.seg"
    assert HEADER.name.isascii() and HEADER.name == HEADER.name.lower() and len(HEADER.name) < 60


def test_logs_belong_to_their_laptop_and_authors_to_their_log() -> None:
    again = DEVICE.reborn()

    assert again.id == DEVICE.id and again.keys.fingerprint == DEVICE.keys.fingerprint
    assert again.log != DEVICE.log and again.author != DEVICE.author
    assert log_of(DEVICE.keys.verify, again.nonces[0]) == DEVICE.log
    assert author_of(DEVICE.log) == int(DEVICE.log, 16) >> 65 < 1 << 63


def test_a_fingerprint_is_read_however_it_is_spaced() -> None:
    shown = DEVICE.keys.fingerprint

    assert same_fingerprint(f"  {shown.replace('-', ' ')}\n") == shown == same_fingerprint(shown.replace("-", ""))
