"""Makes files that are to be judged: every kind once good, and the ways in which files are bad."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping

import openpyxl
import pikepdf
import pptx
from PIL import Image

from tests.documents import makers

MAGIC = makers.OLE
PDF_WORDS = "Terms of reference"

SUBTITLES = b"1\n00:00:01,000 --> 00:00:02,500\nBonjour\n\n2\n00:00:03,000 --> 00:00:04,000\nOui\n"
CAPTIONS = b"WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour\n"
REFERENCES = b"TY  - JOUR\nTI  - On terms\nAU  - Doe, Jane\nER  - \n"
BIBLIOGRAPHY = b"% kept by hand\n@article{doe2024,\n  title = {On terms},\n  year = 2024\n}\n"
MESSAGE = (
    b"Received: from a.example.org\r\nFrom: Jane <jane@example.org>\r\nDate: Mon, 3 Jun 2024 "
    b"10:00:00 +0000\r\nSubject: Offer\r\nMIME-Version: 1.0\r\n\r\nHere it is.\r\n"
)
PAGE = b"<!doctype html><html><head><title>Call</title></head><body><p>Words</p></body></html>"


def photo(kind: str = "JPEG", size: tuple[int, int] = (320, 240)) -> bytes:
    """A picture with enough in it to be one."""
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind)
    return out.getvalue()


def excel_file() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Days"  # type: ignore[index]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def slides(count: int = 2) -> bytes:
    show = pptx.Presentation()
    for _ in range(count):
        show.slides.add_slide(show.slide_layouts[5])
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def project() -> bytes:
    """The outline of a REFI-QDA project."""
    return zipped(
        {"project.qde": b'<?xml version="1.0"?><Project name="x"/>', "sources/a.txt": b"a"}
    )


def zipped(members: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def zip_with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("cv.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def zip_of_doubles() -> bytes:
    data = zipped({"a.txt": b"one", "b.txt": b"two"}, stored=True)
    return data.replace(b"b.txt", b"a.txt")


def zip_bomb() -> bytes:
    """A plain archive with 64 MiB of zeros in 64 KiB."""
    return zipped({"words.txt": bytes(64 * 1024 * 1024)})


def with_app(data: bytes, pages: int) -> bytes:
    """A Word file that says how many pages it has."""
    app = (
        '<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/extended-properties"><Pages>{pages}</Pages></Properties>'
    )
    return makers.rezip(data, {"docProps/app.xml": app.encode()})


def retyped(data: bytes, old: bytes, new: bytes) -> bytes:
    """An office file whose list of content types says something else."""
    name = "[Content_Types].xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read(name)
    assert old in types
    return makers.rezip(data, {name: types.replace(old, new)})


def related(data: bytes, relation: str) -> bytes:
    """A Word file whose document has one relation more."""
    name = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read(name).decode()
    return makers.rezip(
        data, {name: relations.replace("</Relationships>", f"{relation}</Relationships>").encode()}
    )


def compound(streams: Mapping[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """A compound file ([MS-CFB], version 3) with these streams, each of 4096 bytes or more."""
    contents = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    entries += [_entry(name, 1, 0, 0) for name in storages]
    directory = (len(entries) + len(contents) + 3) // 4
    chain = [*range(2, directory + 1), 0xFFFFFFFE]  # the directory, from sector 1
    body = b""
    for name, content in contents.items():
        first, count = len(chain) + 1, -(-len(content) // 512)
        entries.append(_entry(name, 2, first, len(content)))
        chain += [*range(first + 1, first + count), 0xFFFFFFFE]
        body += content.ljust(count * 512, b"\0")
    table = [0xFFFFFFFD, *chain]
    assert len(table) <= 128, "one sector of table is enough for tests"
    header = MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    allocated = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return header + allocated + b"".join(entries).ljust(directory * 512, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + b"\xff" * 12
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def word_stream(*, flags: int = 0) -> bytes:
    """The header of a WordDocument stream: its identity, its flags, where its text is listed."""
    head = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags).ljust(32, b"\0")
    counts = struct.pack("<H28xH", 0x0E, 0x16)
    return (head + counts).ljust(0x1A2, b"\0") + struct.pack("<II", 0, 5)


def old_word(*storages: str, flags: int = 0) -> bytes:
    table = {"0Table": b"\x02" + bytes(4)}
    return compound({"WordDocument": word_stream(flags=flags), **table}, storages)


# PDF


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def blank(pages: int = 1) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    return pdf


def scripted_pdf() -> bytes:
    """A script that runs when the file is opened, in an object that is packed away."""
    pdf = blank()
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def launching_pdf() -> bytes:
    """A link deep inside an annotation that starts a program; its name spelt in digits."""
    pdf = blank()
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action
    )
    pdf.pages[0].Annots = pikepdf.Array([link])
    return saved(pdf).replace(b"/Launch", b"/#4caunch")


def form_pdf() -> bytes:
    pdf = blank()
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pikepdf.Stream(pdf, b"<xdp/>"))
    return saved(pdf)


def pdf_with_file(name: str, content: bytes) -> bytes:
    pdf = blank()
    pdf.attachments[name] = content
    return saved(pdf)


def restricted_pdf() -> bytes:
    """Opens without a password; printing needs one."""
    allowed = pikepdf.Permissions(print_highres=False, print_lowres=False)
    return saved(blank(), encryption=pikepdf.Encryption(owner="key", user="", allow=allowed))


def lying_pdf(pages: int) -> bytes:
    """A page tree that claims one page."""
    pdf = blank(pages)
    data = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    count = f"/Count {pages}".encode()
    assert data.count(count) == 1
    return data.replace(count, b"/Count 1".ljust(len(count)))


def twice_packed_pdf(mebibytes: int) -> bytes:
    """A content stream of zeros packed twice: a kilobyte that unpacks to gigabytes."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(mebibytes)) + packer.flush()
    pdf = blank()
    content = pikepdf.Stream(pdf, zlib.compress(once, 9))
    content.stream_dict.Filter = pikepdf.Array([pikepdf.Name.FlateDecode] * 2)
    pdf.pages[0].Contents = pdf.make_indirect(content)
    level = pikepdf.StreamDecodeLevel.none
    return saved(pdf, compress_streams=False, stream_decode_level=level)


def pictured_pdf(width: int, height: int, unpacked: int) -> bytes:
    """A picture that claims a size and unpacks to another."""
    pdf = blank()
    picture = pikepdf.Stream(pdf, zlib.compress(bytes(unpacked), 9))
    picture.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
        Filter=pikepdf.Name.FlateDecode,
    )
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    level = pikepdf.StreamDecodeLevel.none
    return saved(pdf, compress_streams=False, stream_decode_level=level)


# Pictures


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(width: int, height: int, rows: bytes, *more: bytes) -> bytes:
    """A grey PNG of that size whose rows are the given packed bytes."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", header, *more, png_chunk(b"IDAT", rows), png_chunk(b"IEND", b""))
    )


def png_bomb() -> bytes:
    """A picture of 100 x 100 pixels that unpacks to 512 MiB."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(512)) + packer.flush()
    return png(100, 100, rows)


def huge_jpeg() -> bytes:
    """A JPEG whose frame claims 60,000 x 60,000 pixels."""
    data = bytearray(photo("JPEG"))
    frame = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, frame + 5, 60_000, 60_000)
    return bytes(data)
