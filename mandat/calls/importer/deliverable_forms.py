"""The form of a deliverable: what kind of thing it is, its pages, its sessions."""

import re

from mandat.calls.importer.numbers import number_form, number_in

_FORMATS = (
    (
        "slides",
        (
            r"(?:(?:presentations?|presentacion(?:es)?|apresentac\w+) )?(?:in |en |sous |"
            r"em )?(?:format\w* )?power ?point|\bppt\b|diaporama|slides?\b|diapositiv\w+|"
            r"slide deck"
        ),
    ),
    (
        "sessions",
        (
            r"\bsessions?\b|ateliers?\b|workshops?\b|webinaires?|webinars?|formations? (?:de|des|"
            r"du|pour|d')|trainings?\b(?! (?:manual|module|guide|curricul|material|tool|kit|"
            r"plan|report|strateg|"
            r"needs|evaluation))|seances? (?:de|d'|du)|ورشة|ورشات|تدريب|جلسة|جلسات|"
            r"talleres|taller\b|sesion(?:es)?|oficinas\b|sessoes|restitution orale|debriefing|"
            r"capacitacion"
        ),
    ),
    (
        "brief",
        (
            r"policy briefs?|briefing papers?|note de plaidoyer|document de plaidoyer|"
            r"advocacy (?:paper|brief|document)|"
            r"fact ?sheets?|infographi\w+|infografia"
        ),
    ),
    ("note", r"\bnotes?\b(?! that)|\bnota (?:conceptual|metodologica|de)|concept note|memo\b"),
    (
        "report",
        (
            r"rapports?|reports?|informes?\b|relatorios?|reportes?\b|compte[- ]rendus?|"
            r"analys[ei]s?\b|etude|study|"
            r"diagnostic|assessment|evaluation|etats? des lieux|تقرير|تقارير|دراسة|تحليل"
        ),
    ),
    (
        "plan",
        (
            r"\bplans?\b|planning|chronogramm?e?a?|work ?plan|road ?map|feuille de route|"
            r"calendrier|cronograma|planes\b|"
            r"planos?\b|hoja de ruta"
        ),
    ),
    ("strategy", r"strategi\w+|estrategia\w*"),
    (
        "guide",
        (
            r"guides?\b|manuels?|manuals?\b|manual\b|manuales|tool ?kits?|boites? a outils|"
            r"caja de herramientas|guidelines|"
            r"lignes directrices|curricul\w+|modules?\b|guias?\b"
        ),
    ),
    (
        "tool",
        (
            r"outils?\b|tools?\b|questionnaires?|base de donnees|database|dataset|dashboard|"
            r"tableau de bord|logiciel|"
            r"software|platform\w*|plateforme|site web|website|herramientas?|code\b|codigo\b|"
            r"interfaces?|application\b|"
            r"template|canevas|cuestionarios?|ferramentas?|base de datos"
        ),
    ),
    ("video", r"videos?\b|films?\b|podcasts?"),
    ("proposal", r"proposals?|propuestas?|propositions?|propostas?"),
    ("presentation", r"presentation|presentacion|apresentacao"),
)
_FORMAT = tuple((name, re.compile(rf"\b(?:{words})")) for name, words in _FORMATS)
_PAGES = re.compile(
    rf"(?:{number_form('a')}) ?(?:-|to|a|/)? ?(?:{number_form('b')})?[ -]{{0,2}}(?:pages?|"
    rf"p\.(?= ?max)|"
    rf"paginas?|diapositives|slides|صفح\w{{1,3}})(?!\w)"
)
_SESSIONS = re.compile(
    rf"{number_form('n')} (?:\w+ ){{0,2}}?(?:sessions?|ateliers?|workshops?|webinaires?|"
    rf"webinars?|formations?|trainings?|"
    r"reunions?|meetings?|talleres|sesiones|sessoes|seances?)\b"
)


def format_of(words: str) -> str | None:
    """The form that is named first."""
    hits = [(m.start(), i, name) for i, (name, p) in enumerate(_FORMAT) if (m := p.search(words))]
    return min(hits)[2] if hits else None


def _count_of(pattern: re.Pattern[str], words: str, *groups: str) -> int | None:
    match = pattern.search(words)
    if match is None:
        return None
    numbers = [n for g in groups if (n := number_in(match, g))]
    return max(numbers) if numbers else None


def pages_of(words: str) -> int | None:
    """The length that is asked for, in pages or slides."""
    return _count_of(_PAGES, words, "a", "b")


def sessions_of(words: str) -> int | None:
    """How many sessions are asked for."""
    return _count_of(_SESSIONS, words, "n")
