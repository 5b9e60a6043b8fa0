"""A PDF written anew: properties, scripts, attachments and the authors of notes are left behind.

Images are kept as they are; those that still carry EXIF or XMP are told of, not cleaned. Earlier
revisions that were saved behind each other do not survive: only what is in use is written.
"""

import io
import re
from typing import Final

import pikepdf

from mandat.documents.cleaning.inside import Traces
from mandat.documents.limits import Refused

# Metadata, private data of programs (ISO 32000-2, 14.5), previews, moments of change.
_EVERYWHERE: Final = {
    "/Metadata": "properties",
    "/PieceInfo": "properties",
    "/LastModified": "properties",
    "/Thumb": "thumbnail",
    "/AA": "scripts",
    "/AF": "attachments",
    "/EF": "attachments",
    "/JS": "scripts",
}
_ROOT: Final = {"/OpenAction": "scripts", "/Collection": "attachments", "/Perms": "signatures"}
_NAMES: Final = {"/EmbeddedFiles": "attachments", "/JavaScript": "scripts"}
# Notes that float above the page; shapes and free text are part of what is seen.
_COMMENTS: Final = frozenset({"/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Caret"})
_OF_AUTHORS: Final = ("/T", "/M", "/CreationDate", "/NM", "/IRT", "/RC", "/Subj", "/Popup")
_NOT_MARKUP: Final = frozenset({"/Widget", "/Link"})
_TRACES: Final = re.compile(rb"Exif\x00\x00|http://ns\.adobe\.com/x|Photoshop 3\.0|<x:xmpmeta")


def clean_pdf(data: bytes, traces: Traces) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            _clean_document(pdf, traces)
            for page in pdf.pages:
                _clean_annotations(page.obj, traces)
            for thing in pdf.objects:
                _clean_object(thing, traces)
            out = io.BytesIO()
            pdf.remove_unreferenced_resources()
            pdf.save(out, deterministic_id=True, encryption=False)
    except pikepdf.PasswordError as error:
        raise Refused("password_protected") from error
    except pikepdf.PdfError as error:
        raise Refused("corrupt") from error
    return out.getvalue()


def _clean_document(pdf: pikepdf.Pdf, traces: Traces) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
        traces.removed.add("properties")
    _take(pdf.Root, _ROOT, traces)
    if "/Names" in pdf.Root:
        _take(pdf.Root["/Names"], _NAMES, traces)


def _take(holder: pikepdf.Object, keys: dict[str, str], traces: Traces) -> None:
    for key, code in keys.items():
        if key in holder:
            del holder[key]
            traces.removed.add(code)


def _clean_annotations(page: pikepdf.Object, traces: Traces) -> None:
    if "/Annots" not in page:
        return
    kept = pikepdf.Array()
    for annotation in page["/Annots"].as_list():
        kind = str(annotation.get("/Subtype", ""))
        if kind in _COMMENTS:
            traces.removed.add("attachments" if kind == "/FileAttachment" else "comments")
            continue
        if kind not in _NOT_MARKUP:
            _clean_markup(annotation, kind, traces)
        kept.append(annotation)
    page["/Annots"] = kept


def _clean_markup(annotation: pikepdf.Object, kind: str, traces: Traces) -> None:
    """A highlight or a shape: its look stays, who made it and the remark behind it go."""
    _take(annotation, dict.fromkeys(_OF_AUTHORS, "annotation_authors"), traces)
    if kind != "/FreeText" and "/Contents" in annotation:
        del annotation["/Contents"]
        traces.removed.add("comments")


def _clean_object(thing: object, traces: Traces) -> None:
    if isinstance(thing, pikepdf.Stream):
        _look_at_picture(thing, traces)
        holder: pikepdf.Object = thing.stream_dict
    elif isinstance(thing, pikepdf.Dictionary):
        holder = thing
    else:
        return
    _take(holder, _EVERYWHERE, traces)
    if str(holder.get("/Type", "")) == "/Sig":
        # The field stays, its signature (with name, place and time) no longer holds anyway.
        for key in list(holder.keys()):
            if key != "/Type":
                del holder[key]
        traces.removed.add("signatures")


def _look_at_picture(stream: pikepdf.Stream, traces: Traces) -> None:
    filters = stream.stream_dict.get("/Filter", pikepdf.Array())
    names = filters.as_list() if isinstance(filters, pikepdf.Array) else [filters]
    if not names or str(names[-1]) not in ("/DCTDecode", "/JPXDecode"):
        return
    data = stream.read_raw_bytes()
    if len(names) > 1:  # a JPEG within another packing: unpacked as far as the JPEG
        bare = pikepdf.Stream(_scratch(), data)
        bare.stream_dict = pikepdf.Dictionary(Filter=pikepdf.Array(names[:-1]))
        try:
            data = bare.read_bytes(pikepdf.StreamDecodeLevel.generalized)
        except pikepdf.PdfError:
            data = b"Exif\x00\x00"  # cannot be told: say so rather than promise
    if _TRACES.search(data):
        traces.left.add("pictures_not_cleaned")


def _scratch() -> pikepdf.Pdf:
    return pikepdf.new()
