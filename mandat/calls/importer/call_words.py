"""The words that say that a text is a call, in the languages of calls."""

import re

_FR = (
    r"(?:avis (?:public )?(?:d'|de |a |au )?)?appel(?: public)? (?:a|aux|d'|de)(?: "
    r"la)? ?(?:manifestations? d'interets?|candidatures?"
    r"|propositions?|consultances?|consultants?|consultations?|concurrence"
    r"|prestataires?|offres?|expressions? d'interets?"
    r"|services?|projets?|expertise|soumissions?)(?: (?:ouvert|restreint|national"
    r"|international|public))*"
    r"|avis (?:public )?(?:d'|de |a |au )?(?:manifestations? d'interets?|recrutement"
    r"|consultations?|vacance(?: de poste)?"
    r"|sollicitation|selection|marche|publicite)"
    r"|termes? de ?references?|tdrs?|offre (?:d'emploi|de consultance|de services?|de mission)"
    r"|(?:demande|invitation) (?:de|a) (?:propositions?|cotations?|prix"
    r"|soumissionner)(?: de (?:prix|service))?"
    r"|cahier des charges(?: techniques)?|manifestations? d'interets?|mise en concurrence"
    r"|march[e]s? (?:public )?de (?:prestations? (?:intellectuelles?|de services?)|services?)"
    r"|(?:dossier|reglement|lettre) (?:de (?:la )?consultation|d'(?:appel d'offres|invitation))"
    r"|annonces? (?:de recrutement|d'offre)|recherche de (?:consultants?|prestataires?)"
    r"|fiche de (?:mission|poste)|note de cadrage|lettre de mission|appel a consultation"
)
_EN = (
    r"(?:open )?(?:call|request|invitation) (?:for|to) (?:an? )?(?:expressions? of "
    r"interest|proposals?|applications?|tenders?|bids?"
    r"|quotations?|consultants?|consultanc(?:y|ies)|eois?|offers?|submissions?|services?)"
    r"|terms? of references?|tors?|expressions? of interest|rfps?|rfqs?|eois?"
    r"|(?:job )?vacancy(?: announcement| notice)?|job (?:opportunity|announcement|advert\w*)"
    r"|consultancy (?:opportunity|announcement|vacancy|notice)|scopes? of work|statements? of work"
    r"|(?:individual )?(?:(?:consultant|consultancy|procurement|tender|recruitment|contract"
    r"|contractor) ){1,3}(?:notice|announcement)|invitation to (?:tender|bid)|solicitation"
    r"|individual contract(?:or)?(?= ?[-:|]| ?$)|request for (?:an? )?expressions? of interest"
    r"|hiring:|now hiring:?|we are hiring:?|consultant (?:needed|wanted|sought)(?= ?[-:])"
)
_ES_PT = (
    r"terminos de referencia|tdrs?|convocatoria(?: publica| abierta)?|solicitud de "
    r"(?:propuestas?|cotizacion(?:es)?)"
    r"|invitacion a (?:presentar|ofertar|cotizar)|llamado a \w+|aviso de \w+|termos? "
    r"de referencia|chamada publica|edital"
    r"|(?:pliego|bases) de (?:condiciones|concurso|licitacion)"
    r"|concurso(?: de consultoria)?(?= ?[-:])"
    r"|(?:aviso|anuncio|convite|carta convite) (?:de|para|a) \w+|comunicado oficial"
    r"|licitacion(?: publica)?|invitacion publica|pedido de (?:propostas?|cotacao)"
    r"|anuncio de (?:vaga|concurso)|convite a "
    r"apresentacao de propostas"
)
_AR = (
    r"الشروط المرجعية|الاختصاصات|طلب تقديم عروض|طلب عروض|طلب تقديم مقترحات|دعوة "
    r"لتقديم [^\n:]{2,30}|اعلان"
)
_REFERENCE = (
    r"(?:[ ]{0,2}\(?(?:ami|tdrs?|tors?|rfp|rfq|eoi|dp|aoi?|ref(?:erence)?\.?)\)?)?"
    r"(?:[ ]{0,3}(?:n ?[°ºo]\.?|no\.|#|ref\.?)[ ]{0,2}:?[ ]{0,2}[\w./-]{1,60}|"
    r"[ ]{0,2}\d{2,4}[/-][\w/-]{1,40})?"
)

# Compiled for folded text; matches at the start of a title.
CALL = re.compile(rf"(?:{_FR}|{_EN}|{_ES_PT}|{_AR})(?!\w){_REFERENCE}")

# What missions are made of: a line with one of these may be a title.
MISSION = re.compile(
    r"\b(?:consult\w+|recrutement|evaluat\w*|evalua\w+|etudes?|study|studies"
    r"|assessment|enquete|survey|facilita\w+|appui|support"
    r"|elaboration|audits?|auditeur|formation|training|research|recherche|review"
    r"|revue|baseline|endline|mission|prestat\w+"
    r"|experts?|expertise|specialist\w*|coordinat\w+|coordonn\w+|officer|manager"
    r"|advis[eo]r|assistan\w+|developp?ement"
    r"|diagnostic\w*|diagnostico|analy[sz]\w+|analise|analisis|mapping|cartographie"
    r"|strateg\w+|capitalisation|accompagnement|realisation"
    r"|conception|design|traduction|translation|interpret\w+|documentation|redaction"
    r"|writing|positionnement|plaidoyer"
    r"|advocacy|technical|technique|lead|services?|recruitment|selection|hiring"
    r"|procurement|acquisition|fourniture|animation"
    r"|estudio|linea de base|asesor\w*|elaboracion|desarrollo|sistematizacion"
    r"|investigacion|estudo|avaliacao|pesquisa"
    r"|facilitateur|formateur|trainer|moderator|modul\w+|guide|plan|manuel|manual"
    r"|curriculum|campagne|campaign|atelier|workshop"
    r"|استشاري\w*|مستشار|تقييم|دراسة|خدمات|تدريب|توظيف|خبير)\b"
)
