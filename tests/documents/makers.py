"""Makes the files that the tests read, good and bad; no file is kept beside them."""

import copy
import io
import zipfile
import zlib
from collections.abc import Sequence

import docx
import pikepdf
import typst
from odf import opendocument, style, table, text
from PIL import Image, ImageDraw

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def pdf(source: str) -> bytes:
    """A PDF from typst markup."""
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


def locked_pdf() -> bytes:
    """A PDF that opens with a password only."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Secret"))) as document:
        document.save(out, encryption=pikepdf.Encryption(user="lock", owner="key"))
    return out.getvalue()


def picture(words: Sequence[str]) -> Image.Image:
    """A page of printed words as a scanner would give it."""
    image = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(image)
    for number, word in enumerate(words):
        pen.text((120, 150 + 90 * number), word, fill=0, font_size=48)
    return image


def scanned_pdf(pages: Sequence[Sequence[str]] = (("Deadline 12 May 2026",),)) -> bytes:
    """A PDF whose pages are pictures."""
    first, *others = [picture(words) for words in pages]
    out = io.BytesIO()
    first.save(out, "PDF", resolution=150, save_all=True, append_images=others)
    return out.getvalue()


def half_scanned_pdf() -> bytes:
    """One page with a text layer, one that is a picture."""
    out = io.BytesIO()
    with (
        pikepdf.open(
            io.BytesIO(pdf("Terms of reference for the facilitation of a community"))
        ) as a,
        pikepdf.open(io.BytesIO(scanned_pdf())) as b,
    ):
        a.pages.extend(b.pages)
        a.save(out)
    return out.getvalue()


def word_file() -> bytes:
    """Headings, nested lists, a grid, a link and a note in a Word file."""
    document = docx.Document()
    document.add_heading("Appel à consultance", 0)
    document.add_heading("Livrables", 1)
    document.add_paragraph("Une note de 8 pages", style="List Bullet")
    document.add_paragraph("avec un résumé", style="List Bullet 2")
    document.add_paragraph("Premier rapport", style="List Number")
    document.add_paragraph("Second rapport", style="List Number")
    document.add_heading("Critères", 1)
    grid = document.add_table(rows=0, cols=2)
    for label, points in (("Méthodologie\nproposée", "40"), ("Expertise", "40"), ("Prix", "20")):
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = label, points
    document.add_paragraph("Écrire à appels@example.org.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def open_document() -> bytes:
    """The same in an OpenDocument text."""
    document = opendocument.OpenDocumentText()
    numbers = text.ListStyle(name="Numbers")
    numbers.addElement(text.ListLevelStyleNumber(level=1, numformat="1", numsuffix="."))
    document.automaticstyles.addElement(numbers)
    bullets = text.ListStyle(name="Bullets")
    bullets.addElement(text.ListLevelStyleBullet(level=1, bulletchar="•"))
    document.automaticstyles.addElement(bullets)
    document.automaticstyles.addElement(style.Style(name="Plain", family="paragraph"))
    body = document.text
    body.addElement(text.H(outlinelevel=1, text="Appel à consultance"))
    outer = text.List(stylename=bullets)
    item = text.ListItem()
    item.addElement(text.P(text="Une note de 8 pages"))
    inner = text.List()
    nested = text.ListItem()
    nested.addElement(text.P(text="avec un résumé"))
    inner.addElement(nested)
    item.addElement(inner)
    outer.addElement(item)
    body.addElement(outer)
    ordered = text.List(stylename=numbers)
    for words in ("Premier rapport", "Second rapport"):
        item = text.ListItem()
        item.addElement(text.P(text=words))
        ordered.addElement(item)
    body.addElement(ordered)
    grid = table.Table(name="Grid")
    for label, points in (("Méthodologie proposée", "40"), ("Prix", "20")):
        row = table.TableRow()
        for words in (label, points):
            cell = table.TableCell()
            cell.addElement(text.P(text=words))
            row.addElement(cell)
        grid.addElement(row)
    body.addElement(grid)
    broken = text.P(text="Écrire")
    broken.addElement(text.LineBreak())
    broken.addText("à l’adresse")
    broken.addElement(text.S(c=1))
    broken.addText("appels@example.org")
    body.addElement(broken)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def rezip(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A zip container with some parts replaced, added, or (None) left out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {entry.filename: old.read(entry) for entry in old.infolist()}
        for name, content in {**parts, **changes}.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    """A Word file with a part of 40 MiB of zeros in 40 KiB."""
    return rezip(word_file(), {"word/media/big.bin": bytes(40 * 1024 * 1024)})


def many_entries(count: int) -> bytes:
    """A Word file with far more parts than any writer makes."""
    return rezip(word_file(), {f"customXml/{n}.txt": b"" for n in range(count)})


def overlapping_zip() -> bytes:
    """A Word file whose directory names the same bytes many times over."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"<document/>")
        archive.filelist += [copy.copy(archive.filelist[1]) for _ in range(20)]
    return out.getvalue()


def lying_zip() -> bytes:
    """A part that says 100 bytes in the directory and holds a megabyte."""
    data = rezip(word_file(), {"word/document.xml": bytes(1_234_567)})
    size = (1_234_567).to_bytes(4, "little")
    assert data.count(size) == 2
    return data.replace(size, (100).to_bytes(4, "little"))


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]><x>&l9;</x>'


def xml_bomb(container: bytes, part: str, encoding: str = "utf-8") -> bytes:
    """A document one part of which expands a billion times."""
    return rezip(container, {part: ENTITIES.encode(encoding)})


def encrypted_zip() -> bytes:
    """A Word file with the flag of an encrypted entry."""
    data = bytearray(word_file())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    return bytes(data)


def encrypted_word() -> bytes:
    """The outline of an encrypted Word file: a compound file with an encrypted package."""
    return OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def endless_pdf(letters: int) -> bytes:
    """A PDF with one content stream of so many letters: small packed, long to read."""
    stream = zlib.compress(b"BT /F1 9 Tf (a) Tj ET\n" * letters, 9)
    document = pikepdf.new()
    document.add_blank_page()
    content = pikepdf.Stream(document, stream)
    content.Filter = pikepdf.Name.FlateDecode
    document.pages[0].Contents = content
    out = io.BytesIO()
    document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()
