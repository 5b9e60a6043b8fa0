"""The words that tell what a date is for, in the languages of the importer, folded.

Each role has the nouns and verbs of its own; `BOUND` words only say that a date is the
last one for something ("au plus tard", "deadline"). The nearest word decides.
"""

import re

from mandat.calls.importer.lexicon import Lexicon

# Nouns that only applicants are asked for: they decide over a report named in the same sentence.
_APPLICANT = (
    r"candidatur[ae]s?", r"candidat(?:[.·(]?e[.·)]?)?(?:\(?s\)?)? interesse\S{0,6}", r"\bcvs?\b",
    r"curriculum", r"postul\w{0,8}", r"candidater", r"appl(?:y|ications?|icants?|ying)\b(?! of)",
    r"interested\b", r"interesse[.·(]?e?\S{0,3}\b", r"interesad[oa]s?", r"interessad[oa]s?",
    r"cover letter", r"lettre de motivation", r"carta de motivacion", r"hoja de vida",
    r"inscric(?:ao|oes)", r"الطلبات", r"الترشح\w*", r"الترشيحات", r"المترشح\w*", r"طلبات\w*",
    r"ملفات", r"vacancy", r"convocatoria", r"\bedital\b",
)  # fmt: skip
_INTEREST = (
    r"manifestations? d'? ?interets?", r"expressions? of interest", r"\beois?\b", r"\breois?\b",
    r"express(?:ing)? (?:an |their |your |its )?interest", r"manifestation of'? ?interest",
    r"interest (?:can|may|must|should|shall|is to|will) be (?:expressed|shown|sent|submitted)",
    r"(?:show|register|declare|state|signal|indicate) (?:their |your |an )?interest\b",
    r"manifester (?:votre|leur|son|un|leurs) interets?",
    r"manifestar (?:su |o seu |seu )?interes\w?",
    r"interet (?:peut|doit|devra|pourra|est a) [^.;:\n\d]{0,20}(?:exprim|manifest)\w{1,4}",
    r"manifestacion(?:es)? de interes", r"expresion(?:es)? de interes",
    r"manifestac(?:ao|oes) de interesse", r"lettres? d'interet", r"letters? of interest",
    r"اهتمام",
)  # fmt: skip
_FULL = (
    r"(?:proposition|offre|dossier)s? complet\w{0,2}",
    r"(?:full|complete|detailed|second[- ]stage) (?:technical (?:and financial )?)?proposals?",
    r"propuestas? (?:completa|tecnica completa)s?", r"propostas? completas?",
)  # fmt: skip
_OFFERS = (
    r"offres?\b(?! d'emploi)", r"propositions?\b", r"soumissions?\b", r"soumissionn\w{1,6}",
    r"\bplis?\b", r"dossiers?\b", r"inscriptions?\b", r"envoi\b", r"date de remise",
    r"remise (?:des |d')?(?:offres|plis|dossiers|propositions)", r"depot\b",
    r"cloture\b(?! (?:de la mission|du projet|du contrat))",
    r"reponses?\b(?= (?:a (?:l'|cet )appel|des|doivent|sont))", r"appel (?:a|d')\b", r"l'appel\b",
    r"proposals?\b", r"\bbids?\b", r"tenders?\b", r"quotations?\b", r"quotes?\b", r"\boffers?\b",
    r"submissions?\b", r"closing date", r"\bcloses?\b", r"closing (?:time|on)",
    r"call (?:is|will|for)", r"\brfps?\b", r"\brfqs?\b", r"this (?:call|opportunity|position)",
    r"propuestas?\b", r"ofertas?\b", r"solicitudes\b", r"cotizaci(?:on|ones)\b",
    r"cotac(?:ao|oes)\b", r"devis\b", r"aplicacion(?:es)?\b", r"cierre\b", r"recepcion de",
    r"\bpropostas?\b", r"submissao", r"العروض", r"العرض", r"عروض\w*", r"التقديم", r"تقديم",
    r"المشاركة", r"التقدم", r"المناقصة",
)  # fmt: skip
_SENDING = (
    r"envo(?:yer|yes|yees?|i|yez)\b", r"adress(?:er|es?|ees?|ez)\b",
    r"transm(?:ettre|is|ises?|ettez|ission)\b", r"faire parvenir", r"parven(?:ir|ues?|us)\b",
    r"depos(?:er|es?|ees?)\b", r"soumett\w{1,4}", r"soumis(?:es?)?\b", r"remettre\b",
    r"repondre\b", r"submit(?:ted|ting)?\b", r"\bsend\b", r"\bsent\b", r"e-?mail(?:ed)?\b",
    r"receiv(?:e|ed|ing)\b", r"forward(?:ed)?\b", r"enviar\w{0,3}", r"envien\b", r"envio\b",
    r"remitir\w{0,3}", r"presentar\w{0,3}", r"recibir\w{0,4}", r"encaminh\w{1,6}", r"submeter\b",
    r"(?:en|avec|as|in) (?:objet|subject|asunto|object)\b", r"objet\b", r"subject\b", r"asunto\b",
    r"assunto\b", r"ارسال", r"الارسال", r"ترسل", r"تقدم",
)  # fmt: skip

