"""What became of a file: its text, or the reason why it was refused."""

from pathlib import Path

import pytest

from mandat.documents.extraction import Extraction, Refused, extract

PAGE = """<!doctype html><html><head><title>Site</title><script>track()</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/jobs">All jobs</a></li></ul></nav>
<main><h1>Call for a facilitator</h1>
<p>We look for a person who facilitates a community of practice in six countries.</p>
<ol><li>Vision<li>Sessions <ul><li>at a distance</ul></ol>
<table><tr><th>Criterion</th><th>Points</th></tr><tr><td>Method<br>proposed</td><td>40</td></tr></table>
<dl><dt>Deadline</dt><dd>3 May 2026</dd></dl>
<p>First line<br>second line<br><br>new paragraph</p>
<p>Write <a href="mailto:calls@example.org?subject=x">to us</a>.</p></main>
<footer>© somebody</footer></body></html>"""


def refusal(data: bytes | Path, **options: object) -> Refused:
    with pytest.raises(Refused) as caught:
        extract(data, **options)  # type: ignore[arg-type]
    return caught.value


def outcome(data: bytes) -> tuple[Extraction | None, str]:
    try:
        return extract(data), ""
    except Refused as refused:
        return None, refused.code
