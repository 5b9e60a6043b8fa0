"""Which procedure a purchase of a given amount asks for.

Organisations buy small things directly, ask three suppliers above an amount, and publish a call
above another. The document is `{"currency": "EUR", "steps": [{"procedure": ..., "from": "0"}]}`:
amounts are decimal strings without tax, and each step reaches up to the next one, so that no
amount is without procedure.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from typing import Any


class Procedure(StrEnum):
    """In the order of their strictness."""

    DIRECT = "direct"
    THREE_QUOTES = "three_quotes"
    OPEN_CALL = "open_call"


_STRICTNESS = {procedure: place for place, procedure in enumerate(Procedure)}


def _amount(text: Any) -> Decimal | None:
    try:
        amount = Decimal(str(text))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount >= 0 else None


def why_not_thresholds(document: Mapping[str, Any]) -> str:
    """Why the document cannot stand: it starts above zero, is out of order, or says it twice."""
    steps: Sequence[Mapping[str, Any]] = document.get("steps") or ()
    currency = document.get("currency")
    if not steps or not isinstance(currency, str) or len(currency) != 3:
        return "thresholds_empty"
    if any(step.get("procedure") not in _STRICTNESS for step in steps):
        return "procedure_unknown"
    amounts = [_amount(step.get("from")) for step in steps]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts):
        return "amount_unreadable"
    if known[0] != 0:
        return "thresholds_with_gap"
    places = [_STRICTNESS[Procedure(step["procedure"])] for step in steps]
    if not _rises(known) or not _rises(places):
        return "thresholds_out_of_order"
    return ""


def _rises[Number: (int, Decimal)](values: Sequence[Number]) -> bool:
    return all(one < following for one, following in pairwise(values))


def procedure_for(amount: Decimal, document: Mapping[str, Any]) -> Procedure:
    """The procedure of the last step that the amount reaches; the document has been checked."""
    reached = [s for s in document["steps"] if Decimal(s["from"]) <= amount]
    if not reached:
        raise ValueError("an amount is never negative")
    return Procedure(reached[-1]["procedure"])


def thresholds(
    currency: str, three_quotes_from: Decimal | None, open_call_from: Decimal | None
) -> dict[str, Any]:
    """The document of an organisation that buys directly up to the first amount given."""
    steps = [{"procedure": Procedure.DIRECT.value, "from": "0"}]
    for procedure, amount in (
        (Procedure.THREE_QUOTES, three_quotes_from),
        (Procedure.OPEN_CALL, open_call_from),
    ):
        if amount is not None:
            steps.append({"procedure": procedure.value, "from": str(amount)})
    if len(steps) > 1 and _amount(steps[1]["from"]) == 0:
        del steps[0]  # nothing is bought directly
    return {"currency": currency, "steps": steps}
