"""The data protection notice that a call gives its applicants, and which parts it has."""

import re

from mandat.calls.importer.draft import ABSENT, Certainty, Found, Span
from mandat.calls.importer.layout import Layout, Section
from mandat.calls.importer.text import Source
from mandat.calls.importer.wording import places_of, sentence_at

# Words of a notice. What the consultant must protect during the mission is not one: see _ABOUT.
_CUE = re.compile(
    r"\bdonnees (?:a caractere )?(?:personnelles?|personnel|vous concernant|collectees|"
    r"recueillies)|"
    r"\bdonnees (?:qui (?:vous|les|la) concernent?|relatives aux candidat\w*|transmises|fournies)|"
    r"\b(?:your|their|applicants'|candidates') data\b|\b(?:vos|leurs) donnees\b|\b(?:sus|"
    r"seus) da[td]os\b|"
    r"\b(?:information|what) (?:that )?you (?:send|give|provide)\b|"
    r"\bce que vous nous (?:envoyez|transmettez)\b|"
    r"\btratamiento de (?:los |sus )?datos\b|\btratamento de dados\b|"
    r"البيانات الشخصية|المعطيات الشخصية|"
    r"\binformations? (?:recueillies?|collectees?)|\brgpd\b|\bgdpr\b|"
    r"\bloi informatique et libertes\b|"
    r"\bpersonal (?:data|information)\b|\bdata (?:protection|privacy)\b|\bprivacy (?:notice|"
    r"policy|statement)\b|"
    r"\binformation collected\b|\bdata (?:collected|concerning you|subject)|"
    r"\bdroits? d'acces\b|"
    r"\bright(?:s)? of access\b|\bdatos (?:personales|de caracter personal)\b|"
    r"\bproteccion de datos\b|"
    r"\bdados pessoais\b|\bprotecao de dados\b|\blgpd\b|\bpolitique de confidentialite\b|"
    r"\bdonnees (?:des|transmises par les) candidat"
)
_CUE_WORDS = (
    *("donnees", "information", "rgpd", "gdpr", "informatique", "data", "privacy", "acces"),
    *(
        "datos",
        "dados",
        "lgpd",
        "confidentialite",
        "you send",
        "you give",
        "you provide",
        "vous nous",
    ),
    *("البيانات", "المعطيات"),
)
_ABOUT = re.compile(
    r"\b(?:vous|vos|votre|your?|candidat|applica|applicant|soumissionnaire|tenderer|bidder|"
    r"recru|"
    r"appel (?:a|d')|call for|present call|this call|sus datos|usted|postulant|seus dados|"
    r"concorrent|"
    r"personnes? concernees?|data subjects?)"
)
_PARTS = {
    "purpose": (
        r"used (?:only )?(?:for|to) (?:this|the) (?:selection|call|recruit)|(?:processed|"
        r"traitee?s?) (?:\w+ ){0,3}"
        r"(?:to|pour|afin|solely|only|aux)|destine\w* a|intended to|finalite|"
        r"aux (?:seules )?fins|a des fins|"
        r"for the purposes? of|purposes? of (?:the )?"
        r"(?:recruit|select|process)|afin de (?:traiter|gerer|evaluer|constituer)|"
        r"in order to (?:process|assess|manage)|"
        r"pour (?:le traitement|la gestion|l'examen|l'evaluation) de|used (?:only |solely |"
        r"exclusively )?(?:for|to)\b|"
        r"utilise\w* (?:uniquement |exclusivement |seulement )?(?:pour|dans le cadre|aux)|"
        r"con (?:el fin|la finalidad)|"
        r"finalidade|seran utilizados|serao utilizados"
    ),
    "controller": (
        r"responsable (?:du|de) traitement|data controller|\bcontroller\b|"
        r"responsable del tratamiento|"
        r"responsavel pelo tratamento|controlador"
    ),
    "recipients": (
        r"\b(?:only|seule?s?) (?:the |le |la |les |our |nos )?[^.\n]{0,60}(?:receiv\w+|"
        r"access\w*|recoi\w+|"
        r"y (?:ont|a) acces)|destinataires?|recipients?|shared with|partage\w* avec|transmis\w* a|"
        r"communique\w* a|"
        r"transferred to|third part|\btiers\b|destinatarios?|terceros|terceiros"
    ),
    "retention": (
        r"conserv\w+ (?:pendant|pour une duree|durant|jusqu)|duree de conservation|retention|"
        r"retained for|"
        r"kept for|stored for|conservees? (?:pendant|\d)|archiv\w+ (?:pendant|for \d)|"
        r"supprime\w* (?:apres|a l'issue)|"
        r"(?:delet|eras|remov)ed (?:after|within)|conserve\w* (?:\w+ ){0,2}(?:ans|mois|an)\b|"
        r"effacee?s? (?:apres|au bout|sous)|destroyed after|plazo de conservacion|conservaran|"
        r"conservados|conservacao"
    ),
    "access": (
        r"droit d'acces|right(?:s)? of access|access (?:and rectification|to (?:your|their|"
        r"the) (?:personal )?"
        r"(?:data|information))|acceder a (?:vos|leurs|ces|sus)|droits? [^.\n]{0,30}\bacces\b|"
        r"derechos? de acceso|"
        r"direito de acesso|right to access|request access|access to or "
        r"|rights? [^.\n]{0,60}\baccess\b"
    ),
    "rectification": (
        r"rectif\w+|right to (?:correct|amend)|\bcorrection of\b|corriger (?:vos|les) donnees"
    ),
    "objection": (
        r"droit d'opposition|oppos\w+|right to object|\bobject(?:ion)? to\b|"
        r"may also,[^.\n]{0,40}object|oponerse|"
        r"direito de oposicao"
    ),
    "erasure": (
        r"effac\w+|suppression|erasure|right to (?:be forgotten|delet|erase)|droit a l'oubli|"
        r"delet\w+ (?:of )?"
        r"(?:your|their) data|\b(?:deleted|erased)\b|supresion|cancelacion|eliminacao|apagamento"
    ),
    "contact": (
        r"en (?:vous adressant|s'adressant|contactant|ecrivant|envoyant)|by (?:contacting|"
        r"writing|sending|"
        r"e-?mailing)|\bwrite to|ecrire a|escrib(?:ir|a) a|\bdpo\b|data protection officer|"
        r"delegue\w* a la protection|contact(?:er|ez|ing)? |dirigiendose|"
        r"escribiendo a|delegado de proteccion|encarregado"
    ),
    "legal_basis": (
        r"base (?:legale|juridique)|legal basis|lawful basis|interets? legitimes?|"
        r"legitimate interests?|"
        r"consent(?:ement|imiento|imento)?\b|base legal|en vertu de (?:l'article|votre)"
    ),
    "confidentiality": r"confidenti\w+|confidencial\w*",
}
_PART = {name: re.compile(pattern) for name, pattern in _PARTS.items()}
NOTICE = 1500  # a notice is at most this long after its first words


