"""The words of headings, by kind of section, in French, English, Spanish, Portuguese, Arabic.

A phrase is compared by its telling words alone: without accents, articles, prepositions,
plural "s" and the letters of inclusive writing. "Critères de sélection" is `critere selection`.
"""

import re

from mandat.calls.importer.spoken_heads import SPOKEN
from mandat.calls.importer.text import fold

_WORD = re.compile(r"[^\W_]+")

STOP = frozenset(
    fold(
        "de du des la le les un une et ou au aux en dans pour par sur avec ce cette ces "
        "of the and or for to in on by with at an this from our your their its as "
        "el los las del al para con por una lo su sus da do das dos os em na no nas nos um uma "
        "que qui et/ou from ses son sa vos votre notre"
    ).split()
)


def normal(word: str) -> str:
    """A word of folded text as vocabulary compares it: no plural s, no Arabic article."""
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def telling_words(folded: str) -> list[tuple[str, int, int]]:
    """The telling words of a folded text, normalised, with their offsets."""
    return [
        (normal(m.group()), m.start(), m.end())
        for m in _WORD.finditer(folded)
        if len(m.group()) > 1 and m.group() not in STOP
    ]


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(word for word, _, _ in telling_words(fold(phrase)))


_PHRASES = {
    "context": """
        contexte, contexte justification, justification, introduction, préambule, présentation,
        présentation générale, présentation organisation, à propos, qui sommes-nous, historique,
        cadre mission, cadre général, cadre étude, cadre projet, cadre consultance,
        cadre prestation, description emploi, description poste, description projet,
        description programme, description mission, rappel contexte, problématique, généralités,
        description organisation, présentation projet, présentation mission, état lieux,
        background, context, rationale, overview, about, about us, who we are,
        project description, project overview, project background, description project,
        description assignment, problem statement, situation analysis, job description,
        position summary, job purpose, antecedentes, contexto, introducción, justificación,
        presentación, sobre nosotros, quiénes somos, marco general, marco consultoría,
        marco proyecto, descripción proyecto, contextualização, introdução, justificativa,
        enquadramento, apresentação, quem somos, descrição projeto, sobre organização,
        sobre organización, الخلفية, خلفية, السياق, مقدمة, تمهيد, نبذة, من نحن, معلومات عامة,
        خلفية عامة, لمحة عامة, justification prestation, contexte mission, country context,
        sector context, current situation, project context, antecedentes justificación,
        context rationale, pourquoi mission, pourquoi consultance, qui est, qui nous sommes,
        who we are, about role""",
    "objectives": """
        objectif, objectif général, objectif principal, objectif spécifique, objectif global,
        but, but mission, finalité, objet, objet mission, objet consultation, objet appel,
        objet marché, objet consultance, objet prestation, objectif opérationnel,
        résultat recherché, enjeu, objective, general objective, specific objective,
        overall objective, main objective, purpose, goal, aim, desired outcome,
        expected outcome, intended outcome, key objective, objective scope,
        evaluation objective, evaluation purpose, purpose objective, learning objective,
        objetivo, objetivo general, objetivo específico, propósito, finalidad, objeto,
        objetivo geral, objectivo, objectivo geral, objectivo específico, finalidade,
        objetivo principal, الأهداف, الهدف, هدف, أهداف, الهدف العام, الأهداف المحددة,
        الأهداف الخاصة, الغرض, الهدف الرئيسي""",
    "methodology": """
        méthodologie, méthode, démarche, démarche méthodologique, approche,
        approche méthodologique, revue littérature, revue documentaire, consultation,
        collecte donnée, analyse donnée, tâche, tâche réaliser, tâche responsabilité,
        tâche principale, activité, activité réaliser, activité prévue, activité principale,
        responsabilité, responsabilité principale, mandat, description tâche,
        description prestation, description service, description activité, étendue mission,
        étendue prestation, étendue travail, étendue service, périmètre, portée, portée mission,
        portée travail, champ mission, champ étude, mission principale, mission responsabilité,
        rôle responsabilité, attribution, plan travail, déroulement, déroulement mission, étape,
        étape mission, phase, phase mission, question évaluative, question évaluation,
        question recherche, contenu mission, contenu prestation, nature prestation,
        prestation attendue, travail attendu, travaux attendus, travail demandé,
        modalité intervention, modalité mise œuvre, organisation mission, organisation travail,
        cahier charges, methodology, method, approach, methodological approach, scope,
        scope work, scope service, scope assignment, scope consultancy, scope evaluation, task,
        task responsibility, key task, duty, duties, duties responsibilities,
        duty responsibility, responsibility, responsibilities, key responsibilities,
        main responsibilities, activity, activities, key activities, main activities,
        statement work, work plan, workplan, evaluation question, key question,
        research question, data collection, data analysis, literature review, desk review,
        role consultant, description service, description task, specific task, what you will do,
        scope activities, methodology approach, evaluation criteria question, services required,
        role responsibilities, roles responsibilities, implementation, phases,
        stakeholder consultation, metodología, enfoque, enfoque metodológico, alcance,
        actividad, actividades, actividad realizar, actividades realizar, tarea,
        responsabilidad, responsabilidades, función, funciones, descripción actividades,
        descripción funciones, descripción tareas, descripción servicio, plan trabajo,
        revisión documental, revisión bibliográfica, etapa, fase, abordagem, âmbito, escopo,
        atividade, atividades, tarefa, responsabilidade, plano trabalho, revisão documental,
        âmbito trabalho, escopo trabalho, atribuições, recolha dados, المنهجية, منهجية,
        نطاق العمل, نطاق, المهام, مهام, المهام والمسؤوليات, الأنشطة, المسؤوليات, mission,
        prestations attendues, travaux à réaliser, concept technique méthodologique,
        technical methodological concept, tasks performed, services delivered,
        methodological framework, ce vous ferez, ce nous attendons, what you do,
        what you will do, lo que harás""",
    "deliverables": """
        ce que vous livrerez, ce que vous produirez, what you will deliver,
        livrable, livrable attendu, principaux livrables, produit attendu, produit livrable,
        rendu, rendu attendu, extrant, document produire, rapport attendu, production attendue,
        produit, résultat livrable, produit final, livrable calendrier, livrable échéance,
        document livrer, deliverable, expected deliverable, key deliverable, output,
        expected output, product, expected product, deliverable timeline, deliverable schedule,
        outputs deliverables, reporting deliverable, reports, final product,
        results deliverables, producto, productos esperados, productos entregables, entregable,
        entregables, produto, produto esperado, entregável, entregáveis, entrega, entregas,
        informes, المخرجات, مخرجات, النواتج, التسليمات, النتائج والمخرجات, المنتجات المتوقعة,
        المخرجات المتوقعة""",
    "results": """
        résultat, résultat attendu, effet attendu, result, expected result, outcome,
        expected results, resultado, resultados esperados, resultados, النتائج المتوقعة,
        النتائج""",
    "profile": """
        profil, profil recherché, profil candidat, profil consultant, qualification, compétence,
        exigence, exigence technique, expérience, critère éligibilité, éligibilité,
        condition éligibilité, condition participation, condition requise, pré-requis,
        prérequis, formation, formation expérience, aptitude, qualification expérience,
        expertise, expertise requise, composition équipe, équipe évaluation, savoir-faire,
        savoir-être, compétence requise, expérience requise, connaissance, profil équipe,
        qualification requise, langue, critère admissibilité, qualité requise,
        profil prestataire, profil évaluateur, qui peut postuler, qui peut candidater,
        niveau requis, diplôme, profile, qualifications, requirement, skill, experience,
        competency, competencies, eligibility, eligibility criteria, education,
        academic qualification, who can apply, who should apply, consultant profile,
        minimum requirement, essential criteria, essential, desirable, essential requirement,
        desirable criteria, language, team composition, what we are looking, who we are looking,
        what you bring, about you, person specification, skills experience, knowledge,
        knowledge skills, qualification experience, required qualification, expertise required,
        experience required, desired profile, candidate profile, evaluation team,
        consultant requirement, perfil, perfil requerido, requisito, calificación,
        calificaciones, cualificación, experiencia, competencia, competencias, formación,
        formación académica, habilidades, elegibilidad, perfil profesional, idiomas,
        criterios elegibilidad, conocimientos, perfil consultor, qualificação, qualificações,
        experiência, competências, formação, habilitações, formação académica, elegibilidade,
        critérios elegibilidade, perfil consultor, المؤهلات, مؤهلات, الخبرات, الخبرة,
        الملف المطلوب, الكفاءات, المهارات, المؤهلات والخبرات, المؤهلات المطلوبة, شروط الأهلية,
        الشروط المطلوبة, متطلبات, المتطلبات, المواصفات المطلوبة, personnel concept,
        profil demandé, expertise profil, who you are, votre profil, experience qualifications,
        candidate requirements, academic qualifications, ideal candidate""",
    "schedule": """
        calendrier, agenda, chronogramme, durée, période, période exécution, planning,
        échéancier, échéance, délai, délai exécution, date clé, date importante, durée mission,
        durée calendrier, durée prestation, calendrier indicatif, calendrier prévisionnel,
        lieu durée, durée lieu, période mission, rétroplanning, temps imparti, date durée,
        durée période, planification, nombre jours, charge travail, calendrier mise œuvre,
        durée contrat, période réalisation, timeline, timeframe, time frame, schedule, duration,
        period, key date, important date, dates, duration assignment, period performance,
        level effort, working day, calendar, milestone, duration contract, contract duration,
        timetable, location duration, duration location, duration timeline, work schedule,
        timing, indicative timeline, estimated duration, cronograma, calendario, plazo,
        duración, período, fechas clave, fechas importantes, plazos, duración consultoría,
        tiempo estimado, prazo, duração, calendário, datas importantes, المدة, مدة,
        الجدول الزمني, الإطار الزمني, الفترة الزمنية, المدة الزمنية, فترة التنفيذ, مدة المهمة,
        vigência, lieu durée modalité, duration working schedule, delivery date, delivery dates,
        vigencia, período execução, período contratación, place duration""",
    "budget": """
        budget, budget disponible, coût, prix, rémunération, honoraire, condition financière,
        condition contractuelle, condition paiement, condition salariale, modalité paiement,
        modalité financière, modalité règlement, modalité rémunération, paiement, financement,
        enveloppe budgétaire, enveloppe financière, disposition financière, condition offre,
        échéancier paiement, calendrier paiement, budget mission, modalité contractuelle, fee,
        payment, payment term, payment schedule, remuneration, compensation, salary, cost,
        price, financial term, financial condition, contract term, term payment,
        available budget, funding, contractual conditions, terms conditions, consultancy fee,
        payment modalities, presupuesto, honorarios, forma pago, condiciones contractuales,
        condiciones económicas, condiciones pago, remuneración, pago, precio, monto,
        presupuesto disponible, costos, orçamento, pagamento, condições contratuais,
        condições pagamento, condições financeiras, remuneração, preço, forma pagamento,
        الميزانية, ميزانية, الموازنة, الأتعاب, المقابل المالي, شروط الدفع, الدفع, التكلفة,
        costing requirement, scope price proposal, price schedule payment, schedule payment,
        payment milestone, financial arrangements, condición contrato, forma contratación,
        modalidad pago, vigência valor, what we offer, nous offrons, ce nous offrons,
        nous vous offrons, ofrecemos, oferecemos""",
    "criteria": """
        critère sélection, critère évaluation, critère attribution, critère choix,
        critère notation, critère jugement, sélection offre, sélection candidature,
        sélection consultant, procédure sélection, processus sélection, modalité sélection,
        méthode sélection, procédure évaluation, évaluation offre, évaluation proposition,
        évaluation candidature, évaluation technique, évaluation financière, grille évaluation,
        grille notation, notation, attribution marché, critère, barème, analyse offre,
        modalité évaluation, méthode évaluation, évaluation sélection, sélection, pondération,
        critère évaluation offre, evaluation criteria, selection criteria, selection process,
        selection procedure, selection method, award criteria, scoring, evaluation proposal,
        evaluation bid, evaluation offer, evaluation application, evaluation process,
        evaluation grid, evaluation matrix, evaluation method, criteria selection,
        criteria evaluation, assessment criteria, scoring criteria, evaluation procedure,
        award contract, contract award, technical evaluation, financial evaluation, criteria,
        proposal evaluation, bid evaluation, evaluation selection, selection,
        evaluation and award, criterio evaluación, criterios evaluación, criterio selección,
        criterios selección, evaluación propuesta, evaluación oferta, proceso selección,
        proceso evaluación, calificación propuesta, criterio avaliação, critérios seleção,
        critérios selecção, avaliação proposta, processo seleção, معايير التقييم,
        معايير الاختيار, معايير, تقييم العروض, عملية الاختيار, معايير تقييم""",
    "how_to_apply": """
        comment postuler, comment candidater, comment soumissionner, comment répondre,
        dépôt offre, dépôt candidature, dépôt dossier, dépôt proposition, soumission offre,
        soumission, soumission candidature, soumission proposition, envoi offre,
        envoi candidature, présentation offre, présentation candidature,
        présentation proposition, remise offre, transmission offre, réception offre,
        document soumettre, document fournir, document joindre, document requis,
        document demandé, document remettre, pièce fournir, pièce joindre, pièce requise,
        pièce constitutive, pièce justificative, dossier candidature, dossier soumission,
        dossier fournir, dossier réponse, composition dossier, constitution dossier,
        contenu dossier, composition offre, contenu offre, contenu proposition,
        modalité candidature, modalité soumission, modalité réponse, modalité dépôt,
        modalité participation, modalité postulation, modalité postuler, modalité envoi,
        modalité pratique, candidature, procédure candidature, procédure soumission,
        procédure recrutement, processus candidature, processus recrutement, condition remplir,
        condition soumission, condition candidature, réponse appel, postuler, offre technique,
        offre financière, proposition technique, proposition financière, dossier,
        élément fournir, modalité transmission, réponse attendue, date limite dépôt,
        date limite soumission, date limite candidature, date limite remise,
        date limite réception, date limite, délai soumission, clôture candidature,
        réception candidature, modalité présentation, candidature offre, appel candidature,
        procédure postulation, closing date, deadline submission, deadline application,
        deadline applications, how apply, how submit, how respond, how bid, application process,
        application procedure, application requirement, application instruction,
        application guideline, application package, application detail, application document,
        application deadline, application material, application submission, submission process,
        submission procedure, submission requirement, submission instruction,
        submission guideline, submission detail, submission deadline, submission proposal,
        submission application, submission bid, submission offer, proposal submission,
        proposal requirement, proposal content, proposal format, proposal instruction,
        proposal guideline, apply, application, submission, required document,
        document required, document submitted, document submit, instruction bidder,
        instruction applicant, content proposal, contents proposal, what submit,
        expression interest, technical proposal, financial proposal, technical offer,
        financial offer, bidding process, how to send, bid submission, applications,
        fecha límite, fecha límite presentación, plazo presentación, data limite,
        prazo candidatura, cómo aplicar, cómo postular, forma aplicar, forma postular,
        procedimiento aplicación, procedimiento postulación, presentación propuesta,
        presentación oferta, presentación candidatura, documentos requeridos,
        documentos presentar, documentación requerida, documentación presentar, postulación,
        postulaciones, aplicación, envío propuesta, proceso aplicación, proceso postulación,
        propuesta técnica, propuesta económica, propuesta financiera, requisitos postular,
        presentación documentos, entrega propuestas, cómo participar, como candidatar,
        como se candidatar, como concorrer, como submeter, candidatura, submissão proposta,
        submissão candidatura, apresentação proposta, apresentação candidatura, envio proposta,
        envio candidatura, documentos exigidos, documentos necessários, documentos apresentar,
        processo candidatura, proposta técnica, proposta financeira, كيفية التقديم,
        طريقة التقديم, تقديم الطلبات, تقديم العروض, آلية التقديم, الوثائق المطلوبة,
        المستندات المطلوبة, للتقديم, تقديم, إجراءات التقديم, ملف الترشح, كيفية الترشح, التقديم,
        presentation offer, recommended presentation offer, document included, format tender,
        requirements format tender, recepción propuestas, recepción ofertas,
        recepción candidaturas, recepción documentos, inscrições, como se inscrever,
        inscripción, pour candidater, application procedures, apply position, apply now,
        candidater, transmission candidature, transmission dossier, réception dossier""",
    "privacy": """
        protection donnée, donnée personnelle, confidentialité, rgpd,
        protection donnée personnelle, traitement donnée, mention légale, data protection,
        privacy, privacy notice, privacy policy, confidentiality, gdpr, personal data,
        data privacy, data processing, protección datos, confidencialidad, privacidad,
        tratamiento datos, proteção dados, protecção dados, confidencialidade, privacidade,
        tratamento dados, حماية البيانات, السرية, الخصوصية, سرية المعلومات""",
    "other": """
        annexe, information emploi, information complémentaire, information générale,
        information pratique, information supplémentaire, contact, résumé, lieu, lieu mission,
        lieu travail, lieu exécution, lieu affectation, suivi, gouvernance, pilotage,
        comité pilotage, coordination, supervision, éthique, considération éthique, sauvegarde,
        logistique, propriété intellectuelle, glossaire, acronyme, liste acronyme,
        sigle abréviation, abréviation, risque, demande clarification, type contrat,
        langue travail, clause, disposition générale, code conduite, déontologie, sommaire,
        contents, cadre éthique, gestion mission, rattachement hiérarchique, lutte corruption,
        pilotage mission, responsabilité parties, droit auteur, suivi évaluation, public cible,
        groupe cible, table matières, annex, annexes, appendix, job summary, job information,
        summary, executive summary, location, duty station, place work, contract type,
        type contract, management arrangement, reporting, reporting line, reporting arrangement,
        institutional arrangement, safeguarding, ethic, ethical, ethical consideration,
        logistics, intellectual property, glossary, abbreviation, acronym, list acronym, risk,
        additional information, further information, general information, contact information,
        clarification, question, code conduct, disclaimer, supervision reporting, management,
        governance, stakeholder, target group, target audience, copyright, conflict interest,
        ethics safeguarding, equal opportunity, inquiries, how we work, benefits,
        table contents, anexo, lugar, lugar trabajo, supervisión, coordinación, contacto,
        información adicional, información general, consideraciones éticas,
        confidencialidad propiedad, propiedad intelectual, local, local trabalho, supervisão,
        informação adicional, informações gerais, índice, ملحق, الملاحق, الموقع, مكان العمل,
        معلومات إضافية, الإشراف, التواصل, مكان التنفيذ""",
}

