"""An application begins: an address, a link that proves it, and the link again when it is lost."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls.content import has_two_stages
from mandat.calls.models import Call
from mandat.calls.policies import accepts_applications
from mandat.calls.queries import version_now
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.intake.content import EMPTY
from mandat.intake.models import Application
from mandat.intake.sealing import digest_of, key_digest, link_key, seal_words
from mandat.intake.services.common import APPLICANT, new_reference
from mandat.intake.services.keys import ensure_call_key
from mandat.intake.states import ApplicationStage, ApplicationState, Channel
from mandat.mail.addresses import checked
from mandat.mail.queries import posted_since
from mandat.mail.services import post
from mandat.mail.values import Link, Moment
from mandat.people.services import sender_of

LINK_DAYS = 7  # an address that nobody proves is forgotten
MOST_MAILS_A_DAY = 5  # to one address about one application
MOST_MAILS_A_DAY_OF_ALL = 20  # to one address about all applications
MOST_UNPROVED_OF_CALL = 500  # within an hour: more is a flood
MOST_UNPROVED = 3_000  # within an hour, on the whole site
_START = "intake/start"


@transaction.atomic
def start_application(*, call: Call, address: str, language: str) -> Application:
    """A link is on its way to the address; whoever asks sees the same whatever is known of it.

    An address that has an application to this call already is sent the link to that one. One that
    was refused because it came late is in nobody's way once the call takes applications again.
    """
    now = timezone.now()
    address = checked(address.strip())
    known = _known(call, address, now)
    if known is not None:
        _mail_link(known, address, now)
        return known
    if not accepts_applications(call, now):
        raise RuleBroken(
            "call_not_open", _("This call takes no applications any more: its deadline is over.")
        )
    _refuse_floods(call, now)
    try:
        with transaction.atomic():
            application = new_application(call=call, address=address, language=language, at=now)
    except IntegrityError:  # begun in another window at this very moment
        known = _known(call, address, now)
        if known is None:
            raise
        application = known
    _mail_link(application, address, now)
    return application


def _known(call: Call, address: str, now: datetime) -> Application | None:
    """The application that the address has to this call already, held."""
    over = [ApplicationState.WITHDRAWN]
    if accepts_applications(call, now):  # it was given more time since
        over.append(ApplicationState.REFUSED)
    known = (
        Application.objects.select_for_update(of=("self",))
        .filter(call=call, address_digest=digest_of(address), erased_at__isnull=True)
        .exclude(state__in=over)
        .order_by("-stage", "-pk")
        .first()
    )
    if known is not None:
        known.call, known.organisation = call, call.organisation
    return known


def new_application(
    *, call: Call, address: str, language: str, at: datetime, **columns: Any
) -> Application:
    """The row of a draft, with its link. The caller holds a transaction and has asked the rules."""
    if call.seals_prices:
        ensure_call_key(call=call)
    application = Application(
        public_id=new_public_id(),
        organisation=call.organisation,
        call=call,
        stage=first_stage(call),
        reference=new_reference(),
        language=language,
        address_digest=digest_of(address),
        key_at=at,
    )
    for name, value in columns.items():
        setattr(application, name, value)
    application.key_digest = key_digest(link_key(application.public_id, at))
    application.address = seal_words(call.organisation, application, "address", address)
    words = {**EMPTY, "lead": {**EMPTY["lead"], "email": address}}
    application.content = seal_words(call.organisation, application, "content", words)
    application.save()
    return application


def first_stage(call: Call) -> ApplicationStage:
    """What the call asks for first."""
    two = has_two_stages(version_now(call).content)
    return ApplicationStage.EXPRESSION_OF_INTEREST if two else ApplicationStage.SINGLE


def _refuse_floods(call: Call, now: datetime) -> None:
    recent = Application.objects.filter(
        confirmed_at__isnull=True, channel=Channel.PORTAL, key_at__gt=now - timedelta(hours=1)
    )
    if recent.filter(call=call).count() >= MOST_UNPROVED_OF_CALL or recent.count() >= MOST_UNPROVED:
        raise RuleBroken(
            "too_many_applications",
            _("Very many applications were begun within the hour. Please try again later."),
        )


def link_of(application: Application) -> Link:
    """The page that the link in a mail opens."""
    key = link_key(application.public_id, application.key_at)
    return Link("apply:open_link", {"key": key})


def _mail_link(application: Application, address: str, now: datetime) -> None:
    """One mail with the link, unless the address had its fill today."""
    call = application.call
    sent = posted_since(application.address_digest, (_START,), now - timedelta(days=1))
    if sent.count() >= MOST_MAILS_A_DAY_OF_ALL:
        return
    if sent.filter(subject_id=str(application.public_id)).count() >= MOST_MAILS_A_DAY:
        return
    deadline = Moment(
        application.deadline_at or call.deadline_at or now, call.deadline_zone or "UTC"
    )
    named: dict[str, Any] = {} if call.sensitive else {"title": call.title, "deadline": deadline}
    post(
        template=_START,
        to=address,
        language=application.language,
        organisation=sender_of(call.organisation),
        subject_of=application,
        neutral=call.sensitive,
        awaited=True,
        link=link_of(application),
        **named,
    )


def find_by_link(key: str) -> Application | None:
    """The application whose link this is."""
    rows = Application.objects.filter(key_digest=key_digest(key), erased_at__isnull=True)
    found = rows.select_related("call__organisation").order_by().first()
    if found is not None:
        found.organisation = found.call.organisation  # the same row: one join less
    return found


@transaction.atomic
def confirm_address(*, application: Application) -> Application:
    """The address is proved: its owner opened the link. Twice does no harm."""
    now = timezone.now()
    proved = Application.objects.filter(pk=application.pk, confirmed_at__isnull=True).update(
        confirmed_at=now
    )
    if proved:
        application.confirmed_at = now
        record(
            actor=APPLICANT,
            action="intake.application.confirmed",
            subject=application,
            organisation=application.organisation,
        )
    return application


@transaction.atomic
def forget_unproved(*, at: datetime) -> int:
    """Drafts whose address nobody proved within a week are deleted."""
    before = at - timedelta(days=LINK_DAYS)
    rows = Application.objects.filter(
        state=ApplicationState.DRAFT,
        confirmed_at__isnull=True,
        channel=Channel.PORTAL,
        key_at__lt=before,
    )
    count = rows.delete()[0]
    if count:
        record(actor="worker", action="intake.drafts.forgotten", details={"count": count})
    return count
