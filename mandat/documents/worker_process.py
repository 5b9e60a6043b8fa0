"""The child process that looks into files: a request on standard input, JSON lines on its output.

After its last line come the bytes that it hands back, as long as that line announced. It imports
the one parser that the file needs after giving up its rights, so that a library that would reach
out while it loads cannot. Started by `bounded`; never imported by the site.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO, Final

from mandat.documents import sandbox
from mandat.documents.kinds import DOCX, HTML, ODT, PDF, ZIP
from mandat.documents.limits import PROBE, Limits, Reading, Refused

_READERS: Final = {
    PDF: ("mandat.documents.readers.pdf", "read_pdf"),
    DOCX: ("mandat.documents.readers.docx", "read_docx"),
    ODT: ("mandat.documents.readers.odt", "read_odt"),
    HTML: ("mandat.documents.readers.html", "read_html"),
}

# Each takes the parts, the limits, the options and whom to tell of progress, and returns what it
# says and the bytes it hands back.
_WORKS: Final = {
    "read": ("mandat.documents.worker_process", "read_one"),
    "judge": ("mandat.documents.judging.inside", "judge_one"),
    "clean": ("mandat.documents.cleaning.inside", "clean_one"),
    "page_image": ("mandat.documents.pictures.pages", "draw_page"),
    "join_photos": ("mandat.documents.pictures.photos", "join"),
    PROBE: ("mandat.documents.probe", "probe_here"),
}

type Progress = Callable[[int, int], None]
type Said = tuple[dict[str, Any], list[bytes]]


def _silent(done: int, total: int) -> None:
    """Nobody asked how far the work is."""


def main() -> None:
    """Answers one request; every outcome is an answer, a crash alone is silence."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not speak in the protocol
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    parts = [sys.stdin.buffer.read(size) for size in request["sizes"]]
    sandbox.confine(memory=limits.memory, seconds=request["seconds"], programs=request["programs"])

    def progress(done: int, total: int) -> None:
        _answer(answers, {"progress": [done, total]})

    said, blobs = work(request["work"], parts, limits, request["options"], progress)
    _answer(answers, {**said, "blobs": [len(blob) for blob in blobs]})
    for blob in blobs:
        answers.write(blob)
    answers.flush()
    os._exit(0)  # parsers may hold a gigabyte: the kernel frees it faster than they do


def launch() -> None:
    """Becomes another program, confined: its limits, then the program and its arguments, in argv.

    `sys.argv` is ["-c", root, JSON].
    """
    order = json.loads(sys.argv[2])
    sandbox.confine_program(
        memory=order["memory"], seconds=order["seconds"], file_size=order["file_size"]
    )
    os.execv(order["command"][0], order["command"])  # noqa: S606 -- no shell, on purpose


def _answer(out: BinaryIO, value: dict[str, Any]) -> None:
    out.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    out.flush()


def work(
    name: str,
    parts: list[bytes],
    limits: Limits,
    options: dict[str, Any],
    progress: Progress = _silent,
) -> Said:
    """What a work says of its files, or their refusal. Nothing a file holds makes this raise."""
    module, function = _WORKS[name]
    try:
        said: Said = getattr(import_module(module), function)(parts, limits, options, progress)
    except Refused as refusal:
        return {"refused": refusal.code, "params": refusal.params}, []
    except MemoryError:
        return {"refused": "memory", "params": {}}, []
    except Exception as error:  # noqa: BLE001 -- parsers raise anything on broken input
        return {"refused": "corrupt", "params": {"error": type(error).__name__}}, []
    return said


def read_one(
    parts: list[bytes], limits: Limits, options: dict[str, Any], progress: Progress
) -> Said:
    """The text of one file."""
    data, media_type = parts[0], options["media_type"]
    if media_type == ZIP:
        from mandat.documents.containers import open_container  # noqa: PLC0415 -- start-up

        media_type = open_container(data, limits)
    reading = read(data, media_type, limits, ocr=bool(options["ocr"]), progress=progress)
    if sum(map(len, reading.pages)) > limits.max_text:
        raise Refused("too_large", {"unit": "characters", "limit": limits.max_text})
    said = {
        "media_type": media_type,
        "pages": reading.pages,
        "paged": reading.paged,
        "warnings": reading.warnings,
    }
    return said, []


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
