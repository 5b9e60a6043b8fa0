"""What this room holds about people: who worked on a call, and whom its text may name."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from mandat.calls.exchange import privacy as exchange
from mandat.calls.models import (
    Approval,
    Call,
    CallTranslation,
    CallVersion,
    DraftField,
    KeyHolder,
    Posting,
    RemarkDismissal,
)
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
_PUBLISHING = _("Publishing calls, whose text may name contacts.")
_OPENING = _("Naming who opens sealed prices.")
_ANSWERING = _("Answering questions about a call, to everybody alike.")
_AS_LONG = _("as long as the call is kept")


def _field(
    column: str, purpose: object, *, data_class: DataClass = DataClass.INTERNAL
) -> PersonalField:
    return PersonalField(
        field=f"calls.{column}",
        purpose=purpose,
        basis=Basis.LEGITIMATE_INTERESTS,
        data_class=data_class,
        keep=None,
        keep_from=_AS_LONG,
        readers=_READERS,
    )


def _by(model: type[Model], *columns: str, account: Any) -> Q:
    """Calls whose rows of this model name the account in one of the columns."""
    named = Q()
    for column in columns:
        named |= Q(**{f"{column}__public_id": account})
    return Q(pk__in=model._default_manager.filter(named).order_by().values("call"))


def _calls_of(subject: Subject) -> Iterable[Call]:
    """The calls on which the person worked, or for which they decided or answer."""
    if subject.account is None:
        return []
    account = subject.account
    worked = Call.objects.filter(
        Q(created_by__public_id=account)
        | _by(DraftField, "settled_by", account=account)
        | _by(RemarkDismissal, "dismissed_by", account=account)
        | _by(Posting, "noted_by", account=account)
        | _by(CallTranslation, "changed_by", account=account)
        | _by(Approval, "asked_by", "decided_by", account=account)
        | _by(CallVersion, "published_by", account=account)
        | _by(KeyHolder, "holder", "substitute", account=account)
    )
    if subject.organisation is not None:
        worked = worked.filter(organisation__public_id=subject.organisation)
    return worked.select_related("organisation").order_by("pk")


def gather(subject: Subject) -> Iterable[Found]:
    """The calls on which the person worked, with what they did; those that they follow."""
    yield from exchange.gather(subject)
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
                **_life(call, own),
                "translations": list(
                    call.translations.filter(changed_by__public_id=own)
                    .order_by("language")
                    .values_list("language", flat=True)
                ),
                "postings_noted": list(
                    call.postings.filter(noted_by__public_id=own)
                    .order_by("pk")
                    .values_list("place", flat=True)
                ),
            },
        )


def _life(call: Call, own: str) -> dict[str, Any]:
    """What the person did for its publication: asked, decided, answers for the sealed prices."""
    decided = call.approvals.filter(decided_by__public_id=own).order_by("pk")
    opens = Q(holder__public_id=own) | Q(substitute__public_id=own)
    return {
        "approvals_asked": call.approvals.filter(asked_by__public_id=own).count(),
        "approvals_decided": [{"outcome": a.outcome, "note": a.note} for a in decided],
        "opens_prices": call.key_holders.filter(opens).exists(),
    }


def erase(subject: Subject, is_held: IsHeld) -> Iterable[Outcome]:
    """The calls stay with who decided what; erasing the account takes the name away."""
    yield from exchange.erase(subject, is_held)
    for call in _calls_of(subject):
        yield Outcome(LABEL, str(call.public_id), done=False, reason="record_of_acts")


HOLDING = Holding(
    room="calls",
    label=_("Calls"),
    people=(
        _("people who write calls"),
        _("people whom terms of reference name"),
        _("people who follow a call or ask about it"),
    ),
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
        _field("Call.closing_reason", _PUBLISHING),
        _field("CallVersion.title", _PUBLISHING),
        _field("CallVersion.content", _PUBLISHING),
        _field("CallVersion.text", _PUBLISHING),
        _field("CallVersion.published_by", _WHO_DECIDED),
        _field("CallTranslation.texts", _PUBLISHING),
        _field("CallTranslation.originals", _PUBLISHING),
        _field("CallTranslation.changed_by", _WHO_DECIDED),
        _field("Approval.note", _WHO_DECIDED),
        _field("Approval.asked_by", _WHO_DECIDED),
        _field("Approval.decided_by", _WHO_DECIDED),
        _field("KeyHolder.holder", _OPENING),
        _field("KeyHolder.substitute", _OPENING),
        _field("Posting.noted_by", _WHO_DECIDED),
        *exchange.FIELDS,
        _field("Question.shown_text", _ANSWERING),
        _field("Question.answer", _ANSWERING),
        _field("Question.reason", _ANSWERING),
        _field("Question.answered_by", _WHO_DECIDED),
        _field("Amendment.changes", _PUBLISHING),
        _field("Question.corrections", _ANSWERING),
        _field("Amendment.reason", _PUBLISHING),
        _field("Amendment.kept_deadline_reason", _PUBLISHING),
        _field("Amendment.made_by", _WHO_DECIDED),
        _field("Amendment.decided_by", _WHO_DECIDED),
    ),
    impersonal=(
        "calls.Call.state",
        "calls.Call.token",
        "calls.Call.reference",
        "calls.Call.formula",
        "calls.Call.late_rule",
        "calls.Call.text_stage",
        "calls.Call.deadline_wall",
        "calls.Call.deadline_zone",
        "calls.CallTemplate.name",
        "calls.CallTemplate.language",
        "calls.CallTemplate.fields",
        "calls.Approval.sha256",
        "calls.Approval.outcome",
        "calls.CallVersion.language",
        "calls.CallVersion.sha256",
        "calls.CallDocument.label",
        "calls.CallDocument.language",
        "calls.CallDocument.stage",
        "calls.CallFacet.kind",
        "calls.CallFacet.value",
        "calls.CallTranslation.language",
        "calls.Posting.place",
        "calls.Posting.address",
        "calls.Follower.language",
        "calls.Follower.state",
        "calls.Follower.token_digest",
        "calls.Question.language",
        "calls.Question.state",
        "calls.Amendment.kind",
        "calls.Amendment.state",
        "calls.Milestone.role",
        "calls.Milestone.note",
        "calls.Telling.about_label",
        "calls.Telling.event",
        "calls.Telling.audience",
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
    expire=exchange.expire,
    forget=exchange.forget,
    end_again=exchange.end_again,
)
