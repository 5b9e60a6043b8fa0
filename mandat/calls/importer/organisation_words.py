"""The words by which organisations are known, and what a text says of the one that calls."""

import re

from mandat.calls.importer.windows import beginnings

# Nouns that make a capitalised run the name of an organisation (against folded text).
NOUN = re.compile(
    r"\b(?:associat\w+|asociac\w+|associac\w+|associazione|fondation|foundation|fundac\w+"
    r"|federa\w+|reseau\w*|network|redes?|rede|alliance|alianza|alianca|coali[tcz]\w+"
    r"|collecti[fv]e?|colectiv[oa]|coletiv[oa]|conseil|council|consejo|conselho"
    r"|consorti\w+|consorcio|ligue|league|liga|union|uniao|unidos|institut\w*|instituicao"
    r"|centre|center|centro|agence|agency|agencia|min[i1]st[ere]{2,3}\w*|ministry|ministerio"
    r"|secretaria\w*|direction|directorate|department|office|bureau|commission|comision|comissao"
    r"|comite|committee|fonds|fund|fondo|fundo|programme des nations|nations unies"
    r"|united nations|naciones unidas|nacoes unidas|banque|bank|banco|societe|society|sociedad"
    r"|sociedade|international|internacional|internationale|organi[sz]a\w+|ong|ngo|mouvement"
    r"|movement|movimiento|movimento|observatoire|observatory|observatorio|plateforme|platform"
    r"|plataforma|initiative|iniciativa|academy|academie|universi\w+|hospital|hopital|croix"
    r"|cross|cruz|crescent|secours|action|solidar\w+|caritas|oxfam|care|trust|group|groupe"
    r"|grupo|cooperati\w+|cooperac\w+|forum|foro|charity|mission\b(?= (?:interna|locale))|corps"
    r"|relief|aid|aide|corporac\w+|cluster|syndicat|confedera\w+|embassy|ambassade|embajada"
    r"|delegation|municipal\w+|mairie|ville de|service|services|team|hub|house|maison|casa"
    r"|doctors|medecins|medicos|partners|partenaires|watch|rights|droits|counterpart)\b"
)
# Organisations that many calls come from, by the short or full name they are written with.
KNOWN = frozenset(
    (
        "unfpa", "undp", "unicef", "unhcr", "unaids", "onusida", "pnud", "ohchr", "hcdh", "unodc",
        "unops", "unesco", "ilo", "oit", "iom", "oim", "oms", "wfp", "pam", "fao", "ocha", "ifad",
        "fida", "unep", "pnue", "unido", "itc", "uncdf", "un-habitat", "onu-habitat", "untfssc",
        "unrwa", "undss", "unv", "unssc", "wipo", "ctbto", "icj", "un-women", "onu-femmes",
        "onu-mujeres", "unwomen", "oxfam", "msf", "mdm", "ipas", "ippf", "msi", "crs", "irc",
        "nrc", "drc", "nca", "dca", "actionaid", "wateraid", "helpage", "sidaction",
        "coalition-plus", "solthis", "aides", "alima", "acted", "hrw", "amnesty", "cartong",
        "groupe-urd", "irise", "giz", "afd", "enabel", "snv", "sida", "norad", "danida", "ffp",
        "expertise-france", "expertisefrance", "aecid", "luxdev", "usaid", "fcdo",
        "cooperacion-suiza", "ddc", "sdc", "gfa", "pathfinder", "fhi360", "jhpiego", "psi",
        "engenderhealth", "frontline-aids", "mpact", "gnp+", "itpc", "ehra", "hotosm", "padf",
        "equality-fund", "osisa", "osiwa", "osf", "ccfd", "terre-des-hommes", "tdh", "caritas",
        "tearfund", "christian-aid", "cafod", "trocaire", "welthungerhilfe", "wwf",
        "conservation-international", "mercy-corps", "save-the-children", "rfsu", "world-vision",
        "islamic-relief", "medair", "handicap-international", "humanity-and-inclusion", "cordaid",
        "hivos", "rutgers", "aidsfonds", "simavi", "wecf", "awid", "mama-cash",
        "urgent-action-fund", "fos", "fcam", "fondo", "iplanned-parenthood", "equipop",
        "planning-familial", "gavi", "unitaid", "fonds-mondial", "global-fund", "icrc", "cicr",
        "ifrc", "ficr", "ecowas", "cedeao", "sadc", "oas", "oea", "bid", "idb", "adb", "bad",
        "afdb", "world-bank", "banque-mondiale", "islamic-development-bank", "nepad", "oif",
        "francophonie", "eu", "care", "hi", "hot", "au", "ue", "plan-international",
        "counterpart-international",
    )
)  # fmt: skip
# What only those who write the call do.
HIRES = re.compile(
    r"(?<=[\s),\"*])(?:recrute|recherche|cherche|lance|sollicite|invite|publie"
    r"|souhaite (?:recruter|engager|mandater|s'attacher|selectionner|confier|contracter|faire"
    r"|s'adjoindre|beneficier|disposer|lancer|realiser|commanditer|conduire|mener)"
    r"|(?:envisage|prevoit|projette|desire|entend|compte|veut) (?:de )?(?:recruter|selectionner"
    r"|renforcer|lancer|mandater|realiser|mettre|faire|confier)"
    r"|fait appel|procede au recrutement|met en concurrence|commandite|se propose de"
    r"|seeks|needs (?:an?|one|two|your|to (?:hire|find|recruit))"
    r"|(?:is|are) (?:currently |now |also |therefore |thus )?(?:seeking|looking|soliciting"
    r"|recruiting|hiring|inviting|requesting|commissioning|calling|accepting|issuing|searching"
    r"|contracting|engaging|procuring|advertising|launching|updating)"
    r"|invites|requires|requests|solicits|recruits|"
    r"(?:wishes|intends|plans|proposes|wants|aims|would like|is planning|is intending) to"
    r" (?:hire|engage|contract|recruit|commission|procure|appoint|select|conduct|undertake"
    r"|establish|identify|work with)"
    r"|is pleased to|(?:hereby |now )?(?:invites|announces|calls for)|has issued"
    r"|busca|requiere|convoca|invita|esta (?:buscando|contratando|solicitando|convocando|"
    r"invitando)|solicita|contratara|lanza|abre|llama|necesita|publica"
    r"|(?:desea|requiere|pretende|busca|prevee?|quiere|necesita) (?:contratar|realizar|llevar)"
    r"|procura|esta a (?:recrutar|procurar|contratar|selecionar)|convida|recruta|contrata"
    r"|torna publico|vem por meio|seleciona|(?:deseja|visa|quer|ira) (?:contratar|selecionar))\b"
)
# The same of a house that does not call alone ("X and its partners launch ...").
PARTNERED = re.compile(
    r"(?: (?<=[\w)\"*] )|,(?<=[\w)\"*],) )"
    r"(?:et|and|y|e|avec|with|together with|along with|junto con|com|ainsi que)"
    r" (?:ses|its|sus|seus|suas|their|les|the|os)(?: \w+){0,2}? (?:partenaires?|partners?|socios"
    r"|parceir[oa]s|membres?|members?|allies|aliad[oa]s|associates)(?: [\w',-]+){0,4}?,?"
    r" (?:lancent|lance|launch\w*|lanzan?|lancam?|recherch\w+|cherch\w+|seeks?|buscan?|procuram?"
    r"|convocan?|invit\w+|are|is|publi\w+|recrut\w+|abren?|open|call|calls|issue|sollicit\w+"
    r"|souhait\w+|wish|want|need|look|llaman?|contratam?)\b"
)
# What the house that calls says of its own rules.
RULES = re.compile(
    r"(?<=[\s),\"*])(?:se reserve le droit|n'est pas (?:tenue?|oblige)|ne saurait|s'engage (?:a|en)"
    r"|reserves the right|is (?:an equal|committed to (?:diversity|achieving|safeguarding|prevent"
    r"|protect|creat|ensur|provid))|is not (?:bound|obliged)|shall not be (?:liable|responsible)"
    r"|will not be (?:liable|responsible)|does not (?:tolerate|charge|discriminate)|encourages"
    r"|applique (?:une|la) (?:politique|tolerance)|has (?:a )?zero.tolerance|welcomes applications"
    r"|se reserva (?:el|o) (?:derecho|direito)|no sera responsable|reserva-se o direito"
    r"|may (?:cancel|reject|at its)|peut (?:annuler|conclure|a tout moment)"
    r"|assume a part|prendra en charge|will (?:cover|pay|provide|reimburse|arrange)"
    r"|asume|cubrira|fournira|mettra a (?:la )?disposition|proporcionara|ira disponibilizar)\b"
)
# How an organisation is introduced.
IS_A = re.compile(
    r"(?<=[\s),\"*])(?:est (?:une?|la|le|l')|is (?:an?|the)|es (?:una?|la|el)|e uma?|foi"
    r"|regroupe|reunit|rassemble|federe|brings together|gathers|agrupa|reune|unites"
    r"|(?:a ete |est )?(?:creee?|fondee?|nee?)|(?:was|has been) (?:founded|created|established"
    r"|set up|formed)|was born|fue (?:fundad|cread)\w+|foi (?:fundad|criad)\w+|nacio"
    r"|travaille|works|trabaja|trabalha|acompana|accompagne|promeut|promotes|promueve|defends?"
    r"|defiende|oeuvre|intervient|agit|mene|conduit|met en oeuvre|mettra en oeuvre|implements"
    r"|is implementing|implementa|manages|provides|operates|strives|believes|cree (?:en|que)"
    r"|supports|soutient|apoya|apoia|atua|lutte|lucha|vise|aims|a lance|a mis en place|a developpe"
    r"|launched|has developed|desarrolla|has (?:been|received|fostered|supported)|posee|mise|seeks"
    r"|souhaite|wishes|porte|pilote|has (?:led|worked|supported|provided)"
    r"|(?:released|published|conducted|commissioned|developed)"
    r"|dispose|possede|compte|emploie|employs|runs|hosts|leads|partners|coordonne|coordinates|coordina|contribue|contributes"
    r"|contribuye|met|applique|encourage)\b"
)
IS_ORGANISATION = re.compile(
    r"(?:est (?:une?|la)|is (?:an?|the)|es (?:una?|la|el)|e uma?) (?:[\w'-]+[ ,]+){0,7}"
    r"(?:ong|ngo|associa\w+|asocia\w+|organi[sz]\w+|fondation|foundation|fundac\w+|reseau|network"
    r"|red|rede|federa\w+|charity|fund|alliance|coalition|agency|agence|non-?profit|partner"
    r"|movement|mouvement|mouvance|entreprise|institut\w*|etablissement|consortium|community"
    r"|structure|iniciativa|initiative|center|centre|partnership|partenariat|plat[ae]form\w*|plateforme|union|uniao|leader|entity|entidad|hub)\b"
)
# Words before the name of the one that calls.
BY = re.compile(
    r"\b(?:mise?s? en (?:oe|œ)uvre par|(?:implemented|launched|run|led|issued|organi[sz]ed"
    r"|published|commissioned|managed) by|(?:portee?|lancee?|pilotee?|publiee?|emise?|organisee?"
    r"|commanditee?) par|(?:implementad|ejecutad|lanzad|lancad|convocad|promovid|executad)[oa]s? "
    r"(?:por|pel[ao])|(?:for the account|on behalf) of|pour le compte d[eu']|au nom d[eu']"
    r"|(?:hired|contracted|recruited|engaged) by|(?:recrutee?|engagee?|mandatee?|contractee?) par"
    r"|contrata(?:cao|cion|da|do),? (?:pel[ao]|por)|(?:proposals?|offers?|applications?|bids?) to"
    r"|en nombre de|em nome d[aoe]|por cuenta de|por encargo de)\s+(?:de )?"
)
FOR = re.compile(
    r"\b(?:au sein d[eu']|contratante es|collaborat\w+ (?:avec|with)|reports? to"
    r"|adressee?s? a|submitted to|bureau (?:pays )?d[eu']"
    r"|equipes? d[eu']|staff of|siege d[eu']|mission d[eu']|contrat avec|contract with"
    r"|ci-apres|hereinafter|en adelante)\s+(?:de )?"
)
# Agencies whose acronym and full name stand for one another without being put side by side.
FULL_NAMES = {
    "undp": (
        "united nations development programme",
        "programme des nations unies pour le developpement",
        "programa de las naciones unidas para el desarrollo",
    ),
    "unfpa": (
        "united nations population fund",
        "fonds des nations unies pour la population",
        "fondo de poblacion de las naciones unidas",
    ),
    "unicef": (
        "united nations children's fund",
        "fonds des nations unies pour l'enfance",
    ),
    "unhcr": (
        "united nations high commissioner for refugees",
        "haut commissariat des nations unies pour les refugies",
    ),
    "unodc": ("united nations office on drugs and crime",),
    "unops": ("united nations office for project services",),
    "iom": (
        "international organization for migration",
        "organisation internationale pour les migrations",
        "organizacion internacional para las migraciones",
    ),
    "ilo": (
        "international labour organization",
        "organisation internationale du travail",
    ),
    "who": (
        "world health organization",
        "organisation mondiale de la sante",
    ),
    "wfp": (
        "world food programme",
        "programme alimentaire mondial",
    ),
    "fao": ("food and agriculture organization",),
    "un women": ("united nations entity for gender equality and the empowerment of women",),
    "afd": ("agence francaise de developpement",),
    "ippf": ("international planned parenthood federation",),
}
# Words before the name of somebody else: who pays, who helps.
DONOR = re.compile(
    r"\b(?:(?:co-?)?financ\w+|fund(?:ed|ing)|grant\w*|soutenu\w*|appuye\w*|subvention\w*"
    r"|sponsored|apoyo|apoio|soutien|appui|support|bailleurs?|donors?|partenariat|partnership"
    r"|collaboration|alianza|parceria|donante|doador|subvencionad\w+)\b"
    r"[^.;:\n]{0,40}?\b(?:by|par|por|pel[oa]|from|de|du|of|d'|del|da|do|avec|with|con|com)"
    r"(?: (?:the|la|le|les|el|los|las|l'|a|o|an?|une?))?[ '(\"\[*]{1,3}$"
)
PROJECT_BEFORE = re.compile(
    r"\b(?:projets?|projects?|programmes?|programs?|proyectos?|programas?|projetos?|subvention"
    r"|convention|campagne|campaign|loi|law|ley|article|plan|strategie|strategy|initiative"
    r"|outil|tool|logiciel)"
    r"(?: (?:intitule|titled|denomme|called))?[ \"'(*]{1,4}$"
)
# Arabic has no capitals: an organisation begins with its noun, after a verb of calling.
ARABIC_NOUN = (
    r"(?:ال)?(?:جمعية|منظمة|موسسة|شبكة|هيية|وزارة|اتحاد|مركز|صندوق|برنامج|لجنة|معهد|مجلس|رابطة"
    r"|ايتلاف|منتدى|امم المتحدة|مبادرة|وكالة|تحالف|نقابة)"
)
ARABIC_HIRES = re.compile(
    r"(?<!\w)(?:و)?(?:تعلن|يعلن|تدعو|يدعو|ترغب|يرغب|تبحث|يبحث|تعتزم|يعتزم|تسعى|يسعى|تطلب|يطلب|تنوي)"
    rf" (?P<name>{ARABIC_NOUN}(?! (?:عن|في|الى|من|على|ان) )(?: [\u0621-\u064a]+){{1,9}}?)"
    r"(?= (?:عن|في|الى|التعاقد|لتقديم|لاعداد|لاجراء|للمشاركة"
    r"|للتعاقد|من|عبر|بالتعاون|بالشراكة|العاملة)\b|[،,.(\n]|$)"
)
# How the matches of these patterns begin.
_ARABIC_VERBS = beginnings(
    "تعلن|يعلن|تدعو|يدعو|ترغب|يرغب|تبحث|يبحث|تعتزم|يعتزم|تسعى|يسعى|تطلب|يطلب|تنوي"
)
# "And" is written together with what follows.
ARABIC_WORDS = (*_ARABIC_VERBS, *("و" + verb for verb in _ARABIC_VERBS))
HIRES_WORDS = beginnings(
    "abre|aims to|announ|are |busca|calls |cherch|comman|compte|contra|convid|convoc|desea"
    "|deseja|desire|entend|envisa|esta |fait ap|has is|hereby|intend|invit|ira |is |lance|lanza"
    "|llama|met en|necesi|needs |now |plans |preten|prev|proced|procur|projet|propos|public"
    "|publie|quer |quiere|recher|recrui|recrut|reques|requi|se pro|seeks|seleci|solici|sollic"
    "|souhai|torna |vem po|veut |visa |wants |wishes|would "
)
RULES_WORDS = beginnings(
    "appliq|assume|asume|cubrir|does n|encour|fourni|has a |has ze|ira di|is |may |mettra|n'est"
    "|ne sau|no ser|peut |prendr|propor|reserv|s'enga|se res|shall |welcom|will "
)
IS_A_WORDS = beginnings(
    "a dev|a ete |a lanc|a mis|accomp|acompa|agit|agrup|aims|apoia|apoya|appliq|atua|believ"
    "|brings|commis|compte|condu|contri|coordi|coordo|cree|defend|defien|desarr|develo|dispos"
    "|e um|emploi|employ|encour|es el|es la|es un|est |federe|foi|fonde|fue |gather|has |hosts"
    "|implem|interv|is |launch|leads|lucha|lutte|manage|mene|met|mise|nacio|ne|oeuvre|operat"
    "|partne|pilote|porte|posee|possed|prome|promo|promue|provid|publis|rassem|regrou|releas"
    "|reune|reunit|runs|seeks|souhai|soutie|strive|suppor|trabaj|trabal|travai|unites|vise|was "
    "|wishes|works"
)
IS_ORGANISATION_WORDS = beginnings("e um|es el|es la|es un|est |is ")
BY_WORDS = beginnings(
    "appli|au nom|bid to|bids |commandi|commis|contr|convo|ejecu|em nome|emis|en nom"
    "|engag|execu|for the|hired|imple|issue|lanca|lance|lanza|launc|led by|manag|manda|mis"
    "|offer|on behalf|organ|pilot|por |porte|pour le|promo|propo|publi|recru|run by"
)
FOR_WORDS = beginnings(
    "adres|au sein|burea|ci-ap|colla|contr|en ad|equip|herei|missi|repor|siege|staff|submi"
)
