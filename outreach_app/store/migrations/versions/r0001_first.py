"""The first schema.

Written down once and never changed: what the declarations become later is the business of later revisions.
Each table is a line of name:kind, where `?` means that a value may be absent, `*` marks the primary key, and a
kind that is a table's name refers to its id.
"""

from alembic import op
from sqlalchemy import (
    BLOB,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

revision = "0001"
down_revision = None

_KINDS = {"blob": BLOB, "text": String, "flag": Boolean, "int": Integer, "big": BigInteger, "real": Float}

_EVERY_RECORD = "n:int* id:blob stamp:int author:int team:blob? deleted:flag revision:int"
_RECORDS = {
    "team": "name:text language:text municipality:text service:text contact:text confidentiality:text",
    "worker": "name:text devices:text left_on:text?",
    "term": "vocabulary:text code:text nl:text en:text fr:text sensitive:flag retired:flag",
    "area": (
        "name:text level:text parent:area? cooperation_form:text leads:text supporter:text context:text "
        "valid_from:text? valid_to:text? successor:area?"
    ),
    "spot": (
        "name:text area:area? kind:text state:text sensitive:flag furniture_present:text "
        "furniture_missing:text furniture_broken:text latitude:real? longitude:real? remarks:text"
    ),
    "round": "date:text start:text end:text workers:text",
    "visit": "round:round position:int area:area? spot:spot? sensitive_spot:spot? start:text no_contact:flag",
    "encounter": (
        "visit:visit daypart:text who:text group_size:int age_counts:text mix:text intensity:text "
        "domains:text needs:text result:text local_note:text"
    ),
    "need": (
        "title:text state:text domains:text kind:text scope:text destination:text description:text "
        "confirmed_on:text? reason:text"
    ),
    "quote": "text:text need:need? signal:signal? permission:flag audience:text",
    "organisation": (
        "name:text type:text domains:text areas:text size:text support:text phone:text email:text "
        "website:text remarks:text"
    ),
    "offer": "name:text organisation:organisation? domains:text thresholds:text hours:text remarks:text",
    "contact_person": (
        "name:text organisation:organisation? function:text tier:text phone:text email:text confirmed_on:text?"
    ),
    "signal": (
        "title:text state:text needs:text areas:text problem:text causes:text support:text follow_up:text "
        "level:text track:text lead:worker? principles:text checks:text merged_from:text outcome:text "
        "reason:text"
    ),
    "step": "signal:signal date:text? route:text organisation:organisation? summary:text result:text",
    "evidence": (
        "signal:signal kind:text summary:text source:text period_from:text? period_to:text? "
        "frozen_on:text? figures:text"
    ),
    "signal_note": (
        "signal:signal number:text date:text? addressee:text session_date:text? agenda_number:text "
        "discussed:text confidentiality:text decision_requested:text proposal:text alternative:text "
        "doing_nothing:text cost_type:text cost:text plan_code:text resolution:text annexes:text "
        "version:int hash:text frozen:text result:text"
    ),
    "feedback": "signal:signal audience:text date:text? message:text reaction:text",
}
_OTHERS = {
    "setting": "name:text* value:text",
    "secret": "name:text* value:blob",
    "draft": "id:blob* kind:text saved_at:big content:text",
    "import_run": "kind:text at:big id:blob* undone:flag",
    "import_row": "identity:blob* number:int* run:blob record:text row:blob",
    "member_record": "hash:blob* team:blob content:blob",
    "segment": (
        "hash:blob* team:blob log:blob seq:int device:blob own:flag published:flag applied:flag "
        "changes:int through:int sealed:blob"
    ),
    "peer": "device:blob* at:big front:text want:text digest:text",
    "folder_file": "name:text* size:int state:text reason:text first_seen:big",
    "field": "n:int* tbl:text name:text known:flag",
    "edit": "row:blob* col:int* stamp:big* author:big* dead:int value:blob?",
    "erased": "id:blob*",
    "parked": "tbl:text* row:blob* stamp:big* author:big* team:blob patch:blob",
    "outbox": "n:int* row:blob patch:blob",
}
_UNIQUE = {"field": ("tbl", "name")}
_WITHOUT_ROWID = {"edit", "parked", "erased"}
_INDEXES = (
    ("ix_encounter_visit", "encounter", "visit"),
    ("ix_import_row_run", "import_row", "run"),
    ("ix_round_date", "round", "date"),
    ("ix_segment_log", "segment", "log"),
    ("ix_visit_round", "visit", "round"),
)


def upgrade() -> None:
    for table, columns in _RECORDS.items():
        _create(table, f"{_EVERY_RECORD} {columns}", unique=("id",))
    for table, columns in _OTHERS.items():
        _create(table, columns, unique=_UNIQUE.get(table, ()))
    for name, table, column in _INDEXES:
        op.create_index(name, table, [column])


def _create(table: str, spec: str, unique: tuple[str, ...]) -> None:
    columns: list[Column[object]] = []
    references = []
    key = []
    for name, kind in (word.split(":") for word in spec.split()):
        plain = kind.rstrip("?*")
        columns.append(Column(name, _KINDS.get(plain, BLOB), nullable=kind.endswith("?")))
        if kind.endswith("*"):
            key.append(name)
        if plain not in _KINDS:
            references.append(ForeignKeyConstraint([name], [f"{plain}.id"]))
    constraints = [PrimaryKeyConstraint(*key), *references, *([UniqueConstraint(*unique)] if unique else [])]
    op.create_table(table, *columns, *constraints, sqlite_with_rowid=table not in _WITHOUT_ROWID)
