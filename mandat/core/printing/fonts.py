"""The letters of printed documents: IBM Plex Sans, Latin and Arabic, as typst needs them.

The packages hold woff2 only; typst reads TrueType. `python -m mandat.core.printing.fonts` makes
the files anew when the packages have changed (0.7 s); they are not committed, a wheel has them.
Only these cuts: typst takes others for families of their own and headings would lose weight.
What they lack (Chinese, emoji) is taken from the Noto fonts of the system, where it has some.
"""

import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from unicodedata import category, normalize

from fontTools.ttLib import TTCollection, TTFont, TTLibError

FOLDER = Path(__file__).resolve().parent / "built"
LATIN, ARABIC = "IBM Plex Sans", "IBM Plex Sans Arabic"
_PACKAGES = Path(__file__).resolve().parents[3] / "node_modules" / "@ibm"
_SOURCES = {
    "plex-sans": ("IBMPlexSans-Regular", "IBMPlexSans-Italic", "IBMPlexSans-Bold"),
    "plex-sans-arabic": ("IBMPlexSansArabic-Regular", "IBMPlexSansArabic-Bold"),
}
STAND_IN = (
    "\N{REPLACEMENT CHARACTER}"  # for a character that no font has: seen, not lost in silence
)
SYSTEM: tuple[Path, ...] = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_NOTO = ("NotoSansCJK-Regular.ttc", "NotoColorEmoji.ttf", "NotoSans*-Regular.ttf")
# Marks of direction have no shape of their own: they turn the line and need no font.
_SHAPELESS = frozenset("\n\t\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
_JOINED = frozenset({"Mn", "Me", "Mc", "Cf"})  # categories: marks, and signs that join letters
# Signs that say nothing in print: how a picture before it is coloured, and the order of bytes.
_DROPPED = str.maketrans("", "", "\N{VARIATION SELECTOR-16}\N{ZERO WIDTH NO-BREAK SPACE}")


def build() -> bool:
    """The TrueType files stand in `FOLDER`; whether any had to be made."""
    made = False
    for package, cuts in _SOURCES.items():
        for cut in cuts:
            source = _PACKAGES / package / "fonts" / "complete" / "woff2" / f"{cut}.woff2"
            made |= _convert(source, FOLDER / f"{cut}.ttf")
    return made


def _convert(source: Path, target: Path) -> bool:
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    target.parent.mkdir(exist_ok=True)
    with TTFont(source) as font:
        font.flavor = None
        draft = target.with_suffix(".new")
        font.save(draft)
    draft.replace(target)
    return True


@cache
def covered() -> frozenset[int]:
    """The code points that every cut of at least one of our families can print, or a Noto font."""
    return own().union(*_noto().values())


@cache
def own() -> frozenset[int]:
    """Those of our own families alone."""
    families: list[set[int]] = []
    for cuts in _SOURCES.values():
        sets = [_points(FOLDER / f"{cut}.ttf") for cut in cuts]
        families.append(set.intersection(*sets))
    return frozenset(set.union(*families))


def further() -> list[Path]:
    """The Noto fonts of the system, in a stable order."""
    return list(_noto())


@cache
def _noto() -> dict[Path, set[int]]:
    """What each Noto font of the system can print; a file that cannot be read counts for none."""
    found = {}
    for path in (p for folder in SYSTEM for name in _NOTO for p in sorted(folder.rglob(name))):
        with suppress(TTLibError, OSError):
            found[path] = _points(path)
    return found


def _points(path: Path) -> set[int]:
    return {point for font in _opened(path) for point in font.getBestCmap() or ()}


def _opened(path: Path) -> Iterator[TTFont]:
    if path.suffix == ".ttc":
        with TTCollection(path, lazy=True) as collection:
            yield collection.fonts[0]  # the cuts of a collection have the same characters
        return
    with TTFont(path, lazy=True) as font:
        yield font


def printable(text: str) -> str:
    """The text with a stand-in for each character that no font has; PDF/UA refuses those."""
    return _within(covered(), text.translate(_DROPPED))


def plain(text: str) -> str:
    """The text in our own fonts, without marks that a letter of another font cannot carry.

    The marks that make one character with their letter stay: é, أ.
    """
    composed = _within(own(), normalize("NFC", text.translate(_DROPPED)))
    return "".join(c for c in composed if c in _SHAPELESS or category(c) not in _JOINED)


def _within(known: frozenset[int], text: str) -> str:
    return "".join(c if _is_known(c, known) else STAND_IN for c in text)


def _is_known(sign: str, known: frozenset[int]) -> bool:
    return sign in _SHAPELESS or (ord(sign) in known and category(sign) != "Cc")


if __name__ == "__main__":
    sys.stdout.write("· Made the fonts of printed documents\n" if build() else "")
