"""What a person receives: a copy of their own data and of nobody else's, a correction."""

import json
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from mandat.core.errors import RuleBroken
from mandat.people.models import Account
from mandat.people.roles import Role
from mandat.people.services import grant_role
from mandat.privacy.copies import as_pdf
from mandat.privacy.models import DataExport
from mandat.privacy.models.requests import LinkUse
from mandat.privacy.sealing import words
from mandat.privacy.services import answers
from mandat.privacy.services.links import find_link, make_link
from mandat.privacy.states import RequestKind
from tests.factories import make_account
from tests.privacy.conftest import last_mail, link_in, opened, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(organisation):
    return make_account(
        role=Role.READER,
        organisation=organisation,
        email="fatou.ndiaye@example.org",
        name="Fatou Ndiaye",
    )


def exported(case):
    return json.loads(words(DataExport.objects.get(request=case), "content"))


def test_the_copy_holds_what_the_rooms_hold_and_what_is_done_with_it(organisation, dpo, person):
    case = opened(organisation)

    answers.offer_export(public_id=case.public_id, by=dpo)

    content = exported(case)
    found = {o["kind"]: o["data"] for room in content["rooms"] for o in room["objects"]}
    assert found["people.account"]["name"] == "Fatou Ndiaye"
    assert found["privacy.datarequest"]["address"] == person.email
    processing = {row["room"] for row in content["processing"]}
    assert "Data protection" in processing
    assert "Calls" not in processing  # nothing was found there
    assert DataExport.objects.get().objects_count == sum(
        len(r["objects"]) for r in content["rooms"]
    )


def test_the_copy_holds_nothing_of_other_people_or_organisations(
    organisation, other_organisation, dpo, person
):
    other = make_account(role=Role.READER, organisation=organisation, name="Somebody Else")
    grant_role(account=person, organisation=other_organisation, role=Role.READER, by="operator")
    opened(other_organisation)
    case = opened(organisation)

    answers.offer_export(public_id=case.public_id, by=dpo)

    text = json.dumps(exported(case))
    assert person.email in text
    for alien in (other.email, other.name, other_organisation.name):
        assert alien not in text


def test_the_copy_lies_sealed(organisation, dpo, person):
    case = opened(organisation)

    answers.offer_export(public_id=case.public_id, by=dpo)

    assert person.email.encode() not in bytes(DataExport.objects.get().content_sealed)
    assert person.name.encode() not in bytes(DataExport.objects.get().content_sealed)


def test_a_link_to_the_copy_goes_to_the_address_and_ends_after_an_hour(
    client, organisation, dpo, person
):
    case = opened(organisation)
    answers.offer_export(public_id=case.public_id, by=dpo)
    answers.send_download_link(public_id=case.public_id)
    path = link_in(last_mail())

    page = client.get(path)
    copy = client.get(f"{path}my-data.json")

    assert page.status_code == 200
    assert copy.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert "no-store" in copy.headers["Cache-Control"]
    assert json.loads(copy.content)["address"] == person.email
    assert case.steps.filter(kind="export_fetched").count() == 1
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61)):
        assert client.get(path).status_code == 404
        assert client.get(f"{path}my-data.json").status_code == 404


def test_a_link_opens_nothing_but_what_it_is_for(client, organisation, dpo):
    case = opened(organisation)
    answers.offer_export(public_id=case.public_id, by=dpo)
    follow = make_link(case, LinkUse.FOLLOW)

    assert client.get(reverse("privacy:follow_request", args=[follow])).status_code == 200
    assert client.get(reverse("privacy:fetch_answer", args=[follow])).status_code == 404
    assert client.get(reverse("privacy:download_answer", args=[follow, "json"])).status_code == 404
    assert find_link("x" * 43, LinkUse.FOLLOW, datetime.now(UTC)) is None


def test_after_thirty_days_there_is_no_copy(organisation, dpo):
    case = opened(organisation)
    answers.offer_export(public_id=case.public_id, by=dpo)

    with (
        time_machine.travel(datetime.now(UTC) + timedelta(days=30, minutes=1)),
        pytest.raises(RuleBroken) as gone,
    ):
        answers.send_download_link(public_id=case.public_id)

    assert gone.value.code == "no_export"


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_copy_on_paper_says_the_same(tmp_path, organisation, dpo, person, language):
    Account.objects.filter(pk=person.pk).update(name="Fatou #Ndiaye $x$ *y* فاطمة 😀")
    case = opened(organisation, language=language)
    answers.offer_export(public_id=case.public_id, by=dpo)

    path = tmp_path / "copy.pdf"
    path.write_bytes(as_pdf(exported(case), language))

    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert person.email in text
    for part in ("#Ndiaye", "$x$", "*y*") if language != "ar" else ("Ndiaye",):
        assert part in text
    assert str(case.public_id) in text


def test_a_correction_keeps_the_value_before_and_after(organisation, dpo, person):
    case = opened(organisation, RequestKind.RECTIFICATION)

    row = answers.rectify(
        public_id=case.public_id,
        column="people.Account.name",
        subject_id=str(person.public_id),
        value="Fatou Ndiaye-Sow",
        by=dpo,
    )

    person.refresh_from_db()
    assert person.name == "Fatou Ndiaye-Sow"
    assert (words(row, "before"), words(row, "after")) == ("Fatou Ndiaye", "Fatou Ndiaye-Sow")
    assert b"Fatou" not in bytes(row.before_sealed)


def test_nobody_elses_value_is_corrected(organisation, dpo, person, reader):
    case = opened(organisation, RequestKind.RECTIFICATION)
    before = reader.name

    with pytest.raises(RuleBroken) as refused:
        answers.rectify(
            public_id=case.public_id,
            column="people.Account.name",
            subject_id=str(reader.public_id),
            value="Changed",
            by=dpo,
        )

    reader.refresh_from_db()
    assert refused.value.code == "not_theirs"
    assert reader.name == before


def test_a_value_that_cannot_be_is_refused_and_leaves_no_trace(organisation, dpo, person):
    case = opened(organisation, RequestKind.RECTIFICATION)

    with pytest.raises(RuleBroken):
        answers.rectify(
            public_id=case.public_id,
            column="people.Account.name",
            subject_id=str(person.public_id),
            value="x" * 500,
            by=dpo,
        )

    assert not case.rectifications.exists()


def test_a_decision_on_an_objection_is_told_with_its_reason(organisation, dpo):
    case = opened(organisation, RequestKind.OBJECTION)

    answers.decide_objection(
        public_id=case.public_id, upheld=True, reason="We no longer write to you.", by=dpo
    )

    step = case.steps.get(kind="objection_upheld")
    assert words(step, "words") == "We no longer write to you."
    assert "no longer" not in text_of(last_mail())
