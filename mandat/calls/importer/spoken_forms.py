"""Headings that are sentences of speech ("What you will hand over"), told by their form."""

import re

_FORMS = (
    (
        "how_to_apply",
        (
            r"what (?:do |should |must )?(?:you |we )?(?:should |must |need to |have to "
            r"|ask you to |to )"
            r"?(?:send|submit|include|upload|put in)\b"
            r"|what (?:goes|belongs) in(?:to)? (?:your|the) (?:bid|offer|proposal|application|file)"
            r"|(?:replying|reply|answering|answer|respond(?:ing)?|writing|write|talk|reach"
            r"|getting back)"
            r"(?: back)? to us|(?:how|where|when) (?:and \w+ )?(?:to|do you|can you|you can) "
            r"(?:and \w+ )?(?:reply|respond|answer|reach|bid|write|send|take part|get in touch)"
            r"|reach(?:ing)? us|sending (?:us )?(?:your|the|a) \w+|(?:content|make-?up|parts) of "
            r"(?:the|your|a|each) (?:bid|offer|proposal|application|file|tender|reply)"
            r"|your (?:bid|offer|proposal|application|reply|file)$"
            r"|(?:pour )?nous (?:repondre|ecrire|joindre|envoyer)|repondre(?: a (?:l'appel"
            r"|cet appel))?$"
            r"|(?:comment|ou|quand) (?:et \w+ )?(?:nous )?(?:repondre|envoyer|deposer|ecrire"
            r"|participer)"
            r"|ce que (?:vous (?:devez|devrez)|doit|votre \w+|l'offre|nous vous demandons)"
            r"[^\n]{0,20}"
            r"(?:envoyer|joindre|contenir|contient|comprend)|(?:contenu|composition) (?:de|du) "
            r"(?:l'offre|votre (?:offre|dossier|reponse)|dossier|la (?:reponse|proposition))"
            r"|votre (?:offre|dossier|reponse|proposition|candidature)$"
            r"|(?:como|donde|onde) (?:y \w+ )?(?:nos )?(?:responder\w*|participar|escribir\w*"
            r"|escrever\w*"
            r"|enviar|presentar\w*)|(?:responder|escribir|escrever)-?(?:nos)$"
            r"|(?:que|o que|lo que) (?:debe|deve|hay que|ha de|tiene que"
            r"|precisa)(?: de)? (?:enviar\w*"
            r"|presentar|incluir)|(?:contenido|conteudo) (?:de|da) (?:la |su |sua )?(?:oferta"
            r"|propuesta"
            r"|proposta|candidatura)|(?:su|sua|tu) (?:oferta|propuesta|proposta|candidatura)$"
        ),
    ),
    (
        "deliverables",
        (
            r"what (?:you|the (?:consultant|team|firm)|the chosen \w+)(?: will| are to| shall|'ll"
            r"| would| "
            r"must| should)? (?:to )?(?:hand (?:over|in)|deliver|give(?: us)?|produce|leave"
            r"|hand us|turn in)"
            r"|what (?:do )?we (?:will |would |shall )?(?:expect|want|hope|need|like)? ?(?:to )?"
            r"(?:receive|get|be given|have in hand)"
            r"|ce que (?:vous|le (?:consultant|prestataire)|l'equipe) (?:nous )?(?:remet|livre"
            r"|produi|rend"
            r"|fourni|donner)\w*(?: .{0,20})?$|ce que nous (?:recevrons|attendons(?: en retour"
            r"| de vous)?)"
            r"$|(?:a )?(?:rendre|remettre)$|ce qu'il faut (?:remettre|rendre|livrer|produire)"
            r"|(?:que|lo que|o que) (?:nos )?(?:entreg|produc|produz)\w*|(?:lo que|o que|que) "
            r"(?:esperamos|queremos|vamos a|vamos) rec[ie]b\w*|(?:o que|que) (?:vai|ira|deve"
            r"|vamos) "
            r"(?:nos )?(?:entregar|produzir|receber)|(?:lo que|que) (?:va a|debera) (?:entregar"
            r"|producir)"
        ),
    ),
    (
        "profile",
        (
            r"who (?:we|you)(?: would|'d| will)?(?: like| have| are| want| think| hope| need| seek)"
            r"(?: in mind| after| to (?:work with|hear from|meet)| of| for)?$"
            r"|(?:for )?who(?:m)?(?: is)? "
            r"(?:can|may|could|should) (?:apply|bid|reply|answer|take part)|who (?:we )?(?:have"
            r"|had) in mind"
            r"|who could do (?:it|this)|(?:a |pour )?qui (?:nous )?(?:pensons|cherchons|visons"
            r"|voulons)"
            r"[- ]?(?:nous)?|a qui (?:s'adresse|nous nous adressons)[^\n]{0,20}"
            r"|qui peut (?:repondre"
            r"|postuler|candidater|soumissionner)|la personne que nous (?:cherchons|imaginons"
            r"|voulons)"
            r"|(?:(?:what |it |this )?would (?:also )?be )?(?:a |an )?(?:plus|bonus|asset)$"
            r"|(?:ce (?:qui )?)?"
            r"(?:serait|sera|seraient) (?:un |des )?(?:plus|atouts?)$|(?:lo que "
            r"|o que )?seri?an? (?:un |uma? )?"
            r"(?:plus|ventaja|vantagem|mais-valia)$|the (?:person|team) we (?:have in mind|want"
            r"|need|are after|seek)|(?:en |a )?quien(?:es)? "
            r"(?:pensamos|puede\w*|queremos|buscamos|nos imaginamos)[^\n]{0,20}|(?:em "
            r"|a )?quem (?:pensamos"
            r"|pode\w*|queremos|procuramos|imaginamos)[^\n]{0,20}|la persona que (?:buscamos"
            r"|queremos)"
            r"|a pessoa que (?:procuramos|queremos)"
        ),
    ),
    (
        "criteria",
        (
            r"how (?:do |will |shall |are )?(?:we|you|offers?|bids?|proposals?)(?: will| shall"
            r"| are| be)*"
            r" (?:decide|choose|pick|judge|read|score|rank|compare|weigh|rate|mark|make (?:up"
            r"|our))\w*"
            r"|comment nous (?:tranch|chois|jug|decid|not|compar|depart|lir|class|retien)\w*"
            r"|comment "
            r"(?:choisi|decid|tranch|jug|not)\w*-nous|comment (?:seront|sont) \w+ (?:les|vos) \w+"
            r"|como (?:vamos (?:a )?)?(?:decid|eleg|eleig|escog|escolh|punt|pontu|compar"
            r"|valorar)\w*$"
        ),
    ),
    (
        "schedule",
        (
            r"(?:for )?how long|how much time|when (?:does|will|do|it|this|the|we|and)\b[^\n]{0,40}"
            r"|(?:pendant )?combien de (?:temps|jours|mois)|quand (?:cela|et|commenc|debut|le"
            r"|la)[^\n]{0,30}"
            r"|(?:cuanto tiempo|quanto tempo)|(?:cuando|quando) (?:empieza|comeca|y|e"
            r"|inicia)[^\n]{0,30}"
            r"|dates? (?:that matter|to (?:remember|note|keep))|dates? a retenir"
        ),
    ),
    (
        "budget",
        (
            r"how much (?:money|we|there|does|is|can|it|do)\b[^\n]{0,30}|(?:the )?money$"
            r"|what (?:we (?:can|will) pay|it pays|the (?:work|job) pays|there is to spend)"
            r"|combien (?:pay|pouv|nous|y a|d'argent|pour|cela|coute)[^\n]{0,30}|l'argent$"
            r"|ce que nous (?:payons"
            r"|pouvons payer|paierons)|(?:cuanto|quanto)(?: (?:dinero|dinheiro|pag|hay|ha|podemos"
            r"|ofrec"
            r"|oferec)[^\n]{0,30})?$|(?:el dinero|o dinheiro)$"
        ),
    ),
    (
        "context",
        (
            r"what (?:is )?(?:this|it)(?: is)?(?: all)? about|why (?:we|this|now|are|do"
            r"|it)\b[^\n]{0,40}"
            r"|who(?: i)?'?s? asking|(?:de quoi|de que) s'agit[- ]il|pourquoi (?:cet|cette|nous"
            r"|ce|le|la"
            r"|maintenant)\b[^\n]{0,40}|d'ou (?:nous )?(?:vient|venons|partons)[^\n]{0,30}"
            r"|de que (?:se )?trata(?:-se)?|por que (?:esta|este|ahora|agora|lo|o|a)\b[^\n]{0,30}"
            r"|who we are\b[^\n]{0,40}"
        ),
    ),
    (
        "objectives",
        (
            r"what we (?:want|hope|would like|wish|are trying|need|seek) to (?:learn|know|find"
            r"|understand"
            r"|achieve|do|see)\b[^\n]{0,30}|ce que nous (?:voulons|souhaitons|cherchons a|esperons)"
            r"(?: (?:savoir|apprendre|comprendre|obtenir|faire))?$|(?:lo que|que"
            r"|o que) (?:queremos|esperamos"
            r"|buscamos) (?:saber|aprender|entender|conocer|conhecer|lograr|alcancar)"
        ),
    ),
    (
        "methodology",
        (
            r"what (?:is )?the (?:job|work|task)(?: is| involves| looks like)?"
            r"|what (?:you|the \w+) (?:will|would|'ll) (?:be doing|do)|what there is to do"
            r"|ce que vous (?:ferez"
            r"|aurez a faire)"
            r"|ce qu'il (?:y a a|faut) faire|le travail (?:demande|a faire)|(?:que|lo que"
            r"|o que) (?:va a |vai "
            r"|ira )?(?:hara|hacer|fara|fazer)$|how (?:we|you) (?:would|will) (?:go about"
            r"|work)[^\n]{0,20}"
        ),
    ),
)
_KINDS = tuple((kind, re.compile(rf"(?:{form})")) for kind, form in _FORMS)
_SPEECH = re.compile(
    r"(?:what|how|who|whom|when|where|why|which|your|our|ce qu|comment|combien|qui|a qui|quand|ou"
    r"|pourquoi|de quoi|votre|vos|notre|nos|que|quien|como|cuanto|cuando|donde|por que|lo que"
    r"|o que"
    r"|quem|em quem|en quien|quanto|quando|onde)\b"
)
LONGEST_FORM = 70


def spoken_kind(folded: str) -> str:
    """The kind of section that a question or a phrase of speech opens; "" when it names none."""
    words = folded.strip(" \t¿?:*_#.").rstrip()
    if not 3 < len(words) <= LONGEST_FORM:
        return ""
    return next((kind for kind, form in _KINDS if form.match(words)), "")


def is_speech(folded: str) -> bool:
    """Whether a line asks, or speaks of you and us, as headings of plain language do."""
    return folded.endswith("?") or _SPEECH.match(folded.lstrip("¿ ")) is not None
