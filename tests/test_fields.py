"""The one description of every field says enough for its five readers, and nothing it must not."""

import re
from typing import Any

from sqlalchemy import Column, inspect

from outreach_app.domain.built_in import BUILT_IN, SENSITIVE
from outreach_app.domain.fields import Field, Kind, fields_of
from outreach_app.domain.records import BY_SLUG, BY_TABLE, RECORDS, UNSYNCED, Record

EVERY_FIELD = [
    (f"{record.__name__}.{field.name}", record, field) for record in RECORDS for field in fields_of(record)
]
OF_EVERY_RECORD = UNSYNCED | {"deleted"}


def column_of(record: type[Record], field: Field) -> Column[Any]:
    column = inspect(record).column_attrs[field.name].columns[0]
    assert isinstance(column, Column)
    return column


def test_every_column_is_described_but_keys_and_clock() -> None:
    for record in RECORDS:
        columns = {attribute.key for attribute in inspect(record).column_attrs}
        assert columns == {field.name for field in fields_of(record)} | OF_EVERY_RECORD, record.__name__


def test_every_record_is_found_by_table_and_slug() -> None:
    assert len(BY_TABLE) == len(BY_SLUG) == len(RECORDS)
    for record in RECORDS:
        assert record.singular and record.plural and re.fullmatch(r"[a-z]+(-[a-z]+)*", record.slug)
        assert record.named_by in {field.name for field in fields_of(record)}, record.__name__
        assert any(field.in_table for field in fields_of(record)), f"{record.__name__} shows no column"


def test_every_field_has_a_label_and_what_its_kind_needs() -> None:
    for place, _record, field in EVERY_FIELD:
        assert field.label == field.label.strip() != "", place
        assert bool(field.vocabulary) == (field.kind in {Kind.TERM, Kind.TERMS, Kind.TALLY}), place
        assert bool(field.to) == (field.kind in {Kind.REFERENCE, Kind.REFERENCES}), place
        assert field.vocabulary in {"", *BUILT_IN}, place
        assert field.to in {"", *BY_TABLE}, place


def test_defaults_are_pythons_and_of_the_vocabulary() -> None:
    """A default of the database would be missing from the patch that creates a row."""
    for place, record, field in EVERY_FIELD:
        column = column_of(record, field)
        assert column.server_default is None, place
        default = getattr(column.default, "arg", None)
        if field.kind is Kind.TERM and default:
            assert default in BUILT_IN[field.vocabulary], place


def test_what_stays_here_never_reaches_paper_and_what_is_required_can_be_typed() -> None:
    for place, _record, field in EVERY_FIELD:
        assert not (field.in_note and (field.local_only or field.sensitive)), place
        assert not (field.required and (field.by_move or field.local_only)), place


def test_labels_of_a_record_differ() -> None:
    for record in RECORDS:
        labels = [field.label for field in fields_of(record)]
        assert len(set(labels)) == len(labels), record.__name__


def test_codes_are_plain_and_sensitive_domains_exist() -> None:
    for vocabulary, terms in BUILT_IN.items():
        assert terms, vocabulary
        for code, label in terms.items():
            assert re.fullmatch(r"[a-z0-9_]+", code) and label, f"{vocabulary}: {code}"
    assert set(BUILT_IN["domain"]) >= SENSITIVE
