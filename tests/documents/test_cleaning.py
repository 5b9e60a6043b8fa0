"""A cleaned copy: exiftool, unzipping and a byte search find nothing that they found before."""

import io
import json
import shutil
import subprocess
import zipfile

import docx
import openpyxl
import pikepdf
import pptx
import pytest
from PIL import Image

from mandat.documents.cleaning import CLEANABLE, LEFT_IN, REMOVED, Cleaned, Refused, clean_copy
from mandat.documents.conversion import converter, count_pages
from mandat.documents.extraction import extract
from mandat.documents.judging import judge
from mandat.documents.kinds import DOCX, JPEG, ODT, PDF, PNG, PPTX, TEXT, XLSX, ending_of
from tests.documents import makers
from tests.documents import makers_judging as judging_makers
from tests.documents import makers_traces as make

needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None,
    reason="exiftool is not installed: apt-get install libimage-exiftool-perl",
)

MADE = {
    JPEG: make.photo,
    PNG: lambda: make.photo("PNG"),
    DOCX: make.word_file,
    XLSX: make.excel_file,
    PPTX: make.slides,
    ODT: make.open_document,
    PDF: make.pdf,
}
# What exiftool tells of any file whatever is in it: of the disk, of the format, of the pixels.
PLAIN = {"System", "ExifTool", "File", "ZIP", "PNG", "JFIF", "PDF", "SourceFile", "Composite"}
XML_NAMES = {"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", ""}
PLAIN_PDF = {"PDFVersion", "Linearized", "PageCount", "Language", "TaggedPDF", "PageMode"}


@pytest.fixture
def cleaned(tmp_path):
    def clean(data: bytes, kind: str) -> Cleaned:
        return clean_copy(make.save(tmp_path, f"original{ending_of(kind)}", data), kind)

    return clean


def told(tmp_path, data: bytes, kind: str) -> dict[str, object]:
    """What exiftool tells of a file, of every picture in it and of its parts about itself."""
    found = {}
    for name, part in ((f"file{ending_of(kind)}", data), *tellers(data)):
        path = make.save(tmp_path, name.replace("/", "_"), part)
        done = subprocess.run(
            ["exiftool", "-j", "-a", "-G1", "-ee", str(path)], capture_output=True, check=False
        )
        tags = json.loads(done.stdout or b"[{}]")[0]
        found |= {f"{name} {tag}": value for tag, value in tags.items()}
    return found


def tellers(data: bytes) -> list[tuple[str, bytes]]:
    """Parts that exiftool reads by themselves; in a packed file it may see none of them."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return []
    declared = b'<?xml version="1.0"?>'  # without it exiftool takes XML for plain text
    return [
        (n, p if not n.endswith(".xml") or p.startswith(b"<?xml") else declared + p)
        for n, p in make.unpacked(data).items()
        if n.endswith((".jpg", ".jpeg", ".png", "meta.xml")) or n.startswith("docProps/")
    ]


def people(tags: dict[str, object]) -> dict[str, object]:
    """Tags that tell of a person, a device or a place."""
    words = ("Author", "Creator", "Artist", "GPS", "Make", "Modified", "Comment", "Company")
    return {k: v for k, v in tags.items() if any(w in k.rpartition(":")[2] for w in words)}


def whole(data: bytes) -> bytes:
    """Every byte that a search may find: the parts unpacked, the streams of a PDF as well."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        return b"\n".join(n.encode() + p for n, p in make.unpacked(data).items())
    if not data.startswith(b"%PDF-"):
        return data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        dicts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        return b"\n".join(
            [data, *(s.read_raw_bytes() for s in streams)]
            + [d.unparse(resolved=True) for d in dicts]
        )


