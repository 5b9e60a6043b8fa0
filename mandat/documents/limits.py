"""What looking into a file may cost, what it hands back, and how it refuses."""

from dataclasses import asdict, dataclass, field
from typing import Any

MIB = 1024 * 1024

REFUSALS = (
    "empty",
    "binary",
    "too_large",
    "password_protected",
    "corrupt",
    "no_text_layer",
    "zip_bomb",
    "xml_bomb",
    "unsupported_type",
    "timeout",
    "memory",
)

# What judging a file may say beside these.
JUDGEMENTS = (
    "not_allowed_here",  # a kind that its use does not take
    "macros",
    "active_content",  # scripts, launch actions, programs or files packed inside
    "polyglot",  # the same bytes are a valid file of another kind too
    "too_many_pages",
    "image_too_large",  # in pixels
    "nested_archive",
    "archive_unsafe",  # links, two members of one name, nothing inside
    "no_converter",  # an old .doc, and no LibreOffice on this machine
    "not_converted",
)

WARNINGS = (
    "not_utf8",  # read as cp1252 or Latin-1
    "invalid_bytes",  # UTF-8 or UTF-16 with bytes that mean nothing, replaced by U+FFFD
    "control_characters",  # a few, taken out
    "long_lines",  # a line of more than LONG_LINE characters
    "bidi_marks",  # embeddings, overrides, or marks of both directions
    "pages_without_text",  # some pages of a PDF are pictures
    "whole_page",  # the main part of a web page could not be told: all of its text is kept
    "ocr",  # the text was recognised in pictures: names and figures need a second look
)

LONG_LINE = 50_000

PROBE = "probe"  # asks a child what it is kept from, instead of reading a file


class Refused(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """A file that is not read, with a code of `REFUSALS` or `JUDGEMENTS`, and what words need."""

    def __init__(self, code: str, params: dict[str, Any] | None = None) -> None:
        super().__init__(code)
        if code not in REFUSALS and code not in JUDGEMENTS:
            raise ValueError(f"unknown refusal {code!r}")
        self.code = code
        self.params = params or {}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one child process. The defaults fit a laptop and a 500-page report."""

    max_bytes: int = 64 * MIB
    max_text: int = 20_000_000  # characters
    max_pages: int = 2_000
    max_entries: int = 5_000  # of a zip container
    max_unpacked: int = 256 * MIB  # of a zip container, as declared
    max_ratio: int = 200  # unpacked to packed; text packs 5 to 30 times, a bomb about 1,000 times
    seconds: int = 30  # wall clock and processor
    ocr_seconds: int = 900
    memory: int = 1024 * MIB  # address space of the child process
    ocr_pages: int = 100
    max_pixels: int = 110_000_000  # of a picture: the largest phones of today take 108 million
    max_answer: int = 320 * MIB  # bytes that the child may hand back beside its JSON

    def as_json(self) -> dict[str, int]:
        return asdict(self)


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a file in NFC with LF line breaks, and where its pages begin in it.

    `page_map` holds (offset in `text`, page number from 1), empty for what has no pages.
    `sha256` is that of the bytes read.
    """

    text: str
    media_type: str
    page_map: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = ()
    sha256: str = ""


@dataclass(slots=True)
class Reading:
    """What a reader found: the text of each page (one page where there are none), and warnings."""

    pages: list[str]
    paged: bool = False
    warnings: list[str] = field(default_factory=list)
