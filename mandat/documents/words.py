"""Why a file was refused and what to do about it, in the reader's language; for every room.

    reason, remedy = refusal_words(refused.code, refused.params)

Lazily translated where nothing is filled in; else translated at the call, so call it while
rendering. The codes are those of `limits.REFUSALS` and `limits.JUDGEMENTS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mandat.documents import kinds
from mandat.documents.sizes import shown_size

KIND_LABELS: Mapping[str, Any] = {
    kinds.PDF: "PDF",
    kinds.DOCX: "Word (.docx)",
    kinds.XLSX: "Excel (.xlsx)",
    kinds.PPTX: "PowerPoint (.pptx)",
    kinds.ODT: "OpenDocument (.odt)",
    kinds.DOC: _("old Word (.doc)"),
    kinds.HTML: _("web page"),
    kinds.TEXT: _("plain text (.txt)"),
    kinds.PNG: _("PNG image"),
    kinds.JPEG: _("JPEG image"),
    kinds.VTT: _("subtitles (.vtt)"),
    kinds.SRT: _("subtitles (.srt)"),
    kinds.RIS: _("references (.ris)"),
    kinds.BIBTEX: _("references (.bib)"),
    kinds.EML: _("saved e-mail (.eml)"),
    kinds.QDPX: _("research project (.qdpx)"),
    kinds.ZIP: _("ZIP archive"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Two sentences for one code: what is wrong and why, and what to do."""

    reason: Any
    remedy: Any

    def __iter__(self) -> Any:
        return iter((self.reason, self.remedy))


_PLAIN_COPY = _("Ask for a plain copy of the document, or save it as PDF and send that.")

_WORDS: Mapping[str, Words] = {
    "empty": Words(_("The file is empty."), _("Choose the file that holds the document.")),
    "binary": Words(
        _("This is not a text, a document or an image that can be opened here."),
        _("Save it as PDF and send that."),
    ),
    "password_protected": Words(
        _("The file is protected by a password, so nobody here could open it."),
        _("Open it, save it without password, and send that copy."),
    ),
    "corrupt": Words(
        _("The file is damaged and does not open."),
        _("Open it on your side; if it opens, save it under a new name and send that copy."),
    ),
    "no_text_layer": Words(
        _("The pages are images without text: this is a scan."),
        _("Send the original document, or have the characters recognised first."),
    ),
    "zip_bomb": Words(
        _("The file unpacks to far more than a document holds, so it was not opened."), _PLAIN_COPY
    ),
    "xml_bomb": Words(
        _("The file contains definitions that could block this machine, so it was not opened."),
        _PLAIN_COPY,
    ),
    "timeout": Words(
        _("Looking into the file took too long and was stopped."),
        _("Save it as PDF, or divide it, and send that."),
    ),
    "memory": Words(
        _("Looking into the file needed too much memory and was stopped."),
        _("Make its images smaller, or divide it, and send that."),
    ),
    "macros": Words(
        _("The document contains macros: programs that run when it is opened."),
        _("Save it without macros (as .docx, .xlsx, .pptx, .odt or PDF) and send that copy."),
    ),
    "polyglot": Words(
        _("The file is two things at once: what opens it decides what is seen."),
        _("Open it, save it again under a new name, and send that copy."),
    ),
    "nested_archive": Words(
        _("The archive contains another archive, which is not opened."),
        _("Take the files out and send them in one archive, or one by one."),
    ),
    "no_converter": Words(
        _("Old Word files (.doc) cannot be opened on this site."),
        _("Save it as Word (.docx), OpenDocument (.odt) or PDF and send that copy."),
    ),
    "not_converted": Words(
        _("The old Word file (.doc) could not be converted."),
        _("Save it as Word (.docx), OpenDocument (.odt) or PDF and send that copy."),
    ),
}

_ACTIVE: Mapping[str, Words] = {
    "script": Words(
        _("The PDF contains scripts or starts other programs when it is opened."),
        _("Print it to a new PDF and send that copy."),
    ),
    "form": Words(
        _("The PDF is a form that only one maker's program can show."),
        _("Fill it in, print it to a new PDF, and send that copy."),
    ),
    "program": Words(
        _("A program is packed inside the file."),
        _("Take it out, save the document alone, and send that copy."),
    ),
    "package": Words(
        _("Another file is packed inside the document, as an icon to click on."),
        _("Take it out, and send it as a file of its own if it is needed."),
    ),
    "control": Words(
        _("The document contains buttons or fields that are small programs (ActiveX)."),
        _("Save it as PDF and send that."),
    ),
}

_UNSAFE: Mapping[str, Words] = {
    "nothing": Words(_("The archive is empty."), _("Put the files in and send it again.")),
    "link": Words(
        _("The archive contains links to other places instead of files."),
        _("Put the files themselves into the archive."),
    ),
    "double": Words(
        _("The archive contains two files of the same name in the same place."),
        _("Make it again from the files, each with a name of its own."),
    ),
}


def _too_large(params: Mapping[str, Any]) -> Words:
    limit = params.get("limit", 0)
    if params.get("unit") == "bytes":
        return Words(
            gettext("The file takes %(size)s; at most %(limit)s are taken here.")
            % {"size": shown_size(params.get("size", 0)), "limit": shown_size(limit)},
            gettext("Make its images smaller, or divide it, and send that."),
        )
    return Words(
        gettext("The text is longer than what can be read here."),
        gettext("Divide the document and send its parts."),
    )


