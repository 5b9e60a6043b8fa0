"""Names out of sanctions lists as their issuers publish them. Pure, bounded, no Django.

Three forms: a CSV with a column of whole names; the consolidated list of the European Union (XML,
`nameAlias` with `wholeName`); that of the United Nations Security Council (XML, `INDIVIDUAL` and
`ENTITY` with names in parts). A document type, and with it every entity, is refused unread.
"""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

LARGEST = 200_000_000  # bytes; the lists in use have some 30 million
MOST_NAMES = 500_000
_DEEPEST = 40  # elements within each other
_LONGEST = 2_000  # characters of one name
_CHUNK = 65_536
_COLUMNS = ("name", "wholename", "whole_name", "namealias_wholename", "full_name", "nom")
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_WHOLE = ("ALIAS_NAME", "NAME_ORIGINAL_SCRIPT")
_TAKEN = frozenset({*_PARTS, *_WHOLE})
_OWNERS = frozenset({"INDIVIDUAL", "ENTITY"})


class Unreadable(ValueError):  # noqa: N818 -- reads as a sentence
    """The file is no list that is read here; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def names_in_list(file: BinaryIO) -> list[str]:
    """Every name of the list, aliases too, in its order."""
    start = file.read(512)
    file.seek(0)
    is_xml = start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    found = _from_xml(file) if is_xml else list(_from_csv(file))
    names = [" ".join(name.split())[:_LONGEST] for name in found]
    names = [name for name in names if name]
    if not names:
        raise Unreadable("no_names")
    return names


def _from_csv(file: BinaryIO) -> Iterator[str]:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable("too_large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("not_utf8") from None
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        place, header = _place(next(rows, []))
        if not header:
            yield first.strip().strip('"')
        for count, row in enumerate(rows):
            if count >= MOST_NAMES:
                raise Unreadable("too_many")
            if len(row) > place:
                yield row[place]
    except csv.Error:
        raise Unreadable("no_table") from None


def _place(header: list[str]) -> tuple[int, bool]:
    """Which column holds the names, and whether the first line names the columns."""
    plain = [cell.strip().casefold() for cell in header]
    for name in _COLUMNS:
        if name in plain:
            return plain.index(name), True
    if len(header) <= 1:
        return 0, False
    raise Unreadable("no_column")


class _Names:
    """Takes names out of the elements as they come; keeps nothing else."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.path: list[str] = []
        self.text: list[str] | None = None
        self.parts: dict[str, str] = {}

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self.path.append(tag)
        if len(self.path) > _DEEPEST:
            raise Unreadable("too_deep")
        if tag == "nameAlias":
            self._add(attributes.get("wholeName", ""))
        if tag in _OWNERS:
            self.parts = {}
        if tag in _TAKEN:
            self.text = []

    def said(self, text: str) -> None:
        if self.text is not None and sum(map(len, self.text)) < _LONGEST:
            self.text.append(text)

    def end(self, tag: str) -> None:
        tag = self.path.pop()
        said = "".join(self.text or ()).strip()
        if tag in _PARTS and self.path and self.path[-1] in _OWNERS:
            self.parts[tag] = said
        elif tag in _WHOLE:
            self._add(said)
        elif tag in _OWNERS:
            self._add(" ".join(self.parts[p] for p in _PARTS if self.parts.get(p)))
        if tag in _TAKEN:
            self.text = None

    def _add(self, name: str) -> None:
        if len(self.found) >= MOST_NAMES:
            raise Unreadable("too_many")
        if name.strip():
            self.found.append(name)


def _no_document_type(*_said: object) -> None:
    raise Unreadable("document_type")


def _from_xml(file: BinaryIO) -> list[str]:
    names, parser, read = _Names(), expat.ParserCreate(), 0
    parser.StartElementHandler = names.begin
    parser.EndElementHandler = names.end
    parser.CharacterDataHandler = names.said
    parser.StartDoctypeDeclHandler = _no_document_type
    try:
        while chunk := file.read(_CHUNK):
            read += len(chunk)
            if read > LARGEST:
                raise Unreadable("too_large")
            parser.Parse(chunk)
        parser.Parse(b"", True)  # noqa: FBT003 -- the last piece; expat takes no keywords
    except expat.ExpatError:
        raise Unreadable("no_xml") from None
    return names.found
