"""The demo's calls: four real calls retold, their dates moved to this season."""

from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.services import record
from mandat.calls.models import Call
from mandat.calls.samples import SAMPLES, sample_text, suggested_shift
from mandat.calls.services import SourceText, import_call
from mandat.people.models import Organisation

_LOADED = "calls.sample.loaded"


def load_demo(*, by: Any, today: date | None = None) -> list[Call]:
    """Each sample stands as a draft in its organisation; all of them in the others.

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
    return made


@transaction.atomic
def _load(name: str, organisation: Organisation, on: date, by: Any) -> Call | None:
    seen = Entry.objects.filter(
        organisation=organisation.public_id, action=_LOADED, details={"sample": name}
    )
    if seen.exists():
        return None
    text = sample_text(name, suggested_shift(name, on))
    source = SourceText(text=text, sha256=sha256(text.encode()).hexdigest())
    call = import_call(source=source, organisation=organisation, by=by)
    record(
        actor=by, action=_LOADED, subject=call, organisation=organisation, details={"sample": name}
    )
    return call
