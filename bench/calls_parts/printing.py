"""One call on paper, warm: typst as the site calls it, beside WeasyPrint over the same words.

Both make tagged PDF (PDF/UA-1) with the same letters. WeasyPrint is given plain HTML with a short
style sheet: less layout than our template draws.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from calls_parts.words import Maker

LENGTHS = {"short": 0, "long": 60_000}  # characters of full text; 60,000 are 20 pages
MISSING = "WeasyPrint is missing: .venv/tools/bin/uv pip install -p .venv -r requirements/bench.txt"
Table = dict[str, Any]


def _paragraphs(length: int, seed: int) -> Iterator[dict[str, Any]]:
    maker, size, number = Maker(seed), 0, 0
    while size < length:
        text = maker.text("fr", 100)
        number += 1
        if number % 5 == 1:
            yield {"text": f"{number}. {text.title}", "level": 3, "direction": "ltr"}
        yield {"text": text.body, "level": 0, "direction": "ltr"}
        size += len(text.body)


def _document(token: str) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415 -- Django is set up
    from django.utils.translation import override  # noqa: PLC0415

    from mandat.calls.models import Call  # noqa: PLC0415
    from mandat.calls.outputs.pdf import document_of  # noqa: PLC0415
    from mandat.calls.public.milestones import steps_of  # noqa: PLC0415
    from mandat.calls.public.queries import public_page  # noqa: PLC0415

    call, at = Call.objects.select_related("organisation").get(token=token), timezone.now()
    with override("fr"):
        page = public_page(call, at=at, wanted="fr")
        return document_of(page, steps_of(call, call.milestones.all(), at))


def _rows(rows: list[dict[str, Any]], *names: str) -> str:
    cells = ("".join(f"<td>{escape(str(row.get(n) or ''))}</td>" for n in names) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _html(document: dict[str, Any], fonts: str) -> str:
    """The same words, as a plain page."""
    parts = [f"<h1>{escape(document['title'])}</h1>", f"<p>{escape(document['organisation'])}</p>"]
    parts.append(f"<p>{escape(document['deadline'])}</p>")
    parts.append(_rows(document["facts"], "label", "text", "note"))
    parts.append(f"<h2>{escape(document['words']['send'])}</h2>")
    parts += [
        f"<p>{escape(a['name'])} {escape(' '.join(a['notes']))}</p>" for a in document["asked"]
    ]
    parts.append(f"<h2>{escape(document['words']['judged'])}</h2>")
    parts.append(_rows(document["grid"], "label", "value", "note"))
    parts.append(_rows(document["rules"], "text", "note"))
    parts.append(_rows(document["steps"], "when", "label", "planned"))
    for section in document["sections"]:
        parts.append(f"<h2>{escape(section['title'])}</h2>")
        parts += [f"<p>{escape(x['text'])} {escape(x['note'])}</p>" for x in section["lines"]]
    parts.append(f"<h2>{escape(document['words']['text'])}</h2>")
    for block in document["text"]:
        tag = f"h{block['level']}" if block["level"] else "p"
        parts.append(f"<{tag}>{escape(block['text'])}</{tag}>")
    style = (
        f"@font-face {{ font-family: Plex; src: url('{fonts}/IBMPlexSans-Regular.ttf') }}"
        f"@font-face {{ font-family: Plex; font-weight: 700;"
        f" src: url('{fonts}/IBMPlexSans-Bold.ttf') }}"
        "@page { size: A4; margin: 2.5cm; @bottom-center { content: counter(page) } }"
        "body { font: 10pt Plex } td { padding: 2pt; border-bottom: 1px solid #ccc }"
    )
    title = escape(document["title"])
    head = f"<meta charset=utf-8><title>{title}</title><style>{style}</style>"
    return f"<!doctype html><html lang=fr><head>{head}</head><body>{''.join(parts)}</body></html>"


def measure(token: str, runs: int) -> Table:
    """Milliseconds of processor for a PDF, medians; the two in turn, after one that warms up."""
    from mandat.calls.outputs.pdf import printed  # noqa: PLC0415 -- Django is set up
    from mandat.core.printing.fonts import FOLDER  # noqa: PLC0415

    try:
        from weasyprint import HTML  # noqa: PLC0415 -- only here, and perhaps not there
    except (ImportError, OSError):
        print(MISSING)
        return {}
    table: Table = {}
    for name, length in LENGTHS.items():
        document = _document(token)
        documents = [_another(document, length, number) for number in range(runs + 1)]
        pages = [_html(document, FOLDER.as_uri()) for document in documents]

        def theirs(page: str) -> bytes:
            pdf: bytes = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
            return pdf

        table[name] = _in_turn(documents, pages, printed, theirs)
    return table


def _another(document: dict[str, Any], length: int, number: int) -> dict[str, Any]:
    """The call in other words each time: typst remembers what it has laid out before."""
    text = list(_paragraphs(length, seed=number))
    return document | {"title": f"{document['title']} {number}", "text": text}


def _in_turn(
    documents: list[dict[str, Any]],
    pages: list[str],
    ours: Callable[[dict[str, Any]], bytes],
    theirs: Callable[[str], bytes],
) -> Table:
    """The first of each warms up."""
    sizes = {"typst": len(ours(documents[0])), "weasyprint": len(theirs(pages[0]))}
    times: dict[str, list[float]] = {"typst": [], "weasyprint": []}
    for document, page in zip(documents[1:], pages[1:], strict=True):
        times["typst"].append(_milliseconds(ours, document))
        times["weasyprint"].append(_milliseconds(theirs, page))
    cpu = {who: statistics.median(taken) for who, taken in times.items()}
    return {"cpu_ms": cpu, "bytes": sizes, "times_ours": cpu["weasyprint"] / cpu["typst"]}


def _milliseconds(work: Callable[[Any], bytes], given: Any) -> float:
    start = time.process_time()
    work(given)
    return (time.process_time() - start) * 1000