def _passage(source: Source, layout: Layout) -> Span | None:
    """The notice: the section of that kind, or the sentences around its first words."""
    sections = [
        s
        for s in layout.of_kind("privacy")
        if s.body.start < s.body.end and _of_applicants(source, s)
    ]
    if sections:
        return Span(
            sections[0].heading.start,
            min(sections[0].body.end, sections[0].body.start + 3 * NOTICE),
        )
    cues = []
    for match in places_of(_CUE, _CUE_WORDS, source, (50, 60)):
        sentence = sentence_at(source, match.start())
        after = min(len(source.flow), sentence.end + 200)
        if _ABOUT.search(source.flow, sentence.start, after):
            cues.append(sentence)
    if not cues:
        return None
    last = cues[-1]
    first = next(c for c in cues if last.start - c.start <= NOTICE)
    return Span(first.start, _paragraph_end(source, last.end))


def _of_applicants(source: Source, section: Section) -> bool:
    """Whether a section is a notice to applicants, not a duty of the consultant."""
    body = source.flow[section.body.start : section.body.end]
    return bool(_ABOUT.search(body) or _CUE.search(body)) and not _DUTY.match(body)


_DUTY = re.compile(
    r"\W*(?:the (?:selected |successful )?(?:consultant|contractor|service provider)|"
    r"le (?:ou la )?(?:prestataire|consultant|titulaire)\w*|l'expert\w*|el (?:consultor|"
    r"contratista)|"
    r"o (?:consultor|contratad))\b[^.\n]{0,30}\b(?:shall|will|must|should|is|s'engage|doit|"
    r"devra|est tenu|"
    r"debera|debe|se compromete|deve)"
)


def _paragraph_end(source: Source, offset: int) -> int:
    """The end of the paragraph, at most 500 characters on (a one-line text has no paragraphs)."""
    stop = source.fold.find("\n", offset, offset + 500)
    if stop >= 0:
        return stop
    return offset if offset + 500 < len(source.fold) else len(source.fold)


def read_privacy_notice(source: Source, layout: Layout) -> Found:
    """The parts of the notice to applicants; absent when there is no notice."""
    passage = _passage(source, layout)
    if passage is None:
        return ABSENT
    text = source.flow[passage.start : passage.end]
    parts = [name for name, pattern in _PART.items() if pattern.search(text)]
    if not parts:
        return ABSENT
    return Found({"parts": parts}, Certainty.LIKELY, (passage,))
