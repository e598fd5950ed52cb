"""What round entry can be opened for, besides a round that was saved: a draft, or a day that was forgotten."""

from datetime import date

from outreach_app.domain.fields import Id

_DRAFT, _DAY = "draft:", "day:"


def target_of_draft(key: str) -> str:
    return _DRAFT + key


def target_of_day(day: date) -> str:
    return _DAY + day.isoformat()


def draft_in(target: str) -> Id | None:
    return Id(target.removeprefix(_DRAFT)) if target.startswith(_DRAFT) else None


def day_in(target: str) -> date | None:
    return date.fromisoformat(target.removeprefix(_DAY)) if target.startswith(_DAY) else None
