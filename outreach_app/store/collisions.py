"""Conflicts record by record: all that was written apart in one of them, and the one edit that settles it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from outreach_app.domain.actor import Actor
from outreach_app.domain.clock import Clocked
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Agreement, Allocation, Area, Convenant, Encounter, Record
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _, gettext
from outreach_app.store.choices import described_as, titles_of
from outreach_app.store.conflicts import DELETED, Conflict, conflicts
from outreach_app.store.conflicts import Version as Live
from outreach_app.store.differences import Difference, Version, Wording
from outreach_app.store.given import on_trial
from outreach_app.store.records import refuse_workers
from outreach_app.store.settle import settle
from outreach_app.store.submitted import refuse_change

_TOGETHER = (Agreement, Allocation, Area, Convenant, Encounter)
"""Kinds whose fields must fit each other: each was right where it was typed, but maybe not beside the other."""


class WrittenMeanwhile(OutreachError):
    message = N_("Something of this was written or settled meanwhile.")
    advice = N_("Look again: what was chosen was not saved, as it did not know of that.")


@dataclass(frozen=True)
class Collision:
    """A record that several people changed without having seen each other's work."""

    record: type[Record]
    id: Id
    title: str
    differences: list[Difference]
    alike: list[tuple[str, str]]
    """Label and text of its other fields."""
    in_bin: bool
    """Deleted while someone edited it: the one difference is whether it comes back, with those edits."""

    @property
    def newest(self) -> int:
        return max(version.at for one in self.differences for version in one.versions)


def collisions(session: Session, authors: Mapping[int, str], row: Id | None = None) -> list[Collision]:
    """All that waits for a choice, newest first; `authors` says who is behind a stamp."""
    by_record: dict[tuple[type[Record], Id], list[Conflict]] = {}
    for conflict in conflicts(session, row):
        by_record.setdefault((conflict.record, conflict.row), []).append(conflict)
    wording = Wording(session)
    titles = titles_of(session, (found[0] for found in by_record.values()), wording.terms)
    listed = [
        _collision(wording, _loaded(session, *key), found, titles.get(key[1], ""), authors)
        for key, found in by_record.items()
    ]
    return sorted(listed, key=lambda one: -one.newest)


@dataclass(frozen=True)
class Settled:
    """What was chosen, with all that was there to choose from. Kept nowhere but by who asked for it."""

    seen: Collision
    values: Mapping[str, Any]
    """What each field says since."""


def resolve(session: Session, seen: Collision, taken: Mapping[str, str], actor: Actor | None = None) -> Settled:
    """Take of each field named the version with that letter, or `merged`. One edit, which names all it replaces
    and so settles these fields on every laptop.

    Raises WrittenMeanwhile where there is by now another version than was seen, NoSuchVersion, NothingToUnite,
    CoordinatorsOnly, and what a combination of values or a submitted note refuses.
    """
    now = {conflict.field: conflict for conflict in conflicts(session, seen.id)}
    chosen = [one for one in seen.differences if one.name in taken]
    if any(one.name not in now or _heads(now[one.name]) != one.heads for one in chosen):
        raise WrittenMeanwhile
    return _take(session, seen, taken, actor)


def resolve_again(
    session: Session, settled: Settled, taken: Mapping[str, str], actor: Actor | None = None
) -> Settled:
    """Choose otherwise, where nobody wrote anything since. Raises what `resolve` raises."""
    found = _loaded(session, settled.seen.record, settled.seen.id)
    written = any(getattr(found, name) != value for name, value in settled.values.items())
    if written or any(conflict.field in settled.values for conflict in conflicts(session, found.id)):
        raise WrittenMeanwhile
    return _take(session, settled.seen, taken, actor)


def _take(session: Session, seen: Collision, taken: Mapping[str, str], actor: Actor | None) -> Settled:
    refuse_workers(seen.record, actor)
    values = {one.name: one.value(taken[one.name]) for one in seen.differences if one.name in taken}
    found = _loaded(session, seen.record, seen.id)
    refuse_change(session, found, [name for name, value in values.items() if getattr(found, name) != value])
    with on_trial(session) as assign:
        assign(found, values)
        if isinstance(found, _TOGETHER):
            settle(session, found, values)
    for name in values:
        flag_modified(found, name)  # what stands already must be said again, having seen the rest
    session.flush()
    return Settled(seen, {name: getattr(found, name) for name in values})


