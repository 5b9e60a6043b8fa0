"""The demo's calls: four real calls retold, their dates moved to this season."""

from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.services import record
from mandat.calls.demo_live import publish_sample
from mandat.calls.models import Call
from mandat.calls.samples import SAMPLES, Role, sample_text, suggested_shift
from mandat.calls.services import SourceText, import_call
from mandat.people.models import Organisation

_LOADED = "calls.sample.loaded"
SENSITIVE = "protection"  # its own organisation publishes it to those who have its address


def load_demo(*, by: Any, today: date | None = None) -> list[Call]:
    """Each sample stands in its organisation; all of them in the others.

    Two of them are public there (`demo_live`), the rest are drafts.

    An organisation that had a sample already does not get it again, whatever became of it.
    """
    on = today or timezone.localdate()
    owners = {sample.organisation for sample in SAMPLES.values()}
    made = []
    for organisation in Organisation.objects.all():
        for name, sample in SAMPLES.items():
            if organisation.name in owners - {sample.organisation}:
                continue
            if call := _load(name, organisation, on, by):
                made.append(call)
                if sample.role == Role.OPEN or (name == SENSITIVE and organisation.name in owners):
                    publish_sample(name, call)
    return made


def _shift(name: str, organisation: Organisation, on: date) -> int:
    """The weeks by which the dates of a sample move; where it is to be published, into the time
    to come."""
    ahead = 3 if name == SENSITIVE and organisation.name == SAMPLES[name].organisation else 0
    return suggested_shift(name, on) + ahead


@transaction.atomic
def _load(name: str, organisation: Organisation, on: date, by: Any) -> Call | None:
    seen = Entry.objects.filter(
        organisation=organisation.public_id, action=_LOADED, details={"sample": name}
    )
    if seen.exists():
        return None
    text = sample_text(name, _shift(name, organisation, on))
    source = SourceText(text=text, sha256=sha256(text.encode()).hexdigest())
    call = import_call(source=source, organisation=organisation, by=by)
    record(
        actor=by, action=_LOADED, subject=call, organisation=organisation, details={"sample": name}
    )
    return call
