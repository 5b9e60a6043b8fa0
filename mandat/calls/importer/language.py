"""The language of a text: by its small words when they leave no doubt, else by a trained model."""

import re
from collections import Counter

import py3langid

from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.text import Source

# Words that only one of the languages has, among the most frequent of each.
_SMALL = {
    "fr": "des les est une dans pour sur aux avec par qui ou sont cette ces leur doit être "
    "du et au vous nous",
    "en": "the of and to for with is are by this will be should from that or on an as at",
    "es": "los las del una por con y el su sus este esta como al son será debe también más",
    "pt": "os das dos uma da do na no em com são pelo pela ao será deve também não mais às",
}
_WORDS = {word: code for code, words in _SMALL.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0620-\u064a]")
_DENSE = 0.12  # the share of small words below which a text is in none of these languages
_PIECE = 8_000  # enough of a text to know its language by
_MODEL_LANGUAGES = (
    "fr",
    "en",
    "es",
    "pt",
    "ar",
    "de",
    "it",
    "nl",
    "ca",
    "ro",
    "pl",
    "ru",
    "uk",
    "tr",
    "sw",
    "fa",
)


def _sample(text: str) -> str:
    """The beginning, middle and end of a long text."""
    if len(text) <= 3 * _PIECE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]))


def _vote(sample: str) -> tuple[str, float, int]:
    """The language with most small words, its share of them, and how many words were seen."""
    words = Counter(_WORD.findall(sample.lower()))
    total = words.total()
    seen: Counter[str] = Counter()
    for word, times in words.items():
        if code := _WORDS.get(word):
            seen[code] += times
    if not seen:
        return "", 0.0, total
    code, most = seen.most_common(1)[0]
    share = most / sum(seen.values())
    return code, share if most >= _DENSE * total else 0.0, total


def _model(sample: str) -> tuple[str, float]:
    """The model's choice among the languages that calls are written in, and its lead."""
    ranks = [
        (code, score) for code, score in py3langid.rank(sample[:_PIECE]) if code in _MODEL_LANGUAGES
    ]
    return ranks[0][0], ranks[0][1] - ranks[1][1]


def _first_words(source: Source) -> tuple[Span, ...]:
    """The first line of prose, as the place that shows the language."""
    lines = [line for line in source.lines[:200] if line.end > line.start]
    if not lines:
        return ()
    line = next((li for li in lines if li.end - li.start >= 80), lines[0])
    return (source.trim(line.start, min(line.end, line.start + 300)),)


def read_language(source: Source) -> Found:
    """The ISO 639-1 code of the language that most of the text is written in."""
    sample = _sample(source.text)
    letters = sum(map(len, _WORD.findall(sample)))
    if letters < 12:
        return Found()
    if len(_ARABIC.findall(sample)) > letters / 2 and "پ" not in sample and "گ" not in sample:
        return Found("ar", Certainty.SURE, _first_words(source))
    code, share, total = _vote(sample)
    if total >= 40 and share >= 0.8:
        return Found(code, Certainty.SURE, _first_words(source))
    guess, lead = _model(sample.encode("utf-8", "ignore").decode())
    sure = lead > 50 and (not code or guess == code or share == 0.0)
    return Found(guess, Certainty.SURE if sure else Certainty.LIKELY, _first_words(source))
