"""Meetings on the command line: agenda, minutes, calendar."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import click

from outreach_app.cli.call import Call
from outreach_app.cli.exports import recipient_option, warn_leaving
from outreach_app.cli.notes import reason_option
from outreach_app.cli.words import command, group
from outreach_app.domain.records import AgendaItem, Consultation, Meeting
from outreach_app.i18n import LANGUAGES, N_, _, day, language, ngettext
from outreach_app.notes import printing
from outreach_app.paths import write_whole
from outreach_app.store import agenda, calendar, meetings, minutes
from outreach_app.store import records as access
from outreach_app.store.minutes import Line, Sitting
from outreach_app.workspace import Workspace

_out = click.option("--out", metavar="FILE.pdf", type=click.Path(path_type=Path), help=N_("As a PDF."))
_lang = click.option("--lang", type=click.Choice(LANGUAGES), help=N_("Instead of the language spoken here."))


@group(help=N_("Meetings of consultations."))
def meeting() -> None:
    pass


@meeting.command(help=N_("Bring a meeting to another STATE."))
@click.argument("id")
@click.argument("state")
@reason_option
@click.pass_obj
def move(call: Call, id: str, state: str, reason: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            found = access.get(session, Meeting, id)
            moved = meetings.move_meeting(
                session, found.id, state, workspace.actor, workspace.clock.today(), reason
            )
        call.answer({"id": moved.id, "state": moved.state}, lambda: [f"{moved.title}: {moved.state}"])


@meeting.command(help=N_("What came of agenda ITEM: a decision, or nothing with a reason."))
@click.argument("item")
@click.argument("outcome", type=click.Choice(("agreement", "decision", "reason")))
@click.option("--text", default="", help=N_("In words."))
@click.pass_obj
def note(call: Call, item: str, outcome: str, text: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            found = access.get(session, AgendaItem, item)
            made = minutes.note(session, found.id, outcome, text, workspace.actor, workspace.clock.today())
        call.answer({"id": made.id}, lambda: [made.id])


@meeting.command(help=N_("An agreement made at ITEM, in one LINE: what @organisation by 15/12."))
@click.argument("item")
@click.argument("line")
@click.pass_obj
def agree(call: Call, item: str, line: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            found = access.get(session, AgendaItem, item)
            made = minutes.agree(session, found.id, line, workspace.actor, workspace.clock.today())
            document = access.as_json(made)
        call.answer(document, lambda: [f"{made.id}  {made.text}  {day(made.due)}"])


@meeting.command(help=N_("Take ITEM off the agenda; once that is fixed, it stays there, marked."))
@click.argument("item")
@click.pass_obj
def drop(call: Call, item: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            gone = agenda.drop(session, access.get(session, AgendaItem, item).id)
        call.answer({"id": gone.id, "deleted": gone.deleted, "late": gone.late}, lambda: [gone.text])


@meeting.command("import", help=N_("Plan the meetings of a calendar FILE.ics for a consultation."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--consultation", required=True, metavar="NAME")
@click.pass_obj
def import_(call: Call, file: Path, consultation: str) -> None:
    from outreach_app.tables import calendar_file

    found = calendar_file.read(file.read_bytes(), file.name)
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            table = access.get(session, Consultation, consultation)
            made = [
                access.add(session, Meeting, values, workspace.actor, today=workspace.clock.today())
                for values in (
                    {
                        "consultation": table.id,
                        "date": one.on.isoformat(),
                        "start": one.start,
                        "end": one.end if one.end > one.start else "",
                        "place": one.place,
                        "title": one.title,
                    }
                    for one in found
                )
            ]
        call.answer([{"id": one.id, "title": one.title} for one in made], lambda: [one.title for one in made])


@command("agenda", help=N_("The agenda of MEETING; --build puts on it what is late, ripe, owed and standing."))
@click.argument("id", metavar="MEETING")
@click.option("--build", is_flag=True, help=N_("Add what belongs on it and is not there yet."))
@_out
@_lang
@click.pass_obj
def agenda_(call: Call, id: str, build: bool, out: Path | None, lang: str | None) -> None:
    with call.workspace() as workspace:
        if build:
            with workspace.store.write() as session:
                agenda.build(session, access.get(session, Meeting, id).id, workspace.clock.today())
        sitting = _read(workspace, id)
        if out is not None:
            _print(call, workspace, sitting, "agenda", out, lang)
            return
        call.answer([_item(line) for line in sitting.lines], lambda: _agenda_lines(sitting))


@command("minutes", help=N_("The minutes of MEETING, for those who were there and for coordinators."))
@click.argument("id", metavar="MEETING")
@_out
@_lang
@click.pass_obj
def minutes_(call: Call, id: str, out: Path | None, lang: str | None) -> None:
    with call.workspace() as workspace:
        sitting = _read(workspace, id)
        sitting.refuse_outsiders()
        if out is not None:
            _print(call, workspace, sitting, "minutes", out, lang)
            return
        document = {
            "id": sitting.meeting.id,
            "title": sitting.meeting.title,
            "recipients": sitting.recipients,
            "items": [{**_item(line), **_ending(line)} for line in sitting.lines],
        }
        call.answer(document, lambda: _minute_lines(sitting))


@command("calendar", help=N_("Meetings and due dates, as a calendar file."))
@click.option("--out", required=True, metavar="FILE.ics", type=click.Path(path_type=Path))
@click.option("--meeting", "id", default="", metavar="MEETING", help=N_("The invitation to this one alone."))
@recipient_option
@click.pass_obj
def calendar_(call: Call, out: Path, id: str, recipient: str) -> None:
    from outreach_app.tables import calendar_file

    with call.workspace() as workspace:
        with workspace.store.read() as session:
            today = workspace.clock.today()
            one = [calendar.of_meeting(access.get(session, Meeting, id))] if id else None
            found = one or calendar.dated(session, today)
        warn_leaving(call)
        workspace.exports.record("calendar", recipient, len(found), out)
        write_whole(out, calendar_file.written(found))
        told = ngettext("{n} day", "{n} days", len(found))
        call.answer({"file": str(out), "events": len(found)}, lambda: [f"{out}: {told}"])


def _read(workspace: Workspace, id: str) -> Sitting:
    with workspace.store.read() as session:
        found = access.get(session, Meeting, id)
        return minutes.sitting(session, found.id, workspace.actor, workspace.clock.today())


def _print(
    call: Call,
    workspace: Workspace,
    sitting: Sitting,
    paper: Literal["agenda", "minutes"],
    out: Path,
    lang: str | None,
) -> None:
    """For whom it is, is not chosen: who sits there, or who was there."""
    whom = sitting.recipients if paper == "minutes" else sitting.invited
    printed = printing.print_meeting(sitting, paper, workspace.team_name, lang or language())
    warn_leaving(call)
    workspace.exports.record("pdf", ", ".join(whom), printed.records, out)
    write_whole(out, printed.content)
    if printed.warning:
        call.warn(printed.warning)
    call.answer(
        {"file": str(out), "pages": printed.pages, "recipients": whom},
        lambda: [f"{out}: " + ngettext("{n} page", "{n} pages", printed.pages), *whom],
    )


def _item(line: Line) -> dict[str, Any]:
    item = line.item
    return {
        "id": item.id,
        "text": item.text,
        "origin": item.origin,
        "purpose": item.purpose,
        "signal": item.signal,
        "agreement": item.agreement,
        "lacking": item.lacking,
        "late": item.late,
    }


def _ending(line: Line) -> dict[str, Any]:
    agreed = [
        {
            "id": one.id,
            "text": one.text,
            "organisation": one.organisation,
            "due": one.due.isoformat() if one.due else None,
        }
        for one in line.agreed
    ]
    return {"outcome": line.outcome, "said": line.said, "agreements": agreed, "ended": line.ended}


def _agenda_lines(sitting: Sitting) -> Sequence[str]:
    found = []
    for n, line in enumerate(sitting.lines, 1):
        labels = (
            ("item_origin", line.item.origin),
            ("purpose", line.item.purpose),
            ("late_change", line.item.late),
        )
        about = " · ".join(sitting.terms.label(vocabulary, code) for vocabulary, code in labels if code)
        found.append(f"{n}. {line.item.text}  {about}")
    return found or [_("Nothing is on the agenda yet.")]


def _minute_lines(sitting: Sitting) -> list[str]:
    lines = [sitting.meeting.title, ", ".join(sitting.recipients)]
    for n, line in enumerate(sitting.lines, 1):
        lines.append(f"{n}. {line.item.text}")
        if line.said:
            label = sitting.terms.label("item_outcome", line.outcome)
            lines.append(f"   {label}: {line.said}" if line.outcome else f"   {line.said}")
        lines += [f"   - {one.text}  {one.organisation}  {day(one.due) if one.due else ''}" for one in line.agreed]
    return lines


COMMANDS = [meeting, agenda_, minutes_, calendar_]
