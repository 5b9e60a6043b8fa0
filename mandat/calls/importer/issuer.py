"""Who issues the call."""

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from mandat.calls.importer.ballot import (
    READ,
    Ballot,
    is_organisation,
    is_place,
    known_head,
)
from mandat.calls.importer.draft import Alternative, Certainty, Found, Span
from mandat.calls.importer.frontmatter import read_front_matter, read_labels
from mandat.calls.importer.letterhead import read_letterhead
from mandat.calls.importer.names import NAME, clean_name
from mandat.calls.importer.organisation_words import (
    ARABIC_HIRES,
    ARABIC_WORDS,
    BY,
    BY_WORDS,
    FOR,
    FOR_WORDS,
    HIRES,
    HIRES_WORDS,
    IS_A,
    IS_A_WORDS,
    IS_ORGANISATION,
    IS_ORGANISATION_WORDS,
    PARTNERED,
    RULES,
    RULES_WORDS,
)
from mandat.calls.importer.text import Source, fold
from mandat.calls.importer.windows import openings

_KEYS = (
    "organization",
    "organisation",
    "organization_name",
    "company",
    "company_name",
    "employer",
    "agency",
    "organizacion",
    "organismo",
    "organizacao",
    "structure",
    "publisher",
    "source_organization",
)
_LABEL = re.compile(
    r"(?:(?:nom de (?:l'|la ))?(?:organisations?|organization|structure|association|ong|agence)"
    r"(?: (?:contractante|commanditaire|porteuse|d'accueil|qui recrute|hote|employeuse))?"
    r"|(?:name of )?(?:the )?(?:organi[sz]ation|company|agency|ngo)(?: name)?"
    r"|employe(?:u)?r|acheteur(?: public)?|buyer|hiring (?:office|manager)|(?:contracting|hiring"
    r"|recruiting|commissioning|requesting|issuing|procuring|implementing|host) (?:organi[sz]ation"
    r"|institution|authority|agency|entity|office|party)|client|commanditaires?|contractante?"
    r"|maitre d'ouvrage|maitrise d'ouvrage|pouvoir adjudicateur|autorite contractante"
    r"|entite adjudicatrice|porteur (?:du projet|de projet)|issued by|emetteur|emis par"
    r"|publiee? par|posted by|published by|advertised by|office/unit|agence d'execution"
    r"|organizacion(?: (?:contratante|convocante|solicitante))?|entidad(?: (?:contratante"
    r"|convocante|solicitante|ejecutora))?|institucion(?: contratante)?|convocante|contratante"
    r"|organizacao(?: contratante)?|instituicao|entidade(?: (?:contratante|executora|adjudicante))?"
    r"|implementador(?:a)?|organismo|recruteur|recruiter|institution"
    r"|الجهة(?: (?:المعلنة|الطالبة|المتعاقدة))?|المؤسسة|المنظمة|اسم المنظمة|صاحب العمل)$"
)
_PROFILE = re.compile(
    r"^[ \t•*#-]{0,6}(?P<name>[^\n]{3,60}?) (?:profile|profil)[ \t]*$", re.MULTILINE
)
_ABOUT = re.compile(
    r"^[ \t#*\d.)-]{0,8}(?:about|a propos(?: de (?:la |l')?| du | d')?"
    r"|presentation (?:de (?:la |l')?"
    r"|du |d')|(?:qui est|quien es|sobre|acerca de|quem e|who is|what is|description d[eu'])"
    r"(?: la| el| o| a| l')?)[ ']?(?P<name>[^\n:?#*]{2,80})",
    re.MULTILINE,
)
_HOST = r"[\w-]{2,40}(?:\.[\w-]{2,30}){1,3}"
_MAIL = re.compile(rf"@ ?(?P<host>{_HOST})|(?:www\.|https?://(?:www\.)?)(?P<site>{_HOST})")
_PUBLIC_HOSTS = frozenset(
    fold(
        "gmail yahoo hotmail outlook example live icloud protonmail proton orange wanadoo free "
        "google docs drive linkedin facebook twitter reliefweb forms office sharepoint dropbox bit "
        "tinyurl unjobs devex zoom youtube instagram wikipedia github laposte microsoft impactpool "
        "jotform surveymonkey typeform remotewlb"
    ).split()
)
_ANY = re.compile(rf"(?<![\w@./'-]){NAME}")
_PAGES = 20_000  # who calls is named on the first pages
_ENOUGH = 2.5
_SAID = frozenset(("hires", "host", "about", "rules"))  # not of a partner at the head of a page
_STRONG = frozenset(("hires", "host", "about", "head", "rules", "is"))


