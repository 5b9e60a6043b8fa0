"""Addresses in a text: of e-mail, hidden by the page they were copied from, and of web pages."""

import re
from dataclasses import dataclass
from typing import Literal

from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source
from mandat.calls.importer.wording import HITS, places, places_of

_BEFORE_AT = re.compile(r"[\w.+%-]{1,64}$")
_HIDDEN_NAME = re.compile(r"[xX.]{3,64}")
_AFTER_AT = re.compile(r"@ ?([\w-]{1,63}(?:\.[\w-]{1,63}){1,5})")
_OBFUSCATED = re.compile(
    r"(?<![\w.+-])[\w.+-]{2,40} ?[\[(] ?(?:at|arobase|arroba|@) ?[\])] ?[\w-]{2,40}"
    r"(?: ?(?:\.|[\[(] ?(?:dot|point|punto|ponto) ?[\])]) ?[\w-]{2,20}){1,3}"
)
_BRACKETED_AT = re.compile(r"[\[(] ?(?:at|arobase|arroba|@) ?[\])]")
# What web pages and job boards leave where an address stood.
_MASKED = re.compile(
    r"\[(?:e-?mail|courriel|correo(?: electronico)?|correio(?: eletronico)?)[ -]?"
    r"(?:protected|hidden|masque|removed|address|protege|protegido|oculto|redacted)\]"
    r"|\((?:click|cliquez|haga clic|clique)[^()\n]{0,40}(?:reveal|show|see|voir|afficher|ver|"
    r"exibir|"
    r"mostrar)[^()\n]{0,20}\)|(?<!\S)[*x•.]{3,20}@[\w.-]{3,60}"
    r"|< {0,3}>|\((?:e-?mail|email address) (?:hidden|removed|protected)\)"
    r"|this e-?mail address is being protected|cette adresse e-?mail est protegee"
    r"|esta direccion de correo (?:electronico )?esta (?:siendo )?protegid"
)
_MASKED_WORDS = (
    *("[e", "[c", "< ", "<>", "(e", "being protected", "est protegee", "protegid", "(cli", "(haga"),
    *("*@", "x@", "•@", ".@"),
)
_URL = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"'|)\]]{3,300}")


@dataclass(frozen=True, slots=True)
class Address:
    """One address as it stands in the text."""

    kind: Literal["email", "masked", "url"]
    value: str
    span: Span


def _at_signs(source: Source) -> list[Address]:
    found: list[Address] = []
    at = source.text.find("@")
    while at >= 0 and len(found) < HITS:
        before = _BEFORE_AT.search(source.text, max(0, at - 64), at)
        after = _AFTER_AT.match(source.text, at)
        if before and after and not _HIDDEN_NAME.fullmatch(before[0]):
            name = before[0].lstrip(".-%+")
            span = Span(at - len(name), after.end())
            if name:
                found.append(Address("email", f"{name}@{after[1].rstrip('.-_')}", span))
        at = source.text.find("@", at + 1)
    return found


def read_addresses(source: Source) -> tuple[Address, ...]:
    """Every address of the text, in order."""
    found = _at_signs(source)
    hidden = [
        Address("masked", "masked", Span(*m.span()))
        for m in places_of(_MASKED, _MASKED_WORDS, source, (90, 120))
    ]
    spelt = []
    if _BRACKETED_AT.search(source.fold):
        spelt = [
            Address("email", source.quote(Span(*m.span())), Span(*m.span()))
            for m in places(_OBFUSCATED, source)
        ]
    pages = [
        Address("url", source.text[m.start() : m.end()].rstrip(".,;:!?*_\\"), Span(*m.span()))
        for m in places_of(_URL, ("http", "www."), source, (4, 320))
    ]
    return tuple(sorted([*found, *hidden, *spelt, *pages], key=lambda a: a.span))
