"""A Word file, read by mammoth: paragraphs, lists, tables, notes; no pictures, no deleted text."""

import io

import lxml.html
import mammoth

from mandat.documents.limits import Limits, Reading
from mandat.documents.readers.markup import render

# Word's own names of the styles, whatever the language of the program that wrote the file.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
"""


def _no_picture(image: object) -> list[object]:  # noqa: ARG001 -- mammoth's signature
    return []


def read_docx(data: bytes, limits: Limits) -> Reading:  # noqa: ARG001 -- every reader has it
    """The text of the document; Word files have no pages until they are laid out."""
    result = mammoth.convert_to_html(
        io.BytesIO(data), convert_image=_no_picture, style_map=_STYLES, external_file_access=False
    )
    root = lxml.html.fragment_fromstring(result.value or "<p></p>", create_parent="body")
    return Reading(pages=[render(root)])
