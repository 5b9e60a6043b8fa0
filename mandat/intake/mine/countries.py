"""The list of countries as a page offers it, written once for each language."""

from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mandat.calls.display import reader_language
from mandat.calls.inputs import countries

_OPTION = '<option value="{}">{}</option>'
_CHOSEN = '<option value="{}" selected>{}</option>'


def country_options(chosen: str) -> SafeString:
    """The options of a list of countries in the reader's language, one of them chosen."""
    names, written = _written(reader_language())
    if chosen not in names:
        return written
    before, _option, after = written.partition(format_html(_OPTION, chosen, names[chosen]))
    own = format_html(_CHOSEN, chosen, names[chosen])
    return SafeString(f"{before}{own}{after}")  # parts of what was escaped when it was written


@cache
def _written(reader: str) -> tuple[dict[str, str], SafeString]:
    """Names by code, and all options without a chosen one."""
    named = countries(reader)
    return dict(named), format_html_join("", _OPTION, named)
