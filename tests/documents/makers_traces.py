"""Makes files that tell who made them, where and when: what a cleaned copy must not tell."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin

from tests.documents import makers

AUTHOR = "Josephine Testwell"
DEVICE = "Nimbus Phone 9"
DELETED = "words that were taken back"
INSERTED = "words that were added"
REMARK = "remark between colleagues"


def photo(kind: str = "JPEG", orientation: int = 6, size: tuple[int, int] = (160, 120)) -> bytes:
    """A photo taken by a named person with a named device in a known place; lying on its side.

    Its left half is red and its right half blue, as stored.
    """
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = DEVICE
    exif[0x013B] = AUTHOR
    exif[0x8825] = {1: "N", 2: (33.0, 53.0, 30.0), 3: "E", 4: (35.0, 30.0, 0.0)}
    out = io.BytesIO()
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", AUTHOR)
        image.save(out, kind, exif=exif, pnginfo=words)
    else:
        image.save(out, kind, exif=exif, quality=95, comment=AUTHOR.encode())
    return out.getvalue()


def word_file() -> bytes:
    """Properties, a comment, tracked changes of every kind, a photo, sessions, a template."""
    document = docx.Document()
    document.core_properties.author = AUTHOR
    document.core_properties.last_modified_by = AUTHOR
    document.core_properties.comments = REMARK
    kept = document.add_paragraph("The offer stands.")
    document.add_comment(kept.runs, text=REMARK, author=AUTHOR, initials="JT")
    document.add_picture(io.BytesIO(photo()))
    body = document.element.body
    for number, xml in enumerate(_TRACKED):
        body.insert(number + 1, parse_xml(xml))
    for paragraph in body.iter(_w("p")):
        paragraph.set(_w("rsidR"), "00AB12CD")
    table = document.add_table(rows=2, cols=1)
    table.rows[0].cells[0].text = "A row that stays"
    table.rows[1].cells[0].text = DELETED
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(_mark("del")))
    out = io.BytesIO()
    document.save(out)
    return _with_hidden_parts(out.getvalue())


def _w(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


def _mark(name: str, inside: str = "") -> str:
    return (
        f'<w:{name} {nsdecls("w")} w:id="9" w:author="{AUTHOR}" w:date="2024-05-05T10:00:00Z">'
        f"{inside}</w:{name}>"
    )


def _run(words: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def _paragraph(*inside: str) -> str:
    return f"<w:p {nsdecls('w')}>{''.join(inside)}</w:p>"


_TRACKED = (
    _paragraph(
        _run("Before "),
        _mark("ins", _run(INSERTED)),
        _mark("del", _run(DELETED, "delText")),
        _run(" after."),
    ),
    _paragraph(f"<w:pPr><w:rPr>{_mark('del')}</w:rPr></w:pPr>", _run("First half, ")),
    _paragraph(_run("second half.")),
    _paragraph(
        f"<w:moveFromRangeStart w:id='7' w:author='{AUTHOR}' w:name='m'/>",
        _mark("moveFrom", _run("Moved sentence.")),
        "<w:moveFromRangeEnd w:id='7'/>",
    ),
    _paragraph(_mark("moveTo", _run("Moved sentence."))),
    _paragraph(
        f"<w:r><w:rPr><w:b/>{_mark('rPrChange', '<w:rPr><w:i/></w:rPr>')}</w:rPr>",
        "<w:t>Now bold.</w:t></w:r>",
    ),
    _paragraph(
        f"<w:permStart w:id='3' w:ed='{AUTHOR}'/>", _run("May be edited."), "<w:permEnd w:id='3'/>"
    ),
)


def _with_hidden_parts(data: bytes) -> bytes:
    """What python-docx does not write: custom properties, people, a template's place, a preview."""
    parts = _parts(data)
    template = (
        '<Relationship Id="rT" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/attachedTemplate" Target="file:///C:/Users/{AUTHOR}/t.dotx" '
        'TargetMode="External"/>'
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
        f'2006/relationships">{template}</Relationships>'
    )
    settings = parts["word/settings.xml"].decode()
    settings = settings.replace(
        "</w:settings>",
        '<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships" r:id="rT"/><w:docVars><w:docVar w:name="who" w:val="{AUTHOR}"/>'
        '</w:docVars><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids></w:settings>',
    )
    types = parts["[Content_Types].xml"].decode()
    types = types.replace(
        "</Types>",
        '<Override PartName="/word/people.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.people+xml"/></Types>',
    )
    return makers.rezip(
        data,
        {
            "word/settings.xml": settings.encode(),
            "word/_rels/settings.xml.rels": relations.encode(),
            "word/people.xml": f"<people who='{AUTHOR}'/>".encode(),
            "docProps/custom.xml": f"<Properties><p>{AUTHOR}</p></Properties>".encode(),
            "docProps/thumbnail.jpeg": photo(),
            "customXml/item1.xml": f"<x>{AUTHOR}</x>".encode(),
            "[Content_Types].xml": types.encode(),
        },
    )


