"""How an application is filed: channel, address, imposed subject line, exclusivity."""

import re
from collections.abc import Sequence
from itertools import islice

from mandat.calls.importer.addresses import Address, read_addresses
from mandat.calls.importer.channel_words import (
    BY_MAIL,
    EXCLUSIVE,
    EXCLUSIVE_WORDS,
    MAIL_WORDS,
    PAPER,
    PAPER_WORDS,
    PORTAL,
    PORTAL_WORDS,
    REFUSED,
    Words,
)
from mandat.calls.importer.draft import ABSENT, JSON, Certainty, Found, Span
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.subject import read_subject
from mandat.calls.importer.text import Source
from mandat.calls.importer.wording import REACH, places, places_of, sentence_at

MOST = 400  # places of one channel looked at: no real call names one so often

# Verbs of filing. Those of the second group say by themselves that an application is meant.
_SEND = (
    r"(?:envoy|upload\w*|televers\w*|drop(?:ped)?\b|fill in|complete the|rempli|llenar|preench"
    r"|adress(?:er|ee?s?\b|ez)|soumett|soumis|soumission|transm|depos(?:e|er|ez)|"
    r"remett|remis|parvenir|attendue?s?\b|must reach|should reach|to reach|be received|"
    r"faire suivre|send|sent\b|submi(?:t|ssion)|forward|address(?:ed)?\b|deliver|e-?mail(?:ed|"
    r"ing)? "
    r"(?:a|an|the|your|their|his|us|it|all|to|\d)|provide|"
    r"envi(?:a|e|o)|remit|present(?:ar|e)|dirigi|hacer llegar|entreg|submet|encaminh|apresent|"
    r"ارسال|ترسل|يرسل|ترسلوا|تقدم الملفات|يرجى|قدموا|تقديم)"
)
_APPLY = (
    r"\b(?:postul(?:er|ez|ar|en|e)|candidater|apply|applying|to apply|how to apply|candidatar|"
    r"inscreva|"
    r"manifest(?:er|ez) (?:leur|votre|son) interet|express (?:their|your|an|its) interest)\b"
)
# What is filed, and what is only asked for: whichever a sentence names first is its subject.
_OBJECT = (
    r"\b(?:candidatures?|dossiers?|offres?|propositions?|manifestations? (?:d.{1,3})?interet|"
    r"soumissions?|"
    r"applications?|proposals?|tenders?|bids?|quotations?|submissions?|offers?|eoi|"
    r"expressions? of.{1,3}interest|"
    r"interest|manifestation|quotes?|cvs?|c\.v|curriculum|resumes?|cover letters?|lettres?|"
    r"letters?|documentation|"
    r"documents?|devis|cotations?|propuestas?|ofertas?|postulacion(?:es)?|hojas? de vida|"
    r"candidaturas?|propostas?|"
    r"expresion(?:es)? de interes|manifestac\w+|(?:hard|soft) cop(?:y|ies)|formulaire|formulario"
    r"|form|solicitud(?:es)?|documentos|documentacion|"
    r"curriculos?|plis?)\b|الملفات|الطلبات|العروض|السيرة الذاتية|ملف الترشح|المقترحات"
)
_ASK = (
    r"\b(?:questions?|renseignements?|informations? (?:complementaires?|supplementaires?|"
    r"additionnelles?)|"
    r"en savoir plus|learn more|find out more|saiba mais|mas detalles|plus d.{1,3}informations?"
    r"|plus amples|precisions|eclaircissements?|clarifications?|"
    r"enquir(?:y|ies)|inquir(?:y|ies)|"
    r"quer(?:y|ies)|further information|more information|additional information|consultas|"
    r"preguntas|dudas|"
    r"mas informacion|duvidas|perguntas|mais informacoes|esclarecimentos|plaintes?|"
    r"complaints?|report(?:ing)? "
    r"(?:fraud|misconduct|any)|denuncias?|unsubscribe|personal data|donnees|"
    r"acces et de rectification|"
    r"right of access|whistleblow\w*|safeguarding concerns?)\b"
)
_CUE = re.compile(f"(?P<send>{_SEND})|(?P<apply>{_APPLY})|(?P<ask>{_ASK})|(?P<what>{_OBJECT})")


def _tells_how(source: Source, span: Span) -> bool | None:
    """Whether a stretch tells how to file: true with verb and object, None when it asks instead."""
    seen: dict[str, int] = {}
    for match in _CUE.finditer(source.flow, span.start, span.end):
        seen.setdefault(match.lastgroup or "", match.start())
    ask, what = seen.get("ask"), min(seen.get("what", 1 << 60), seen.get("apply", 1 << 60))
    if ask is not None and ask < what:
        return None
    return "apply" in seen or ("send" in seen and "what" in seen)


