"""The original of an import: kept sealed, offered again, tried twice without being sent twice."""

import io
import shutil

import pytest
from django.test import Client
from django.urls import reverse

from mandat.calls.files import TERMS
from mandat.calls.models import Call
from mandat.documents import tasks
from mandat.documents.models import File, Upload
from mandat.documents.services import open_file
from mandat.documents.states import FileState
from mandat.documents.uploads import services as uploads
from mandat.documents.uses import use_of
from mandat.people.roles import Role
from tests.calls.test_services import TEXT
from tests.documents import makers, makers_judging
from tests.documents.faulty import away, faults
from tests.factories import make_account

IMPORT = "calls:import_call"
SCAN = [
    "Terms of reference: study on access to care",
    "Deadline for applications: 12 May 2026 at 17:00",
    "The budget is 9 000 euros and the mission lasts 30 days",
]
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed"
)


def signed_in(account):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def named(data, name):
    file = io.BytesIO(data)
    file.name = name
    return file


def send(client, organisation, *files, **fields):
    data = {"organisation": organisation.public_id, **fields}
    if files:
        data["file"] = list(files)
    return client.post(reverse(IMPORT), data)


def uploaded(data, name, organisation, by):
    upload = uploads.begin_upload(
        use=use_of(TERMS), target=str(organisation.public_id), name=name, size=len(data), by=by
    )
    uploads.write_piece(upload=upload, first=0, data=data)
    return uploads.finish_upload(upload=upload)


def notice(number, subject):
    return (
        f"AVIS D'APPEL A CANDIDATURES\n{subject}\nRéférence {number}\n\nContexte\n\n"
        + "Notre association travaille depuis longtemps avec des familles. " * 4
        + f"\n\nLivrables\n\n- Un rapport\n\nDate limite : {number} mars 2025 à midi.\n\n"
        "Envoyez votre candidature avec une offre technique à appels@voisins.example.\n\n"
    )


def test_the_original_is_kept_sealed_and_offered_on_the_review_screen(
    organisation, officer, reader, stranger
):
    send(signed_in(officer), organisation, named(TEXT.encode(), "Termes Bamako.txt"))

    call, file = Call.objects.get(), File.objects.get()
    assert call.terms.file == file
    assert (file.owner_label, file.owner_id) == ("calls.call", str(call.public_id))
    assert file.key_name == f"organisation.{organisation.public_id.hex}"
    assert b"".join(open_file(file)) == TEXT.encode()
    review = reverse("calls:review_call", args=[call.public_id])
    download = reverse("documents:serve_file", args=[file.public_id])
    assert f'href="{download}"' not in signed_in(reader).get(review).content.decode()
    tasks.check_file(str(file.public_id))
    assert f'href="{download}"' in signed_in(reader).get(review).content.decode()
    assert b"".join(signed_in(reader).get(download)) == TEXT.encode()
    assert signed_in(stranger).get(download).status_code == 404


def test_a_pasted_text_has_no_file(organisation, officer):
    send(signed_in(officer), organisation, text=TEXT)

    assert Call.objects.get().terms.file is None
    assert not File.objects.exists()


def test_a_file_that_was_sent_in_pieces_is_imported_by_its_id(organisation, officer):
    file = uploaded(TEXT.encode(), "terms.txt", organisation, officer)

    answer = send(signed_in(officer), organisation, file_sent=str(file.public_id))

    assert answer.status_code == 302
    assert Call.objects.get().terms.file == file
    assert not Upload.objects.exists()


def test_the_id_of_somebody_elses_file_imports_nothing(organisation, officer):
    file = uploaded(TEXT.encode(), "terms.txt", organisation, officer)
    colleague = make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation)

    answer = send(signed_in(colleague), organisation, file_sent=str(file.public_id))

    assert answer.status_code == 422
    assert "no longer there" in answer.content.decode()
    assert "terms.txt" not in answer.content.decode()
    assert not Call.objects.exists()


def test_a_file_sent_to_one_organisation_and_imported_into_another_is_sealed_anew(
    organisation, other_organisation
):
    both = make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation)
    from mandat.audit.services import OPERATOR  # noqa: PLC0415 -- for this test alone
    from mandat.people.services import grant_role  # noqa: PLC0415

    grant_role(
        account=both, organisation=other_organisation, role=Role.PROGRAMME_OFFICER, by=OPERATOR
    )
    sent = uploaded(TEXT.encode(), "terms.txt", organisation, both)

    send(signed_in(both), other_organisation, file_sent=str(sent.public_id))

    kept = Call.objects.get().terms.file
    assert kept.organisation == other_organisation
    assert kept.key_name == f"organisation.{other_organisation.public_id.hex}"
    assert b"".join(open_file(kept)) == TEXT.encode()
    sent.refresh_from_db()
    assert sent.is_erased


