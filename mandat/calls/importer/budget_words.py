"""Words around an amount that tell whether it is the price of the mission, folded."""

import re

# The nearest of these before the amount decides. `ceiling`: what the mission may cost;
# `rate`: a price by the day; `other`: money that is not this mission's price.
CUES = {
    "other": (
        (r"budget (?:annuel|global|total|du|de l'|de la|des|d'un)?\s?(?:du |de l'|de la "
        r"|de )?(?:projet|programme|organisation|association|structure|subvention)\w*"),
        (r"(?:project|programme|program|annual|organi[sz]ational|organi[sz]ation's|operating"
        r"|grant)(?:'s)? budget"),
        r"budget of the (?:project|programme|grant|organi[sz]ation)", r"budget anu?al",
        r"presupuesto (?:anual|del proyecto|del programa|institucional)",
        r"orcamento (?:anual|do projeto)", r"chiffres? d'affaires", r"turnover", r"revenues?\b",
        r"facturacion", r"faturamento", r"volumen de negocios", r"subventions?\b", r"grants?\b",
        r"grant proposals?", r"subvencion(?:es)?", r"fundrais\w{1,4}", r"raised?\b", r"raising\b",
        r"levee de fonds", r"lever\b", r"mobilis\w{1,5}", r"recaud\w{1,5}", r"totall?ing",
        r"funded (?:with|by|at)", r"financ(?:e|ement|ed|iamiento|iamento)\w{0,2}\b", r"funding\b",
        r"fonds\b(?! propres)", r"funds?\b", r"donat\w{1,4}", r"dons?\b", r"bailleurs?",
        r"contrats? (?:similaires?|d'un montant|d'une valeur|anterieurs?)",
        r"contracts? (?:worth|of (?:a )?similar|valued|of at least)",
        r"similar (?:contracts?|assignments?|projects?)", r"marches? similaires?",
        r"experience\b", r"experiencia\b", r"ger(?:e|ee|er)\b(?= (?:\w{2,4} )?budget)",
        r"manag(?:e|ed|ing)\b", r"portefeuille", r"portfolio", r"managing budgets?",
        r"managed budgets?", r"gestion de budgets?", r"gerer des budgets?",
        r"budgets? (?:superieurs?|exceeding|over|of more than|management)", r"caution\b",
        r"garantie", r"guarantee", r"bid (?:bond|security)", r"penalit\w{1,3}",
        r"penalt(?:y|ies)", r"assurance", r"insurance", r"amende\w?",
        r"fine[sd]?\b(?! (?:tun|detail))", r"per ?diems?", r"indemnites?", r"allowances?",
        r"dsa\b", r"frais (?:de dossier|d'inscription|de participation)",
        r"(?:application|registration|participation|tender|bid) fees?",
        r"non[- ]refundable(?: \w{3,14})? fee", r"non[- ]refundable", r"prix du dossier",
        r"achat du dossier",
        r"(?:salaire|salary|remuneration|stipend) (?:mensuel|monthly|annuel)\w{0,3}",
        r"monthly (?:salary|fee|rate|stipend|remuneration|pay)", r"taux horaire",
        r"hourly (?:rate|fee|pay)", r"in-?kind", r"revenus?", r"income", r"gdp\b", r"pib\b",
        r"salaire minimum", r"minimum wage", r"prime\b", r"depenses?\b",
        r"expenses? (?:over|above|up to|exceeding)", r"reimburse\w{0,4}", r"rembours\w{1,6}",
        r"seuil\b", r"threshold", r"cost(?:s|ed)? (?:to|of (?:abortion|care|services|treatment))",
        r"avance\b", r"advance\b", r"pret(?:s)?\b", r"loans?\b", r"capital\b", r"microcredit\w?",
        r"lot \d", r"invest\w{1,9}", r"perte\w?", r"economi[ec]\w{0,4}",
    ),
    "rate": (
        r"taux journaliers?", r"tarifs? journaliers?", r"honoraires journaliers?",
        r"prix (?:journalier|par jour)", r"tjm\b", r"remuneration journaliere",
        r"(?:daily|day) (?:rate|fee|consultancy)s?", r"per day\b", r"per-day\b", r"tarifa diaria",
        r"honorarios diarios", r"valor (?:diario|da diaria)", r"diaria\b", r"cout journalier",
    ),
    "ceiling": (
        r"budgets?\b", r"budgetaires?\b", r"enveloppe\b", r"plafond\w{0,3}\b", r"montants?\b",
        r"cout (?:total|maximum|maximal|de la (?:mission|prestation|consultance))",
        r"honoraires?\b", r"remuneration\b", r"forfait\w{0,4}\b",
        r"prix (?:total|maximum|maximal|plafond|forfaitaire)",
        r"total\w{0,2}(?: general| ttc| ht| estime)?\s?:",
        r"valeur (?:du contrat|du marche|totale|estimee)", r"cachet\b", r"budget(?:ary)?\b",
        r"(?:limite|tope)(?: maxim[oa])? (?:del?|do) (?:precio|presupuesto|preco|orcamento)",
        r"prec(?:io|o) (?:total|maximo|global|base)", r"tarifs? (?:total|global|forfaitaire)",
        r"ceiling\b", r"maximum (?:amount|price|value|cost)", r"not (?:to )?exceed\w{0,3}",
        r"lump[- ]sum", r"fixed[- ](?:fee|price)",
        (r"(?:contract|consultancy|consultant|total|professional|flat|project"
        r"|all-inclusive) (?:value|fees?|amount|price|payment|cost|total|sum)s?"),
        r"fees?\b", r"honorari(?:um|a)\b", r"compensation\b", r"stipend\b", r"salary\b",
        r"pay(?:ment)? (?:is|of|will be|range)", r"(?:total )?available (?:for|amount)",
        r"(?:will|shall) be paid", r"remunerat\w{1,4}", r"presupuestos?\b",
        r"presupuestari[oa]\b", r"montos?\b", r"honorarios?\b",
        r"valor (?:total|maximo|del contrato|do contrato|global)", r"valor\b(?=\s{0,2}[:|])",
        r"preco maximo", r"importe\b",
        r"costo (?:total|maximo)", r"remuneracion\b", r"techo\b", r"orcamentos?\b",
        r"remuneracao\b", r"teto\b", r"montante\b", r"الميزانية", r"ميزانية", r"المبلغ",
        r"الاتعاب", r"سقف",
    ),
    # Instalments and parts of the price.
    "part": (
        r"tranche\w?\b", r"instal?lments?\b", r"acompte\w?\b", r"versements?\b",
        r"premier paiement", r"(?:first|second|final|third) payment",
        r"a la (?:signature|remise|livraison)", r"upon (?:signature|submission|delivery)",
        r"cuotas?\b", r"anticipo\b", r"primer pago", r"parcelas?\b",
    ),
}  # fmt: skip

