"""Places on the page of an application for what other parts of the room know of it.

A panel signs up in the room's `apps.py` with a name, its place, a function that is asked for the
application and its reader, and a template. A function that answers None shows nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from mandat.intake.models import Application

Fill = Callable[[Application, Any], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: `order` is its place from the top. `template` receives what `fill` gives, and
    `application`, `call` and `zone` (IANA name, of the call)."""

    name: str
    order: int
    fill: Fill
    template: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A panel as it stands on a page."""

    name: str
    html: str


_PANELS: dict[str, Panel] = {}


def register_panel(name: str, order: int, function: Fill, template: str) -> None:
    """The panel is on the page from now on; signing up again replaces it."""
    _PANELS[name] = Panel(name, order, function, template)


def panels_for(application: Application, request: HttpRequest) -> list[Filled]:
    """The panels that have something to say of this application to this reader, in order."""
    call = application.call
    around = {"application": application, "call": call, "zone": call.deadline_zone or "UTC"}
    found = []
    for panel in sorted(_PANELS.values(), key=lambda p: (p.order, p.name)):
        said = panel.fill(application, request.user)
        if said is not None:
            html = render_to_string(panel.template, {**around, **said}, request)
            found.append(Filled(panel.name, html))
    return found
