"""Catalogues are complete: every message in French and Arabic, with its placeholders and forms."""

import ast
import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import override

from config import env

LOCALES = env.ROOT / "mandat" / "locale"
TRANSLATED = ("fr", "ar")
FORMS = {"fr": (2, 3), "ar": (6,)}  # CLDR counts a form for millions in French, gettext need not
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0 +-]*[\d.]*[sdrfi]|\{(\w*)\}")
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}


def catalogue(language):
    with (LOCALES / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language):
    return [m for m in catalogue(language) if m.id]


def forms(text):
    return text if isinstance(text, tuple | list) else (text,)


def placeholders(text):
    return sorted(m.group(1) or m.group(2) or m.group(0) for m in PLACEHOLDER.finditer(text))


def written_in_code():
    """First argument of every call that marks a message, and the file it stands in."""
    found = {}
    for path in (env.ROOT / "mandat").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKERS and node.args:
                message = node.args[0]
                if isinstance(message, ast.Constant) and message.value:
                    found.setdefault(message.value, str(path.relative_to(env.ROOT)))
    return found


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language):
    missing = [m.id for m in messages(language) if not all(forms(m.string))]

    assert missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_marked_as_doubtful(language):
    assert [m.id for m in messages(language) if m.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_plural_forms_are_complete(language):
    wrong = [
        m.id
        for m in messages(language)
        if isinstance(m.id, tuple | list) and len(forms(m.string)) not in FORMS[language]
    ]

    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_placeholders(language):
    wrong = []
    for message in messages(language):
        wanted = set(placeholders(forms(message.id)[-1]))
        for form in forms(message.string):
            # A form for exactly one or two may say the number in words.
            lost = wanted - set(placeholders(form))
            allowed = {"n", "count", "number"} if isinstance(message.id, tuple | list) else set()
            if lost - allowed or set(placeholders(form)) - wanted:
                wrong.append((message.id, form))

    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_of_the_code_is_in_the_catalogue(language):
    known = {forms(m.id)[0] for m in messages(language)}
    missing = {text: where for text, where in written_in_code().items() if text not in known}

    assert missing == {}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_state_has_a_label(language):
    from mandat.calls import labels  # noqa: PLC0415 -- after Django's set-up
    from mandat.calls.importer.draft import Certainty  # noqa: PLC0415
    from mandat.calls.origins import Origin  # noqa: PLC0415
    from mandat.calls.states import CallState  # noqa: PLC0415

    tables = (
        (CallState, labels.STATES),
        (Certainty, labels.CERTAINTIES),
        (Origin, labels.ORIGINS),
    )
    with override(language):
        for enum, words in tables:
            assert all(str(words[state]).strip() for state in enum)
            assert language == "en" or any(str(words[s]) != s.value for s in enum)
