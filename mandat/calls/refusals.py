"""Why a file cannot be imported, and what to do, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mandat.documents.extraction import Refused
from mandat.documents.words import refusal_words

_MESSAGES: Mapping[str, Any] = {
    "empty": _("The file is empty. Choose the file that holds the text, or paste the text."),
    "binary": _(
        "This is not a text that can be read. Save it as PDF, Word, OpenDocument or plain text."
    ),
    "too_large": _(
        "The file is too large. Save the text alone, or take the images out, and import that."
    ),
    "password_protected": _(
        "The file is protected by a password. Open it, save it without password, then import "
        "that copy."
    ),
    "corrupt": _("The file is damaged and cannot be opened. Ask for it again, or paste the text."),
    "zip_bomb": _(
        "The file unpacks to far more than a document holds, so it was not opened. Ask the "
        "sender for a plain copy."
    ),
    "xml_bomb": _(
        "The file contains definitions that could block this machine, so it was not opened. "
        "Ask the sender for a plain copy."
    ),
    "unsupported_type": _(
        "This kind of file cannot be imported. Save it as PDF, Word (.docx), OpenDocument "
        "(.odt), web page or plain text."
    ),
    "timeout": _(
        "Reading the file took too long and was stopped. Save the text alone and import that."
    ),
    "memory": _(
        "Reading the file needed too much memory and was stopped. Save the text alone and "
        "import that."
    ),
}


def _no_text_layer(params: Mapping[str, Any]) -> str:
    if params.get("ocr_available"):
        return gettext(
            "The pages are images without text: this is a scan. Import it again and ask for "
            "the characters to be recognised."
        )
    return gettext(
        "The pages are images without text: this is a scan. Ask for the original document, "
        "or paste the text."
    )


_SPECIAL: Mapping[str, Callable[[Mapping[str, Any]], str]] = {"no_text_layer": _no_text_layer}


def refusal_message(refused: Refused) -> str:
    """One sentence or two: what happened, why, and what to do."""
    if refused.code in _SPECIAL:
        return _SPECIAL[refused.code](refused.params)
    if refused.code in _MESSAGES:
        return str(_MESSAGES[refused.code])
    return " ".join(str(sentence) for sentence in refusal_words(refused.code, refused.params))


_WARNINGS: Mapping[str, Any] = {
    "not_utf8": _(
        "The file was written in an old character set. It was read as Western European: look "
        "whether accents and quotation marks are right."
    ),
    "invalid_bytes": _(
        "A few characters of the file mean nothing and were replaced by �. Compare those "
        "places with the original."
    ),
    "control_characters": _("A few invisible control characters were taken out of the text."),
    "long_lines": _(
        "Some lines are extremely long: the file has lost its line breaks. Sections and lists "
        "were guessed from the words."
    ),
    "bidi_marks": _(
        "The text holds invisible marks that change the order of characters. Compare figures "
        "and names with the original."
    ),
    "pages_without_text": _(
        "Some pages are images without text, and were not read. Compare with the original."
    ),
    "whole_page": _(
        "The main part of the web page could not be told from the rest: menus and footers may "
        "be among the text."
    ),
    "ocr": _("The text was recognised in images: names, amounts and dates need a second look."),
}


def warning_message(code: str) -> str:
    """What the extraction noticed, and what to look at."""
    return str(_WARNINGS[code])
