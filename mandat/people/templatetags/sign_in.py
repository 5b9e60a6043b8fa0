"""Tags of sign-in."""

from typing import Any

from django import template
from django.utils import timezone

from mandat.people.sign_in.clock import CLOCK, WARN_BEFORE, unpacked

register = template.Library()


@register.inclusion_tag("people/account_clock.html", takes_context=True)
def session_clock(context: dict[str, Any]) -> dict[str, Any]:
    """The notice that stands ready for the last minute of the session; without script unseen."""
    request = context["request"]
    clock = unpacked(request.session.get(CLOCK))
    if clock is None:
        return {}
    left = int(clock.ends - timezone.now().timestamp())
    return {"left": left, "warn": WARN_BEFORE, "who": request.user.public_id}
