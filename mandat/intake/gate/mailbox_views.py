"""Pages of mailboxes, for administrators: where mail is looked for, never what it says."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.core.crypto import CryptoError
from mandat.core.doors import door
from mandat.intake import policies
from mandat.intake.gate import mailboxes
from mandat.intake.gate.forms import MailboxForm, initial_of
from mandat.intake.gate.imap import Trouble
from mandat.intake.gate.words import TROUBLES
from mandat.intake.models import Mailbox
from mandat.people.organisation_forms.common import done
from mandat.people.queries import organisations_where


def find_mailbox(public_id: UUID) -> Mailbox | None:
    return Mailbox.objects.select_related("organisation").filter(public_id=public_id).first()


def _organisations(by: Any) -> Any:
    return organisations_where(by, policies.RUNS_MAILBOXES).order_by("name")


@require_safe
@door(policies.can_see_mailboxes)
def list_mailboxes(request: HttpRequest) -> HttpResponse:
    rows = Mailbox.objects.filter(organisation__in=_organisations(request.user))
    context = {
        "rows": [
            {"mailbox": row, "trouble": TROUBLES[Trouble(row.trouble)] if row.trouble else ""}
            for row in rows.select_related("organisation").order_by("-is_active", "address")
        ]
    }
    return render(request, "intake/gate/mailbox_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(policies.can_see_mailboxes)
def add_mailbox(request: HttpRequest) -> HttpResponse:
    form = MailboxForm(request.POST or None, organisations=_organisations(request.user))

    def add() -> Mailbox:
        organisation = form.cleaned_data["organisation"]
        return mailboxes.add_mailbox(
            organisation=organisation, wanted=form.wanted(), by=request.user
        )

    if form.is_bound and form.is_valid() and done(form, add):
        messages.success(request, _("Added. Test the connection now."))
        return redirect("intake:list_mailboxes")
    status = 422 if form.is_bound else 200
    return render(request, "intake/gate/mailbox_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@door(policies.can_run_mailbox, find_mailbox)
def change_mailbox(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    form = MailboxForm(
        request.POST or None,
        organisations=_organisations(request.user),
        mailbox=mailbox,
        initial=initial_of(mailbox),
    )

    def change() -> Mailbox:
        return mailboxes.change_mailbox(mailbox=mailbox, wanted=form.wanted(), by=request.user)

    if form.is_bound and form.is_valid() and done(form, change):
        messages.success(request, _("Saved. Test the connection now."))
        return redirect("intake:list_mailboxes")
    context = {"form": form, "mailbox": mailbox}
    status = 422 if form.is_bound else 200
    return render(request, "intake/gate/mailbox_form.html", context, status=status)


@require_POST
@door(policies.can_run_mailbox, find_mailbox)
def try_mailbox(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    """The connection is made once, and said how it went."""
    try:
        trouble = mailboxes.try_mailbox(mailboxes.place_of(mailbox))
    except CryptoError:
        trouble = Trouble.NO_KEY
    if trouble is None:
        said = _("The mailbox %(address)s opens.")
        messages.success(request, said % {"address": mailbox.address})
    else:
        messages.error(request, TROUBLES[trouble])
    return redirect("intake:list_mailboxes")


@require_POST
@door(policies.can_run_mailbox, find_mailbox)
def stop_mailbox(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    mailboxes.stop_mailbox(mailbox=mailbox, by=request.user)
    messages.success(request, _("The mailbox is looked into no more."))
    return redirect("intake:list_mailboxes")
