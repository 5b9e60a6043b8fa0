"""The document of a public call: tagged, whole in one language, and made of any text."""

import io
import re
import subprocess
from uuid import uuid4

import pikepdf
import pytest
from django.urls import reverse
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from mandat.calls.models import Call, CallTranslation, CallVersion
from mandat.core.printing import fonts, pdf
from tests.calls.published import published_call
from tests.factories import make_account

pytestmark = pytest.mark.django_db
TEXT = (
    "1. CONTEXTE\n\nPremier paragraphe.\n\n1.1.1 Détail\n\nDeuxième.\n\n2. OBJECTIFS\n\nTroisième."
)


def call_with(organisation, text=TEXT, **settings):
    call = published_call(organisation, **settings)
    CallVersion.objects.filter(call=call).update(text=text)
    return call


def fetch(client, call, **query):
    answer = client.get(reverse("open:call_pdf", args=[call.token]), query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def words(data, tmp_path):
    path = tmp_path / "call.pdf"
    path.write_bytes(data)
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def kinds(document):
    """The types of all structure elements."""
    found, stack = [], [document.Root.StructTreeRoot]
    while stack:
        element = stack.pop()
        if isinstance(element, pikepdf.Array):
            stack.extend(element)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append(str(element.S))
            if "/K" in element:
                stack.append(element.K)
    return found


def test_it_says_that_it_is_pdf_ua_with_its_title_and_language(client, organisation):
    call = call_with(organisation)

    with opened(fetch(client, call)) as document, document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == call.title
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "fr"
        assert document.Root.ViewerPreferences.DisplayDocTitle


def test_headings_tables_and_lists_are_tagged_and_stand_in_the_outline(client, organisation):
    call = call_with(organisation)

    with opened(fetch(client, call)) as document:
        tags = kinds(document)
        with document.open_outline() as outline:
            titles = [inner.title for item in outline.root for inner in item.children]
            assert outline.root[0].title == call.title

    assert tags.count("/H1") == 1
    assert {"/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= set(tags)
    assert tags.count("/Table") == 2
    assert len(titles) >= 5
    assert "/Figure" not in tags  # bars repeat the figure beside them


def test_it_prints_facts_deadline_grid_and_the_whole_text(client, organisation, tmp_path):
    call = call_with(organisation)

    said = words(fetch(client, call), tmp_path)

    assert call.title in said
    assert "24 000 €" in said.replace("\u202f", " ").replace("\xa0", " ")
    assert "Note méthodologique" in said
    assert re.search(r"Expertise 40", said)
    assert "Troisième." in said
    assert reverse("open:show_call", args=[call.token]) in said
    assert "heure de Bruxelles" in said


def test_an_arabic_call_is_printed_from_right_to_left(client, organisation):
    title = "دراسة حول الوصول إلى الرعاية"
    call = call_with(organisation, "النص الكامل", values={"title": title, "language": "ar"})

    with opened(fetch(client, call)) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == title
        assert str(document.Root.Lang) == "ar"
        assert str(document.Root.ViewerPreferences.Direction) == "/R2L"


def test_a_translation_is_printed_in_its_language_and_says_when_it_is_older(
    client, organisation, tmp_path
):
    call = call_with(organisation)
    first = call.versions.get()
    first.pk, first.public_id, first.number = None, uuid4(), 2
    first.save()
    Call.objects.filter(pk=call.pk).update(version_number=2)
    CallTranslation.objects.create(
        call=call,
        language="en",
        texts={"title": "Access to care"},
        of_version=1,
        changed_by=make_account(),
        changed_at=call.published_at,
    )

    older = words(fetch(client, call, lang="en"), tmp_path)
    original = words(fetch(client, call), tmp_path)

    assert "Access to care" in older
    assert "How offers are judged" in older
    assert "This translation is older than the original" in older
    assert "Access to care" not in original


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("Projet 👩🏽‍⚕️❤️🇧🇪 de 王小明", id="emoji and Chinese"),
        pytest.param("#set page() \\ $x$ *gras* <label> @cite [x] `code`", id="markup of typst"),
        pytest.param("a" * 500, id="one word of 500 characters"),
        pytest.param("عنوان mixed \u202e reversed \u2066 unclosed", id="mixed directions"),
        pytest.param("e\u0301\u0301\u0301\u0489 \u0651ل\u0301 \ufdfa \ufffe \x07", id="marks"),
        pytest.param("\ufeffdébut \x07 \ufffe fin", id="what PDF/UA forbids"),
        pytest.param("ل\u0323 \u20e3\u0301‡\u0489 \ufffd\u0323\u0651", id="marks of other fonts"),
        pytest.param("\u200b\u200d\u200c\ufe0f x", id="nearly nothing"),
    ],
)
def test_no_text_stops_it(client, organisation, hostile):
    values = {"title": hostile[:500], "objectives": [{"kind": "general", "text": hostile}]}
    call = call_with(organisation, f"1. {hostile}\n\n{hostile}\n\n{hostile}", values=values)

    with opened(fetch(client, call)) as document:
        assert len(document.pages) >= 1