_QUESTIONS = (
    r"questions?\b(?! (?:de recherche|evaluative|of research))", r"clarifications?",
    (r"(?:demandes? (?:d'|de |of ))?(?:information|renseignement"
    r"|eclaircissement)s? (?:supplementaires?|complementaires?)"),
    r"demandes? d'(?:information|eclaircissement)s?", r"eclaircissements?",
    r"obtenir (?:les )?(?:termes de reference|tdr|dossier)",
    r"retrait (?:du|des) (?:dossier|tdr)\w*", r"retirer? (?:le|les) (?:dossier|tdr|termes)\w*",
    r"(?:request|obtain|collect) (?:the )?(?:tor|terms of reference|rfp|full tor)\w*",
    r"quer(?:y|ies)\b", r"(?:in|en)quir(?:y|ies)\b", r"pre-?bid", r"information session",
    r"(?:reunion|session) d'information", r"consultas\b(?! con)", r"preguntas\b",
    r"aclaracion(?:es)?", r"dudas?\b", r"respuestas?\b",
    r"(?:responses?|answers?) (?:to|will|shall)", r"reponses? (?:aux|seront)",
    r"esclarecimentos?", r"duvidas\b", r"الاستفسار\w*", r"استفسار\w*", r"الاسيلة",
    r"confirm (?:your|their) (?:interest|participation|intention)",
)  # fmt: skip
_OPENING = (
    (r"ouverture (?:publique )?(?:des|de) (?:plis|offres|dossiers|candidatures|propositions"
    r"|soumissions|manifestations)"),
    r"(?:seront|sera) ouvert\w{0,3}", r"(?:bid|public|tender|proposal|offer)s? opening",
    r"opening of (?:the )?(?:bids|proposals|tenders|offers|envelopes)", r"will be opened",
    r"apertura (?:publica )?de", r"abertura d[ao]s", r"فتح (?:العروض|الاظرفة|المظاريف)",
)  # fmt: skip
_INTERVIEW = (
    r"entretiens?\b(?! (?:avec|semi|individuel|qualitatif|approfondi|menes|realises))",
    r"interviews?\b(?! with (?:key|staff|partner|benef|stake))",
    r"entrevistas?\b(?! (?:con|com|a)\b)", r"soutenances?\b", r"oral presentations?",
    r"المقابلات", r"مقابلات",
)  # fmt: skip
_DECISION = (
    r"notification\b", r"attribution (?:du|de la|provisoire)",
    (r"(?:resultats? (?:de|du) |)(?:la )?selection (?:finale|du (?:prestataire|consultant"
    r"|cabinet)|des (?:candidat|consultant|offres)\w*)"),
    r"selection process (?:completed?|ends?|concluded?)", r"selection completed",
    r"annonce des resultats", r"resultats? (?:de la selection|du processus)",
    r"choix (?:du|de la|final)", r"signature (?:du|de|des) contrats?", r"contractualisation",
    r"(?:contract|notice of) award", r"award of (?:the )?contract", r"award(?:ed)?\b",
    r"contract sign(?:ing|ature|ed)", r"sign(?:ing|ature) of (?:the )?contract",
    r"(?:selection|notification|decision) (?:of|by|on|date)",
    r"finalists?\b(?= (?:will be )?(?:notified|announced))",
    r"evaluation des (?:offres|candidatures|propositions|dossiers)",
    r"(?:review|evaluation|shortlisting) of (?:the )?(?:proposals|applications|bids|offers)",
    r"preselection", r"shortlist(?:ing|ed)?\b", r"adjudicacion", r"seleccion de",
    r"firma del? contrato", r"resultado d[ao]", r"commission d'evaluation",
    (r"selected (?:candidate|consultant|applicant)s? (?:will|shall) be (?:notified|informed"
    r"|contacted)"),
)  # fmt: skip
_PUBLICATION = (
    r"date de (?:publication|parution|lancement|mise en ligne|diffusion)",
    r"publi(?:ee?s?|e|cation)\b(?! d)", r"lancement (?:de l'appel|du? (?:processus|marche))",
    r"mise en ligne", r"date d'emission", r"emis(?:e)? le", r"publish(?:ed)?\b", r"publication\b",
    r"posted\b", r"posting date", r"date (?:of issue|issued|posted|of this)",
    r"issue(?:d| date)\b", r"(?:launch|advertis)\w{0,7} (?:of (?:the )?(?:call|rfp|tender))?",
    r"fecha de (?:publicacion|emision|lanzamiento)", r"publicad[oa]", r"publicacion",
    r"lanzamiento de la convocatoria", r"data (?:de|da) (?:publicacao|emissao)", r"publicacao",
    r"تاريخ النشر", r"نشر", r"last updated?", r"mis a jour",
)  # fmt: skip
_START = (
    (r"(?:a partir|a compter|a contar|contados? desde|from|upon) (?:de |da |the )?(?:la |date of "
     r"|date de )?"
    r"(?:firma|signature|assinatura|signing)\b[^.;:\n\d]{0,50}"),
    (r"date (?:souhaitee |previsionnelle |prevue |estimee |effective )?(?:de|du"
    r"|pour le) (?:debut|demarrage|commencement|prise)"),
    r"desired date for the start", r"demarr\w{1,7}",
    r"debut(?:e|er|era|eront|ant)?\b(?! de (?:l'annee|mois))", r"commenc\w{1,7}",
    r"prise (?:de poste|de fonction|d'effet)", r"entree en (?:fonction|vigueur|service)",
    r"prend(?:ra|re)? (?:effet|cours)", r"entrera en vigueur", r"takes? effect", r"taking effect",
    r"surtira efecto", r"empiez[ae]", r"empezar\w{0,2}", r"comienza", r"arranque\b", r"inicia\b",
    r"mobili[sz]ation date", r"تبدا", r"يبدا", r"تنطلق",
    r"start(?:s|ing|ed)?\b(?: date)?(?! (?:up|of the project|of the programme))",
    r"begin(?:s|ning)?\b(?! of)", r"kick-?off", r"reunion de (?:cadrage|lancement)",
    r"effective (?:date|from)", r"as of\b", r"fecha de (?:inicio|comienzo)", r"inicio\b",
    r"iniciar\w{0,2}", r"comienzo", r"comenzar\w{0,2}", r"data de inicio", r"a compter (?:du|de)",
    r"a partir (?:du|de|del)\b", r"from\b(?= (?:the )?\d)",
    r"تاريخ (?:البدء|بدء|بداية|الانطلاق|المباشرة)", r"بداية", r"بدء", r"disponibilite\b",
    r"availab(?:le|ility)\b",
)  # fmt: skip
_END = (
    r"fin\b(?=\s{0,2}[:|])", r"end\b(?=\s{0,2}[:|])", r"fim\b(?=\s{0,2}[:|])",
    (r"date (?:souhaitee |previsionnelle |prevue |estimee )?(?:de|d'|pour la "
    r"|de la )?\s?(?:fin\b|achevement|finalisation|cloture de la mission|terminaison)"),
    r"date fin\b",
    (r"fin (?:de|du|des) (?:la |l')?(?:mission|consultance|consultation|contrat|prestation"
    r"|travaux|mandat|intervention|etude)s?"),
    r"fin (?:prevue|previsionnelle|souhaitee|estimee)", r"finalisation\b(?! du rapport)",
    r"achev\w{1,7}", r"prend(?:ra|re)? fin", r"se termin\w{1,6}", r"s'achev\w{1,6}",
    (r"end(?:s|ing)? (?:date|of (?:the )?(?:contract|assignment|consultancy|mission"
    r"|engagement))"),
    r"\bends?\b (?:on|by|in)", r"(?:be )?completed\b(?! (?:dossier|application|proposal|form))",
    r"be complete by", r"completion\b", r"finish(?:ed|es)?\b",
    r"conclu(?:de|ded|sion) (?:by|on|no later)",
    r"fecha de (?:fin|finalizacion|termino|terminacion|cierre del contrato)",
    r"(?:livraison|remise) finale", r"final delivery", r"entrega final\b", r"finali[sz]ed\b",
    r"complet(?:e|ion of) (?:the )?(?:collaboration|assignment|consultancy|work)",
    r"prenne fin", r"arriv\w{1,4} a (?:son )?(?:terme|echeance)", r"terminera\b",
    r"finaliza(?:cion|r|ra)\b", r"concluira\w?", r"terminara\b", r"culmina\w{0,2}\b",
    r"encerra\w{0,2}\b", r"تنتهي", r"ينتهي", r"terminacion", r"data de (?:termino|fim|conclusao)",
    r"termino\b", r"conclusao\b", r"تاريخ (?:الانتهاء|انتهاء|النهاية|نهاية)", r"نهاية",
)  # fmt: skip
_CLOSURE = (
    (r"(?:la |le |cette )?(?:mission|contrat|consultance|projet|prestation)\b[^.;:"
    r"|\n\d]{0,40}\bclotur\w{1,4}"),
    r"cloture (?:de la mission|du contrat|de la consultance)",
    r"(?:the |this )?(?:assignment|consultancy|contract|mission)\b[^.;:|\n\d]{0,40}\bclosed",
    r"(?:sera|etre|est) (?:close|cloturee?|clos)\b", r"(?:will|shall|must) be closed",
)  # fmt: skip
_PERIOD = (
    r"couvr(?:ant|e|ira)\b[^.;:(\d]{0,24}(?:mission|periode|consultance)\b(?: allant)?",
    r"periode allant", r"reporting period",
    (r"(?:rapport|report|informe|relatorio|compte rendu)s?\b[^.;:(\d]{0,36}\b(?:sur|pour|over|for"
    r"|covering|during|sobre|del|do|de) (?:la |the |el |o |toute |l'ensemble |the whole |the"
    r" entire "
    r"|the full |la totalite )(?:de )?(?:la |du )?(?:periode|period|periodo|mission|assignment"
    r"|contrat|contract)\b"),
    r"cover(?:s|ing)\b[^.;:(\d]{0,40}(?:period|assignment|consultancy)", r"report for the period",
    r"cubr(?:e|iendo)\b[^.;:(]{0,40}periodo",
)  # fmt: skip
_MISSION = (
    (r"periode (?:d'execution|de (?:la )?(?:mission|consultance|prestation|realisation"
    r"|mise en oeuvre)|d'intervention|contractuelle)"),
    r"duree\b", r"(?:la|cette|de|de la) (?:mission|consultance|prestation|consultation)\b",
    r"calendrier (?:d'execution|de la mission)", r"framework agreements?", r"accords?-cadres?",
    r"(?:over|for|during|within) (?:a|the) (?:total )?period\b", r"periodo\b",
    r"(?:pendant|sur|pour|dans) (?:une|la) periode\b", r"(?:jours|days) (?:de travail|of work)\b",
    r"(?:working|person|consultancy|work)[- ]days\b", r"dias (?:de trabajo|habiles|uteis)\b",
    r"(?:the|this) (?:consultation|study|evaluation|survey|research|work)\b", r"l'evaluation\b",
    r"(?:cette|la) (?:recherche|etude|evaluation|formation)\b", r"l'etude\b", r"l'enquete\b",
    r"(?:el|este) (?:estudio|trabajo)\b", r"(?:o|este) (?:estudo|trabalho)\b", r"le marche\b",
    r"(?:la|esta) (?:evaluacion|investigacion)\b", r"tim(?:ing|eframe|eline|e frame)\b",
    r"(?:undertaken|carried out|conducted|spread|performed|implemented)\b",
    (r"(?:calendrier|periode|dates?|timeline|timeframe|period|calendario|fechas|periodo"
    r"|cronograma)\s?:"),
    r"contrats?\b", r"contract\b", r"deroul\w{2,7}",
    r"dates? (?:de la|des?) (?:mission|prestation|consultance|intervention)s?",
    (r"(?:period|duration|timing|timeframe|time frame|timeline"
    r"|schedule) of (?:the )?(?:assignment|contract|consultancy|performance|engagement|mission"
    r"|work|services|performance)"),
    r"duration\b",
    (r"(?:contract|assignment|consultancy|engagement) (?:period|duration|dates|will|is|shall"
    r"|runs)"),
    (r"(?:execucao|execution|ejecucion) d[ea] (?:la |l')?(?:consultor|mission|prestation"
    r"|contrat)\w{0,4}"),
    r"period of performance", r"(?:this|the) (?:assignment|consultancy|engagement)\b",
    r"(?:periodo|duracion|plazo|vigencia) (?:de|del)\b", r"duracion\b", r"la consultoria\b",
    r"(?:periodo|duracao|prazo|vigencia) (?:da|do)\b", r"a consultoria\b", r"مدة", r"المهمة",
)  # fmt: skip
_FUNDING = (
    r"(?:project|programme|grant) (?:duration|period|dates?|timeline|timeframe)\b",
    r"projet\b", r"project\b", r"proyecto\b", r"proje[ct]{1,2}o\b", r"programme\b", r"program\b",
    (r"(?:duree|duration|duracao|duracion|periodo?|period|vigencia) (?:totale |total )?(?:du|of the"
    r"|of|do|del) (?:projet|project|proje[ct]{1,2}o|proyecto|programme|programa|grant)\b"),
    r"programa\b", r"convention\b", r"subvention\b", r"\bgrant\b", r"subvencion\b",
    r"financ(?:e|ee|ement|iado|iada|iacion|iamento)s?\b", r"fund(?:ed|ing)\b", r"\bcpp ?\d?\b",
    r"\bphase\b", r"\btranche\b", r"agreement\b", r"accords?\b(?!-cadre)",
    r"مشروع", r"المشروع", r"تمويل",
)  # fmt: skip
_STRATEGY = (
    r"strategi(?:e|que|c|cs|es|a|co|ca)s?\b", r"strategy\b", r"estrategi(?:a|co|ca)s?\b",
    r"politique\b", r"policy\b", r"politica\b",
    r"plan (?:d'action|national|quinquennal|of action)", r"action plan\b", r"\bmop\b",
    r"استراتيجية", r"الاستراتيجية",
)  # fmt: skip
_VALIDITY = (
    r"valab(?:le|les|ilite)\b", r"validite\b", r"\bvalid(?:ity)?\b", r"validez\b", r"validade\b",
    r"loi\b", r"\blaw\b", r"\bley\b", r"decret\w{0,2}", r"\bdecree\b", r"\bact of\b", r"arrete\b",
    r"en date du", r"\bdated\b", r"approuve\w{0,2}", r"approved\b", r"directive\b",
    r"reglement\b", r"regulation\b", r"depuis\b", r"\bsince\b", r"desde\b", r"\bnee? le",
    r"fond(?:e|ee|ed) en", r"founded\b", r"cree[e]? en",
)  # fmt: skip
_DELIVERABLE = (
    r"livrables?\b", r"rapports?\b", r"deliverables?\b", r"reports?\b", r"drafts?\b",
    r"inception\b", r"note (?:de cadrage|methodologique|conceptuelle)",
    r"version (?:provisoire|finale|definitive|0|1)", r"restitution\b", r"validation\b",
    r"livraison\b(?! finale)", r"remise (?:du|de la)\b", r"delivery\b", r"first deliverable",
    r"submission of (?:the )?(?:final|draft|inception|report)", r"productos?\b", r"informes?\b",
    r"entregables?\b", r"borrador", r"relatorios?\b", r"produtos?\b", r"entrega\b", r"فواتير",
    r"مسودة", r"النسخة النهايية", r"تقرير", r"التقرير", r"التقارير", r"المخرجات",
    r"workshop\b", r"atelier\b", r"taller\b",
    r"paiement\b", r"payment\b", r"pago\b", r"facture\b", r"invoice\b",
    r"collecte (?:de|des) donnees", r"data collection", r"revue (?:documentaire|de litterature)",
    r"desk review", r"field ?work", r"training\b", r"formation\b",
)  # fmt: skip

