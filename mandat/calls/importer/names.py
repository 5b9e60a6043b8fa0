"""Names of organisations as they stand in a text: proper names, acronyms, and which means which."""

import re
from collections import Counter
from dataclasses import dataclass

from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source, fold

_CAP = r"[A-ZÀ-ÖØ-Þ](?:[\w&'’-]|\.(?=\w)){0,30}"
_LINK = (
    r"(?:du|des|de la|de l['’]|de|d['’]|of|for|the|&|and|et|pour|sans|la|le|les|en|in|on|y"
    r"|para|por|del|el|los|las|e|to|contre|against|by|do|da|dos|das|au|aux|à|a|l['’])"
)
LINKS = _LINK[3:-1]
PARENTHESIS = (
    r"(?:[ \u00a0]?\([^()\n]{1,60}\)(?:,? en sigle)?|[ \u00a0]?[–—-][ ]?[A-Z]{2,10}[ ]?[–—-])"
)
NAME = rf"{_CAP}(?:[ \u00a0]{{1,2}}(?:{_LINK}[ \u00a0]?){{0,2}}{_CAP}){{0,8}}"
ACRONYM = (
    r"(?:[A-Z][2-4]|[2-4][A-Z]|[A-Z][A-Za-z0-9&]{0,12}[A-Z][A-Za-z-]{0,8}"
    r"(?:[ -](?:[A-Z]{1,4}|[A-Z][a-z]{2,9}))?)"
)
_EXPANDED = re.compile(rf"(?P<name>{NAME})[ ]?\([ ]?(?P<short>{ACRONYM})[ ]?\)")
_STARTS = re.compile(r"(?<![\w'’])[A-ZÀ-ÖØ-Þ]")
_ARTICLES = re.compile(
    r"^(?:l'ong|ong|ngo|osc|l'equipe|equipe|l'association|le|la|les|l|the|el|los|las|o|a|os|as|un|une|an|this|cette|ce|"
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
    r"|tor|eoi|rfp|ami|consultoria|agenda|se|los|las|una?|no|al|com|gmbh|inc|ltd|llc|sarl|asbl|sa|sas|sobre|por|el|la|lo|al"
    r"|director\w*|directeur|directrice|president\w*|coordinat\w+|coordinad\w+|coordonnat\w+"
    r"|secretaire|secretary|chief|head|chef|manager|responsable|specialist\w*|officer|contact"
    r"|fluency|supervisor|ability|experience|knowledge|language\w*|annexe?s?|article|objet|phase"
    r"|lot|section|page|note|version|monsieur|madame|mr|mrs|ms|dr|pr|prof|all|tous|toute?s?"
    r"|any|each|chaque|only|seul\w*|please|veuillez|merci|when|where|how|comment|why|pourquoi"
    r"|individual|identification|reference|type|standard|yes|oui|si|non|conseil d administration"
    r"|board|bureau|comite|commission|committee|parlement\w*|parliament|etat|state|loi|law|code"
    r"|accord|agenda|strategie|strategy|plan|rapport|report|budget|tva|vat|ht|ttc|htva"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    r"|monday|tuesday|wednesday|thursday|friday|lundi|mardi|mercredi|jeudi|vendredi"
    r"|empresa|entreprise|edital|servicos?|servicios?|services?|persona\w*|pessoa\w*)$"
)


@dataclass(frozen=True, slots=True)
class Names:
    """Short names with the full names that the text gives them, and where."""

    full: dict[str, tuple[str, Span]]

    def expand(self, name: str) -> tuple[str, Span | None]:
        """The full name of an acronym, when the text gives it."""
        found = self.full.get(name) or self.full.get(fold(name).replace(" ", ""))
        return found or (name, None)


# A heading that lost its line end stands before the name.
_GLUED = re.compile(
    r"^(?:BACKGROUND|CONTEXTE?|INTRODUCTION|OVERVIEW|PR[EÉ]SENTATION|ANTECEDENTES|CONTEXTO"
    r"|INTRODUCCI[ÓO]N|APRESENTA[ÇC][ÃA]O|Background|Contexte|Context|Introduction|Objet) "
    r"(?=[A-ZÀ-Þ])"
)


def clean_name(name: str) -> str:
    """A name without the article or the noun that introduces it."""
    name = _GLUED.sub("", " ".join(name.split()).strip(" .,;:'’-"))
    while match := _ARTICLES.match(fold(name)):
        rest = name[match.end() :]
        acronym = name[:2].isupper() and not name.isupper()  # "UN Women"
        if not rest or not rest[0].isupper() or (acronym and name[2:3] == " "):
            break
        name = rest
    return re.sub(r"['’]s$", "", name)


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"[^\W_]+", fold(name)))


_COUNTED = re.compile(r"([a-z])([2-4])|([2-4])([a-z])")


def _repeated(match: re.Match[str]) -> str:
    """ "3S" and "M3" stand for three words of one initial."""
    letter, times = match[1] or match[4], match[2] or match[3]
    return letter * int(times)


def _fits(name: str, short: str) -> str | None:
    """The tail of a capitalised run that the acronym stands for, or none."""
    letters = re.sub(r"[^a-z]", "", _COUNTED.sub(_repeated, fold(short)))
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


_SHORT_FORM = re.compile(
    rf"\([ ]?(?P<short>{ACRONYM})[ ]?\)"
    rf"|(?<=[ ])[–—-][ ]?(?P<dashed>[A-Z]{{2,10}})[ ]?(?:[–—-]|(?=,))"
)
_RUN = re.compile(
    rf"(?P<name>{NAME})[ ,]{{0,2}}[*_]{{0,2}}"
    rf"(?:,? ?(?:Inc|Ltd|LLC|e\.V|ASBL|asbl)\.?)?[ ,*_]{{0,3}}$"
)


def read_names(source: Source) -> Names:
    """Every "Full Name (ACRONYM)" of the text whose letters fit."""
    full: dict[str, tuple[str, Span]] = {}
    for paren in _SHORT_FORM.finditer(source.text):
        start = max(0, paren.start() - 140, source.text.rfind("\n", 0, paren.start()) + 1)
        short = paren["short"] or paren["dashed"]
        run = _RUN.search(source.text[start : paren.start()])
        if run and (tail := _fits(clean_name(run["name"]), short)):
            at = (
                source.text.rfind(tail, start, paren.start())
                if tail in source.text[start : paren.start()]
                else start
            )
            span = Span(max(at, start), paren.end())
            full.setdefault(short, (tail, span))
            full.setdefault(fold(short).replace(" ", ""), (tail, span))
    return Names(full)


def count_mentions(source: Source, names: set[str]) -> Counter[str]:
    """How often each name stands in the text, as a word."""
    return Counter(
        {n: len(re.findall(rf"(?<!\w){re.escape(n)}(?!\w)", source.text[:200_000])) for n in names}
    )
