"""What the feeds say: the calls that everybody may find, and what became of one of them.

Nobody is named in them: the author is always an organisation. A sensitive call stands in none.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.db.models import F
from django.utils.translation import gettext

from mandat.calls.display import reader_language
from mandat.calls.labels import FIELDS
from mandat.calls.models import Amendment, Call, CallTranslation, CallVersion, Question
from mandat.calls.outputs.atom import MOST_ENTRIES, Feed, Item, last_change, tag_uri
from mandat.calls.public.building import Published, build_page
from mandat.calls.public.meta import address_of, cut, description_of
from mandat.calls.public.page import PublicPage
from mandat.calls.public.said import KINDS
from mandat.calls.states import AmendmentState, CallState, QuestionState
from mandat.core.addresses import absolute, site_host

# An empty feed says that it has not changed since then; readers need some instant.
NEVER: Final = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
_LONGEST = 600  # characters of an answer or a reason; the page has the rest


def _site(name: str, language: str, **names: str) -> str:
    """A whole address of this site, in the words of a language."""
    return f"{absolute(name, **names)}?{urlencode({'lang': language})}"


def open_calls_feed(at: datetime, *, asked: bool = False) -> Feed:
    """The open calls, the last changed first; two queries.

    `asked`: the language of the feed stands in its address.
    """
    language = reader_language()
    versions = _open_versions(at)
    there = _translations(versions, language)
    items = tuple(_item(v, there.get(v.call_id), at) for v in versions)
    own = _site("open:feed", language) if asked else absolute("open:feed")
    return Feed(
        id=tag_uri(site_host(), NEVER, "open"),
        title=gettext("Open calls"),
        url=own,
        page=absolute("open:list_calls"),
        author="mandat",
        language=language,
        updated=last_change(items, NEVER),
        items=items,
    )


def _open_versions(at: datetime) -> list[CallVersion]:
    """The versions that are public now of the calls that are open and may be found."""
    found = (
        CallVersion.objects.filter(
            call__state=CallState.PUBLISHED.value,
            call__sensitive=False,
            call__deadline_at__gte=at,
            number=F("call__version_number"),
        )
        .select_related("call__organisation")
        .defer("text", "sha256")
        .order_by("-published_at", "-pk")
    )
    return list(found[:MOST_ENTRIES])


def _translations(versions: list[CallVersion], language: str) -> dict[int, CallTranslation]:
    calls = [v.call_id for v in versions if v.language != language]
    found = CallTranslation.objects.filter(call__in=calls, language=language) if calls else ()
    return {t.call_id: t for t in found}


def _item(version: CallVersion, translation: CallTranslation | None, at: datetime) -> Item:
    version.text = ""  # the feed needs none of it, and asking for it would cost a query each
    page = build_page(Published(version.call, version, translation), at=at)
    return Item(
        id=_id(page.token, page),
        title=cut(page.title),
        url=address_of(page, "" if page.is_original else page.language),
        author=page.organisation,
        published=page.published_at,
        updated=max(page.changed_at, translation.changed_at) if translation else page.changed_at,
        text=description_of(page),
        language=page.language,
    )


def _id(token: str, page: PublicPage | Call, *names: str) -> str:
    return tag_uri(site_host(), page.published_at or NEVER, "open", token, *names)


def call_feed(call: Call, *, asked: bool = False) -> Feed:
    """What became of one call since it was published; three queries with that for the call.

    Not for a sensitive call.
    """
    language, token = reader_language(), call.token or ""
    items = sorted(_news(call), key=lambda item: item.updated, reverse=True)[:MOST_ENTRIES]
    own = absolute("open:call_feed", token=token)
    return Feed(
        id=_id(token, call),
        title=cut(call.title),
        url=_site("open:call_feed", language, token=token) if asked else own,
        page=_page_of(call),
        author=call.organisation.name,
        language=language,
        updated=last_change(items, call.published_at or NEVER),
        items=tuple(items),
    )


def _page_of(call: Call, part: str = "") -> str:
    return absolute("open:show_call", token=call.token) + part


def _entry(call: Call, names: tuple[str, ...], at: datetime, title: str, text: str,
           *, updated: datetime | None = None, part: str = "") -> Item:  # fmt: skip
    return Item(
        id=_id(call.token or "", call, *names),
        title=title,
        url=_page_of(call, part),
        author=call.organisation.name,
        published=at,
        updated=updated or at,
        text=_short(text),
    )


def _news(call: Call) -> Iterator[Item]:
    published_at = call.published_at or NEVER
    yield _entry(call, ("published",), published_at, gettext("Published"), cut(call.title))
    if call.state == CallState.CLOSED and call.closed_at:
        yield _entry(call, ("closed",), call.closed_at, gettext("Closed"), call.closing_reason)
    yield from (_amended(call, amendment) for amendment in _amendments(call))
    yield from (_answered(call, question) for question in _answers(call))


def _amendments(call: Call) -> Iterator[Amendment]:
    found = Amendment.objects.filter(call=call, state=AmendmentState.PUBLISHED.value)
    newest = found.only("call_id", "number", "kind", "changes", "reason", "published_at")
    yield from newest.order_by("-published_at")[:MOST_ENTRIES]


def _amended(call: Call, amendment: Amendment) -> Item:
    """Which values changed, and why; how they read now stands on the page."""
    labels = [str(FIELDS[name]) for name in amendment.changes if name in FIELDS]
    words = {"kind": KINDS[amendment.kind], "number": amendment.number}
    changed = gettext("Changed: %(fields)s.") % {"fields": ", ".join(labels)} if labels else ""
    return _entry(
        call,
        ("amendment", str(amendment.number)),
        amendment.published_at or amendment.made_at,
        gettext("%(kind)s, number %(number)s") % words,
        "\n".join(part for part in (changed, amendment.reason) if part),
        part=f"#amendment-{amendment.number}",
    )


def _answers(call: Call) -> Iterator[Question]:
    """Answered questions. Who asked is not read."""
    found = Question.objects.filter(call=call, state=QuestionState.ANSWERED.value)
    newest = found.only("call_id", "number", "shown_text", "answer", "corrections", "answered_at")
    yield from newest.order_by("-answered_at")[:MOST_ENTRIES]


def _answered(call: Call, question: Question) -> Item:
    at = question.answered_at or NEVER
    lines = [question.shown_text, question.answer, *(c["text"] for c in question.corrections)]
    corrected = [datetime.fromisoformat(c["at"]) for c in question.corrections]
    return _entry(
        call,
        ("answer", str(question.number)),
        at,
        gettext("Answer to question %(number)s") % {"number": question.number},
        "\n\n".join(lines),
        updated=max([at, *corrected]),
        part=f"#question-{question.number}",
    )


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(None, 1)[0] + " …"
