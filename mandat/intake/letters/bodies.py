"""The text of a letter: from HTML where there is no other, and without what it quotes."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from mandat.intake.letters.limits import MARKUP, MOST_LINKS, TEXT

_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body br center dd div dl dt fieldset footer form h1 h2 h3 h4 "
        "h5 h6 header hr li main nav ol p pre section table tbody td th thead tr ul",
    )
)
_UNSEEN: Final = frozenset({"script", "style", "head", "title", "template", "noscript"})
_LINK: Final = re.compile(r"https?://[^\s<>\"'\]\)}«»]{3,2000}", re.IGNORECASE)
_CID: Final = re.compile(r"cid:([^\s\"'<>)]{1,200})", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_HIDDEN: Final = re.compile(r"<(style|script|head)\b[^<>]*>[^<]*</\1>", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANKS: Final = re.compile(r"[ \t\xa0]+")
_GAPS: Final = re.compile(r"\n{3,}")

# Where the letter that is answered begins: Outlook, Gmail, Thunderbird, Apple, in fr, en and ar.
_QUOTED: Final = re.compile(
    r"^[ \t]{0,8}(?:-{3,}[ ]?(?:original message|message d'origine"
    r"|message original|message transféré|forwarded message|الرسالة الأصلية)[ ]?-{3,}"
    r"|_{20,}[ \t]*$"
    r"|(?:le|on)\s[^\n]{4,200}(?:\n[^\n]{0,200})?\b(?:a écrit|wrote)[ \xa0]?:[ \t]*$"
    r"|(?:في|بتاريخ)\s[^\n]{4,200}كتب[^\n]{0,100}:[ \t]*$"
    r"|(?:de|from|من)[ \xa0]?:[^\n]{1,200}\n[ \t]{0,8}(?:envoyé|sent|date|تاريخ الإرسال|تم الإرسال)"
    r"[^\n]{0,20}[ \xa0]?:)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Markup:
    """What an HTML body says: its text, the addresses it links to, the pictures it shows by id."""

    text: str
    links: tuple[str, ...] = ()
    pictures: frozenset[str] = frozenset()


def text_of_markup(markup: str) -> Markup:
    """The text of an HTML body, a line for each block. Whatever cannot be read is empty."""
    short = _CONTROL.sub(" ", markup[:MARKUP])
    pictures = frozenset(found.lower() for found in _CID.findall(short)[:MOST_LINKS])
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=True)
    try:
        root = etree.fromstring(short.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    pieces, links = ([], []) if root is None else _walked(root)
    # The parser gives up on what lies thousands of elements deep: then tags are merely left out.
    text = tidied("".join(pieces)) or tidied(_TAG.sub(" ", _HIDDEN.sub(" ", short)))
    return Markup(text, tuple(dict.fromkeys(links))[:MOST_LINKS], pictures)


def _walked(root: etree._Element) -> tuple[list[str], list[str]]:
    pieces: list[str] = []
    links: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"  # a comment is not seen
        if event == "start":
            hidden += tag in _UNSEEN
            pieces.append("\n" if tag in _BLOCKS else "")
            pieces.append("" if hidden else " ".join((element.text or "\n").split("\n")))
            if tag == "a" and len(links) < MOST_LINKS:
                links += _LINK.findall(str(element.get("href", ""))[:2000])
        else:
            hidden -= tag in _UNSEEN
            pieces.append("\n" if tag in _BLOCKS else "")
            pieces.append("" if hidden else " ".join((element.tail or "").split("\n")))
    return pieces, links


def tidied(text: str) -> str:
    """One kind of line end, no control signs, no runs of blanks or empty lines; not too long."""
    text = _CONTROL.sub(" ", text[:MARKUP].replace("\r\n", "\n").replace("\r", "\n"))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()[:TEXT]


def links_in(text: str) -> tuple[str, ...]:
    """The web addresses that stand in a text, each once."""
    found = (match.group().rstrip(".,;:!?») ") for match in _LINK.finditer(text[:TEXT]))
    return tuple(dict.fromkeys(found))[:MOST_LINKS]


def without_links(text: str) -> str:
    """A text without its web addresses, whose words are of no language."""
    return _LINK.sub(" ", text)


def own_text(text: str) -> str:
    """What the sender wrote, without the letter that is answered and without quoted lines.

    When nothing is left (somebody who writes below a quotation), only quoted lines are left out.
    """
    unquoted = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">"))
    found = _QUOTED.search(unquoted.replace("’", "'"))
    before = unquoted[: found.start()] if found else unquoted
    return (before if before.strip() else unquoted).strip()
