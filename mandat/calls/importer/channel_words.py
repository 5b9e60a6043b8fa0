"""The words that name the channel by which an application is filed, or refuse one."""

import re

BY_MAIL = re.compile(
    r"\b(?:par|via|by|by way of|through|por|per) (?:le |l'|un |an |electronic |votre )?"
    r"(?:e-?mails?|mails?|courriels?|courriers? electroniques?|voie electronique|messagerie|"
    r"correo(?: electronico)?|"
    r"correio eletronico|electronic mail|voie de courriel)\b|\be-?mail address\b|"
    r"adresse (?:e-?mail|electronique|mail)\b|"
    r"\b(?:al|a los|ao) (?:siguientes? )?(?:correos?|e-?mails?)\b|direccion (?:de correo|"
    r"electronica)"
)
PAPER = re.compile(
    r"\b(?:(?:sous )?plis? (?:ferme|cachete|scelle)s?\b|sealed (?:envelope|bid|offer|tender)|"
    r"(?:plain|closed) envelope|"
    r"hand[- ]deliver|en main propre|sobres? (?:cerrad|sellad)|envelopes? (?:lacrad|fechad)|"
    r"tender box\b|"
    r"par (?:courrier postal|voie postale|la poste)\b|by (?:post|courier|registered mail)\b|"
    r"depos\w{1,5} (?:physiquement|au secretariat|au siege|au bureau|a la reception|"
    r"en version physique)|"
    r"en (?:\w{2,8} )?\(?\d{0,2}\)? ?exemplaires\b)"
)
REFUSED = re.compile(
    r"\b(?:not|no|ne|non|aucune?|never|nao) [^.\n]{0,60}(?:accept|acept|consider|recu|receiv|"
    r"recib|admi|"
    r"aceit|valid|pris)|لن (?:تقبل|يقبل|يتم|ينظر)|لا (?:تقبل|يقبل)|"
    r"\b(?:do not (?:send|submit|apply|e-?mail)|ne pas (?:envoyer|postuler)|no (?:enviar|envie)|"
    r"nao (?:enviar|envie))|"
    r"\b(?:reject|rejet|rejeit|disqualif|desclassif|ignor|rechaza|descart|exclu\w* d'office|"
    r"irrecevab)|"
    r"\b(?:hard cop|paper)[^.\n]{0,40}\bnot\b"
)
PORTAL = re.compile(
    r"\b(?:(?:apply|postulez?|postuler|submit|register|postular|candidate-se|"
    r"inscreva-se)(?: (?:online|here|ici|now|"
    r"en ligne|em linha|aqui|on ?line))|"
    r"(?:via|through|on|using|at|sur|a travers|no|na|en|pelo|pela|por|ao?|traves del?|"
    r"atraves d[eoa])"
    r"(?: (?:the|our|this|following|le|la|notre|ce|cette|el|nuestra?|nosso|nossa|os?|"
    r"alliance's|organi[sz]ation's|"
    r"[\w-]{2,20}|next|suivante?|siguiente|seguinte|online|dedicated|electronic"
    r"|e-)){0,4} ?(?:portal|"
    r"portail|platform|plate-?forme|"
    r"plataforma|formulaire|(?:google |application |web )?forms?\b|formulario|link\b|lien\b|"
    r"enlace|quantum|"
    r"e-?tendering|website|site (?:internet|web)|careers? (?:page|site)|system\b)|"
    r"formulaire (?:en ligne|google|de candidature)|(?:online|web|"
    r"google) (?:application )?form\b|online portal\b|"
    r"cliquez ici|click (?:here|on the)|en cliquant\b|haga clic|clique aqui)|(?:المنصة|"
    r"البوابة|منصة|بوابة|الرابط|الاستمارة)"
)
EXCLUSIVE = re.compile(
    r"\b(?:uniquement|exclusivement|seulement|only|exclusively|solely|unicamente|"
    r"exclusivamente|solamente|"
    r"apenas|somente) (?:par|via|by|through|a|en|to|on|por|sur|pelo|through|at|ao?|l'adresse|"
    r"depos)\b|"
    r"\b(?:by|par|via|through|por) (?:e-?mail|courriel|mail|voie electronique|"
    r"correo electronico) (?:only|uniquement|"
    r"exclusivement|seulement|unicamente|exclusivamente|apenas)\b|"
    r"\b(?:no|nothing|rien|nada|aucune?|ningun\w?|nenhum\w?) [^.\n]{0,80}(?:by|par|via|"
    r"through|por|in|on|"
    r"d') ?(?:another|"
    r"any other|un autre|"
    r"une autre|tout autre|toute autre|otro|outro|d'autres|other)\b|"
    r"\b(?:by|par|through|via|por) (?:any other|tout autre|toute autre|un autre|other|another|"
    r"cualquier otr|outr)"
    r"[^.\n]{0,80}\b(?:not|ne seront|ne sera|no seran|nao ser|reject|rejet|rechaz|exclu|"
    r"ignor|disqualif)|"
    r"\b(?:submissions?|applications?|offers?|proposals?|candidatures?|offres?|dossiers?|"
    r"hard copies) [^.\n]{0,40}"
    r"(?:by|par|via|in|en) [^.\n]{0,30}(?:(?:will not|shall not|cannot|ne seront pas|"
    r"ne sera pas) (?:be )?(?:accept|consid|pris|admis|recev)|"
    r"(?:will be|shall be|seront|sera|seran|serao) (?:reject|rejet|rechaz|ignor|disqualif|exclu))|"
    r"\bonly (?:applications?|proposals?|offers?|submissions?) (?:submitted|sent|"
    r"received) (?:by|through|via|to)\b|"
    r"\bn'accept\w+ que\b|\bonly accept\w*\b|\b(?:solo|unicamente) acept\w+\b|"
    r"\b(?:so|solo|apenas|somente|solamente|unicamente) (?:se )?(?:serao|seran|sera|"
    r"aceptaran?|recibiran?|"
    r"aceita\w*|admitiran?)\b[^.\n]{0,60} (?:por|via|a traves|pel[oa])\b|"
    r"\bseules? les? (?:candidatures?|offres?|dossiers?) (?:envoye|recu|soumis|transmis|"
    r"depose)\w*"
)


