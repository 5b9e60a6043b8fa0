"""Completeness is computed from what lies in the slots, and says what it does not know."""

from hypothesis import given
from hypothesis import strategies as st

from mandat.documents.kinds import DOCX, ODT, PDF
from mandat.documents.states import FileState
from mandat.intake.rules.completeness import (
    INCOMPLETE,
    PENDING,
    Answered,
    Check,
    Completeness,
    Found,
    Outcome,
    checks_of,
    completeness_of,
    document_checks,
    is_complete,
    without_sealed,
)
from mandat.intake.rules.slots import Asked, Slot
from mandat.intake.states import ApplicationStage as Stage
from mandat.intake.states import Part
from tests.intake.rules.making import content, document, outcomes, pdf

WORDS = {"lead": {"name": "Zoé Exemple", "email": "zoe@example.org", "firm": None}}


def slot(key="0", **says):
    return Slot(key, Asked(int(key.partition(".")[0]), "CV", **says))


def check_of(files, *, has_price=False, **says):
    """The last check of one slot."""
    return list(document_checks([slot(**says)], files, has_price=has_price))[-1]


def checks(says, found=(), *, stage=Stage.SINGLE, words=WORDS, has_price=False, **others):
    return checks_of(
        says,
        Answered(application=words, found=found, has_price=has_price, stage=stage, **others),
    )


def test_a_file_of_exactly_the_limit_is_in_and_one_page_more_is_too_long():
    assert check_of([pdf(pages=3)], max_pages=3).outcome == Outcome.OK

    over = check_of([pdf(pages=4)], max_pages=3)

    assert over == Check(
        "0", Outcome.TOO_LONG, "required_documents.0", {"pages": 4, "limit": 3, "files": 1}
    )


def test_several_files_in_one_slot_count_together():
    found = check_of([pdf(pages=2), pdf(pages=2)], max_pages=3)

    assert (found.outcome, found.params["pages"]) == (Outcome.TOO_LONG, 4)


def test_each_member_has_the_limit_for_themselves():
    slots = [slot("0.lead", max_pages=3), slot("0.m1", max_pages=3)]

    found = document_checks(slots, [pdf("0.lead", 3), pdf("0.m1", 4)], has_price=False)

    assert outcomes(found) == {"0.lead": "ok", "0.m1": "too_long"}


def test_a_text_without_pages_of_its_own_is_never_surely_too_long():
    for media_type in (DOCX, ODT):
        for exact in (True, False):
            file = Found("0", "f", FileState.SAFE, 40, exact, media_type)

            assert check_of([file], max_pages=3).outcome == Outcome.INDICATIVE


def test_a_text_that_adds_to_a_pdf_makes_the_sum_an_estimate():
    word = Found("0", "w", FileState.SAFE, 2, False, DOCX)

    assert check_of([pdf(pages=2), word], max_pages=3).outcome == Outcome.INDICATIVE
    assert check_of([pdf(pages=4), word], max_pages=3).outcome == Outcome.TOO_LONG


def test_what_is_not_counted_yet_is_said_to_be_so():
    waiting = Found("0", "f", FileState.CHECKING, None, False, PDF)

    assert check_of([waiting], max_pages=3).outcome == Outcome.BEING_COUNTED
    assert check_of([waiting]).outcome == Outcome.BEING_CHECKED
    # What is counted is over already: no further file can mend it.
    assert check_of([waiting, pdf(pages=4)], max_pages=3).outcome == Outcome.TOO_LONG


def test_what_cannot_be_counted_is_left_to_a_person():
    picture = Found("0", "f", FileState.SAFE, None, False, "image/png")

    found = check_of([picture], max_pages=3)

    assert found.outcome == Outcome.NOT_COUNTED
    assert is_complete([found]) is True