def _hosts(source: Source) -> dict[str, bool]:
    """The names in addresses of mail (true) and web, without the hosts that everybody uses."""
    found: dict[str, bool] = {}
    for count, match in enumerate(_MAIL.finditer(source.fold)):
        if count >= 200:
            break
        host = match["host"] or match["site"]
        parts = [p for p in host.split(".")[:-1] if p not in _GENERIC]
        if parts and parts[-1] not in _PUBLIC_HOSTS and len(parts[-1]) > 1:
            name = parts[-1].replace("-", "")
            found[name] = found.get(name, False) or match["host"] is not None
    return found


_GENERIC = frozenset(("www", "org", "com", "co", "gov", "gouv", "ong", "int", "net", "ac", "mail"))


def _fits_host(name: str, hosts: dict[str, bool]) -> str:
    """The host that a name's letters or initials make, or begin with."""
    written = _WORD.findall(name)
    words = [fold(w) for w in written]
    bare, initials = "".join(words), "".join(w[0] for w in words)
    capitals = [w for w, form in zip(words, written, strict=True) if form[0].isupper()]
    telling = "".join(capitals)
    forms = {bare, telling, initials}
    if len(capitals) > 2:
        forms.add("".join(w[0] for w in capitals))
    least = 3 if name.isupper() and len(words) == 1 else 4  # an acronym may begin a host
    for host in hosts:
        near = len(bare) >= least and host.startswith(bare)
        long = len(host) > 5 and (
            bare.startswith(host) or bare.endswith(host) or telling.endswith(host)
        )
        if host in forms or near or long:
            return host
    return ""


_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class _Mention:
    """A name with its full form, its first place, and how often it stands in the text."""

    full: str
    span: Span
    times: int = 0


def _mentions(ballot: Ballot) -> dict[str, _Mention]:
    """Every name of the first pages, and the well-known ones at the head of longer names."""
    runs: dict[str, list[int]] = {}
    for match in itertools.islice(_ANY.finditer(ballot.flat, 0, _PAGES), 3000):
        runs.setdefault(match.group(), []).append(match.start())
    found: dict[str, _Mention] = {}
    times: Counter[str] = Counter()
    for run, places in runs.items():
        name = clean_name(run)
        for form in dict.fromkeys((name, known_head(name) or name)):
            full = ballot.expand(form)
            times[full] += len(places)
            span = Span(places[0], places[0] + len(run))
            found.setdefault(form, _Mention(full, span))
    for mention in found.values():
        mention.times = times[mention.full]
    return found


def _by_mention(ballot: Ballot, source: Source) -> None:
    """What an address and the number of mentions say for the names of the text."""
    hosts = _hosts(source)
    for name, mention in _mentions(ballot).items():
        if hosts and (host := _fits_host(name, hosts)):
            ballot.add(name, 3.0 if hosts[host] else 1.5, "host", mention.span)
        if mention.span.start >= 2500 or mention.times < 2:
            continue
        if mention.full != name or is_organisation(mention.full):
            early = 1.0 if mention.span.start < 800 else 0.5
            ballot.add(name, early + min(2.0, 0.4 * mention.times), "often", mention.span)


def _clean_value(value: str) -> str:
    """A label's value without the address or the acronym behind the name."""
    before, dash, after = value.partition(" - ")
    if dash and is_place(before):
        value = after
    cut = re.search(r"\)|[ ]{2,}|\t|[|]", value)
    if cut and cut.group() == ")":
        return value[: cut.end()]
    return value[: cut.start()].strip() if cut else value


def _is_value(value: str) -> bool:
    """Whether a label's value may be a name: neither a sentence nor a machine's word."""
    words = value.split()
    slug = value == value.lower() and ("-" in value or "_" in value)
    empty = all(
        w in ("international", "organization", "organisation", "ngo", "ong")
        for w in value.lower().split()
    ) or value.lower() in ("none", "null", "admin", "n/a", "-", "tbd", "confidential")
    return 2 <= len(value) <= 140 and len(words) <= 18 and not slug and not empty


def _labelled(source: Source) -> Found | None:
    front = read_front_matter(source)
    for key in _KEYS:
        if key in front and _is_value(front[key][0]):
            return Found(front[key][0], Certainty.SURE, (front[key][1],))
    for label, (value, span) in read_labels(source).items():
        name = _clean_value(value)
        if _LABEL.match(label) and _is_value(name) and any(c.isalpha() for c in name):
            at = max(source.text.find(name, span.start, span.end), span.start)
            told = Span(at, min(span.end, at + len(name)))
            certainty = Certainty.LIKELY if is_place(name) else Certainty.SURE
            return Found(name, certainty, (told,))
    match = _INLINE.search(source.text, 0, 1500)
    if match:
        span = Span(match.start("name"), match.end("name"))
        return Found(source.quote(span), Certainty.LIKELY, (span,))
    return None


