"""The subject line or mention that a call imposes on what is filed."""

import re

from mandat.calls.importer.draft import Alternative, Certainty, Found, Span
from mandat.calls.importer.furniture import furniture
from mandat.calls.importer.text import Source
from mandat.calls.importer.wording import places_of, sentence_at

# Ways of naming the subject line, just before the words imposed. Written against the folded text.
_CUE = re.compile(
    r"\b(?:"
    r"(?:avec|en|ayant|comme|pour|precis\w{1,4}|indiqu\w{1,4}|mentionn\w{1,4}|specif\w{1,6}) "
    r"(?:clairement |bien |imperativement )?(?:comme |pour |en |dans |l')*(?:l'|le |d')?objet"
    r"(?: du (?:mail|courriel|message)| de l'e-?mail)?|"
    r"(?:dans |en )?l?'?(?:objet|intitule) d(?:u|e l'|e votre|e leur) ?(?:mail|e-?mail|"
    r"courriel|message|candidature|envoi)|"
    r"portant la (?:mention|reference)|(?:avec|sous|indiqu\w{1,4}|precis\w{1,4}|porter|"
    r"muni\w{0,2} de) "
    r"(?:imperativement |obligatoirement |clairement )?la (?:mention|reference)(?: suivante)?|"
    r"(?:with|using|use|under|bearing|in|quoting|stat\w{1,3}|indicat\w{1,3}|mention\w{0,3}|"
    r"specify\w{0,3}|put\w{0,4}|"
    r"writ\w{1,4}|includ\w{1,3}|mark\w{0,3}) (?:the |this |following |as |in |clearly |a |an |"
    r"email |e-mail )*"
    r"(?:subject(?: line| heading| title)?|object|title|heading|reference)"
    r"(?: line)?(?: (?:of|in) (?:the|your|their) (?:e-?mail|mail|message))?|"
    r"(?:email |e-?mail )?subject(?: line)?(?: of (?:the|your) (?:e-?mail|mail|"
    r"message))? (?:should|must|shall|to|will) (?:be|read|state|include|mention|contain)|"
    r"(?:e-?mail )?subject(?: line)?|(?:clearly )?(?:marked|labell?ed)|"
    r"(?:con|indicando|colocando|en|bajo|como|mencionando|especificando|senalando|no|com|"
    r"indicar|sob|o|el) "
    r"(?:el |en el |o |no |en |de |como )*(?:asunto|assunto|titulo|referencia)"
    r"(?: del? (?:correo|mensaje|e-?mail)| do (?:e-?mail|correio))?(?: electronico)?|asunto|"
    r"assunto|objet(?= ?: ?\")|(?:في |مع ذكر )?(?:خانة )?(?:ال)?موضوع"
    r"(?: (?:الرسالة|البريد|الايميل))?|عنوان الرسالة"
    r")\b"
)
# Literal words of which every cue holds one.
_WORDS = (
    *("objet", "object", "mention", "subject", "title", "titul", "heading", "asunto", "assunto"),
    *("referenc", "intitul", "marked", "label", "موضوع", "عنوان"),
)
# Between the cue and the words themselves.
_LINK = re.compile(
    r"(?: {0,3}(?::|-|=|of\b|as\b|is\b|sera\b|la reference\b|la mention\b|reference\b|"
    r"mention\b|suivante?\b|"
    r"following\b|the\b|line\b|du mail\b|de\b|siguiente\b|seguinte\b|de la consultance\b|"
    r"obligatoire\b|indicar\b|indiquer\b|mentionner\b|escribir\b|colocar\b|write\b|put\b|"
    r"must be\b|should be\b|doit etre\b|debe ser\b|deve ser\b|التالي|\n))*[ \n*_]{0,4}"
)
_QUOTED = re.compile(r"[\"][ \n]{0,3}([^\"]{3,400}?)[ \n]{0,3}[\"]|'([^'\n]{3,200})'")
_BEFORE = re.compile(
    r"[\"]([^\"\n]{3,200})[\"] {0,3}(?:in|as|dans|en|comme|no|como) (?:the |l'|el |o )?"
    r"(?:e-?mail )?(?:subject|objet|object|asunto|assunto)"
)
_BARE = re.compile(
    r"[^\n]{3,160}?(?=\n|[.;](?:\s|$)|, (?:avant|before|no later|au plus|by|a l'adresse|to )|"
    r" (?:avant le|before|no later than|au plus tard|by (?:the )?\d|a l'adresse|"
    r"to the (?:following|e-?mail)|"
    r"antes del?|ate o|hasta el|via|par (?:e-?mail|courriel))\b|$)"
)
_FILING = re.compile(
    r"\b(?:e-?mail|mail|courriel|envoy|adress|soumi|candidat|send|sent|submi|appl(?:y|"
    r"ication)|proposal|offre|dossier|"
    r"propos|manifest|correo|envi|postul|pli|interest|interes)|البريد|ترسل|ارسال|الملفات"
)


