"""The database itself refuses to change or delete what the journal holds.

SQLite and PostgreSQL each have their own triggers, with the same effect: an IntegrityError. They
prevent accidents and careless hands; whoever owns the database can still take them away, and then
the chain shows what was done (`mandat audit verify`).

A later migration that rebuilds one of these tables on SQLite loses its triggers: it ends with
`create`. `mandat doctor` says when one is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Each table with the columns that are unique in it: on SQLite, `INSERT OR REPLACE` deletes the row
# that stands in its way without asking the trigger for deletions.
KEPT: dict[str, tuple[tuple[str, ...], ...]] = {
    "audit_entry": (("id",), ("public_id",), ("chain", "seq")),
    "audit_dailyhead": (("id",), ("public_id",), ("chain", "day")),
    "audit_countersignature": (("id",), ("head_id", "account")),
}
HEAD = "audit_head"
_NOT_ONE_STEP = "NEW.seq <> OLD.seq + 1 OR NEW.chain <> OLD.chain OR NEW.id <> OLD.id"
_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal only grows: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""


@dataclass(frozen=True, slots=True)
class _Trigger:
    """One trigger: what stands between its name and its table, and what follows the table."""

    table: str
    suffix: str
    event: str
    body: str

    @property
    def name(self) -> str:
        return f"{self.table}_{self.suffix}"

    @property
    def sql(self) -> str:
        return f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} {self.body}"


def create(connection: Any) -> None:
    """Every trigger stands; those that stood already are made anew."""
    drop(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for trigger in _triggers(connection.vendor):
            cursor.execute(trigger.sql)


def drop(connection: Any) -> None:
    """No trigger stands. For migrations backwards, and for tests that must empty the tables."""
    of_table = connection.vendor == "postgresql"  # there, the name belongs to the table
    with connection.cursor() as cursor:
        for trigger in _triggers(connection.vendor):
            place = f" ON {trigger.table}" if of_table else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{place}")


def missing(connection: Any) -> list[str]:
    """Names of the triggers that should stand and do not, or were switched off."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name for (name,) in cursor.fetchall()}
    return sorted(t.name for t in _triggers(connection.vendor) if t.name not in found)


def _triggers(vendor: str) -> list[_Trigger]:
    return list(_postgresql() if vendor == "postgresql" else _sqlite())


def _postgresql() -> Iterator[_Trigger]:
    refuse = "EXECUTE FUNCTION audit_refuse()"
    for table in (*KEPT, HEAD):
        event = "UPDATE OR DELETE" if table in KEPT else "DELETE"
        yield _Trigger(table, "keeps_rows", event, f"FOR EACH ROW {refuse}")
        yield _Trigger(table, "keeps_all", "TRUNCATE", f"FOR EACH STATEMENT {refuse}")
    yield _Trigger(HEAD, "one_step", "UPDATE", f"FOR EACH ROW WHEN ({_NOT_ONE_STEP}) {refuse}")


def _sqlite() -> Iterator[_Trigger]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"
    for table, keys in KEPT.items():
        yield _Trigger(table, "no_update", "UPDATE", refuse)
        yield _Trigger(table, "no_delete", "DELETE", refuse)
        taken = " OR ".join(_taken(table, columns) for columns in keys)
        yield _Trigger(table, "no_replace", "INSERT", f"WHEN {taken} {refuse}")
    yield _Trigger(HEAD, "one_step", "UPDATE", f"WHEN {_NOT_ONE_STEP} {refuse}")
    yield _Trigger(HEAD, "no_delete", "DELETE", refuse)
    # Two writers may both start a chain: the second is not refused, it finds the row that is there.
    taken = f"{_taken(HEAD, ('id',))} OR {_taken(HEAD, ('chain',))}"
    yield _Trigger(HEAD, "no_replace", "INSERT", f"WHEN {taken} BEGIN SELECT RAISE(IGNORE); END")


def _taken(table: str, columns: tuple[str, ...]) -> str:
    same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 -- names of our own, above
