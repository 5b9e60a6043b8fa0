"""The full-text index beside the entries: FTS5 on SQLite, a `simple` vector on PostgreSQL.

The database keeps it by itself, from the columns of the entry: triggers on SQLite, generated
columns on PostgreSQL. So nothing that writes an entry can forget it. A later migration that
rebuilds the table on SQLite loses the triggers: it ends with `create`.

Our forms are whole tokens already. FTS5 gets the `ascii` tokenizer, which takes every sign beyond
ASCII for a letter; the vector is built without PostgreSQL's parser, which would cut some scripts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from mandat.search.analyser import Asked

TABLE = "search_searchentry"
_COLUMNS = "title_terms, body_terms, marks"
_NEW = "new.id, new.title_terms, new.body_terms, new.marks"
_OLD = "'delete', old.id, old.title_terms, old.body_terms, old.marks"
_REMOVE = f"INSERT INTO search_index(search_index, rowid, {_COLUMNS}) VALUES ({_OLD});"  # noqa: S608 -- our own names
_ADD = f"INSERT INTO search_index(rowid, {_COLUMNS}) VALUES ({_NEW});"  # noqa: S608
_TITLE_WEIGHT = 4.0  # times a word of the body

_SQLITE = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(
        {_COLUMNS}, content='{TABLE}', content_rowid='id', tokenize='ascii')""",
    f"CREATE TRIGGER IF NOT EXISTS search_added AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    f"CREATE TRIGGER IF NOT EXISTS search_removed AFTER DELETE ON {TABLE} BEGIN {_REMOVE} END",
    f"""CREATE TRIGGER IF NOT EXISTS search_changed AFTER UPDATE OF {_COLUMNS} ON {TABLE}
        BEGIN {_REMOVE} {_ADD} END""",
)
_SQLITE_AWAY = (
    "DROP TRIGGER IF EXISTS search_added",
    "DROP TRIGGER IF EXISTS search_removed",
    "DROP TRIGGER IF EXISTS search_changed",
    "DROP TABLE IF EXISTS search_index",
)
_LEXEMES = """
CREATE OR REPLACE FUNCTION search_vector(terms text, weight text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        pg_catalog.string_agg(
            pg_catalog.quote_literal(term) || ':' || least(place, 16383) || weight, ' '
        )::tsvector,
        ''::tsvector
    )
    FROM pg_catalog.string_to_table(terms, ' ') WITH ORDINALITY AS each(term, place)
    WHERE term <> ''
$$
"""
# Kept in the row itself where they fit: each entry that a question meets is read for its rank.
_VECTORS = {
    "vector": "search_vector(title_terms, 'A') || search_vector(body_terms, 'D')",
    "title_vector": "search_vector(title_terms, 'A')",
    "marks_vector": "search_vector(marks, '')",
}
_POSTGRESQL = (
    _LEXEMES,
    *(
        f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS {name} tsvector"
        f" GENERATED ALWAYS AS ({made}) STORED"
        for name, made in _VECTORS.items()
    ),
    *(f"ALTER TABLE {TABLE} ALTER COLUMN {name} SET STORAGE MAIN" for name in _VECTORS),
    f"""CREATE INDEX IF NOT EXISTS search_index ON {TABLE}
        USING gin ({", ".join(_VECTORS)}) WITH (fastupdate = off)""",
)
_POSTGRESQL_AWAY = (
    "DROP INDEX IF EXISTS search_index",
    *(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS {name}" for name in _VECTORS),
    "DROP FUNCTION IF EXISTS search_vector(text, text)",
)


def create(connection: Any) -> None:
    """The index stands, with what the entries hold."""
    _do(connection, _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)
    if connection.vendor == "sqlite":
        _do(connection, ("INSERT INTO search_index(search_index) VALUES ('rebuild')",))


def drop(connection: Any) -> None:
    """No index stands; the entries stay."""
    _do(connection, _POSTGRESQL_AWAY if connection.vendor == "postgresql" else _SQLITE_AWAY)


def is_whole(connection: Any) -> bool:
    """Whether the index stands and holds as many rows as there are entries. Changes nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'search_index'")
            return bool(cursor.fetchone()[0])
        names = "'search_index', 'search_added', 'search_removed', 'search_changed'"
        cursor.execute(f"SELECT count(*) FROM sqlite_master WHERE name IN ({names})")  # noqa: S608
        if cursor.fetchone()[0] != 4:
            return False
        cursor.execute(
            f"SELECT (SELECT count(*) FROM search_index_docsize) = (SELECT count(*) FROM {TABLE})"  # noqa: S608
        )
        return bool(cursor.fetchone()[0])


def _do(connection: Any, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question to the index: its words, what every entry found must carry, and how many.

    Of each group in `marks` an entry carries one; of the words at least so many, all of these
    in the title if `in_title` says so.
    """

    words: tuple[Asked, ...]
    marks: tuple[tuple[str, ...], ...]
    at_least: int
    most: int
    in_title: bool = False

    def joined(self, words: Sequence[str], both: str, either: str) -> str:
        """The words in the engine's own language, `at_least` of them at once."""
        ways = combinations(words, self.at_least)
        return either.join(f"({both.join(way)})" for way in ways)


def ranked(connection: Any, wanted: Wanted) -> list[int]:
    """Keys of the best entries, best first."""
    query = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        cursor.execute(*query(wanted))
        return [key for (key,) in cursor.fetchall()]


def _sqlite(wanted: Wanted) -> tuple[str, list[Any]]:
    words = [f"({' OR '.join(_quoted(w.forms))})" for w in wanted.words]
    marks = [f"marks : ({' OR '.join(_quoted(group))})" for group in wanted.marks]
    joined = wanted.joined(words, " AND ", " OR ")
    columns = "title_terms" if wanted.in_title else "title_terms body_terms"
    match = " AND ".join([*marks, f"{{{columns}}} : ({joined})"])
    sql = (
        "SELECT rowid FROM search_index WHERE search_index MATCH %s"
        " ORDER BY bm25(search_index, %s, 1.0, 0.0), rowid DESC LIMIT %s"
    )
    return sql, [match, _TITLE_WEIGHT, wanted.most]


def _postgresql(wanted: Wanted) -> tuple[str, list[Any]]:
    """`ts_rank` gives the title weight A and the body D; 1 divides by the length."""
    words = [f"({' | '.join(_lexemes(w.forms))})" for w in wanted.words]
    marks = [f"({' | '.join(_lexemes(group))})" for group in wanted.marks]
    joined = wanted.joined(words, " & ", " | ")
    column = "title_vector" if wanted.in_title else "vector"
    sql = (
        f"SELECT id FROM {TABLE} WHERE {column} @@ %s::tsquery AND marks_vector @@ %s::tsquery"  # noqa: S608
        " ORDER BY ts_rank('{0.25, 0.25, 0.25, 1.0}', vector, %s::tsquery, 1) DESC, id DESC"
        " LIMIT %s"
    )
    return sql, [joined, " & ".join(marks), " | ".join(words), wanted.most]


def _quoted(forms: Sequence[str]) -> list[str]:
    return ['"' + form.replace('"', '""') + '"' for form in forms]


def _lexemes(forms: Sequence[str]) -> list[str]:
    return ["'" + form.replace("\\", "\\\\").replace("'", "''") + "'" for form in forms]
