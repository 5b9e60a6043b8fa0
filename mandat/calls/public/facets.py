"""What a published call can be found by in the public list."""

from collections.abc import Iterator

from django.db import connection

from mandat.calls.content import Content, value_of
from mandat.calls.models import Call, CallFacet, CallVersion
from mandat.calls.shapes import THEMES
from mandat.calls.states import FacetKind

_VALUES = """
    WITH RECURSIVE found(value) AS (
        SELECT MIN(value) FROM calls_callfacet WHERE kind = %s
        UNION ALL
        SELECT (SELECT MIN(value) FROM calls_callfacet WHERE kind = %s AND value > found.value)
        FROM found WHERE found.value IS NOT NULL
    )
    SELECT value FROM found WHERE value IS NOT NULL LIMIT %s
"""


def facets_of(call: Call, content: Content, languages: list[str]) -> Iterator[CallFacet]:
    """One row for each thing that the list can ask for; none for a call that is in no list."""
    if call.sensitive or call.deadline_at is None:
        return
    values = {
        FacetKind.COUNTRY: value_of(content, "locations") or [],
        FacetKind.THEME: [t for t in value_of(content, "themes") or [] if t in THEMES],
        FacetKind.LANGUAGE: [c for c in languages if c],
        FacetKind.ORGANISATION: [str(call.organisation.public_id)],
    }
    for kind, found in values.items():
        for value in dict.fromkeys(found):
            yield CallFacet(call=call, kind=kind, value=value, deadline_at=call.deadline_at)


def write_facets(call: Call, content: Content) -> None:
    """The facets of the call are those of this content, in every language that it can be read in.

    To be called, in the transaction of the act, whenever the version changes.
    """
    CallFacet.objects.filter(call=call).delete()
    languages = [call.language, *call.translations.values_list("language", flat=True)]
    CallFacet.objects.bulk_create(facets_of(call, content, languages))


def refresh_facets(call: Call) -> None:
    """The facets follow the call: its deadline, its translations, the switch of a sensitive one.

    To be called, in the transaction of the act, whenever one of them changes.
    """
    version = CallVersion.objects.filter(call=call, number=call.version_number).first()
    if version is not None:
        write_facets(call, version.content)


def values_of(kind: FacetKind, *, most: int) -> list[str]:
    """The different values of a kind in order, at most so many.

    One step in the index for each value: as quick for a hundred thousand calls as for ten.
    """
    with connection.cursor() as cursor:
        cursor.execute(_VALUES, [kind, kind, most])
        return [row[0] for row in cursor.fetchall()]
