"""A task in words: what it is, more about it, the verb that goes there, and where that is."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.feedback import FEEDBACK_DAYS
from outreach_app.domain.waiting import Kind, Task
from outreach_app.i18n import _, day, ngettext
from outreach_app.ui.entry.target import target_of_day, target_of_draft
from outreach_app.ui.places import MERGE, NEW_ROUND, SETTINGS, SYNC


class Said(NamedTuple):
    icon: str
    tone: str
    title: str
    detail: str
    verb: str
    place: str
    target: str = ""


def said(task: Task) -> Said:
    return _WORDS[task.kind](task)


def _draft(task: Task) -> Said:
    title = _("Finish the round of {day}").format(day=_evening(task))
    detail = _listed(task.names) or _("No spot yet")
    return Said("pencil", "blue", title, detail, _("Finish"), NEW_ROUND, target_of_draft(task.id))


def _round(task: Task) -> Said:
    title = _("Enter the round of {day}").format(day=_evening(task))
    detail = _("Your usual round; nothing is entered yet.")
    target = target_of_day(task.when) if task.when else ""
    return Said("footprints", "primary_text", title, detail, _("Enter"), NEW_ROUND, target)


def _feedback(task: Task) -> Said:
    title = _("Tell young people: {title}").format(title=task.name)
    left = FEEDBACK_DAYS - task.days
    over = ngettext("{n} day over the three months", "{n} days over the three months", -left)
    still = ngettext("Decided; {n} day left of three months", "Decided; {n} days left of three months", left)
    tone = "red" if left < 0 else "amber"
    return Said("message-square", tone, title, over if left < 0 else still, _("Note it"), "signals", task.id)


def _answer(task: Task) -> Said:
    title = _("No answer on “{title}”").format(title=task.name)
    ago = ngettext("Sent {n} day ago", "Sent {n} days ago", task.days)
    return Said("circle-alert", "red", title, _joined(ago, *task.names), _("Ask after it"), "signals", task.id)


def _decision(task: Task) -> Said:
    title = _("What was decided on “{title}”?").format(title=task.name)
    when = _("Session of {day}").format(day=_dated(task.when))
    return Said("gavel", "amber", title, _joined(when, *task.names), _("Note it"), "signals", task.id)


def _session(task: Task) -> Said:
    title = _("“{title}” is on the agenda").format(title=task.name)
    when = _("Session of {day}").format(day=_dated(task.when))
    return Said("calendar", "amber", title, _joined(when, *task.names), _("Open"), "signals", task.id)


def _agreement(task: Task) -> Said:
    title = _("Agreed: {text}").format(text=" ".join(task.name.split()))
    detail = _joined(lateness(task.days), *task.names)
    tone = "red" if task.days > 0 else "amber"
    return Said("clipboard-check", tone, title, detail, _("Ask after it"), "agreements", task.id)


def _agreements(task: Task) -> Said:
    title = ngettext("{n} agreement is late", "{n} agreements are late", task.n)
    longest = ngettext("The oldest by {n} day.", "The oldest by {n} days.", task.days)
    return Said("clipboard-check", "red", title, longest, _("Look"), "agreements")


def _delivery(task: Task) -> Said:
    title = _("Hand in the note: {title}").format(title=task.name)
    copies = ngettext("{n} copy", "{n} copies", task.n)
    late = ngettext("{n} day late", "{n} days late", task.days)
    when = late if task.days > 0 else _("by {day}").format(day=day(task.when, "EEEE d MMMM"))
    tone = "red" if task.days > 0 else "amber"
    return Said("send", tone, title, _joined(copies, when), _("Open"), "signals", task.id)


def _telling(task: Task) -> Said:
    title = _("Tell the others: {title}").format(title=task.name)
    labels = BUILT_IN["audience"]
    whom = _listed(tuple(_(labels.get(code, code)) for code in task.names))
    late = ngettext("{n} day late", "{n} days late", task.days)
    when = late if task.days > 0 else _("by {day}").format(day=_dated(task.when))
    tone = "red" if task.days > 0 else "amber"
    return Said("message-square", tone, title, _joined(whom, when), _("Note it"), "signals", task.id)


def _closing(task: Task) -> Said:
    title = _("Close it: {title}").format(title=task.name)
    return Said(
        "circle-check", "green", title, _("Everybody heard it; nothing is open."), _("Open"), "signals", task.id
    )


def _fix_agenda(task: Task) -> Said:
    title = _("Fix the agenda: {title}").format(title=task.name)
    tone = "red" if task.days > 0 else "amber"
    return Said("lock", tone, title, lateness(task.days), _("Open"), "meeting", task.id)


def _prepare(task: Task) -> Said:
    title = _("Prepare: {title}").format(title=task.name)
    when = day(task.when, "EEEE d MMMM")
    return Said("calendar", "amber", title, when, _("Open"), "meeting", task.id)


def _minutes(task: Task) -> Said:
    title = _("Minutes: {title}").format(title=task.name)
    when = _("Met on {day}").format(day=_dated(task.when))
    return Said("pencil", "amber", title, when, _("Open"), "meeting", task.id)


def _choices(task: Task) -> Said:
    title = ngettext("{n} decision waits", "{n} decisions wait", task.n)
    detail = _("Colleagues wrote the same thing differently, or twice.")
    return Said("git-merge", "amber", title, detail, _("Choose"), MERGE)


def _joining(task: Task) -> Said:
    title = ngettext("{n} laptop asks to join", "{n} laptops ask to join", task.n)
    return Said("user-plus", "amber", title, _("Compare the fingerprint by voice first."), _("Look"), "team")


def _late_work(task: Task) -> Said:
    title = ngettext("{n} piece of late work", "{n} pieces of late work", task.n)
    detail = _("Written by a laptop that was out of the team by then.")
    return Said("hourglass", "amber", title, detail, _("Judge"), "team")


def _alarm(_task: Task) -> Said:
    title = _("What was published tells too much together, or it cannot be proven that it does not.")
    detail = _("Publish nothing more about these quarters, and talk to the other coordinator.")
    return Said("shield-alert", "red", title, detail, _("Look"), "figures")


def _erasures(task: Task) -> Said:
    title = ngettext("{n} record is asked to be erased", "{n} records are asked to be erased", task.n)
    return Said("eraser", "amber", title, _("A colleague waits for your answer."), _("Look"), SETTINGS, "keep")


def _folder(task: Task) -> Said:
    title = ngettext("The folder did not answer for {n} day", "The folder did not answer for {n} days", task.days)
    detail = ngettext("{n} change is waiting", "{n} changes are waiting", task.n)
    return Said("cloud-off", "amber", title, detail, _("See what to do"), SYNC)


def _backup(task: Task) -> Said:
    title = ngettext("The last backup is {n} day old", "The last backup is {n} days old", task.days)
    detail = _("It should make itself every day.")
    return Said("archive", "amber", title, detail, _("To the backups"), SETTINGS, "backups")


def _recurring(task: Task) -> Said:
    title = _("Maybe recurring: {title}").format(title=task.name)
    came = ngettext("{n} encounter", "{n} encounters", task.n)
    detail = _("{encounters} since {day}").format(encounters=came, day=_dated(task.when))
    return Said("sparkles", "violet", title, detail, _("Look"), "needs", task.id)


def _old_notes(task: Task) -> Said:
    title = ngettext(
        "{n} note of this laptop is past its term", "{n} notes of this laptop are past their term", task.n
    )
    return Said("hourglass", "text2", title, _("Nobody else has them."), _("Look at them"), SETTINGS, "keep")


_WORDS: dict[Kind, Callable[[Task], Said]] = {
    Kind.DRAFT: _draft,
    Kind.ROUND: _round,
    Kind.FEEDBACK: _feedback,
    Kind.ANSWER: _answer,
    Kind.DECISION: _decision,
    Kind.SESSION: _session,
    Kind.DELIVERY: _delivery,
    Kind.TELLING: _telling,
    Kind.CLOSING: _closing,
    Kind.AGREEMENT: _agreement,
    Kind.AGREEMENTS: _agreements,
    Kind.FIX_AGENDA: _fix_agenda,
    Kind.PREPARE: _prepare,
    Kind.MINUTES: _minutes,
    Kind.CHOICES: _choices,
    Kind.JOINING: _joining,
    Kind.LATE_WORK: _late_work,
    Kind.ALARM: _alarm,
    Kind.ERASURES: _erasures,
    Kind.FOLDER: _folder,
    Kind.BACKUP: _backup,
    Kind.RECURRING: _recurring,
    Kind.OLD_NOTES: _old_notes,
}


def lateness(days: int) -> str:
    """Of what has a day by which it should be done; below zero that is to come."""
    if days > 0:
        return ngettext("{n} day late", "{n} days late", days)
    if days == 0:
        return _("due today")
    return _("due tomorrow") if days == -1 else ngettext("due in {n} day", "due in {n} days", -days)


def _evening(task: Task) -> str:
    if task.days == 0:
        return _("today")
    if task.days == 1:
        return _("yesterday")
    return day(task.when, "EEEE d MMMM")


def _dated(when: date | None) -> str:
    return day(when, "d MMMM")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)
