"""What the journal holds about people: that an account did something, or that it was done to it.

No name and no text stands here. Once an account is erased, its public id leads to nobody; the
entry stays, so that the chain can still be checked.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mandat.audit.models import Countersignature, Entry
from mandat.audit.words import act_in_words
from mandat.core.holdings import (
    Basis,
    DataClass,
    Found,
    Holding,
    IsHeld,
    Outcome,
    PersonalField,
    Subject,
    register_holding,
)

KEPT = "legal_obligation"  # accountability, Article 5(2) GDPR


def _field(name: str, purpose: object) -> PersonalField:
    return PersonalField(
        field=f"audit.{name}",
        purpose=purpose,
        basis=Basis.LEGAL_OBLIGATION,
        data_class=DataClass.INTERNAL,
        keep=None,
        keep_from=_("as long as the organisation's journal"),
        readers=(_("auditors"), _("administrators"), _("data protection officers")),
    )


def _about(subject: Subject) -> QuerySet[Entry]:
    """What the account did and what was done to it, as far as one organisation answers for it.

    Entries without organisation (signing in) belong to the account itself.
    """
    own = str(subject.account)
    found = Entry.objects.filter(Q(actor=own) | Q(subject_label="people.account", subject_id=own))
    if subject.organisation is None:
        return found
    return found.filter(Q(organisation=subject.organisation) | Q(organisation__isnull=True))


def gather(subject: Subject) -> Iterable[Found]:
    """What the person did and what was done to the account, one object for each entry."""
    if subject.account is None:
        return
    own = str(subject.account)
    for entry in _about(subject).order_by("at", "pk").iterator():
        yield Found(
            title=act_in_words(entry.action),
            subject_label="audit.entry",
            subject_id=str(entry.public_id),
            data={
                "at": entry.at.isoformat(),
                "action": entry.action,
                "by_you": entry.actor == own,
                "subject_label": entry.subject_label,
                "details": entry.details,
            },
        )


def erase(subject: Subject, _is_held: IsHeld) -> Iterable[Outcome]:
    """Nothing is taken away: an id without an account behind it names nobody."""
    if subject.account is None:
        return
    own = str(subject.account)
    if _about(subject).exists():
        yield Outcome("audit.entry", own, done=False, reason=KEPT)
    if Countersignature.objects.filter(account=own).exists():
        yield Outcome("audit.countersignature", own, done=False, reason=KEPT)


def register() -> None:
    register_holding(
        Holding(
            room="audit",
            fields=(
                _field("Entry.actor", _("to know who did what")),
                _field("Entry.subject_id", _("to know to whom or to what it was done")),
                _field(
                    "Countersignature.account",
                    _("to know who confirmed that the journal was whole"),
                ),
            ),
            impersonal=(
                "audit.Entry.chain",
                "audit.Entry.previous",
                "audit.Entry.hash",
                "audit.Entry.action",
                "audit.Entry.subject_label",
                "audit.Entry.details",
                "audit.Head.chain",
                "audit.Head.hash",
                "audit.DailyHead.chain",
                "audit.DailyHead.hash",
            ),
            gather=gather,
            erase=erase,
        )
    )