def _too_many_pages(params: Mapping[str, Any]) -> Words:
    pages, limit = int(params.get("pages", 0)), int(params.get("limit", 0))
    reason = ngettext(
        "The document has %(pages)d page; at most %(limit)d are taken here.",
        "The document has %(pages)d pages; at most %(limit)d are taken here.",
        pages,
    )
    return Words(
        reason % {"pages": pages, "limit": limit},
        gettext("Shorten it, and send the shorter document."),
    )


def _image_too_large(params: Mapping[str, Any]) -> Words:
    size = {"width": params.get("width"), "height": params.get("height")}
    if None in size.values():
        reason = gettext("An image in the document has far too many pixels to be opened.")
    else:
        reason = gettext("The image has %(width)s by %(height)s pixels, too many to be opened.") % {
            k: f"{v:,}".replace(",", "\u202f") for k, v in size.items() if v is not None
        }
    return Words(reason, gettext("Save it with fewer pixels (4000 on the long side are plenty)."))


def _not_allowed(params: Mapping[str, Any]) -> Words:
    kind = params.get("type", "")
    label = KIND_LABELS.get(kind)
    if label:
        reason = gettext("The file is of the kind “%(kind)s”, which is not taken here.") % {
            "kind": label
        }
    elif kind == "program":
        reason = gettext("The file is a program, which is not taken anywhere on this site.")
    else:
        reason = gettext("This kind of file is not taken here.")
    return Words(
        reason,
        gettext("Taken here: %(kinds)s. Save it as one of these and send that copy.")
        % {"kinds": kind_list(params.get("allowed", ()))},
    )


_FILLED: Mapping[str, Callable[[Mapping[str, Any]], Words]] = {
    "too_large": _too_large,
    "too_many_pages": _too_many_pages,
    "image_too_large": _image_too_large,
    "not_allowed_here": _not_allowed,
    "unsupported_type": _not_allowed,
    "active_content": lambda params: _ACTIVE[params.get("part", "script")],
    "archive_unsafe": lambda params: _UNSAFE[params.get("because", "double")],
}


def refusal_words(code: str, params: Mapping[str, Any] | None = None) -> Words:
    """The two sentences of a refusal; those of an archive's member name it."""
    given = params or {}
    words = _FILLED[code](given) if code in _FILLED else _WORDS[code]
    if "member" not in given:
        return words
    # Isolated, so that a name in another script does not turn the sentence around.
    named = gettext("In the archive, “%(name)s”:") % {"name": f"\u2068{given['member']}\u2069"}
    return Words(format_lazy("{} {}", named, words.reason), words.remedy)


def kind_list(media_types: Any) -> str:
    """The kinds in words, in the house's order, for what a form takes."""
    wanted = set(media_types)
    return ", ".join(str(label) for kind, label in KIND_LABELS.items() if kind in wanted)


_WARNINGS: Mapping[str, Any] = {
    "pages_over_indicative": _(
        "By the count that the office program noted, the document has more pages than are taken "
        "here. The count may be old: look, or ask for a PDF."
    ),
    "pages_over_laid_out": _(
        "As it is laid out here, the document has more pages than are taken. With the fonts of its "
        "author it may have fewer: look, or ask for a PDF."
    ),
    "page_counts_differ": _(
        "Programs see different numbers of pages in this PDF; the higher number counts."
    ),
    "external_references": _(
        "The document fetches something from elsewhere when it is opened. Share the cleaned copy."
    ),
    "restricted": _("The PDF asks not to be printed or copied."),
    "camera_trailer": _(
        "Behind the image the phone stored a clip or a second image. The cleaned copy has neither."
    ),
    "attachments": _("Further files are packed inside. Each is checked when it is taken out."),
    "scripts": _("The web page contains scripts. They do not run here; do not run them elsewhere."),
    "embedded_objects": _("The document contains parts of other documents, such as tables."),
    "members_left_out": _("Files that an operating system added to the archive were left out."),
    "pictures_not_cleaned": _(
        "Images inside the PDF still tell how, when or where they were taken."
    ),
    "media_not_cleaned": _("Some images, sounds or clips inside could not be cleaned."),
    "speaker_notes": _("The slides have speaker notes. They were kept: read them before sharing."),
}


def warning_words(code: str) -> Any:
    """What was noticed about a file that was taken or cleaned, and what to look at."""
    return _WARNINGS[code]


REMOVED: Mapping[str, Any] = {
    "picture_metadata": _("place, time and device of images"),
    "properties": _("author, company and dates of the document"),
    "custom_properties": _("further properties and hidden data of the document"),
    "comments": _("comments and their authors"),
    "tracked_changes": _("tracked changes: all were accepted, deleted text is gone"),
    "revision_marks": _("marks of editing sessions"),
    "thumbnail": _("preview image"),
    "external_references": _("references to other places, such as a template's folder"),
    "printer": _("printer settings"),
    "scripts": _("scripts and actions"),
    "attachments": _("files packed inside"),
    "annotation_authors": _("authors and dates of annotations"),
    "old_versions": _("earlier versions"),
    "signatures": _("digital signatures, which a changed copy cannot keep"),
}


def removed_words(code: str) -> Any:
    """What was taken out of a cleaned copy, for a list."""
    return REMOVED[code]
