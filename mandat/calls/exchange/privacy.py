"""What the exchange around a call holds about people without account: addresses, asked words.

A person is found by the keyed digest of the address that they proved.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mandat.calls.exchange.sealing import address_of, asked_text, digest_of
from mandat.calls.models import Follower, Question
from mandat.calls.states import CallState, FollowerState, QuestionState
from mandat.core.holdings import (
    Basis,
    DataClass,
    Found,
    IsHeld,
    Outcome,
    PersonalField,
    Subject,
)

FOLLOWER, QUESTION = "calls.follower", "calls.question"
KEEP_AFTER_ARCHIVE = timedelta(days=30)  # until then a call that was archived by mistake is whole
_ARCHIVED = _("the day on which the call was archived, or at once when the person leaves")
_TELLING = _("Telling people who asked for it what changes in a call.")
_ANSWERING = _("Answering questions about a call, to everybody alike.")


def _field(column: str, purpose: object, basis: Basis, reader: object) -> PersonalField:
    return PersonalField(
        field=f"calls.{column}",
        purpose=purpose,
        basis=basis,
        data_class=DataClass.CONFIDENTIAL,
        keep=KEEP_AFTER_ARCHIVE,
        keep_from=_ARCHIVED,
        readers=(reader,),
    )


_NOBODY = _("nobody: the site alone, to send mail")
FIELDS = (
    _field("Follower.address", _TELLING, Basis.CONSENT, _NOBODY),
    _field("Follower.address_digest", _TELLING, Basis.CONSENT, _NOBODY),
    _field(
        "Question.asked_text",
        _ANSWERING,
        Basis.LEGITIMATE_INTERESTS,
        _("those who write the organisation’s calls; not who asked"),
    ),
)


def _followers_of(subject: Subject) -> QuerySet[Follower]:
    found = Follower.objects.filter(address_digest=digest_of(subject.email))
    if subject.organisation is not None:
        found = found.filter(call__organisation__public_id=subject.organisation)
    return found.select_related("call__organisation").order_by("pk")


def gather(subject: Subject) -> Iterator[Found]:
    """The calls that the person follows, and what they asked under that address."""
    for follower in _followers_of(subject):
        organisation = follower.call.organisation.public_id
        yield Found(
            title=follower.call.title or _("Call without title"),
            subject_label=FOLLOWER,
            subject_id=str(follower.public_id),
            organisation=organisation,
            data={
                "address": address_of(follower),
                "language": follower.language,
                "state": follower.state,
                "asked_at": follower.asked_at.isoformat(),
            },
        )
        for question in Question.objects.filter(asker=follower).order_by("pk"):
            question.call = follower.call
            yield Found(
                title=_("A question about a call"),
                subject_label=QUESTION,
                subject_id=str(question.public_id),
                organisation=organisation,
                data={
                    "asked": asked_text(question),
                    "state": question.state,
                    "asked_at": question.asked_at.isoformat(),
                },
            )


def erase(subject: Subject, is_held: IsHeld) -> Iterator[Outcome]:
    """Nothing leads to the person any more. What was published stays: it names nobody."""
    for follower in _followers_of(subject).select_for_update(of=("self",)):
        for question in Question.objects.filter(asker=follower).order_by("pk"):
            yield _unless_held(QUESTION, question, is_held)
        yield _unless_held(FOLLOWER, follower, is_held)


def _unless_held(label: str, row: Follower | Question, is_held: IsHeld) -> Outcome:
    if is_held(label, str(row.public_id)):
        return Outcome(label, str(row.public_id), done=False, reason="legal_hold")
    forget(label, str(row.public_id))
    return Outcome(label, str(row.public_id), done=True)


def forget(label: str, public_id: str) -> bool:
    """One follower, or the words of one question, is gone; whether it was there."""
    if label == FOLLOWER:
        return bool(Follower.objects.filter(public_id=public_id).delete()[0])
    if label == QUESTION:
        return _forget_words(public_id)
    return False


def _forget_words(public_id: str) -> bool:
    question = Question.objects.filter(public_id=public_id, asked_text__isnull=False).first()
    if question is None:
        return False
    question.asked_text = question.asker = None
    if question.state == QuestionState.RECEIVED:  # nobody can answer what nobody can read
        question.shown_text = question.answer = ""
        question.state = QuestionState.SET_ASIDE
        question.reason = str(_("The words of this question are erased."))
    question.version += 1
    question.save()
    return True


def expire(at: datetime, is_held: IsHeld) -> Iterator[Outcome]:
    """A month after a call was archived, its followers and the words of its questions are gone."""
    over = {"call__state": CallState.ARCHIVED, "call__changed_at__lte": at - KEEP_AFTER_ARCHIVE}
    for question in Question.objects.filter(asked_text__isnull=False, **over).iterator():
        yield _unless_held(QUESTION, question, is_held)
    for follower in Follower.objects.filter(**over).iterator():
        yield _unless_held(FOLLOWER, follower, is_held)


def left_key(follower: Follower) -> str:
    """How the ledger names that somebody left: which row, and when."""
    at = follower.left_at.isoformat() if follower.left_at else ""
    return f"{follower.public_id} {at}"


def end_again(label: str, key: str) -> bool:
    """Whoever had left before a backup was put back has left, unless they came back later."""
    public_id, _space, left_at = key.partition(" ")
    if label != FOLLOWER or not left_at:
        return False
    back = Follower.objects.filter(
        public_id=public_id, asked_at__lt=datetime.fromisoformat(left_at)
    )
    return bool(back.exclude(state=FollowerState.LEFT).delete()[0])
