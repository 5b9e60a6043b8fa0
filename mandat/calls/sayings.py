"""Sentences of ours that become words of a call, in the language of the call."""

from django.conf import settings
from django.utils.translation import ngettext, override

from mandat.calls.labels import FORMULA_SENTENCES

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def sentence_of(formula: str, language: str) -> str:
    """What the formula says, in a language that we write; "" without formula or in another one."""
    if not formula or language not in LANGUAGES:
        return ""
    with override(language):
        return str(FORMULA_SENTENCES[formula])


def is_own_sentence(text: str) -> bool:
    """Whether the words are one of our sentences, in any of our languages."""
    every = (sentence_of(f, language) for f in FORMULA_SENTENCES for language in LANGUAGES)
    return text in every


def shortlist_sentence(cap: int) -> str:
    """How many are shortlisted at most, in the language that is active."""
    words = ngettext(
        "At most %(count)d candidate is shortlisted.",
        "At most %(count)d candidates are shortlisted.",
        cap,
    )
    return words % {"count": cap}
