"""Words about what was found."""

from django import template
from django.utils.translation import get_language

from mandat.core.languages import language_name

register = template.Library()


@register.filter
def language_in_words(code: str) -> str:
    """The name of a text's language, in the reader's."""
    return language_name(code, (get_language() or "en").partition("-")[0])
