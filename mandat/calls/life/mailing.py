"""Who is written to when approval is asked, given or refused. Neutral where the call is."""

from typing import Any

from mandat.calls import policies
from mandat.calls.life.queries import approvers_for
from mandat.calls.models import Approval, Call
from mandat.calls.states import ApprovalOutcome
from mandat.mail.services import post
from mandat.mail.values import Link, UserText
from mandat.people.models import Account
from mandat.people.services import sender_of


def tell_approvers(approval: Approval) -> None:
    """Those who could approve know that a call waits for them."""
    for account in approvers_for(approval.call, asked_by=approval.asked_by):
        _post("calls/approval_asked", account, approval.call, "calls:show_approval")


def tell_decision(approval: Approval) -> None:
    """The author, and whoever asked, know what was decided."""
    call = approval.call
    given = approval.outcome == ApprovalOutcome.APPROVED
    template = "calls/approval_given" if given else "calls/approval_returned"
    words = {} if given else {"note": UserText(approval.note)}
    for account in _authors(approval):
        _post(template, account, call, "calls:show_publication", **words)


def _authors(approval: Approval) -> list[Account]:
    """Without those who left the organisation since."""
    known = {a.pk: a for a in (approval.asked_by, approval.call.created_by) if a is not None}
    return [a for a in known.values() if a.is_active and policies.can_see_call(a, approval.call)]


def _post(template: str, account: Account, call: Call, view: str, **words: Any) -> None:
    post(
        template=template,
        to=account,
        language=account.language,
        organisation=sender_of(call.organisation),
        subject_of=call,
        neutral=call.sensitive,
        link=Link(view, {"public_id": call.public_id}),
        title=call.title,
        **words,
    )
