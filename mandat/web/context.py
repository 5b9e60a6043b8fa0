"""What the shell around every page needs. Asked only when a template reads it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from mandat.core.rooms import Place, places_of, rooms_of
from mandat.people.queries import roles_anywhere
from mandat.web.demo_mail import has_demo_mail


@dataclass(frozen=True, slots=True)
class Bead:
    """A room on the chain, as the navigation shows it."""

    name: str
    label: Any
    url: str
    count: int
    is_current: bool


class House:
    """The chain of rooms of one person, and the languages of the site."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that the person holds anywhere now, asked for once a request."""
        return roles_anywhere(self._request.user)

    @cached_property
    def beads(self) -> list[Bead]:
        account = self._request.user
        beads = []
        for room in rooms_of(self.roles):
            url = reverse(room.url_name)
            is_current = self._request.path.startswith(url)
            beads.append(Bead(room.name, room.label, url, room.count(account), is_current))
        return beads

    @cached_property
    def places(self) -> list[Place]:
        """Pages beside the chain: the vault, the journal, the organisation..."""
        return places_of(self._request.user, self.roles)

    @property
    def languages(self) -> list[str]:
        return [code for code, _name in settings.LANGUAGES]

    @property
    def is_demo(self) -> bool:
        return settings.DEMO

    @property
    def has_demo_mail(self) -> bool:
        """Whether there is a page with the mail of the demonstration."""
        return has_demo_mail()

    @property
    def here(self) -> str:
        """The page to come back to after a change of language."""
        if self._request.method == "GET":
            return self._request.get_full_path()
        return self._request.path


def house_of(request: HttpRequest) -> House:
    """The one house of a request, so that the chain is asked for once."""
    if not hasattr(request, "house"):
        request.house = House(request)  # type: ignore[attr-defined]
    return request.house  # type: ignore[attr-defined, no-any-return]


def house(request: HttpRequest) -> dict[str, House]:
    """`house` in every template rendered for a request."""
    return {"house": house_of(request)}
