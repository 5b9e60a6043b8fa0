"""Names of organisations as they stand in a text: proper names, acronyms, and which means which."""

import re
from collections import Counter
from dataclasses import dataclass

from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source, fold

_CAP = r"[A-ZÀ-ÖØ-Þ](?:[\w&'’-]|\.(?=\w)){0,30}"
_LINK = (
    r"(?:du|des|de la|de l['’]|de|d['’]|of|for|the|&|and|et|pour|sans|la|les|en|in|on|y"
    r"|para|del|e|to|contre|against|by|do|da|dos|das|au|aux)"
)
LINKS = _LINK[3:-1]
PARENTHESIS = r"[ \u00a0]?\([^()\n]{1,60}\)(?:,? en sigle)?"
NAME = rf"{_CAP}(?:[ \u00a0]{{1,2}}(?:{_LINK}[ \u00a0]?){{0,2}}{_CAP}){{0,8}}"
ACRONYM = r"[A-Z][A-Za-z0-9&]{0,12}[A-Z][A-Za-z-]{0,8}(?:[ -](?:[A-Z]{1,4}|[A-Z][a-z]{2,9}))?"
_EXPANDED = re.compile(rf"(?P<name>{NAME})[ ]?\([ ]?(?P<short>{ACRONYM})[ ]?\)")
_STARTS = re.compile(r"(?<![\w'’])[A-ZÀ-ÖØ-Þ]")
_ARTICLES = re.compile(
    r"^(?:l'ong|ong|ngo|osc|le|la|les|l|the|el|los|las|o|a|os|as|un|une|an|this|cette|ce|"
    r"notre|our|about"
    r"|chez|dans|pour|avec|par|at|by|for|in)[ ']+"
)
# Words that begin a sentence about somebody else than the organisation that calls.
NOT_ISSUER = re.compile(
    r"^(?:votre|vos|your|tu|seu|perfil|profile?|consultant\w*|candidat\w*|prestataire\w*|"
    r"mission|projet|project|programme"
    r"|program|proyecto|projeto|contractor|applicant\w*"
    r"|bidder\w*|soumissionnaire\w*|evaluat\w*|equipe|team|contexte|context|objecti\w*"
    r"|objetivo\w*|appel|call|offre\w*|proposition\w*"
    r"|proposal\w*|termes|terms|etude|study|selected|successful|interested|ideal|firm"
    r"|cabinet|expert\w*|poste|position|company"
    r"|il|elle|ils|elles|nous|we|it|they|he|she|je|i|you|vous|qui|who|this|these|ce|cette"
    r"|ces|si|if|il s|en|in|afin|pour|dans|to"
    r"|depuis|since|ainsi|aussi|comme|as|avec|with|par|by|a|au|aux|titre|title|background"
    r"|introduction|date|lieu|deadline|job"
    r"|region|monde|world|covid\S*|vih|hiv|sida|aids|sdsr|dssr|srhr|cv|curriculum|email"
    r"|e-mail|tel|gouvernement|government"
    r"|ministere|ministry|republique|republic|union europeenne|monsieur|madame|cop|nb|tdr"
    r"|tor|eoi|rfp|ami|consultoria|agenda)$"
)


@dataclass(frozen=True, slots=True)
class Names:
    """Short names with the full names that the text gives them, and where."""

    full: dict[str, tuple[str, Span]]

    def expand(self, name: str) -> tuple[str, Span | None]:
        """The full name of an acronym, when the text gives it."""
        found = self.full.get(name) or self.full.get(fold(name).replace(" ", ""))
        return found or (name, None)


def clean_name(name: str) -> str:
    """A name without the article or the noun that introduces it."""
    name = " ".join(name.split()).strip(" .,;:'’-")
    while match := _ARTICLES.match(fold(name)):
        rest = name[match.end() :]
        if not rest or not rest[0].isupper():
            break
        name = rest
    return re.sub(r"['’]s$", "", name)


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"[^\W_]+", fold(name)))


def _fits(name: str, short: str) -> str | None:
    """The tail of a capitalised run that the acronym stands for, or none."""
    letters = re.sub(r"[^a-z]", "", fold(short))
    words = name.split(" ")
    for at in range(len(words)):
        tail = " ".join(words[at:])
        initials = _initials(tail)
        if not words[at][:1].isupper() or not initials or initials[0] != letters[0]:
            continue
        rest = iter(initials)
        shared = sum(letter in rest for letter in letters)
        if shared >= max(2, 0.6 * len(letters)):
            return tail
    return None


def read_names(source: Source) -> Names:
    """Every "Full Name (ACRONYM)" of the text whose letters fit."""
    full: dict[str, tuple[str, Span]] = {}
    for paren in re.finditer(rf"\([ ]?(?P<short>{ACRONYM})[ ]?\)", source.text):
        start = max(0, paren.start() - 140, source.text.rfind("\n", 0, paren.start()) + 1)
        run = re.search(rf"(?P<name>{NAME})[ ,]{{0,2}}$", source.text[start : paren.start()])
        if run and (tail := _fits(clean_name(run["name"]), paren["short"])):
            at = (
                source.text.rfind(tail, start, paren.start())
                if tail in source.text[start : paren.start()]
                else start
            )
            span = Span(max(at, start), paren.end())
            full.setdefault(paren["short"], (tail, span))
            full.setdefault(fold(paren["short"]).replace(" ", ""), (tail, span))
    return Names(full)


def count_mentions(source: Source, names: set[str]) -> Counter[str]:
    """How often each name stands in the text, as a word."""
    return Counter(
        {n: len(re.findall(rf"(?<!\w){re.escape(n)}(?!\w)", source.text[:200_000])) for n in names}
    )
