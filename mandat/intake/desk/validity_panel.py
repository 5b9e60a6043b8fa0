"""Requests to let an offer stand for longer, on the page of its application."""

from collections.abc import Mapping
from typing import Any

from mandat.intake.desk.panels import register_panel
from mandat.intake.models import Application, Extension


def fill(application: Application, _by: Any) -> Mapping[str, Any] | None:
    """Each request and what was answered, oldest first; nothing when nobody asked."""
    rows = Extension.objects.filter(application=application).select_related("asked_by")
    asked = list(rows.order_by("pk"))
    return {"extensions": asked} if asked else None


def register() -> None:
    """The panel stands below admission."""
    register_panel("validity", 25, fill, "intake/desk/validity_panel.html")
