"""Pages of the vault. Reading an identity asks to prove again who one is."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mandat.core.doors import door, open_door
from mandat.people.models import Organisation
from mandat.people.queries import organisations_where
from mandat.people.roles import OPENS_COMPARTMENTS
from mandat.people.sign_in.proof import recently_proved
from mandat.vault import forms, policies, queries, services
from mandat.vault.labels import KIND_LABELS, SCOPE_LABELS
from mandat.vault.models import Compartment, Consent, Identity
from mandat.vault.rules import grouped
from mandat.vault.scopes import CompartmentKind, Scope
from mandat.vault.services.consents import find_by_code


@require_http_methods(["GET", "POST"])
@door(policies.can_see_vault)
def list_compartments(request: HttpRequest) -> HttpResponse:
    may_open = policies.can_open_compartments(request.user)
    form = forms.CompartmentForm(request.POST or None, by=request.user) if may_open else None
    if form is not None and form.is_valid():
        made = services.open_compartment(**form.cleaned_data, by=request.user)
        return redirect("vault:show_compartment", public_id=made.public_id)
    rows = [
        {"compartment": c, "kind": KIND_LABELS[CompartmentKind(c.kind)]}
        for c in queries.compartments_of(request.user)
    ]
    context = {"rows": rows, "form": form, "may_open": may_open}
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "vault/compartment_list.html", context, status=status)


def _show(
    request: HttpRequest, compartment: Compartment, *, status: int = 200, **given: Any
) -> HttpResponse:
    is_keeper = policies.can_keep_compartment(request.user, compartment)
    context = {
        "compartment": compartment,
        "kind": KIND_LABELS[CompartmentKind(compartment.kind)],
        "members": queries.members_in_words(compartment),
        "identities": queries.identities_after(compartment, request.GET.get("after", "")),
        "page": queries.PAGE,
        "consents": [_consent_row(c) for c in queries.recent_consents(compartment)],
        "is_keeper": is_keeper,
        "admission": forms.AdmissionForm(compartment=compartment) if is_keeper else None,
        "until": forms.UntilForm(compartment=compartment),
        "identity_form": forms.IdentityForm(),
    }
    return render(request, "vault/compartment_detail.html", context | given, status=status)


def _consent_row(consent: Consent) -> dict[str, Any]:
    scopes = [
        {
            "code": s.scope,
            "label": SCOPE_LABELS[Scope(s.scope)],
            "covered": services.is_covered(consent, Scope(s.scope)),
        }
        for s in consent.scopes.all()
    ]
    return {"consent": consent, "scopes": scopes, "is_live": any(s["covered"] for s in scopes)}


@require_GET
@door(policies.can_enter_compartment, queries.find_compartment)
def show_compartment(request: HttpRequest, compartment: Compartment) -> HttpResponse:
    return _show(request, compartment)


@require_POST
@door(policies.can_keep_compartment, queries.find_compartment)
def admit_member(request: HttpRequest, compartment: Compartment) -> HttpResponse:
    form = forms.AdmissionForm(request.POST, compartment=compartment)
    if not form.is_valid():
        return _show(request, compartment, status=422, admission=form)
    services.admit_member(
        public_id=compartment.public_id,
        account=form.cleaned_data["account"],
        is_keeper=form.cleaned_data["is_keeper"],
        ends_at=form.ends_at(),
        by=request.user,
    )
    return _back(compartment, "members")


def _back(compartment: Compartment, part: str) -> HttpResponse:
    response = redirect("vault:show_compartment", public_id=compartment.public_id)
    response["Location"] += f"#{part}"
    return response


@require_POST
@door(policies.can_keep_compartment, queries.find_compartment)
def renew_membership(
    request: HttpRequest, compartment: Compartment, membership_id: UUID
) -> HttpResponse:
    _find_membership(compartment, membership_id)
    form = forms.UntilForm(request.POST, compartment=compartment)
    if not form.is_valid():
        messages.error(request, _("Choose the last day of the membership."))
        return _back(compartment, "members")
    services.renew_membership(
        public_id=compartment.public_id,
        membership_id=membership_id,
        ends_at=form.ends_at(),
        by=request.user,
    )
    return _back(compartment, "members")


def _find_membership(compartment: Compartment, membership_id: UUID) -> None:
    get_object_or_404(compartment.memberships, public_id=membership_id, ended_at__isnull=True)


@require_POST
@door(policies.can_keep_compartment, queries.find_compartment)
def end_membership(
    request: HttpRequest, compartment: Compartment, membership_id: UUID
) -> HttpResponse:
    _find_membership(compartment, membership_id)
    services.end_membership(
        public_id=compartment.public_id, membership_id=membership_id, by=request.user
    )
    if not policies.can_enter_compartment(request.user, compartment):  # they ended their own
        return redirect("vault:list_compartments")
    return _back(compartment, "members")


@require_POST
@door(policies.can_enter_compartment, queries.find_compartment)
def keep_identity(request: HttpRequest, compartment: Compartment) -> HttpResponse:
    form = forms.IdentityForm(request.POST)
    if not form.is_valid():
        return _show(request, compartment, status=422, identity_form=form)
    identity = services.keep_identity(
        compartment=compartment, person=form.person(), by=request.user
    )
    messages.success(
        request, _("This person is now called %(name)s.") % {"name": identity.pseudonym}
    )
    return _back(compartment, "identities")


@never_cache
@require_http_methods(["GET", "POST"])
@door(policies.can_read_identity, queries.find_identity)
@recently_proved()
def read_identity(request: HttpRequest, identity: Identity) -> HttpResponse:
    """By GET it says what reading means; by POST it reads, on the record."""
    context: dict[str, Any] = {"identity": identity, "compartment": identity.compartment}
    context["is_keeper"] = policies.can_keep_compartment(request.user, identity.compartment)
    if request.method == "POST":
        context["person"] = services.read_identity(public_id=identity.public_id, by=request.user)
    return render(request, "vault/identity_detail.html", context)


@require_POST
@door(policies.can_erase_identity, queries.find_identity)
@recently_proved()
def erase_identity(request: HttpRequest, identity: Identity) -> HttpResponse:
    services.erase_identity(public_id=identity.public_id, by=request.user)
    return _back(identity.compartment, "identities")


@never_cache
@require_http_methods(["GET", "POST"])
@door(policies.can_enter_compartment, queries.find_compartment)
def record_consent(request: HttpRequest, compartment: Compartment) -> HttpResponse:
    form = forms.ConsentForm(request.POST or None, compartment=compartment)
    context = {
        "compartment": compartment,
        "form": form,
        "has_texts": compartment.organisation.consent_texts.exists(),
        "may_write": policies.can_write_consent_texts(request.user, compartment.organisation),
    }
    if form.is_valid():
        recorded = services.record_consent(
            compartment=compartment, **form.cleaned_data, by=request.user
        )
        context |= {"recorded": recorded.consent, "code": grouped(recorded.code)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "vault/consent_record.html", context, status=status)


@require_http_methods(["GET", "POST"])
@door(policies.can_open_compartments)
def write_consent_text(request: HttpRequest) -> HttpResponse:
    places = list(organisations_where(request.user, OPENS_COMPARTMENTS).order_by("name"))
    organisation = _chosen(request, places)
    texts = organisation.consent_texts.all()[:30]
    form = forms.ConsentTextForm(request.POST or None, newest=texts)
    if form.is_valid():
        services.write_consent_text(organisation=organisation, texts=form.texts(), by=request.user)
        messages.success(request, _("These words are used from now on."))
        return redirect(f"{request.path}?organisation={organisation.public_id}")
    context = {
        "organisation": organisation,
        "places": places,
        "form": form,
        "texts": texts,
    }
    return render(request, "vault/consent_text.html", context)


def _chosen(request: HttpRequest, places: list[Organisation]) -> Organisation:
    wanted = request.GET.get("organisation") or str(places[0].public_id)
    for organisation in places:
        if str(organisation.public_id) == wanted:
            return organisation
    raise Http404


@open_door
@never_cache
@require_http_methods(["GET", "POST"])
def withdraw_consent(request: HttpRequest) -> HttpResponse:
    """For whoever holds a code: what they agreed to, and how to take it back."""
    form = forms.CodeForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        code = form.cleaned_data["code"]
        if "withdraw" in request.POST:
            scopes = [Scope(s) for s in request.POST.getlist("scopes") if s in set(Scope)]
            context["withdrawn"] = True
            services.withdraw_consent(code=code, scopes=scopes)
        consent = find_by_code(code)
        context |= {"row": _consent_row(consent), "code": code} if consent else {"unknown": True}
    status = 404 if context.get("unknown") else 200
    return render(request, "vault/consent_withdraw.html", context, status=status)