# Words that may stand before the telling phrase without changing what the section is.
FILLERS = frozenset(
    _key(
        "principaux principales principal principale key main expected required desired minimum "
        "proposed indicative tentative general specific overall brief project projet mission "
        "consultancy consultant consultance consultants assignment evaluation étude "
        "study technical "
        "detailed contract work preferred essential additional primary candidate vendor service "
        "provider bidder applicant offeror team équipe equipo staff article company individual "
        "programme program detailed summary "
        "principales proyecto consultoría estudio consultoria projeto"
    )
)

# Words that may follow it.
TAILS = frozenset(
    _key(
        "mission consultance consultation consultant consultante prestation prestataire "
        "projet programme "
        "étude évaluation travail travaux appel offre candidat candidate candidature "
        "cabinet équipe "
        "expert experte attendu attendue recherché recherchée requis requise souhaité "
        "souhaitée prévu prévue "
        "indicatif indicative disponible exécution réalisation mise œuvre général "
        "générale spécifique "
        "principal principale global globale contrat contractuel organisation structure "
        "association marché "
        "service recrutement sélection poste stage formation atelier recherche enquête "
        "soumissionnaire "
        "réaliser fournir soumettre joindre remplir produire livrer technique financier financière "
        "administratif administrative prévisionnel prévisionnelle maximum maximal minimal minimum "
        "obligatoire demandé demandée échéance date délai détaillé lié liée "
        "accompagnement intervention "
        "évaluateur évaluatrice facilitateur facilitatrice auditeur audit capitalisation "
        "institutionnel "
        "assignment consultancy contract project program programme evaluation study work services "
        "expected required desired proposed available indicative tentative key main "
        "minimum preferred "
        "applicant bidder vendor contractor provider proposal bid offer application "
        "tender firm team "
        "expert specialist research review baseline assessment survey engagement task procurement "
        "submission documents responsibilities deadline submitted needed sought ideal "
        "candidate successful "
        "position role job timeline price technical financial administrative individual "
        "organization "
        "organisation timeframe date specific general overall detailed estimated total "
        "consultoría contratación servicio proyecto estudio evaluación propuesta oferta "
        "esperado esperada "
        "requerido requerida general específico específica persona consultora consultor "
        "equipo trabajo "
        "convocatoria realizar entregar económica técnica contractual pago selección aplicación "
        "consultoria contrato serviço projeto estudo avaliação proposta esperados requeridos "
        "candidato candidata equipa trabalho específicos gerais geral "
        "المهمة الاستشارة الاستشاري المشروع العمل الدراسة العقد المطلوبة المتوقعة العامة "
        "الخاصة المطلوب"
    )
)

