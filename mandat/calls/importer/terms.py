"""The fields that say what is asked of applicants and how they are judged."""

from collections.abc import Mapping

from mandat.calls.importer.contract import read_contract_type
from mandat.calls.importer.deliverables import read_deliverables
from mandat.calls.importer.documents import read_required_documents
from mandat.calls.importer.draft import Found
from mandat.calls.importer.early_closing import read_early_closing
from mandat.calls.importer.eligibility import read_eligibility
from mandat.calls.importer.grid import read_evaluation_grid
from mandat.calls.importer.guard import FieldReader, plainly
from mandat.calls.importer.languages_asked import read_working_languages
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.pass_marks import read_pass_marks, read_price_formula
from mandat.calls.importer.privacy import read_privacy_notice
from mandat.calls.importer.procedure import (
    read_kind,
    read_outcome_notice,
    read_stages,
)
from mandat.calls.importer.submission import read_submission
from mandat.calls.importer.text import Source
from mandat.calls.importer.themes import read_themes


def read_all(
    source: Source, layout: Layout, found: Mapping[str, Found], read: FieldReader = plainly
) -> dict[str, Found]:
    """What is asked, how to file it and how it is judged, by field name."""
    documents = read(read_required_documents, source, layout)
    grid = read(read_evaluation_grid, source, layout)
    kind = read(read_kind, source, layout, {**found, "evaluation_grid": grid}, documents)
    return {
        "kind": kind,
        "stages": read(read_stages, source, found, kind),
        "deliverables": read(read_deliverables, source, layout, found),
        "required_documents": documents,
        "eligibility": read(read_eligibility, source, layout),
        "evaluation_grid": grid,
        "pass_marks": read(read_pass_marks, source),
        "price_formula": read(read_price_formula, source),
        "submission": read(read_submission, source, layout),
        "early_closing": read(read_early_closing, source),
        "outcome_notice": read(read_outcome_notice, source),
        "privacy_notice": read(read_privacy_notice, source, layout),
        "working_languages": read(read_working_languages, source, layout),
        "contract_type": read(read_contract_type, source),
        "themes": read(read_themes, source, layout, found),
    }
