"""The letters of printed documents: IBM Plex Sans, Latin and Arabic, as typst needs them.

The packages hold woff2 only; typst reads TrueType. `python -m mandat.core.printing.fonts` makes
the files anew when the packages have changed (0.7 s); they are not committed, a wheel has them.
Only these cuts: typst takes others for families of their own and headings would lose weight.
"""

import sys
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

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
    """The code points that every cut of at least one family can print."""
    families: list[set[int]] = []
    for cuts in _SOURCES.values():
        sets = [_points(FOLDER / f"{cut}.ttf") for cut in cuts]
        families.append(set.intersection(*sets))
    return frozenset(set.union(*families))


def _points(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def printable(text: str) -> str:
    """The text with a stand-in for each character that no font has; PDF/UA refuses those."""
    known = covered()
    return "".join(c if ord(c) in known or c in "\n\t" else STAND_IN for c in text)


if __name__ == "__main__":
    sys.stdout.write("· Made the fonts of printed documents\n" if build() else "")
