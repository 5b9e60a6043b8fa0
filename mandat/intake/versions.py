"""What the version of a call asks, read once by each process: a published version never changes."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from mandat.calls.models import Call, CallVersion

_KEPT = 64  # versions; one is some tens of kilobytes


@lru_cache(maxsize=_KEPT)
def _content(call: UUID, number: int) -> Mapping[str, Any]:
    row = CallVersion.objects.only("content").get(call__public_id=call, number=number)
    content: Mapping[str, Any] = row.content
    return content


def content_of(call: Call) -> Mapping[str, Any]:
    """The content of the version that is public now. It is shared: nobody writes into it."""
    return _content(call.public_id, call.version_number)
