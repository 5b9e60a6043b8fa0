"""Words of our own, from which calls and noise are made: the same for the same seed."""

import random
from collections.abc import Collection
from dataclasses import dataclass

LISTS = {
    "fr": """santé droits soins accès femmes jeunes communauté réseau équipe programme projet étude
        enquête entretien atelier formation rapport recommandation plaidoyer partenaire
        association commune région quartier village ville école université hôpital
        maternité clinique pharmacie médecin infirmière sage-femme éducatrice
        travailleuse migrante réfugiée adolescente mère famille contraception avortement
        grossesse accouchement dépistage prévention vaccination violence discrimination
        stigmatisation consentement sexualité menstruation précarité logement emploi
        revenu justice police tribunal parlement gouvernement ministère budget
        financement bailleur contrat mission expertise méthode analyse données
        indicateur résultat qualité évaluation suivi calendrier échéance livrable annexe
        questionnaire échantillon terrain confidentialité éthique participation
        gouvernance stratégie politique loi décret convention mobilisation campagne
        message média radio affiche langue traduction interprète frontière urgence crise
        conflit climat eau nutrition handicap vieillesse enfance genre égalité équité
        autonomie dignité respect écoute confiance parole récit témoignage mémoire""",
    "en": """health rights care access women youth community network team programme project study
        survey interview workshop training report recommendation advocacy partner
        association district region neighbourhood village city school university
        hospital maternity clinic pharmacy doctor nurse midwife educator worker migrant
        refugee adolescent mother family contraception abortion pregnancy childbirth
        screening prevention vaccination violence discrimination stigma consent
        sexuality menstruation poverty housing employment income justice police court
        parliament government ministry budget funding donor contract mission expertise
        method analysis data indicator result quality evaluation monitoring calendar
        deadline deliverable annex questionnaire sample field privacy ethics
        participation governance strategy policy law decree convention mobilisation
        campaign message media radio poster language translation interpreter border
        emergency crisis conflict climate water nutrition disability ageing childhood
        gender equality equity autonomy dignity respect listening trust voice story
        testimony memory""",
    "ar": """الصحة الحقوق الرعاية الوصول النساء الشباب المجتمع الشبكة الفريق البرنامج المشروع
        الدراسة
        المسح المقابلة الورشة التدريب التقرير التوصية المناصرة الشريك الجمعية البلدية
        الإقليم الحي القرية المدينة المدرسة الجامعة المستشفى العيادة الصيدلية الطبيب
        الممرضة القابلة المثقفة العاملة المهاجرة اللاجئة المراهقة الأم الأسرة الإجهاض
        الحمل الولادة الفحص الوقاية التلقيح العنف التمييز الوصم الرضا الجنسانية الهشاشة
        السكن العمل الدخل العدالة الشرطة المحكمة البرلمان الحكومة الوزارة الميزانية
        التمويل المانح العقد المهمة الخبرة المنهج التحليل البيانات المؤشر النتيجة الجودة
        التقييم المتابعة الرزنامة الأجل الملحق الاستبيان العينة الميدان السرية
        الأخلاقيات المشاركة الحوكمة الاستراتيجية السياسة القانون المرسوم الاتفاقية
        التعبئة الحملة الرسالة الإعلام الإذاعة اللغة الترجمة الحدود الطوارئ الأزمة
        النزاع المناخ الماء التغذية الإعاقة الشيخوخة الطفولة النوع المساواة الإنصاف
        الاستقلالية الكرامة الاحترام الثقة الشهادة""",
}
LITTLE = {
    "fr": "de la le les des du et dans pour avec sur par une un au aux".split(),  # noqa: SIM905
    "en": "of the and in for with on by a to from".split(),  # noqa: SIM905
    "ar": "في من على إلى عن مع و".split(),  # noqa: SIM905
}
SYLLABLES = {
    "fr": "ba cou dri fé gou ka li man né or pa ri sa tou vi za".split(),  # noqa: SIM905
    "en": "ash bur dal ed fen gar hol ing ket lon mar nor ox pen ton wick".split(),  # noqa: SIM905
    "ar": "با تي جو دا را زي سا شم طو عا فا قر كا لو مي نا".split(),  # noqa: SIM905
}
LANGUAGES = ("fr", "en", "ar")
_WORDS = {code: text.split() for code, text in LISTS.items()}


@dataclass(frozen=True, slots=True)
class Text:
    """A made text: its language, title and body."""

    language: str
    title: str
    body: str


class Maker:
    """Makes texts whose words are drawn as words are: a few often, most seldom."""

    def __init__(self, seed: int, without: Collection[str] = ()) -> None:
        self.words_of = {c: [w for w in ws if w not in without] for c, ws in _WORDS.items()}
        self.random = random.Random(seed)  # noqa: S311 -- repeatable, protects nothing
        self.weights = {
            code: [1 / (rank + 4) for rank in range(len(words))]
            for code, words in self.words_of.items()
        }

    def name(self, language: str) -> str:
        """A place that does not exist: the seldom words of a text."""
        parts = self.random.choices(SYLLABLES[language], k=self.random.randint(2, 4))
        return "".join(parts).capitalize()

    def words(self, language: str, count: int) -> list[str]:
        drawn = self.random.choices(self.words_of[language], self.weights[language], k=count)
        little = self.random.choices(LITTLE[language], k=count)
        return [part for pair in zip(drawn, little, strict=True) for part in pair][:-1]

    def text(self, language: str, length: int) -> Text:
        """About so many words, among them three names."""
        title = " ".join([*self.words(language, 5), self.name(language)]).capitalize()
        body = self.words(language, length // 2)
        for _ in range(3):
            body.insert(self.random.randrange(len(body)), self.name(language))
        return Text(language, title, " ".join(body).capitalize() + ".")

    def question(self) -> tuple[str, str]:
        """One to three words as people type them, and their language."""
        language = self.random.choice(LANGUAGES)
        words = self.random.choices(self.words_of[language], k=self.random.randint(1, 3))
        if self.random.random() < 0.2:
            words[-1] = self.name(language)
        return " ".join(words), language
