"""Reports for those who want to know what it all yields."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.exports import recipient_option, warn_leaving
from outreach_app.cli.words import group
from outreach_app.domain.fields import Id
from outreach_app.domain.note_plan import SectionText
from outreach_app.domain.records import Area
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.domain.yields import EVERYWHERE, Line, Yield, shown, yield_of
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _, language
from outreach_app.notes import printing, results
from outreach_app.paths import write_whole
from outreach_app.store.finding import live
from outreach_app.store.listing import vocabularies
from outreach_app.store.naming import names_of
from outreach_app.store.note_plans import own_sections
from outreach_app.store.yields import courses
from outreach_app.tables.writing import write_table


class NoSuchReport(OutreachError):
    message = N_("A report is written as a PDF or as a workbook, not as {name}.")
    advice = N_("Let the name of the file end in .pdf, .xlsx or .csv.")


@group(help=N_("What it all yields."))
def report() -> None:
    pass


@report.command(help=N_("Signals of a year: how far they came, how long it took, what came of it."))
@click.option("--year", type=int, required=True)
@click.option("--area", default="", metavar="AREA", help=N_("Only those about this area."))
@click.option("--internal", is_flag=True, help=N_("Exact durations, for eyes inside the team only."))
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help=N_("As .pdf, .xlsx or .csv."))
@recipient_option
@click.pass_obj
def signals(call: Call, year: int, area: str, internal: bool, out: Path | None, recipient: str) -> None:
    if out is not None and out.suffix.lower() not in (".pdf", ".xlsx", ".csv"):
        raise NoSuchReport(name=out.name)
    with call.workspace() as workspace:
        with workspace.store.read() as session:
            place = live(session, Area, area) if area else None
            found = yield_of(courses(session), year, place.id if place else None)
            names = names_of(session, Area, [each for each in found.areas if each])
            terms, own = vocabularies(session), own_sections(session)
        made = found if internal and out is None else shown(found)
        if out is not None:
            warn_leaving(call)
            kind = "pdf" if out.suffix.lower() == ".pdf" else "spreadsheet"
            workspace.exports.record(kind, recipient, made.all.signals)
            _write(out, made, names, terms, own, workspace.team_name, place.name if place else "")
        call.answer(_document(made, names), lambda: _lines(made, names, terms, exact=internal))


def _write(
    out: Path,
    found: Yield,
    names: Mapping[Id, str],
    terms: Vocabularies,
    own: Sequence[SectionText],
    team: str,
    area: str,
) -> None:
    if out.suffix.lower() == ".pdf":
        write_whole(out, printing.print_results(found, names, terms, team, language(), area, own).content)
        return
    header, rows = results.sheet_rows(found, terms)
    write_table(out, _("What our signals yielded"), header, rows, results.sheet_notes(found, names, terms))


def _document(found: Yield, names: Mapping[Id, str]) -> dict[str, Any]:
    return {
        "year": found.year,
        **_line(found.all),
        "states": dict(found.states),
        "areas": [
            {"area": None if place == EVERYWHERE else names.get(place, ""), **_line(line)}
            for place, line in found.areas.items()
        ],
        "realised": [
            {
                "need": one.need,
                "signal": one.signal,
                "outcome": one.outcome,
                "decision": one.decision,
                "agreements": one.agreed,
                "kept": one.kept,
                "encounters": one.encounters,
            }
            for one in found.realised
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "signals": line.signals,
        "submitted": line.submitted,
        "answered": line.answered,
        "days_to_decision": line.to_decision,
        "days_to_feedback": line.to_feedback,
    }


def _lines(found: Yield, names: Mapping[Id, str], terms: Vocabularies, *, exact: bool) -> list[str]:
    return [
        str(found.year),
        *(f"{value} {label}" for label, value in results.cards(found.all, exact=exact)),
        *(f"{terms.label('signal_state', state)}: {n}" for state, n in found.states.items()),
        *("  ".join(row) for row in results.rows(found, names, exact=exact)),
        *("  ".join(part for part in row if part) for row in results.sheet_rows(found, terms)[1]),
    ]


COMMANDS = [report]