_INLINE = re.compile(
    rf"(?:Organi[sz]ation|ONG|NGO|Employ(?:eu)?r|Client|Commanditaire|Organización"
    rf"|Organização|Agency) ?: ?(?P<name>{NAME}?)"
    r"(?= [A-ZÀ-Þ][\w’']*(?: [a-zà-ÿ]+){0,3} ?:|[.;\n|])"
)


def _collect(source: Source) -> Ballot:
    """Everything that speaks for a name."""
    ballot = Ballot(source)
    letterhead = read_letterhead(source)
    for head in letterhead:
        if head.short and is_organisation(head.name):
            ballot.names.full.setdefault(head.short, (head.name, head.span))
    ballot.subjects(HIRES, 4.0, "hires", HIRES_WORDS)
    ballot.subjects(PARTNERED, 4.0, "hires")
    ballot.subjects(IS_ORGANISATION, 2.0, "is", IS_ORGANISATION_WORDS)
    ballot.subjects(IS_A, 1.0, "does", IS_A_WORDS)
    ballot.subjects(RULES, 2.5, "rules", RULES_WORDS)
    for match in openings(source, ARABIC_HIRES, ARABIC_WORDS, source.fold, READ):
        ballot.add(source.text[slice(*match.span("name"))], 4.0, "hires", Span(*match.span("name")))
    ballot.objects(BY, 2.5, "by", BY_WORDS)
    ballot.objects(FOR, 1.0, "for", FOR_WORDS)
    for pattern in (_PROFILE, _ABOUT):
        for match in pattern.finditer(source.fold, 0, READ):
            name = source.text[match.start("name") : match.end("name")].strip(" *#.")
            if name[:1].isupper() and (is_organisation(name) or len(name.split()) < 5):
                ballot.add(name, 2.5, "about", Span(match.start("name"), match.end("name")))
    heads = 0
    for head in letterhead:
        weight = (3.2 if head.organised else 1.2) - 0.3 * min(heads, 3)
        ballot.add(head.name, weight, "head", head.span)
        heads += head.organised
    _by_mention(ballot, source)
    return ballot


def _merge(ballot: Ballot) -> list[str]:
    """The keys by weight; a shorter form of a name gives its weight to the longer one."""
    keys = sorted(ballot.weight, key=len, reverse=True)
    for key in keys:
        longer = [k for k in keys if k.startswith(key + " ") and ballot.weight[k] > 0]
        if not longer or ballot.weight[key] <= 0:
            continue
        best = max(longer, key=lambda k: ballot.weight[k])
        if "pays" in ballot.reasons[best]:
            continue
        winner, loser = (best, key) if ballot.weight[best] >= 2 else (key, best)
        ballot.weight[winner] += ballot.weight[loser]
        ballot.weight[loser] = 0
        ballot.reasons[winner] |= ballot.reasons[loser]
        ballot.spans[winner] = (ballot.spans[winner] + ballot.spans[loser])[:4]
    return sorted((k for k in keys if ballot.weight[k] > 0), key=lambda k: -ballot.weight[k])


_STATE = re.compile(r"minist|govern|gouvern|republi|government|nations unies|united nations$")


def _introduced(ballot: Ballot) -> Found:
    """The only organisation that the first lines introduce, when nothing says who calls."""
    keys = [
        k
        for k, weight in ballot.weight.items()
        if weight >= 1 and ballot.reasons[k] & {"does", "is", "head"}
    ]
    if len(keys) != 1 or not is_organisation(ballot.form[keys[0]]):
        return Found()
    name, spans = ballot.form[keys[0]], ballot.spans[keys[0]]
    if _STATE.search(keys[0]) or is_place(name) or spans[0].start > _FIRST:
        return Found()
    return Found(name, Certainty.LIKELY, tuple(spans))


_FIRST = 3000


def read_issuer(source: Source) -> Found:
    """The organisation that calls, from what names it: labels, verbs of hiring, addresses."""
    if found := _labelled(source):
        return found
    ballot = _collect(source)
    ranked = [k for k in _merge(ballot)[:8] if not is_place(ballot.form[k])]
    ranked = [k for k in ranked if ballot.weight[k] >= _ENOUGH]
    if not ranked:
        return _introduced(ballot)
    best = ranked[0]
    second = ballot.weight[ranked[1]] if len(ranked) > 1 else 0.0
    strong = len(ballot.reasons[best] & _STRONG)
    clear = ballot.weight[best] >= max(7.0, 2 * second) and "pays" not in ballot.reasons[best]
    said = not ballot.reasons[best].isdisjoint(_SAID)
    certainty = Certainty.SURE if strong > 1 and clear and said else Certainty.LIKELY
    others = tuple(Alternative(ballot.form[k], tuple(ballot.spans[k])) for k in ranked[1:3])
    return Found(ballot.form[best], certainty, tuple(ballot.spans[best]), others)
