"""Rules about what an applicant sends."""

from collections.abc import Iterator

from mandat.calls.checker.facts import Facts, Listed
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind
from mandat.calls.checker.values import number_of, spans_of, text_of
from mandat.calls.checker.words import (
    APART,
    BOTH_PARTS,
    EXPRESSION_OF_INTEREST,
    FINANCIAL_OFFER,
    HOLDS_REFERENCES,
    PAGED,
    REFERENCES_ASKED,
    TECHNICAL_OFFER,
)
from mandat.calls.importer.draft import Certainty, Span
from mandat.calls.importer.text import fold

_TITLE_REACH = 400  # code points: a title, even below a few lines of a job board


def _asked(facts: Facts) -> tuple[Listed, ...]:
    return facts.listed("required_documents", "name")


def title_unlike_kind(facts: Facts) -> Iterator[Concern]:
    """The title promises a light first step, the list of documents asks for the whole offer."""
    said = _interest_in_title(facts)
    full = _full_offer(facts)
    if said and full and not _settled_as_full(facts):
        yield Concern(
            (said, *(s for listed in full for s in listed.spans)),
            {"documents": [listed.text for listed in full]},
            Remedy(RemedyKind.SET, "kind", "full_proposal"),
        )


def _interest_in_title(facts: Facts) -> Span | None:
    """The words of the title, or of the first lines, that speak of an expression of interest."""
    reach = max((s.end for s in facts.found("title").spans), default=0)
    match = EXPRESSION_OF_INTEREST.search(facts.fold, 0, max(reach, _TITLE_REACH))
    return Span(*match.span()) if match else None


def _settled_as_full(facts: Facts) -> bool:
    """Whether the draft is plainly a full proposal, by its title as well."""
    kind = facts.found("kind")
    title = fold(text_of(facts.value("title")))
    return (
        kind.value == "full_proposal"
        and kind.certainty == Certainty.SURE
        and not EXPRESSION_OF_INTEREST.search(title)
    )


def _full_offer(facts: Facts) -> list[Listed]:
    """The documents asked for, if they carry both a technical offer and a price."""
    asked = [(listed, fold(listed.text)) for listed in _asked(facts)]
    both = [listed for listed, name in asked if BOTH_PARTS.search(name)]
    technical = [
        d for d, n in asked if d.item.get("part") == "technical" or TECHNICAL_OFFER.search(n)
    ]
    financial = [
        d for d, n in asked if d.item.get("part") == "financial" or FINANCIAL_OFFER.search(n)
    ]
    if both:
        return both
    return [*technical, *financial] if technical and financial else []


def stage_without_documents(facts: Facts) -> Iterator[Concern]:
    """Nothing says what to send."""
    if facts.is_card:
        return
    if not facts.items("required_documents") and facts.value("required_documents") in (None, []):
        spans = tuple(s for item in facts.items("stages")[:1] for s in spans_of(item))
        yield Concern(
            spans or facts.sections("how_to_apply")[:1],
            {"kind": facts.value("kind") if isinstance(facts.value("kind"), str) else None},
            Remedy(RemedyKind.ASK, "required_documents"),
        )


def parts_in_one_piece(facts: Facts) -> Iterator[Concern]:
    """A price in the same file as the technical offer cannot stay sealed while that is marked."""
    for listed in _asked(facts):
        name = fold(listed.text)
        if BOTH_PARTS.search(name) and not _apart(facts, listed):
            remedy = Remedy(RemedyKind.ASK, "required_documents")
            yield Concern(listed.spans, {"document": listed.text}, remedy)


def _apart(facts: Facts, listed: Listed) -> bool:
    """Whether the document, or the text right after it, asks for separate files."""
    after = (facts.fold[s.start : s.end + 200] for s in listed.spans)
    return any(APART.search(stretch) for stretch in (fold(listed.text), *after))


def page_limit_missing(facts: Facts) -> Iterator[Concern]:
    """Some texts to be written have a page limit and others, of the same sort, have none."""
    asked = _asked(facts)
    limits = [number_of(listed.item.get("max_pages")) for listed in asked]
    free = [
        d for d, n in zip(asked, limits, strict=True) if n is None and PAGED.search(fold(d.text))
    ]
    if free and any(n is not None for n in limits):
        yield Concern(
            tuple(s for listed in free for s in listed.spans),
            {"documents": [listed.text for listed in free]},
            Remedy(RemedyKind.ASK, "required_documents"),
        )


def references_without_document(facts: Facts) -> Iterator[Concern]:
    """References are asked for, and no document on the list is there to hold them."""
    asked = _asked(facts)
    if not asked or any(_holds_references(listed) for listed in asked):
        return
    match = REFERENCES_ASKED.search(facts.fold)
    if match:
        words = " ".join(facts.draft.text[match.start() : match.end()].split())
        remedy = Remedy(RemedyKind.ASK, "required_documents")
        yield Concern((Span(*match.span()),), {"words": words}, remedy)


def _holds_references(listed: Listed) -> bool:
    asked = number_of(listed.item.get("min_references")) or listed.item.get("attestations")
    return bool(asked) or HOLDS_REFERENCES.search(fold(listed.text)) is not None