PER_DAY_AFTER = re.compile(
    r"\s?(?:\(?(?:ht|ttc|htva|net|brut|gross|hors taxes?|excl\w{0,6} vat)\)?\s?)?(?:/|par|per|a"
    r"|por|al|by the|the)?\s?-?\s?(?:jour|day|dia|j\b(?!\s?\+)|homme[-/ ]?jour|h/j|person[- ]day"
    r"|يوم|اليوم)"
)
PER_TIME_AFTER = re.compile(
    r"\s?(?:\(?(?:brut|net|bruto|neto)e?s?\)?\s?)?(?:mensuel|mensual|mensai|monthly|annuel|anual"
    r"|anuai|hebdo|weekly|yearly|hourly|p\.? ?m\b|p\.? ?a\b)"
    r"|\s?(?:\(?(?:ht|ttc|htva|net|brut|gross)\)?\s?)?(?:/|par|per|an|a|por|al|each|every"
    r"|chaque)\s?(?:hour|heure|hora|hr|h\b|month|mois|mes\b|an\b|annee|year|ano|annum|week"
    r"|semaine|semana|person|personne|persona|participant|page|mot|word|household|menage"
    r"|beneficiar|km|trip|nuit|night|session|atelier|workshop|interview|entretien|country|pays)"
)
TAX_INCLUDED = re.compile(
    r"(?<![^\W\d_])(?:ttc|tvac|t\.t\.c|toutes (?:les )?taxes (?:et charges )?(?:comprises"
    r"|incluses)|taxes (?:comprises|incluses)|tva (?:comprise|incluse|inclus)"
    r"|tous frais et taxes compris|(?:incl\w{0,6}|inclusive)\.? (?:of )?(?:all |any |applicable "
    r"|the )?(?:\d{1,2}(?:[.,]\d)?\s?% )?(?:\w{3,12} )?(?:vat|gst|hst|igv|tax(?:es)?|iva|"
    r"tva)|(?:vat|tax(?:es)?"
    r"|all taxes)[ -](?:incl\w{0,6}|inclusive)|gross of tax\w{0,2}"
    r"|(?:with|including) vat|iva (?:incl\w{0,4}|incluido|incluida)|impuestos incluidos"
    r"|incluye\w? (?:el )?(?:iva|impuestos|todos los impuestos)|incluid[oa]s? (?:el )?(?:iva"
    r"|impuestos|todos los impuestos)|con iva|impostos incluidos|com iva"
    r"|(?:todos os |os |com )?(?:impostos|tributos|encargos)(?: e (?:taxas|encargos|tributos))?"
    r" (?:ja )?(?:inclu(?:id|s)os|inclusos)|(?:ja )?inclu(?:id|s)os? (?:todos )?os (?:impostos"
    r"|tributos)"
    r"|inclu\w{2,5} (?:todos )?(?:os )?(?:impostos|tributos|encargos)|tributos incluidos"
    r"|charges et taxes comprises|y compris (?:la tva"
    r"|les taxes)|(?<!غير )(?:شامل\w{0,2}|متضمن\w{0,2}|تشمل|يشمل|تتضمن|يتضمن) (?:ل?جميع |لكل |كل "
    r")?(?:ال|لل|ل)?(?:ضرايب|ضريبة|اداءات|رسوم)"
    r"|(?:covering|covers|includ(?:es|ing)|couvrant|comprenant|incluyendo|cubriendo)"
    r"[^.;\n]{0,60} (?:all|any|toutes les|todos los) (?:applicable )?(?:tax(?:es)?|impuestos)"
    r"|incluant (?:la tva|toutes (?:les )?taxes"
    r"|les taxes))(?![^\W\d_])"
)
TAX_EXCLUDED = re.compile(
    r"(?<![^\W\d_])(?:ht|h\.t|htva|hors taxes?|hors tva|hors t\.v\.a|net (?:of|de) (?:tax(?:es)?"
    r"|taxes)|exclu\w{0,5}(?: of)? (?:vat|tax(?:es)?|tva|iva)|excl\.? (?:vat|tax|tva|btw)|(?:vat"
    r"|tax(?:es)?|tva) (?:exclu\w{0,5}|excl\.?|not included|non (?:comprise|incluse)s?)"
    r"|before tax(?:es)?|without vat|plus vat|\+ vat|sin iva|mas iva|\+ iva|iva no incluido"
    r"|no incluye (?:el )?iva|sem iva|impuestos no incluidos|mais iva|acrescido de iva"
    r"|impostos (?:nao incluidos|a parte)|(?:nao inclui|sem|excluindo|exceto) (?:os )?impostos"
    r"|acrescidos? d[eo]s? (?:iva|impostos)|غير (?:شامل|متضمن)\w{0,2} (?:ال|لل|ل)?(?:ضرايب|ضريبة"
    r"|رسوم)|(?:بدون|دون|باستثناء) (?:احتساب )?(?:ال)?(?:ضرايب|ضريبة))(?![^\W\d_])"
)
COVERS = re.compile(
    r"(?<![^\W\d_])(?:all costs? (?:included|including|inclusive)|all[- ]inclusive|tout compris"
    r"|tous (?:les )?frais (?:compris|inclus)|y compris|incluant|comprenant|couvrant|incluye\w?"
    r"|incluyendo|includ(?:es|ing|ed)|inclusive of|covering|covers|cubre|cubriendo|incluindo"
    r"|(?:ce montant|ce budget|cette enveloppe|this amount|this budget|the budget) (?:comprend"
    r"|inclut|couvre|includes|covers|should cover|must cover|is to cover|shall cover|doit couvrir"
    r"|devra couvrir))(?![^\W\d_])"
)
CONTINGENCY = re.compile(
    r"(?<![^\W\d_])(?:imprevus?|aleas?|divers et imprevus|unforeseen(?: costs?| expenses?)?"
    r"|contingenc(?:y|ies)|imprevistos?|contingencias?"
    r"|احتياطي\w*)(?![^\W\d_])[^.\n%]{0,40}?(?P<percent>\d{1,2}(?:[.,]\d)?)\s?(?:%|pour ?cent"
    r"|percent|per cent|por ciento)"
    r"|(?P<percent2>\d{1,2}(?:[.,]\d)?)\s?(?:%|pour ?cent"
    r"|percent)\s(?:\w{1,12}\s){0,3}(?:imprevus?|unforeseen|contingenc(?:y|ies)|imprevistos?)"
)
