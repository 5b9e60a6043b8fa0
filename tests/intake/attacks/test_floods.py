"""What no person types is refused in words, quickly, and nothing of it is kept."""

from time import monotonic
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mandat.intake.files import OFFER as PRICES
from mandat.intake.files import PIECE, target_of
from mandat.intake.mine.offer_reading import MOST_LINES
from mandat.intake.mine.team_reading import LONGEST, MOST_MEMBERS
from mandat.intake.models import Application, Piece
from mandat.intake.queries import find_application
from mandat.intake.services.drafting import content_now, secret_now
from tests.calls.published import published_call
from tests.intake.mine.typing import form_of, save
from tests.intake.mine.walking import PDF, begun, page, send

pytestmark = pytest.mark.django_db
QUICK = 10  # seconds; a page takes a few tenths, and this machine is shared
TEAM, OFFER = "edit_team", "edit_offer"
MIB = 1024 * 1024


@pytest.fixture
def there(organisation):
    return begun(published_call(organisation))


def flood(there, name, extra):
    """The form of the page with what is too much; its answer, and how long it took."""
    client, application = there
    path = page(name, application)
    form = form_of(client.get(path)) | extra
    start = monotonic()
    answer = client.post(path, form | {"act": "save"})
    return answer, monotonic() - start


def kept(there):
    row = find_application(there[1].public_id)
    return row.version, content_now(row), secret_now(row)


def lines(count):
    found = {}
    for n in range(1, count + 1):
        found |= {f"line.{n}.label": [f"Ligne {n}"], f"line.{n}.price": ["10"]}
    return found


FLOODS = {
    "members": (TEAM, {"member": [f"m{n}" for n in range(1, 901)]}),
    "more members": (TEAM, {"member": [f"m{n}" for n in range(1, 1_001)]}),
    "lines": (OFFER, lines(400)),
    "more lines": (OFFER, lines(1_000)),
    "fields of a team": (TEAM, {f"x{n}": ["1"] for n in range(5_000)}),
    "fields of an offer": (OFFER, {f"x{n}": ["1"] for n in range(5_000)}),
    "a name": (TEAM, {"lead.name": ["x" * MIB]}),
    "a label": (OFFER, {"line.1.label": ["é" * (MIB // 2)], "line.1.price": ["1"]}),
    "reasons": (OFFER, {"days_reason": ["\r\n" * (MIB // 2)]}),
    "an answer": (TEAM, {"answer.0.note": ["x" * MIB], "answer.0.says": ["yes"]}),
    "references": (TEAM, {f"reference.{n}.name": ["A"] for n in range(1, 400)}),
    "free": (TEAM, {f"free.{n}.from": ["2027-01-01"] for n in range(1, 400)}),
    "steps": (OFFER, {f"step.{n}.step": ["A"] for n in range(50, 400)}),
    "ten MiB": (TEAM, {"lead.name": ["x" * 10 * MIB]}),
}


@pytest.mark.parametrize("which", FLOODS)
def test_a_flood_is_refused_in_words_and_nothing_is_kept(there, which):
    before = kept(there)

    answer, seconds = flood(there, *FLOODS[which])

    assert answer.status_code in (400, 409, 413)
    assert "<h1" in answer.text
    assert len(answer.text) < 200_000
    assert seconds < QUICK
    assert kept(there) == before


@pytest.mark.parametrize(
    ("extra", "name"),
    [
        ({"languages": ["x" * MIB]}, TEAM),
        ({"other_languages": ["x," * (MIB // 2)]}, TEAM),
        ({"new_field": ["x" * LONGEST]}, TEAM),
        ({"field": ["x" * 400] * 800}, TEAM),
        ({"tick": ["lead.0"] * 900}, TEAM),
        ({"line.1.price": ["9" * MIB], "line.1.label": ["Vols"]}, OFFER),
        ({"tax_rate": ["9" * MIB]}, OFFER),
        ({"version": ["9" * MIB]}, OFFER),
        ({"act": ["ask:" + "m" * MIB]}, TEAM),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else "",
)
def test_what_is_too_long_for_its_place_is_cut_short_or_refused_and_breaks_nothing(
    there, extra, name
):
    client, application = there

    answer, seconds = flood(there, name, extra)

    assert answer.status_code in (303, 400, 409)
    assert seconds < QUICK
    assert client.get(page(name, application)).status_code == 200
    assert len(Application.objects.get(pk=application.pk).content) < 50_000


def test_as_many_members_and_lines_as_are_taken_are_taken(there):
    client, application = there
    members = {"member": [f"m{n}" for n in range(1, MOST_MEMBERS + 1)]}

    team = save(client, page(TEAM, application), **members)
    offer = save(client, page(OFFER, application), **lines(MOST_LINES))

    _version, content, secret = kept(there)
    assert (team.status_code, offer.status_code) == (303, 303)
    assert len(content["members"]) == MOST_MEMBERS
    assert len(secret["lines"]) == MOST_LINES
    assert save(client, page(OFFER, application)).status_code == 303  # its own page can be saved


def test_hundreds_of_files_in_one_form_are_refused(there):
    client, application = there
    files = [SimpleUploadedFile(f"{n}.pdf", PDF, "application/pdf") for n in range(150)]

    answer = send(client, application, "other", *files)

    assert answer.status_code in (400, 409)
    assert Piece.objects.count() <= 60


@pytest.mark.parametrize(
    "name",
    [
        "\u202efdp.exe",
        "cv\u202e\u2066fdp.js.pdf",
        "../../etc/passwd.pdf",
        "a/b\\c/note.pdf",
        "C:\\Users\\moi\\note.pdf",
        "note\x00.pdf",
        "note\r\nX-Other: 1.pdf",
        "é" * 300 + ".pdf",
        ".pdf",
        "...",
        "<script>alert(1)</script>.pdf",
        "عرض\u200fمالي.pdf",
    ],
)
def test_no_name_of_a_file_leads_elsewhere_or_shows_another_one(there, name):
    client, application = there
    file = SimpleUploadedFile("x.pdf", PDF, "application/pdf")
    file._name = name  # past what the class would clean

    by_form = send(client, application, "0", file)
    by_script = [
        client.post(
            reverse("documents:send_whole"),
            PDF,
            content_type="application/octet-stream",
            headers={
                "X-Upload-Use": use,
                "X-Upload-Target": target_of(application, slot),
                "X-Upload-Name": quote(name),
            },
        )
        for slot, use in (("0", PIECE), ("2", PRICES))
    ]
    shown = [client.get(page(n, application)).text for n in ("edit_documents", "show_application")]

    names = list(Piece.objects.values_list("file__name", flat=True))
    assert by_form.status_code in (302, 400, 409)
    assert [a.status_code for a in by_script] == [201, 201]
    assert len(names) >= 2
    for said in names:
        assert len(said) <= 255
        assert not set(said) & set("/\\\x00\r\n\u202e\u2066\u200f")
    for text in shown:
        assert "\u202e" not in text
        assert "<script>alert" not in text
