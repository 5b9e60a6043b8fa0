"""Which calls are shared as open contracting data, and their packages, as the database has them.

A call is shared when its organisation shares data, its author says so, and it is not sensitive.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext, override

from mandat.calls.content import Content
from mandat.calls.exchange.queries import changes_between
from mandat.calls.models import Amendment, Call, CallTranslation, CallVersion, Question
from mandat.calls.ocds.release import Amended, Buyer, Stated, Tag, package_of, release_of
from mandat.calls.public.facts import sending_of
from mandat.calls.public.grading import grid_of, rules_of
from mandat.calls.states import PUBLIC, AmendmentKind, AmendmentState, QuestionState
from mandat.core.addresses import absolute
from mandat.core.languages import country_name
from mandat.people.models import Organisation

PAGE_SIZE: Final = 50  # calls in one package


def shared_calls() -> QuerySet[Call]:
    """Every call that is shared, with all that its releases tell; six queries for any number."""
    published = Amendment.objects.filter(state=AmendmentState.PUBLISHED).order_by("number")
    answered = Question.objects.filter(state=QuestionState.ANSWERED).order_by("number")
    return (
        Call.objects.filter(
            state__in=[s.value for s in PUBLIC],
            sensitive=False,
            shares_data=True,
            organisation__shares_data=True,
        )
        .exclude(organisation__ocid_prefix="")
        .select_related("organisation")
        .prefetch_related(
            Prefetch("versions", CallVersion.objects.order_by("number").defer("text")),
            Prefetch("amendments", published),
            Prefetch("questions", answered.only("call_id", "answered_at")),
            Prefetch("translations", CallTranslation.objects.order_by("language")),
        )
        .order_by("public_id")
    )


def ocid_of(call: Call) -> str:
    """The name of the contracting process, the same for ever: its prefix and the call's id."""
    return f"{call.organisation.ocid_prefix}-{call.public_id.hex}"


def _buyer(organisation: Organisation, language: str) -> Buyer:
    return Buyer(
        id=f"organisation-{organisation.public_id.hex}",
        name=organisation.name,
        country=country_name(organisation.country, language) if organisation.country else "",
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What is beside a call: read once for all of its versions."""

    call: Call
    amendments: Sequence[Amendment]
    answered: Sequence[datetime]
    versions: dict[int, CallVersion]


def releases_of(call: Call) -> list[dict[str, Any]]:
    """A release for each version, the first one first, in the words of the call's language."""
    told = _Told(
        call,
        list(call.amendments.all()),
        [q.answered_at for q in call.questions.all() if q.answered_at],
        {v.number: v for v in call.versions.all()},
    )
    with override(_spoken(call.language)):
        return [
            release_of(
                stated,
                ocid=ocid_of(call),
                reference=call.reference or call.public_id.hex,
                buyer=_buyer(call.organisation, _spoken(call.language)),
            )
            for stated in _every_stated(told)
        ]


def _every_stated(told: _Told) -> Iterator[Stated]:
    """Each version, and last the end of a call that was cancelled: it changed nothing else."""
    for version in told.versions.values():
        yield _stated(told, version)
    ended = next((a for a in told.amendments if a.kind == AmendmentKind.CANCELLATION), None)
    if ended is not None and ended.published_at is not None:
        last = _stated(told, told.versions[ended.from_version])
        yield replace(
            last,
            number=ended.from_version + 1,
            at=ended.published_at,
            tag=Tag.CANCELLATION,
            status="cancelled",
            amendments=[*last.amendments, _amended(ended, told)],
        )


def _spoken(language: str) -> str:
    """The language of the words around the texts: the call's, where the site speaks it."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _stated(told: _Told, version: CallVersion) -> Stated:
    content, at = version.content, version.published_at
    before = [a for a in told.amendments if a.from_version < version.number]
    is_last = version.number == max(told.versions)
    return Stated(
        number=version.number,
        at=at,
        language=version.language,
        content=content,
        tag=Tag.AMENDMENT if before else Tag.TENDER,
        titles={
            t.language: t.texts["title"]
            for t in told.call.translations.all()
            if t.of_version == version.number and t.texts.get("title")
        },
        criteria=_criteria(version),
        how_to_send=_sending(content),
        notice=absolute("open:show_call", token=told.call.token),
        enquiries_until=told.call.questions_until_at if is_last else None,
        has_enquiries=any(answered <= at for answered in told.answered),
        amendments=[_amended(a, told) for a in before],
    )


def _sending(content: Content) -> str:
    """How to apply, without addresses: one may be a person's. The notice has them."""
    lines = (_line(line.text, line.note) for line in sending_of(content).lines)
    return "\n".join(line for line in lines if "@" not in line)


def _line(text: str, note: str) -> str:
    return f"{text} ({note})" if note else text


def _criteria(version: CallVersion) -> str:
    """The grid and the rules, a line each: the standard's core has no place for weights."""
    grid = [
        f"{'– ' * c.level}{c.label}: {c.value}" for c in grid_of(version.content, version.content)
    ]
    return "\n".join([*grid, *(line.text for line in rules_of(version.content, version.content))])


def _amended(amendment: Amendment, told: _Told) -> Amended:
    assert amendment.published_at is not None  # the database says so of a published one
    before = told.versions[amendment.from_version].content
    changed = [str(change.label) for change in changes_between(before, amendment.changes)]
    return Amended(
        id=str(amendment.number),
        amends=amendment.from_version,
        makes=amendment.from_version + 1,
        at=amendment.published_at,
        reason=amendment.reason,
        description=gettext("Changed: %(fields)s") % {"fields": ", ".join(changed)}
        if changed
        else "",
    )


def package_of_call(call: Call) -> dict[str, Any]:
    """The package of one call, as its address gives it."""
    address = absolute("open:call_ocds", token=call.token)
    return package_of(releases_of(call), address=address, publisher=call.organisation.name)


def find_shared_call(token: str) -> Call | None:
    """The call with this address, when it is shared."""
    return shared_calls().filter(token=token).first()


def package_page(after: str = "") -> dict[str, Any]:
    """Shared calls in the order of their ids, from the one after `after` on."""
    calls = list(_after(after)[: PAGE_SIZE + 1])
    more, calls = len(calls) > PAGE_SIZE, calls[:PAGE_SIZE]
    address = absolute("open:list_ocds")
    return package_of(
        [release for call in calls for release in releases_of(call)],
        address=f"{address}?after={after}" if after else address,
        publisher=settings.SITE_URL,
        following=f"{address}?after={calls[-1].public_id.hex}" if more else "",
    )


def _after(after: str) -> QuerySet[Call]:
    return shared_calls().filter(public_id__gt=after) if after else shared_calls()


def shared_packages() -> Iterator[dict[str, Any]]:
    """The package of each shared call, read fifty at a time: memory stays flat."""
    after = ""
    while calls := list(_after(after)[:PAGE_SIZE]):
        yield from (package_of_call(call) for call in calls)
        after = calls[-1].public_id.hex


def head_of_all(latest: str) -> dict[str, Any]:
    """The package that holds every release, before they are filled in."""
    address = absolute("open:list_ocds")
    package = package_of([], address=address, publisher=settings.SITE_URL)
    return package | {"publishedDate": latest or package["publishedDate"], "releases": []}
