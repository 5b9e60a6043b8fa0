"""What this room holds about people: who worked on a call, and whom its text may name."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mandat.calls.models import Call, RemarkDismissal
from mandat.core.holdings import (
    Basis,
    DataClass,
    Found,
    Holding,
    IsHeld,
    Outcome,
    PersonalField,
    Subject,
)

LABEL = "calls.call"
_READERS = (_("people with a role in the organisation that may see calls"),)
_WRITING = _("Writing calls from terms of reference, which may name contacts.")
_WHO_DECIDED = _("Showing who decided what in a draft call.")
_AS_LONG = _("as long as the call is kept")


def _field(column: str, purpose: object) -> PersonalField:
    return PersonalField(
        field=f"calls.{column}",
        purpose=purpose,
        basis=Basis.LEGITIMATE_INTERESTS,
        data_class=DataClass.INTERNAL,
        keep=None,
        keep_from=_AS_LONG,
        readers=_READERS,
    )


def _calls_of(subject: Subject) -> Iterable[Call]:
    if subject.account is None:
        return []
    worked = Call.objects.filter(
        Q(created_by__public_id=subject.account)
        | Q(draft_fields__settled_by__public_id=subject.account)
        | Q(dismissals__dismissed_by__public_id=subject.account)
    )
    if subject.organisation is not None:
        worked = worked.filter(organisation__public_id=subject.organisation)
    return worked.distinct().select_related("organisation").order_by("pk")


def gather(subject: Subject) -> Iterable[Found]:
    """The calls on which the person worked, with what they did."""
    own = str(subject.account)
    for call in _calls_of(subject):
        reasons = RemarkDismissal.objects.filter(call=call, dismissed_by__public_id=own)
        yield Found(
            title=call.title or _("Call without title"),
            subject_label=LABEL,
            subject_id=str(call.public_id),
            organisation=call.organisation.public_id,
            data={
                "imported": getattr(call.created_by, "public_id", None) == subject.account,
                "fields_settled": list(
                    call.draft_fields.filter(settled_by__public_id=own)
                    .order_by("name")
                    .values_list("name", flat=True)
                ),
                "reasons_written": [r.reason for r in reasons.order_by("pk")],
            },
        )


def erase(subject: Subject, _is_held: IsHeld) -> Iterable[Outcome]:
    """The calls stay with who decided what; erasing the account takes the name away."""
    for call in _calls_of(subject):
        yield Outcome(LABEL, str(call.public_id), done=False, reason="record_of_acts")


HOLDING = Holding(
    room="calls",
    label=_("Calls"),
    people=(_("people who write calls"), _("people whom terms of reference name")),
    fields=(
        _field("TermsOfReference.text", _WRITING),
        _field("DraftField.found", _WRITING),
        _field("DraftField.value", _WRITING),
        _field("DraftField.extra", _WRITING),
        _field("Call.title", _WRITING),
        _field("Call.created_by", _WHO_DECIDED),
        _field("DraftField.settled_by", _WHO_DECIDED),
        _field("RemarkDismissal.reason", _WHO_DECIDED),
        _field("RemarkDismissal.dismissed_by", _WHO_DECIDED),
    ),
    impersonal=(
        "calls.Call.state",
        "calls.Call.language",
        "calls.TermsOfReference.sha256",
        "calls.TermsOfReference.language",
        "calls.TermsOfReference.direction",
        "calls.TermsOfReference.media_type",
        "calls.TermsOfReference.page_map",
        "calls.TermsOfReference.notices",
        "calls.TermsOfReference.warnings",
        "calls.DraftField.name",
        "calls.DraftField.certainty",
        "calls.DraftField.origin",
        "calls.RemarkDismissal.key",
    ),
    gather=gather,
    erase=erase,
)