def excel_file() -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = AUTHOR
    book.properties.lastModifiedBy = AUTHOR
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Days"
    sheet["A2"] = 12
    sheet["A1"].comment = Comment(REMARK, AUTHOR)
    out = io.BytesIO()
    book.save(out)
    sheet_xml = _parts(out.getvalue())["xl/worksheets/sheet1.xml"].decode()
    relations = _parts(out.getvalue())["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    book_xml = _parts(out.getvalue())["xl/workbook.xml"].decode()
    printer = (
        '<Relationship Id="rP" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
    )
    setup = (
        '<pageSetup xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' orientation="portrait" r:id="rP"/>'
    )
    return makers.rezip(
        out.getvalue(),
        {
            "xl/worksheets/sheet1.xml": sheet_xml.replace(
                "<legacyDrawing", f"{setup}<legacyDrawing", 1
            ).encode(),
            "xl/worksheets/_rels/sheet1.xml.rels": relations.replace(
                "</Relationships>", f"{printer}</Relationships>"
            ).encode(),
            "xl/printerSettings/printerSettings1.bin": AUTHOR.encode("utf-16-le"),
            "xl/workbook.xml": book_xml.replace(
                "<workbookPr", f'<fileSharing userName="{AUTHOR}"/><workbookPr', 1
            ).encode(),
        },
    )


def slides() -> bytes:
    show = pptx.Presentation()
    show.core_properties.author = AUTHOR
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "What we offer"
    slide.shapes.add_picture(io.BytesIO(photo()), 0, 0)
    slide.notes_slide.notes_text_frame.text = "Say this slowly"
    out = io.BytesIO()
    show.save(out)
    relation = (
        '<Relationship Id="rC" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/commentAuthors" Target="commentAuthors.xml"/>'
    )
    relations = _parts(out.getvalue())["ppt/_rels/presentation.xml.rels"].decode()
    return makers.rezip(
        out.getvalue(),
        {
            "ppt/commentAuthors.xml": f"<a name='{AUTHOR}'/>".encode(),
            "ppt/_rels/presentation.xml.rels": relations.replace(
                "</Relationships>", f"{relation}</Relationships>"
            ).encode(),
        },
    )


def open_document() -> bytes:
    """An OpenDocument text with an author, a note, changes, sessions, an old version, a photo."""
    content = _parts(makers.open_document())["content.xml"].decode()
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-'
        f'info><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">{AUTHOR}</dc:creator>'
        f"</office:change-info><text:p>{DELETED}</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"
    )
    noted = (
        '<text:p>The offer<text:change text:change-id="c1"/> stands'
        f'<office:annotation><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">{AUTHOR}'
        f"</dc:creator><text:p>{REMARK}</text:p></office:annotation>, in full.</text:p>"
    )
    content = content.replace("<office:text>", f"<office:text>{changes}{noted}", 1)
    settings = (
        '<?xml version="1.0"?><office:document-settings '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"><office:settings>'
        '<config:config-item config:name="PrinterName" config:type="string">'
        f"{AUTHOR}</config:config-item></office:settings></office:document-settings>"
    )
    meta = (
        '<?xml version="1.0"?><office:document-meta '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
        f"<meta:initial-creator>{AUTHOR}</meta:initial-creator></office:meta>"
        "</office:document-meta>"
    )
    manifest = _parts(makers.open_document())["META-INF/manifest.xml"].decode()
    added = ("settings.xml", "meta.xml", "Thumbnails/thumbnail.png", "Pictures/p.jpg")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type=""/>'
        for name in added
        if f'"{name}"' not in manifest
    )
    end = manifest.rindex("</manifest:manifest>")
    return makers.rezip(
        makers.open_document(),
        {
            "META-INF/manifest.xml": (manifest[:end] + entries + manifest[end:]).encode(),
            "content.xml": content.encode(),
            "settings.xml": settings.encode(),
            "meta.xml": meta.encode(),
            "Thumbnails/thumbnail.png": photo("PNG"),
            "Versions/Version1": AUTHOR.encode(),
            "Pictures/p.jpg": photo(),
        },
    )


def pdf() -> bytes:
    """Properties, XMP, a note, a highlight, a file inside; the words must survive."""
    with pikepdf.open(io.BytesIO(makers.pdf("The offer stands."))) as document:
        document.docinfo["/Author"] = AUTHOR
        with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:creator"] = [AUTHOR]
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[9, 9, 30, 30], T=AUTHOR,
            Contents=REMARK,
        )  # fmt: skip
        mark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Highlight, Rect=[9, 40, 90, 60],
            QuadPoints=[9, 60, 90, 60, 9, 40, 90, 40], T=AUTHOR, Contents=REMARK,
            M="D:20240505100000Z",
        )  # fmt: skip
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([note, mark]))
        document.attachments["private.txt"] = AUTHOR.encode()
        document.pages[0].obj["/PieceInfo"] = pikepdf.Dictionary(Word=AUTHOR)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def pdf_of(picture: bytes) -> bytes:
    """A PDF with a JPEG put into it as it is."""
    with Image.open(io.BytesIO(picture)) as image:
        width, height = image.size
    document = pikepdf.new()
    photo = pikepdf.Stream(document, picture)
    photo.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    page = document.add_blank_page()
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=photo))
    page.Contents = document.make_stream(b"q 200 0 0 200 50 50 cm /P Do Q")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def unpacked(data: bytes) -> dict[str, bytes]:
    """Every part of an office file, unpacked."""
    return _parts(data)


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