def without_jpegs(data: bytes) -> object:
    """What must stay the same; a JPEG that is encoded again changes a little."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        return {n: p for n, p in make.unpacked(data).items() if not n.endswith((".jpg", ".jpeg"))}
    return data if not data.startswith(b"\xff\xd8") else None


# Every kind


@needs_exiftool
@pytest.mark.parametrize("kind", MADE)
def test_exiftool_finds_people_before_and_nothing_after(kind, cleaned, tmp_path):
    before = MADE[kind]()
    assert people(told(tmp_path, before, kind)) != {}

    after = cleaned(before, kind).data

    tags = told(tmp_path, after, kind)
    assert people(tags) == {}
    # The properties of an office file are an empty element: a name of the format, and no value.
    groups = {tag.split(" ")[1].partition(":")[0] for tag, value in tags.items() if value}
    assert groups - PLAIN <= {"XMP"}
    assert {v for t, v in tags.items() if " XMP:" in t} <= XML_NAMES
    assert {t.partition(":")[2] for t in tags if " PDF:" in t} <= PLAIN_PDF


@pytest.mark.parametrize("kind", MADE)
def test_no_name_device_or_remark_is_left_in_any_byte(kind, cleaned):
    secrets = [make.AUTHOR, make.DEVICE, make.REMARK, make.DELETED]
    forms = [s.encode(coding) for s in secrets for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    before = whole(MADE[kind]())
    assert any(form in before for form in forms)

    after = whole(cleaned(MADE[kind](), kind).data)

    assert [form for form in forms if form in after] == []


@pytest.mark.parametrize("kind", MADE)
def test_a_cleaned_copy_is_a_good_file_of_the_same_kind_and_stays_the_same(kind, cleaned, tmp_path):
    once = cleaned(MADE[kind](), kind)

    path = make.save(tmp_path, "once", once.data)
    verdict = judge(path, kinds=CLEANABLE, max_bytes=10_000_000)
    assert (verdict.media_type, verdict.warnings) == (kind, ())
    assert set(once.removed) <= set(REMOVED)
    assert set(once.warnings) <= set(LEFT_IN)
    assert without_jpegs(cleaned(once.data, kind).data) == without_jpegs(once.data)


def test_the_original_is_not_touched(tmp_path):
    path = make.save(tmp_path, "original.docx", make.word_file())
    before = path.read_bytes()

    clean_copy(path, DOCX)

    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["original.docx"]


def test_a_kind_that_cannot_be_cleaned_is_refused(cleaned):
    with pytest.raises(Refused) as caught:
        cleaned(b"words", TEXT)

    assert (caught.value.code, caught.value.params["type"]) == ("not_allowed_here", TEXT)


# Pictures


def is_near(pixel: tuple[int, ...], colour: str) -> bool:
    wanted = {"red": (255, 0, 0), "blue": (0, 0, 255)}[colour]
    return all(abs(seen - meant) < 50 for seen, meant in zip(pixel, wanted, strict=True))


@pytest.mark.parametrize("kind", [JPEG, PNG])
def test_a_photo_is_turned_upright_and_keeps_its_colours(kind, cleaned):
    before = make.photo("JPEG" if kind == JPEG else "PNG", orientation=6, size=(160, 120))

    image = Image.open(io.BytesIO(cleaned(before, kind).data)).convert("RGB")

    # Orientation 6: the left of what is stored is the top of what is seen.
    assert image.size == (120, 160)
    assert is_near(image.getpixel((60, 20)), "red")
    assert is_near(image.getpixel((60, 140)), "blue")


def test_a_transparent_picture_stays_transparent(cleaned):
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(out, "PNG")

    image = Image.open(io.BytesIO(cleaned(out.getvalue(), PNG).data))

    assert image.getpixel((5, 5)) == (255, 0, 0, 0)


def test_what_a_phone_put_behind_a_photo_is_gone(cleaned):
    clip = b"\0\0\0\x18ftypmp42" + make.AUTHOR.encode()

    assert make.AUTHOR.encode() not in cleaned(make.photo() + clip, JPEG).data


# Word


def test_tracked_changes_are_accepted_and_the_words_read_on(cleaned):
    copy = cleaned(make.word_file(), DOCX)

    paragraphs = [p.text for p in docx.Document(io.BytesIO(copy.data)).paragraphs if p.text]
    assert paragraphs[:5] == [
        "The offer stands.",
        f"Before {make.INSERTED} after.",
        "First half, second half.",
        "Moved sentence.",
        "Now bold.",
    ]
    table = docx.Document(io.BytesIO(copy.data)).tables[0]
    assert [row.cells[0].text for row in table.rows] == ["A row that stays"]
    assert {
        "tracked_changes", "comments", "properties", "custom_properties", "revision_marks",
        "thumbnail", "external_references", "picture_metadata",
    } <= set(copy.removed)  # fmt: skip


def test_the_parts_about_people_are_gone_with_all_that_names_them(cleaned):
    before, after = make.word_file(), cleaned(make.word_file(), DOCX).data

    gone = set(make.unpacked(before)) - set(make.unpacked(after))
    assert {
        "word/comments.xml", "word/people.xml", "docProps/custom.xml", "docProps/thumbnail.jpeg",
        "customXml/item1.xml",
    } <= gone  # fmt: skip
    everything = whole(after)
    assert [n for n in gone if n.rpartition("/")[2].encode() in everything] == []
    assert b"rsid" not in everything
    assert b"w:author" not in everything


@pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", [DOCX, ODT])
def test_another_program_opens_a_cleaned_document(kind, cleaned, tmp_path):
    path = make.save(tmp_path, "cleaned", cleaned(MADE[kind](), kind).data)

    assert count_pages(path, kind) >= 1


def test_a_picture_keeps_its_place_in_a_document_without_its_history(cleaned):
    after = make.unpacked(cleaned(make.word_file(), DOCX).data)

    (name,) = [name for name in after if name.startswith("word/media/")]
    image = Image.open(io.BytesIO(after[name]))
    assert image.size == (120, 160)
    assert not image.getexif()


@pytest.mark.parametrize("made", ["PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_pictures_of_other_formats_inside_are_made_anew_in_their_own(made, cleaned):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = make.AUTHOR
    options = {} if made in ("GIF", "BMP") else {"exif": exif}
    Image.new("RGB", (12, 9), "red").save(out, made, **options)
    name = f"word/media/p.{made.lower()}"

    copy = cleaned(makers.rezip(makers.word_file(), {name: out.getvalue()}), DOCX)

    after = make.unpacked(copy.data)[name]
    image = Image.open(io.BytesIO(after))
    assert (image.format, image.size, copy.warnings) == (made, (12, 9), ())
    assert make.AUTHOR.encode() not in after


def test_a_moving_picture_is_kept_and_told_of(cleaned):
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    moving = makers.rezip(makers.word_file(), {"word/media/p.gif": out.getvalue()})

    copy = cleaned(moving, DOCX)

    assert make.unpacked(copy.data)["word/media/p.gif"] == out.getvalue()
    assert copy.warnings == ("media_not_cleaned",)


def test_a_drawing_that_is_not_rewritten_is_told_of(cleaned):
    drawn = makers.rezip(make.word_file(), {"word/media/chart.emf": b"\1\0\0\0" + bytes(80)})

    copy = cleaned(drawn, DOCX)

    assert copy.warnings == ("media_not_cleaned",)


def test_a_workbook_inside_a_document_is_cleaned_as_well(cleaned):
    inner = {"word/embeddings/sheet.xlsx": make.excel_file()}

    after = make.unpacked(cleaned(makers.rezip(makers.word_file(), inner), DOCX).data)

    assert make.AUTHOR.encode() not in whole(after["word/embeddings/sheet.xlsx"])


# Excel, PowerPoint, OpenDocument


def test_a_workbook_keeps_its_figures_and_opens(cleaned):
    copy = cleaned(make.excel_file(), XLSX)

    sheet = openpyxl.load_workbook(io.BytesIO(copy.data)).active
    assert (sheet["A1"].value, sheet["A2"].value) == ("Days", 12)
    assert sheet["A1"].comment is None
    assert {"comments", "printer", "properties"} <= set(copy.removed)
    text = make.unpacked(copy.data)["xl/worksheets/sheet1.xml"]
    assert b"legacyDrawing" not in text
    assert b"rP" not in text


def test_slides_keep_their_words_and_their_notes_are_told_of(cleaned):
    copy = cleaned(make.slides(), PPTX)

    show = pptx.Presentation(io.BytesIO(copy.data))
    assert show.slides[0].shapes.title.text == "What we offer"
    assert copy.warnings == ("speaker_notes",)
    assert "comments" in copy.removed


def test_an_open_document_keeps_its_words(cleaned):
    copy = cleaned(make.open_document(), ODT)

    assert extract(copy.data).text.startswith("The offer stands, in full.\n\nAppel à consultance")
    assert {
        "comments", "tracked_changes", "properties", "thumbnail", "old_versions", "printer",
    } <= set(copy.removed)  # fmt: skip
    first = zipfile.ZipFile(io.BytesIO(copy.data)).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


# PDF


def test_a_pdf_keeps_its_words_and_its_marks_without_who_made_them(cleaned):
    copy = cleaned(make.pdf(), PDF)

    assert extract(copy.data).text == "The offer stands."
    with pikepdf.open(io.BytesIO(copy.data)) as pdf:
        kinds = [str(a.Subtype) for a in pdf.pages[0].Annots]
    assert kinds == ["/Highlight"]
    assert copy.warnings == ()
    assert {"properties", "comments", "annotation_authors", "attachments"} <= set(copy.removed)


def test_a_script_of_a_pdf_is_gone(cleaned):
    after = cleaned(judging_makers.scripted_pdf(), PDF).data

    assert b"app.alert" not in whole(after)


def test_earlier_revisions_of_a_pdf_do_not_survive(cleaned):
    """A program that saves behind the old file leaves the old words in it."""
    old = judging_makers.saved(judging_makers.blank())
    hidden = b"7 0 obj <</Secret (" + make.DELETED.encode() + b")>> endobj\n"
    at = old.rindex(b"xref")
    before = old[:at] + hidden + old[at:]
    assert make.DELETED.encode() in whole(before)

    assert make.DELETED.encode() not in whole(cleaned(before, PDF).data)


def test_photos_inside_a_pdf_that_keep_their_history_are_told_of(cleaned):
    bare = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(bare, "JPEG")

    assert cleaned(make.pdf_of(make.photo()), PDF).warnings == ("pictures_not_cleaned",)
    assert cleaned(make.pdf_of(bare.getvalue()), PDF).warnings == ()
