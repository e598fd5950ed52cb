"""The team as its coordinators keep it: who is in it, who is out, its keys, and what came too late."""

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import group
from outreach_app.domain.records import BY_SLUG
from outreach_app.i18n import N_, _, ngettext, number
from outreach_app.sync.errors import ONE_COORDINATOR
from outreach_app.sync.keys import same_fingerprint
from outreach_app.sync.late import Inspected
from outreach_app.sync.members import ACTIVE, REVOKED, WORDS
from outreach_app.workspace import LateWork, Member

ROLES = {"worker": N_("Worker"), "coordinator": N_("Coordinator")}


@group(help=N_("The team this vault belongs to."))
def team() -> None:
    pass


@team.command(help=N_("Say that the team's FINGERPRINT is the one a coordinator told you."))
@click.argument("fingerprint")
@click.pass_obj
def confirm(call: Call, fingerprint: str) -> None:
    with call.workspace() as workspace:
        workspace.confirm_team(fingerprint)
        call.answer(
            {"team_fingerprint": workspace.team_fingerprint, "confirmed": True},
            lambda: [_("The team is confirmed.")],
        )


@team.command(
    "list", help=N_("List the laptops of the team: role, state, when heard of, how many changes behind.")
)
@click.pass_obj
def list_(call: Call) -> None:
    with call.workspace() as workspace:
        workspace.circle()
        members = workspace.members()
        advice = [_(ONE_COORDINATOR)] if workspace.membership.lonely and workspace.actor.coordinator else []
        call.answer([one.as_json() for one in members], lambda: [*(_line(one) for one in members), *advice])


@team.command(
    help=N_("Take the laptop with this FINGERPRINT out of the team for good, and make new keys. Sync first.")
)
@click.argument("fingerprint")
@click.option("--own", is_flag=True, help=N_("The laptop of this vault is meant."))
@click.pass_obj
def revoke(call: Call, fingerprint: str, own: bool) -> None:
    with call.workspace() as workspace:
        workspace.membership.revoke(fingerprint, own=own)
        call.answer(
            {"fingerprint": same_fingerprint(fingerprint), "state": REVOKED},
            lambda: [
                _("Taken out. The next sync tells the others."),
                _("What that laptop holds already stays readable to whoever has its passphrase."),
                _("Take away its access to the shared folder too."),
            ],
        )


@team.command(help=N_("Make a new key for all that is written from now on."))
@click.pass_obj
def rekey(call: Call) -> None:
    with call.workspace() as workspace:
        workspace.membership.rekey()
        call.answer({"rekeyed": True}, lambda: [_("The team has a new key. The next sync hands it out.")])


@team.command(help=N_("List what laptops sent that were out by then; with an ID, show what it says."))
@click.argument("id", required=False)
@click.pass_obj
def quarantine(call: Call, id: str | None) -> None:
    with call.workspace() as workspace:
        if id is not None:
            found = workspace.membership.inspect(id)
            call.answer(found.as_json(), lambda: _content(found))
            return
        works = workspace.membership.quarantined()
        call.answer(
            [one.as_json() for one in works],
            lambda: [line for one in works for line in _work(one)] or [_("Nothing is in quarantine.")],
        )


@team.command(help=N_("Take in what has this ID in the quarantine, on every laptop."))
@click.argument("id")
@click.pass_obj
def accept(call: Call, id: str) -> None:
    with call.workspace() as workspace:
        work = workspace.membership.accept(id)
        call.answer(
            {"id": work.id, "accepted": True}, lambda: [_("Accepted. Every laptop takes it in at its next sync.")]
        )


@team.command(help=N_("Do not list what has this ID in the quarantine any more, on this laptop."))
@click.argument("id")
@click.pass_obj
def dismiss(call: Call, id: str) -> None:
    with call.workspace() as workspace:
        work = workspace.membership.dismiss(id)
        call.answer(
            {"id": work.id, "dismissed": True}, lambda: [_("Dismissed: it counts nowhere and is not listed here.")]
        )


def _line(one: Member) -> str:
    seen = _("seen {when}").format(when=one.last_seen.replace("T", " ")) if one.last_seen else ""
    behind = ngettext("{n} change behind", "{n} changes behind", one.behind) if one.behind else ""
    own = _("this laptop") if one.own else ""
    state = _(WORDS[one.state]) if one.state != ACTIVE else ""
    said = (one.fingerprint, one.name, _(ROLES[one.role]), own, state, seen, behind)
    return "  ".join(part for part in said if part)


def _work(one: LateWork) -> list[str]:
    kinds = ", ".join(f"{_kind(slug)} {number(n)}" for slug, n in one.kinds.items())
    if not one.readable:
        kinds = _("cannot be opened here")
    return [
        one.id,
        "  " + "  ".join(part for part in (one.author, one.written_at.replace("T", " "), kinds) if part),
    ]


def _content(found: Inspected) -> list[str]:
    lines = _work(found.work)
    for one in found.told:
        what = _("new: {kind}") if one.new else _("changed: {kind}")
        lines.append("  ".join(part for part in (what.format(kind=one.kind), one.title) if part))
        lines += [f"  {label}: {text}" for label, text in one.lines]
    return lines


def _kind(slug: str) -> str:
    record = BY_SLUG.get(slug)
    return _(record.plural) if record else slug


COMMANDS = [team]
