"""Conditions on who a person is: lawful only with a reason that lies in the work."""

import re
from collections.abc import Iterator

from mandat.calls.checker.facts import Facts
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind
from mandat.calls.importer.text import fold

_NATIONALITY = re.compile(
    r"\bde nationalite\b|\bnationalite (?:requise|exigee|obligatoire)\b|\bnationalite\s*:"
    r"|\b(?:etre (?:une? )?|aux |seule?s? les )(?:ressortissant|citoyen)"
    r"|\b(?:be|is|are) (?:an? )?(?:nationals?|citizens?)\b|\b(?:nationals?|citizens?) only\b"
    r"|\bnationals of\b|\bnationality\b|\bde nacionalidade?\b|جنسي[هة]"
)
# Not those whom the work is about: "experience with young people aged 15 to 24".
_NOT_OF_OTHERS = "".join(
    f"(?<!{word} )"
    for word in (
        "personnes",
        "enfants",
        "jeunes",
        "femmes",
        "filles",
        "people",
        "children",
        "girls",
    )
)
_AGE = re.compile(
    rf"{_NOT_OF_OTHERS}\bage(?:e|\(e\)|\.e|·e|d)?s?(?:\.s|·s)? (?:de|d'|entre|maxim\w+|limit\w*"
    r"|inferieur|superieur|between|under|over|below|above)(?!\w)"
    r"|\bmoins de \d{2} ans(?= ?(?:$|[.,;)]| au | a la date| revolus))"
    r"|\bavoir (?:plus|au moins) (?:de )?\d{2} ans(?= ?(?:$|[.,;)]))"
    r"|\b(?:under|over|below|above) \d{2} years (?:of age|old)\b|\b(?:maximum|minimum) age\b"
    r"|\blimite d'age\b|\bage limit\b|\b(?:menor|mayor)(?:es)? de \d{2} anos\b"
    r"|\bedad (?:maxima|minima)\b|السن الاقصى|الحد الاقصى للسن"
)
_SEX = re.compile(
    r"\bde sexe (?:masculin|feminin)\b|\bsexe ?: ?(?:masculin|feminin|homme|femme|[mfh]\b)"
    r"|\b(?:gender|sex) ?: ?(?:male|female|[mf]\b)|\betre (?:une? )?(?:femme|homme)\b"
    r"|\b(?:be|is) an? (?:woman|man|female|male)\b"
    r"|\b(?:male|female|men|women) (?:only|candidates?|applicants?)\b"
    r"|\breserve(?:e|es|s)? aux (?:femmes|hommes)\b"
    r"|\b(?:femmes|hommes) (?:uniquement|seulement)\b"
    r"|\bser (?:mujer|hombre|mulher|homem)\b|\b(?:solo|so) (?:mujeres|hombres|mulheres|homens)\b"
)
_GROUNDS = (("nationality", _NATIONALITY), ("age", _AGE), ("sex", _SEX))
_JUSTIFIED = re.compile(
    r"\b(?:encourag\w+|because|since|due to|by (?:the )?law|in order to|so that|justifi\w+"
    r"|en raison d\w*|compte tenu|car|afin d\w*|parce qu\w*|puisque|par la loi|exigence legale"
    r"|debido a|porque|por ley|para que|devido a|regardless|irrespective|whatever|any nationality"
    r"|sans (?:distinction|condition)|without distinction|quelles? que soi\w+|independamment"
    r"|no discriminat\w+|toutes? (?:les )?nationalites?)\b|بغض النظر|بسبب|نظرا ل"
)


def profile_discriminates(facts: Facts) -> Iterator[Concern]:
    """A criterion on nationality, age or sex is lawful only with a reason, given in the text.

    International Labour Organization, Convention 111, article 1(2): only what is inherent in
    the work is not discrimination.
    """
    for listed in facts.listed("eligibility"):
        text = fold(listed.text)
        grounds = [name for name, pattern in _GROUNDS if pattern.search(text)]
        if grounds and not _JUSTIFIED.search(text):
            params = {"grounds": grounds, "criterion": listed.text}
            yield Concern(listed.spans, params, Remedy(RemedyKind.ASK, "eligibility"))
