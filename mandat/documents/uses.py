"""What files are for: each room says which kinds it takes, how large, and who may read them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mandat.core.holdings import DataClass

if TYPE_CHECKING:
    from django.http import HttpRequest

    from mandat.documents.models import File
    from mandat.people.models import Organisation

CanRead = Callable[[Any, "File"], bool]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a file is to go: whose it is, and under which key.

    `owner` is the object that the file belongs to from its first moment; None until there is one.
    A visitor sends by the pass of the owner.
    With `sealed_under` the pieces lie under `key_name` while they come, and the finished file
    under that other key, of which only the public half need be there.
    """

    organisation: "Organisation | None"
    key_name: str
    owner: Any = None
    sealed_under: str = ""

    @property
    def final_key(self) -> str:
        """The name of the key under which the finished file lies."""
        return self.sealed_under or self.key_name


SendTo = Callable[[Any, str], Destination | None]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file the moment it has come, told to its owner.

    `target` is what the page said it is for, "" when no page did. `name` is as its sender called
    it: of a secret file nobody else keeps it.
    """

    name: str
    size: int  # bytes, as sent
    sha256: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the worker found, told to the owner of the file when it is decided.

    `state` is safe or refused. Of a secret file nobody else keeps the rest.
    """

    state: str
    media_type: str = ""
    page_count: int | None = None
    page_count_exact: bool = False
    refusal_code: str = ""
    refusal_params: dict[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What the owner of a secret file lets one person see of it."""

    name: str = ""
    size: int | None = None
    media_type: str = ""
    page_count: int | None = None
    page_count_exact: bool = False
    refusal_code: str = ""
    refusal_params: dict[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


Received = Callable[["File", Facts], None]
Checked = Callable[["File", Findings], None]
ShownTo = Callable[[Any, "File"], Shown | None]
PartOf = Callable[["HttpRequest", "File", str], str]


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
    `for_everybody` asks `can_read` about visitors without account too; else they are refused,
    unless they hold the pass of the file's owner.
    `secret` files say nothing here: neither name nor kind, pages, warnings or reason of a refusal
    are kept with them, and nobody is handed one. What there is to know the owner learns by
    `received` and `checked`, keeps sealed, and shows by `shown` to whom it will.
    `received(file, facts)` is called in the transaction in which a file's row is made, and
    `checked(file, findings)` in the one in which the worker decides: a `RuleBroken` raised there
    undoes it. Photos of a secret use are not joined: what joins them could not open them.
    `part(request, file, target)` is, as HTML, the piece of the sender's page that shows the file,
    for a page that wants it in the answer to what it sent: one journey less on a slow line.
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
    secret: bool = False
    received: Received | None = None
    checked: Checked | None = None
    shown: ShownTo | None = None
    part: PartOf | None = None

    def __post_init__(self) -> None:
        if self.secret and self.joins_photos:
            raise ValueError("a secret use joins no photos")
        if self.secret:
            object.__setattr__(self, "data_class", DataClass.SECRET)


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
