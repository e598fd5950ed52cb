"""From a need to a note: moves, the ripeness list, and the PDF."""

from pathlib import Path

import click

from outreach_app.cli.call import Call, pairs
from outreach_app.cli.exports import recipient_option, warn_leaving
from outreach_app.cli.records import set_option
from outreach_app.cli.words import command, group
from outreach_app.domain.note_plan import TEMPLATES, Template
from outreach_app.domain.records import Need, Signal
from outreach_app.domain.upward import LEVELS
from outreach_app.i18n import LANGUAGES, N_, ngettext
from outreach_app.notes import printing
from outreach_app.paths import write_whole
from outreach_app.store import copying_up, needs, ripe, signals
from outreach_app.store import records as access

reason_option = click.option("--reason", default="", help=N_("Why; kept with the record."))


@group(help=N_("Needs."))
def need() -> None:
    pass


@need.command("move", help=N_("Bring a need to another STATE."))
@click.argument("id")
@click.argument("state")
@reason_option
@set_option
@click.pass_obj
def move_need(call: Call, id: str, state: str, reason: str, sets: tuple[str, ...]) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            found = access.get(session, Need, id)
            moved = needs.move_need(
                session, found.id, state, workspace.actor, workspace.clock.today(), reason, **pairs(sets)
            )
        call.answer({"id": moved.id, "state": moved.state}, lambda: [f"{moved.title}: {moved.state}"])


@group(help=N_("Signals."))
def signal() -> None:
    pass


@signal.command(help=N_("Make a signal of one or more needs."))
@click.argument("need_ids", nargs=-1, required=True)
@click.pass_obj
def promote(call: Call, need_ids: tuple[str, ...]) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            ids = [access.get(session, Need, id).id for id in need_ids]
            made = needs.promote(session, ids, workspace.actor)
        call.answer({"id": made.id, "state": made.state}, lambda: [made.id])


@signal.command("move", help=N_("Bring a signal to another STATE."))
@click.argument("id")
@click.argument("state")
@reason_option
@set_option
@click.pass_obj
def move_signal(call: Call, id: str, state: str, reason: str, sets: tuple[str, ...]) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            found = access.get(session, Signal, id)
            moved = signals.move_signal(
                session, found.id, state, workspace.actor, workspace.clock.today(), reason, **pairs(sets)
            )
        call.answer({"id": moved.id, "state": moved.state}, lambda: [f"{moved.title}: {moved.state}"])


@signal.command("copy-up", help=N_("Copy a signal to a region or beyond, without anything local in it."))
@click.argument("id")
@click.option("--level", type=click.Choice(LEVELS), required=True)
@click.option("--dry-run", is_flag=True, help=N_("Only show what would go."))
@set_option
@click.pass_obj
def copy_signal_up(call: Call, id: str, level: str, dry_run: bool, sets: tuple[str, ...]) -> None:
    with call.workspace() as workspace:
        if dry_run:
            with workspace.store.read() as session:
                shown = copying_up.preview(session, access.get(session, Signal, id).id).texts
            answer = {name: {"text": one.text, "taken_out": list(one.taken_out)} for name, one in shown.items()}
            call.answer(answer, lambda: [f"{name}: {one.text}" for name, one in shown.items()])
            return
        with workspace.store.write() as session:
            made = copying_up.copy_up(session, access.get(session, Signal, id).id, level, pairs(sets))
        call.answer({"id": made.id, "state": made.state}, lambda: [made.id])


@signal.command(help=N_("The ripeness list: what is done, and what is not yet."))
@click.argument("id")
@click.pass_obj
def check(call: Call, id: str) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        found = ripe.check_signal(session, access.get(session, Signal, id).id)
        answer = [{"item": one.item, "ok": one.ok, "why": one.why} for one in found]
        call.answer(answer, lambda: [f"{'✓' if one.ok else '✗'} {one.item}: {one.why}" for one in found])


@command(
    help=N_("Write the signal note as a PDF, or for a word processor. Coordinators freeze the figures behind it.")
)
@click.argument("signal_id")
@click.option("--template", type=click.Choice(TEMPLATES), required=True)
@click.option("--out", required=True, metavar="FILE.pdf|FILE.docx", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(LANGUAGES), help=N_("Instead of the team's language."))
@recipient_option
@click.pass_obj
def note(call: Call, signal_id: str, template: Template, out: Path, lang: str | None, recipient: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.read() as session:
            found = access.get(session, Signal, signal_id).id
        form = printing.form_of(out.name)
        printed = printing.print_note(
            workspace.store, workspace.actor, workspace.clock.today(), found, template, lang, form
        )
        warn_leaving(call)
        workspace.exports.record(form, recipient, printed.records, out)
        write_whole(out, printed.content)
        if printed.warning:
            call.warn(printed.warning)
        call.answer(
            {
                "file": str(out),
                "pages": printed.pages,
                "figures": printed.figures,
                "unprintable": list(printed.unprintable),
            },
            lambda: [f"{out}: " + ngettext("{n} page", "{n} pages", printed.pages)],
        )


COMMANDS = [need, signal, note]
