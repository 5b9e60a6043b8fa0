"""Pages of the templates that calls start from."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.calls import display, labels, policies
from mandat.calls.authoring import templates
from mandat.calls.authoring.forms import TemplateForm
from mandat.calls.authoring.steps import PARTS, Step
from mandat.calls.authoring.words import GUIDES
from mandat.calls.models import Call, CallTemplate
from mandat.calls.queries import find_call
from mandat.core.doors import door
from mandat.people.organisation_forms.common import done

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@door(policies.can_see_calls)
def list_templates(request: HttpRequest) -> HttpResponse:
    rows = list(templates.templates_of(request.user).order_by("organisation__name", "name")[:500])
    context = {"templates": rows, "can_write": policies.can_import_calls(request.user)}
    return render(request, "calls/authoring/template_list.html", context)


@GET_OR_POST
@door(policies.can_see_template, templates.find_template)
def show_template(request: HttpRequest, template: CallTemplate) -> HttpResponse:
    """What it holds, step by step; officers give it another name."""
    can_edit = policies.can_edit_template(request.user, template)
    posted = request.POST if request.method == "POST" and can_edit else None
    form = TemplateForm(posted, initial={"name": template.name, "version": template.version})
    if form.is_valid() and done(
        form,
        lambda: templates.rename_template(
            public_id=template.public_id, by=request.user, **form.cleaned_data
        ),
    ):
        messages.success(request, _("The template is saved."))
        return redirect("calls:show_template", public_id=template.public_id)
    context = {"template": template, "form": form, "can_edit": can_edit, "parts": _held(template)}
    status = 422 if posted is not None else 200
    return render(request, "calls/authoring/template_detail.html", context, status=status)


def _held(template: CallTemplate) -> list[dict[str, Any]]:
    """The values of the template under the steps in which they are written."""
    parts = []
    for step in Step:
        fields = [
            {"label": labels.FIELDS[n], "lines": display.lines_of(n, template.fields[n])}
            for n in PARTS[step].fields
            if n in template.fields
        ]
        if fields:
            parts.append({"title": GUIDES[step].title, "fields": fields})
    return parts


@require_POST
@door(policies.can_edit_template, templates.find_template)
def remove_template(request: HttpRequest, template: CallTemplate) -> HttpResponse:
    templates.remove_template(public_id=template.public_id, by=request.user)
    messages.success(request, _("The template is removed."))
    return redirect("calls:list_templates")


@GET_OR_POST
@door(policies.can_keep_template, find_call)
def keep_template(request: HttpRequest, call: Call) -> HttpResponse:
    """The call becomes a template, under a name."""
    posted = request.POST if request.method == "POST" else None
    form = TemplateForm(posted, initial={"name": call.title[:120]})
    if form.is_valid():
        name = form.cleaned_data["name"]
        made = done(form, lambda: templates.make_template(call=call, name=name, by=request.user))
        if made:
            messages.success(request, _("The template is there: the next call can start from it."))
            return redirect("calls:show_template", public_id=made.public_id)
    status = 422 if posted is not None else 200
    context = {"form": form, "call": call}
    return render(request, "calls/authoring/template_keep.html", context, status=status)
