"""Many public calls, quickly: rows as publication writes them, without its acts."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from calls_parts.words import LANGUAGES, Maker

COUNTRIES = ("BE", "FR", "MA", "TN", "SN", "CD", "LB", "ES", "DE", "KE")
THEMES = ("srhr", "sex_work", "abortion", "contraception", "gbv")
BATCH = 1_000
ORGANISATIONS = 40
ZONE = "Europe/Brussels"


def _content(text: Any, number: int, wall: str) -> dict[str, Any]:
    values = {
        "title": text.title,
        "kind": "full_proposal",
        "language": text.language,
        "deadline": wall,
        "themes": [THEMES[number % len(THEMES)]],
        "locations": [COUNTRIES[number % len(COUNTRIES)]],
        "working_days": 10 + number % 60,
        "budget": {"amount": 5000 + 100 * (number % 300), "currency": "EUR", "tax": "excl"},
        "objectives": [{"kind": "general", "text": text.body[:200]}],
    }
    fields: dict[str, Any] = {n: {"value": v, "extra": {}} for n, v in values.items()}
    fields["deadline"]["extra"] = {"timezone": ZONE}
    return {"fields": fields, "rules": {"formula": "", "seals_prices": True, "late_rule": "refuse"}}


def fill(count: int, *, start: int) -> None:
    """So many further public calls, every hundredth of them sensitive, every tenth closed."""
    from mandat.people.models import Organisation  # noqa: PLC0415 -- Django is set up

    organisations = list(Organisation.objects.filter(name__startswith="Bench ").order_by("pk"))
    organisations += [
        Organisation.objects.create(name=f"Bench {number}")
        for number in range(len(organisations), ORGANISATIONS)
    ]
    maker = Maker(seed=start + 1)
    for first in range(start, start + count, BATCH):
        numbers = range(first, min(first + BATCH, start + count))
        _batch(numbers, maker, organisations)


def _batch(numbers: range, maker: Maker, organisations: list[Any]) -> None:
    from django.db import transaction  # noqa: PLC0415 -- Django is set up
    from django.utils import timezone  # noqa: PLC0415

    from mandat.calls.models import Call, CallFacet, CallVersion  # noqa: PLC0415
    from mandat.calls.public.facets import facets_of  # noqa: PLC0415
    from mandat.calls.times import instant_of  # noqa: PLC0415
    from mandat.core.keys import new_token  # noqa: PLC0415

    now = timezone.now()
    calls, versions = [], []
    for number in numbers:
        text = maker.text(LANGUAGES[number % 3], 90)
        days = -(1 + number % 300) if number % 10 == 9 else 1 + number % 90
        wall = (now + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
        closed = days < 0
        call = Call(
            organisation=organisations[number % len(organisations)],
            state="closed" if closed else "published",
            title=text.title,
            language=text.language,
            token=new_token(),
            sensitive=number % 100 == 50,
            version_number=1,
            deadline_wall=wall,
            deadline_zone=ZONE,
            deadline_at=instant_of(wall, ZONE).at,
            published_at=now - timedelta(days=400),
            closed_at=now if closed else None,
        )
        calls.append(call)
        versions.append(
            CallVersion(
                call=call,
                number=1,
                language=text.language,
                title=text.title,
                content=_content(text, number, wall),
                text=f"{text.title}\n\n{text.body}",
                sha256="0" * 64,
                published_at=now - timedelta(days=400),
            )
        )
    with transaction.atomic():
        Call.objects.bulk_create(calls)
        CallVersion.objects.bulk_create(versions)
        facets = (facets_of(v.call, v.content, [v.language]) for v in versions)
        CallFacet.objects.bulk_create(itertools.chain.from_iterable(facets))


def index() -> float:
    """Every call can be found; seconds of processor of this process that it took."""
    import time  # noqa: PLC0415

    from mandat.search.kinds import kind_named  # noqa: PLC0415 -- Django is set up
    from mandat.search.services import rebuild  # noqa: PLC0415

    start = time.process_time()
    for _count in rebuild(kind_named("call")):
        pass
    return time.process_time() - start


def texts() -> Iterator[tuple[str, str, str]]:
    """Name, title and words of each public entry, as the floor indexes them."""
    from mandat.search.models import SearchEntry  # noqa: PLC0415 -- Django is set up

    rows = SearchEntry.objects.filter(kind="call", data_class=1).values_list(
        "object_id", "title", "excerpt"
    )
    for key, title, body in rows.iterator():
        yield str(key), title, body
