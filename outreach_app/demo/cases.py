"""The signals of the demo on their way, in the states in which a team finds them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from outreach_app.demo.season import SeasonClock
from outreach_app.domain.clock import SystemClock
from outreach_app.domain.fields import Id
from outreach_app.domain.records import BY_SLUG, Agreement, Evidence, Need, Quote, SignalNote, Step
from outreach_app.notes import printing
from outreach_app.store import agreements, course, feedback, freezing, needs, quarters, records, signals
from outreach_app.workspace import Workspace


class _Case:
    """One signal on its way, carried by the coordinator's laptop."""

    def __init__(self, laptop: Workspace, clock: SeasonClock, case: Mapping[str, Any]) -> None:
        self._laptop, self._clock, self._case = laptop, clock, case

    def _add(self, record: type[Any], **values: str) -> None:
        with self._laptop.store.write() as session:
            records.add(session, record, values, self._laptop.actor)

    def _move_need(self, id: Id, state: str, **values: str) -> None:
        with self._laptop.store.write() as session:
            needs.move_need(session, id, state, self._laptop.actor, self._clock.today(), **values)

    def _move(self, id: Id, state: str, reason: str = "", **values: str) -> None:
        with self._laptop.store.write() as session:
            signals.move_signal(session, id, state, self._laptop.actor, self._clock.today(), reason, **values)

    def _edit(self, record: type[Any], id: Id, values: Mapping[str, str]) -> None:
        with self._laptop.store.write() as session:
            records.edit(session, record, id, values, self._laptop.actor)

    def _promote(self, titles: list[str], confirmed_on: str = "") -> Id:
        with self._laptop.store.read() as session:
            ids = [records.get(session, Need, title).id for title in titles]
        for need in ids if confirmed_on else ():
            self._move_need(need, "recurring")
            self._move_need(need, "verified", confirmed_on=confirmed_on)
        with self._laptop.store.write() as session:
            return needs.promote(session, ids, self._laptop.actor).id

    def _freeze(self, id: Id) -> None:
        """Of the quarters that can be closed by then."""
        with self._laptop.store.write() as session:
            quarters.close_due(session, self._laptop.actor, self._clock.today())
            freezing.freeze(session, id, self._laptop.actor, self._clock.today())

    @contextmanager
    def _on(self, day: date) -> Iterator[None]:
        self._clock.day = day
        yield

    def _decide(self, id: Id, decided: Mapping[str, Any]) -> None:
        with self._laptop.store.write() as session:
            course.decide(session, id, "decided", self._laptop.actor, self._clock.today(), **decided)

    def _agree(self, signal: Id, promised: Mapping[str, Any]) -> None:
        """As it came from the decision, and how it went since."""
        due = promised.get("due", "")
        if "due_in" in promised:
            due = (SystemClock().today() + timedelta(promised["due_in"])).isoformat()
        with self._laptop.store.write() as session:
            [note] = records.listed(session, SignalNote, {"signal": signal})
            values = {
                "text": promised["text"],
                "organisation": promised["organisation"],
                "due": due,
                "signal_note": note.id,
            }
            made = records.add(session, Agreement, values, self._laptop.actor, today=self._clock.today())
            if state := promised.get("state"):
                today, reason = self._clock.today(), promised.get("reason", "")
                agreements.move_agreement(session, made.id, state, self._laptop.actor, today, reason)

    def _close(self, id: Id, told: Mapping[str, Any]) -> None:
        """Told on a day, with what they said; or not, with the reason."""
        with self._laptop.store.write() as session:
            one = next(
                each for each in feedback.owed(session) if (each.signal, each.audience) == (id, told["audience"])
            )
            if "waived" in told:
                feedback.waive(session, one.id, told["waived"], self._laptop.actor)
                return
            words, said, today = told["message"], told.get("reaction", ""), self._clock.today()
            feedback.tell(session, one.id, today, words, said, self._laptop.actor, today)


