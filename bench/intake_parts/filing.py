"""One complete application, as a browser files it, and an adapter for the peer's load driver.

`submit(b, i, token, pdf)` goes from the page of a call to the receipt: the address, the link of
the mail, three documents sent as the page's script sends them, the team (the second member is
added by its button), the offer, the page of the last click, the click.
Raises `Refused(step, why)` unless the receipt was shown. Only the standard library, since the
driver has an environment of its own.

Facts come from the JSON file that MANDAT_BENCH_FACTS names: `call` (its public token), `links`
(an address that says which link the mail to somebody carries), `receipts` (a file that gets one
line for each receipt that was given).
"""

import asyncio
import hashlib
import json
import os
import re
import time
import uuid
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

PAGES: list[tuple[str, str, str | None]] = []
OK, FOUND, SEE_OTHER, CREATED = 200, 302, 303, 201
TEXT = "Nous proposons une démarche participative en trois phases. "
_VALUE = {
    name: re.compile(rf'name="{name}" value="([^"]*)"')
    for name in ("csrfmiddlewaretoken", "version", "seen", "once", "call_currency")
}


class _Refused(Exception):  # noqa: N818 -- the driver's own name for it
    def __init__(self, step: str, why: object) -> None:
        super().__init__(f"{step}: {why}")
        self.step, self.why = step, why


Refused = _Refused  # the peer's driver puts its own here


@cache
def facts() -> dict[str, str]:
    """What the bench prepared."""
    found: dict[str, str] = json.loads(Path(os.environ["MANDAT_BENCH_FACTS"]).read_text("utf-8"))
    return found


def address_of(token: str) -> str:
    """The address of whoever files under that token."""
    return f"{hashlib.sha256(token.encode()).hexdigest()[:24]}@bench.example"


def documents_of(token: str, pdf: bytes) -> list[tuple[str, str, str, bytes]]:
    """Slot, use, name and bytes of the three documents; the two small ones follow from it."""
    return [
        ("0", "intake.piece", "Note méthodologique.pdf", pdf),
        ("1", "intake.piece", "CV.pdf", small_pdf(f"{token} CV")),
        ("2", "intake.offer", "Offre financière.pdf", small_pdf(f"{token} prices")),
    ]


def small_pdf(mark: str) -> bytes:
    """A whole PDF of one page with its table of objects, of some 20 kB."""
    noise = b"".join(hashlib.sha256(f"{mark} {n}".encode()).digest() for n in range(600))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Length %d>>stream\n" % len(noise) + noise + b"\nendstream",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + part + b"endobj\n"
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def value(html: str, name: str) -> str:
    """What the page's form carries under that name."""
    found = _VALUE[name].search(html)
    return found[1] if found else ""


async def _get(b, path, step):
    status, headers, html, _taken = await b.get(path, step)
    if status != OK:
        raise Refused(step, f"{status} {headers.get('Location', '')}")
    return html


async def _post(b, path, fields, step, want=SEE_OTHER):
    """The form is sent; where the answer leads."""
    body = urlencode(fields, doseq=True).encode()
    status, headers, _html, _taken = await b.request(
        "POST", path, step, body=body, ctype="application/x-www-form-urlencoded"
    )
    if status not in (want, FOUND):
        raise Refused(step, status)
    return headers.get("Location", "").partition("#")[0]


async def _link(address: str) -> str:
    """The link that the mail to this address carries."""
    host, _colon, port = facts()["links"].partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(address.encode() + b"\n")
    line = (await reader.readline()).decode().strip()
    writer.close()
    if not line:
        raise Refused("mail", "no link")
    return line


async def begin(b, token):
    """From the page of the call to that of the application; its address."""
    call = facts()["call"]
    html = await _get(b, f"/open/{call}/", "call GET")
    address = address_of(token)
    fields = {"csrfmiddlewaretoken": value(html, "csrfmiddlewaretoken"), "email": address}
    sent = await _post(b, f"/apply/{call}/", fields, "start POST", FOUND)
    await _get(b, sent, "sent GET")
    status, headers, _html, _taken = await b.get(await _link(address), "link GET")
    mine = headers.get("Location", "")
    if status != FOUND:
        raise Refused("link GET", status)
    await _get(b, mine, "application GET")
    return mine


async def submit(b, i, token, pdf):
    """From the page of the call to the receipt."""
    del i
    mine = await begin(b, token)
    await _documents(b, mine, token, pdf)
    await _team(b, mine, token)
    html = await _offer(b, mine)
    once = value(html, "once")
    fields = {"csrfmiddlewaretoken": value(html, "csrfmiddlewaretoken"), "once": once}
    receipt = await _post(b, f"{mine}check/", fields | {"declared": "on"}, "last click POST")
    acknowledged = await _get(b, receipt, "receipt GET")
    if hashlib.sha256(pdf).hexdigest() not in acknowledged:
        raise Refused("receipt GET", "the document is not named")
    _note(token, once, pdf)


