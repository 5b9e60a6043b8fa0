"""Feeds in Atom 1.0 (RFC 4287), text only. Pure building: what they say comes as data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 50
# What XML 1.0 cannot hold (section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. `id` stays for good; `updated` moves when what it says changes."""

    id: str
    title: str
    url: str
    author: str
    published: datetime
    updated: datetime
    text: str
    language: str = ""  # of the title, where it is not that of the feed


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries, the newest first. `url` is its own address, `page` what it feeds."""

    id: str
    title: str
    url: str
    page: str
    author: str
    language: str
    updated: datetime
    items: tuple[Item, ...]


def tag_uri(host: str, at: datetime, *names: str) -> str:
    """A name for good (RFC 4151): whoever had the host on that day gave it."""
    return f"tag:{host},{at.astimezone(UTC).date().isoformat()}:{'/'.join(names)}"


def entity_tag(body: bytes) -> str:
    """The same for two answers that say the same."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def last_change(items: Sequence[Item], otherwise: datetime) -> datetime:
    """When the newest entry changed; an empty feed has not changed since `otherwise`."""
    return max((item.updated for item in items), default=otherwise)


def atom(feed: Feed) -> bytes:
    """The feed as a document."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    root.set(_XML_LANG, feed.language)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _instant(feed.updated))
    _author(root, feed.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    _add(root, "generator", "mandat")
    for item in feed.items:
        _entry(root, item)
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return whole


def _entry(root: etree._Element, item: Item) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", item.id)
    title = _add(entry, "title", item.title, type="text")
    if item.language:
        title.set(_XML_LANG, item.language)
    _add(entry, "updated", _instant(item.updated))
    _add(entry, "published", _instant(item.published))
    _author(entry, item.author)
    _add(entry, "link", rel="alternate", type="text/html", href=item.url)
    _add(entry, "summary", item.text, type="text")


def _author(parent: etree._Element, name: str) -> None:
    _add(_add(parent, "author"), "name", name)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", **attributes)
    if text:
        element.text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return element


def _instant(at: datetime) -> str:
    """RFC 3339, to the second, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
