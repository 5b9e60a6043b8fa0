"""The languages in which the mission works, and whether each is required or only a plus."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice, pairwise

from mandat.calls.importer.draft import ABSENT, JSON, Certainty, Found, Span
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import openings
from mandat.calls.importer.wording import places_of, sentence_at

_NAMES = {
    "fr": "francais francaise french frances francesa",
    "en": "anglais anglaise english ingles inglesa",
    "es": "espagnol espagnole spanish espanol espanola castellano espanhol espanhola",
    "pt": "portugais portugaise portuguese portugues portuguesa",
    "ar": "arabe arabic darija arabo",
    "de": "allemand german aleman alemao",
    "it": "italien italian italiano",
    "nl": "neerlandais dutch neerlandes flamand",
    "ru": "russe russian ruso russo",
    "uk": "ukrainien ukrainian ucraniano",
    "sw": "swahili kiswahili suajili",
    "ln": "lingala",
    "wo": "wolof",
    "bm": "bambara",
    "ff": "fulfulde peul pular",
    "ha": "haoussa hausa",
    "mg": "malgache malagasy",
    "ny": "chichewa",
    "ht": "creole",
    "my": "birman burmese",
    "am": "amharique amharic",
    "so": "somali",
    "rn": "kirundi",
    "rw": "kinyarwanda",
    "tr": "turc turkish",
    "fa": "dari farsi persan persian",
    "ps": "pashto pachto",
    "ur": "ourdou urdu",
    "bn": "bengali bangla",
    "hi": "hindi",
    "zh": "chinois chinese mandarin",
    "ku": "kurde kurdish",
}
_CODES = {word: code for code, words in _NAMES.items() for word in words.split()}
MOST = 800  # names and labels looked at: a call of twenty pages has less than a hundred
_WORD = re.compile(r"(?<![a-z])[a-z]{4,12}(?![a-z])")
# Ability: the sentence speaks of knowing a language, not of a people or a country.
_ABILITY = re.compile(
    r"\b(?:langues?|languages?|idiomas?|linguas?|lenguas?|maitris\w+|parl\w{1,4}\b|lu,|parle|"
    r"ecrit\b|oral|redig\w+|"
    r"redaction\w*|bilingue|trilingue|bilingual|fluen\w+|proficien\w+|written|spoken|writing|"
    r"speak\w*|verbal|read\w*|"
    r"working knowledge|command of|mother tongue|native|langue maternelle|courant\w*|"
    r"dominio|fluid\w*|manejo|hablado|escrito|conocimientos? d|connaissances? (?:de l|du|en)|"
    r"pratique de l|"
    r"knowledge of|fluente|fluencia|dominar|conhecimentos? d|niveau [abc][12]|[abc][12]\b)"
)
_LABEL = re.compile(
    r"(?:^|\n|(?<=[.;\w]) )[ \t*#•|_-]{0,8}(?:working |required )?(?:langues?(?: de travail|"
    r" requises?)?|languages?"
    r"(?: required| skills| of the assignment)?|idiomas?(?: requeridos)?|linguas?|lenguas?)"
    r"(?: \([^)\n]{0,30}\))?[*_]{0,2} ?[:=|][ *_]{0,4}"
)
_LABEL_WORDS = ("langue", "language", "idioma", "lingua", "lengua")
_PLUS = re.compile(
    r"\b(?:atouts?|avantage|un plus|souhait\w+|apprecie\w*|desirable|an asset|asset|"
    r"advantage\w*|a plus|preferr?\w*|"
    r"preferab\w+|bonus|desirab\w+|nice to have|valorad\w+|valorar\w*|deseable|ventaja|serait|"
    r"constitue\w* un|"
    r"sera un|would be|mais-valia|vantagem|desejavel|optionn\w+|optional|ideally|idealement|"
    r"de preference)"
)
_MUST = re.compile(
    r"\b(?:indispensable|obligatoire|exige\w*|requis\w*|required|mandatory|must|essential|"
    r"necessaire|imperati\w+|"
    r"principale?|main|obligatori\w+|requerid\w+|imprescindible|fluen\w+|maitrise|courant|"
    r"excellent\w*|dominio|bilingue)"
)
_PIECE = re.compile(
    r"[;,]|\b(?:et la|et une|and (?:a |some )?(?:working )?knowledge|while|mais|but|y se|"
    r"e o)\b|\."
)
# Not a working language: the language of the files or of a text, a people, a school.
_OTHER = re.compile(
    r"\b(?:soumis\w*|soumettre|redigee?s? en|presentee?s? en|submitted|"
    r"version|traduction|translat\w+|traduit\w*|agence|agency|ministere|ministry|embassy|"
    r"ambassade|"
    r"development agency|cooperation|legislation|gouvernement|government|red cross|croix|"
    r"droit)\b"
)


_Named = Sequence[tuple[Span, str]]  # the places of all names of languages, with their codes


def _named(source: Source) -> _Named:
    """The names of languages in the text, in order."""
    found = openings(source, _WORD, _CODES, source.flow)
    return [(Span(*m.span()), _CODES[m[0]]) for m in found if m[0] in _CODES]


def _within(names: _Named, span: Span) -> _Named:
    """Those that stand in a stretch."""
    first = bisect_left(names, span.start, key=lambda name: name[0].start)
    last = bisect_right(names, span.end, first, key=lambda name: name[0].end)
    return names[first:last]


def _mentions(
    source: Source, names: _Named, span: Span, *, labelled: bool
) -> list[tuple[str, bool, Span]]:
    """The languages named in a stretch, each with whether it is required."""
    found = []
    for piece in _pieces(source, span) if _within(names, span) else ():
        for place, code in _within(names, piece):
            required = _required(source, names, piece, span, labelled=labelled)
            found.append((code, required, place))
    choice = _choice(source, span, [place for _, _, place in found])
    return [(code, needed and place not in choice, place) for code, needed, place in found]


_EITHER = re.compile(
    r"\b(?:either|soit|one of|l'une? des|une? des|one or more of|any of|some of|uno de|una de|"
    r"alguno de|alguna de|um dos|uma das|ou bien|au choix)\b"
)
_OR = re.compile(
    r",? ?(?:or|ou|o|u)(?: (?:in|en|em|de|du|del|do|soit|le|l'|el|la|the))*(?: de)? ?(?:l'|d')?$"
)


def _choice(source: Source, span: Span, places_: Sequence[Span]) -> set[Span]:
    """The languages of which any one will do: none of them is required by itself.

    "Either B, C or D" and "one of: B, C, D" hold all that follow; "B or C" holds the two.
    """
    chosen: set[Span] = set()
    either = _EITHER.search(source.flow, span.start, span.end)
    if either:
        chosen |= {p for p in places_ if p.start > either.end()}
    for one, two in pairwise(places_):
        if _OR.fullmatch(source.flow[one.end : two.start].strip()):
            chosen |= {one, two}
    return chosen if len(chosen) > 1 else set()


def _pieces(source: Source, span: Span) -> list[Span]:
    """A sentence cut at commas and the like, where what is said of a language ends."""
    cuts = [m.start() for m in _PIECE.finditer(source.flow, span.start, span.end)]
    edges = [span.start, *cuts, span.end]
    return [Span(a, b) for a, b in pairwise(edges)]


def _required(source: Source, names: _Named, piece: Span, whole: Span, *, labelled: bool) -> bool:
    """What the piece says; else what follows it up to the end of the sentence; else yes."""
    plus = _PLUS.search(source.flow, piece.start, piece.end)
    if plus:
        return bool(
            _MUST.search(source.flow, piece.start, plus.start())
            and "principale" in source.flow[piece.start : piece.end]
        )
    if labelled or _MUST.search(source.flow, whole.start, piece.end):
        return True
    later = _PLUS.search(source.flow, piece.end, whole.end)
    if later is None:
        return True
    # "French, Kirundi is a plus": the plus is said of the language named after.
    return bool(_within(names, Span(piece.end, later.start())))


def read_working_languages(source: Source, layout: Layout) -> Found:
    """The working languages, from a labelled line and from the profile asked."""
    read: list[tuple[str, bool, Span]] = []
    names = _named(source)
    for label in islice(places_of(_LABEL, _LABEL_WORDS, source, (40, 90), by_line=True), MOST):
        if _EITHER.search(source.flow, max(0, label.start() - 12), label.start() + 1):
            continue  # "one of the following languages: B, C" is a clause, not a label
        stop = source.flow.find("\n", label.end(), label.end() + 250)
        sentence = Span(
            label.end(), stop if stop >= 0 else min(label.end() + 250, len(source.flow))
        )
        read += _mentions(source, names, _stretch(source, sentence), labelled=True)
    return _merged(read + _spoken(source, layout, names))


def _spoken(source: Source, layout: Layout, names: _Named) -> list[tuple[str, bool, Span]]:
    """The languages of sentences about mastering them."""
    read: list[tuple[str, bool, Span]] = []
    profile = layout.of_kind("profile")
    sentence, mentions = Span(0, 0), []
    for name, _ in names[:MOST]:
        around = sentence_at(source, name.start, 250)
        if around != sentence:
            sentence, mentions = around, _mentions(source, names, around, labelled=False)
        inside = any(s.body.start <= name.start < s.body.end for s in profile)
        if _speaks(source, sentence, in_profile=inside):
            read += [m for m in mentions if m[2] == name]
    return read


_NEXT_LABEL = re.compile(r" [a-z' ]{3,40}:")


def _stretch(source: Source, sentence: Span) -> Span:
    """The part of a labelled line before the next label (a one-line text goes on)."""
    stop = _NEXT_LABEL.search(source.flow, sentence.start, sentence.end)
    return Span(sentence.start, stop.start() if stop else sentence.end)


def _speaks(source: Source, sentence: Span, *, in_profile: bool) -> bool:
    """Whether a sentence is about mastering languages."""
    if not _ABILITY.search(source.flow, sentence.start, sentence.end):
        return False
    return in_profile or not _OTHER.search(source.flow, sentence.start, sentence.end)


def _merged(read: list[tuple[str, bool, Span]]) -> Found:
    """One entry a language: required when any place requires it."""
    entries: dict[str, JSON] = {}
    for code, required, span in read:
        entry = entries.setdefault(code, {"code": code, "required": False, "spans": []})
        entry["required"] = entry["required"] or required
        entry["spans"].append(span)
    if not entries:
        return ABSENT
    for entry in entries.values():
        entry["spans"] = list(dict.fromkeys(entry["spans"]))  # each place once
    spans = sorted(s for e in entries.values() for s in e["spans"])
    return Found(list(entries.values()), Certainty.LIKELY, tuple(spans))