# "Do not send applications to X": X is named, and closed.
_FORBIDS = re.compile(
    r"\b(?:do not|don't|never|must not|ne pas|n'(?:envoyez|adressez|ecrivez)|"
    r"ne (?:\w+ )?(?:envoyez|"
    r"ecrivez|postulez)|no|nao) (?:\w+ )?(?:send|submit|apply|e-?mail|write|envoy\w*|adress\w*|"
    r"postul\w*|envi\w+|present\w+|remit\w*|pas)\b"
    r"(?!.{0,80}\b(?:other than|except|but|sauf|hormis|autre|excepto|salvo|sino|exceto)\b)"
)
# "Applications to X", without a verb.
_APPLICATIONS_TO = re.compile(
    r"\b(?:applications?|proposals?|bids?|offers?|tenders?|quotations?|candidatures?|offres?|"
    r"dossiers?|"
    r"candidaturas?|propuestas?|ofertas?|propostas?|postulaciones|cvs?) (?:\w+ ){0,3}?"
    r"(?:to|a|at|al|para|por|par|by|via)(?: [\w-]+){0,3} ?:? ?$"
)


def _context(source: Source, address: Address, floor: int) -> bool | None:
    """Whether an address receives applications, told by its sentence or by those before it.

    "It must be sent to X" takes its object from the sentence before; an address alone on
    its line takes all from there.
    """
    own = sentence_at(source, address.span.start)
    if _FORBIDS.search(source.flow, own.start, address.span.start):
        return None
    verdict = _tells_how(source, own)
    if verdict is False and _APPLICATIONS_TO.search(
        source.flow, max(own.start, address.span.start - 60), address.span.start
    ):
        return True
    if verdict is not False:
        return verdict
    sends = any(m.lastgroup == "send" for m in _CUE.finditer(source.flow, own.start, own.end))
    start = own.start
    for _ in range(3):
        before = sentence_at(source, max(start - 2, 0))
        too_far = before.start < floor or address.span.start - before.start > REACH
        if before.start >= start or too_far:
            break
        verdict = _names_object(source, before) if sends else _tells_how(source, before)
        if verdict is not False:
            return verdict
        start = before.start
    return False


def _names_object(source: Source, span: Span) -> bool | None:
    """True when a sentence is about applications, None when about questions, else false."""
    for match in _CUE.finditer(source.flow, span.start, span.end):
        if match.lastgroup in ("what", "apply"):
            return True
        if match.lastgroup == "ask":
            return None
    return False


def _receiving(source: Source, layout: Layout, addresses: Sequence[Address]) -> list[Address]:
    """The addresses to which applications go."""
    verdicts, floor = [], 0
    for address in addresses[:200]:
        verdicts.append((address, _context(source, address, floor)))
        floor = address.span.end if address.kind == "email" else floor
    sure = [a for a, verdict in verdicts if verdict]
    if sure:
        return sure
    return [
        a
        for a, verdict in verdicts
        if verdict is False
        and a.kind != "url"
        and (section := layout.at(a.span.start)) is not None
        and section.kind == "how_to_apply"
        and not source.fold[max(0, a.span.start - 60) : a.span.start]
        .rstrip()
        .endswith(("tel :", "contact :"))
    ]


def _sentences_with(source: Source, pattern: re.Pattern[str], words: Words) -> list[Span]:
    """Where a channel is named in a sentence that tells how to file."""
    spans = []
    for match in islice(places_of(pattern, words[0], source, words[1]), MOST):
        sentence = sentence_at(source, match.start())
        if _tells_how(source, sentence) and not REFUSED.search(
            source.flow, sentence.start, sentence.end
        ):
            spans.append(Span(*match.span()))
    return spans


_FRONT_LINK = re.compile(
    (r"^(?:link|apply_url|application_url|enlace_postulacion|lien) ?[=:] ?\"?(?=https?:)"),
    re.MULTILINE,
)
_PORTAL_BUTTON = re.compile(
    r"^[ \t*#•\[-]{0,6}(?:postulez?|postuler|apply|postular|candidatar-se|candidate-se)"
    r"(?: (?:ici|here|now|online|en ligne|maintenant|aqui|ahora|agora))[\])!.* ]{0,4}$",
    re.MULTILINE,
)


def _portal(source: Source, urls: Sequence[Address]) -> tuple[list[Span], Certainty]:
    """Where the text sends applicants to a page, and how firmly."""
    named = _sentences_with(source, PORTAL, PORTAL_WORDS)
    if named or urls:
        return [*named, *(u.span for u in urls)], Certainty.SURE if urls else Certainty.LIKELY
    shell = [Span(*m.span()) for m in places(_PORTAL_BUTTON, source, by_line=True)]
    shell += [Span(*m.span()) for m in places(_FRONT_LINK, source, by_line=True)]
    return shell[:1], Certainty.LIKELY


# A call that is itself a message: "to be sent to me" goes to the one who wrote it.
_TO_ME = re.compile(
    r"\b(?:m'(?:envoyer|adresser|ecrire|transmettre)|ecrivez-moi|envoyez-moi|contactez-moi|"
    r"send (?:it |them |me\b)|to me\b|enviarme|envienme|me enviar|"
    r"(?:reply|respond|repon\w+|respond\w+) (?:to|a|en) (?:this|ce|cet|este|esta) "
    r"(?:e-?mail|mail|message|courriel|correo|mensaje))\b"
)
_SENDER = re.compile(
    r"(?:^|\n)[ \t>*]{0,4}(?:de|from|von|expediteur|sender|remitente) {0,2}: [^\n]{0,80}$"
)


