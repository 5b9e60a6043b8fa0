"""Templates: what the calls of an organisation start from, made from its own calls."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls import policies
from mandat.calls.authoring.starting import carried_from
from mandat.calls.models import Call, CallTemplate
from mandat.core.errors import RuleBroken
from mandat.people.queries import organisations_where
from mandat.people.roles import SEES_CALLS, WRITES_CALLS

# What belongs to one call only.
_OWN = frozenset({"title", "funding"})


def templates_of(account: Any) -> QuerySet[CallTemplate]:
    """The templates of the organisations whose calls the person may see."""
    return CallTemplate.objects.filter(
        organisation__in=organisations_where(account, SEES_CALLS)
    ).select_related("organisation")


def templates_to_start(account: Any) -> QuerySet[CallTemplate]:
    """The templates from which the person may start a call."""
    return templates_of(account).filter(organisation__in=organisations_where(account, WRITES_CALLS))


def find_template(public_id: Any) -> CallTemplate | None:
    return CallTemplate.objects.select_related("organisation").filter(public_id=public_id).first()


@transaction.atomic
def make_template(*, call: Call, name: str, by: Any) -> CallTemplate:
    """What the call says, without dates and amounts, is a template of its organisation."""
    if not policies.can_keep_template(by, call):
        raise PermissionDenied
    carried = carried_from(call)
    name = _checked(name, call.organisation_id)
    template = CallTemplate.objects.create(
        organisation=call.organisation,
        name=name,
        language=call.language or "fr",
        fields={n: f["value"] for n, f in carried.items() if n not in _OWN},
    )
    record(
        actor=by,
        action="calls.template.made",
        subject=template,
        organisation=call.organisation,
        details={"call": str(call.public_id)},
    )
    return template


def _checked(name: str, organisation: int, own: int | None = None) -> str:
    """The name as it is kept: one line, and no other template's."""
    kept = " ".join(name.split())[:120]
    if not kept:
        raise RuleBroken("template_without_name", _("Give the template a name."))
    others = CallTemplate.objects.filter(organisation=organisation).values_list("pk", "name")
    names = {other.casefold() for pk, other in others if pk != own}
    if kept.casefold() in names:  # SQLite compares capitals without accents only
        raise RuleBroken("template_name_taken", _("Another template has this name already."))
    return kept


def _held(public_id: UUID, by: Any) -> CallTemplate:
    """The template, held until the transaction ends, if this person may change it."""
    template = (
        CallTemplate.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(public_id=public_id)
    )
    if not policies.can_edit_template(by, template):
        raise PermissionDenied
    return template


@transaction.atomic
def rename_template(*, public_id: UUID, name: str, version: int | None, by: Any) -> CallTemplate:
    """The template has this name."""
    template = _held(public_id, by)
    if version is not None and version != template.version:
        raise RuleBroken(
            "changed_elsewhere",
            _("This template was changed in the meantime. Look at it again, then decide."),
        )
    template.name = _checked(name, template.organisation_id, template.pk)
    template.version += 1
    template.save(update_fields=["name", "version"])
    record(
        actor=by,
        action="calls.template.renamed",
        subject=template,
        organisation=template.organisation,
    )
    return template


@transaction.atomic
def remove_template(*, public_id: UUID, by: Any) -> None:
    """The template is gone; the calls that started from it stay as they are."""
    template = _held(public_id, by)
    record(
        actor=by,
        action="calls.template.removed",
        subject=template,
        organisation=template.organisation,
    )
    template.delete()
