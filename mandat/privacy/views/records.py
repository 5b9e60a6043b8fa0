"""Pages of the records: holds, breaches, register, controllers and transfers, impact, retention."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.core.doors import door
from mandat.people.models import Organisation
from mandat.people.queries import zone_of
from mandat.privacy import policies, queries
from mandat.privacy.forms import (
    BreachForm,
    BreachStepForm,
    ContactForm,
    HoldForm,
    JointControllerForm,
    TransferForm,
    in_zone,
)
from mandat.privacy.hold_pages import hold_choice, hold_page
from mandat.privacy.impact import activity_facts, annex, annex_pdf
from mandat.privacy.models import Breach, JointController, LegalHold, NoticeContact, Transfer
from mandat.privacy.record_pages import breach_page, record_rows, run_rows
from mandat.privacy.register import activities, as_csv, as_rows
from mandat.privacy.services import holds, records
from mandat.privacy.states import BreachState
from mandat.privacy.tabs import tabs


@door(policies.can_see_holds_somewhere)
@never_cache
@require_safe
def list_holds(request: HttpRequest) -> HttpResponse:
    found = [hold_page(h, request.user) for h in queries.holds_of(request.user)[:100]]
    context = {
        "holds": found,
        "tabs": tabs(request),
        "can_propose": policies.can_handle_somewhere(request.user),
    }
    return render(request, "privacy/hold_list.html", context)


@door(policies.can_handle_somewhere)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_hold(request: HttpRequest) -> HttpResponse:
    """Objects come from a request, or are looked for here; the search is sent, never addressed."""
    finds = "find" in request.POST
    posted = request.method == "POST" and not finds
    ticked = [*request.POST.getlist("objects"), *request.GET.getlist("object")]
    initial = {**request.POST.dict(), "objects": ticked}
    form = HoldForm(request.POST if posted else None, by=request.user, initial=initial)
    if not posted or not form.is_valid():
        context = {"form": form, **hold_choice(form, request.POST if finds else None, request.user)}
        return render(request, "privacy/hold_form.html", context, status=422 if posted else 200)
    hold = holds.propose_hold(
        organisation=form.cleaned_data["organisation"], wanted=form.wanted(), by=request.user
    )
    messages.success(
        request, _("The hold waits for a second person. Until then it protects nothing.")
    )
    return redirect("privacy:show_hold", public_id=hold.public_id)


def _form(
    request: HttpRequest, form: django_forms.BaseForm, title: str, above: str, *, posted: bool
) -> HttpResponse:
    context = {"form": form, "title": title, "above": above}
    return render(request, "privacy/record_form.html", context, status=422 if posted else 200)


@door(policies.can_see_hold, queries.find_hold)
@never_cache
@require_safe
def show_hold(request: HttpRequest, hold: LegalHold) -> HttpResponse:
    context = {"page": hold_page(hold, request.user, whole=True), "tabs": tabs(request)}
    return render(request, "privacy/hold_detail.html", context)


@require_POST
@door(policies.can_decide_hold, queries.find_hold)
def decide_hold(request: HttpRequest, hold: LegalHold) -> HttpResponse:
    approved = request.POST.get("decision") == "approve"
    holds.decide_hold(public_id=hold.public_id, approved=approved, by=request.user)
    if approved:
        messages.success(request, _("The hold protects these objects from now on."))
    else:
        messages.success(request, _("The hold is declined: it protects nothing."))
    return redirect("privacy:show_hold", public_id=hold.public_id)


@require_POST
@door(policies.can_end_hold, queries.find_hold)
def end_hold(request: HttpRequest, hold: LegalHold) -> HttpResponse:
    holds.end_hold(public_id=hold.public_id, by=request.user)
    messages.success(request, _("The hold has ended: it protects nothing any more."))
    return redirect("privacy:show_hold", public_id=hold.public_id)


@door(policies.can_handle_somewhere)
@never_cache
@require_safe
def list_breaches(request: HttpRequest) -> HttpResponse:
    found = [breach_page(b) for b in queries.breaches_of(request.user)[:100]]
    return render(request, "privacy/breach_list.html", {"breaches": found, "tabs": tabs(request)})


@door(policies.can_handle_somewhere)
@require_http_methods(["GET", "HEAD", "POST"])
def note_breach(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = BreachForm(request.POST if posted else None, by=request.user)
    if not posted or not form.is_valid():
        return _form(request, form, _("Note a breach"), "privacy:list_breaches", posted=posted)
    data = form.cleaned_data
    breach = records.note_breach(
        organisation=data["organisation"],
        noticed_at=in_zone(data["noticed_at"], data["organisation"]),
        nature=data["nature"],
        people_count=data["people_count"],
        by=request.user,
    )
    return redirect("privacy:show_breach", public_id=breach.public_id)


@door(policies.can_keep_record, queries.find_breach)
@never_cache
@require_safe
def show_breach(request: HttpRequest, breach: Breach) -> HttpResponse:
    context = {"page": breach_page(breach, whole=True), "tabs": tabs(request)}
    return render(request, "privacy/breach_detail.html", context)


@require_POST
@door(policies.can_keep_record, queries.find_breach)
def move_breach(request: HttpRequest, breach: Breach, state: str) -> HttpResponse:
    form = BreachStepForm(request.POST)
    if state not in BreachState or not form.is_valid():
        raise Http404
    at = form.cleaned_data["at"]
    records.move_breach(
        public_id=breach.public_id,
        state=BreachState(state),
        text=form.cleaned_data["text"],
        at=in_zone(at, breach.organisation) if at else None,
        by=request.user,
    )
    return redirect("privacy:show_breach", public_id=breach.public_id)


@door(policies.can_handle_somewhere)
@require_safe
def show_register(request: HttpRequest) -> HttpResponse:
    context = {"activities": activities(), "tabs": tabs(request)}
    return render(request, "privacy/register.html", context)


@door(policies.can_handle_somewhere)
@require_safe
def download_register(request: HttpRequest, form: str) -> HttpResponse:
    """The register with the organisations' joint controllers and transfers, as CSV or JSON."""
    rows = as_rows(activities())
    if form == "csv":
        response = HttpResponse("\ufeff" + as_csv(rows), content_type="text/csv; charset=utf-8")
    else:
        whole = {"activities": rows} | record_rows(queries.organisations_of(request.user))
        response = JsonResponse(whole, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="register.{form}"'
    return response


@door(policies.can_handle_somewhere)
@never_cache
@require_safe
def show_records(request: HttpRequest) -> HttpResponse:
    organisations = list(queries.organisations_of(request.user))
    context = {
        "parts": [_records_of(o) for o in organisations],
        "tabs": tabs(request),
    }
    return render(request, "privacy/record_list.html", context)


def _records_of(organisation: Organisation) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "contact": NoticeContact.objects.filter(organisation=organisation).first(),
        **record_rows([organisation], whole=True),
    }