def _of_the_sender(source: Source, addresses: Sequence[Address]) -> list[Address]:
    """The address of the one who wrote the message, when applications go to its writer."""
    if not addresses or not _TO_ME.search(source.flow):
        return []
    return [
        a
        for a in addresses[:3]
        if a.kind == "email"
        and _SENDER.search(source.fold, max(0, a.span.start - 90), a.span.start)
    ]


def _own(source: Source, address: Address) -> Span:
    return sentence_at(source, address.span.start)


def _unique(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(values))


def read_submission(source: Source, layout: Layout) -> Found:
    """Channel, addresses, imposed subject line and exclusivity.

    Sealed paper delivery is told by `paper`, not as a channel: it is not one that an
    online house can offer, and an e-mail address beside it is there for questions.
    """
    addresses = read_addresses(source)
    receiving = _receiving(source, layout, addresses)
    receiving = receiving or _of_the_sender(source, addresses)
    mails = [a for a in receiving if a.kind != "url"]
    urls = [a for a in receiving if a.kind == "url"]
    by_mail = _sentences_with(source, BY_MAIL, MAIL_WORDS)
    on_paper = _sentences_with(source, PAPER, PAPER_WORDS)
    portal, portal_certainty = _portal(source, urls)
    subject = read_subject(source)
    value: JSON = {"channel": None, "address_present": False, "address": None, "addresses": []}
    # Beside paper, only an address that its own sentence offers for filing is a channel.
    offered = [a for a in mails if not on_paper or _tells_how(source, _own(source, a))]
    if by_mail or offered or (subject and not on_paper and not portal):
        plain = bool(mails) and not urls and not _TO_ME.search(source.flow)
        channel, certainty = "email", Certainty.SURE if plain else Certainty.LIKELY
        spans = [a.span for a in mails] or by_mail
    elif on_paper:
        channel, certainty, spans = None, Certainty.LIKELY, on_paper
    elif portal:
        channel, certainty, spans = "portal", portal_certainty, portal
    else:
        channel, certainty, spans = None, Certainty.ABSENT, []
    shown = _shown(source, channel, mails, urls, portal)
    exclusive = [
        m
        for m in islice(places_of(EXCLUSIVE, EXCLUSIVE_WORDS[0], source, EXCLUSIVE_WORDS[1]), MOST)
        if _about_filing(source, m)
    ]
    if certainty is Certainty.ABSENT and not subject:
        return ABSENT
    value |= {"channel": channel, "subject": subject.value if subject else None, **shown}
    value |= {"exclusive": bool(exclusive), "paper": bool(on_paper)}
    spans = [*spans, *(subject.spans if subject else ()), *(Span(*m.span()) for m in exclusive)]
    return Found(value, _lower(certainty, subject), tuple(sorted(set(spans))))


def _about_filing(source: Source, match: re.Match[str]) -> bool:
    sentence = sentence_at(source, match.start())
    seen = {m.lastgroup for m in _CUE.finditer(source.flow, sentence.start, sentence.end)}
    return "what" in seen or "apply" in seen or bool(_CHANNEL.search(match[0]))


# "What comes by another channel will not be considered" needs no other name for what is sent.
_CHANNEL = re.compile(r"\b(?:channels?|cana(?:l|ux)|voies?|moyens?|means|medios?|meios?|vias?)\b")


def _lower(certainty: Certainty, subject: Found | None) -> Certainty:
    """The less certain of the channel and the subject line."""
    unsure = subject is not None and subject.certainty is Certainty.LIKELY
    return Certainty.LIKELY if unsure or certainty is Certainty.ABSENT else certainty


def _shown(
    source: Source,
    channel: str | None,
    mails: Sequence[Address],
    urls: Sequence[Address],
    portal: Sequence[Span],
) -> dict[str, JSON]:
    """The addresses of the channel as they stand; a hidden one is `masked`, and not present."""
    if channel == "email":
        listed = _unique([a.value for a in mails if a.kind == "email"])
        masked = any(a.kind == "masked" for a in mails)
        first = listed[0] if listed else ("masked" if masked else None)
        return {"address_present": bool(listed), "address": first, "addresses": listed}
    if channel == "portal":
        listed = _unique([a.value for a in urls])
        if not listed and portal:
            near = read_addresses_near(source, portal[0])
            listed = _unique([a.value for a in near])
        return {
            "address_present": bool(listed),
            "address": listed[0] if listed else None,
            "addresses": listed,
        }
    return {"address_present": False, "address": None, "addresses": []}


def read_addresses_near(source: Source, span: Span) -> list[Address]:
    """Pages named in the 300 characters from a place on."""
    return [
        a
        for a in read_addresses(source)
        if a.kind == "url" and span.start - 100 <= a.span.start <= span.end + 300
    ]