# Single words that are as often the first word of an entry as a heading: alone on a line only.
WEAK = frozenset(
    _key(
        "expérience formation compétence connaissance qualification langue expertise "
        "diplôme aptitude "
        "experience education skill language knowledge requirement desirable essential expertise "
        "experiencia formación conocimientos idiomas experiência formação consultation "
        "lieu location "
        "contact coordination suivi supervision management application candidature dossier rendu "
        "produit product output approche approach analyse présentation question risque "
        "risk activité "
        "activity coût prix price cost paiement payment sélection selection offre but objet "
        "stakeholder local entrega apply phase étape implementation mandat date rapport report "
        "note notes when quand quando cuándo combien interested intéressé obligatoire obligatorios "
        "souhaitable indispensable atout atouts ideally projet opportunity travel security "
        "sécurité valor fee timing lots notation attribution scoring milestone "
        "genèse ambition "
        "reports financement funding introduction agenda reporting"
    )
)


def _table() -> dict[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for kind, phrases in (*_PHRASES.items(), *SPOKEN.items()):
        for phrase in phrases.replace("\n", " ").split(","):
            if key := _key(phrase):
                table.setdefault(key, kind)
    return table


HEADS = _table()
CONTENTS = frozenset(
    map(_key, ("table matières", "table contents", "sommaire", "índice", "contents"))
)
HEAD_WORDS = frozenset(word for key in HEADS for word in key)
FIRST_WORDS = frozenset(key[0] for key in HEADS) | FILLERS
LONGEST = max(map(len, HEADS))