@needs_tesseract
def test_a_scan_is_recognised_without_being_sent_again(organisation, officer):
    client = signed_in(officer)
    scan = named(makers.scanned_pdf([SCAN]), "scan.pdf")

    refused = send(client, organisation, scan)

    page = refused.content.decode()
    file = File.objects.get()
    assert refused.status_code == 422
    assert "need not be sent again" in page
    assert f'name="file_sent" value="{file.public_id}"' in page
    done = send(client, organisation, file_sent=str(file.public_id), ocr="on")
    assert done.status_code == 302
    terms = Call.objects.get().terms
    assert (terms.file, terms.warnings) == (file, ["ocr"])
    assert "12 May 2026" in terms.text


@needs_tesseract
def test_photos_of_paper_become_one_pdf_that_can_be_recognised(organisation, officer):
    client = signed_in(officer)
    photos = []
    for words in SCAN, ["Second page: the report has 20 pages"]:
        out = io.BytesIO()
        makers.picture(words).convert("RGB").save(out, "JPEG")
        photos.append(named(out.getvalue(), f"photo{len(photos)}.jpg"))

    page = send(client, organisation, *photos).content.decode()

    joined = File.objects.get(erased_at=None)
    assert joined.name == "photo0.pdf"
    assert f'value="{joined.public_id}"' in page
    assert send(client, organisation, file_sent=joined.public_id, ocr="on").status_code == 302
    assert "Second page" in Call.objects.get().terms.text


def test_a_file_that_cannot_be_read_is_not_kept(organisation, officer):
    answer = send(signed_in(officer), organisation, named(makers.locked_pdf(), "locked.pdf"))

    assert answer.status_code == 422
    assert File.objects.get().is_erased
    assert "file_sent" not in answer.content.decode().replace('data-mark="file_sent"', "")


def test_a_file_that_the_check_refused_is_not_imported(organisation, officer):
    file = uploaded(makers_judging.scripted_pdf(), "script.pdf", organisation, officer)
    tasks.check_file(str(file.public_id))

    answer = send(signed_in(officer), organisation, file_sent=str(file.public_id))

    assert answer.status_code == 422
    assert "scripts" in answer.content.decode()
    assert not Call.objects.exists()


def test_a_file_chosen_anew_replaces_the_one_that_came_before(organisation, officer):
    old = uploaded(b"another text altogether", "old.txt", organisation, officer)

    send(
        signed_in(officer),
        organisation,
        named(TEXT.encode(), "new.txt"),
        file_sent=str(old.public_id),
    )

    assert Call.objects.get().terms.file.name == "new.txt"


def test_each_call_picked_from_one_file_has_the_file(organisation, officer):
    client = signed_in(officer)
    several = notice(3, "Évaluation d'un programme de nutrition au Tchad")
    several += notice(9, "Formation de sages-femmes en milieu rural")
    file = uploaded(several.encode(), "two.txt", organisation, officer)
    pick = send(client, organisation, file_sent=str(file.public_id))
    assert f'name="file_sent" value="{file.public_id}"' in pick.content.decode()

    for number in (1, 2):
        send(client, organisation, file_sent=str(file.public_id), pick=number)

    kept = [call.terms.file for call in Call.objects.order_by("pk")]
    assert kept[0] == file
    assert kept[1] != file
    assert b"".join(open_file(kept[1])) == several.encode()


def test_without_storage_nothing_is_imported_and_the_page_says_why(organisation, officer):
    with faults(away):
        answer = send(signed_in(officer), organisation, named(TEXT.encode(), "terms.txt"))

    assert answer.status_code == 422
    assert "Try again in some minutes" in answer.content.decode()
    assert not Call.objects.exists()
    assert not File.objects.exists()


def test_what_the_check_refused_later_is_said_on_the_review_screen(organisation, officer):
    send(signed_in(officer), organisation, named(TEXT.encode(), "terms.txt"))
    File.objects.update(state=FileState.REFUSED, refusal_code="infected", scan="infected")

    page = signed_in(officer).get(reverse("calls:review_call", args=[Call.objects.get().public_id]))

    assert "A virus was found in the file." in page.content.decode()
    download = reverse("documents:serve_file", args=[File.objects.get().public_id])
    assert f'href="{download}"' not in page.content.decode()
