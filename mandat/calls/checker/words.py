"""Words that several rules look for, as patterns over a text without accents in lower case.

Languages: French, English, Spanish, Portuguese; Arabic where one word is enough.
"""

import re

PRICE = re.compile(
    r"\b(?:financ\w+|budg\w+|prix|price|pricing|prices|costs?|couts?|precios?|precos?|tarifs?"
    r"|economic(?:a|o|al)?|economique|presupuest\w+|orcament\w+)\b|مالي|سعر|ماليه|ميزاني"
)

_OFFER = (
    r"(?:offres?|propositions?|soumissions?|dossiers?|proposals?|offers?|bids?|submissions?"
    r"|propuestas?|ofertas?|propostas?)"
)
_TECHNICAL = r"(?:techniques?|technical|tecnicas?|tecnico)"
_FINANCIAL = r"(?:financi\w+|financeir\w+|budgetaires?|budgetary|economic\w*)"
_AND = r"\s*(?:et|and|&|/|\+|y|e|-)\s*"
_SIDES = rf"(?:{_TECHNICAL}{_AND}{_FINANCIAL}|{_FINANCIAL}{_AND}{_TECHNICAL})"

# One noun for both parts: "a technical and financial proposal".
BOTH_PARTS = re.compile(
    rf"\b(?:{_OFFER}\s+{_SIDES}|{_SIDES}\s+{_OFFER})\b|عرض(?:ا)? فني(?:ا)? ومالي"
)
APART = re.compile(
    r"\b(?:separe(?:e?s|ement|e)?|distinct\w*|separate\w*|separad\w+|enveloppes?|envelopes?"
    r"|sobres?)\b"
    r"|منفصل"
)
FINANCIAL_OFFER = re.compile(
    rf"\b(?:{_OFFER}\s+(?:{_TECHNICAL}{_AND})?{_FINANCIAL}"
    rf"|{_FINANCIAL}(?:{_AND}{_TECHNICAL})?\s+{_OFFER}"
    r"|price (?:offer|proposal|quotation)|devis|quotations?|cotizacion|cotacao)\b|عرض مالي"
)
TECHNICAL_OFFER = re.compile(rf"\b(?:{_OFFER}\s+{_TECHNICAL}|{_TECHNICAL}\s+{_OFFER})\b|عرض فني")

EXPRESSION_OF_INTEREST = re.compile(
    r"\b(?:manifestations? d ?'? ?interets?|expressions? of interest|eoi"
    r"|(?:manifestacion(?:es)?|expresion(?:es)?) de interes|manifestac(?:ao|oes) de interesse)\b"
    r"|ابداء (?:ال)?اهتمام"
)

REFERENCES_ASKED = re.compile(
    r"\b(?:\d{1,2}|une?|deux|trois|quatre|cinq|one|two|three|four|five|dos|tres|duas|dois)"
    r"\s*(?:\(\s*\w{1,6}\s*\)\s*)?(?:\w+\s+){0,2}(?:references?|referees?|referencias?)\b"
)
HOLDS_REFERENCES = re.compile(
    r"referenc|referees?\b|attestation|recommand|recommend|certificat|\bcvs?\b|curricul|resume\b"
)
PAGED = re.compile(
    r"\b(?:cvs?|curricul\w+|resume|lettres?|letters?|carta|notes?|proposition|proposals?"
    r"|propuestas?"
    r"|propostas?|offre technique|technical offer|methodolog\w+|motivation|statement|memoire"
    r"|portfolio)\b"
)