_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def _without_footer(source: Source, span: Span) -> tuple[str, bool]:
    """The quoted words on one line; a page break between them is left out."""
    blank = _BLANK_LINE.search(source.text, span.start, span.end)
    if not blank:
        return source.quote(span), True
    page = furniture(source)
    first = source.quote(Span(span.start, blank.start()))
    after = blank.end()
    resumes: int | None = None
    while 0 < after < span.end:
        stop = source.text.find("\n", after, span.end)
        if after in page:
            resumes = stop + 1 if stop >= 0 else None
        after = stop + 1
    if resumes is None:
        return first.rstrip(" -–"), False
    return f"{first} {source.quote(Span(resumes, span.end))}", False


def _after(source: Source, cue: re.Match[str]) -> tuple[str, Span, Certainty] | None:
    """The words imposed after a cue: quoted, or up to the end of their line or clause."""
    link = _LINK.match(source.flow, cue.end(), cue.end() + 80)
    start = link.end() if link else cue.end()
    quoted = _QUOTED.match(source.fold, start, start + 420)
    if quoted is None and not source.fold[cue.end() : start].strip():
        near = _QUOTED.search(source.fold, start, min(start + 440, len(source.fold)))
        quoted = (
            near
            if near and near.start() - start < 60 and "." not in source.fold[start : near.start()]
            else None
        )
    if quoted:
        group = 1 if quoted[1] is not None else 2
        words, whole = _without_footer(source, Span(*quoted.span(group)))
        return words, Span(*quoted.span(group)), Certainty.SURE if whole else Certainty.LIKELY
    if ":" not in source.fold[cue.end() : start]:
        return None
    bare = _BARE.match(source.fold, start, start + 170)
    if bare is None or not bare[0].strip():
        return None
    span = source.trim(*bare.span(), drop=" \t\r\n*_.,;")
    return source.quote(span), span, Certainty.LIKELY


MOST = 50  # subject lines looked at


def read_subject(source: Source) -> Found | None:
    """The imposed subject line, when the text imposes one."""
    read: list[tuple[str, Span, Certainty]] = []
    named = list(places_of(_BEFORE, _WORDS, source))
    for cue in places_of(_CUE, _WORDS, source, (90, 90)):
        if any(m.start() <= cue.start() < m.end() for m in named):
            continue
        sentence = sentence_at(source, cue.start(), 300)
        if not _FILING.search(source.flow, max(0, sentence.start - 500), sentence.end):
            continue
        if len(read) >= MOST:
            break
        words = _after(source, cue)
        if words and len(words[0]) >= 3:
            read.append(words)
    for match in named:
        span = Span(*match.span(1))
        read.append((source.quote(span), span, Certainty.SURE))
    return _merged(read)


def _merged(read: list[tuple[str, Span, Certainty]]) -> Found | None:
    """One subject line, or the first of several that differ, with the others beside it."""
    by_words: dict[str, list[tuple[str, Span, Certainty]]] = {}
    for words in read:
        by_words.setdefault(words[0].casefold(), []).append(words)
    if not by_words:
        return None
    first = next(iter(by_words.values()))
    certainty = max((w[2] for w in first), key=lambda c: c is Certainty.SURE)
    others = tuple(
        Alternative(group[0][0], tuple(w[1] for w in group)) for group in by_words.values()
    )
    if len(others) > 1:
        return Found(first[0][0], Certainty.LIKELY, tuple(w[1] for w in first), others)
    return Found(first[0][0], certainty, tuple(w[1] for w in first))
