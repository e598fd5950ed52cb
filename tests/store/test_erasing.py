"""Erased is erased: from every table, the index, the drafts and the pages of the file."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from outreach_app.domain.drafts import EncounterDraft, Pick, RoundDraft, VisitDraft
from outreach_app.domain.fields import Id
from outreach_app.domain.filters import View
from outreach_app.domain.records import (
    Area,
    ContactPerson,
    Encounter,
    Need,
    Quote,
    Record,
    Round,
    Signal,
    SignalNote,
    Step,
    Visit,
)
from outreach_app.domain.striking import MARK, TooLittleToFind, Trace
from outreach_app.store import erasing, merge, traces
from outreach_app.store.changes import pending, sent
from outreach_app.store.conflicts import conflicts
from outreach_app.store.database import Store
from outreach_app.store.drafts import drafts, save_draft
from outreach_app.store.evidence import content_hash
from outreach_app.store.filters import every_view, keep_view
from outreach_app.store.import_names import ImportNames
from outreach_app.store.search import search
from outreach_app.store.tables import ImportRow, Setting
from tests.conftest import KEY, TEAM, FakeClock, MakeStore

TODAY = date(2026, 11, 22)
WORDS = ("Zonnekind", "struikelblok", "Kwetsuur", "vleermuis", "Draaikolk")


@pytest.fixture
def plain(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store whose pages can be read: the same engine and settings, without the key."""
    monkeypatch.setattr(Store, "_unlock", lambda self, connection: None)
    store = Store(tmp_path / "plain.db", KEY, clock=clock)
    store.migrate()
    store.identify(1, TEAM)
    return store


def pages(store: Store) -> bytes:
    return b"".join(file.read_bytes() for file in store.path.parent.glob(f"{store.path.name}*"))


def held(store: Store) -> list[str]:
    """Words that stand anywhere in the file or beside it, as text or as UTF-16, whatever their case."""
    found = pages(store).lower()
    return [word for word in WORDS if word.lower().encode() in found or word.lower().encode("utf-16-le") in found]


def ids(store: Store, kind: type[Record]) -> list[Id]:
    with store.read() as session:
        return list(session.scalars(select(kind.id)))


def send(one: Store, other: Store) -> None:
    with one.read() as session:
        outbox = pending(session, 99)
    with other.write() as session:
        merge.apply(session, outbox.creates, outbox.edits, TEAM)


def a_signal(store: Store) -> Id:
    with store.write() as session:
        need = Need(title="Banken")
        signal = Signal(title="Zonnekind", problem="struikelblok", needs=[need.id])
        session.add_all([need, signal, Signal(title="Ander", merged_from=[signal.id])])
        session.add_all(
            [
                Step(signal=signal.id, summary="Kwetsuur besproken"),
                Quote(text="vleermuis", signal=signal.id),
                Quote(text="blijft", signal=signal.id, need=need.id),
            ]
        )
        session.add(ImportRow(identity=b"x", number=1, run=Id("22" * 16), record="signal", row=signal.id))
    with store.write() as session:
        signal = session.scalars(select(Signal).where(Signal.id == signal.id)).one()
        signal.problem = "Draaikolk"
    return signal.id


def test_no_trace_of_an_erased_record_is_left_in_the_file(plain: Store) -> None:
    signal = a_signal(plain)
    with plain.write() as session:
        sent(session, pending(session, 99).ns)
    assert held(plain) == list(WORDS)
    with plain.write() as session:
        gone = erasing.belonging(session, {signal})
        erasing.release(session, gone)
        assert erasing.erase(session, gone) == 3
    plain.scrub()
    assert held(plain) == []
    assert len(ids(plain, Signal)) == 1 and len(ids(plain, Quote)) == 1 and ids(plain, Step) == []
    with plain.read() as session:
        assert session.scalars(select(Signal.merged_from)).one() == []
        assert session.scalars(select(Quote.signal)).one() is None
        assert search(session, "struikelblok") == search(session, "draaikolk") == []
        assert session.scalars(select(ImportRow)).all() == []
        waiting = pending(session, 99)
        assert {edit.table for edit in waiting.edits} == {"signal", "quote"} and not waiting.creates
    plain.close()


def test_a_round_goes_with_its_visits_and_what_came_later_is_found(make_store: MakeStore) -> None:
    store = make_store()
    with store.write() as session:
        walked = Round(date=TODAY)
        visit = Visit(round=walked.id)
        session.add_all([walked, visit, Encounter(visit=visit.id), Round(date=TODAY)])
        session.flush()
        gone = visit.id
        assert erasing.erase(session, erasing.belonging(session, {walked.id})) == 3
        assert erasing.strays(session) == set()
        session.add(late := Encounter(visit=gone))
        session.flush()
        assert erasing.strays(session) == {late.id}
    assert len(ids(store, Round)) == 1


def test_drafts_forget_what_they_referred_to(store: Store) -> None:
    gone, spot = Id("33" * 16), Id("44" * 16)
    edited = RoundDraft(date=TODAY, id=gone)
    other = RoundDraft(
        date=TODAY,
        visits=[
            VisitDraft(id=gone),
            VisitDraft(spot=Pick("Zonnekind", spot), encounters=[EncounterDraft(needs=[Pick("x", gone)])]),
        ],
    )
    with store.write() as session:
        save_draft(session, Id("01" * 16), edited, 1)
        save_draft(session, Id("02" * 16), other, 1)
        erasing.erase(session, {gone, spot})
        (kept,) = drafts(session)
    assert [visit.spot for visit in kept.round.visits] == [None]
    assert kept.round.visits[0].encounters[0].needs == []