# In order of precedence where two begin at the same place.
ROLES = {
    "period": _PERIOD,
    "closure": _CLOSURE,
    "opening": _OPENING,
    "questions": _QUESTIONS,
    "interview": _INTERVIEW,
    "full_proposal": _FULL,
    "interest": _INTEREST,
    "deliverable": _DELIVERABLE,
    "publication": _PUBLICATION,
    "mission_start": _START,
    "mission_end": _END,
    "applicant": _APPLICANT,
    "offers": _OFFERS,
    "decision": _DECISION,
    "funding": _FUNDING,
    "mission": _MISSION,
    "strategy": _STRATEGY,
    "past": _VALIDITY,
    "sending": _SENDING,
}
CUES = Lexicon(ROLES)

STRONG_BOUND = re.compile(
    r"(?:date|heure|delai|jour)s?(?: et heure)?s? (?:limites?|butoirs?|de cloture|d'expiration"
    r"|de fermeture|finale)|dates? limites?|delais? (?:de|pour|d')|echeance|cloture\b"
    r"|\bdeadlines?\b|closing (?:date|time|on)|closes?\b(?: on)?"
    r"|\bdue (?:date|by|on|no later)|\bdue\b|cut-?off|last da(?:te|y)|final date|expir(?:y|es"
    r"|ation)(?: date)?|apply by|applications? (?:close|due)"
    r"|ultimo dia|dernier jour|fechas? (?:limite|tope|maxima|de cierre|de vencimiento)|plazo "
    r"(?:maximo|limite|de|para)"
    r"|cierre\b|vence\b|datas? (?:limite|final|de encerramento)|prazo\b|encerramento"
    r"|(?:اخر|الموعد|اقصى|تاريخ) (?:اجل|موعد|النهايي|اقصاه|نهايي|الاغلاق|تاريخ|اغلاق|استلام)"
    r"|اخر اجل|في اجل|الاجل"
    r"|\bnouvelle date\b"
)
WEAK_BOUND = re.compile(
    r"(?<![^\W\d_])(?:avant|au plus tard|attendue?s? (?:pour|le|au)|exigibles?|expected by"
    r"|jusqu'(?:au|a|en)|d'ici(?: au| le)?|before|by|no later than|not later than|at the latest"
    r"|latest|until|till|up to(?=[\s:]{0,3}(?:(?:and )?including |the )?$)|prior to|on or before"
    r"|hasta|antes|a mas tardar|mas tardar|ate|o mais tardar|recu\w{0,2} apres|received after"
    r"|despues|passe(?:e)? (?:ce|cette|le)|after|apres le|قبل|حتى|موعد اقصاه|اقصاه"
    r"|في غضون)(?![^\W\d_])"
)
INDICATIVE = re.compile(
    r"(?<![^\W\d_])(?:indicati\w{1,3}|souhaite\w{0,2}|previsionnel\w{0,2}|provisoire\w?"
    r"|estim\w{1,6}|approximati\w{1,4}|tentativ\w{0,3}|expected|anticipated|desired|preferred"
    r"|ideally|idealement|estimativ\w|provisional|planned|proposed|target|vers (?:le|la|mi)"
    r"|environ|around|previst\w|aproximad\w{1,5}|deseable|subject to change"
    r"|may be subject)(?![^\W\d_])"
)

# Keys in the head of a web page or job-board card.
BOARD_KEYS = {
    "closing_date": "application",
    "close_date": "application",
    "deadline": "application",
    "deadline_date": "application",
    "closing": "application",
    "closes": "application",
    "application_close_date": "application",
    "submission_deadline": "application",
    "application_deadline": "application",
    "apply_by": "application",
    "expiry_date": "application",
    "expires": "application",
    "valid_through": "application",
    "fecha_limite": "application",
    "date_limite": "application",
    "sort_date": "publication",
    "created_at": "publication",
    "createdat": "publication",
    "publishedat": "publication",
    "published_at": "publication",
    "pub_date": "publication",
    "date_published": "publication",
    "date": "publication",
    "published": "publication",
    "publish_date": "publication",
    "pubdate": "publication",
    "posted": "publication",
    "date_posted": "publication",
    "start_date": "mission_start",
}
