"""Little words that a search passes over, and endings of inclusive French. Pure data."""

from collections.abc import Mapping


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of grammar, folded (no accents, Arabic letters in one spelling). A word that also means a
# thing in its own language (« fait », « sous ») is left in.
STOP: Mapping[str, frozenset[str]] = {
    "fr": _listed(
        """a ai ainsi alors apres au aucun aucune aussi autre autres aux avant avec avoir c ce cela
        celle celles celui ces cet cette ceux chaque chez comme d dans de des depuis donc dont du
        elle elles en entre es est et etaient etait ete etre eu eux il ils j je jusqu l la le les
        leur leurs lors lui m ma mais me meme memes mes moins mon n ne ni nos notre nous on ont ou
        par parce pas pendant peut plus pour pourquoi qu quand que quel quelle quelles quels qui
        quoi s sa sans se selon sera ses si soient soit son sont sur t ta te tes ton tous tout toute
        toutes tres tu un une vers vos votre vous y"""
    ),
    "en": _listed(
        """a about after all also an and any are as at be because been before being between both
        but by can could did do does during each for from had has have he her here him his how i
        if in into is it its itself may more most must no not of on only or other our out over own
        same shall she should so some such than that the their them then there these they this
        those through to too under until up us very was we were what when where which while who
        whom whose why will with within would you your"""
    ),
    "ar": _listed(
        """من في علي الي عن مع هذا هذه ذلك تلك التي الذي الذين اللواتي ان انه انها ما لا لم لن او
        و ثم كما بين كل هو هي هم قد كان كانت يكون تكون عند عندما حيث بعد قبل حتي اذا لكن بل غير
        بعض اي ايضا خلال ضمن نحو منذ لدي فيها فيه به بها له لها عليها عليه منها منه وفي ومن وعلي
        والي"""
    ),
}

# What follows the point, bracket, stroke or hyphen of an inclusive word: travailleur·euse·s.
ENDINGS = tuple(
    sorted(
        _listed("""
        e es s x le les lle lles ne nes nne nnes te tes tte ttes se ses sse sses ve ves ce ces
        que ques ere eres ère ères ale ales aux elle elles enne ennes onne onnes ienne iennes aine
        aines ive ives ante antes ente entes euse euses rice rices trice trices esse esses eresse
        eresses ière ières iere ieres"""),
        key=lambda ending: (-len(ending), ending),
    )
)
# After a stroke or a hyphen only what cannot be a word or a unit of its own.
SURE_ENDINGS = tuple(
    e for e in ENDINGS if e not in ("s", "x", "es", "te", "se", "ce", "aux", "elle", "elles")
)

# Plurals that no stemmer links to their singular, and acronyms of one thing in two languages.
# Folded; the first of each line stands for all.
_SAME: Mapping[str, str] = {
    "ar": """
        برنامج برامج|مشروع مشاريع مشروعات|حق حقوق|امراه مراه نسا نسوه|وسيله وسايل|مركز مراكز
        مدرسه مدارس|تقرير تقارير|قانون قوانين|طفل اطفال|شاب شباب شبان|فتاه فتيات|مرض امراض
        خطر مخاطر اخطار|شريك شركا|خبير خبرا|طبيب اطبا|مريض مرضي|حاجه حاجات احتياجات|بلد بلدان بلاد
        دوله دول|مدينه مدن|قريه قري|منطقه مناطق|مكتب مكاتب|مورد موارد|هدف اهداف|نتيجه نتايج
        مبدا مبادي|فريق فرق|عضو اعضا|شخص اشخاص|رجل رجال|ام امهات|اسره اسر|طالب طلاب طلبه
        عامل عمال|زوج ازواج|دليل ادله|شهر اشهر شهور|يوم ايام|سنه سنوات سنين|جلسه جلسات
        حمله حملات|ورشه ورش ورشات|دوا ادويه|مستشفي مستشفيات|لاجي لاجيين|جنس جنسي جنسيه""",
    "en": """
        woman women womens|man men mens|child children childrens|person people|hiv vih|sti ist mst
        srhr dssr sdsr|ngo ong|midwife midwives|wife wives|life lives|datum data|criterion criteria
        analysis analyses|crisis crises""",
    "fr": """hiv vih|sti ist mst|srhr dssr sdsr|ngo ong|travail travaux|oeil yeux""",
}


def _same(text: str) -> Mapping[str, str]:
    groups = [group.split() for line in text.splitlines() for group in line.split("|")]
    return {word: group[0] for group in groups if group for word in group}


SAME: Mapping[str, Mapping[str, str]] = {code: _same(text) for code, text in _SAME.items()}
