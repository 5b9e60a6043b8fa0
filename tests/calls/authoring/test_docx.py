"""The Word file is a real one, and what we read in it is what was written."""

import io
import shutil
import subprocess

import pytest
from django.urls import reverse
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn

from mandat.calls.authoring.docx import docx_of
from mandat.calls.importer import read_call
from mandat.documents.extraction import extract
from tests.calls.published import ZONE, draft_call, published_call

pytestmark = pytest.mark.django_db

ARABIC = {
    "language": "ar",
    "title": "دراسة حول حصول العاملات في الجنس على الرعاية الصحية",
    "objectives": [
        {"kind": "general", "text": "فهم ما يمنع الوصول إلى الرعاية."},
        {"kind": "specific", "text": "مقارنة قوانين ستة بلدان."},
    ],
    "methodology": [{"text": "مراجعة الوثائق ومقابلات."}],
    "eligibility": {"count": 1, "items": [{"text": "خمس سنوات خبرة", "required": True}]},
    "deliverables": {
        "count": 2,
        "items": [
            {"text": "مذكرة منهجية", "due": "2027-01-20", "pages": 6},
            {"text": "تقرير نهائي", "due": "2027-08-09", "pages": 40},
        ],
    },
    "required_documents": [
        {"name": "مذكرة منهجية", "part": "technical", "max_pages": 8},
        {"name": "السيرة الذاتية", "part": "administrative", "per": "member", "max_pages": 3},
        {"name": "عرض مالي", "part": "financial"},
    ],
    "evaluation_grid": [
        {"label": "المنهجية", "max_points": 40},
        {"label": "الفهم", "max_points": 15, "parent": "المنهجية"},
        {"label": "المقاربة", "max_points": 25, "parent": "المنهجية"},
        {"label": "الخبرة", "max_points": 40},
        {"label": "السعر", "max_points": 20},
    ],
}
LANGUAGES = {"fr": {"language": "fr"}, "en": {"language": "en"}, "ar": ARABIC}
_OWN_OF_THE_READING = ("spans", "due_precision", "format", "sessions")


def said(value):
    """A value without places, without what is empty and what the reading adds of its own."""
    match value:
        case dict():
            kept = {k: said(v) for k, v in value.items() if k not in _OWN_OF_THE_READING}
            return {k: v for k, v in kept.items() if v not in (None, "", False)}
        case list():
            return [said(v) for v in value]
    return value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zone", [ZONE, "Africa/Tunis", "America/Port-au-Prince"])
def test_what_comes_back_from_the_word_file_is_what_was_written(organisation, language, zone):
    call = draft_call(organisation, zone=zone, values=LANGUAGES[language])
    written = {f.name: f.value for f in call.draft_fields.all()}

    read = read_call(extract(docx_of(call), name="terms.docx").text)

    for name in ("title", "deadline", "budget", "deliverables", "required_documents"):
        assert said(read[name].value) == said(written[name]), name
    assert said(read["evaluation_grid"].value) == said(written["evaluation_grid"])
    assert read["deadline"].extra["timezone"] == zone
    assert read["language"].value == language


@pytest.mark.parametrize("currency", ["XOF", "TND", "USD", "GBP"])
@pytest.mark.parametrize("tax", ["incl", "excl"])
def test_the_sum_comes_back_in_its_currency_and_with_its_taxes(organisation, currency, tax):
    budget = {"amount": 1_250_000, "currency": currency, "tax": tax}
    call = draft_call(organisation, values={"budget": budget})

    read = read_call(extract(docx_of(call), name="terms.docx").text)

    assert said(read["budget"].value) == budget


def test_headings_lists_tables_language_and_page_numbers_are_real(organisation):
    document = Document(io.BytesIO(docx_of(draft_call(organisation))))

    styles = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "List Bullet", "List Number"} <= styles
    grid = document.tables[1]
    assert grid.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert [c.text for c in grid.rows[1].cells] == ["Méthodologie", "40"]
    footer = document.sections[0].footer._element.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    language = document.styles["Normal"].element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "fr-FR"
    assert document.sections[0].header.paragraphs[0].text == organisation.name
    assert document.core_properties.author == organisation.name


def test_arabic_runs_from_right_to_left(organisation):
    document = Document(io.BytesIO(docx_of(draft_call(organisation, values=ARABIC))))

    assert all(
        p._p.pPr is not None and p._p.pPr.find(qn("w:bidi")) is not None
        for p in document.paragraphs
    )
    assert all(t._tbl.tblPr.find(qn("w:bidiVisual")) is not None for t in document.tables)


def test_a_call_that_was_amended_is_given_as_it_is_public(organisation):
    call = published_call(organisation)
    call.draft_fields.filter(name="title").update(value="Never published")

    assert "Never published" not in extract(docx_of(call), name="terms.docx").text


def test_whoever_may_see_the_call_gets_the_file(client, organisation, reader, stranger):
    call = draft_call(organisation)
    address = reverse("calls:download_terms", args=[call.public_id])

    client.force_login(reader)
    answer = client.get(address)
    client.force_login(stranger)
    refused = client.get(address)

    assert answer.content[:2] == b"PK"
    assert ".docx" in answer.headers["Content-Disposition"]
    assert refused.status_code == 404


def test_the_reader_s_language_does_not_change_the_words_of_the_call(organisation):
    call = draft_call(organisation)
    with translation.override("en"):
        one = extract(docx_of(call), name="a.docx").text
    with translation.override("ar"):
        other = extract(docx_of(call), name="b.docx").text

    assert one == other


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_counts_its_pages(organisation, tmp_path):
    file = tmp_path / "terms.docx"
    file.write_bytes(docx_of(draft_call(organisation, values=ARABIC)))

    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            file,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    assert (tmp_path / "terms.pdf").read_bytes()[:5] == b"%PDF-"


def test_a_title_of_any_length_and_signs_that_no_xml_holds_stop_nothing(organisation, officer):
    organisation.name = "Maison\x0b des droits"
    call = draft_call(
        organisation, by=officer, values={"title": "Étude\x0b\ufffe " + "très longue " * 40}
    )

    document = Document(io.BytesIO(docx_of(call)))

    assert document.core_properties.title.startswith("Étude très longue")
    assert "Étude " + "très longue " * 40 in f"{document.paragraphs[0].text} "
    assert document.core_properties.author == "Maison des droits"
