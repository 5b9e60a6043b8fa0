"""Public calls, and a visitor who reads English and has no account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mandat.calls.models import Amendment, CallTranslation, Question
from tests.calls.published import published_call


@pytest.fixture
def visitor():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def call(organisation):
    return published_call(organisation, days=20)


@pytest.fixture
def translate(officer):
    def make(call, language, texts, of_version=1):
        return CallTranslation.objects.create(
            call=call,
            language=language,
            texts=texts,
            of_version=of_version,
            changed_by=officer,
            changed_at=timezone.now(),
        )

    return make


@pytest.fixture
def answered(officer):
    def make(call, number=1, **values):
        at = timezone.now() - timedelta(hours=1)
        return Question.objects.create(
            call=call,
            number=number,
            state="answered",
            asked_at=at,
            answered_at=at,
            answered_by=officer,
            **({"shown_text": "May two of us apply?", "answer": "Yes."} | values),
        )

    return make


@pytest.fixture
def amend(officer):
    def make(call, number=1, **values):
        at = timezone.now()
        return Amendment.objects.create(
            call=call,
            number=number,
            from_version=1,
            made_by=officer,
            made_at=at,
            **({"state": "published", "published_at": at, "reason": "More time."} | values),
        )

    return make
