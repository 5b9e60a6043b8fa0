"""What files are for: each room says which kinds it takes, how large, and who may read them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mandat.core.holdings import DataClass

if TYPE_CHECKING:
    from mandat.documents.models import File
    from mandat.people.models import Organisation

CanRead = Callable[[Any, "File"], bool]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a file is to go before the object it is for exists: whose it is, under which key."""

    organisation: "Organisation | None"
    key_name: str


SendTo = Callable[[Any, str], Destination | None]


@dataclass(frozen=True, slots=True)
class Use:
    """One way in for files: an application's slot, evidence, an attachment, an import.

    `code` is `room.thing`. `kinds` are media types as content tells them, never as a name does.
    `max_bytes` counts the file as sent; `max_pages` is none where pages are not counted.
    `can_read` is the policy of the object that the file belongs to; the owning room decides.
    `opens_zip` lets a plain ZIP in, whose members are judged one by one.
    `send_to(account, target)` says where a file goes that the account sends in pieces from the
    slot of a page; None refuses it. Without it the use takes no such uploads.
    `can_change` says who may have a cleaned copy made; without it nobody.
    `page_of` gives the address of the object that the file belongs to, "" when there is none.
    `joins_photos` makes several photos chosen in one slot into one PDF.
    `for_everybody` asks `can_read` about visitors without account too; else they are refused.
    """

    code: str
    label: Any
    kinds: frozenset[str]
    max_bytes: int
    can_read: CanRead
    data_class: DataClass = DataClass.CONFIDENTIAL
    max_pages: int | None = None
    opens_zip: bool = False
    send_to: SendTo | None = None
    can_change: CanRead | None = None
    page_of: "Callable[[File], str] | None" = None
    joins_photos: bool = False
    for_everybody: bool = False


_USES: dict[str, Use] = {}


def register_use(use: Use) -> None:
    """Files may come in for it from now on; signing up again replaces it. Called in `apps.py`."""
    _USES[use.code] = use


def use_of(code: str) -> Use:
    """The use of that code; `LookupError` when no room signed it up."""
    try:
        return _USES[code]
    except KeyError:
        raise LookupError(f"no room takes files for {code!r}") from None


def uses() -> list[Use]:
    """Every use, by code."""
    return [_USES[code] for code in sorted(_USES)]
