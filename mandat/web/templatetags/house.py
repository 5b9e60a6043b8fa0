"""Tags of our own that any page may use: language of the page, icons, bars."""

from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import get_timezone_location
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from mandat.core import addresses
from mandat.core.languages import direction
from mandat.documents.sizes import shown_size
from mandat.people.labels import roles_in_words
from mandat.people.models import Account

register = template.Library()

ICONS = Path(__file__).resolve().parent.parent / "static" / "built" / "icons"


@cache
def _drawing(name: str) -> str:
    """The drawing as it stands in `assets/icons.txt`'s set, ready to stand in a page."""
    file = ICONS / f"{name}.svg"
    if not file.exists():
        if settings.DEBUG and ICONS.exists():
            raise template.TemplateSyntaxError(f"no icon {name!r}: add it to assets/icons.txt")
        return ""
    lines = file.read_text("utf-8").split(">", 1)[1]
    return (
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round">{lines}'
    )


@register.simple_tag
def icon(name: str, *, turns: bool = False) -> SafeString:
    """An icon that decorates a word beside it; `turns` mirrors it where text runs to the left."""
    drawing = _drawing(name)
    if not drawing:
        return mark_safe("")
    marks = "icon turns" if turns else "icon"
    # The drawings come from our own build, never from a person.
    return mark_safe(  # noqa: S308
        drawing.replace("<svg", f'<svg class="{marks}" aria-hidden="true" focusable="false"', 1)
    )


@register.simple_tag
def language_attributes(code: str = "") -> SafeString:
    """`lang` and `dir` of a piece of text; without code, those of the page."""
    code = code or get_language() or settings.LANGUAGE_CODE
    return format_html('lang="{}" dir="{}"', code, direction(code))


@register.simple_tag
def own_name(code: str) -> str:
    """The name of a language in that language, as its readers look for it."""
    name = Locale.parse(code.replace("-", "_")).display_name or code
    return name[:1].upper() + name[1:]


@register.filter
def in_words(account: Account) -> list[tuple[Any, str]]:
    """The roles of an account with their organisations."""
    return roles_in_words(account)


@register.filter
def city(zone: str) -> str:
    """The city whose clock an IANA zone names, in the reader's language; UTC stays UTC."""
    if "/" not in zone:
        return zone
    locale = (get_language() or settings.LANGUAGE_CODE).replace("-", "_")
    return get_timezone_location(zone, locale=locale, return_city=True).rpartition("/")[2]


@register.filter
def size_in_words(size: int) -> str:
    """The size of a file: 25 MB."""
    return shown_size(size)


@register.simple_tag
def absolute(name: str) -> str:
    """The whole address of a page, to be copied to paper or read aloud."""
    return addresses.absolute(name)


@register.simple_tag
def initial(code: str) -> str:
    """The shortest mark of a language that its readers know: Fr, En, ع."""
    return "ع" if code == "ar" else code[:2].capitalize()
