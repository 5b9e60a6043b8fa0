"""Heads of days: countersigned by those who compared them, mailed to those who keep them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import translation

from mandat.audit.models import Countersignature, DailyHead
from mandat.audit.services import OPERATOR, record, write_daily_head
from mandat.mail.models import Message
from mandat.people.roles import Role
from mandat.web.journal.mailing import mail_daily_heads
from tests.factories import make_account, make_organisation
from tests.web.journal_pages import client_of, text_of


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def auditor(organisation):
    return make_account(
        role=Role.ADMINISTRATOR, organisation=organisation, name="Claire Fontanel", language="en"
    )


@pytest.fixture
def head(organisation, auditor):
    return write_daily_head(chain=str(organisation.public_id), day=date(2100, 1, 1))


def test_a_head_is_countersigned_by_whoever_read_it_from_a_copy(organisation, auditor, head):
    client = client_of(auditor)
    url = reverse("journal:countersign", args=[head.public_id])

    assert client.post(url, {"ending": "00000000"}).status_code == 409
    assert not Countersignature.objects.exists()
    page = client.post(url, {"ending": head.hash[-8:]}, follow=True)

    assert "countersigned" in text_of(page)
    assert auditor.name in text_of(page)
    assert Countersignature.objects.get().head == head


@pytest.mark.parametrize("role", list(Role))
def test_auditors_and_administrators_of_the_organisation_countersign(
    organisation, other_organisation, head, role
):
    url = reverse("journal:countersign", args=[head.public_id])
    own = make_account(role=role, organisation=organisation)
    foreign = make_account(role=role, organisation=other_organisation)
    may = role in (Role.AUDITOR, Role.ADMINISTRATOR)

    assert client_of(foreign).post(url, {"ending": head.hash[-8:]}).status_code == 404
    answer = client_of(own).post(url, {"ending": head.hash[-8:]})

    assert answer.status_code == (302 if may else 404)
    assert Countersignature.objects.count() == int(may)


def test_nobody_countersigns_the_journal_of_the_house(auditor):
    record(actor=OPERATOR, action="core.database.migrated")
    house = write_daily_head(chain="house", day=date(2100, 1, 1))

    answer = client_of(auditor).post(
        reverse("journal:countersign", args=[house.public_id]), {"ending": house.hash[-8:]}
    )

    assert answer.status_code == 404


def test_the_head_of_yesterday_is_mailed_once_to_those_who_countersign(organisation, settings):
    with time_machine.travel(datetime(2027, 3, 3, 12, 0, tzinfo=UTC), tick=False):
        first = make_account(role=Role.ADMINISTRATOR, organisation=organisation)
        make_account(role=Role.READER, organisation=organisation)
        foreign = make_organisation("Ailleurs")
        second = make_account(role=Role.ADMINISTRATOR, organisation=foreign)
    before = Message.objects.count()

    with time_machine.travel(datetime(2027, 3, 4, 0, 30, tzinfo=UTC), tick=False):
        mail_daily_heads()
        mail_daily_heads()

    assert Message.objects.count() - before == 2
    head = DailyHead.objects.get(chain=str(organisation.public_id))
    assert head.day == date(2027, 3, 3)
    posted = {m.account: m for m in Message.objects.order_by("-pk")[:2]}
    assert set(posted) == {first.public_id, second.public_id}
    assert mail.outbox == []  # it leaves with the worker, after the commit
