"""What each kind of import can fill: fields of the records, under the names a spreadsheet uses."""

from collections.abc import Mapping
from dataclasses import replace

from outreach_app.domain.fields import Base, Field, Kind, field_of, fields_of
from outreach_app.domain.records import AreaFigure, Encounter, Organisation, Record, Round, Spot, Visit
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import N_

KINDS = ("rounds", "spots", "organisations", "area-figures")
AGE = "age_"
NEEDED = {
    "rounds": (("date",), ("area", "spot")),
    "spots": (("name",),),
    "organisations": (("name",),),
    "area-figures": (("area",), ("indicator",), ("value",)),
}
"""By kind: fields that must be filled, one of each group."""
NAMED: dict[str, type[Record]] = {"spots": Spot, "organisations": Organisation, "area-figures": AreaFigure}
"""What a row of these kinds becomes."""


def targets(kind: str, vocabularies: Vocabularies) -> Mapping[str, Field]:
    """The fields of a kind of import by name, in the order in which people are told about them."""
    if kind == "rounds":
        return _of_rounds(vocabularies)
    return {field.name: field for field in fields_of(NAMED[kind]) if not field.by_move}


def _of_rounds(vocabularies: Vocabularies) -> Mapping[str, Field]:
    """A row is one encounter, with what there is to know of its round and its spot."""
    fields = [
        _field(Round, "date"),
        _field(Round, "start"),
        _field(Round, "end"),
        Field(N_("Worker"), name="worker", kind=Kind.REFERENCE, to="worker"),
        _field(Visit, "area"),
        _field(Visit, "spot"),
        _field(Spot, "kind", "spot_kind"),
        _field(Spot, "latitude"),
        _field(Spot, "longitude"),
    ]
    fields += [_field(Encounter, name) for name in ("who", "group_size", "mix", "intensity", "daypart", "domains")]
    fields += [_field(Encounter, "needs"), _field(Encounter, "result"), _field(Encounter, "local_note", "note")]
    fields += [
        Field(choice.label, name=AGE + choice.code, kind=Kind.INTEGER) for choice in vocabularies.choices("age")
    ]
    return {field.name: field for field in fields}


def _field(record: type[Base], name: str, called: str = "") -> Field:
    found = field_of(record, name)
    assert found is not None
    return replace(found, name=called or name)
