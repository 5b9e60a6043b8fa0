"""Following a call: asked for by anybody, confirmed by a link, ended by another one."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls.exchange import news, rules
from mandat.calls.exchange.audiences import follower_links
from mandat.calls.exchange.privacy import FOLLOWER, left_key
from mandat.calls.exchange.sealing import address_of, digest_of, key_of, sealed_address
from mandat.calls.exchange.services.common import require
from mandat.calls.locking import locked_call
from mandat.calls.models import Call, Follower, Question
from mandat.calls.states import CallState, FollowerState, QuestionState
from mandat.core.erasures import note_ended
from mandat.core.errors import RuleBroken
from mandat.mail.addresses import checked
from mandat.mail.queries import posted_since
from mandat.mail.services import post
from mandat.mail.values import UserText
from mandat.people.services import sender_of

PERSON = "person"  # who acts without account, in the journal
_CONFIRM, _KNOWN = "calls/confirm_following", "calls/follows_already"
_SET_ASIDE = "calls/question_set_aside"


@transaction.atomic
def ask_to_follow(*, call: Call, address: str, language: str, tells_known: bool = True) -> Follower:
    """A link that confirms is on its way to the address.

    Whoever asks sees the same whether the address is known or not: an address that follows
    already has mail that says so (unless `tells_known` is no), and one that has had enough mail
    today has none.
    """
    call = locked_call(call.public_id)
    require(call, CallState.PUBLISHED, CallState.CLOSED)
    address, now = checked(address.strip()), timezone.now()
    digest = digest_of(address)
    _refuse_floods(call, now)  # whoever asks: what is refused tells nothing about an address
    follower = Follower.objects.filter(call=call, address_digest=digest).first()
    if follower is None:
        follower = Follower(call=call, address_digest=digest)
    follower.call = call
    had_enough = _had_enough(call, digest, now)
    is_known = follower.state == FollowerState.CONFIRMED
    if not is_known and (follower.pk is None or not had_enough):
        _begin(follower, address, language, now)
    if not had_enough and (not is_known or tells_known):
        _mail_links(follower, address)
    return follower


def _begin(follower: Follower, address: str, language: str, now: datetime) -> None:
    """Links of an earlier asking are void; the address counts once the new one is opened."""
    follower.state = FollowerState.ASKED
    follower.asked_at, follower.language = now, language
    follower.confirmed_at = follower.left_at = None
    follower.address = sealed_address(follower, address)
    follower.token_digest = _digest(key_of(follower))
    follower.save()


def _refuse_floods(call: Call, now: datetime) -> None:
    recent = Follower.objects.filter(
        state=FollowerState.ASKED, asked_at__gt=now - timedelta(hours=1)
    )
    if (
        recent.filter(call=call).count() >= rules.MOST_UNPROVED_FOLLOWERS
        or recent.count() >= rules.MOST_UNPROVED
    ):
        raise RuleBroken(
            "too_many_followers",
            _("Very many addresses were given within the hour. Please try again later."),
        )


def _had_enough(call: Call, digest: str, now: datetime) -> bool:
    """Whether the address had as much mail today as one has, about this call or about all."""
    sent = posted_since(digest, (_CONFIRM, _KNOWN), now - timedelta(days=1))
    if sent.count() >= rules.MOST_MAILS_A_DAY_OF_ALL:
        return True
    mine = Follower.objects.filter(call=call, address_digest=digest).values("public_id")
    ids = [str(row["public_id"]) for row in mine]
    return sent.filter(subject_id__in=ids).count() >= rules.MOST_MAILS_A_DAY


def _mail_links(follower: Follower, address: str) -> None:
    call = follower.call
    page, leave = follower_links(follower, call.token or "")
    is_known = follower.state == FollowerState.CONFIRMED
    words: dict[str, Any] = {} if call.sensitive else {"title": call.title}
    post(
        template=_KNOWN if is_known else _CONFIRM,
        to=address,
        language=follower.language,
        organisation=sender_of(call.organisation),
        subject_of=follower,
        neutral=call.sensitive,
        leave=leave if is_known else None,
        awaited=True,
        link=page,
        **words,
    )


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def find_follower(token: str, key: str) -> Follower | None:
    """The follower whose link this is, whatever became of the call since."""
    return (
        Follower.objects.filter(token_digest=_digest(key), call__token=token)
        .select_related("call__organisation")
        .first()
    )


def link_is_dead(follower: Follower, at: datetime) -> bool:
    """Whether the time to confirm is over: the link was never opened within its days."""
    late = at - follower.asked_at > timedelta(days=rules.LINK_DAYS)
    return follower.state == FollowerState.ASKED and late


@transaction.atomic
def confirm_follower(*, follower: Follower) -> Follower:
    """The address is proved: its owner is told from now on. Twice does no harm."""
    call, now = locked_call(follower.call.public_id), timezone.now()
    follower = Follower.objects.select_for_update().get(pk=follower.pk)
    follower.call = call
    if follower.state != FollowerState.ASKED:
        return follower
    if link_is_dead(follower, now):
        raise RuleBroken(
            "link_too_old", _("This link is too old. Give your address again for a new one.")
        )
    follower.state, follower.confirmed_at = FollowerState.CONFIRMED, now
    follower.save()
    for question in Question.objects.filter(asker=follower, state=QuestionState.SET_ASIDE):
        question.call = call
        tell_set_aside(question, follower)
    return follower


@transaction.atomic
def leave_call(*, follower: Follower) -> Follower:
    """Nothing more is sent; the address is erased at once. Twice does no harm."""
    follower = (
        Follower.objects.select_for_update(of=("self",))
        .select_related("call__organisation")
        .get(pk=follower.pk)
    )
    if follower.state != FollowerState.LEFT:
        follower.state, follower.left_at, follower.address = (
            FollowerState.LEFT,
            timezone.now(),
            None,
        )
        follower.save()
        organisation = follower.call.organisation.public_id
        note_ended(organisation, FOLLOWER, left_key(follower))
    return follower


def tell_set_aside(question: Question, follower: Follower) -> None:
    """The person who asked reads why there is no answer for everybody."""
    address = address_of(follower)
    if follower.state != FollowerState.CONFIRMED or not address:
        return
    call = question.call
    page, leave = follower_links(follower, call.token or "")
    words: dict[str, Any] = {"title": call.title, "reason": UserText(question.reason)}
    post(
        template=_SET_ASIDE,
        to=address,
        language=follower.language,
        organisation=sender_of(call.organisation),
        subject_of=question,
        neutral=call.sensitive,
        leave=leave,
        link=page if call.sensitive else news.link_of(call),
        **({} if call.sensitive else words),
    )


@transaction.atomic
def forget_unproved(*, at: datetime) -> int:
    """Addresses that nobody confirmed in time are deleted, and rows of those who left."""
    before = at - timedelta(days=rules.LINK_DAYS)
    unproved = Follower.objects.filter(state=FollowerState.ASKED, asked_at__lt=before)
    left = Follower.objects.filter(state=FollowerState.LEFT, left_at__lt=before)
    count = unproved.delete()[0] + left.delete()[0]
    if count:
        record(actor="worker", action="calls.followers.forgotten", details={"count": count})
    return count
