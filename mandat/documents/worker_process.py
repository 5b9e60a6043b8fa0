"""The child process that reads one file: a request on standard input, JSON lines on its output.

It imports the one parser that the file needs after giving up its rights, so that a library
that would reach out while it loads cannot. Started by `bounded`; never imported by the site.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO, Final

from mandat.documents import sandbox
from mandat.documents.limits import PROBE, Limits, Reading, Refused
from mandat.documents.sniff import DOCX, HTML, ODT, PDF, ZIP

_READERS: Final = {
    PDF: ("mandat.documents.readers.pdf", "read_pdf"),
    DOCX: ("mandat.documents.readers.docx", "read_docx"),
    ODT: ("mandat.documents.readers.odt", "read_odt"),
    HTML: ("mandat.documents.readers.html", "read_html"),
}

type Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """Nobody asked how far the work is."""


def main() -> None:
    """Answers one request; every outcome is an answer, a crash alone is silence."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not speak in the protocol
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    data = sys.stdin.buffer.read()
    ocr = bool(request["ocr"])
    seconds = limits.ocr_seconds if ocr else limits.seconds
    sandbox.confine(memory=limits.memory, seconds=seconds, programs=ocr)

    def progress(done: int, total: int) -> None:
        _answer(answers, {"progress": [done, total]})

    if request["media_type"] == PROBE:
        from mandat.documents.probe import probe  # noqa: PLC0415 -- start-up

        _answer(answers, {"probe": probe()})
    else:
        _answer(answers, answer(data, request["media_type"], limits, ocr=ocr, progress=progress))
    os._exit(0)  # parsers may hold a gigabyte: the kernel frees it faster than they do


def _answer(out: BinaryIO, value: dict[str, Any]) -> None:
    out.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    out.flush()


def answer(
    data: bytes,
    media_type: str,
    limits: Limits,
    *,
    ocr: bool = False,
    progress: Progress = _silent,
) -> dict[str, Any]:
    """The reading of a file, or its refusal, as JSON. Nothing a file holds makes this raise."""
    try:
        if media_type == ZIP:
            from mandat.documents.containers import open_container  # noqa: PLC0415 -- start-up

            media_type = open_container(data, limits)
        reading = read(data, media_type, limits, ocr=ocr, progress=progress)
        if sum(map(len, reading.pages)) > limits.max_text:
            raise Refused("too_large", {"unit": "characters", "limit": limits.max_text})
    except Refused as refusal:
        return {"refused": refusal.code, "params": refusal.params}
    except MemoryError:
        return {"refused": "memory", "params": {}}
    except Exception as error:  # noqa: BLE001 -- parsers raise anything on broken input
        return {"refused": "corrupt", "params": {"error": type(error).__name__}}
    return {
        "media_type": media_type,
        "pages": reading.pages,
        "paged": reading.paged,
        "warnings": reading.warnings,
    }


def read(
    data: bytes,
    media_type: str,
    limits: Limits,
    *,
    ocr: bool = False,
    progress: Progress = _silent,
) -> Reading:
    """Hands the bytes to the reader of their type, importing only that one: most of the time."""
    if media_type == PDF and ocr:
        from mandat.documents.readers.ocr import read_scan  # noqa: PLC0415 -- start-up

        return read_scan(data, limits, progress)
    module, function = _READERS[media_type]
    reading = getattr(import_module(module), function)(data, limits)
    assert isinstance(reading, Reading)
    return reading
