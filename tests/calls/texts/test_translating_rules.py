"""Which translation belongs to which text, and whether it still fits: pure."""

from mandat.calls.translating.rules import (
    Standing,
    Translated,
    Typed,
    aligned,
    digest_of,
    merged,
    translatable,
    with_criteria,
)

NOW = {"title": "Étude", "objectives.0.text": "Comprendre", "objectives.1.text": "Comparer"}
MADE = Translated(
    {"title": "Study", "objectives.0.text": "Understand", "objectives.1.text": "Compare"}, NOW
)


def typed(text, *, was="", of="", **further):
    return Typed(text, digest_of(was), digest_of(of), **further)


def test_a_line_put_in_before_others_moves_their_translations_along():
    now = {
        "title": "Étude",
        "objectives.0.text": "Écouter",
        "objectives.1.text": "Comprendre",
        "objectives.2.text": "Comparer",
    }

    made = aligned(MADE, now)

    assert made.texts == {
        "title": "Study",
        "objectives.1.text": "Understand",
        "objectives.2.text": "Compare",
    }
    assert made.standing("objectives.0.text", now) == Standing.MISSING
    assert not made.fits(now)


def test_a_line_that_goes_takes_its_translation_with_it():
    now = {"title": "Étude", "objectives.0.text": "Comparer"}

    made = aligned(MADE, now)

    assert made.texts == {"title": "Study", "objectives.0.text": "Compare"}
    assert made.fits(now)


def test_a_text_rewritten_in_its_place_keeps_its_translation_as_older():
    now = {**NOW, "objectives.0.text": "Comprendre et décrire"}

    made = aligned(MADE, now)

    assert made.texts["objectives.0.text"] == "Understand"
    assert made.standing("objectives.0.text", now) == Standing.STALE
    assert made.standing("title", now) == Standing.DONE


def test_two_lines_that_say_the_same_are_not_mixed_up():
    now = {"objectives.0.text": "Rapport", "objectives.1.text": "Rapport"}
    made = Translated({"objectives.0.text": "Report", "objectives.1.text": "Second report"}, now)

    assert aligned(made, now) == made


def test_a_text_left_untranslated_on_purpose_makes_nothing_older():
    made = Translated({"title": "Study"}, NOW)

    assert made.fits(NOW)
    assert made.fits({**NOW, "objectives.0.text": "Comprendre mieux"})
    assert not made.fits({**NOW, "objectives.2.text": "Proposer"})


def test_what_two_people_typed_in_different_texts_is_kept_of_both():
    after = merged(
        MADE,
        {
            "title": typed("Study", was="Old title", of="Étude"),  # as somebody else just wrote it
            "objectives.0.text": typed("Grasp", was="Understand", of="Comprendre"),
        },
        NOW,
    )

    assert after.made.texts["title"] == "Study"
    assert after.made.texts["objectives.0.text"] == "Grasp"
    assert after.conflicts == []


def test_the_same_text_changed_by_two_is_left_to_them():
    form = {"title": typed("Survey", was="Old title", of="Étude")}

    refused = merged(MADE, form, NOW)
    kept = merged(MADE, form, NOW, insisting=["title"])

    assert (refused.conflicts, refused.made.texts["title"]) == (["title"], "Study")
    assert (kept.conflicts, kept.made.texts["title"]) == ([], "Survey")


def test_a_text_that_the_form_did_not_change_writes_over_nothing():
    after = merged(MADE, {"title": typed("Old title", was="Old title", of="Étude")}, NOW)

    assert after.made.texts["title"] == "Study"
    assert not after.changed


def test_a_translation_typed_beside_an_older_original_is_known_to_be_older():
    now = {**NOW, "title": "Étude corrigée"}
    made = aligned(MADE, now)

    after = merged(made, {"title": typed("A study", was="Study", of="Étude")}, now)

    assert after.made.texts["title"] == "A study"
    assert after.made.standing("title", now) == Standing.STALE


def test_a_translation_typed_while_lines_moved_finds_its_line():
    now = {"title": "Étude", "objectives.0.text": "Écouter", "objectives.1.text": "Comprendre"}
    form = {"objectives.0.text": typed("Understand", of="Comprendre")}

    after = merged(Translated({}, {}), form, now)

    assert after.made.texts == {"objectives.1.text": "Understand"}


def test_whoever_says_that_it_still_fits_makes_it_current():
    now = {**NOW, "title": "Étude."}
    form = {"title": typed("Study", was="Study", of="Étude.", still_fits=True)}

    after = merged(aligned(MADE, now), form, now)

    assert after.made.standing("title", now) == Standing.DONE


CONTENT = {
    "fields": {
        "title": {"value": "Étude", "extra": {}},
        "submission": {
            "value": {"channel": "email", "address": "a@example.org", "subject": "REF"},
            "extra": {},
        },
        "evaluation_grid": {
            "value": [
                {"label": "Méthode", "max_points": 60},
                {"label": "Clarté", "max_points": 20, "parent": "Méthode"},
            ],
            "extra": {},
        },
        "pass_marks": {"value": [{"criterion": "Méthode", "minimum": 40}], "extra": {}},
    },
    "rules": {},
}


def test_nobody_is_asked_to_translate_an_address_or_a_name_twice():
    assert list(translatable(CONTENT)) == [
        "title",
        "evaluation_grid.0.label",
        "evaluation_grid.1.label",
    ]


def test_a_criterion_has_one_translation_wherever_it_is_named():
    texts = with_criteria({"evaluation_grid.0.label": "Method"}, CONTENT)

    assert texts["evaluation_grid.1.parent"] == "Method"
    assert texts["pass_marks.0.criterion"] == "Method"
