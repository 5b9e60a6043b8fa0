"""Files made to exhaust the machine: refused within a time and a memory that are measured."""

import re
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from mandat.documents import bounded
from mandat.documents.judging import judge
from mandat.documents.kinds import TEXT
from mandat.documents.limits import DEFAULT, MIB
from tests.documents import makers
from tests.documents import makers_judging as make
from tests.documents.judged import refused, verdict

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems bound less")

SECONDS = 8.0  # on two busy cores; alone each takes a second or two
# Half of what a child is given by default. A file that needs more is refused with `memory` instead
# of the reason that each test asks for: so the reason itself shows that memory was no matter.
TIGHT = replace(DEFAULT, memory=512 * MIB)
TEXTS = frozenset({TEXT})


def quickly(judged: Callable[[], object]) -> object:
    """The outcome, if it came in time."""
    started = time.perf_counter()
    outcome = judged()
    assert time.perf_counter() - started < SECONDS
    return outcome


@pytest.fixture(scope="module")
def many_pages():
    return make.saved(make.blank(10_000))


def test_ten_thousand_pages_are_counted_and_refused_by_the_cap(many_pages):
    refusal = quickly(lambda: refused(many_pages, max_pages=100, limits=TIGHT))

    assert (refusal.code, refusal.params) == ("too_many_pages", {"pages": 10_000, "limit": 100})


def test_ten_thousand_pages_are_counted_where_no_cap_is_set(many_pages):
    found = quickly(lambda: verdict(many_pages, limits=TIGHT))

    assert (found.page_count, found.page_count_exact) == (10_000, True)


def test_a_picture_of_sixty_thousand_squared_is_refused_by_its_header():
    rows = zlib.compress(bytes(60_001 * 100), 9)

    large_png = quickly(lambda: refused(make.png(60_000, 60_000, rows), limits=TIGHT))
    large_jpeg = quickly(lambda: refused(make.huge_jpeg(), limits=TIGHT))

    assert (large_png.code, large_jpeg.code) == ("image_too_large", "image_too_large")
    assert large_png.params["width"] == large_jpeg.params["height"] == 60_000


@pytest.mark.parametrize(
    "made",
    [
        make.png_bomb,
        lambda: makers.endless_pdf(15_000_000),
        lambda: make.twice_packed_pdf(600),
        lambda: make.pictured_pdf(10, 10, 400 * MIB),
        lambda: make.pdf_with_file("words.txt", bytes(300 * MIB)),
        makers.zip_bomb,
        lambda: makers.rezip(makers.open_document(), {"Pictures/a.bin": bytes(300 * MIB)}),
    ],
    ids=["png", "pdf content", "pdf packed twice", "pdf picture", "pdf file", "docx", "odt"],
)
def test_what_unpacks_without_end_is_refused(made):
    data = made()
    assert len(data) < 6 * MIB

    assert quickly(lambda: refused(data, limits=TIGHT)).code == "zip_bomb"


@pytest.mark.parametrize(
    "made",
    [make.zip_bomb, lambda: make.zipped({f"{n}.txt": b"x" for n in range(201)})],
    ids=["ratio", "members"],
)
def test_a_plain_archive_that_unpacks_without_end_is_refused(made):
    refusal = quickly(lambda: refused(made(), kinds=TEXTS, opens_zip=True, limits=TIGHT))

    assert refusal.code == "zip_bomb"


def test_an_archive_of_large_members_is_refused_before_they_are_unpacked():
    blocks = {f"{n}.txt": (b"words %d " % n) * 3_000_000 for n in range(12)}

    refusal = quickly(
        lambda: refused(
            make.zipped(blocks), kinds=TEXTS, opens_zip=True, max_bytes=40 * MIB, limits=TIGHT
        )
    )

    assert refusal.code == "zip_bomb"


def test_objects_nested_without_end_are_refused():
    nested = b"[" * 200_000 + b"]" * 200_000
    data = make.saved(make.blank()).replace(b"/Type /Catalog", b"/Type /Catalog /X " + nested)

    assert quickly(lambda: refused(data)).code in ("corrupt", "memory", "timeout")


def test_a_child_that_hangs_is_ended_by_the_clock(tmp_path, monkeypatch):
    """The limits of the child fail here on purpose; the parent's clock does not."""
    monkeypatch.setattr(bounded, "_START", "import time; time.sleep(60)")
    monkeypatch.setattr(bounded, "_GRACE", 0.2)
    path = tmp_path / "file.txt"
    path.write_text("words")
    limits = bounded.Limits(seconds=1)
    started = time.perf_counter()

    with pytest.raises(bounded.Refused, match=re.escape("timeout")):
        judge(path, kinds=frozenset({TEXT}), max_bytes=100, limits=limits)

    assert time.perf_counter() - started < 5
