"""What senders write in three languages, and how they name their files. Nobody is meant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    name: str
    applies: str
    adds: str
    replaces: str
    asks: str
    vague: str  # a subject that names no call
    absent: str  # the subject of an absence notice
    away: str
    forwarded: str
    names: dict[str, str]


SAID = {
    "fr": Said(
        name="Léa Fictive",
        applies="Bonjour,\n\nVeuillez trouver ci-joint ma candidature.\n\nCordialement,\nLéa",
        adds="Bonjour,\n\nEn complément de mon envoi, voici ce qui manquait.\n\nLéa",
        replaces="Bonjour,\n\nCe message annule et remplace le précédent.\n\nLéa",
        asks="Bonjour,\n\nPourriez-vous préciser si une équipe de deux est admise ?\n\nLéa",
        vague="Bonjour de Léa",
        absent="Réponse automatique : votre message",
        away="Je suis absente jusqu'au 20 novembre et lirai votre message à mon retour.",
        forwarded="TR :",
        names={
            "cv": "CV Léa Fictive.pdf",
            "letter": "Lettre de motivation.pdf",
            "method": "Note méthodologique.pdf",
            "price": "Offre financière.pdf",
            "both": "Proposition technique et financière.pdf",
        },
    ),
    "en": Said(
        name="Sam Invented",
        applies="Dear all,\n\nPlease find attached my application.\n\nKind regards,\nSam",
        adds="Dear all,\n\nI forgot to attach these to what I have sent you.\n\nSam",
        replaces="Dear all,\n\nThis cancels and replaces my earlier message.\n\nSam",
        asks="Dear all,\n\nCould you please clarify whether a team of two may apply?\n\nSam",
        vague="Greetings from Sam",
        absent="Automatic reply: your message",
        away="I am away until 20 November and will read your message when I am back.",
        forwarded="Fwd:",
        names={
            "cv": "CV_Sam_Invented.pdf",
            "letter": "Cover letter.pdf",
            "method": "Methodology.pdf",
            "price": "Financial offer.pdf",
            "both": "Technical and financial proposal.pdf",
        },
    ),
    "ar": Said(
        name="ليلى مثال",
        applies="السادة الكرام،\n\nتجدون في المرفقات طلبي إلى هذه الدعوة.\n\nمع التحية\nليلى",
        adds="السادة الكرام،\n\nاستكمالا لرسالتي السابقة أرسل الوثائق الناقصة.\n\nليلى",
        replaces="السادة الكرام،\n\nهذه الرسالة تلغي وتحل محل الرسالة السابقة.\n\nليلى",
        asks="السادة الكرام،\n\nهل يمكن لفريق من شخصين أن يتقدم؟\n\nليلى",
        vague="تحية من ليلى",
        absent="رد تلقائي: رسالتكم",
        away="أنا في إجازة حتى العشرين من نوفمبر وسأقرأ رسالتكم عند عودتي.",
        forwarded="إعادة توجيه:",
        names={
            "cv": "السيرة الذاتية ليلى مثال.pdf",
            "letter": "رسالة تحفيز.pdf",
            "method": "المنهجية.pdf",
            "price": "العرض المالي.pdf",
            "both": "العرض الفني والعرض المالي.pdf",
        },
    ),
}