def _note(token: str, once: str, pdf: bytes) -> None:
    """A receipt was shown: from now on it counts."""
    said = {"token": token, "once": once, "sha256": hashlib.sha256(pdf).hexdigest()}
    with Path(facts()["receipts"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(said | {"at": time.time()}) + "\n")


def _person(prefix: str, name: str) -> dict[str, str]:
    return {f"{prefix}.name": name, f"{prefix}.firm": "Cabinet Étude"}


async def _team(b, mine, token):
    """The lead and one member, whose row comes by its button."""
    path = f"{mine}team/"
    html = await _get(b, path, "team GET")
    fields = {
        **{n: value(html, n) for n in ("csrfmiddlewaretoken", "version", "seen")},
        **_person("lead", token),
        "lead.country": "SN",
        "field": ["santé publique", "droit"],
        "tick": ["lead.0"],
        "languages": ["fr", "en"],
        "free.0.from": "2027-01-04",
        "free.0.to": "2027-06-30",
        "answer.0.says": "yes",
        "answer.0.note": TEXT * 3,
        "answer.1.says": "yes",
    }
    html = await _get(
        b, await _post(b, path, fields | {"act": "add:member"}, "member POST"), "team GET"
    )
    fields |= {n: value(html, n) for n in ("csrfmiddlewaretoken", "version", "seen")}
    fields |= {"member": "m1", **_person("member.m1", "Jean Petit"), "member.m1.role": "Juriste"}
    fields |= {"member.m1.languages": ["fr"], "tick": ["lead.0", "m1.1"], "act": "go"}
    await _post(b, path, fields, "team POST")  # leads to the offer


async def _offer(b, mine):
    """The prices; the page of the last click, to which they lead."""
    path = f"{mine}offer/"
    html = await _get(b, path, "offer GET")
    fields = {
        **{n: value(html, n) for n in ("csrfmiddlewaretoken", "version", "seen", "call_currency")},
        "step.0.step": "Revue documentaire",
        "step.0.days": "15",
        "step.1.step": "Entretiens et rapport",
        "step.1.days": "30",
        "days_reason": "",
        "currency": "EUR",
        "tax_rate": "20",
        "withholding_rate": "",
        "valid_until": "2099-01-01",
        "act": "go",
    }
    rows = [("fees", "Honoraires", "45", "day", "400"), ("travel", "Vols", "2", "trip", "350.50")]
    for n, row in enumerate(rows):
        names = ("kind", "label", "quantity", "unit", "price")
        fields |= {f"line.{n}.{name}": said for name, said in zip(names, row, strict=True)}
    return await _get(b, await _post(b, path, fields, "offer POST"), "check GET")


async def _documents(b, mine, token, pdf):
    """Each file in one request, as the page's script sends it; its place comes back with it."""
    html = await _get(b, f"{mine}documents/", "documents GET")
    csrf = value(html, "csrfmiddlewaretoken")
    target = mine.strip("/").rpartition("/")[2].replace("-", "")
    for slot, use, name, data in documents_of(token, pdf):
        size = "300 kB" if data is pdf else "20 kB"
        headers = {
            "X-CSRFToken": csrf,
            "X-Upload-Id": str(uuid.uuid4()),
            "X-Upload-Use": use,
            "X-Upload-Target": quote(f"{target}/{slot}", safe=""),
            "X-Upload-Name": quote(name),
            "X-Piece-SHA256": hashlib.sha256(data).hexdigest(),
            "X-Upload-Part": "1",
        }
        step = f"upload POST {size}"
        status, text = await send(b, "/files/uploads/whole/", headers, data, step)
        if status != CREATED:
            raise Refused(step, status)
        said = json.loads(text)
        if not said["finished"] or "data-slot-part" not in said["part"]:
            raise Refused(step, "not finished")


async def send(b, path, headers, data, step):
    """A request with headers of its own, by the browser of whichever driver runs this."""
    if hasattr(b, "send"):
        return await b.send(path, headers, data, step)
    url = b.base + path
    headers = {
        **headers,
        "Referer": url,
        "Origin": b.base,
        "Accept": "application/json",
        "Content-Type": "application/octet-stream",
        "Cookie": "; ".join(f"{k}={v}" for k, v in b.cookies.items()),
    }
    start = time.perf_counter()
    async with b.http.request("POST", url, data=data, headers=headers) as answer:
        text = await answer.text()
        b.steps.append((step, time.perf_counter() - start))
        return answer.status, text
