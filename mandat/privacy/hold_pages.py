"""What the pages of legal holds show, and how their objects are chosen."""

from collections.abc import Mapping
from typing import Any

from mandat.privacy import policies
from mandat.privacy.finding import described, find, kinds_for
from mandat.privacy.forms import FindForm, HoldForm
from mandat.privacy.models import LegalHold
from mandat.privacy.queries import organisations_of
from mandat.privacy.sealing import words
from mandat.privacy.states import HoldState
from mandat.privacy.words import HOLD_BASES, HOLD_STATES, HOLD_TAGS


def hold_page(hold: LegalHold, account: Any, *, whole: bool = False) -> dict[str, Any]:
    """A hold with its words and what this person may do with it; `whole` names its objects."""
    places = [(item.subject_label, item.subject_id) for item in hold.items.all()]
    return {
        "hold": hold,
        "state": HOLD_STATES[hold.state],
        "tag": HOLD_TAGS.get(hold.state, ""),
        "basis": HOLD_BASES[hold.basis],
        "reason": words(hold, "reason"),
        "count": len(places),
        "things": list(described(hold.organisation, places, account).values()) if whole else [],
        "can_decide": hold.state == HoldState.PROPOSED and policies.can_decide_hold(account, hold),
        "can_end": hold.state == HoldState.ACTIVE and policies.can_end_hold(account, hold),
        "is_own": hold.state == HoldState.PROPOSED and hold.proposed_by_id == account.pk,
    }


def hold_choice(form: HoldForm, sent: Mapping[str, Any] | None, account: Any) -> dict[str, Any]:
    """What is chosen already, and what a search found beside it."""
    kinds = kinds_for(organisations_of(account))
    finder = FindForm(sent, kinds=kinds, prefix="find")
    organisation = form.chosen_organisation()
    if organisation is None:
        return {"finder": finder, "chosen": [], "found": None}
    chosen = described(organisation, form.chosen(), account)
    found = None
    if finder.is_valid():
        wanted = finder.cleaned_data
        label = wanted["kind"] or kinds[0][0]
        hits = find(organisation, label, wanted["text"], account)
        found = [thing for thing in hits if (thing.label, thing.id) not in chosen]
    return {"finder": finder, "chosen": list(chosen.values()), "found": found}