def test_a_sign_that_no_font_has_is_seen_as_missing(client, organisation, tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "SYSTEM", ())
    _forget_fonts()
    call = call_with(organisation, "Fin \U0001f9ff.")

    said = words(fetch(client, call), tmp_path)

    assert f"Fin {fonts.STAND_IN}." in said
    _forget_fonts()


def test_a_noto_font_of_the_system_prints_what_our_own_lack(
    client, organisation, tmp_path, monkeypatch
):
    _small_font(tmp_path / "fonts" / "NotoSansTest-Regular.ttf", "王")
    monkeypatch.setattr(fonts, "SYSTEM", (tmp_path / "fonts",))
    _forget_fonts()
    call = call_with(organisation, "Nom : 王 et 小.")

    said = words(fetch(client, call), tmp_path)

    assert f"Nom : 王 et {fonts.STAND_IN}." in said
    _forget_fonts()


def _forget_fonts():
    for known in (fonts.covered, fonts.own, fonts._noto, pdf._fonts):
        known.cache_clear()


def _small_font(path, letters):
    """A font with boxes for these letters."""
    names = [".notdef", *(f"uni{ord(c):04X}" for c in letters)]
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (550, 700), (550, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"uni{ord(c):04X}" for c in letters})
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    named = {"familyName": "Noto Sans Test", "styleName": "Regular", "psName": "NotoSansTest"}
    builder.setupNameTable(named)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    path.parent.mkdir()
    builder.save(path)


def test_sixty_thousand_characters_are_printed_to_the_last(client, organisation, tmp_path):
    paragraph = "Les organisations partenaires participent à chaque étape de la mission. " * 12
    text = "\n\n".join(f"{n}. PARTIE\n\n{paragraph}" for n in range(1, 70)) + "\n\nLa fin."
    call = call_with(organisation, text)
    assert len(text) > 60_000

    said = words(fetch(client, call), tmp_path)

    assert "La fin." in said


def test_the_file_of_a_sensitive_call_is_neutral_outside_and_kept_nowhere(client, organisation):
    call = call_with(organisation, sensitive=True)

    answer = client.get(reverse("open:call_pdf", args=[call.token]))

    with opened(answer.content) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Appel"
    assert answer["Cache-Control"] == "no-store, private"
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_reader_who_has_it_is_told_that_nothing_changed(client, organisation):
    call = call_with(organisation)
    path = reverse("open:call_pdf", args=[call.token])
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    CallVersion.objects.filter(call=call).update(text="Autre texte")
    changed = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_a_draft_has_none(client, organisation):
    assert client.get("/open/AAAAAAAAAAAAAAAAAAAAAA/call.pdf").status_code == 404


def test_a_text_that_no_paper_holds_is_printed_as_far_as_it_goes(client, organisation, tmp_path):
    paragraph = "Les organisations partenaires participent à chaque étape de la mission. " * 12
    parts = [f"{n}. PARTIE\n\n{paragraph}" for n in range(1, 700)]
    call = call_with(organisation, "\n\n".join([*parts, "La toute fin."]))

    said = words(fetch(client, call), tmp_path)

    assert "1. PARTIE" in said
    assert "La toute fin." not in said
    assert "Il est trop long" in said or "It is too long to be printed" in said


def test_a_text_for_the_shortlisted_is_not_printed_and_the_document_says_so(
    organisation, client, tmp_path
):
    kept = call_with(organisation, text_stage="shortlisted")
    given = call_with(organisation)

    assert "Deuxième." in words(fetch(client, given), tmp_path)
    printed = words(fetch(client, kept), tmp_path)
    assert "Deuxième." not in printed
    assert "shortlisted" in printed or "présélectionné" in printed
