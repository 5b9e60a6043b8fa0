"""Pages drawn as images, and photos joined into one PDF."""

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from mandat.documents.judging import judge
from mandat.documents.kinds import PDF
from mandat.documents.limits import DEFAULT, Refused
from mandat.documents.pictures import MAX_PHOTOS, MAX_WIDTH, join_photos, page_image
from tests.documents import makers
from tests.documents import makers_judging as judging_makers
from tests.documents import makers_traces as make


@pytest.fixture
def written(tmp_path):
    def write(*contents: bytes):
        paths = [tmp_path / f"{number}.bin" for number, _ in enumerate(contents)]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        return paths

    return write


def drawn(data: bytes, page: int = 1) -> Image.Image:
    document = pdfium.PdfDocument(data)
    image = document[page - 1].render(scale=1).to_pil().convert("RGB")
    document.close()
    return image


def coloured(image: Image.Image, at: tuple[int, int]) -> str:
    red, green, blue = image.getpixel(at)
    if min(red, green, blue) > 230:
        return "white"
    return "red" if red > blue else "blue"


# A page as an image


def test_a_page_is_drawn_as_wide_as_asked(written):
    (path,) = written(makers.pdf("#set page(width: 10cm, height: 20cm)\nOne\n#pagebreak()\nTwo"))

    first = Image.open(io.BytesIO(page_image(path, 1, 300)))
    second = Image.open(io.BytesIO(page_image(path, 2, 300)))

    assert (first.format, first.mode) == ("PNG", "RGB")
    assert abs(first.width - 300) <= 1
    assert abs(first.height - 600) <= 2
    darkest, lightest = first.getextrema()[0]
    assert darkest < 100
    assert lightest > 250
    assert first.tobytes() != second.tobytes()


def test_an_image_of_a_page_tells_nothing_of_the_file(written):
    (path,) = written(make.pdf())

    assert Image.open(io.BytesIO(page_image(path, 1, 100))).info == {}


def test_a_page_that_is_not_there_is_an_index_error(written):
    (path,) = written(makers.pdf("One"))

    for page in (0, 2, -1):
        with pytest.raises(IndexError):
            page_image(path, page, 100)


def test_no_page_is_drawn_larger_than_a_screen_needs(written):
    endless = pikepdf.new()
    endless.add_blank_page(page_size=(20, 14_400))
    wide, long = written(makers.pdf("One"), judging_makers.saved(endless))

    assert Image.open(io.BytesIO(page_image(wide, 1, 100_000))).width <= MAX_WIDTH + 1
    image = Image.open(io.BytesIO(page_image(long, 1, 2000)))
    assert image.width * image.height < 13_000_000


def test_a_file_that_is_no_pdf_or_is_locked_is_refused(written):
    words, locked = written(b"words", makers.locked_pdf())

    for path, code in ((words, "corrupt"), (locked, "password_protected")):
        with pytest.raises(Refused, match=code):
            page_image(path, 1, 100)


# Photos into one PDF


def test_photos_become_pages_of_one_pdf_in_their_order(written, tmp_path):
    paths = written(make.photo(orientation=1), make.photo("PNG", orientation=1), make.photo())
    heard = []

    data = join_photos(paths, progress=lambda done, total: heard.append((done, total)))

    path = tmp_path / "joined.pdf"
    path.write_bytes(data)
    verdict = judge(path, kinds=frozenset({PDF}), max_bytes=1_000_000)
    assert (verdict.page_count, verdict.warnings) == (3, ())
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_pages_are_a4_and_lie_as_the_photo_does(written):
    wide, high = make.photo(orientation=1), make.photo(orientation=6)

    with pikepdf.open(io.BytesIO(join_photos(written(wide, high)))) as pdf:
        sizes = [[round(float(side)) for side in page.mediabox[2:]] for page in pdf.pages]

    assert sizes == [[842, 595], [595, 842]]


@pytest.mark.parametrize(
    ("orientation", "first", "last"),
    [(1, "red", "blue"), (3, "blue", "red"), (6, "red", "blue"), (8, "blue", "red")],
)
def test_a_photo_is_shown_as_the_camera_was_held(written, orientation, first, last):
    """The left of what is stored is red; 6 and 8 are photos that stand on a high page."""
    page = drawn(join_photos(written(make.photo(orientation=orientation))))

    width, height = page.size
    if orientation in (1, 3):
        places = (width // 4, height // 2), (width * 3 // 4, height // 2)
    else:
        places = (width // 2, height // 4), (width // 2, height * 3 // 4)
    assert [coloured(page, place) for place in places] == [first, last]
    assert coloured(page, (3, 3)) == "white"


def test_nothing_of_the_photos_but_their_pixels_is_in_the_pdf(written):
    data = join_photos(written(make.photo(), make.photo("PNG")))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Info" not in pdf.trailer
        everything = b"".join(
            o.read_raw_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream)
        )
    for secret in (make.AUTHOR.encode(), make.DEVICE.encode(), b"Exif"):
        assert secret in make.photo()
        assert secret not in data + everything


def test_a_large_photo_is_made_as_small_as_paper_needs(written):
    large = judging_makers.photo("JPEG", size=(6000, 4000))

    data = join_photos(written(large))

    assert len(data) < len(large) / 4


def test_what_is_transparent_is_white_on_paper(written):
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")

    page = drawn(join_photos(written(out.getvalue())))

    assert coloured(page, (page.width // 2, page.height // 2)) == "white"


def test_a_photo_that_does_not_open_is_refused_by_its_number(written):
    broken = judging_makers.photo("JPEG")[:300]

    for bad, code in ((broken, "corrupt"), (b"words", "corrupt"),
                      (judging_makers.huge_jpeg(), "image_too_large")):  # fmt: skip
        with pytest.raises(Refused) as caught:
            join_photos(written(make.photo(), bad))
        assert (caught.value.code, caught.value.params["number"]) == (code, 2)


def test_there_is_a_limit_to_photos_and_to_their_bytes(written):
    paths = written(make.photo())

    with pytest.raises(Refused, match="empty"):
        join_photos([])
    with pytest.raises(Refused, match="too_many_pages"):
        join_photos(paths * (MAX_PHOTOS + 1))
    with pytest.raises(Refused, match="too_large"):
        join_photos(paths, limits=type(DEFAULT)(max_bytes=100))
