"""Words of texts and of questions become forms that meet."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.search.analyser import (
    ALGORITHMS,
    folded,
    forms,
    forms_of,
    guess,
    normalised,
    places,
    question,
)
from mandat.search.words import STOP

LANGUAGES = st.sampled_from(["fr", "en", "ar", "es", "de", "fa", "ru", "my", "", "xx"])
LETTERS = st.text(
    alphabet="abcdeghiklmnoprstuvéèêàâçôûïœaeiouابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة",
    min_size=1,
    max_size=20,
)


def unaccented(word):
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c))


def finds(asked, text, language):
    """Whether every word of the question meets the text."""
    known = set(forms_of(text, language))
    words = question(asked)
    return bool(words) and all(known.intersection(word.forms) for word in words)


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("acces aux soins", "L’accès aux soins", "fr"),
        ("l'égalité", "EGALITE", "fr"),
        ("évaluations", "une evaluation", "fr"),
        ("formateur", "des formateur·rice·s", "fr"),
        ("formatrices", "des formateur·rice·s", "fr"),
        ("formateur·rice·s", "une formatrice", "fr"),
        ("travailleuses", "travailleur·euse·s du sexe", "fr"),
        ("travailleurs", "les travailleuses du sexe", "fr"),
        ("étudiantes", "étudiant(e)s", "fr"),
        ("citoyens", "citoyen.ne.s", "fr"),
        ("auteur", "auteur/trice(s)", "fr"),
        ("infirmières", "infirmier·ère", "fr"),
        ("professionnels", "professionnel-le-s", "fr"),
        ("cœur", "coeur", "fr"),
        ("TDS", "les T.D.S. et la RdR", "fr"),
        ("rdr", "les T.D.S. et la RdR", "fr"),
        ("womens rights", "Women’s right", "en"),
        ("studies", "a study", "en"),
        ("col·lecció", "la col·lecció", "ca"),
        ("التمييز والوصم", "وصم وتمييز", "ar"),
        ("الصحه الانجابيه", "الصِّحَّة الإنجابيّة", "ar"),
        ("نساء", "للنساء", "ar"),
        ("خدمات", "والخدمات الصحية", "ar"),
        ("صحة", "الصحة", "ar"),
        ("٢٠٢٥", "en 2025", "fr"),
        ("srhr", "un volet SRHR", "fr"),
        ("SRHR", "حقوق SRHR للنساء", "ar"),
        ("النساء", "une note en français sur النساء", "fr"),
        ("日本", "研究日本語", "ja"),
        ("မြန်မာ", "မြန်မာဘာသာ", "my"),
        ("мужчины", "Мужчины", "ru"),
    ],
)
def test_a_question_meets_what_it_means(asked, text, language):
    met = finds(asked, text, language)

    assert met


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("contraception", "conception", "fr"),
        ("sexe", "sexagénaire", "fr"),
        ("soins", "soigneusement", "fr"),
        ("حقوق", "حقيقة", "ar"),
        ("日中", "日本中国", "ja"),
    ],
)
def test_a_question_does_not_meet_what_only_looks_alike(asked, text, language):
    met = finds(asked, text, language)

    assert not met


def test_little_words_are_passed_over_unless_there_is_nothing_else():
    several = [word.typed for word in question("l’accès aux soins de la personne")]
    alone = [word.typed for word in question("but")]

    assert several == ["l'accès", "soins", "personne"]
    assert alone == ["but"]


def test_a_question_is_cut_where_nobody_types_on():
    words = question("mot " * 10_000 + "fin") + question(" ".join(f"mot{n}" for n in range(99)))

    assert len(words) <= 13


def test_a_question_without_a_word_asks_for_nothing():
    assert question("") == question("   ") == question('"*()?!·’') == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("L’accès aux soins des femmes et le droit", "fr"),
        ("The women of the village and their rights", "en"),
        ("حقوق النساء في العمل", "ar"),
        ("SRHR 2025", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_guessed_when_it_shows(text, language):
    assert guess(text) == language


def test_words_are_placed_in_the_text_as_it_stands():
    text = "L’accès des formateur·rice·s : ﬁnancé"

    cut = [text[start:end] for start, end, _forms in places(text, "fr")]

    assert cut == ["L’accès", "des", "formateur·rice·s", "ﬁnancé"]


def test_every_list_of_little_words_is_folded_already():
    not_folded = {w for words in STOP.values() for w in words if folded(w) != w}

    assert not_folded == set()


@given(st.text(max_size=200))
def test_cleaning_a_text_twice_changes_nothing_more(text):
    once = normalised(text)

    assert normalised(once) == once


@given(st.text(max_size=60))
def test_folding_a_word_twice_changes_nothing_more(word):
    once = folded(word)

    assert folded(once) == once


@given(st.text(max_size=300), LANGUAGES)
def test_any_text_has_forms_that_every_index_keeps_whole(text, language):
    found = list(forms_of(text, language))

    assert all(0 < len(form) <= 40 for form in found)
    assert not any(c.isspace() or c in "'\"\\:()*_\0" for form in found for c in form)
    assert guess(text) in {"", "fr", "en", "ar"}


@given(st.text(max_size=300))
def test_any_question_is_answered_with_words(text):
    words = question(text)

    assert len(words) <= 12
    assert all(word.forms for word in words)


@given(LETTERS, st.sampled_from(["fr", "en", "ar", "es"]))
def test_a_word_without_its_accents_asks_for_nothing_that_the_word_lacks(word, language):
    known = set(forms(word, language))

    assert set(forms(unaccented(word), language)) <= known
    assert set(forms(folded(word), language)) <= known


@given(LETTERS, st.sampled_from(["fr", "en", "ar", "es", "fa", "my", ""]))
def test_a_word_meets_itself_however_it_is_typed(word, language):
    known = set(forms_of(word, language))
    little = folded(word) in STOP.get(language, ())

    for typed in (word, word.upper(), unaccented(word)):
        asked = question(typed, [language])
        assert little or all(known.intersection(w.forms) for w in asked)


def test_every_stemmer_named_exists():
    for language in ALGORITHMS:
        assert forms("word", language)


@pytest.mark.parametrize(
    "piece", ["a.", "a.aa", "·e", "e.e", "(e)", "-e", "l·l", "a'", "日", "a-e-s"]
)
def test_a_huge_text_of_one_odd_piece_is_read_in_a_moment(piece):
    text = piece * (200_000 // len(piece))

    started = time.thread_time()
    list(forms_of(text, "fr"))

    assert time.thread_time() - started < 5