def _loaded(session: Session, record: type[Record], id: Id) -> Record:
    return session.scalars(select(record).where(record.id == id)).one()


def _heads(conflict: Conflict) -> frozenset[Clocked]:
    return frozenset((version.stamp, version.author) for version in conflict.versions)


@dataclass(frozen=True)
class _Voice:
    """Versions of one field that are one answer, newest first."""

    conflict: Conflict
    lives: Sequence[Live]
    number: int
    """Among the answers of the same laptop: a copied vault may have given two."""

    @property
    def key(self) -> tuple[int, int]:
        return self.lives[0].author, self.number

    @property
    def clock(self) -> Clocked:
        return self.lives[0].stamp, self.lives[0].author


def _voices(conflict: Conflict) -> list[_Voice]:
    """The one that stands first. Of `deleted` there are two answers: it stays there, or it comes back."""
    groups: list[list[Live]] = [[live] for live in conflict.versions]
    if conflict.field == DELETED:
        stays = [live for live in conflict.versions if live.value and not live.field]
        back = [live for live in conflict.versions if live not in stays]
        groups = [stays, back] if conflict.versions[0] in stays else [back, stays]
        groups = [sorted(group, key=lambda live: -live.stamp) for group in groups]
    counted: Counter[int] = Counter()
    voices = []
    for group in groups:
        voices.append(_Voice(conflict, group, counted[group[0].author]))
        counted[group[0].author] += 1
    return voices


def _collision(
    wording: Wording, record: Record, found: Sequence[Conflict], title: str, authors: Mapping[int, str]
) -> Collision:
    voices = [_voices(conflict) for conflict in found]
    newest_first = sorted(
        (voice for each in voices for voice in each), key=lambda voice: voice.clock, reverse=True
    )
    letters = {key: _letter(n) for n, key in enumerate(dict.fromkeys(voice.key for voice in newest_first))}
    differences = [
        _difference(wording, conflict, each, letters, authors)
        for conflict, each in zip(found, voices, strict=True)
    ]
    order = list(type(record).__mapper__.column_attrs.keys())
    differences.sort(key=lambda one: order.index(one.name))
    return Collision(
        type(record),
        record.id,
        title or gettext(record.singular),
        differences,
        wording.alike(record, differences),
        in_bin=record.deleted,
    )


def _letter(n: int) -> str:
    return ascii_uppercase[n % 26] * (n // 26 + 1)


def _difference(
    wording: Wording,
    conflict: Conflict,
    voices: Sequence[_Voice],
    letters: Mapping[tuple[int, int], str],
    authors: Mapping[int, str],
) -> Difference:
    field = described_as(conflict.record, conflict.field)
    versions = []
    for voice in voices:
        newest = voice.lives[0]
        names = dict.fromkeys(authors.get(live.author, "") for live in voice.lives)
        value = newest.value if not newest.field else False
        text = _answer(wording, voice) if conflict.field == DELETED else wording.text(field, value)
        told = ", ".join(name for name in names if name)
        versions.append(Version(letters[voice.key], value, text, told, newest.stamp >> 16))
    said_first = [live.value for live in sorted(conflict.versions, key=lambda live: live.stamp)]
    together = (None, "") if conflict.field == DELETED else wording.united(field, said_first)
    return Difference(field, versions, _heads(conflict), *together)


def _answer(wording: Wording, voice: _Voice) -> str:
    """What becomes of the record, and what comes back with it: edits that its delete did not see."""
    if voice.lives[0].value and not voice.lives[0].field:
        return _("Leave it in the bin")
    lines = [_("Take it out of the bin")]
    for live in voice.lives:
        if live.field:
            field = described_as(voice.conflict.record, live.field)
            lines.append(f"{gettext(field.label)}: {wording.text(field, live.value) or _('empty')}")
    return "\n".join(lines)
