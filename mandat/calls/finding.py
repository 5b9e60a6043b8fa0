"""Calls in the search: public ones for everybody, the rest for their organisation.

What the public finds is what was published: the version that counts and its translations, each
language on its own. A sensitive call is found inside its organisation only, as a draft is.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandat.calls.content import Content, gives_text, texts_of
from mandat.calls.models import Call, CallFacet, CallTranslation, CallVersion, DraftField
from mandat.calls.public.facets import facets_of
from mandat.calls.shapes import SHAPES
from mandat.calls.states import PUBLIC as PUBLIC_STATES
from mandat.calls.states import CallState
from mandat.core.holdings import DataClass
from mandat.people.queries import organisations_where
from mandat.people.roles import SEES_CALLS
from mandat.search.kinds import PUBLIC, Entry, Kind, organisation_token, register_kind
from mandat.search.queries import Hit, Results, find
from mandat.search.services import refresh

KIND = "call"
PAGE_SIZE = 20
_AWAITED = frozenset({CallState.DRAFT, CallState.IN_APPROVAL, CallState.DISCARDED})


def keep(call: Call) -> None:
    """The call is found by what it says now. Called in the transaction of every act on a call."""
    refresh(kind=KIND, object_ids=[call.public_id])


def tokens_of(account: Any) -> frozenset[str]:
    """The organisations whose calls the person may see."""
    organisations = organisations_where(account, SEES_CALLS)
    return frozenset(map(organisation_token, organisations.values_list("public_id", flat=True)))


def _keys() -> Iterator[UUID]:
    return Call.objects.order_by("pk").values_list("public_id", flat=True).iterator()


def _entries(keys: Sequence[UUID]) -> Iterator[tuple[UUID, Entry]]:
    calls = list(Call.objects.filter(public_id__in=keys).select_related("organisation", "terms"))
    drafts = [c.pk for c in calls if c.state in _AWAITED]
    shown = [c.pk for c in calls if c.state not in _AWAITED]
    fields: dict[int, list[DraftField]] = {}
    for draft_field in DraftField.objects.filter(call__in=drafts).defer("found").order_by("pk"):
        fields.setdefault(draft_field.call_id, []).append(draft_field)
    versions = {
        v.call_id: v
        for v in CallVersion.objects.filter(call__in=shown, number=F("call__version_number"))
    }
    translations: dict[int, list[CallTranslation]] = {}
    for translation in CallTranslation.objects.filter(call__in=versions):
        translations.setdefault(translation.call_id, []).append(translation)
    for call in calls:
        if version := versions.get(call.pk):
            for entry in _published(call, version, translations.get(call.pk, ())):
                yield call.public_id, entry
        elif call.state in _AWAITED:
            yield call.public_id, _draft(call, fields.get(call.pk, ()))


def filter_of(kind: str, value: str) -> str:
    """The filter that calls with a facet carry (`FacetKind`, its value)."""
    return f"{kind}:{value}"


def _entry(
    call: Call,
    language: str,
    title: str,
    said: Iterable[str],
    *,
    text: str = "",
    facets: Iterable[CallFacet] = (),
) -> Entry:
    """`said` are the texts of the fields; the line of whose call it is comes before them."""
    is_public = call.state in PUBLIC_STATES and not call.sensitive
    own = organisation_token(call.organisation.public_id)
    if call.state == CallState.DISCARDED:  # out of everybody's way until it is taken back
        own = f"{own}:{CallState.DISCARDED}"
    return Entry(
        language=language,
        title=title,
        body=" · ".join(t for t in (call.organisation.name, call.reference, *said) if t),
        text=text,
        access=frozenset({own, PUBLIC} if is_public else {own}),
        data_class=DataClass.PUBLIC if is_public else DataClass.INTERNAL,
        at=call.published_at or call.created_at,
        organisation=call.organisation.public_id,
        filters=frozenset({call.state, *(filter_of(f.kind, f.value) for f in facets)}),
    )


def _draft(call: Call, fields: Iterable[DraftField]) -> Entry:
    """What the draft says now, then the text that it came from."""
    content = {
        "fields": {f.name: {"value": f.value} for f in fields if f.name in SHAPES and f.present}
    }
    text = call.terms.text if call.terms else ""
    return _entry(call, call.language, call.title, _said(content), text=text)


def _published(
    call: Call, version: CallVersion, translations: Sequence[CallTranslation]
) -> Iterator[Entry]:
    languages = [version.language, *(t.language for t in translations)]
    facets = list(facets_of(call, version.content, languages))
    said = _said(version.content)
    text = version.text if gives_text(version.content) else ""
    yield _entry(call, version.language, version.title, said, text=text, facets=facets)
    for translation in translations:
        texts = [t for place, t in translation.texts.items() if place != "title" and t.strip()]
        title = translation.texts.get("title", "").strip() or version.title
        yield _entry(call, translation.language, title, texts, facets=facets)


def _said(content: Content) -> list[str]:
    """The texts of the fields, without the title."""
    return [text for place, text in texts_of(content) if place != "title"]


@dataclass(frozen=True, slots=True)
class FoundCalls:
    """One page of answers with their calls: those with every word, then those with some."""

    results: Results
    whole: tuple[tuple[Hit, Call], ...]
    some: tuple[tuple[Hit, Call], ...]


def _with_calls(results: Results) -> FoundCalls:
    keys = [hit.object_id for hit in results.hits]
    calls = Call.objects.select_related("organisation").in_bulk(keys, field_name="public_id")
    pairs = [(hit, calls[hit.object_id]) for hit in results.hits if hit.object_id in calls]
    return FoundCalls(
        results=results,
        whole=tuple(pair for pair in pairs if pair[0].whole),
        some=tuple(pair for pair in pairs if not pair[0].whole),
    )


def search_calls(
    text: str, account: Any, *, language: str, limit: int = PAGE_SIZE, after: int = 0
) -> FoundCalls:
    """Calls that the person may see, drafts too, found by their words; not what was discarded."""
    tokens = tokens_of(account)
    return _with_calls(
        find(text, tokens, kinds=[KIND], language=language, limit=limit, after=after)
    )


def search_public_calls(
    text: str,
    *,
    language: str,
    states: Collection[CallState] = PUBLIC_STATES,
    facets: Collection[tuple[str, str]] = (),
    limit: int = PAGE_SIZE,
    after: int = 0,
) -> FoundCalls:
    """Calls that everybody may find, in one of these states and with all of these facets."""
    only = [[filter_of(kind, value)] for kind, value in facets]
    if frozenset(states) != PUBLIC_STATES:
        only.append([state.value for state in states])
    return _with_calls(
        find(text, [PUBLIC], kinds=[KIND], language=language, limit=limit, after=after, only=only)
    )


def register() -> None:
    """Calls can be found."""
    register_kind(
        Kind(
            name=KIND,
            label=_("Calls"),
            tokens_of=tokens_of,
            url=lambda public_id: reverse("calls:review_call", args=[public_id]),
            every=_keys,
            entries=_entries,
        )
    )