class Small(_Case):
    """A signal that went its way without much paper."""

    def carry(self) -> None:
        case = self._case
        with self._on(case["submitted"] - timedelta(10)):
            signal = self._promote([case["need"]])
            self._move(signal, "checking")
            why = "Klein en dringend: mondeling afgetoetst met de dienst."
            self._move(signal, "ripe", why, track=case["track"], causes=case["causes"])
        with self._on(case["submitted"]):
            self._freeze(signal)
            self._move(signal, "submitted", addressee_kind=case["addressee_kind"], addressee=case["addressee"])
        if "session" in case:
            with self._on(case["session"]):
                self._move(signal, "scheduled", session_date=case["session"].isoformat())
        if "outcome" in case:
            with self._on(case["session"]):
                self._decide(signal, {"outcome": case["outcome"], "decision": case["decision"]})
        for told in case.get("feedback", ()):
            with self._on(told["on"]):
                self._close(signal, told)
        for one in case.get("agreements", ()):
            self._agree(signal, one)


class Worked(_Case):
    """A worked example: evidence, steps and quotes gathered, the note printed, the session planned."""

    def carry(self, target: Path) -> Path:
        case = self._case
        with self._on(date.fromisoformat(case["confirmed_on"])):
            signal = self._promote(case["needs"], case["confirmed_on"])
        with self._on(case["submitted"]):
            self._gather(signal)
            for state in ("checking", "ripe"):
                self._move(signal, state)
            self._freeze(signal)
            self._move(signal, "submitted")
            self._move(signal, "scheduled")
            printed = printing.print_note(
                self._laptop.store, self._laptop.actor, self._clock.today(), signal, "nota", "nl"
            )
        with self._on(date.fromisoformat(case["decision"]["decided_on"])):
            self._decide(signal, case["decision"])
        for told in case["feedback"]:
            with self._on(told["on"]):
                self._close(signal, told)
        for one in case["agreements"]:
            with self._on(one["on"]):
                self._agree(signal, one)
        path = target / printed.file_name
        path.write_bytes(printed.content)
        return path

    def _gather(self, signal: Id) -> None:
        case, lead = self._case, self._laptop.worker
        checks = "clear,neutral,recognised,shared"
        self._edit(BY_SLUG["signals"], signal, {**case["signal"], "lead": lead, "checks": checks})
        for text in case["quotes"]:
            self._add(Quote, text=text, signal=signal, permission="yes", audience="partners")
        for step in case.get("steps", ()):
            self._add(Step, signal=signal, **step)
        for source in case.get("evidence", ()):
            self._add(Evidence, signal=signal, **source)
        self._add(SignalNote, signal=signal, **case["note"])


class Open(_Case):
    """A signal that the team works on today."""

    def carry(self) -> None:
        case = self._case
        signal = self._promote([case["need"]])
        lead = {"lead": case["lead"]} if "lead" in case else {}
        self._edit(BY_SLUG["signals"], signal, {"title": case["title"], **lead, **case.get("signal", {})})
        for step in case.get("steps", ()):
            day = self._clock.today() - timedelta(9)
            self._add(Step, signal=signal, date=day.isoformat(), **step)
        if "note" in case:
            about = {name: text for name, text in case["note"].items() if name != "session_in"}
            soon = self._clock.today() + timedelta(case["note"]["session_in"])
            tuesday = soon + timedelta((1 - soon.weekday()) % 7)
            self._add(SignalNote, signal=signal, session_date=tuesday.isoformat(), **about)
        ripe = ("checking", "ripe")
        path = {"draft": (), "parked": ("parked",), "checking": ripe[:1], "ripe": ripe, "submitted": ripe}
        for state in path[case["state"]]:
            self._move(signal, state, case.get("reason", "") if state == "ripe" else "")
        if case["state"] == "submitted":
            with self._on(self._clock.today() - timedelta(case["sent_ago"])):
                self._freeze(signal)
                self._move(signal, "submitted", addressee=case["addressee"])