_FORMS = {
    "joint": (JointControllerForm, queries.find_joint_controller),
    "transfer": (TransferForm, queries.find_transfer),
}


def _titles() -> dict[str, str]:
    return {
        "joint": _("Joint controller"),
        "transfer": _("Transfer outside the European Economic Area"),
        "contact": _("Whom people write to"),
    }


@door(policies.can_handle_somewhere)
@require_http_methods(["GET", "HEAD", "POST"])
def add_record(request: HttpRequest, kind: str) -> HttpResponse:
    form_class, _find = _FORMS[kind]
    return _edit(request, form_class, None, _titles()[kind])


def _edit(request: HttpRequest, form_class: Any, row: Any, title: str) -> HttpResponse:
    posted = request.method == "POST"
    form = form_class(request.POST if posted else None, instance=row, by=request.user)
    if not posted or not form.is_valid():
        return _form(request, form, title, "privacy:show_records", posted=posted)
    records.save_record(row=form.save(commit=False), by=request.user)
    messages.success(request, _("The record is kept."))
    return redirect("privacy:show_records")


@door(policies.can_keep_record, queries.find_joint_controller)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_joint_controller(request: HttpRequest, row: JointController) -> HttpResponse:
    return _edit(request, JointControllerForm, row, _titles()["joint"])


@door(policies.can_keep_record, queries.find_transfer)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_transfer(request: HttpRequest, row: Transfer) -> HttpResponse:
    return _edit(request, TransferForm, row, _titles()["transfer"])


@require_POST
@door(policies.can_keep_record, queries.find_joint_controller)
def remove_joint_controller(request: HttpRequest, row: JointController) -> HttpResponse:
    records.remove_record(row=row, by=request.user)
    return redirect("privacy:show_records")


@require_POST
@door(policies.can_keep_record, queries.find_transfer)
def remove_transfer(request: HttpRequest, row: Transfer) -> HttpResponse:
    records.remove_record(row=row, by=request.user)
    return redirect("privacy:show_records")


def find_organisation(public_id: Any) -> Organisation | None:
    """The organisation, or nothing."""
    return Organisation.objects.filter(public_id=public_id).first()


@door(policies.can_handle_for, find_organisation)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_contact(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Whom people write to, and the authority: shown in the notice."""
    row = NoticeContact.objects.filter(organisation=organisation).first()
    row = row or NoticeContact(organisation=organisation, controller=organisation.name)
    return _edit(request, ContactForm, row, _titles()["contact"])


@door(policies.can_handle_somewhere)
@require_safe
def show_impact(request: HttpRequest) -> HttpResponse:
    data = annex()
    context = {"annex": data, "rows": activity_facts(data), "tabs": tabs(request)}
    return render(request, "privacy/impact.html", context)


@door(policies.can_handle_somewhere)
@require_safe
def download_impact(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse(annex_pdf(annex()), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="impact-annex.pdf"'
    return response


@door(policies.can_handle_somewhere)
@require_safe
def show_retention(request: HttpRequest) -> HttpResponse:
    context = {
        "runs": run_rows(queries.last_runs()),
        "tabs": tabs(request),
        "zone": zone_of(request.user),
    }
    return render(request, "privacy/retention.html", context)
