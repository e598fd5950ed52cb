"""Erase for good: a record, a person's traces; what is asked, and what every laptop has confirmed."""

from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.records import record_of
from outreach_app.cli.words import command, group
from outreach_app.i18n import N_, _, gettext, ngettext
from outreach_app.store.traces import VIEW, Place
from outreach_app.sync.erasures import Erasure, Request
from outreach_app.sync.people import moment
from outreach_app.workspace.erasing import Doomed

PERSON = "person"
"""Instead of a kind: every trace of the person with this name."""


@command(
    help=N_(
        "Erase a record of KIND for good, on every laptop; a worker asks a coordinator to. With `person` and a"
        " name instead: the records about that person, and the name wherever it stands."
    )
)
@click.argument("kind")
@click.argument("id")
@click.option("--why", default="", metavar="TEXT", help=N_("For the coordinator who decides. Name nobody."))
@click.option("--dry-run", is_flag=True, help=N_("Only say what it would be."))
@click.pass_obj
def erase(call: Call, kind: str, id: str, why: str, dry_run: bool) -> None:
    if kind == PERSON:
        _erase_person(call, id, dry_run=dry_run)
        return
    record = record_of(kind)
    with call.workspace() as workspace:
        if dry_run:
            with workspace.store.read() as session:
                doomed = workspace.erasing.preview(session, record, id)
        else:
            doomed = workspace.erasing.erase(record, id, why)
        state = "preview" if dry_run else "asked" if doomed.asks else "erased"
        answer = {
            "kind": record.slug,
            "id": doomed.id,
            "state": state,
            "records": {each.slug: n for each, n in doomed.kinds.items()},
        }
        call.answer(answer, lambda: [_said(doomed, state), *_counted(doomed)])


@group(help=N_("What is asked to be erased, and what was erased."), invoke_without_command=True)
@click.pass_context
def erasures(context: click.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    call: Call = context.obj
    with call.workspace() as workspace, workspace.store.read() as session:
        asked, done = workspace.erasing.requests(session), workspace.erasing.erasures(session)
        answer = {"requests": [_request(one) for one in asked], "erasures": [_erasure(one) for one in done]}
        lines = [f"{one.id}  {gettext(one.record.singular)}: {one.caption}  {one.by}  {one.why}" for one in asked]
        call.answer(answer, lambda: [*lines, *map(_line, done)] or [_("Nothing is asked, nothing was erased.")])


@erasures.command(help=N_("Erase what the request with this ID asks."))
@click.argument("id")
@click.pass_obj
def grant(call: Call, id: str) -> None:
    with call.workspace() as workspace:
        doomed = workspace.erasing.grant(id)
        call.answer({"id": doomed.id, "state": "erased"}, lambda: [_said(doomed, "erased")])


@erasures.command(help=N_("Say that what the request with this ID asks for stays."))
@click.argument("id")
@click.pass_obj
def decline(call: Call, id: str) -> None:
    with call.workspace() as workspace:
        request = workspace.erasing.decline(id)
        call.answer(
            {"id": request.row, "state": "declined"},
            lambda: [_("It stays: {caption}").format(caption=request.caption)],
        )


@group(help=N_("Spots that only this laptop may know."))
def spot() -> None:
    pass


@spot.command(help=N_("Make a spot sensitive: it stays on this laptop, and is erased on the others."))
@click.argument("id")
@click.pass_obj
def hide(call: Call, id: str) -> None:
    with call.workspace() as workspace:
        kept = workspace.erasing.hide(id)
        with workspace.store.read() as session:
            elsewhere = workspace.erasing.still_elsewhere(session, kept)
        call.answer(
            {"id": kept, "elsewhere": elsewhere},
            lambda: [kept, *([_("Not yet erased elsewhere.")] if elsewhere else [])],
        )


@spot.command(help=N_("Let the team know a sensitive spot."))
@click.argument("id")
@click.pass_obj
def share(call: Call, id: str) -> None:
    with call.workspace() as workspace:
        shared = workspace.erasing.share(id)
        call.answer({"id": shared}, lambda: [shared])


def _erase_person(call: Call, text: str, *, dry_run: bool) -> None:
    with call.workspace() as workspace:
        with workspace.store.read() as session:
            places = workspace.erasing.find_person(session, text)
        answer: dict[str, Any] = {"places": [_place(one) for one in places]}
        lines = [f"{one['kind']}  {one['id']}  {one['field']}  {one['title']}" for one in answer["places"]]
        if dry_run:
            call.answer(answer, lambda: lines or [_("Nothing here names this person.")])
            return
        done = workspace.erasing.erase_person(text)
        answer |= {
            "erased": done.erased,
            "struck": done.struck,
            "unreached": [str(folder) for folder in done.unreached],
        }
        call.answer(
            answer,
            lambda: [
                ngettext("{n} record erased", "{n} records erased", done.erased),
                ngettext("the name struck out in {n} place", "the name struck out in {n} places", done.struck),
                _("Every laptop does the same with what only it has, at its next sync, and says so (erasures)."),
                *(
                    _("Backups in {folder} are still to be deleted by hand.").format(folder=one)
                    for one in done.unreached
                ),
            ],
        )


def _said(doomed: Doomed, state: str) -> str:
    said = {
        "preview": _("Would be erased for good: {caption}"),
        "asked": _("A coordinator is asked to erase it, at the next sync: {caption}"),
        "erased": _("Erased for good: {caption}"),
    }
    return said[state].format(caption=doomed.caption)


def _counted(doomed: Doomed) -> list[str]:
    return [f"  {gettext(kind.plural)}: {n}" for kind, n in doomed.kinds.items()]


def _place(place: Place) -> dict[str, Any]:
    return {
        "kind": place.record.slug if place.record else VIEW if place.field == VIEW else "draft",
        "id": place.id,
        "field": place.field,
        "title": place.caption,
        "about": place.about,
        "here": place.here,
    }


def _request(one: Request) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.record.slug,
        "record": one.row,
        "title": one.caption,
        "by": one.by,
        "at": moment(one.at),
        "why": one.why,
    }


def _erasure(one: Erasure) -> dict[str, Any]:
    return {
        "id": one.id,
        "at": moment(one.at),
        "by": one.by,
        "what": "person" if one.person else "records",
        "records": one.records,
        "confirmed": list(one.confirmed),
        "waiting": list(one.waiting),
    }


def _line(one: Erasure) -> str:
    counted = ngettext("{n} record", "{n} records", one.records)
    waits = _("still to do: {names}").format(names=", ".join(one.waiting)) if one.waiting else _("done everywhere")
    return f"{moment(one.at)}  {counted}  {waits}"


COMMANDS = [erase, erasures, spot]