def test_a_refused_file_fills_no_slot_and_is_named_beside_a_good_one():
    refused = Found("0", "f", FileState.REFUSED, 1, True, PDF)

    alone = list(document_checks([slot()], [refused], has_price=False))
    beside = list(document_checks([slot()], [refused, pdf()], has_price=False))

    assert [c.outcome for c in alone] == [Outcome.REFUSED]
    assert [c.outcome for c in beside] == [Outcome.REFUSED, Outcome.OK]
    assert is_complete(beside) is False


def test_a_file_that_was_locked_afterwards_fills_no_slot_either():
    locked = Found("0", "f", FileState.LOCKED, 1, True, PDF)

    assert check_of([locked]).outcome == Outcome.REFUSED


def test_attestations_are_no_pages_of_the_document():
    files = [pdf(pages=2), pdf(pages=9, is_attestation=True)]

    found = {c.outcome for c in document_checks([slot(max_pages=3)], files, has_price=False)}

    assert found == {Outcome.OK}


def test_missing_attestations_are_for_a_person_as_one_file_may_hold_both():
    alone = list(document_checks([slot(attestations=True)], [pdf()], has_price=False))
    two = list(document_checks([slot(attestations=True)], [pdf(), pdf()], has_price=False))

    assert [c.outcome for c in alone] == [Outcome.OK, Outcome.ATTESTATIONS_MISSING]
    assert [c.outcome for c in two] == [Outcome.OK, Outcome.OK]
    assert is_complete(alone) is True


def test_a_limit_is_never_surely_passed_where_attestations_may_be_bound_in():
    assert check_of([pdf(pages=9)], max_pages=3, attestations=True).outcome != Outcome.TOO_LONG


def test_prices_typed_as_lines_are_a_financial_offer():
    assert check_of([], part=Part.FINANCIAL).outcome == Outcome.MISSING
    assert check_of([], part=Part.FINANCIAL, has_price=True).outcome == Outcome.OK
    assert check_of([], part=Part.TECHNICAL, has_price=True).outcome == Outcome.MISSING


def test_references_are_those_that_can_be_reached():
    says = content(required_documents=[document(min_references=2)])
    good = {"name": "A. B.", "contact": "ab@example.org"}
    cases = [
        ([good, good], "ok"),
        ([good, {"name": "C. D.", "contact": " "}], "too_few_references"),
        ([good, {"contact": "nobody@example.org"}], "too_few_references"),
        ([], "too_few_references"),
        (None, "too_few_references"),
    ]
    for references, expected in cases:
        found = checks(says, words=WORDS | {"references": references})

        assert outcomes(found)["references.0"] == expected, references


def test_a_mail_is_not_blamed_for_what_nobody_asked_it_to_type():
    says = content(
        required_documents=[document(min_references=2)], offer_validity_days=30, kind="other"
    )

    found = checks(says, [pdf()], words={}, is_typed=False, closes_on=None)

    assert is_complete(found) is True
    assert outcomes(found)["references.0"] == "references_unread"


def test_a_price_is_asked_where_the_grid_gives_points_to_it():
    grid = [{"label": "Méthodologie", "max_points": 80}, {"label": "Prix", "max_points": 20}]
    says = content(evaluation_grid=grid, required_documents=[document("Note", part="technical")])

    assert outcomes(checks(says))["price"] == "missing"
    assert "price" not in outcomes(checks(says, has_price=True))
    assert "price" not in outcomes(checks(says, stage=Stage.EXPRESSION_OF_INTEREST))


def test_a_technical_and_financial_proposal_in_one_may_hold_the_price():
    grid = [{"label": "Prix", "max_points": 20}]
    rows = [document("Une proposition technique et financière", part=None)]

    found = outcomes(checks(content(evaluation_grid=grid, required_documents=rows)))

    assert "price" not in found


def test_of_what_is_sealed_the_organisation_knows_whether_it_was_received():
    says = content(
        required_documents=[document(part="financial", max_pages=3), document(max_pages=3)]
    )
    found = checks(says, [pdf("0", 9), pdf("1", 9)])
    assert outcomes(found)["0"] == "too_long"

    known = {c.key: c for c in without_sealed(found)}

    assert known["0"] == Check("0", Outcome.OK, "required_documents.0", {}, is_sealed=True)
    assert known["1"].outcome == Outcome.TOO_LONG
    assert "price" not in known


