"""How words become what is looked up, the same for texts and for questions. Pure.

A text is normalised (Unicode NFKC, invisible signs out, one apostrophe), cut into words, French
elision and inclusive endings are taken off, and each word becomes its *forms*: the stem of the
word as written and the stem of the word without accents, both folded. Stemmers disagree about
« accès » and « acces »; with both forms a question finds what it means either way. Arabic has a
third form, without the prefixes and endings that the Snowball stemmer leaves on.

Scripts that write without spaces become overlapping pairs of signs; scripts without a stemmer,
plain folded words. Forms hold letters and digits only: every engine keeps them whole.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from mandat.search.words import ENDINGS, SAME, STOP, SURE_ENDINGS

VERSION = 1  # one more whenever the same text gives other forms: what is stored is then stale
LONGEST_FORM = 40  # characters
MOST_WORDS = 12  # of a question
LONGEST_QUESTION = 300  # characters

ALGORITHMS: Mapping[str, str] = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
OTHER_SCRIPTS = frozenset({"ar", "el", "fa", "hi", "hy", "ne", "ru", "sr", "ta", "yi"})
WIDELY_READ = ("fr", "en")  # Latin words whose language nobody said are stemmed as both

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʹ′´`ʻ＇"), "'")
_POINTS = dict.fromkeys(map(ord, "•‧∙⋅・"), "·")
_INVISIBLE = dict.fromkeys(
    [
        0xAD,
        0x34F,
        0x61C,
        0x640,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
    ]
)  # fmt: skip  -- 0x640 draws Arabic letters longer and means nothing
_DIGITS = {0x660 + n: str(n) for n in range(10)} | {0x6F0 + n: str(n) for n in range(10)}
_SAME_LENGTH = _APOSTROPHES | _POINTS | _DIGITS
_CLEAN = _SAME_LENGTH | _INVISIBLE

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_UNSPACED_SIGN = re.compile(f"[{_UNSPACED}]")
_MARKS = "".join(
    chr(c) for c in range(0x300, 0xFE30) if unicodedata.category(chr(c)) in ("Mn", "Mc")
)
_SIGN = rf"(?:(?![_{_UNSPACED}])[\w{_MARKS}])"
_ANY = "|".join(ENDINGS)
_SURE = "|".join(SURE_ENDINGS)
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}[^\W\d_]?(?!{_SIGN})"  # V.I.H.
    rf"|[{_UNSPACED}]+"
    rf"|{_SIGN}+(?:'{_SIGN}+|(?<=l)·(?=l){_SIGN}+)*"
    rf"(?:(?:·(?:{_ANY})(?!{_SIGN}))+|(?:\.(?:{_ANY})(?!{_SIGN}))+"
    rf"|\((?:{_ANY})\)(?:s(?!{_SIGN}))?|[/-](?:{_SURE})(?:-s|\(s\)|s)?(?!{_SIGN}))?",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(r"([^·.(/-]{2,})[·.(/-]([^·.()/-]+)")
_ELISION = re.compile(r"^(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=.)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"'s?$", re.IGNORECASE)

_LATIN = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th"}
_ARABIC = {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا", "ء": None}
_FOLDED = str.maketrans(_LATIN | _ARABIC)
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
)
_ARABIC_FRONT = re.compile(r"^[وف]?(?:ال|بال|كال|فال|لل)(?=..)|^[وف](?=...)")
_ARABIC_END = re.compile(r"(?<=..)(?:ها|ان|ات|ون|ين|يه|ه|ي)$")
_FEMININE = re.compile(r"(?<=..)(?:euses?|rices?)$")

_mine = threading.local()


def normalised(text: str) -> str:
    """The text in one spelling of its signs; words and capitals stay."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).translate(_CLEAN))