# Literal words of which every match holds one, and how far it may reach around the word.
Words = tuple[tuple[str, ...], tuple[int, int]]
MAIL_WORDS: Words = (
    ("mail", "courriel", "electroni", "messagerie", "correo", "correio"),
    (50, 50),
)
PAPER_WORDS: Words = (
    (
        *("pli ", "plis ", "sealed", "envelope", "hand deliver", "hand-deliver", "main propre"),
        *("sobre", "tender box", "postal", "la poste", "by post", "by courier", "registered mail"),
        *("depos", "exemplaires"),
    ),
    (60, 60),
)
PORTAL_WORDS: Words = (
    (
        *("online", " here", " ici", " now", "en ligne", "em linha", "aqui", "on line", "portal"),
        *("portail", "platform", "plateforme", "plate-forme", "plataforma", " form", "formulaire"),
        *(
            "formulario",
            "link",
            "lien",
            "enlace",
            "quantum",
            "tendering",
            "site",
            "career",
            "system",
        ),
        *("click", "clic", "cliquant", "منصة", "بوابة", "الرابط", "الاستمارة"),
    ),
    (150, 90),
)
EXCLUSIVE_WORDS: Words = (
    (
        *("only", "uniquement", "exclusi", "seulement", "solely", "unicamente", "solamente"),
        *("apenas", "somente", "other", "autre", "otr", "outr", "will not ", "shall not "),
        *("cannot ", "ne seront pas", "ne sera pas", "reject", "rejet", "rechaz", "ignor"),
        *("disqualif", "exclu", "n'accept", "solo ", " so ", "seule"),
    ),
    (150, 150),
)