def test_a_sealed_part_counts_as_received_when_one_of_its_files_is_good():
    says = content(required_documents=[document(part="financial")])
    refused = pdf("0", 1, FileState.REFUSED)

    both = outcomes(without_sealed(checks(says, [refused, pdf("0")])))
    none = outcomes(without_sealed(checks(says, [refused])))

    assert (both["0"], none["0"]) == ("ok", "missing")


def test_nothing_is_hidden_where_the_call_seals_no_prices():
    says = content({"seals_prices": False}, required_documents=[document(part="financial")])

    assert not any(c.is_sealed for c in checks(says))


def test_files_beside_what_is_asked_are_mentioned_when_something_is_wrong():
    says = content(required_documents=[])

    assert "other" not in outcomes(checks(says, [pdf("other")]))
    refused = checks(says, [pdf("other", 1, FileState.REFUSED)])
    assert outcomes(refused)["other"] == "refused"


def test_each_document_check_names_the_place_of_the_call_that_asks_it():
    says = content(required_documents=[document(), document(per="member")])

    sources = {c.key: c.source for c in checks(says) if c.key[0].isdecimal()}

    assert sources == {"0": "required_documents.0", "1.lead": "required_documents.1"}


def test_every_outcome_has_one_meaning_for_the_whole():
    for outcome in Outcome:
        whole = completeness_of([Check("0", Outcome.OK), Check("1", outcome)])

        assert (whole == Completeness.INCOMPLETE) == (outcome in INCOMPLETE)
        assert (whole == Completeness.UNKNOWN) == (outcome in PENDING)
    assert is_complete([]) is True
    assert is_complete([Check("0", Outcome.BEING_COUNTED)]) is None
    assert is_complete([Check("0", Outcome.BEING_COUNTED), Check("1", Outcome.MISSING)]) is False


FILES = st.lists(
    st.builds(
        Found,
        slot=st.sampled_from(["0", "0.lead", "other"]),
        file_id=st.just("f"),
        state=st.sampled_from(FileState),
        pages=st.none() | st.integers(0, 9),
        exact=st.booleans(),
        media_type=st.sampled_from([PDF, DOCX, "image/png"]),
        is_attestation=st.booleans(),
    ),
    max_size=5,
)


@given(FILES, st.integers(1, 9), st.booleans())
def test_too_long_is_only_said_of_pages_that_every_reader_counts(files, limit, attestations):
    found = list(
        document_checks([slot(max_pages=limit, attestations=attestations)], files, has_price=False)
    )

    mine = [f for f in files if f.slot == "0" and f.is_usable]
    sure = sum(f.pages or 0 for f in mine if f.is_certain)
    assert found
    if any(c.outcome == Outcome.TOO_LONG for c in found):
        assert sure > limit
        assert not attestations
    if any(c.outcome == Outcome.MISSING for c in found):
        assert not mine


@given(FILES, st.integers(1, 9))
def test_a_count_that_arrives_never_turns_too_long_into_something_else(files, limit):
    before = check_of(files, max_pages=limit).outcome
    counted = [
        Found(
            f.slot, f.file_id, FileState.SAFE if f.is_usable else f.state, f.pages or 2, True, PDF
        )
        for f in files
        if not f.is_attestation
    ] + [f for f in files if f.is_attestation]

    if before == Outcome.TOO_LONG:
        assert check_of(counted, max_pages=limit).outcome == Outcome.TOO_LONG


@given(FILES, st.booleans())
def test_no_page_of_a_sealed_part_gets_through(files, has_price):
    says = content(required_documents=[document(part="financial", max_pages=3)])

    known = without_sealed(checks(says, files, has_price=has_price))

    sealed = [c for c in known if c.key in ("0", "price")]
    assert all(not c.params and c.outcome in (Outcome.OK, Outcome.MISSING) for c in sealed)