def test_a_person_is_struck_from_everything_here(plain: Store) -> None:
    """What is unsent as if it had never been written, what was sent by an ordinary edit; submitted notes too."""
    with plain.write() as session:
        signal = Signal(title="Zonnekind en de banken")
        note = SignalNote(signal=signal.id, number="2026-01", version=1, annexes="Brief van zonnekínd")
        note.frozen = {"note": {"annexes": ["ZONNEKIND's brief"]}}
        note.hash = content_hash(note.frozen)
        session.add_all([signal, note])
        session.flush()
        sent(session, pending(session, 99).ns)
        meeting = Need(title="Overdekte plek", description="Zei Zonnekind.")
        walked, area = Round(date=TODAY), Area(name="Vlasakker", leads=["Zonnekind"])
        visit = Visit(round=walked.id)
        met = Encounter(visit=visit.id, local_note="zonnekind slaapt slecht")
        session.add_all([meeting, walked, area, visit, met, ContactPerson(name="An Zonnekind")])
        session.add(Setting(name="names", value={"value": {"1": "Zonnekind"}}))
        save_draft(session, Id("01" * 16), RoundDraft(TODAY, visits=[VisitDraft(spot=Pick("Zonnekind"))]), 1)
    with plain.write() as session:
        session.scalars(select(Need)).one().destination = "bij Zonnekind"
    trace = Trace(" ZONNEKÏND ")
    with plain.write() as session:
        found = traces.find(session, trace)
        assert {(one.record and one.record.slug, one.field) for one in found if one.here} == {
            ("encounters", "local_note"),
            (None, "content"),
        }
        gone = traces.about(found)
        assert len(gone) == 1 and erasing.never_left(session, gone)
        erasing.erase(session, gone)
        assert traces.strike(session, trace, TODAY) == 7
        assert traces.find(session, trace) == []
    plain.scrub()
    assert held(plain) == []
    with plain.read() as session:
        changed = session.scalars(select(SignalNote)).one()
        assert changed.frozen == {"note": {"annexes": [f"{MARK}'s brief"]}}
        assert changed.hash == content_hash(changed.frozen) and changed.struck_on == TODAY
        assert session.scalars(select(Encounter.local_note)).one() == f"{MARK} slaapt slecht"
        waiting = pending(session, 99)
        assert {edit.table for edit in waiting.edits} == {"need", "signal", "signal_note"}
        assert session.scalars(select(Need.destination)).one() == f"bij {MARK}"
    plain.close()


def test_a_view_that_names_the_person_is_found_before_it_is_struck(store: Store) -> None:
    trace = Trace("Jolanda Zonnekind")
    with store.write() as session:
        keep_view(session, "needs", View("Van Jolanda Zonnekind", "bank"))
        keep_view(session, "spots", View("Zoektocht", "jolanda zonnekind"))
        keep_view(session, "spots", View("Pleinen"))
        found = traces.find(session, trace)
        struck = traces.strike(session, trace, TODAY)
        left = [(one.name, one.text) for one in every_view(session)]

    assert [(one.record, one.field, one.caption, one.here) for one in found] == [
        (None, traces.VIEW, "Van Jolanda Zonnekind", True),
        (None, traces.VIEW, "Zoektocht", True),
    ]
    assert len({one.id for one in found}) == 2 and struck == 1
    assert left == [(f"Van {MARK}", "bank"), ("Pleinen", ""), ("Zoektocht", MARK)]


def test_versions_beside_the_one_shown_go_too(make_store: MakeStore, clock: FakeClock) -> None:
    one, two = make_store(author=1), make_store(author=2)
    with one.write() as session:
        session.add(need := Need(title="Banken"))
    send(one, two)
    for store, title in ((one, "Bij Zonnekind"), (two, "Op het plein")):
        with store.write() as session:
            session.scalars(select(Need)).one().title = title
        clock.tick()
    send(two, one)
    with one.write() as session:
        sent(session, pending(session, 99).ns)
        assert len(conflicts(session, need.id)) == 1
        assert traces.strike(session, Trace("zonnekind"), TODAY) == 1
        assert conflicts(session, need.id) == []
        values = session.connection().exec_driver_sql("SELECT value FROM edit").scalars().all()
        assert not any("Zonnekind" in str(value) for value in values)


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["Zoë D'Hondt", "An-Sofie", "José Ñuñez"]))
def test_what_is_struck_is_not_found_again_and_the_rest_stays(before: str, after: str, name: str) -> None:
    trace = Trace(name)
    text = f"{before} {name.upper()} {after}"
    struck = trace.struck(text)
    assert trace.found_in(text) and not trace.found_in(struck)
    assert trace.struck(f"x{name}x") == f"x{name}x"


def test_nothing_is_struck_by_next_to_nothing() -> None:
    for little in ("", "  ", "é", "..", "a b"):
        with pytest.raises(TooLittleToFind):
            Trace(little)
    assert Trace("zoe d hondt").struck("Zoe\u0308 D’Hondt!") == f"{MARK}!"
    assert Trace("An Peeters").struck("an.peeters@x.be; Anna Peeters") == f"{MARK}@x.be; Anna Peeters"


def test_a_name_whose_record_was_erased_is_imported_under_another_id(store: Store) -> None:
    with store.write() as session:
        first = ImportNames(session, TEAM).make(Area, "Vlasakker")
        assert ImportNames(session, TEAM).make(Area, "Vlasakker") == first
        erasing.erase(session, {first})
        assert ImportNames(session, TEAM).make(Area, "Vlasakker") != first
