"""Pages of invitations: sent by an administrator, answered by whoever holds the link."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mandat.core.doors import door, open_door
from mandat.people import labels, policies, queries, services
from mandat.people.models import Grant, Invitation, Organisation
from mandat.people.organisation_forms.common import done
from mandat.people.organisation_forms.grants import AcceptForm, InviteForm
from mandat.people.organisation_views.frame import show, status_of
from mandat.people.organisation_views.grants import form_page
from mandat.people.roles import Role

_IN_SESSION = "people.invitation"  # the hash of the link's token, until it is answered


@form_page
@door(policies.can_manage_grants, queries.find_organisation)
def invite_person(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = InviteForm(request.POST or None, organisation=organisation)
    if form.is_valid() and done(
        form,
        lambda: services.invite(
            organisation=organisation,
            email=form.cleaned_data["email"],
            role=Role(form.cleaned_data["role"]),
            ends_at=form.ends_at(),
            language=form.cleaned_data["language"],
            by=request.user,
        ),
    ):
        messages.success(request, _("The invitation is on its way."))
        return redirect("people:list_people", public_id=organisation.public_id)
    return show(
        request, "invitation_form", organisation, "people", form=form, status=status_of(form)
    )


@require_POST
@door(policies.can_manage_invitation, queries.find_invitation)
def resend_invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    services.resend_invitation(public_id=invitation.public_id, by=request.user)
    messages.success(request, _("A new link is on its way; the one before is dead."))
    return redirect("people:list_people", public_id=invitation.organisation.public_id)


@require_POST
@door(policies.can_manage_invitation, queries.find_invitation)
def withdraw_invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    services.withdraw_invitation(public_id=invitation.public_id, by=request.user)
    messages.success(request, _("The invitation is withdrawn, and its link is dead."))
    return redirect("people:list_people", public_id=invitation.organisation.public_id)


@require_safe
@open_door
@never_cache
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The token leaves the address at once: it would stay in histories and logs."""
    request.session[_IN_SESSION] = services.token_hash(token)
    return redirect("people:answer_invitation")


@form_page
@open_door
@never_cache
def answer_invitation(request: HttpRequest) -> HttpResponse:
    """What is offered, by whom, and the one step that takes it."""
    hashed = request.session.get(_IN_SESSION, "")
    invitation = services.live_invitation(hashed, timezone.now()) if hashed else None
    if invitation is None:
        return render(request, "people/invitation_gone.html", status=404)
    account = request.user if request.user.is_authenticated else None
    posted = request.method == "POST"
    form = AcceptForm(
        request.POST if posted else None,
        initial={"language": request.POST.get("language") or get_language()},
    )
    known = account is None and queries.has_account(invitation.email)
    is_complete = form.is_valid()  # who has an account leaves the form empty
    if posted and (account or known or is_complete):
        typed = {} if account or known else form.cleaned_data
        grant = done(
            form,
            lambda: services.accept_invitation(hashed=hashed, by=account, **typed),
        )
        if grant:
            return _welcome(request, grant, is_new=account is None)
    context = {
        "invitation": invitation,
        "role": labels.ROLE_LABELS[Role(invitation.role)],
        "meaning": labels.ROLE_MEANINGS[Role(invitation.role)],
        "form": form,
        "known": known,
        "is_other": account and account.email.lower() != invitation.email.lower(),
    }
    return render(request, "people/invitation_answer.html", context, status=422 if posted else 200)


def _welcome(request: HttpRequest, grant: Grant, *, is_new: bool) -> HttpResponse:
    """Whoever made their account by the link has proved the address, and is signed in."""
    if is_new:
        login(request, grant.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.pop(_IN_SESSION, None)
    words = _("Welcome. Your role at %(organisation)s: %(role)s.")
    role = labels.ROLE_LABELS[Role(grant.role)]
    messages.success(request, words % {"organisation": grant.organisation.name, "role": role})
    return redirect("web:show_home")
