"""The words that tell what a document is, folded, in French, English and Arabic; pure data."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from mandat.intake.states import Part


class Paper(StrEnum):
    """What a document is, whatever the call names it."""

    PRICE = "price"
    CV = "cv"
    METHOD = "method"
    LETTER = "letter"
    REFERENCES = "references"
    DIPLOMA = "diploma"
    IDENTITY = "identity"
    REGISTRATION = "registration"
    BANK = "bank"
    CALENDAR = "calendar"
    PORTFOLIO = "portfolio"
    TEAM = "team"


def _any(listed: str) -> re.Pattern[str]:
    """One pattern for all that are listed. An article may stand before an Arabic word."""
    patterns = "|".join(" ".join(one.split()) for one in listed.split(";"))
    return re.compile(rf"(?<![^\W_])(?:ال)?(?:{patterns})(?![^\W_])")


PAPERS: Final[Mapping[Paper, re.Pattern[str]]] = {
    Paper.PRICE: _any(
        r"""(?:offre|proposition|partie|volet|annexe) (?:financiere?|budgetaire|economique);
        (?:technique|technical) (?:et|and|&) financ\w+; financiere; financier; budgets?; devis;
        chiffrage; cotation; tarifs?; honoraires; prix; bordereau(?: des prix)?; pro ?forma;
        (?:financial|price|cost|budget) (?:offer|proposal|bid|breakdown|schedule|quote);
        financials?; quotation; quote; pricing; cost(?:s|ing)?; fees?; rates?;
        عرض مالي; عرض المالي; عرض سعر; عرض اسعار; مالي; ماليه; ميزانيه; اسعار; سعر; اتعاب;
        تسعير(?:ه)?"""
    ),
    Paper.CV: _any(
        r"""c\.?v\.?s?; e-?cv; curricul\w+(?: vitae)?; resumes?; biodata;
        سيره (?:ال)?ذاتيه; سير (?:ال)?ذاتيه; سيره"""
    ),
    Paper.METHOD: _any(
        r"""methodo(?:log\w+)?; note (?:methodologique|technique|conceptuelle|de comprehension);
        (?:offre|proposition|partie|volet) technique; technique; approche; comprehension;
        technical (?:offer|proposal|bid|part); technical; approach; concept note; inception;
        understanding; (?:full )?proposal; work ?plan; منهجيه; عرض (?:ال)?(?:فني|تقني|منهجي);
        فني; تقني; مقترح; خطه (?:ال)?عمل; مذكره"""
    ),
    Paper.LETTER: _any(
        r"""(?:cover|motivation|interest) letter; letter(?: of (?:interest|motivation))?; lettre;
        lettre (?:de (?:motivation|soumission)|d'(?:interet|accompagnement));
        lm; motivation; manifestation(?: d'interets?)?; expression of interest; eoi; ami;
        رساله(?: (?:ال)?(?:تحفيز|دافع|تغطيه|اهتمام))?; خطاب(?: (?:ال)?(?:نوايا|تغطيه|اهتمام))?;
        ابداء اهتمام"""
    ),
    Paper.REFERENCES: _any(
        r"""references?; referees?; missions similaires; experiences? similaires?;
        similar (?:assignments|missions|experience); attestations? de bonne (?:execution|fin);
        bonne (?:fin|execution); recommandations?; recommendations?; completion certificates?;
        مراجع; توصيه; توصيات; خبرات; اعمال (?:ال)?(?:سابقه|مماثله)"""
    ),
    Paper.DIPLOMA: _any(
        r"""diplomes?; diplomas?; degrees?; certificats? de formation; masters?; licence;
        transcripts?; شهاده; شهادات; شهادات? (?:ال)?(?:علميه|جامعيه); دبلوم"""
    ),
    Paper.IDENTITY: _any(
        r"""cni; cin; carte(?: nationale)? d'identite; carte identite; identite; passeport;
        passport; id(?: card)?; national id; identity(?: card)?; permis; هويه; جواز(?: سفر)?;
        بطاقه(?: (?:ال)?(?:هويه|تعريف))?"""
    ),
    Paper.REGISTRATION: _any(
        r"""k-?bis; rccm; rc; nif; ninea; siret; siren; immatriculation; patente; agrement; statuts;
        registre(?: de commerce)?; enregistrement; quitus(?: fiscal)?; attestation(?:s)?;
        attestation (?:fiscale|sociale|cnss|de regularite|d'inscription|sur l'honneur);
        declaration(?: sur l'honneur)?; casier(?: judiciaire)?; urssaf; vigilance;
        (?:company |business )?registration(?: certificate)?; tax (?:clearance|certificate);
        incorporation; licen[cs]e; declaration of (?:interests|honou?r); criminal record;
        administratif; administrative; سجل(?: (?:ال)?تجاري)?; رخصه; ضريبي(?:ه)?; تسجيل;
        اداري(?:ه)?; تصريح"""
    ),
    Paper.BANK: _any(r"""rib; iban; releve d'identite bancaire; bank (?:details|account); ايبان;
        حساب (?:ال)?(?:بنكي|مصرفي); كشف حساب"""),
    Paper.CALENDAR: _any(
        r"""calendriers?; chronogrammes?; planning; plannings; timelines?; schedules?; gantt;
        nombre de jours; number of days; جدول(?: (?:ال)?زمني)?; رزنامه"""
    ),
    Paper.PORTFOLIO: _any(
        r"""portfolios?; publications?; exemples? de (?:travaux|rapports?|livrables?); exemples?;
        (?:work )?samples?; sample reports?; نماذج; عينات; منشورات"""
    ),
    Paper.TEAM: _any(
        r"""presentation (?:du cabinet|de la structure|de l'equipe|de l'organisation); equipe;
        composition de l'equipe; profil (?:du cabinet|de la structure); plaquette;
        (?:company|firm|organi[sz]ation) profile; profile; capability statement; team;
        team composition; فريق(?: (?:ال)?عمل)?; ملف (?:ال)?شركه; تعريف بالشركه"""
    ),
}  # fmt: skip

PARTS: Final[Mapping[Paper, Part]] = {
    Paper.PRICE: Part.FINANCIAL,
    Paper.CV: Part.TECHNICAL,
    Paper.METHOD: Part.TECHNICAL,
    Paper.LETTER: Part.ADMINISTRATIVE,
    Paper.REFERENCES: Part.TECHNICAL,
    Paper.DIPLOMA: Part.ADMINISTRATIVE,
    Paper.IDENTITY: Part.ADMINISTRATIVE,
    Paper.REGISTRATION: Part.ADMINISTRATIVE,
    Paper.BANK: Part.ADMINISTRATIVE,
    Paper.CALENDAR: Part.TECHNICAL,
    Paper.PORTFOLIO: Part.TECHNICAL,
    Paper.TEAM: Part.TECHNICAL,
}
# Of these an applicant sends several, and one slot takes them all.
SEVERAL: Final = frozenset(
    {Paper.REFERENCES, Paper.DIPLOMA, Paper.IDENTITY, Paper.REGISTRATION, Paper.PORTFOLIO}
)

_CURRENCY = (
    r"(?:€|\$|£|eur|euros?|usd|us\$|dollars?|gbp|chf|cad|fcfa|f ?cfa|xof|xaf|mad|dhs?|dirhams?|tnd"
    r"|dinars?|dzd|lbp|mru|ouguiyas?|gnf|htg|gourdes?"
    r"|يورو|دولار(?:ا)?(?: امريكي)?|درهم(?:ا)?|دينار(?:ا)?|فرنك)"
)
_FIGURES = r"\d{1,3}(?:[ .,'\u202f\xa0]\d{3}){1,3}(?:[.,]\d{1,2})?|\d{2,9}(?:[.,]\d{1,2})?"
AMOUNT: Final = re.compile(
    rf"(?<![\w.,])(?:(?:{_FIGURES}) ?{_CURRENCY}(?!\w)|{_CURRENCY} ?(?:{_FIGURES})(?!\d))"
)
# What an applicant asks for, as against sums that a text merely speaks of.
ASKED_PRICE: Final = _any(
    r"""(?:notre|mon|nos|mes) (?:prix|tarifs?|offre financiere|devis|budget); honoraires;
    (?:prix|cout|montant|total) (?:total|global|general|forfaitaire|propose|ht|ttc|htva);
    (?:prix|cout|montant|total) hors taxes?;
    taux (?:journalier|jour)\w*; tarif (?:journalier|par jour); tjm; prix unitaire; per ?diems?;
    (?:our|my) (?:price|fees?|rates?|quotation|budget|financial offer); daily (?:rate|fee)s?;
    (?:consultancy|professional) fees?; total (?:amount|budget); (?:price|fee) per day;
    (?:total|lump[ -]sum|unit|all[- ]inclusive) (?:price|cost|fee);
    offre financiere; financial (?:offer|proposal); اتعاب(?:نا|ي)?; سعر(?:نا)? (?:ال)?اجمالي;
    (?:ال)?مبلغ (?:ال)?اجمالي; (?:ال)?تكلفه (?:ال)?اجماليه;
    اجر (?:ال)?يومي; عرض(?:نا)? (?:ال)?مالي; (?:ال)?عرض (?:ال)?مالي"""
)