def folded(word: str) -> str:
    """The word in small letters, without accents, vowel signs and variants of letters."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    plain = _ACCENTS.sub("", plain).translate(_FOLDED)
    return unicodedata.normalize("NFC", plain) or word.casefold()


def _stem(word: str, language: str) -> str:
    """The stem of the word in a language that has a stemmer; the stemmers are not shared."""
    stemmers = _mine.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(ALGORITHMS[language], maxCacheSize=0)
    stem: str = stemmers[language].stemWord(word)
    return stem


def is_arabic(word: str) -> bool:
    return "\u0600" <= word[:1] <= "\u06ff" or "\u0750" <= word[:1] <= "\u077f"


def _is_latin(word: str) -> bool:
    return word[:1] < "\u0250" or "\u1e00" <= word[:1] <= "\u1eff"


def _stemmed_as(word: str, language: str) -> tuple[str, ...]:
    """The languages whose stemmers are for this word, in a text of that language."""
    if is_arabic(word):
        return ("fa",) if language == "fa" else () if language in ("ur", "ps", "ckb") else ("ar",)
    if _is_latin(word):
        own = language if language not in OTHER_SCRIPTS else ""
        return (own,) if own in ALGORITHMS else () if own else WIDELY_READ
    return (language,) if language in OTHER_SCRIPTS else ()


def _is_acronym(word: str) -> bool:
    """RdR, VIH, ONGs: at least two capitals in at most six letters."""
    return 2 <= len(word) <= 6 and sum(c.isupper() for c in word) >= 2


def _light_arabic(word: str) -> str:
    """A folded word without article, attached particles and the commonest ending, after light10
    (Larkey, Ballesteros and Connell, 2007)."""
    return _ARABIC_END.sub("", _ARABIC_FRONT.sub("", word))


def _further(plain: str, language: str) -> Iterator[str]:
    """What stemmers do not link: travailleuse with travailleur, والوصم with وصم."""
    light = _light_arabic(plain) if language == "ar" else plain
    if language == "ar":
        yield light
    same = SAME.get(language, {})
    for word in (plain, _ARABIC_FRONT.sub("", plain), light):
        if word in same:
            yield same[word]
    if language == "fr" and _FEMININE.search(plain):
        yield _stem(_FEMININE.sub("eur", plain), "fr")


@lru_cache(maxsize=20_000)
def forms(word: str, language: str) -> tuple[str, ...]:
    """What one word is looked up as, in a text of this language ("" when nobody knows)."""
    small, plain = word.casefold(), folded(word)
    found: dict[str, None] = {}
    languages = _stemmed_as(plain, language)
    for one in languages:
        found[folded(_stem(small, one))] = None
        found[folded(_stem(plain, one))] = None
        found.update(dict.fromkeys(_further(plain, one)))
    if language not in STOP or not languages or _is_acronym(word):
        found[plain] = None
    return tuple(f[:LONGEST_FORM] for f in found if f)


def _alternatives(chunk: str) -> list[str]:
    """The words that one place in the text stands for: `formateur·rice·s` is two."""
    word = chunk
    if "'" in chunk:
        word = _POSSESSIVE.sub("", _ELISION.sub("", chunk)).replace("'", "")
    if word[1:2] == ".":
        return [word.replace(".", "")]
    inclusive = _INCLUSIVE.match(word)
    if inclusive is None:
        return [word]
    base, ending = inclusive.groups()
    if base.endswith(("l", "L")) and "·l" in word.lower() and ending.lower() not in ENDINGS:
        return [word.replace("·", "")]  # Catalan: col·lecció
    return [base, _feminine(base, ending)]


def _feminine(base: str, ending: str) -> str:
    """`formateur` and `rice` make `formatrice`."""
    if ending.startswith(("euse", "rice", "trice", "ère", "ere", "ière", "iere")):
        cut = {"trice": 4, "rice": 3, "euse": 3, "ière": 3, "iere": 3, "ère": 2, "ere": 2}
        length = next(n for e, n in cut.items() if ending.startswith(e))
        return base[:-length] + ending
    return base if ending in ("s", "x") else base + ending


@dataclass(frozen=True, slots=True)
class Word:
    """One place in a text: where it stands, and the words that it means."""

    start: int
    end: int
    means: tuple[str, ...]


def words(text: str) -> Iterator[Word]:
    """The words of a text that is normalised."""
    for match in _WORD.finditer(text):
        chunk = match.group()
        if _is_unspaced(chunk):
            yield from _pairs(chunk, match.start())
        else:
            yield Word(match.start(), match.end(), tuple(w for w in _alternatives(chunk) if w))


def _is_unspaced(chunk: str) -> bool:
    return chunk[0] > "\u0dff" and _UNSPACED_SIGN.match(chunk) is not None


def _pairs(chunk: str, at: int) -> Iterator[Word]:
    """A run of a script without spaces, as overlapping pairs of signs."""
    for place in range(max(1, len(chunk) - 1)):
        pair = chunk[place : place + 2]
        yield Word(at + place, at + place + len(pair), (pair,))


@lru_cache(maxsize=20_000)
def _forms_shown(chunk: str, language: str) -> frozenset[str]:
    meant = (normalised(word) for word in _alternatives(chunk))
    return frozenset(form for word in meant if word for form in forms(word, language))


def places(text: str, language: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The words of a text as it stands, to be shown: start and end in this very text, and forms."""
    for match in _WORD.finditer(text.translate(_SAME_LENGTH)):
        chunk, start = match.group(), match.start()
        if _is_unspaced(chunk):
            for pair in _pairs(chunk, start):
                yield pair.start, pair.end, _forms_shown(pair.means[0], language)
        else:
            yield start, match.end(), _forms_shown(chunk, language)


def _is_little(word: str, language: str) -> bool:
    return folded(word) in STOP.get(language, ()) and not _is_acronym(word)


@lru_cache(maxsize=20_000)
def _kept_forms(word: str, language: str) -> tuple[str, ...]:
    return () if _is_little(word, language) else forms(word, language)


def forms_of(text: str, language: str) -> Iterator[str]:
    """Every form of every word that counts, in the order of the text."""
    for word in words(normalised(text)):
        for meant in word.means:
            yield from _kept_forms(meant, language)


def guess(text: str) -> str:
    """The language of a text, as far as its script and its little words tell; "" if they do not."""
    sample = [folded(m) for w in words(normalised(text[:4000])) for m in w.means]
    arabic = sum(is_arabic(w) for w in sample)
    if arabic * 2 > len(sample):
        return "ar"
    counts = {code: sum(w in STOP[code] for w in sample) for code in WIDELY_READ}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > 2 * min(counts.values()) else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a question: as it was typed, and every form that answers it."""

    typed: str
    forms: tuple[str, ...]


def question(text: str, languages: Iterable[str] = ()) -> tuple[Asked, ...]:
    """The words asked for. A word of unknown language has the forms of each that it may be in.

    Little words are left out unless there is nothing else; what is too long is cut.
    """
    known = tuple(dict.fromkeys((*languages, *WIDELY_READ, "ar", "")))
    asked: dict[tuple[str, ...], Asked] = {}
    little: dict[tuple[str, ...], Asked] = {}
    clean = normalised(text[:LONGEST_QUESTION])
    for word in words(clean):
        found = tuple(dict.fromkeys(f for w in word.means for c in known for f in forms(w, c)))
        if not found:
            continue
        passed_over = any(_is_little(w, c) for w in word.means for c in known)
        (little if passed_over else asked)[found] = Asked(clean[word.start : word.end], found)
    return tuple((asked or little).values())[:MOST_WORDS]
