"""What codes of this room are called on screen and on paper."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mandat.core.holdings import Basis, DataClass, Holding, PersonalField
from mandat.privacy.models.records import HoldBasis, Safeguard
from mandat.privacy.models.requests import Proof, StepKind
from mandat.privacy.states import BreachState, HoldState, RequestKind, RequestState

KINDS: dict[str, Promise] = {
    RequestKind.ACCESS: _("See my data and receive a copy"),
    RequestKind.RECTIFICATION: _("Correct my data"),
    RequestKind.OBJECTION: _("Object to a use of my data"),
    RequestKind.ERASURE: _("Erase my data"),
}
KINDS_SHORT: dict[str, Promise] = {
    RequestKind.ACCESS: _("Access"),
    RequestKind.RECTIFICATION: _("Rectification"),
    RequestKind.OBJECTION: _("Objection"),
    RequestKind.ERASURE: _("Erasure"),
}
STATES: dict[str, Promise] = {
    RequestState.RECEIVED: _("address not confirmed yet"),
    RequestState.PROVING: _("waiting for a proof of identity"),
    RequestState.OPEN: _("being handled"),
    RequestState.EXTENDED: _("being handled, extended"),
    RequestState.ANSWERED: _("answered"),
    RequestState.REFUSED: _("refused"),
    RequestState.WITHDRAWN: _("withdrawn"),
}
STATE_TAGS: dict[str, str] = {
    RequestState.PROVING: "warn",
    RequestState.EXTENDED: "warn",
    RequestState.ANSWERED: "ok",
    RequestState.REFUSED: "bad",
}
STEPS: dict[str, Promise] = {
    StepKind.RECEIVED: _("The request came in."),
    StepKind.PROVED: _("The address is confirmed."),
    StepKind.PROOF_ASKED: _("A further proof of identity was asked for."),
    StepKind.PERSON_WROTE: _("The person wrote."),
    StepKind.PROOF_ACCEPTED: _("The proof was accepted; the period runs on."),
    StepKind.EXTENDED: _("The period was extended by two months."),
    StepKind.EXPORT_OFFERED: _("A copy of the data is ready."),
    StepKind.EXPORT_FETCHED: _("The copy was fetched."),
    StepKind.RECTIFIED: _("A value was corrected."),
    StepKind.OBJECTION_UPHELD: _("The objection was accepted."),
    StepKind.OBJECTION_DECLINED: _("The objection was not accepted."),
    StepKind.ERASED: _("Data were erased."),
    StepKind.ANSWERED: _("The request was answered."),
    StepKind.REFUSED: _("The request was refused."),
    StepKind.WITHDRAWN: _("The person withdrew the request."),
    StepKind.NOTE: _("Note of the data protection officer"),
    StepKind.PASSED_ON: _("A correction to be made by hand"),
}
PROOFS: dict[str, Promise] = {
    Proof.LINK: _("by a link mailed to the address"),
    Proof.ACCOUNT: _("by signing in with the account of that address"),
}
HOLD_STATES: dict[str, Promise] = {
    HoldState.PROPOSED: _("waiting for a second person"),
    HoldState.ACTIVE: _("in force"),
    HoldState.DECLINED: _("declined"),
    HoldState.ENDED: _("ended"),
}
HOLD_TAGS: dict[str, str] = {HoldState.PROPOSED: "warn", HoldState.ACTIVE: "ok"}
HOLD_BASES: dict[str, Promise] = {
    HoldBasis.LEGAL_CLAIM: _("legal claims, Article 17(3)(e) GDPR"),
    HoldBasis.LEGAL_OBLIGATION: _("legal obligation, Article 17(3)(b) GDPR"),
    HoldBasis.AUTHORITY_ORDER: _("order of a court or an authority, Article 17(3)(b) GDPR"),
}
BREACH_STATES: dict[str, Promise] = {
    BreachState.NOTICED: _("noticed"),
    BreachState.ASSESSED: _("assessed"),
    BreachState.NOTIFIED_AUTHORITY: _("authority told"),
    BreachState.NOT_NOTIFIABLE: _("not to be notified"),
    BreachState.TOLD_PERSONS: _("people told"),
    BreachState.CLOSED: _("closed"),
}
BREACH_ACTS: dict[str, Promise] = {
    BreachState.ASSESSED: _("Record the assessment"),
    BreachState.NOTIFIED_AUTHORITY: _("The authority was told"),
    BreachState.NOT_NOTIFIABLE: _("No notice is needed: record the reason"),
    BreachState.TOLD_PERSONS: _("The people concerned were told"),
    BreachState.CLOSED: _("Close the breach"),
}
SAFEGUARDS: dict[str, Promise] = {
    Safeguard.ADEQUACY: _("adequacy decision, Article 45"),
    Safeguard.STANDARD_CLAUSES: _("standard contractual clauses, Article 46(2)(c), (d)"),
    Safeguard.BINDING_RULES: _("binding corporate rules, Article 46(2)(b)"),
    Safeguard.PUBLIC_INSTRUMENT: _("instrument between public bodies, Article 46(2)(a), (3)(b)"),
    Safeguard.OTHER_CLAUSES: _("clauses authorised by the authority, Article 46(3)(a)"),
    Safeguard.DEROGATION: _("derogation for a specific situation, Article 49"),
}
BASES: dict[str, Promise] = {
    Basis.CONSENT: _("consent, Article 6(1)(a) GDPR"),
    Basis.CONTRACT: _("contract, Article 6(1)(b) GDPR"),
    Basis.LEGAL_OBLIGATION: _("legal obligation, Article 6(1)(c) GDPR"),
    Basis.VITAL_INTERESTS: _("vital interests, Article 6(1)(d) GDPR"),
    Basis.PUBLIC_TASK: _("task in the public interest, Article 6(1)(e) GDPR"),
    Basis.LEGITIMATE_INTERESTS: _("legitimate interests, Article 6(1)(f) GDPR"),
}
CLASSES: dict[int, Promise] = {
    DataClass.PUBLIC: _("1 · public"),
    DataClass.INTERNAL: _("2 · internal"),
    DataClass.CONFIDENTIAL: _("3 · confidential"),
    DataClass.SECRET: _("4 · secret"),
}
REASONS: dict[str, Promise] = {
    "legal_hold": _("a legal hold protects it"),
    "legal_obligation": _("the law obliges the organisation to keep it"),
    "legal_claim": _("it is needed for legal claims"),
    "in_use": _("it is being used at this moment; try again in a minute"),
    "other_organisation": _("another organisation answers for it as well"),
    "record_of_acts": _("the record of who did what stays, by an identifier without name"),
    "last_administrator": _("nobody else can run the organisation's pages"),
}
_ROOMS: dict[str, Promise] = {
    "audit": _("Journal of acts"),
    "documents": _("Files"),
    "mail": _("E-mail sent by the site"),
    "people": _("Accounts, organisations and roles"),
    "privacy": _("Data protection"),
    "vault": _("Identities and consents"),
}
_PEOPLE: dict[str, tuple[Promise, ...]] = {
    "audit": (_("people with an account"),),
    "documents": (_("people who send a file, and people whom files name"),),
    "mail": (_("people to whom the site writes"),),
    "people": (_("people with an account or an invitation"), _("contacts of programmes")),
    "privacy": (_("people who ask about their data"), _("people with an account")),
    "vault": (_("people who take part in consultations"), _("members of compartments")),
}


def room_label(holding: Holding) -> Any:
    """The room's name: its own, or that of the rooms below."""
    return holding.label or _ROOMS.get(holding.room, holding.room)


def people_of(holding: Holding) -> tuple[Any, ...]:
    """Whose data the room holds."""
    return holding.people or _PEOPLE.get(holding.room, (_("people with an account"),))


def reason_in_words(code: str) -> Any:
    """Why something was kept; a code without words says itself."""
    return REASONS.get(code, code)


def kept_for(field: PersonalField) -> str:
    """How long a value is kept, as a sentence part."""
    if field.keep is None:
        return str(field.keep_from)
    days = field.keep.days
    years = days // 365
    if years and days % 365 <= years:  # whole years, leap days aside
        span = ngettext("%(n)d year from: %(event)s", "%(n)d years from: %(event)s", years)
        return span % {"n": years, "event": field.keep_from}
    if not days:
        hours = int(field.keep.total_seconds() // 3600)
        span = ngettext("%(n)d hour from: %(event)s", "%(n)d hours from: %(event)s", hours)
        return span % {"n": hours, "event": field.keep_from}
    span = ngettext("%(n)d day from: %(event)s", "%(n)d days from: %(event)s", days)
    return span % {"n": days, "event": field.keep_from}
